import { Agency } from '../shared';
import { factsAsAddressed, factsAsShown } from './handover';
import type { EnforcementFact, HubFacts, NoticeFact } from './hub-facts';
import { stageFor } from './stage';
import type { Term } from './terms';

/** What a notice or record is matched by. */
export interface Wanted {
  /** The landlord or applicant, as the store names it. */
  readonly landlord: string;
  /** The board of the dwelling. */
  readonly boardId: string;
  readonly terms: readonly Term[];
  /** What a record brings besides; absent for a notice. */
  readonly record?: WantedRecord;
}

/** What decides the case of a record beside its parties and dwelling. */
export interface WantedRecord {
  /** Blind receipt number that was quoted, or null. */
  readonly receipt: Buffer | null;
  /** Whether the board is told of the record. */
  readonly told: boolean;
  readonly caseNumber: string;
  /** The case in which it is now, which may have closed since; null for a new one, or where that is not to count. */
  readonly presentCase: string | null;
}

/** The case that something belongs to, and the notice whose receipt number was quoted. */
export interface Match {
  readonly caseId: string;
  readonly quotedNotice: string | null;
}

/** A term of a notice or record, with the facts of its case. */
export interface Candidate {
  readonly kind: string;
  readonly value: string;
  readonly source: string;
  readonly numberIndex: string | null;
  readonly apartmentIndex: string | null;
  readonly facts: HubFacts;
}

/** Candidates by kind and value of their term. */
export type Candidates = ReadonlyMap<string, readonly Candidate[]>;

/** What tenancies are found by, the surest first. */
const TENANCY_KINDS: readonly Term['kind'][] = ['TENANCY_BY_NUMBER', 'TENANCY_BY_NAME'];
const PARTIES = 'PARTIES_BY_NUMBER';
/** Every kind of term that notices and records are matched by. */
export const MATCHING_KINDS: readonly Term['kind'][] = [...TENANCY_KINDS, PARTIES];

/**
 * The landlord’s one open case about the tenancy, or null for a new one.
 *
 * Whether a notice joins a case shows to its landlord and its board, and to Kronofogden where the landlord has applied; so it rests on
 * what all of them know: the landlord’s notices as they were sent to that board, its reports of settlement, and the records of which the
 * board is told, as the board is told of them. Where notices lie that a board has handed on decides only for a notice to a board
 * which the landlord is shown and to which it has sent none.
 *
 * @legalSource OSL-10-27
 * @legalSource OSL-34-SUMMARY
 */
export function caseForNotice(wanted: Wanted, candidates: Candidates): Match | null {
  for (const kind of TENANCY_KINDS) {
    const fitting = fittingTerms(wanted, kind, candidates).filter((one) => {
      const sent = { ...one, facts: factsAsAddressed(one.facts) };
      const shown = { ...one, facts: factsAsShown(one.facts) };
      const known = [sent, shown].find((as) => isKnownTo(wanted.boardId, as));
      return known !== undefined && isOpenFor(wanted.boardId, known.facts);
    });
    if (fitting.length > 0) return onlyCase(fitting);
  }
  return null;
}

/**
 * The case of the quoted notice, else the one that applicant and defendants point to, or null for one of its own.
 *
 * Where a record belongs shows to Kronofogden, to the applicant and to the board that is told of it. A notice can draw the record
 * into its case only where Kronofogden may then read it, and of several that name the person by number the last one does, so that a
 * notice which Kronofogden may not read decides nothing. Among themselves records go by those of which the same board is told;
 * those of which none is told, by each other. What the record’s own board does not know of comes last, and moves no record that this
 * board has seen in a case.
 *
 * @legalSource BFL-14-GROUNDS
 * @legalSource UF-16-2-NOTIFY
 */
export function caseForRecord(
  wanted: Wanted & { readonly record: WantedRecord },
  candidates: Candidates,
): Match | null {
  const { receipt } = wanted.record;
  const quoted =
    receipt &&
    candidates
      .get(`RECEIPT:${receipt.toString('hex')}`)
      ?.find((one) => noticeOf(one)?.landlord === wanted.landlord);
  if (quoted) return { caseId: quoted.facts.caseId, quotedNotice: quoted.source };
  const isNear = (one: Candidate): boolean => noticeOf(one)?.boardId === wanted.boardId;
  const { told, presentCase } = wanted.record;
  const isSeen = told && presentCase !== null;
  const isFar = (one: Candidate): boolean =>
    isNotice(one) && !isNear(one) && (!isSeen || one.facts.caseId === presentCase);
  for (const [kind, belongs] of [
    ['TENANCY_BY_NUMBER', isNear],
    ['TENANCY_BY_NUMBER', isRecord],
    ['TENANCY_BY_NAME', isNear],
    ['TENANCY_BY_NAME', isRecord],
    [PARTIES, isRecord],
    [PARTIES, isNear],
    ...MATCHING_KINDS.map((name) => [name, isFar] as const),
  ] as const) {
    const fitting = fittingTerms(wanted, kind, candidates)
      .map((one) => ({ ...one, facts: factsAsAddressed(one.facts) }))
      .filter(belongs)
      .filter((one) => one.source !== wanted.record.caseNumber && mayDraw(wanted, one));
    if (fitting.length > 0) return oneOf(fitting, wanted.record, kind);
  }
  return null;
}

