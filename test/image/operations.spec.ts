import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';

const ROOT = path.resolve(__dirname, '../..');
const read = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8');
const DOCUMENTS = ['docs/operations.md', 'docker/README.md'];

const found = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name]) => name ?? '')),
];

/** The anchor that a heading gets on a page. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(' ', '-');

describe.each(DOCUMENTS)('%s', (name) => {
  const text = read(name);

  it('names settings that there are', () => {
    const settings = [
      '.env.example',
      'docker/example.env',
      'docker/supergraph/example.env',
    ].flatMap((file) => Object.keys(parseEnv(read(file))));
    const named = found(text, /\b(KVARBO_[A-Z_]+)\b/g);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((setting) => !settings.includes(setting))).toEqual([]);
  });

  it('names commands that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const run = found(text, /npm run (?:--silent )?([\w:-]+)/g);
    expect(run.filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
    const programs = found(text, /dist\/(src\/cli\/[\w-]+-command)\.js/g);
    expect(programs.filter((program) => !existsSync(path.join(ROOT, `${program}.ts`)))).toEqual([]);
  });

  it('links to pages, pictures and headings that there are', () => {
    const links = found(text, /\]\(((?!https?:)[^)\s]+)\)/g);
    const broken = links.filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? name : path.join(path.dirname(name), file);
      if (!existsSync(path.join(ROOT, target))) return true;
      const headings = found(read(target), /^#+ (.*)$/gm).map(anchorOf);
      return anchor !== undefined && !headings.includes(anchor);
    });
    expect(links.length).toBeGreaterThan(1);
    expect(broken).toEqual([]);
  });
});

describe('the log lines that docs/operations.md has somebody watch', () => {
  it('are written by the service', () => {
    const watched = found(read('docs/operations.md'), /^\| log `([^`]+)`/gm);
    const sources = [
      'src/disclosure-log/signed-checkpoints.ts',
      'src/identity/authenticator.ts',
      'src/identity/key-set.ts',
      'src/server/drain.ts',
      'src/server/http.ts',
      'src/topology/time-limit.ts',
    ]
      .map(read)
      .join('\n');
    expect(watched.length).toBeGreaterThan(4);
    const texts = watched.map((line) => /^msg: "(.*)"$/.exec(line)?.[1] ?? line);
    expect(texts.filter((line) => !sources.includes(`'${line}'`))).toEqual([]);
  });
});
