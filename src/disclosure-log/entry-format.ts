import { hash } from 'node:crypto';

/** A chain of entries, written by one instance of the service without a doubt in between: a row of `log.chain`. */
export interface ChainRow {
  /** Names the chain; a UUID in lower case. */
  readonly instance: string;
  readonly startedAt: Date;
  /** The chain that this one continues after a fault, null for the first one of a process. */
  readonly predecessor: string | null;
  /** The last entry of the predecessor that is known to be durable; 0 for none. Null with the predecessor. */
  readonly predecessorSequence: number | null;
  readonly predecessorHash: Buffer | null;
}

/** What of an entry is chained: a row of `log.entry` without its hash, its columns in their order. */
export interface EntryRow {
  /** Instant of the disclosure, in whole milliseconds. */
  readonly recordedAt: Date;
  readonly instance: string;
  /** Counts the entries of the chain from 1, without gaps. */
  readonly sequence: number;
  /** The request that disclosed; one entry per case, so that several share it. */
  readonly request: string;
  readonly agency: string;
  /** Stored name of the organisation that called. */
  readonly organisation: string;
  /** Stored name of the organisation whose data was read, or in whose name. */
  readonly principal: string;
  /** Key in `log.actor`. */
  readonly actor: Buffer;
  readonly purpose: string;
  /** Key in `log.shape`. */
  readonly shape: Buffer;
  /** Null for what is about no case, such as a search that found none. */
  readonly caseId: string | null;
  /** Stored names of the organisations whose data was disclosed. */
  readonly controllers: readonly string[];
  /** Blind indexes of the persons whose data was disclosed or who were looked up. */
  readonly subjects: readonly Buffer[];
  /** Ids of the consents and standing decisions that opened something. */
  readonly openedBy: readonly string[];
}

/** What entries of one request have in common, its bytes as hex in lower case. */
export interface EntryHead extends Pick<
  EntryRow,
  'request' | 'agency' | 'organisation' | 'principal' | 'purpose'
> {
  readonly actor: string;
  readonly shape: string;
}

/** An entry before it has its place in a chain, its bytes as hex in lower case; entries of one request share their head. */
export interface EntryText extends Pick<EntryRow, 'caseId' | 'controllers' | 'openedBy'> {
  readonly head: EntryHead;
  /** As {@link headText} has it, put together once. */
  readonly headText: string;
  readonly subjects: readonly string[];
}

/** What one operation disclosed and withheld, the same for many entries. Coordinates and rule ids, never a value. */
export interface ShapeContent {
  readonly operation: ShapeOperation;
  /** Coordinates `Type.field` that the answer holds. */
  readonly disclosed: readonly string[];
  /** Coordinates that were asked for and withheld. */
  readonly denied: readonly string[];
  /** Rule ids on which the disclosed coordinates rest. */
  readonly legalBasis: readonly string[];
  /** Hash of the policy that decided. */
  readonly policyVersion: string;
}

/** Which operation disclosed: its name as the client gave it, its root fields, and the hash of its document. */
export interface ShapeOperation {
  readonly name: string | null;
  readonly roots: readonly string[];
  readonly hash: string;
}

/** A shape as it is stored: a row of `log.shape`. */
export interface ShapeRow {
  /** SHA-256 of the content. */
  readonly id: Buffer;
  /** Canonical JSON. */
  readonly content: string;
}

/** Says which format is hashed, so that a chain of another one can never be taken for it. */
const FORMAT = 'kvarbo-log/1 ';

/** The hash before the first entry of a chain: it binds all entries to the chain's row. */
export function chainSeed(chain: ChainRow): Buffer {
  return sha256(
    FORMAT +
      JSON.stringify([
        chain.instance,
        chain.startedAt.toISOString(),
        chain.predecessor,
        chain.predecessorSequence,
        chain.predecessorHash?.toString('hex') ?? null,
      ]),
  );
}

/** The hash of an entry, given that of the entry before it or the chain's seed (32 bytes each). */
export function entryHash(previous: Buffer, entry: EntryRow): Buffer {
  return linkHash(previous, canonicalEntry(entry));
}

/**
 * The text of an entry that is hashed: a JSON array of its columns in their order, without spaces.
 *
 * Instants are ISO 8601 in UTC with milliseconds, bytes are hex in lower case, lists keep their order.
 */
export function canonicalEntry(entry: EntryRow): string {
  return JSON.stringify([
    entry.recordedAt.toISOString(),
    entry.instance,
    entry.sequence,
    entry.request,
    entry.agency,
    entry.organisation,
    entry.principal,
    entry.actor.toString('hex'),
    entry.purpose,
    entry.shape.toString('hex'),
    entry.caseId,
    entry.controllers,
    entry.subjects.map((subject) => subject.toString('hex')),
    entry.openedBy,
  ]);
}

/** The part of a canonical text that entries with one head have in common. */
export function headText(head: EntryHead): string {
  const { request, agency, organisation, principal, actor, purpose, shape } = head;
  const columns = [request, agency, organisation, principal, actor, purpose, shape];
  return JSON.stringify(columns).slice(1, -1);
}

/** As {@link canonicalEntry}, of an entry as it is written. */
export function canonicalText(
  recordedAt: string,
  instance: string,
  sequence: number,
  { headText: head, caseId, controllers, subjects, openedBy }: EntryText,
): string {
  const rest = JSON.stringify([caseId, controllers, subjects, openedBy]).slice(1);
  return `["${recordedAt}","${instance}",${sequence},${head},${rest}`;
}

/** The hash of an entry by its canonical text. */
export function linkHash(previous: Buffer, text: string): Buffer {
  const bytes = Buffer.allocUnsafe(previous.length + Buffer.byteLength(text));
  previous.copy(bytes);
  bytes.write(text, previous.length);
  return sha256(bytes);
}

/** The shape of a disclosure: equal contents give the same id, whatever the order of their lists. */
export function shapeOf(content: ShapeContent): ShapeRow {
  const { operation, disclosed, denied, legalBasis, policyVersion } = content;
  const text = JSON.stringify({
    operation: {
      name: operation.name,
      roots: sortedOnce(operation.roots),
      hash: operation.hash,
    },
    disclosed: sortedOnce(disclosed),
    denied: sortedOnce(denied),
    legalBasis: sortedOnce(legalBasis),
    policyVersion,
  });
  return { id: shapeId(text), content: text };
}

/** The id under which a stored content must lie. */
export function shapeId(content: string): Buffer {
  return sha256(content);
}

/** A list as a set: each value once, by code unit. */
export function sortedOnce(values: readonly string[]): readonly string[] {
  const isSorted = values.every((value, index) => index === 0 || (values[index - 1] ?? '') < value);
  return isSorted ? values : [...new Set(values)].sort();
}

function sha256(data: string | Buffer): Buffer {
  return hash('sha256', data, 'buffer');
}
