import { readFileSync } from 'node:fs';
import path from 'node:path';
import { containerSettings, readDockerfile } from './dockerfile';

const ROOT = path.resolve(__dirname, '../..');
const read = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8');
const stages = readDockerfile(read('docker/Dockerfile'));

describe('docker/Dockerfile', () => {
  it('builds on one pinned version of Node', () => {
    expect(new Set(stages.map(({ base }) => base)).size).toBe(1);
    expect(stages[0]?.base).toMatch(/^node:\d+\.\d+\.\d+-bookworm-slim$/);
  });

  it('runs without root, as production, and asks whether it is ready', () => {
    const { uid, gid, environment, healthCheck } = containerSettings(stages);
    expect(Math.min(uid, gid)).toBeGreaterThan(0);
    expect(environment.NODE_ENV).toBe('production');
    expect(healthCheck).toEqual(['node', 'healthy.cjs']);
  });

  it('starts what npm start starts, with the same arguments, and as the first process', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } };
    expect(containerSettings(stages).command).toEqual(scripts.start.split(' '));
  });

  it('runs nothing in the stage that ships', () => {
    expect(stages.at(-1)?.instructions.filter(({ name }) => name === 'RUN')).toEqual([]);
  });

  it('lets the build see what it copies and nothing else', () => {
    const copied = stages
      .flatMap(({ instructions }) => instructions)
      .filter(({ name, text }) => name === 'COPY' && !text.startsWith('--from='))
      .flatMap(({ text }) => text.split(' ').slice(0, -1));
    const seen = read('.dockerignore')
      .split('\n')
      .filter((line) => /^[!*]/.test(line));
    expect(seen[0]).toBe('*');
    expect(seen.slice(1).sort()).toEqual([...new Set(copied)].map((name) => `!${name}`).sort());
  });
});

describe('the reader of Dockerfiles', () => {
  it('refuses what it would leave out', () => {
    expect(() => readDockerfile('FROM node:1\nADD . /app')).toThrow('says ADD');
  });

  it('takes a line that goes on as one, and leaves comments out', () => {
    expect(readDockerfile('# first\nFROM node:1 AS build\nRUN a \\\n  b\n')).toEqual([
      { base: 'node:1', name: 'build', instructions: [{ name: 'RUN', text: 'a    b' }] },
    ]);
  });

  it('refuses a user by name, whom a cluster cannot tell from root', () => {
    expect(() =>
      containerSettings(readDockerfile('FROM node:1\nUSER node\nWORKDIR /app\nCMD []')),
    ).toThrow('USER is not numeric.');
  });
});
