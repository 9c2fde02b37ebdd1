import { registerEnumType } from 'type-graphql';

/**
 * Where Kronofogden's case stands; a value that the reader may not know of shows as the last one it may.
 *
 * @legalSource UF-16-2-NOTIFY
 * @legalSource OSL-34-SUMMARY
 */
export enum EnforcementStatus {
  SUMMARY_PENDING = 'SUMMARY_PENDING',
  DECIDED = 'DECIDED',
  OPEN = 'OPEN',
  DATE_SET = 'DATE_SET',
  DEFERRED = 'DEFERRED',
  STAYED = 'STAYED',
  EXECUTED = 'EXECUTED',
  WITHDRAWN = 'WITHDRAWN',
  LAPSED = 'LAPSED',
  CLOSED = 'CLOSED',
}

registerEnumType(EnforcementStatus, {
  name: 'EnforcementStatus',
  description: 'Where Kronofogden’s case stands, as far as the reader may know.',
  valuesConfig: {
    SUMMARY_PENDING: {
      description: 'Assistance has been applied for in the summary process (summarisk process).',
    },
    DECIDED: { description: 'A decision or judgment orders the tenant to move.' },
    OPEN: { description: 'Eviction has been applied for at the enforcement stage.' },
    DATE_SET: { description: 'A time for the eviction is set and notified.' },
    DEFERRED: { description: 'The applicant has agreed to wait (uppskov).' },
    STAYED: { description: 'Kronofogden has granted a stay (anstånd).' },
    EXECUTED: { description: 'The eviction has been carried out.' },
    WITHDRAWN: { description: 'The applicant has withdrawn the application.' },
    LAPSED: { description: 'The application has lapsed, since the deferral lasted too long.' },
    CLOSED: { description: 'The case is closed for another reason.' },
  },
});
