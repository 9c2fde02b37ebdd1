import { hash } from 'node:crypto';

/** A chain of sheets, written by one instance of the service without a doubt in between: a row of `log.chain`. */
export interface ChainRow {
  /** Names the chain; a UUID in lower case. */
  readonly instance: string;
  readonly startedAt: Date;
  /** The chain that this one continues after a fault, null for the first one of a process. */
  readonly predecessor: string | null;
  /** The last sheet of the predecessor that is known to be durable; 0 for none. Null with the predecessor. */
  readonly predecessorSequence: number | null;
  readonly predecessorHash: Buffer | null;
}

/**
 * What of a sheet is chained: a row of `log.entry` without its hash. A sheet is what one request disclosed by one decision, so that
 * its cases have all but their persons in common; each of them is an entry of the log.
 */
export interface SheetRow {
  /** Instant of the disclosure, in whole milliseconds. */
  readonly recordedAt: Date;
  readonly instance: string;
  /** Counts the sheets of the chain from 1, without gaps. */
  readonly sequence: number;
  /** The request that disclosed; several sheets share it where it was not decided alike about all cases. */
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
  /** One at least; null for what is about no case, such as a search that found none. */
  readonly cases: readonly (string | null)[];
  /** Stored names of the organisations whose data was disclosed. */
  readonly controllers: readonly string[];
  /** Blind indexes of the persons whose data was disclosed or who were looked up, case by case. */
  readonly subjects: readonly Buffer[];
  /** Of each of them the place of its case among the cases, from 1. */
  readonly subjectCases: readonly number[];
  /** Ids of the consents and standing decisions that opened something. */
  readonly openedBy: readonly string[];
}

/** What sheets of one request have in common, its bytes as hex in lower case. */
export interface SheetHead extends Pick<
  SheetRow,
  'request' | 'agency' | 'organisation' | 'principal' | 'purpose'
> {
  readonly actor: string;
  readonly shape: string;
}

/** A sheet before it has its place in a chain, its bytes as hex in lower case; sheets of one request share their head. */
export interface SheetText extends Pick<SheetRow, 'cases' | 'controllers' | 'openedBy'> {
  readonly head: SheetHead;
  /** As {@link headText} has it, put together once. */
  readonly headText: string;
  /** Of each case. */
  readonly subjects: readonly (readonly string[])[];
}

/** What one operation disclosed and withheld, the same for many sheets. Coordinates and rule ids, never a value. */
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

/** The hash before the first sheet of a chain: it binds all sheets to the chain's row. */
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

/** The hash of a sheet, given that of the sheet before it or the chain's seed (32 bytes each). */
export function sheetHash(previous: Buffer, sheet: SheetRow): Buffer {
  return linkHash(previous, canonicalSheet(sheet));
}

/**
 * The text of a sheet that is hashed: a JSON array without spaces of when, chain, number, request, agency, organisation, principal,
 * actor, purpose, shape, cases, controllers, subjects and what opened it.
 *
 * Instants are ISO 8601 in UTC with milliseconds, bytes are hex in lower case, lists keep their order. A single case stands as
 * itself, or null, with the list of its subjects; several stand as a list, with a list of the subjects of each.
 *
 * @throws RangeError for subjects that are not those of its cases, in their order, and for bytes that are none
 */
export function canonicalSheet(sheet: SheetRow): string {
  const head = {
    request: sheet.request,
    agency: sheet.agency,
    organisation: sheet.organisation,
    principal: sheet.principal,
    actor: hexOf(sheet.actor),
    purpose: sheet.purpose,
    shape: hexOf(sheet.shape),
  };
  const { cases, controllers, openedBy } = sheet;
  const subjects = subjectsByCase(sheet);
  const text = { head, headText: headText(head), cases, controllers, subjects, openedBy };
  return canonicalText(sheet.recordedAt.toISOString(), sheet.instance, sheet.sequence, text);
}

/** One row has one text: what differs in the columns must differ in what is hashed. */
function subjectsByCase({ cases, subjects, subjectCases }: SheetRow): readonly string[][] {
  const byCase = cases.map((): string[] => []);
  let last = 1;
  for (const [index, subject] of subjects.entries()) {
    const place = subjectCases[index] ?? 0;
    const ofCase = Number.isInteger(place) ? byCase[place - 1] : undefined;
    if (ofCase === undefined || place < last) throw new RangeError('Subjects without their case.');
    ofCase.push(hexOf(subject));
    last = place;
  }
  const isWhole = cases.length > 0 && subjects.length === subjectCases.length;
  if (!isWhole) throw new RangeError('Cases without their subjects.');
  return byCase;
}

/** A list of bytes, or a text, would give as its text whatever its author chose, such as the hex of other bytes. */
function hexOf(bytes: unknown): string {
  if (!Buffer.isBuffer(bytes)) throw new RangeError('Bytes that are none.');
  return bytes.toString('hex');
}

/** The part of a canonical text that sheets with one head have in common. */
export function headText(head: SheetHead): string {
  const { request, agency, organisation, principal, actor, purpose, shape } = head;
  const columns = [request, agency, organisation, principal, actor, purpose, shape];
  return JSON.stringify(columns).slice(1, -1);
}

/** As {@link canonicalSheet}, of a sheet as it is written. */
export function canonicalText(
  recordedAt: string,
  instance: string,
  sequence: number,
  { headText: head, cases, controllers, subjects, openedBy }: SheetText,
): string {
  const [about, whom] = cases.length === 1 ? [cases[0], subjects[0]] : [cases, subjects];
  const rest = JSON.stringify([about, controllers, whom, openedBy]).slice(1);
  return `["${recordedAt}","${instance}",${sequence},${head},${rest}`;
}

/** The hash of a sheet by its canonical text. */
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
