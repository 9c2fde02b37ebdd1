import type {
  EnforcementFact,
  HubFacts,
  NoticeFact,
  SettlementFact,
  SocialFact,
} from '../../src/cases';

export const PERSON = '00000000-0000-4000-8000-0000000000f1';
export const BOSTADEN = 'bostaden';
export const HYRBO = 'hyrbo';
export const KRONOFOGDEN = 'kronofogden';

/** A standing notice of Bostaden to Farsta about one person, whose three weeks end on 2026-12-14. */
export function aNotice(part: Partial<NoticeFact> = {}): NoticeFact {
  return {
    noticeId: '00000000-0000-4000-8000-000000000001',
    landlord: BOSTADEN,
    boardId: 'farsta',
    boardForLandlord: null,
    addressedBoard: null,
    kind: 'ARREARS',
    receivedAt: '2026-11-22T12:00:00.000000Z',
    recoveryEndsOn: '2026-12-14',
    standing: true,
    personIds: [PERSON],
    ...part,
  };
}

/** Kronofogden's open case on Bostaden's application, which the board knows of. */
export function aRecord(part: Partial<EnforcementFact> = {}): EnforcementFact {
  return {
    caseNumber: 'U-1-26',
    authority: KRONOFOGDEN,
    applicant: BOSTADEN,
    boardId: 'farsta',
    firstRecordedAt: '2027-01-10T09:00:00.000000Z',
    boardKnowsSince: '2027-02-01T09:00:00.000000Z',
    status: 'OPEN',
    statusForBoard: 'OPEN',
    statusIfTold: 'OPEN',
    statusForApplicant: 'OPEN',
    appliedOn: '2027-02-01',
    evictionOn: null,
    closedOn: null,
    evictionNotifiedAt: null,
    closedForBoardOn: null,
    endedAt: null,
    endedForBoardAt: null,
    personIds: [PERSON],
    quotedNotice: null,
    ...part,
  };
}

/** A record at the summary stage, of which the board knows nothing. */
export function aSummaryRecord(part: Partial<EnforcementFact> = {}): EnforcementFact {
  return aRecord({
    boardKnowsSince: null,
    status: 'SUMMARY_PENDING',
    statusForBoard: null,
    statusIfTold: null,
    statusForApplicant: 'SUMMARY_PENDING',
    ...part,
  });
}

/** A record with one status for everybody, closed for everybody on a day if one is given; the end came in after every notice. */
export function aRecordIn(status: string, closedOn: string | null = null): EnforcementFact {
  const endedAt = closedOn === null ? null : '2027-06-01T09:00:00.000000Z';
  return aRecord({
    status,
    statusForBoard: status,
    statusIfTold: status,
    statusForApplicant: status,
    closedOn,
    closedForBoardOn: closedOn,
    endedAt,
    endedForBoardAt: endedAt,
  });
}

/** Bostaden's report after its notice, on a day within the three weeks. */
export function aSettlement(part: Partial<SettlementFact> = {}): SettlementFact {
  return {
    landlord: BOSTADEN,
    status: 'PAID',
    settledOn: '2026-12-01',
    reportedAt: '2026-12-02T08:00:00.000000Z',
    ...part,
  };
}

/** That Farsta works on the case. */
export function aBoardFact(part: Partial<SocialFact> = {}): SocialFact {
  return { boardId: 'farsta', closedOn: null, recordedAt: '2026-11-25T10:00:00.000000Z', ...part };
}

/** A case with nothing but what is given. */
export function someFacts(part: Partial<HubFacts> = {}): HubFacts {
  return {
    caseId: '00000000-0000-4000-8000-0000000000c1',
    notices: [],
    settlements: [],
    enforcement: [],
    social: [],
    consents: [],
    protections: [],
    decisions: [],
    undertakings: [],
    handovers: [],
    ...part,
  };
}
