import { OutcomeKind } from '../../src/social-services/case-outcome.type';
import {
  endsWork,
  socialCaseStatus,
  type SocialCaseProgress,
} from '../../src/social-services/social-case-status';

const opened: SocialCaseProgress = {
  opened: true,
  reached: false,
  planAccepted: false,
  outcome: null,
  shareClosed: false,
  handedOver: false,
};
const { EVICTED, PAYMENT_PLAN, STAY, DEFERRAL } = OutcomeKind;

describe('socialCaseStatus', () => {
  it.each<[string, Partial<SocialCaseProgress>, string]>([
    ['no board has taken it on', { opened: false }, 'NEW'],
    ['no board has taken on what a landlord gave up', { opened: false, shareClosed: true }, 'NEW'],
    ['it is opened', {}, 'ASSIGNED'],
    ['the tenant is reached', { reached: true }, 'IN_CONTACT'],
    ['the landlord accepts the plan', { planAccepted: true, reached: true }, 'PLAN_IN_PLACE'],
    ['the landlord accepts the plan before contact', { planAccepted: true }, 'PLAN_IN_PLACE'],
    ['an accepted plan is followed', { planAccepted: true, outcome: PAYMENT_PLAN }, 'MONITORING'],
    [
      'it has ended in spite of a plan',
      { planAccepted: true, outcome: EVICTED, shareClosed: true },
      'CLOSED',
    ],
    ['no board has taken it on, whatever else', { opened: false, planAccepted: true }, 'NEW'],
    ['the landlord gave it up before the outcome', { shareClosed: true }, 'ASSIGNED'],
    ['a plan runs', { outcome: PAYMENT_PLAN, reached: true }, 'MONITORING'],
    ['a stay runs', { outcome: STAY }, 'MONITORING'],
    [
      'a deferral runs, and all others have closed',
      { outcome: DEFERRAL, shareClosed: true },
      'MONITORING',
    ],
    [
      'the board has handed it on',
      { handedOver: true, shareClosed: true, reached: true },
      'CLOSED',
    ],
    ['no board has taken on what was handed on', { opened: false, handedOver: true }, 'NEW'],
    ['it has ended', { outcome: EVICTED, shareClosed: true, reached: true }, 'CLOSED'],
    ['it has ended, and news came in', { outcome: EVICTED }, 'ASSIGNED'],
    [
      'it has ended after contact, and news came in',
      { outcome: EVICTED, reached: true },
      'IN_CONTACT',
    ],
  ])('when %s', (_situation, progress, status) => {
    expect(socialCaseStatus({ ...opened, ...progress })).toBe(status);
  });

  it('follows a plan, a stay and a deferral, and ends with every other outcome', () => {
    expect(Object.values(OutcomeKind).filter((kind) => !endsWork(kind))).toEqual([
      PAYMENT_PLAN,
      STAY,
      DEFERRAL,
    ]);
  });
});
