import { ALLOW, DENY, operation } from './rule';

/**
 * Who may call what: agencies, scope and purposes of every operation of the contract.
 *
 * Cells stand in the order LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT; a scope `a|b` means either, `-` any valid token. One line an operation.
 */
// prettier-ignore
export const OPERATIONS = [
  operation('Query.viewer', [ALLOW, ALLOW, ALLOW, ALLOW], '-', 'LANDLORD_DUTY CASE_HANDLING EXECUTION FOLLOW_UP AUDIT', 'SPL-6 SPL-10-ACCESS', 'Purposes go by agency: LANDLORD_DUTY landlords, CASE_HANDLING boards, EXECUTION Kronofogden, FOLLOW_UP these two authorities, AUDIT control.'),
  operation('Query.case', [ALLOW, ALLOW, ALLOW, ALLOW], 'cases:read', 'LANDLORD_DUTY CASE_HANDLING EXECUTION AUDIT', 'OSL-8-1 OSL-26-1 SPL-10-ACCESS KFL-2-26', 'One case at a time, if the caller may know of it; auditors only for data of their controller.'),
  operation('Query.cases', [ALLOW, ALLOW, ALLOW, DENY], 'cases:read', 'LANDLORD_DUTY CASE_HANDLING EXECUTION', 'SPF-15-SEARCH SPL-7A DSL-3-3 KFL-2-27-DIRECT', 'Own cases and one lawful search term; landlordReference is for landlords, PRIORITY for a board with that switch, and orders use readable dates only.'),
  operation('Query.notice', [ALLOW, ALLOW, ALLOW, ALLOW], 'cases:read', 'LANDLORD_DUTY CASE_HANDLING EXECUTION AUDIT', 'JB-12-44-RECOVERY JB-12-25A-DISTURB BFL-14-GROUNDS', 'For submitter and addressee, and for Kronofogden where the landlord invokes the notice.'),
  operation('Query.enforcementRecord', [ALLOW, ALLOW, ALLOW, ALLOW], 'cases:read', 'LANDLORD_DUTY CASE_HANDLING EXECUTION AUDIT', 'UF-16-2-NOTIFY OSL-10-28 KFL-2-28 KFL-2-27-DIRECT', 'Looked up by exact case number, never browsed; the landlord as applicant only.'),
  operation('Query.socialBoards', [ALLOW, ALLOW, ALLOW, ALLOW], '-', 'LANDLORD_DUTY CASE_HANDLING EXECUTION FOLLOW_UP AUDIT', 'JB-12-44-RECOVERY SOL-29-1-RESP', 'Public directory that tells where a message must go.'),
  operation('Query.deadlines', [ALLOW, ALLOW, ALLOW, ALLOW], '-', 'LANDLORD_DUTY CASE_HANDLING EXECUTION FOLLOW_UP AUDIT', 'TIME-1 TIME-2 TIME-4', 'Computes on given dates and touches no case.'),
  operation('Query.collaborationMeeting', [ALLOW, ALLOW, ALLOW, DENY], 'cases:read', 'LANDLORD_DUTY CASE_HANDLING EXECUTION', 'OSL-26-1 OSL-34-1 OSL-6-5', 'Agenda from records of the calling participant; an auditor takes part in no meeting.'),
  operation('Query.evictionStatistics', [DENY, ALLOW, ALLOW, ALLOW], 'statistics:read', 'FOLLOW_UP AUDIT', 'SPF-12-PURPOSE OSL-24-8 GDPR-5', 'Follow-up by authorities and its control; landlords have no such task and could subtract their own cases.'),
  operation('Query.disclosurePolicy', [ALLOW, ALLOW, ALLOW, ALLOW], '-', 'LANDLORD_DUTY CASE_HANDLING EXECUTION FOLLOW_UP AUDIT', 'GDPR-12-15 GDPR-30', 'The rules are open to everyone whom they bind.'),
  operation('Query.explainAccess', [ALLOW, ALLOW, ALLOW, ALLOW], 'cases:read', 'LANDLORD_DUTY CASE_HANDLING EXECUTION AUDIT', 'GDPR-5 OSL-22-2', 'Explains by rule, never by the data that decided, and only for a case the caller may know of.'),
  operation('Query.standingDecisions', [DENY, ALLOW, ALLOW, ALLOW], 'decisions:write|audit:read', 'CASE_HANDLING EXECUTION AUDIT', 'OSL-10-2 OSL-10-27 GDPR-5', 'Own decisions of the authority, and for auditors those of their controller; one of the two scopes is enough.'),
  operation('Query.disclosureLog', [ALLOW, ALLOW, ALLOW, ALLOW], 'audit:read', 'AUDIT', 'SPL-10-ACCESS GDPR-5 KFL-2-26 GDPR-38', 'Everyone controls its own users (#59), auditors also disclosures from or to their controller (#60).'),
  operation('Query.subjectAccessReport', [DENY, DENY, DENY, ALLOW], 'audit:read', 'AUDIT', 'GDPR-12-15 OSL-12-1 GDPR-38', 'Only the officer of a controller draws it up, for data of that controller.'),
  operation('Query.accessReview', [ALLOW, ALLOW, ALLOW, ALLOW], 'audit:read', 'AUDIT', 'SPL-10-ACCESS KFL-2-26 GDPR-38', 'The recurring control of access that the law asks for: own users, or those of the own controller.'),
  operation('Mutation.submitNotice', [ALLOW, DENY, DENY, DENY], 'notices:write', 'LANDLORD_DUTY', 'JB-12-44-RECOVERY JB-12-44-FORMS JB-12-25A-DISTURB JB-12-63-DISPATCH', 'The duty to tell the board lies on the landlord.'),
  operation('Mutation.submitNotices', [ALLOW, DENY, DENY, DENY], 'notices:write', 'LANDLORD_DUTY', 'JB-12-44-RECOVERY JB-12-44-FORMS JB-12-25A-DISTURB JB-12-63-DISPATCH', 'The same duty for many notices, each judged on its own.'),
  operation('Mutation.reportSettlement', [ALLOW, DENY, DENY, DENY], 'notices:write', 'LANDLORD_DUTY', 'JB-12-44-RECOVERY BFL-22-WITHDRAW GDPR-6', 'Only the creditor can tell that the debt is settled.'),
  operation('Mutation.grantDeferral', [ALLOW, DENY, DENY, DENY], 'notices:write', 'LANDLORD_DUTY', 'UB-16-5-DEFERRAL', 'Deferral is the consent of the applicant.'),
  operation('Mutation.respondToPaymentPlan', [ALLOW, DENY, DENY, DENY], 'notices:write', 'LANDLORD_DUTY', 'OSL-12-2 GDPR-6', 'The landlord answers a plan that it may read; without consent the plan does not exist for it.'),
  operation('Mutation.openSocialCase', [DENY, ALLOW, DENY, DENY], 'cases:write', 'CASE_HANDLING', 'SOL-14-2-OPEN SOL-14-3-DOC', 'Every message needs a recorded assessment by the responsible board.'),
  operation('Mutation.recordHousehold', [DENY, ALLOW, DENY, DENY], 'cases:write', 'CASE_HANDLING', 'SPL-6 SPL-7 OSL-26-1', 'The board alone records family circumstances, as far as the case needs them.'),
  operation('Mutation.recordContact', [DENY, ALLOW, DENY, DENY], 'cases:write', 'CASE_HANDLING', 'SOL-14-3-DOC OSL-26-1', 'Attempts to offer support are documented by the board.'),
  operation('Mutation.recordAssessment', [DENY, ALLOW, DENY, DENY], 'cases:write', 'CASE_HANDLING', 'SOL-14-3-DOC SPL-7A OSL-26-1', 'The board assesses cause and pattern, by fixed values without free text.'),
  operation('Mutation.recordFinancialAid', [DENY, ALLOW, DENY, DENY], 'cases:write', 'CASE_HANDLING', 'SOL-12-1-AID OSL-26-1', 'Aid is decided by the board.'),
  operation('Mutation.proposePaymentPlan', [DENY, ALLOW, DENY, DENY], 'cases:write', 'CASE_HANDLING', 'OSL-26-1 OSL-10-1 OSL-12-2', 'A proposal reaches the landlord only with the consent of the tenant.'),
  operation('Mutation.issueRentUndertaking', [DENY, ALLOW, DENY, DENY], 'cases:write', 'CASE_HANDLING', 'JB-12-44-UNDERTAKING OSL-10-2', 'Only the board can undertake the rent, within the recovery period and for rented flats.'),
  operation('Mutation.confirmEvictionTime', [DENY, ALLOW, DENY, DENY], 'cases:write', 'CASE_HANDLING', 'SOF-11-3-ACK OSL-10-28', 'The confirmation is a duty of the board on the day it is told the time.'),
  operation('Mutation.setAttendance', [DENY, ALLOW, DENY, DENY], 'cases:write', 'CASE_HANDLING', 'OSL-10-2 SOF-11-3-ACK', 'The board records its own attendance.'),
  operation('Mutation.markProtectedIdentity', [DENY, ALLOW, DENY, DENY], 'cases:write', 'CASE_HANDLING', 'OSL-21-3 OSL-21-3A OSL-22-2', 'The marker is handled by the board and unknown counts as protected.'),
  operation('Mutation.recordConsent', [DENY, ALLOW, ALLOW, DENY], 'consents:write', 'CASE_HANDLING EXECUTION', 'OSL-10-1 OSL-12-2', 'Recorded by the authority that obtained it, for the field groups it owns: Kronofogden STAY_REASONS and STORAGE, a board the others.'),
  operation('Mutation.revokeConsent', [DENY, ALLOW, ALLOW, DENY], 'consents:write', 'CASE_HANDLING EXECUTION', 'OSL-12-2', 'A waiver can be taken back at any time.'),
  operation('Mutation.recordOutcome', [DENY, ALLOW, DENY, DENY], 'cases:write', 'CASE_HANDLING', 'SPF-12-PURPOSE SOL-14-3-DOC', 'The outcome serves follow-up inside the board.'),
  operation('Mutation.rerouteCase', [DENY, ALLOW, DENY, DENY], 'cases:write', 'CASE_HANDLING', 'SOL-29-1-RESP JB-12-44-RECOVERY', 'A message that reached the wrong board is handed on by that board.'),
  operation('Mutation.addMeetingInput', [ALLOW, ALLOW, ALLOW, DENY], 'meetings:write', 'LANDLORD_DUTY CASE_HANDLING EXECUTION', 'OSL-26-1 OSL-34-1 GDPR-6', 'Each party contributes to cases that it may know of; who reads it follows the author.'),
  operation('Mutation.pushEvictionRecords', [DENY, DENY, ALLOW, DENY], 'enforcement:write', 'EXECUTION', 'UF-16-2-NOTIFY OSL-10-28 KFL-2-27-DIRECT', 'Kronofogden pushes its own record, because the board has no direct access to its register.'),
  operation('Mutation.registerStandingDecision', [DENY, ALLOW, ALLOW, DENY], 'decisions:write', 'CASE_HANDLING EXECUTION', 'OSL-10-2 OSL-10-27 GDPR-5', 'An authority opens its own fields by a named, dated and limited decision; a municipal housing company is a landlord here.'),
  operation('Mutation.endStandingDecision', [DENY, ALLOW, ALLOW, DENY], 'decisions:write', 'CASE_HANDLING EXECUTION', 'OSL-10-2 OSL-10-27 GDPR-5', 'Who opened a field closes it, with effect at once.'),
  operation('Subscription.caseChanged', [ALLOW, ALLOW, ALLOW, DENY], 'cases:read', 'LANDLORD_DUTY CASE_HANDLING EXECUTION', 'OSL-26-1 OSL-34-1 UF-16-2-NOTIFY SPL-10-ACCESS', 'Changes to cases the caller may know of, decided anew for each event; auditors follow the log instead.'),
];
