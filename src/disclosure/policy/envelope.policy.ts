import { ALLOW, DENY, rule } from './rule';

/**
 * What carries answers rather than case data: viewer, boards, pages, payloads.
 *
 * Cells stand in the order LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT, one line a coordinate.
 */
// prettier-ignore
export const ENVELOPE_RULES = [
  rule('Viewer.*', '-', [ALLOW, ALLOW, ALLOW, ALLOW], 'SPL-6 SPL-10-ACCESS', 'Tells callers only how they are themselves identified and for which purpose.'),
  rule('SocialBoard.*', '-', [ALLOW, ALLOW, ALLOW, ALLOW], 'JB-12-44-RECOVERY SOL-29-1-RESP', 'Names and areas of boards are public; which board a case belongs to is decided at the field leading here.'),
  rule('CaseConnection.*', '-', [ALLOW, ALLOW, ALLOW, DENY], 'OSL-26-1 GDPR-5', 'Counts and pages only what the caller may know of; auditors have no list of cases.'),
  rule('CaseEdge.*', '-', [ALLOW, ALLOW, ALLOW, DENY], 'OSL-26-1 GDPR-5', 'A cursor must tell neither position nor number of cases that are hidden.'),
  rule('PageInfo.*', '-', [ALLOW, ALLOW, ALLOW, ALLOW], 'OSL-26-1 GDPR-5', 'Page marks are computed after hidden cases and log entries have been left out.'),
  rule('NoticePayload.*', '-', [ALLOW, DENY, DENY, DENY], 'JB-12-44-RECOVERY', 'Answers the landlord that submitted; the notice inside keeps its own cells.'),
  rule('CasePayload.*', '-', [ALLOW, ALLOW, ALLOW, DENY], 'OSL-26-1 GDPR-5', 'Answers the caller after a change of its own; the case inside keeps its own cells.'),
  rule('SubmitNoticesPayload.*', '-', [ALLOW, DENY, DENY, DENY], 'JB-12-44-RECOVERY', 'Answers the landlord that submitted the batch.'),
  rule('SubmitNoticeResult.*', '-', [ALLOW, DENY, DENY, DENY], 'JB-12-44-RECOVERY', 'One result per submitted notice, for its submitter only.'),
  rule('InputProblem.*', '-', [ALLOW, DENY, ALLOW, DENY], 'GDPR-5', 'Faults in what the caller itself just sent, never in stored data.'),
  rule('PushEvictionRecordsPayload.*', '-', [DENY, DENY, ALLOW, DENY], 'UF-16-2-NOTIFY', 'Answers Kronofogden about its own push.'),
  rule('PushResult.*', '-', [DENY, DENY, ALLOW, DENY], 'UF-16-2-NOTIFY OSL-26-1', 'Describes the record pushed; must not tell whether a notice or a social case was there before.'),
];
