import { EnforcementFactRow } from '../cases';
import type { Keyring } from '../persistence';
import { formatSek } from '../shared';
import { EnforcementRecordRow } from './enforcement-record.entity';
import type { PlacedRecord } from './placed-record';
import { recordSeal } from './record-seals';
import type {
  SealedAddress,
  SealedColumn,
  SealedContact,
  SealedDefendant,
  SealedTitle,
  SealedValues,
} from './record-seals';

/** The row of a record: every column follows from its versions and its place. */
export function recordRow(
  record: PlacedRecord,
  keyring: Keyring,
  knownFrom: Date,
): EnforcementRecordRow {
  const { state } = record;
  const { content } = state;
  const seal = <C extends SealedColumn>(column: C, value: SealedValues[C]) =>
    keyring.seal(value, recordSeal(content.caseNumber, column));
  return {
    caseNumber: content.caseNumber,
    caseId: record.caseId,
    version: content.version,
    authority: record.authority,
    applicant: record.applicant,
    boardId: content.dwelling.boardId,
    knownToBoard: state.boardKnowsSince !== null,
    boardKnowsSince: state.boardKnowsSince,
    firstRecordedAt: state.firstRecordedAt,
    recordedAt: state.recordedAt,
    knownFrom,
    status: content.status,
    statusForApplicant: state.statusForApplicant,
    statusForBoard: state.statusForBoard,
    statusIfTold: state.statusIfTold,
    appliedOn: content.appliedOn,
    documentsReceivedOn: content.documentsReceivedOn,
    summaryAppliedOn: content.summaryCase?.appliedOn ?? null,
    summaryContested: content.summaryCase?.contested ?? null,
    summaryContestationSentOn: content.summaryCase?.contestationSentOn ?? null,
    summaryDecidedOn: content.summaryCase?.decidedOn ?? null,
    titleDecidedOn: content.title?.decidedOn ?? null,
    titleClaim: content.title?.claim == null ? null : formatSek(content.title.claim),
    heardOn: content.heardOn,
    defendantAbroad: content.defendantAbroad,
    evictionOn: content.evictionTime?.date ?? null,
    evictionAt: content.evictionTime?.time ?? null,
    evictionNotifiedAt: state.evictionNotifiedAt,
    stayDecidedOn: content.stay?.decidedOn ?? null,
    stayUntil: content.stay?.until ?? null,
    stayExceptional: content.stay?.exceptional ?? null,
    closureKind: content.closure?.kind ?? null,
    closureOn: content.closure?.on ?? null,
    closureKindForBoard: state.closureForBoard?.kind ?? null,
    closureOnForBoard: state.closureForBoard?.on ?? null,
    executedOn: content.executedOn,
    childrenAffected: content.childrenAffected,
    childrenCount: content.childrenCount,
    storageEndsOn: content.storage?.endsOn ?? null,
    municipality: content.dwelling.municipality,
    tenure: content.dwelling.tenure,
    roomCount: content.dwelling.roomCount,
    defendantIds: record.personIds,
    sealedApplicant: seal('sealed_applicant', content.applicant),
    sealedAddress: seal('sealed_address', addressOf(record)),
    sealedTitle: content.title && seal('sealed_title', titleOf(content.title)),
    sealedDefendants: seal('sealed_defendants', content.defendants.map(defendantOf)),
    sealedDefendantContacts: seal('sealed_defendant_contacts', content.defendants.map(contactOf)),
    sealedStayReasons:
      content.stay?.reasons == null ? null : seal('sealed_stay_reasons', content.stay.reasons),
    sealedStoragePlace:
      content.storage?.place == null ? null : seal('sealed_storage_place', content.storage.place),
  };
}

/** The row of a record among the facts that the domains share. */
export function factRow(record: PlacedRecord, quotedNotice: string | null): EnforcementFactRow {
  const { state } = record;
  const { content } = state;
  return {
    caseNumber: content.caseNumber,
    caseId: record.caseId,
    authority: record.authority,
    applicant: record.applicant,
    boardId: content.dwelling.boardId,
    firstRecordedAt: state.firstRecordedAt,
    boardKnowsSince: state.boardKnowsSince,
    status: content.status,
    statusForBoard: state.statusForBoard,
    statusIfTold: state.statusIfTold,
    statusForApplicant: state.statusForApplicant,
    appliedOn: content.appliedOn,
    evictionOn: content.evictionTime?.date ?? null,
    evictionNotifiedAt: state.evictionNotifiedAt,
    closedOn: state.closedOn,
    closedForBoardOn: state.closedForBoardOn,
    endedAt: state.endedAt,
    endedForBoardAt: state.endedForBoardAt,
    personIds: record.personIds,
    quotedNotice,
  };
}

function addressOf({ state }: PlacedRecord): SealedAddress {
  const { street, postalCode, city, apartmentNumber } = state.content.dwelling;
  return { street, postalCode, city, apartmentNumber };
}

function titleOf({ kind, ground }: SealedTitle): SealedTitle {
  return { kind, ground };
}

function defendantOf({ name, personalIdentityNumber }: SealedDefendant): SealedDefendant {
  return { name, personalIdentityNumber };
}

function contactOf({ postalAddress, phone, email }: SealedContact): SealedContact {
  return { postalAddress, phone, email };
}
