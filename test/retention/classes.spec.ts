import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { CASE_TABLES, CONSENT_TABLES, FILE_TABLES } from '../../migrations/retained-tables';
import { renderRetentionClasses, RETENTION_CLASSES } from '../../src/retention';
import { createTestDatabase } from '../support/database';

/** Tables of the classes that are no case's, file's or consent's. */
const OTHERS = [
  'disclosure.standing_decision',
  'cases.idempotency',
  // How much an organisation may still send, and nothing that is kept.
  'limits.allowance',
  'log.entry',
  'log.shape',
  'log.actor',
  'log.chain',
  'log.checkpoint',
  'statistics.quarter',
  'statistics.cell',
  'retention.hold',
  'retention.hold_lift',
  'retention.tombstone',
  'retention.run_event',
  'retention.proof',
  'retention.person',
];

describe('the retention classes', () => {
  it('have every table of the database', async () => {
    const database = await createTestDatabase();
    const client = new Client({ connectionString: database.superuserUrl });
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspowner = 'kvarbo_owner'::regrole AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
    );
    await client.end();
    await database.drop();
    const retained = [...CASE_TABLES, ...FILE_TABLES, ...CONSENT_TABLES].map(({ name }) => name);
    expect([...retained, ...OTHERS].sort()).toEqual(rows.map(({ name }) => name).sort());
  });

  it('stand in the documentation as they are', () => {
    expect(readFileSync('schema/retention.md', 'utf8')).toBe(renderRetentionClasses());
    expect(new Set(RETENTION_CLASSES.map(({ name }) => name)).size).toBe(RETENTION_CLASSES.length);
  });
});
