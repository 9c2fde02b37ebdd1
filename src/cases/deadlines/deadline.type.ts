import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { LocalDateScalar } from '../../shared';

/**
 * The statutory clocks by what their day says.
 *
 * @swedish frist
 * @legalSource JB-12-44-RECOVERY
 */
export enum DeadlineKind {
  FORFEITABLE_FROM = 'FORFEITABLE_FROM',
  RECOVERY_END = 'RECOVERY_END',
  EARLIEST_DECISION = 'EARLIEST_DECISION',
  TRANSFER_REQUEST_END = 'TRANSFER_REQUEST_END',
  REOPENING_END = 'REOPENING_END',
  EVICTION_TARGET = 'EVICTION_TARGET',
  EARLIEST_EVICTION = 'EARLIEST_EVICTION',
  STAY_LIMIT = 'STAY_LIMIT',
  STAY_LIMIT_EXCEPTIONAL = 'STAY_LIMIT_EXCEPTIONAL',
  DEFERRAL_LAPSES = 'DEFERRAL_LAPSES',
  STORAGE_END = 'STORAGE_END',
  CONFIRMATION_DUE = 'CONFIRMATION_DUE',
}

registerEnumType(DeadlineKind, {
  name: 'DeadlineKind',
  description: 'A statutory clock, by what its day says.',
  valuesConfig: {
    FORFEITABLE_FROM: { description: 'From when late rent makes the tenancy forfeitable.' },
    RECOVERY_END: { description: 'Last day on which payment gives the tenancy back.' },
    EARLIEST_DECISION: { description: 'From when an eviction may be decided on.' },
    TRANSFER_REQUEST_END: {
      description: 'Last day for the landlord’s request to move a contested case to court.',
    },
    REOPENING_END: { description: 'Last day for the tenant’s request to re-open the decision.' },
    EVICTION_TARGET: { description: 'End of the four weeks in which to evict if possible.' },
    EARLIEST_EVICTION: { description: 'From when the eviction may be carried out.' },
    STAY_LIMIT: { description: 'Last day of an ordinary stay.' },
    STAY_LIMIT_EXCEPTIONAL: { description: 'Last day of a stay with exceptional reasons.' },
    DEFERRAL_LAPSES: { description: 'Day with which a deferred application lapses.' },
    STORAGE_END: { description: 'End of the time in which property is kept after the eviction.' },
    CONFIRMATION_DUE: {
      description: 'Day on which the board has to confirm the time of the eviction.',
    },
  },
});

/** Where a clock stands on the day of the answer. */
export enum DeadlineState {
  NOT_STARTED = 'NOT_STARTED',
  RUNNING = 'RUNNING',
  MET = 'MET',
  LAPSED = 'LAPSED',
}

registerEnumType(DeadlineState, {
  name: 'DeadlineState',
  description: 'Where a clock stands on the day of the answer.',
  valuesConfig: {
    NOT_STARTED: { description: 'An event is missing, or lies in the future.' },
    RUNNING: { description: 'The last day has not passed, or the first one not come.' },
    MET: { description: 'What the clock waits for was done in a way that meets it.' },
    LAPSED: { description: 'The last day has passed unmet, or the wait is over.' },
  },
});

/**
 * One statutory clock with the count behind it.
 *
 * @swedish frist
 * @legalSource TIME-1
 * @legalSource TIME-2
 * @legalSource TIME-4
 */
@ObjectType({
  simpleResolvers: true,
  description:
    'One statutory clock: when it ends, from which facts, by which rule, step by step. It helps a person who decides; it decides nothing.',
})
export class Deadline {
  @Field(() => DeadlineKind, { description: 'Which clock it is.' })
  readonly kind!: DeadlineKind;

  @Field(() => String, { description: 'Id of the rule that is counted by.' })
  readonly ruleId!: string;

  @Field(() => String, { description: 'The provision behind the rule, as it is cited in Swedish.' })
  readonly legalBasis!: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Day 0, which is not counted; null while an event is missing.',
  })
  readonly startsOn!: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description:
      'The last day or, for a clock that says from when something may happen, the first; null while an event is missing.',
  })
  readonly endsOn!: string | null;

  @Field(() => DeadlineState, { description: 'Where the clock stands today.' })
  readonly state!: DeadlineState;

  @Field(() => [String], {
    description: 'The steps of the count in their order, in English, each to be checked by hand.',
  })
  readonly explanation!: readonly string[];
}
