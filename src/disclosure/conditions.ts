import { Agency } from '../shared';
import type { CaseFacts } from './facts';

/** Field groups that a tenant may open to a recipient by consent, with the agency that owns the fields. @legalSource OSL-12-2 */
export const CONSENT_GROUP_OWNERS = Object.freeze({
  CASEWORKER_CONTACT: Agency.SOCIAL_SERVICES,
  PAYMENT_PLAN: Agency.SOCIAL_SERVICES,
  FINANCIAL_AID: Agency.SOCIAL_SERVICES,
  RENT_UNDERTAKING: Agency.SOCIAL_SERVICES,
  ATTENDANCE: Agency.SOCIAL_SERVICES,
  STAY_REASONS: Agency.ENFORCEMENT,
  STORAGE: Agency.ENFORCEMENT,
  MEETING_INPUT: Agency.SOCIAL_SERVICES,
});
export type ConsentGroup = keyof typeof CONSENT_GROUP_OWNERS;

/** Fields that their owner opens by a standing decision, with the agency that owns them. @legalSource OSL-10-27 */
export const SWITCH_OWNERS = Object.freeze({
  ATTENDANCE_TO_ENFORCEMENT: Agency.SOCIAL_SERVICES,
  DEFENDANT_CONTACT_TO_BOARD: Agency.ENFORCEMENT,
  HEARD_ON_TO_BOARD: Agency.ENFORCEMENT,
  HEARD_ON_TO_LANDLORD: Agency.ENFORCEMENT,
  EXECUTION_TO_BOARD: Agency.ENFORCEMENT,
  CHILDREN_AFFECTED_TO_BOARD: Agency.ENFORCEMENT,
  MEETING_INPUT_TO_BOARD: Agency.ENFORCEMENT,
  PRIORITY_QUEUE: Agency.SOCIAL_SERVICES,
});
export type OwnerSwitch = keyof typeof SWITCH_OWNERS;

/** A fact about the case that must hold before a field opens; `*` as group means the consent that is being read itself. */
export type Condition =
  | { readonly kind: 'IF_PARTY' }
  | { readonly kind: 'IF_DATE_SET' }
  | { readonly kind: 'IF_UNPROTECTED' }
  | { readonly kind: 'IF_CONSENT'; readonly group: ConsentGroup | '*' }
  | { readonly kind: 'IF_SWITCH'; readonly switch: OwnerSwitch }
  | {
      readonly kind: 'IF_SWITCH_OR_CONSENT';
      readonly switch: OwnerSwitch;
      readonly group: ConsentGroup;
    };

/**
 * Whether one condition holds for one case; a pure function over the facts.
 *
 * The consent that is being read (`*`) holds where any consent names the reader; which ones it sees is decided row by row.
 */
export function holds(condition: Condition, facts: CaseFacts): boolean {
  switch (condition.kind) {
    case 'IF_PARTY':
      return facts.party;
    case 'IF_DATE_SET':
      return facts.dateSet;
    case 'IF_UNPROTECTED':
      return facts.unprotected;
    case 'IF_CONSENT':
      return condition.group === '*' ? facts.named.length > 0 : facts.consents.has(condition.group);
    case 'IF_SWITCH':
      return facts.switches.has(condition.switch);
    case 'IF_SWITCH_OR_CONSENT':
      return facts.switches.has(condition.switch) || facts.consents.has(condition.group);
  }
}

/** The condition as the law's matrix writes it, with its consent group or switch: `IF_CONSENT(STORAGE)`. */
export function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'IF_CONSENT':
      return `IF_CONSENT(${condition.group})`;
    case 'IF_SWITCH':
      return `IF_SWITCH(${condition.switch})`;
    case 'IF_SWITCH_OR_CONSENT':
      return `IF_SWITCH_OR_CONSENT(${condition.switch}, ${condition.group})`;
    default:
      return condition.kind;
  }
}
