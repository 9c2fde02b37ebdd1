import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readExport, readLog, verifyLog, writeExport } from '../../src/disclosure-log';
import type { LogVerdict } from '../../src/disclosure-log';
import { SignatureVerifier } from '../../src/persistence';
import { placesOf, SignedLog } from './a-signed-log';

let log: SignedLog;
let folder: string;
beforeAll(async () => {
  log = await SignedLog.open();
  folder = await mkdtemp(path.join(tmpdir(), 'kvarbo-lists-'));
});
beforeEach(() => log.restore());
afterAll(async () => {
  await rm(folder, { recursive: true });
  await log.close();
});

/** Every list of a sheet, and a sheet that has something in it. */
const LISTS = [
  ['cases', 'uuid', 'a', 8],
  ['subjects', 'bytea', 'a', 8],
  ['subject_cases', 'smallint', 'a', 8],
  ['controllers', 'text', 'a', 8],
  ['opened_by', 'uuid', 'b', 6],
] as const;

/** The values that were there in lists that readers flatten or count otherwise, and of which the driver does not tell all. */
const CHANGES = LISTS.flatMap(([list, type, chain, sequence]) => {
  const changed = (what: string, value: string): readonly [string, string, string] => {
    const statement = `UPDATE log.entry SET ${list} = ${value}::${type}[] WHERE instance = :${chain} AND sequence = ${sequence}`;
    return [what, statement, `CHANGED ${chain} ${sequence}`];
  };
  const elements = `unnest(${list}) WITH ORDINALITY AS u(v, n)`;
  return [
    changed(`${list} within the list`, `ARRAY[${list}]`),
    changed(`${list} in a list each`, `(SELECT array_agg(ARRAY[v] ORDER BY n) FROM ${elements})`),
    changed(`${list} counted from 0`, `format('[0:%s]=%s', cardinality(${list}) - 1, ${list})`),
    changed(`${list} counted from 2`, `format('[2:%s]=%s', cardinality(${list}) + 1, ${list})`),
  ];
});

const PERSONS_AS_TEXT = [
  'persons whose bytes are the text of what they were',
  `UPDATE log.entry SET subjects = (SELECT array_agg(ARRAY[convert_to(encode(s, 'hex'), 'UTF8')] ORDER BY n)
     FROM unnest(subjects) WITH ORDINALITY AS u(s, n)) WHERE instance = :a AND sequence IN (5, 8)`,
  'CHANGED a 5, CHANGED a 8',
] as const;

async function verifyExport(): Promise<LogVerdict> {
  const file = path.join(await mkdtemp(path.join(folder, 'export-')), 'log.jsonl');
  await writeExport(file, readLog(log.superuser));
  const verifier = new SignatureVerifier(log.signing.publicKeys());
  return verifyLog(readExport(file), { verifier, saved: [], actors: null });
}

describe('the check of the lists of a sheet', () => {
  it('finds nothing wrong with those that the service wrote, empty ones among them', async () => {
    expect((await verifyExport()).faults).toEqual([]);
  });

  it.each([...CHANGES, PERSONS_AS_TEXT])(
    'names %s, in the database and in an export',
    async (_, statement, places) => {
      await log.tamper(statement);
      for (const verdict of [await log.verify(), await verifyExport()]) {
        expect(placesOf(verdict, log).join(', ')).toBe(places);
      }
    },
  );

  it('names a list with a hole, in the database and in an export', async () => {
    await log.tamper(
      `UPDATE log.entry SET subjects = ARRAY[NULL]::bytea[] WHERE instance = :a AND sequence = 5`,
    );
    for (const verdict of [await log.verify(), await verifyExport()]) {
      expect(placesOf(verdict, log)).toEqual(['CHANGED a 5']);
    }
  });
});
