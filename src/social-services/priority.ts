import type { Arrears } from '../cases';
import { ArrearsPattern } from './assessment.type';
import { Priority } from './social-services-record.type';

/** What a board weighs; each of them something that the board itself may read. */
export interface PriorityInputs {
  /** Number of children in the home; null while the board has recorded no household. */
  readonly children: number | null;
  /** Whether someone in the home needs regard for high age; null while the board has recorded no household. */
  readonly elderly: boolean | null;
  /** Months of rent in arrears by the standing notices; null where none claims rent. */
  readonly arrearsMonths: number | null;
  /** More than one notice in the case, or arrears that the board has assessed as repeated. */
  readonly repeat: boolean;
  /** A time for the eviction is set. */
  readonly evictionTimeSet: boolean;
}

/** What a board's own entries bring to the weighing. */
export type WeighedEntries = Pick<PriorityInputs, 'children' | 'elderly'> & {
  readonly pattern: ArrearsPattern | null;
};

/** Weighs a board's entries, the arrears that it reads and whether it was told of a time; whatever there is not is left out. */
export function weigh(
  entries: WeighedEntries | undefined,
  arrears: Pick<Arrears, 'months' | 'notices'> | null | undefined,
  evictionTimeSet: boolean,
): PriorityDecision {
  return priorityOf({
    children: entries?.children ?? null,
    elderly: entries?.elderly ?? null,
    arrearsMonths: arrears?.months ?? null,
    repeat: (arrears?.notices ?? 0) > 1 || entries?.pattern === ArrearsPattern.REPEATED,
    evictionTimeSet,
  });
}

/** A reason for more than the usual pace: a stable code, which clients translate. */
export type PriorityReason =
  'EVICTION_TIME_SET' | 'CHILDREN' | 'ELDERLY' | 'ARREARS_MONTHS' | 'REPEAT';

/** How urgent a case is, with every reason that speaks for it, in a fixed order. */
export interface PriorityDecision {
  readonly priority: Priority;
  readonly reasons: readonly PriorityReason[];
}

/** One or two months are usually easy to solve; from here on a realistic plan becomes hard. */
const MANY_MONTHS = 3;

/**
 * How urgent a case is for the board: families with children and older people first, debts before they have grown too large.
 *
 * | Reasons | Priority |
 * | --- | --- |
 * | EVICTION_TIME_SET, with or without others | URGENT |
 * | CHILDREN or ELDERLY, together with ARREARS_MONTHS or REPEAT | URGENT |
 * | any other reason | HIGH |
 * | none | NORMAL |
 *
 * @legalSource OSL-26-1
 * @legalSource OSL-12-3
 */
export function priorityOf(inputs: PriorityInputs): PriorityDecision {
  const children = (inputs.children ?? 0) > 0;
  const elderly = inputs.elderly ?? false;
  const manyMonths = (inputs.arrearsMonths ?? 0) >= MANY_MONTHS;
  const { repeat, evictionTimeSet } = inputs;
  const grounds: readonly (readonly [PriorityReason, boolean])[] = [
    ['EVICTION_TIME_SET', evictionTimeSet],
    ['CHILDREN', children],
    ['ELDERLY', elderly],
    ['ARREARS_MONTHS', manyMonths],
    ['REPEAT', repeat],
  ];
  const reasons = grounds.flatMap(([reason, holds]) => (holds ? reason : []));
  const severalMeet = (children || elderly) && (manyMonths || repeat);
  if (evictionTimeSet || severalMeet) return { priority: Priority.URGENT, reasons };
  return { priority: reasons.length > 0 ? Priority.HIGH : Priority.NORMAL, reasons };
}
