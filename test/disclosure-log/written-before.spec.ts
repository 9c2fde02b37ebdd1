import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createDataSource, runMigrations } from '../../src/persistence';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { aLog } from './a-log';
import { aList } from './some-disclosures';
import { StoredLog } from './stored-log';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

/** Undoes migrations, the last one first, down to and with the one that put several cases on a row. */
async function undoSheets(): Promise<void> {
  const source = createDataSource({
    url: database.ownerUrl,
    poolSize: 1,
    entities: [],
    migrations: true,
  });
  await source.initialize();
  try {
    for (let isThere = true; isThere;) {
      await source.undoLastMigration();
      const [last] = await source.query<{ timestamp: string }[]>(
        'SELECT max(timestamp)::text AS timestamp FROM public.kvarbo_migration',
      );
      isThere = Number(last?.timestamp) >= 1764000000031;
    }
  } finally {
    await source.destroy();
  }
}

const sha256 = (...parts: readonly (string | Buffer)[]): Buffer => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
};

/** A chain of three rows as they were written when a row was about one case; their texts are put together here. */
async function writeAsBefore(client: Client): Promise<readonly (string | null)[]> {
  const instance = randomUUID();
  const at = '2026-03-01T05:06:07.080Z';
  await client.query('INSERT INTO log.chain (instance, started_at) VALUES ($1, $2)', [
    instance,
    at,
  ]);
  const cases = [randomUUID(), randomUUID(), null];
  let hash = sha256(`kvarbo-log/1 ["${instance}","${at}",null,null,null]`);
  for (const [index, caseId] of cases.entries()) {
    const subjects = index === 1 ? [] : [`0${index}`, `1${index}`];
    const subjectsText = JSON.stringify(subjects);
    const caseText = caseId === null ? 'null' : `"${caseId}"`;
    hash = sha256(
      hash,
      `["${at}","${instance}",${index + 1},"r","LANDLORD","o","p","01","AUDIT","02",${caseText},["c"],${subjectsText},[]]`,
    );
    await client.query(
      `INSERT INTO log.entry (recorded_at, instance, sequence, request, agency, organisation, principal, actor, purpose, shape,
         case_id, controllers, subjects, opened_by, hash)
       VALUES ($1, $2, $3, 'r', 'LANDLORD', 'o', 'p', '\\x01', 'AUDIT', '\\x02', $4, '{c}', $5, '{}', $6)`,
      [at, instance, index + 1, caseId, subjects.map((hex) => Buffer.from(hex, 'hex')), hash],
    );
  }
  return cases;
}

describe('rows that were written when each was about one case', () => {
  it('are such of one case now, in chains that hold as they are', async () => {
    await undoSheets();
    const client = new Client({ connectionString: database.superuserUrl });
    await client.connect();
    const cases = await writeAsBefore(client);
    await client.end();
    await runMigrations(database.ownerUrl);
    const stored = await StoredLog.open(database);
    const sheets = await stored.sheets();
    const faults = await stored.faults();
    await stored.close();
    expect(sheets.map((sheet) => sheet.cases)).toEqual(cases.map((caseId) => [caseId]));
    expect(sheets.map((sheet) => sheet.subject_cases)).toEqual([[1, 1], [], [1, 1]]);
    expect(faults).toEqual([]);
  });
});

describe('a row about several cases', () => {
  it('is not cut apart by going back, since no chain would hold', async () => {
    const { log } = aLog(database.serviceUrl);
    await log.record([aList(2)]);
    await log.stop();
    await expect(undoSheets()).rejects.toThrow('rows of the log hold several cases each');
  });
});
