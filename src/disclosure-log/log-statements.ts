import type { QueryConfig } from 'pg';
import type { ActorRow } from './actors';
import type { Links } from './chain';
import type { ChainRow, ShapeRow, SheetText } from './sheet-format';

/** What one flush writes. */
export interface LogBatch {
  /** The chain's row, null when it is durable already. */
  readonly chain: ChainRow | null;
  /** What is not known to be stored, in the order of ids: instances that store the same never wait in a circle. */
  readonly shapes: readonly ShapeRow[];
  readonly actors: readonly ActorRow[];
  readonly sheets: readonly SheetText[];
  readonly links: Links;
}

const COLUMNS = `recorded_at, instance, sequence, request, agency, organisation, principal, actor, purpose, shape, cases,
    controllers, subjects, subject_cases, opened_by, hash`;

/** Lists of different lengths cannot lie in one array, but their texts can. */
const SHEETS = `
  INSERT INTO log.entry (${COLUMNS})
  SELECT $1::timestamptz, $2::uuid, $3::bigint + position, request, agency, organisation, principal, actor, purpose, shape,
    cases::uuid[], controllers::text[], subjects::bytea[], subject_cases::smallint[], opened_by::uuid[], hash
  FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::text[], $10::bytea[], $11::text[], $12::text[],
      $13::text[], $14::text[], $15::text[], $16::bytea[]) WITH ORDINALITY
    AS s(request, agency, organisation, principal, actor, purpose, shape, cases, controllers, subjects, subject_cases, opened_by,
      hash, position)`;

/**
 * All in one statement, so that all or nothing of it is durable, in one round trip. A conflict target would need SELECT,
 * which the writer does not have.
 */
const EVERYTHING = `
  WITH chain AS (
    INSERT INTO log.chain (instance, started_at, predecessor, predecessor_sequence, predecessor_hash)
    SELECT * FROM unnest($17::uuid[], $18::timestamptz[], $19::uuid[], $20::bigint[], $21::bytea[])
  ), shape AS (
    INSERT INTO log.shape (id, content)
    SELECT * FROM unnest($22::bytea[], $23::text[]) ON CONFLICT DO NOTHING
  ), actor AS (
    INSERT INTO log.actor (id, sealed)
    SELECT * FROM unnest($24::bytea[], $25::bytea[]) ON CONFLICT DO NOTHING
  ) ${SHEETS}`;

/** The one statement that writes a batch. */
export function insertOf(batch: LogBatch): QueryConfig {
  const { chain, shapes, actors } = batch;
  const sheets = sheetValues(batch);
  if (chain === null && shapes.length === 0 && actors.length === 0) {
    return { name: 'kvarbo_log_sheets', text: SHEETS, values: sheets };
  }
  const chains = chain === null ? [] : [chain];
  return {
    name: 'kvarbo_log_everything',
    text: EVERYTHING,
    values: [
      ...sheets,
      chains.map(({ instance }) => instance),
      chains.map(({ startedAt }) => startedAt.toISOString()),
      chains.map(({ predecessor }) => predecessor),
      chains.map(({ predecessorSequence }) => predecessorSequence),
      chains.map(({ predecessorHash }) => predecessorHash),
      shapes.map(({ id }) => id),
      shapes.map(({ content }) => content),
      actors.map(({ id }) => id),
      actors.map(({ sealed }) => sealed),
    ],
  };
}

function sheetValues({ sheets, links }: LogBatch): unknown[] {
  const { recordedAt, hashes, head } = links;
  const texts = (value: (sheet: SheetText) => string): string => listText(sheets.map(value));
  const bytes = (value: (sheet: SheetText) => string): string =>
    plainList(sheets.map((sheet) => hexText(value(sheet))));
  const lists = (value: (sheet: SheetText) => readonly string[]): string =>
    plainList(sheets.map((sheet) => `"${plainList(value(sheet))}"`));
  return [
    recordedAt,
    head.instance,
    head.sequence - sheets.length,
    texts((sheet) => sheet.head.request),
    texts((sheet) => sheet.head.agency),
    texts((sheet) => sheet.head.organisation),
    texts((sheet) => sheet.head.principal),
    bytes((sheet) => sheet.head.actor),
    texts((sheet) => sheet.head.purpose),
    bytes((sheet) => sheet.head.shape),
    lists(({ cases }) => cases.map((id) => id ?? 'NULL')),
    texts(({ controllers }) => listText(controllers)),
    lists(({ subjects }) => subjects.flatMap((persons) => persons.map(innerHexText))),
    lists(({ subjects }) =>
      subjects.flatMap((persons, index) => persons.map(() => String(index + 1))),
    ),
    lists(({ openedBy }) => openedBy),
    plainList(hashes.map((hash) => hexText(hash.toString('hex')))),
  ];
}

/** Bytes in a list, as PostgreSQL writes them. */
function hexText(hex: string): string {
  return `\\\\x${hex}`;
}

/** Bytes in a list in a list: to look for what must be escaped costs more than all else about them. */
function innerHexText(hex: string): string {
  return `\\\\\\\\x${hex}`;
}

/** A list of what needs no quotes, such as UUIDs and bytes, as PostgreSQL writes it: far cheaper than what the driver does. */
function plainList(values: readonly string[]): string {
  return `{${values.join(',')}}`;
}

/** A list of any text. */
function listText(values: readonly string[]): string {
  return plainList(values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`));
}

/**
 * Writes a sheet and takes it back, which shows that one can be written without leaving any.
 *
 * A plain text of several statements, since it is one round trip; nothing in it comes from outside.
 */
export function trialOf(at: Date, instance: string): string {
  return `BEGIN;
    SET LOCAL ROLE kvarbo_log_writer;
    INSERT INTO log.entry (${COLUMNS})
    VALUES ('${at.toISOString()}', '${instance}', 0, '', '', '', '', '', '', '', '{NULL}', '{}', '{}', '{}', '{}', '');
    ROLLBACK`;
}
