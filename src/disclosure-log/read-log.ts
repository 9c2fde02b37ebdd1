import type { ClientBase, QueryResultRow } from 'pg';
import type {
  ActorRecord,
  ChainRecord,
  CheckpointRecord,
  SheetRecord,
  HeadRecord,
  LogRecord,
  ShapeRecord,
} from './log-record';

/** Rows taken at a time; what is held in memory does not grow with the log. */
const BATCH = 1_000;

const CHECKPOINTS = `SELECT number, recorded_at, instance, sequence, hash, previous, jws
  FROM log.checkpoint ORDER BY number`;
const CHAINS = `SELECT instance, started_at, predecessor, predecessor_sequence, predecessor_hash
  FROM log.chain ORDER BY instance`;
const SHAPES = 'SELECT id, content FROM log.shape ORDER BY id';
const ACTORS = 'SELECT id, sealed FROM log.actor ORDER BY id';
const HEADS = `SELECT number, instance, sequence, hash
  FROM log.checkpoint WHERE instance IS NOT NULL ORDER BY instance, sequence, number`;

const LISTS = ['cases', 'subjects', 'subject_cases', 'controllers', 'opened_by'] as const;

/**
 * Lists as they are written: of one dimension, from 1 on. The service's readers flatten a list and go by its own places, while the
 * driver shows its nests and not its first place; what is read here must be what they read. An empty list has no dimension.
 */
const IS_PLAIN = LISTS.map(
  (list) => `coalesce(array_ndims(${list}) = 1 AND array_lower(${list}, 1) = 1, true)`,
).join(' AND ');
const SHEETS = `SELECT recorded_at, instance, sequence, request, agency, organisation, principal, actor, purpose, shape,
    cases::text[] AS cases, controllers, subjects, subject_cases, opened_by::text[] AS opened_by, hash,
    ${IS_PLAIN} AS "isPlain"
  FROM log.entry ORDER BY instance, sequence, recorded_at`;

/**
 * Reads the whole log of a database in the order of {@link LogRecord}, as it was at one moment, under the role of the auditor.
 *
 * The connection must be for nothing else meanwhile; it is left as it was.
 *
 * @throws whatever the driver threw, such as when the login may not become the auditor
 */
export async function* readLog(client: ClientBase): AsyncGenerator<LogRecord> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    await client.query('SET LOCAL ROLE kvarbo_log_auditor');
    yield* mapped(rowsOf<CheckpointRow>(client, 'checkpoints', CHECKPOINTS), checkpointRecord);
    yield* mapped(rowsOf<ChainColumns>(client, 'chains', CHAINS), chainRecord);
    yield* mapped(rowsOf<ShapeColumns>(client, 'shapes', SHAPES), shapeRecord);
    yield* mapped(rowsOf<ActorColumns>(client, 'actors', ACTORS), actorRecord);
    yield* merged(
      mapped(rowsOf<SheetColumns>(client, 'sheets', SHEETS), sheetRecord),
      mapped(rowsOf<HeadColumns>(client, 'heads', HEADS), headRecord),
    );
  } finally {
    await client.query('ROLLBACK');
  }
}