/** Whether two sets of terms speak of the same tenancy, for things that arrive in one call. */
export function sameTenancy(a: readonly Term[], b: readonly Term[]): boolean {
  return a.some((one) =>
    b.some(
      (other) =>
        MATCHING_KINDS.includes(one.kind) &&
        one.kind === other.kind &&
        one.value.equals(other.value) &&
        agree(one.numberIndex?.toString('hex'), other.numberIndex?.toString('hex')) &&
        (one.kind === PARTIES ||
          agree(one.apartmentIndex?.toString('hex'), other.apartmentIndex?.toString('hex'))),
    ),
  );
}

function fittingTerms(
  { terms }: Wanted,
  kind: Term['kind'],
  candidates: Candidates,
): readonly Candidate[] {
  return terms
    .filter((term) => term.kind === kind)
    .flatMap((term) =>
      (candidates.get(`${kind}:${term.value.toString('hex')}`) ?? []).filter(
        (one) =>
          agree(term.numberIndex?.toString('hex'), one.numberIndex) &&
          (kind === PARTIES || agree(term.apartmentIndex?.toString('hex'), one.apartmentIndex)),
      ),
    );
}

/** Whether a notice or record may draw a record into its case: it stands and is open, unless the record is there already. */
function mayDraw(
  { boardId, record: { told, presentCase } }: Wanted & { readonly record: WantedRecord },
  one: Candidate,
): boolean {
  const isPresent = one.facts.caseId === presentCase;
  const notice = noticeOf(one);
  // That a notice to another board stands no longer shows to this one no more than that it came in.
  const isHeld = isPresent && told && notice?.boardId !== boardId;
  if (notice)
    return isHeld || (notice.standing && (isPresent || isOpenFor(notice.boardId, one.facts)));
  const record = recordOf(one);
  if (!record) return false;
  const isOfSameKind = told ? isToldTo(boardId, record) : record.boardKnowsSince === null;
  const closedOn = told ? record.closedForBoardOn : record.closedOn;
  return isOfSameKind && (isPresent || closedOn === null);
}

/** The present case if it fits; of several, that of the last notice where the person is certain, else none. */
function oneOf(
  fitting: readonly Candidate[],
  { presentCase }: WantedRecord,
  kind: Term['kind'],
): Match | null {
  if (presentCase !== null && fitting.some(({ facts }) => facts.caseId === presentCase))
    return { caseId: presentCase, quotedNotice: null };
  if (kind === 'TENANCY_BY_NAME' || fitting.some(isRecord)) return onlyCase(fitting);
  const receiptOf = (one: Candidate): string => `${noticeOf(one)?.receivedAt ?? ''} ${one.source}`;
  const last = fitting.reduce((best, one) => (receiptOf(one) > receiptOf(best) ? one : best));
  return { caseId: last.facts.caseId, quotedNotice: null };
}

function onlyCase(fitting: readonly Candidate[]): Match | null {
  const [only, ...others] = new Set(fitting.map(({ facts }) => facts.caseId));
  return only !== undefined && others.length === 0 ? { caseId: only, quotedNotice: null } : null;
}

/** Whether a board is told of what a case was found by. */
function isKnownTo(boardId: string, one: Candidate): boolean {
  return noticeOf(one)?.boardId === boardId || isToldTo(boardId, recordOf(one));
}

/** Whether a case is open by what its landlord and one of its boards both know. */
function isOpenFor(boardId: string, facts: HubFacts): boolean {
  return stageFor(Agency.SOCIAL_SERVICES, boardId, facts).closedOn === null;
}

function isToldTo(boardId: string, record: EnforcementFact | undefined): boolean {
  return record !== undefined && record.boardKnowsSince !== null && record.boardId === boardId;
}

function isNotice(one: Candidate): boolean {
  return noticeOf(one) !== undefined;
}

function isRecord(one: Candidate): boolean {
  return recordOf(one) !== undefined;
}

function noticeOf({ source, facts }: Candidate): NoticeFact | undefined {
  return facts.notices.find(({ noticeId }) => noticeId === source);
}

function recordOf({ source, facts }: Candidate): EnforcementFact | undefined {
  return facts.enforcement.find(({ caseNumber }) => caseNumber === source);
}

/** Two known values must be equal; an unknown one speaks against nothing. */
function agree(one: string | null | undefined, other: string | null | undefined): boolean {
  return one == null || other == null || one === other;
}
