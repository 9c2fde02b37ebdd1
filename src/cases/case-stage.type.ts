import { registerEnumType } from 'type-graphql';

/**
 * How far a case has come, as far as the reader may know.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource UF-16-2-NOTIFY
 */
export enum CaseStage {
  NOTICE_RECEIVED = 'NOTICE_RECEIVED',
  RECOVERY_RUNNING = 'RECOVERY_RUNNING',
  RECOVERY_LAPSED = 'RECOVERY_LAPSED',
  RECOVERED = 'RECOVERED',
  ENFORCEMENT_OPEN = 'ENFORCEMENT_OPEN',
  DATE_SET = 'DATE_SET',
  DEFERRED = 'DEFERRED',
  STAYED = 'STAYED',
  EXECUTED = 'EXECUTED',
  CLOSED = 'CLOSED',
}

registerEnumType(CaseStage, {
  name: 'CaseStage',
  description: 'How far a case has come: the furthest stage that the reader may know of.',
  valuesConfig: {
    NOTICE_RECEIVED: {
      description: 'A notice has reached the social board and no recovery period runs.',
    },
    RECOVERY_RUNNING: {
      description: 'The three weeks run in which payment gives the tenancy back.',
    },
    RECOVERY_LAPSED: {
      description:
        'The recovery period has ended and nothing that would save the tenancy is known.',
    },
    RECOVERED: { description: 'The tenancy continues, since the debt was settled.' },
    ENFORCEMENT_OPEN: { description: 'Kronofogden has a case about evicting the tenant.' },
    DATE_SET: { description: 'A time for the eviction is set and notified.' },
    DEFERRED: { description: 'The applicant has agreed to wait with the eviction (uppskov).' },
    STAYED: { description: 'Kronofogden has granted the tenant a stay (anstånd).' },
    EXECUTED: { description: 'The eviction has been carried out.' },
    CLOSED: { description: 'The case is closed and nothing remains to be done in it.' },
  },
});
