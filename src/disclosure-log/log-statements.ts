import type { QueryConfig } from 'pg';
import type { ActorRow } from './actors';
import type { Links } from './chain';
import type { ChainRow, EntryHead, EntryText, ShapeRow } from './entry-format';

/** What one flush writes. */
export interface LogBatch {
  /** The chain's row, null when it is durable already. */
  readonly chain: ChainRow | null;
  /** What is not known to be stored, in the order of ids: instances that store the same never wait in a circle. */
  readonly shapes: readonly ShapeRow[];
  readonly actors: readonly ActorRow[];
  readonly entries: readonly EntryText[];
  readonly links: Links;
}

const ENTRIES = `
  INSERT INTO log.entry (recorded_at, instance, sequence, request, agency, organisation, principal, actor, purpose,
    shape, case_id, controllers, subjects, opened_by, hash)
  SELECT $1::timestamptz, $2::uuid, $3::bigint + position, request, agency, organisation, principal, actor, purpose,
    shape, case_id, controllers::text[], subjects::bytea[], opened_by::uuid[], hash
  FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::text[], $10::bytea[]) WITH ORDINALITY
    AS h(request, agency, organisation, principal, actor, purpose, shape, number)
  JOIN unnest($11::bigint[], $12::uuid[], $13::text[], $14::text[], $15::text[], $16::bytea[]) WITH ORDINALITY
    AS e(head, case_id, controllers, subjects, opened_by, hash, position) ON e.head = h.number`;

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
  ) ${ENTRIES}`;

/** The one statement that writes a batch. */
export function insertOf(batch: LogBatch): QueryConfig {
  const { chain, shapes, actors } = batch;
  const entries = entryValues(batch);
  if (chain === null && shapes.length === 0 && actors.length === 0) {
    return { name: 'kvarbo_log_entries', text: ENTRIES, values: entries };
  }
  const chains = chain === null ? [] : [chain];
  return {
    name: 'kvarbo_log_everything',
    text: EVERYTHING,
    values: [
      ...entries,
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

function entryValues({ entries, links }: LogBatch): unknown[] {
  const { recordedAt, hashes, head } = links;
  const numbers = new Map<EntryHead, number>();
  for (const entry of entries) {
    if (!numbers.has(entry.head)) numbers.set(entry.head, numbers.size + 1);
  }
  const heads = [...numbers.keys()];
  return [
    recordedAt,
    head.instance,
    head.sequence - entries.length,
    heads.map(({ request }) => request),
    heads.map(({ agency }) => agency),
    heads.map(({ organisation }) => organisation),
    heads.map(({ principal }) => principal),
    plainList(heads.map(({ actor }) => hexText(actor))),
    heads.map(({ purpose }) => purpose),
    plainList(heads.map(({ shape }) => hexText(shape))),
    plainList(entries.map((entry) => String(numbers.get(entry.head)))),
    plainList(entries.map(({ caseId }) => caseId ?? 'NULL')),
    listText(entries.map(({ controllers }) => listText(controllers))),
    listText(entries.map(({ subjects }) => plainList(subjects.map(hexText)))),
    listText(entries.map(({ openedBy }) => plainList(openedBy))),
    plainList(hashes.map((hash) => hexText(hash.toString('hex')))),
  ];
}

/** Bytes in a list, as PostgreSQL writes them. */
function hexText(hex: string): string {
  return `\\\\x${hex}`;
}

/** A list of what needs no quotes, such as UUIDs and bytes, as PostgreSQL writes it: far cheaper than what the driver does. */
function plainList(values: readonly string[]): string {
  return `{${values.join(',')}}`;
}

/** A list of any text. Lists of different lengths cannot lie in one array, but their texts can. */
function listText(values: readonly string[]): string {
  return plainList(values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`));
}

/**
 * Writes an entry and takes it back, which shows that one can be written without leaving any.
 *
 * A plain text of several statements, since it is one round trip; nothing in it comes from outside.
 */
export function trialOf(at: Date, instance: string): string {
  return `BEGIN;
    INSERT INTO log.entry VALUES ('${at.toISOString()}', '${instance}', 0, '', '', '', '', '', '', '', NULL, '{}', '{}', '{}', '');
    ROLLBACK`;
}
