import type { Written } from '../cases';
import { tellsExecutions } from '../cases';
import type { CaseFacts } from '../disclosure';
import { Agency, formatSek } from '../shared';
import type { PlacedRecord } from './placed-record';
import type { ValidClosure } from './validate-record-parts';

/** Values by coordinate of the policy, as one reader would be shown them if the policy opened every one. */
type View = Readonly<Record<string, unknown>>;

interface ReaderView {
  readonly agency: Agency;
  readonly organisation: string;
  readonly view: View;
  /** For a board, whose values are cut by whether executions may be told: the view is the one of the given answer. */
  readonly told?: boolean;
}

/** Names of the parts in which a changed history shows. */
const HISTORY = ['version', 'recordedAt', 'status', 'evictionDate'] as const;

/**
 * What a push has changed for each reader of a record, by case: each reader's view before is compared with its view after, so
 * that nobody can count changes of what is cut for it.
 */
export function writtenBy(
  before: PlacedRecord | null,
  after: PlacedRecord,
): readonly (Written & { readonly caseId: string })[] {
  const moved = before !== null && before.caseId !== after.caseId;
  return moved
    ? [...changes(before.caseId, before, null), ...changes(after.caseId, null, after)]
    : changes(after.caseId, before, after);
}

function changes(caseId: string, before: PlacedRecord | null, after: PlacedRecord | null) {
  const old = before ? readersOf(before) : [];
  const now = after ? readersOf(after) : [];
  const same = (a: ReaderView) => (b: ReaderView) =>
    a.agency === b.agency && a.organisation === b.organisation && a.told === b.told;
  const authority = (after ?? before)?.authority ?? '';
  const readers = [...now, ...old.filter((reader) => !now.some(same(reader)))];
  return readers.flatMap((reader) => {
    const coordinates = differing(
      old.find(same(reader))?.view ?? {},
      now.find(same(reader))?.view ?? {},
    );
    if (coordinates.length === 0) return [];
    const { agency, organisation, told } = reader;
    return {
      caseId,
      agencies: [agency],
      organisations: [organisation],
      coordinates,
      ...(told !== undefined && {
        when: (facts: CaseFacts) => tellsExecutions(facts, authority) === told,
      }),
    };
  });
}

function differing(a: View, b: View): readonly string[] {
  const coordinates = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...coordinates].filter((name) => !isSame(a[name] ?? null, b[name] ?? null));
}

/** Values are texts, numbers and lists of these. */
function isSame(a: unknown, b: unknown): boolean {
  return (
    a === b || (Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b))
  );
}

/** Everybody who may know of the record, with its values as cut for each; an auditor knows what its controller's board knows. */
function readersOf(record: PlacedRecord): readonly ReaderView[] {
  const { state, authority, applicant } = record;
  const { content } = state;
  const board = content.dwelling.boardId;
  const forBoard = viewOf(record, state.statusForBoard, state.closureForBoard);
  const history = state.versions.join(' ');
  const own = {
    ...viewOf(record, content.status, content.closure),
    'EnforcementRecord.version': content.version,
    'EnforcementRecord.history': history,
    ...Object.fromEntries(HISTORY.map((name) => [`EnforcementChange.${name}`, history])),
  };
  const knowing: readonly ReaderView[] =
    state.boardKnowsSince === null
      ? []
      : [
          { agency: Agency.SOCIAL_SERVICES, organisation: board, view: forBoard, told: false },
          {
            agency: Agency.SOCIAL_SERVICES,
            organisation: board,
            view: viewOf(record, state.statusIfTold, content.closure),
            told: true,
          },
          ...[...new Set([authority, applicant, board])].map((organisation) => ({
            agency: Agency.OVERSIGHT,
            organisation,
            view: forBoard,
          })),
        ];
  return [
    { agency: Agency.ENFORCEMENT, organisation: authority, view: own },
    {
      agency: Agency.LANDLORD,
      organisation: applicant,
      view: viewOf(record, state.statusForApplicant, content.closure),
    },
    ...knowing,
  ];
}

