import { ALLOW, DENY, IF_DATE_SET, IF_PARTY, ifConsent, ifSwitch, only, rule } from './rule';

/**
 * Kronofogden's record.
 *
 * Cells stand in the order LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT, one line a coordinate.
 */
// prettier-ignore
export const ENFORCEMENT_RULES = [
  rule('EnforcementRecord.case', 'D', [only(IF_PARTY), ALLOW, ALLOW, ALLOW], 'OSL-26-1 UF-16-2-NOTIFY GDPR-5', 'The stricter of the case alias (#16) and the application (#37).'),
  rule('EnforcementRecord.caseNumber', '37', [only(IF_PARTY), ALLOW, ALLOW, ALLOW], 'UF-16-2-NOTIFY OSL-10-28', 'Identifies the case in the notice to the board.'),
  rule('EnforcementRecord.version', 'D', [DENY, DENY, ALLOW, DENY], 'OSL-34-1 GDPR-5', 'Rises with every push, also of denied fields (#41, #46-#50), so only its owner may count.'),
  rule('EnforcementRecord.status', 'D', [only(IF_PARTY), ALLOW, ALLOW, DENY], 'UF-16-2-NOTIFY OSL-34-1 OSL-10-27', 'Rows 37, 43, 45; a value resting on #36, #42 or #46 shows as the last one this reader may know.'),
  rule('EnforcementRecord.appliedOn', '37', [only(IF_PARTY), ALLOW, ALLOW, ALLOW], 'UF-16-2-NOTIFY OSL-10-28', 'That eviction has been applied for must be told to the board.'),
  rule('EnforcementRecord.documentsReceivedOn', '37', [only(IF_PARTY), ALLOW, ALLOW, DENY], 'UB-16-3-TIMES UF-16-2-NOTIFY', 'Start of the four weeks.'),
  rule('EnforcementRecord.dwelling', '37', [DENY, ALLOW, ALLOW, DENY], 'UF-16-2-NOTIFY OSL-10-28', 'The notice goes to the board of the place where the dwelling is; landlords read their own notice.'),
  rule('EnforcementRecord.applicant', '37', [only(IF_PARTY), ALLOW, ALLOW, ALLOW], 'UF-16-2-NOTIFY OSL-10-28', 'Who applies is part of the notice to the board.'),
  rule('EnforcementRecord.summaryCase', '36', [only(IF_PARTY), DENY, ALLOW, DENY], 'OSL-34-SUMMARY BFF-9-REMOVAL', 'No duty to tell the board at this stage, so it is denied (U3).'),
  rule('EnforcementRecord.title', '38', [only(IF_PARTY), ALLOW, ALLOW, DENY], 'OSL-34-1 OSL-6-5 UF-16-2-NOTIFY', 'The obligation to be enforced is not secret once an enforcement case exists.'),
  rule('EnforcementRecord.defendants', '39', [only(IF_PARTY), ALLOW, ALLOW, DENY], 'UF-16-2-NOTIFY KFF-10', 'The notice is about a person; contact data inside is narrower.'),
  rule('EnforcementRecord.heardOn', '41', [only(IF_PARTY, ifSwitch('HEARD_ON_TO_LANDLORD')), only(ifSwitch('HEARD_ON_TO_BOARD')), ALLOW, DENY], 'UB-16-2-HEARD OSL-10-3 OSL-10-27', 'Rests on an assessment by Kronofogden for each reader (U7).'),
  rule('EnforcementRecord.evictionTime', '42', [only(IF_PARTY, IF_DATE_SET), only(IF_DATE_SET), ALLOW, DENY], 'UF-16-2-NOTIFY UF-16-4-TIME OSL-10-28', 'The board must be told the time; it disappears when the date is cleared.'),
  rule('EnforcementRecord.stay', '43', [only(IF_PARTY), ALLOW, ALLOW, DENY], 'UB-16-4-STAY OSL-34-1', 'A decision is not secret; its reasons are.'),
  rule('EnforcementRecord.closure', '45', [only(IF_PARTY), ALLOW, ALLOW, DENY], 'BFL-22-WITHDRAW UB-16-5-DEFERRAL OSL-34-1', 'Ends everyone else\'s work on the eviction.'),
  rule('EnforcementRecord.executedOn', '46', [only(IF_PARTY), only(ifSwitch('EXECUTION_TO_BOARD')), ALLOW, DENY], 'OSL-10-27 OSL-10-3', 'No express duty to tell the board, so only by decision of Kronofogden (U4).'),
  rule('EnforcementRecord.childrenAffected', '47', [DENY, only(ifSwitch('CHILDREN_AFFECTED_TO_BOARD')), ALLOW, DENY], 'OSL-10-27 SOL-19-1-CHILD', 'Yes or no to the board by decision of Kronofogden, never to the landlord (U2).'),
  rule('EnforcementRecord.childrenCount', '48', [DENY, DENY, ALLOW, DENY], 'OSL-34-1 GDPR-5', 'Collected for statistics, so it stays with Kronofogden.'),
  rule('EnforcementRecord.storage', '50', [DENY, only(ifConsent('STORAGE')), ALLOW, DENY], 'UB-16-6-STORAGE OSL-34-1 KFL-2-27-DIRECT', 'Where the belongings are helps the board only if the person wants it.'),
  rule('EnforcementRecord.consents', '51', [DENY, only(ifConsent('*')), ALLOW, ALLOW], 'OSL-10-1 OSL-12-2', 'Consents that Kronofogden recorded; the recipient sees those that name it.'),
  rule('EnforcementRecord.history', 'D', [DENY, DENY, ALLOW, DENY], 'OSL-34-1 GDPR-5', 'Repeats every push, including cleared dates and denied fields, so only its owner may read it.'),
  rule('SummaryCase.appliedOn', '36', [only(IF_PARTY), DENY, ALLOW, DENY], 'OSL-34-SUMMARY BFF-9-REMOVAL', 'The summary stage is not for the board.'),
  rule('SummaryCase.contested', '36', [only(IF_PARTY), DENY, ALLOW, DENY], 'OSL-34-SUMMARY BFF-9-REMOVAL', 'The answer of the tenant is not for the board.'),
  rule('SummaryCase.contestationSentOn', '36', [only(IF_PARTY), DENY, ALLOW, DENY], 'OSL-34-SUMMARY BFL-33-TRANSFER', 'Starts the time for a request for transfer.'),
  rule('SummaryCase.decidedOn', '36', [only(IF_PARTY), DENY, ALLOW, DENY], 'OSL-34-SUMMARY BFF-9-REMOVAL', 'Seen by the board as the title, once there is an enforcement case.'),
  rule('EnforcementTitle.kind', '38', [only(IF_PARTY), ALLOW, ALLOW, DENY], 'OSL-34-1 OSL-6-5 UF-16-2-NOTIFY', 'Kind of title to be enforced.'),
  rule('EnforcementTitle.decidedOn', '38', [only(IF_PARTY), ALLOW, ALLOW, DENY], 'OSL-34-1 OSL-6-5 UF-16-2-NOTIFY', 'Decisions are not secret.'),
  rule('EnforcementTitle.ground', '38', [only(IF_PARTY), ALLOW, ALLOW, DENY], 'OSL-34-1 OSL-6-5 UF-16-2-NOTIFY', 'Arrears or disturbance, as decided.'),
  rule('EnforcementTitle.claim', '38', [only(IF_PARTY), ALLOW, ALLOW, DENY], 'OSL-34-1 OSL-6-5 UF-16-2-NOTIFY', 'The amount in the title to be enforced.'),
  rule('EvictionTime.date', '42', [only(IF_PARTY, IF_DATE_SET), only(IF_DATE_SET), ALLOW, DENY], 'UF-16-2-NOTIFY UF-16-4-TIME OSL-10-28', 'The day must be notified to board and tenant.'),
  rule('EvictionTime.time', '42', [only(IF_PARTY, IF_DATE_SET), only(IF_DATE_SET), ALLOW, DENY], 'UF-16-2-NOTIFY UF-16-4-TIME OSL-10-28', 'The hour lets the board be there.'),
  rule('EvictionTime.notifiedAt', '42', [only(IF_PARTY, IF_DATE_SET), only(IF_DATE_SET), ALLOW, DENY], 'UF-16-2-NOTIFY UF-16-4-TIME OSL-10-28', 'Starts the same-day duty to confirm.'),
  rule('Stay.decidedOn', '43', [only(IF_PARTY), ALLOW, ALLOW, DENY], 'UB-16-4-STAY OSL-34-1', 'A decision is not secret.'),
  rule('Stay.until', '43', [only(IF_PARTY), ALLOW, ALLOW, DENY], 'UB-16-4-STAY OSL-34-1', 'Shows the room left for support.'),
  rule('Stay.exceptional', '43', [only(IF_PARTY), ALLOW, ALLOW, DENY], 'UB-16-4-STAY OSL-34-1', 'Tells that compensation is paid for the whole stay.'),
  rule('Stay.reasons', '44', [DENY, only(ifConsent('STAY_REASONS')), ALLOW, DENY], 'OSL-34-1 OSL-21-1', 'Illness and the like reach the board only by consent (U6).'),
  rule('Closure.kind', '45', [only(IF_PARTY), ALLOW, ALLOW, DENY], 'BFL-22-WITHDRAW UB-16-5-DEFERRAL OSL-34-1', 'Withdrawn, lapsed or otherwise closed; an execution must not be told here while row 46 is switched off.'),
  rule('Closure.on', '45', [only(IF_PARTY), ALLOW, ALLOW, DENY], 'BFL-22-WITHDRAW UB-16-5-DEFERRAL OSL-34-1', 'The day on which the case ended.'),
  rule('Storage.place', '50', [DENY, only(ifConsent('STORAGE')), ALLOW, DENY], 'UB-16-6-STORAGE OSL-34-1 KFL-2-27-DIRECT', 'May show where someone has gone.'),
  rule('Storage.endsOn', '50', [DENY, only(ifConsent('STORAGE')), ALLOW, DENY], 'UB-16-6-STORAGE OSL-34-1 KFL-2-27-DIRECT', 'Belongs to the storage and implies an execution.'),
  rule('EnforcementChange.version', 'D', [DENY, DENY, ALLOW, DENY], 'OSL-34-1 GDPR-5', 'Counts pushes, also of denied fields.'),
  rule('EnforcementChange.recordedAt', 'D', [DENY, DENY, ALLOW, DENY], 'OSL-34-1 GDPR-5', 'Shows activity on denied fields.'),
  rule('EnforcementChange.status', 'D', [DENY, DENY, ALLOW, DENY], 'OSL-34-1 GDPR-5', 'Past states are not part of any notice.'),
  rule('EnforcementChange.evictionDate', 'D', [DENY, DENY, ALLOW, DENY], 'OSL-34-1 GDPR-5', 'Would keep a cleared date readable (#42).'),
];
