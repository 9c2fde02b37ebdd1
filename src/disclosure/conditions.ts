import type { CaseFacts } from './facts';

/** Field groups that a tenant may open to a recipient by consent. @legalSource OSL-12-2 */
export type ConsentGroup =
  | 'CASEWORKER_CONTACT'
  | 'PAYMENT_PLAN'
  | 'FINANCIAL_AID'
  | 'RENT_UNDERTAKING'
  | 'ATTENDANCE'
  | 'STAY_REASONS'
  | 'STORAGE'
  | 'MEETING_INPUT';

/** Fields that their owner opens by a standing decision of its own. @legalSource OSL-10-27 */
export type OwnerSwitch =
  | 'ATTENDANCE_TO_ENFORCEMENT'
  | 'DEFENDANT_CONTACT_TO_BOARD'
  | 'HEARD_ON_TO_BOARD'
  | 'HEARD_ON_TO_LANDLORD'
  | 'EXECUTION_TO_BOARD'
  | 'CHILDREN_AFFECTED_TO_BOARD'
  | 'MEETING_INPUT_TO_BOARD'
  | 'PRIORITY_QUEUE';

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
 * The consent that is being read (`*`) is decided where consents are read, row by row; for the case as a whole it never holds.
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
      return condition.group !== '*' && facts.consents.has(condition.group);
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