function viewOf(
  { state, personIds }: PlacedRecord,
  status: string | null,
  closure: ValidClosure | null,
): View {
  const { content } = state;
  const { dwelling, defendants, summaryCase, title, evictionTime, stay, storage } = content;
  return {
    'EnforcementRecord.case': true,
    'EnforcementRecord.caseNumber': content.caseNumber,
    'EnforcementRecord.status': status,
    'EnforcementRecord.appliedOn': content.appliedOn,
    'EnforcementRecord.documentsReceivedOn': content.documentsReceivedOn,
    'EnforcementRecord.applicant': content.applicant,
    // Where the tenant lives decides what is counted from the hearing.
    'EnforcementRecord.heardOn': content.heardOn && [content.heardOn, content.defendantAbroad],
    'EnforcementRecord.executedOn': content.executedOn,
    'EnforcementRecord.childrenAffected': content.childrenAffected,
    'EnforcementRecord.childrenCount': content.childrenCount,
    'EnforcementRecord.dwelling': true,
    'Dwelling.street@EnforcementRecord.dwelling': dwelling.street,
    'Dwelling.postalCode@EnforcementRecord.dwelling': dwelling.postalCode,
    'Dwelling.city@EnforcementRecord.dwelling': dwelling.city,
    'Dwelling.apartmentNumber@EnforcementRecord.dwelling': dwelling.apartmentNumber,
    'Dwelling.municipality@EnforcementRecord.dwelling': dwelling.municipality,
    'Dwelling.roomCount@EnforcementRecord.dwelling': dwelling.roomCount,
    'Dwelling.tenure@EnforcementRecord.dwelling': dwelling.tenure,
    'EnforcementRecord.defendants': personIds.length,
    'Tenant.id@EnforcementRecord.defendants': personIds,
    'Tenant.name@EnforcementRecord.defendants': defendants.map(({ name }) => name),
    'Tenant.personalIdentityNumber@EnforcementRecord.defendants': defendants.map(
      ({ personalIdentityNumber }) => personalIdentityNumber,
    ),
    'Tenant.postalAddress@EnforcementRecord.defendants': defendants.map(
      ({ postalAddress }) => postalAddress,
    ),
    'Tenant.phone@EnforcementRecord.defendants': defendants.map(({ phone }) => phone),
    'Tenant.email@EnforcementRecord.defendants': defendants.map(({ email }) => email),
    'EnforcementRecord.summaryCase': summaryCase !== null,
    'SummaryCase.appliedOn': summaryCase?.appliedOn,
    'SummaryCase.contested': summaryCase?.contested,
    'SummaryCase.contestationSentOn': summaryCase?.contestationSentOn,
    'SummaryCase.decidedOn': summaryCase?.decidedOn,
    'EnforcementRecord.title': title !== null,
    'EnforcementTitle.kind': title?.kind,
    'EnforcementTitle.decidedOn': title?.decidedOn,
    'EnforcementTitle.ground': title?.ground,
    'EnforcementTitle.claim': title?.claim == null ? null : formatSek(title.claim),
    'EnforcementRecord.evictionTime': evictionTime !== null,
    'EvictionTime.date': evictionTime?.date,
    'EvictionTime.time': evictionTime?.time,
    'EvictionTime.notifiedAt': state.evictionNotifiedAt?.toISOString(),
    'EnforcementRecord.stay': stay !== null,
    'Stay.decidedOn': stay?.decidedOn,
    'Stay.until': stay?.until,
    'Stay.exceptional': stay?.exceptional,
    'Stay.reasons': stay?.reasons,
    'EnforcementRecord.closure': closure !== null,
    'Closure.kind': closure?.kind,
    'Closure.on': closure?.on,
    'EnforcementRecord.storage': storage !== null,
    'Storage.place': storage?.place,
    'Storage.endsOn': storage?.endsOn,
  };
}