async function* rowsOf<Row extends QueryResultRow>(
  client: ClientBase,
  cursor: string,
  query: string,
): AsyncGenerator<Row> {
  await client.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${query}`);
  for (;;) {
    const { rows } = await client.query<Row>(`FETCH ${BATCH} FROM ${cursor}`);
    yield* rows;
    if (rows.length < BATCH) break;
  }
  await client.query(`CLOSE ${cursor}`);
}

async function* mapped<Row, Result>(
  rows: AsyncIterable<Row>,
  map: (row: Row) => Result,
): AsyncGenerator<Result> {
  for await (const row of rows) yield map(row);
}

/** Sheets and heads by chain and sequence, a sheet before the heads that are about it. */
async function* merged(
  sheets: AsyncGenerator<SheetRecord>,
  heads: AsyncGenerator<HeadRecord>,
): AsyncGenerator<SheetRecord | HeadRecord> {
  let sheet = await sheets.next();
  let head = await heads.next();
  while (sheet.done !== true || head.done !== true) {
    if (head.done === true || (sheet.done !== true && !isBefore(head.value, sheet.value.sheet))) {
      if (sheet.done !== true) yield sheet.value;
      sheet = await sheets.next();
    } else {
      yield head.value;
      head = await heads.next();
    }
  }
}

interface Place {
  readonly instance: string;
  readonly sequence: number;
}

/** UUIDs compare as text as they do in PostgreSQL: lower case, and hyphens in the same places. */
function isBefore(one: Place, other: Place): boolean {
  if (one.instance !== other.instance) return one.instance < other.instance;
  return one.sequence < other.sequence;
}

interface CheckpointRow {
  readonly number: string;
  readonly recorded_at: Date;
  readonly instance: string | null;
  readonly sequence: string | null;
  readonly hash: Buffer | null;
  readonly previous: Buffer | null;
  readonly jws: string;
}

function checkpointRecord(row: CheckpointRow): CheckpointRecord {
  const { instance, sequence, hash } = row;
  const isHead = instance !== null && sequence !== null && hash !== null;
  return {
    kind: 'checkpoint',
    number: Number(row.number),
    at: instantText(row.recorded_at),
    head: isHead ? { instance, sequence: Number(sequence), hash: hash.toString('hex') } : null,
    previous: row.previous?.toString('hex') ?? null,
    jws: row.jws,
  };
}

interface ChainColumns {
  readonly instance: string;
  readonly started_at: Date;
  readonly predecessor: string | null;
  readonly predecessor_sequence: string | null;
  readonly predecessor_hash: Buffer | null;
}

function chainRecord(row: ChainColumns): ChainRecord {
  const { instance, predecessor, predecessor_sequence: sequence } = row;
  return {
    kind: 'chain',
    chain: {
      instance,
      startedAt: row.started_at,
      predecessor,
      predecessorSequence: sequence === null ? null : Number(sequence),
      predecessorHash: row.predecessor_hash,
    },
  };
}

interface ShapeColumns {
  readonly id: Buffer;
  readonly content: string;
}

function shapeRecord({ id, content }: ShapeColumns): ShapeRecord {
  return { kind: 'shape', id, content };
}

interface ActorColumns {
  readonly id: Buffer;
  readonly sealed: Buffer;
}

function actorRecord({ id, sealed }: ActorColumns): ActorRecord {
  return { kind: 'actor', id, sealed };
}

interface SheetColumns {
  readonly recorded_at: Date;
  readonly instance: string;
  readonly sequence: string;
  readonly request: string;
  readonly agency: string;
  readonly organisation: string;
  readonly principal: string;
  readonly actor: Buffer;
  readonly purpose: string;
  readonly shape: Buffer;
  readonly cases: readonly (string | null)[];
  readonly controllers: readonly string[];
  readonly subjects: readonly Buffer[];
  readonly subject_cases: readonly number[];
  readonly opened_by: readonly string[];
  readonly hash: Buffer;
  readonly isPlain: boolean;
}

/** What a sheet is told to hold whose lists were never written by the service: without a case it has no text, whatever its hash. */
const NOTHING = { cases: [], controllers: [], subjects: [], subjectCases: [], openedBy: [] };

function sheetRecord(row: SheetColumns): SheetRecord {
  const { recorded_at: recordedAt, subject_cases: subjectCases, opened_by, hash, ...rest } = row;
  const { isPlain, ...columns } = rest;
  const hasBytes = row.subjects.every((subject) => Buffer.isBuffer(subject));
  const sheet = {
    ...columns,
    recordedAt,
    sequence: Number(row.sequence),
    subjectCases,
    openedBy: opened_by,
    ...(isPlain && hasBytes ? {} : NOTHING),
  };
  return { kind: 'sheet', sheet, hash };
}

interface HeadColumns {
  readonly number: string;
  readonly instance: string;
  readonly sequence: string;
  readonly hash: Buffer;
}

function headRecord({ number, instance, sequence, hash }: HeadColumns): HeadRecord {
  return { kind: 'head', number: Number(number), instance, sequence: Number(sequence), hash };
}

/** PostgreSQL knows instants beyond all of JavaScript's; no checkpoint was made then. */
function instantText(instant: unknown): string {
  return instant instanceof Date ? instant.toISOString() : 'no instant';
}
