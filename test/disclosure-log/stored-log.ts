import { createHash } from 'node:crypto';
import { Client } from 'pg';
import type { TestDatabase } from '../support/database';

/** A sheet as it lies in the store, in PostgreSQL's own text. */
export interface StoredSheet {
  readonly recorded_at: string;
  readonly instance: string;
  readonly sequence: string;
  readonly request: string;
  readonly agency: string;
  readonly organisation: string;
  readonly principal: string;
  readonly actor: string;
  readonly purpose: string;
  readonly shape: string;
  readonly cases: (string | null)[];
  readonly controllers: string[];
  readonly subjects: string[];
  readonly subject_cases: number[];
  readonly opened_by: string[];
  readonly hash: string;
  readonly transaction: string;
}

/** A chain as it lies in the store. */
export interface StoredChain {
  readonly instance: string;
  readonly started_at: string;
  readonly predecessor: string | null;
  readonly predecessor_sequence: string | null;
  readonly predecessor_hash: string | null;
}

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const SHEETS = `
  SELECT to_char(recorded_at AT TIME ZONE 'UTC', ${ISO}) AS recorded_at, instance::text, sequence::text, request, agency,
    organisation, principal, encode(actor, 'hex') AS actor, purpose, encode(shape, 'hex') AS shape,
    cases::text[] AS cases, controllers, subject_cases, ARRAY(SELECT encode(s, 'hex') FROM unnest(subjects) WITH ORDINALITY AS u(s, n) ORDER BY n) AS subjects,
    opened_by::text[] AS opened_by, encode(hash, 'hex') AS hash, xmin::text AS transaction
  FROM log.entry ORDER BY entry.instance, entry.sequence`;
const CHAINS = `
  SELECT instance::text, to_char(started_at AT TIME ZONE 'UTC', ${ISO}) AS started_at, predecessor::text,
    predecessor_sequence::text, encode(predecessor_hash, 'hex') AS predecessor_hash
  FROM log.chain ORDER BY chain.started_at, chain.instance`;

/** The log as a superuser finds it, which is bound by no policy. */
export class StoredLog {
  private constructor(readonly superuser: Client) {}

  static async open(database: TestDatabase): Promise<StoredLog> {
    const client = new Client({ connectionString: database.superuserUrl });
    await client.connect();
    return new StoredLog(client);
  }

  async sheets(): Promise<StoredSheet[]> {
    return (await this.superuser.query<StoredSheet>(SHEETS)).rows;
  }

  async chains(): Promise<StoredChain[]> {
    return (await this.superuser.query<StoredChain>(CHAINS)).rows;
  }

  async count(table: 'shape' | 'actor' | 'chain' | 'entry'): Promise<number> {
    const { rows } = await this.superuser.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM log.${table}`,
    );
    return rows[0]?.n ?? 0;
  }

  async empty(): Promise<void> {
    // With forty partitions, faster than TRUNCATE.
    await this.superuser.query(
      'DELETE FROM log.entry; DELETE FROM log.shape; DELETE FROM log.actor; DELETE FROM log.chain',
    );
  }

  /** What is wrong with the chains, found by other code than the product's; nothing when all is well. */
  async faults(): Promise<string[]> {
    const faults: string[] = [];
    const chains = await this.chains();
    const hashes = new Map<string, string>();
    for (const chain of chains) {
      hashes.set(`${chain.instance} 0`, digest('', `kvarbo-log/1 ${chainText(chain)}`));
    }
    for (const sheet of await this.sheets()) {
      const { instance, sequence } = sheet;
      const before = hashes.get(`${instance} ${Number(sequence) - 1}`);
      if (before === undefined) faults.push(`${sequence} has none before it`);
      else if (digest(before, sheetText(sheet)) !== sheet.hash) faults.push(`${sequence} is wrong`);
      hashes.set(`${instance} ${sequence}`, sheet.hash);
    }
    for (const { predecessor, predecessor_sequence, predecessor_hash } of chains) {
      if (predecessor === null) continue;
      const known = hashes.get(`${predecessor} ${predecessor_sequence ?? ''}`);
      if (known !== predecessor_hash) faults.push(`${predecessor} does not lead on`);
    }
    return faults;
  }

  close(): Promise<void> {
    return this.superuser.end();
  }
}

function digest(beforeHex: string, text: string): string {
  return createHash('sha256')
    .update(Buffer.from(beforeHex, 'hex'))
    .update(text, 'utf8')
    .digest('hex');
}

function quoted(text: string | null): string {
  return text === null ? 'null' : `"${text}"`;
}

function listed(texts: readonly (string | null)[]): string {
  return `[${texts.map(quoted).join(',')}]`;
}

function subjectsText({ cases, subjects, subject_cases }: StoredSheet): string {
  const ofCase = (place: number): string =>
    listed(subjects.filter((_, index) => subject_cases[index] === place));
  const each = cases.map((_, index) => ofCase(index + 1));
  return each.length === 1 ? each.join('') : `[${each.join(',')}]`;
}

function chainText(chain: StoredChain): string {
  const { instance, started_at, predecessor, predecessor_sequence, predecessor_hash } = chain;
  return `[${[
    quoted(instance),
    quoted(started_at),
    quoted(predecessor),
    predecessor_sequence ?? 'null',
    quoted(predecessor_hash),
  ].join(',')}]`;
}

function sheetText(sheet: StoredSheet): string {
  return `[${[
    quoted(sheet.recorded_at),
    quoted(sheet.instance),
    sheet.sequence,
    quoted(sheet.request),
    quoted(sheet.agency),
    quoted(sheet.organisation),
    quoted(sheet.principal),
    quoted(sheet.actor),
    quoted(sheet.purpose),
    quoted(sheet.shape),
    sheet.cases.length === 1 ? quoted(sheet.cases[0] ?? null) : listed(sheet.cases),
    listed(sheet.controllers),
    subjectsText(sheet),
    listed(sheet.opened_by),
  ].join(',')}]`;
}
