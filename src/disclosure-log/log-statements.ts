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

/** What many entries have in common is read from its text once, and not for each of them. */
const ENTRIES = `
  INSERT INTO log.entry (recorded_at, instance, sequence, request, agency, organisation, principal, actor, purpose,
    shape, case_id, controllers, subjects, opened_by, hash)
  SELECT $1::timestamptz, $2::uuid, $3::bigint + position, request, agency, organisation, principal, actor, purpose,
    shape, case_id, controllers, subjects::bytea[], opened_by, hash
  FROM (
    SELECT request, agency, organisation, principal, actor, purpose, shape, controllers::text[] AS controllers,
      opened_by::uuid[] AS opened_by, number
    FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::text[], $10::bytea[], $11::text[], $12::text[])
      WITH ORDINALITY AS h(request, agency, organisation, principal, actor, purpose, shape, controllers, opened_by, number)
    OFFSET 0
  ) AS h
  JOIN unnest($13::bigint[], $14::uuid[], $15::text[], $16::bytea[]) WITH ORDINALITY
    AS e(head, case_id, subjects, hash, position) ON e.head = h.number`;

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

/** What some entries of a flush have in common. */
interface CommonPart {
  readonly number: number;
  readonly head: EntryHead;
  readonly controllers: string;
  readonly openedBy: string;
}

function entryValues({ entries, links }: LogBatch): unknown[] {
  const { recordedAt, hashes, head } = links;
  const commonParts: CommonPart[] = [];
  const byHead = new Map<EntryHead, Map<string, CommonPart>>();
  const commonOf = (entry: EntryText): CommonPart => {
    const [controllers, openedBy] = [listText(entry.controllers), plainList(entry.openedBy)];
    const known = byHead.get(entry.head) ?? new Map<string, CommonPart>();
    byHead.set(entry.head, known);
    const before = known.get(controllers + openedBy);
    if (before) return before;
    const common = { number: commonParts.length + 1, head: entry.head, controllers, openedBy };
    commonParts.push(common);
    known.set(controllers + openedBy, common);
    return common;
  };
  const numbers = entries.map((entry) => String(commonOf(entry).number));
  return [
    recordedAt,
    head.instance,
    head.sequence - entries.length,
    commonParts.map((common) => common.head.request),
    commonParts.map((common) => common.head.agency),
    commonParts.map((common) => common.head.organisation),
    commonParts.map((common) => common.head.principal),
    plainList(commonParts.map((common) => hexText(common.head.actor))),
    commonParts.map((common) => common.head.purpose),
    plainList(commonParts.map((common) => hexText(common.head.shape))),
    commonParts.map(({ controllers }) => controllers),
    commonParts.map(({ openedBy }) => openedBy),
    plainList(numbers),
    plainList(entries.map(({ caseId }) => caseId ?? 'NULL')),
    listText(entries.map(({ subjects }) => plainList(subjects.map(hexText)))),
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
    SET LOCAL ROLE kvarbo_log_writer;
    INSERT INTO log.entry VALUES ('${at.toISOString()}', '${instance}', 0, '', '', '', '', '', '', '', NULL, '{}', '{}', '{}', '');
    ROLLBACK`;
}
