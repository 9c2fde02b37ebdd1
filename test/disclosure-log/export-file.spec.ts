import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  actorCheckWith,
  ExportFileError,
  LogOrderError,
  readExport,
  readLog,
  verifyLog,
  writeExport,
} from '../../src/disclosure-log';
import type { LogVerdict } from '../../src/disclosure-log';
import { SignatureVerifier } from '../../src/persistence';
import { aKeyring, anIndexer } from './a-log';
import { SignedLog } from './a-signed-log';

let log: SignedLog;
let folder: string;
let lines: string[];
beforeAll(async () => {
  log = await SignedLog.open();
  folder = await mkdtemp(path.join(tmpdir(), 'kvarbo-export-'));
  await writeExport(path.join(folder, 'log.jsonl'), readLog(log.superuser));
  lines = (await readFile(path.join(folder, 'log.jsonl'), 'utf8')).trimEnd().split('\n');
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await log.close();
});

const verify = (file: string): Promise<LogVerdict> =>
  verifyLog(readExport(file), {
    verifier: new SignatureVerifier(log.signing.publicKeys()),
    saved: [],
    actors: actorCheckWith(anIndexer, aKeyring),
  });

/** What the check says about other lines: the kinds of faults, or why it could not read them. */
async function outcome(changed: readonly string[], recount = true): Promise<string[]> {
  const file = path.join(folder, 'changed.jsonl');
  const body = changed.slice(0, -1);
  const last = recount ? JSON.stringify({ records: body.length - 1 }) : changed.at(-1);
  await writeFile(file, [...body, last, ''].join('\n'));
  try {
    return (await verify(file)).faults.map(({ kind }) => kind);
  } catch (error) {
    if (error instanceof ExportFileError || error instanceof LogOrderError) return [error.name];
    throw error;
  }
}

const isUnsignedEnd = (line: string): boolean => {
  const { kind, instance, sequence } = JSON.parse(line) as Record<string, unknown>;
  const ends: Readonly<Record<string, number>> = { [log.chains.b]: 6 };
  return kind === 'sheet' && ends[String(instance)] === sequence;
};

describe('an export of the log', () => {
  it('is checked like the database that it came from', async () => {
    const ofDatabase = await log.verify({ opensActors: true });
    expect(ofDatabase.counts).toMatchObject({ sheets: 21, entries: 23 });
    expect(await verify(path.join(folder, 'log.jsonl'))).toEqual(ofDatabase);
    expect(await outcome(lines)).toEqual([]);
  });

  it('is for its owner alone, and never replaces a file', async () => {
    const file = path.join(folder, 'log.jsonl');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await expect(writeExport(file, readLog(log.superuser))).rejects.toThrow('EEXIST');
  });

  it('shows each single line that is gone, but for an end that nobody signed', async () => {
    const unnoticed: string[] = [];
    for (let index = 1; index < lines.length - 1; index += 1) {
      const found = await outcome(lines.filter((_, other) => other !== index));
      if (found.length === 0) unnoticed.push(lines[index] ?? '');
    }
    expect(unnoticed.filter((line) => !isUnsignedEnd(line))).toEqual([]);
    expect(unnoticed).toHaveLength(1);
  });

  it('shows each single line that stands twice', async () => {
    for (let index = 1; index < lines.length - 1; index += 1) {
      const line = lines[index] ?? '';
      const { kind } = JSON.parse(line) as { kind: string };
      const found = await outcome([...lines.slice(0, index), line, ...lines.slice(index)]);
      // What is shared and stands twice is the same twice.
      if (!['shape', 'actor', 'chain'].includes(kind))
        expect([kind, found]).not.toEqual([kind, []]);
    }
  });

  it('shows two neighbouring lines of one chain or trail that were swapped', async () => {
    for (let index = 1; index < lines.length - 2; index += 1) {
      const [one = '', other = ''] = lines.slice(index, index + 2);
      const kinds = [one, other].map((line) => (JSON.parse(line) as { kind: string }).kind);
      if (kinds.some((kind) => ['shape', 'actor', 'chain'].includes(kind))) continue;
      const swapped = [...lines.slice(0, index), other, one, ...lines.slice(index + 2)];
      expect([kinds, await outcome(swapped)]).not.toEqual([kinds, []]);
    }
  });

  it('shows each single value that was changed', async () => {
    let tried = 0;
    for (let index = 1; index < lines.length - 1; index += 1) {
      for (const changed of withOneChange(JSON.parse(lines[index] ?? '') as object)) {
        const found = await outcome(lines.with(index, JSON.stringify(changed)));
        expect([changed, found]).not.toEqual([changed, []]);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(300);
  });

  it.each<[string, (all: readonly string[]) => readonly string[], boolean]>([
    ['is cut off', (all) => all.slice(0, -5), false],
    ['lacks a line in the middle', (all) => all.filter((_, index) => index !== 20), false],
    ['goes on after its end', (all) => [...all, all[5] ?? '', all.at(-1) ?? ''], false],
    ['is of another kind', (all) => ['{"format":"other"}', ...all.slice(1)], true],
    ['has a line that is no JSON', (all) => all.with(5, 'kvarbo'), true],
    ['has a line that is no object', (all) => all.with(5, '7'), true],
  ])('is refused when it %s', async (_, change, recount) => {
    const file = path.join(folder, 'refused.jsonl');
    const changed = change(lines);
    const last = recount ? JSON.stringify({ records: changed.length - 2 }) : changed.at(-1);
    await writeFile(file, [...changed.slice(0, -1), last, ''].join('\n'));
    await expect(verify(file)).rejects.toThrow(ExportFileError);
  });

  it('is refused when its records stand in another order', async () => {
    const chain = lines.findIndex((line) => line.includes('"kind":"chain"'));
    const moved = [
      ...lines.slice(0, 1),
      lines[chain] ?? '',
      ...lines.filter((_, index) => index !== 0 && index !== chain),
    ];
    expect(await outcome(moved)).toEqual(['LogOrderError']);
  });
});

/** A record with each of its values changed in turn. */
function* withOneChange(record: object): Generator<object> {
  for (const [name, value] of Object.entries(record) as [string, unknown][]) {
    for (const other of changesOf(value)) yield { ...record, [name]: other };
  }
}

/** Longer, empty, turned round, and each of its values changed or gone. */
function listChangesOf(list: readonly unknown[]): readonly unknown[] {
  const isLong = list.length > 1 && JSON.stringify(list) !== JSON.stringify(list.toReversed());
  return [
    [...list, 'ab'],
    ...(list.length > 1 ? [[]] : []),
    ...(isLong ? [list.toReversed()] : []),
    ...list.flatMap((one, index) => changesOf(one).map((other) => list.with(index, other))),
    ...list.map((_, index) => list.toSpliced(index, 1)),
  ];
}

function changesOf(value: unknown): readonly unknown[] {
  if (value === null) return ['00'.repeat(32)];
  if (typeof value === 'number') return [value + 1];
  if (Array.isArray(value)) return listChangesOf(value);
  if (typeof value === 'object') return [...withOneChange(value)];
  const text = value as string;
  const middle = text.length >> 1;
  const letter = text[middle] === '1' ? '2' : '1';
  return [text.slice(0, middle) + letter + text.slice(middle + 1)];
}
