import { registerEnumType } from 'type-graphql';

/**
 * Which statutory message a notice is.
 *
 * @legalSource JB-12-44-FORMS
 * @legalSource JB-12-25A-DISTURB
 * @legalSource JB-12-42-SERIOUS
 */
export enum NoticeKind {
  ARREARS = 'ARREARS',
  DISTURBANCE = 'DISTURBANCE',
  SERIOUS_DISTURBANCE = 'SERIOUS_DISTURBANCE',
}

registerEnumType(NoticeKind, {
  name: 'NoticeKind',
  description: 'Which statutory message a notice is.',
  valuesConfig: {
    ARREARS: { description: 'The lease was terminated for unpaid rent (form 3).' },
    DISTURBANCE: {
      description: 'The tenant was called on to stop a disturbance (JB 12:25 a).',
    },
    SERIOUS_DISTURBANCE: {
      description:
        'The lease was terminated for particularly serious disturbances, with a copy to the board (JB 12:42).',
    },
  },
});

/**
 * What has become of a notice.
 *
 * @legalSource JB-12-44-RECOVERY
 */
export enum NoticeStatus {
  RECEIVED = 'RECEIVED',
  PAID = 'PAID',
  WITHDRAWN = 'WITHDRAWN',
  SUPERSEDED = 'SUPERSEDED',
}

registerEnumType(NoticeStatus, {
  name: 'NoticeStatus',
  description: 'What has become of a notice.',
  valuesConfig: {
    RECEIVED: { description: 'The notice stands as it was received.' },
    PAID: { description: 'The landlord has reported the debt paid.' },
    WITHDRAWN: { description: 'The landlord has withdrawn the notice.' },
    SUPERSEDED: { description: 'A later notice has taken its place; this one is kept as it was.' },
  },
});
