import { ALLOW, DENY, rule } from './rule';

/**
 * The policy itself, the disclosure log, statistics and what a controller tells the person.
 *
 * Cells stand in the order LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT, one line a coordinate.
 */
// prettier-ignore
export const GOVERNANCE_RULES = [
  rule('StandingDecision.*', '-', [DENY, ALLOW, ALLOW, ALLOW], 'OSL-10-2 OSL-10-27 GDPR-5', 'Each authority sees its own decisions and auditors those of their controller; landlords have no part in them.'),
  rule('EvictionStatistics.*', '-', [DENY, ALLOW, ALLOW, ALLOW], 'SPF-12-PURPOSE OSL-24-8 GDPR-5', 'Only counts that passed disclosure control; a large landlord could subtract its own cases from them.'),
  rule('DisclosurePolicy.*', '-', [ALLOW, ALLOW, ALLOW, ALLOW], 'GDPR-12-15 GDPR-30', 'The policy holds no personal data and everyone bound by it may read it.'),
  rule('DisclosureRule.*', '-', [ALLOW, ALLOW, ALLOW, ALLOW], 'GDPR-12-15 GDPR-30', 'One rule of the policy, the same text for every reader.'),
  rule('AccessExplanation.*', '-', [ALLOW, ALLOW, ALLOW, ALLOW], 'GDPR-5 OSL-22-2', 'States the rule of a field, never whether its condition holds, which would tell of consent or protection.'),
  rule('DisclosureLogConnection.*', '-', [ALLOW, ALLOW, ALLOW, ALLOW], 'SPL-10-ACCESS KFL-2-26', 'Pages over the entries the caller may read (#59, #60).'),
  rule('DisclosureLogEdge.*', '-', [ALLOW, ALLOW, ALLOW, ALLOW], 'SPL-10-ACCESS KFL-2-26', 'A position in those entries and nothing more.'),
  rule('DisclosureLogEntry.*', '-', [ALLOW, ALLOW, ALLOW, ALLOW], 'SPL-10-ACCESS GDPR-5 KFL-2-26 GDPR-38', 'Agencies see entries of their own users (#59), auditors disclosures from or to their controller (#60).'),
  rule('SubjectAccessReport.*', '-', [DENY, DENY, DENY, ALLOW], 'GDPR-12-15 OSL-12-1 GDPR-38', 'Drawn up by one controller for the person, with child, third-party and reporter data removed.'),
  rule('AccessReviewRow.*', '-', [ALLOW, ALLOW, ALLOW, ALLOW], 'SPL-10-ACCESS KFL-2-26 GDPR-38', 'Each organisation controls its own users, oversight those of its controller.'),
  rule('SubjectRecord.*', '-', [DENY, DENY, DENY, ALLOW], 'GDPR-12-15 OSL-12-1 GDPR-38', 'Part of the report to the person.'),
  rule('SubjectField.*', '-', [DENY, DENY, DENY, ALLOW], 'GDPR-12-15 OSL-12-1 GDPR-38', 'Part of the report to the person.'),
];
