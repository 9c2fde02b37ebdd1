import type { Client } from 'pg';
import { readerKey, Terms } from '../../src/cases';
import { recordSeal, versionSeal, type SealedDefendant } from '../../src/enforcement/record-seals';
import { envelopeContext } from '../../src/landlord-notices/seal-notice';
import { BlindIndexer, Keyring } from '../../src/persistence';
import type { TestGateway } from '../support/gateway';

/** A row of a table as the superuser sees it. */
export type Row = Readonly<Record<string, unknown>>;

/** Every table of ours with all of its rows, read past row security, and what opens them. */
export interface StoredRows {
  /** Names of all tables of all our schemas, from the catalogue; partitions count as their table. */
  readonly tables: readonly string[];
  of(table: string): readonly Row[];
  /** The persons' ids under which the rows of one controller name a number, and the rows' cases. */
  known(controller: string, number: string): { persons: Set<string>; cases: Set<string> };
  /** The text of a record's version. */
  version(row: Row): string;
  storeName(organisation: string): string;
  readonly terms: Terms;
}

const OURS = `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspowner = 'kvarbo_owner'::regrole AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`;

export async function readStoredRows(
  superuser: Client,
  { settings }: TestGateway,
): Promise<StoredRows> {
  const tables = (await superuser.query<{ name: string }>(OURS)).rows.map(({ name }) => name);
  const rows = new Map<string, readonly Row[]>();
  for (const table of tables) {
    const [schema, name] = table.split('.');
    rows.set(table, (await superuser.query<Row>(`SELECT * FROM ${schema}."${name}"`)).rows);
  }
  const keyring = new Keyring(settings.sealingKeys);
  const indexer = new BlindIndexer(Buffer.from(settings.indexKey, 'base64'));
  const of = (table: string): readonly Row[] => {
    const found = rows.get(table);
    if (!found) throw new Error(`There is no table ${table}.`);
    return found;
  };
  const terms = new Terms(indexer);
  const storeName = (organisation: string) => readerKey(indexer, organisation);
  const numbersOf = {
    'landlord.notice': (row: Row) =>
      keyring.open<(string | null)[]>(
        row.sealed_tenant_numbers as Buffer,
        envelopeContext(row.id as string, 'tenant_numbers'),
      ),
    'enforcement.record': (row: Row) =>
      keyring
        .open<SealedDefendant[]>(
          row.sealed_defendants as Buffer,
          recordSeal(row.case_number as string, 'sealed_defendants'),
        )
        .map(({ personalIdentityNumber }) => personalIdentityNumber),
  };
  return {
    tables,
    of,
    storeName,
    terms,
    version: (row) =>
      JSON.stringify(
        keyring.open(
          row.sealed_content as Buffer,
          versionSeal(row.case_number as string, row.version as number),
        ),
      ),
    known: (controller, number) => {
      const name = storeName(controller);
      const persons = new Set<string>();
      const cases = new Set<string>();
      for (const [table, ids, own] of [
        ['landlord.notice', 'tenant_ids', (row: Row) => isOwnNotice(row, name)],
        ['enforcement.record', 'defendant_ids', (row: Row) => isOwnRecord(row, name)],
      ] as const) {
        for (const row of of(table).filter(own)) {
          numbersOf[table](row).forEach((one, position) => {
            if (one !== number) return;
            persons.add((row[ids] as string[])[position] ?? '');
            cases.add(row.case_id as string);
          });
        }
      }
      for (const row of of('social.handover').filter((one) => one.board_id === name)) {
        (row.number_indexes as (Buffer | null)[]).forEach((index, position) => {
          if (index === null || !terms.personNumber(number).equals(index)) return;
          persons.add((row.person_ids as string[])[position] ?? '');
          cases.add(row.case_id as string);
        });
      }
      return { persons, cases };
    },
  };
}

/** Sent by the controller or to it. */
export const isOwnNotice = (row: Row, controller: string): boolean =>
  row.landlord === controller || row.board_id === controller;

/** Pushed by the controller, or notified to it. */
export const isOwnRecord = (row: Row, controller: string): boolean =>
  row.authority === controller || (row.known_to_board === true && row.board_id === controller);
