import type { DeadlineKind } from '../../deadlines';
import { DEADLINE_KINDS } from '../../deadlines';
import type { Agency } from '../../shared';
import { mayRead } from '../access';
import type { Condition } from '../conditions';
import type { CaseFacts } from '../facts';
import type { DisclosurePolicy } from './disclosure-policy';

/** The field whose values are clocks. */
export const CLOCKS = 'Case.deadlines';

const NOTICE = [
  'TenantService.servedOn',
  'TenantService.method',
  'MessageProof.sentAt',
  'MessageProof.channel',
  'MessageProof.receivedByBoardAt',
  'Dwelling.tenure',
];
const PAYMENT = ['Settlement.status', 'Settlement.on'];
const HEARING = 'EnforcementRecord.heardOn';
const DOCUMENTS = 'EnforcementRecord.documentsReceivedOn';

/** Where each clock of a case takes its days from, and what meets it: whoever may not read one of these is not shown the clock. */
const INPUTS: Readonly<Record<DeadlineKind, readonly string[]>> = {
  FORFEITABLE_FROM: ['RentClaim.dueOn', 'Termination.on', 'Dwelling.tenure', ...PAYMENT],
  RECOVERY_END: [...NOTICE, ...PAYMENT],
  EARLIEST_DECISION: [...NOTICE, ...PAYMENT],
  TRANSFER_REQUEST_END: ['SummaryCase.contestationSentOn'],
  REOPENING_END: ['EnforcementTitle.decidedOn'],
  EVICTION_TARGET: [DOCUMENTS, 'Closure.on'],
  EARLIEST_EVICTION: [HEARING],
  STAY_LIMIT: [DOCUMENTS, HEARING],
  STAY_LIMIT_EXCEPTIONAL: [DOCUMENTS, HEARING],
  DEFERRAL_LAPSES: [
    'EnforcementRecord.appliedOn',
    'EnforcementRecord.status',
    'Deferral.until',
    'Closure.on',
  ],
  STORAGE_END: ['EnforcementRecord.executedOn', 'Storage.endsOn'],
  CONFIRMATION_DUE: ['EvictionTime.notifiedAt', 'SocialServicesRecord.evictionConfirmation'],
};

const SHOWN = 'Deadline.kind@Case.deadlines';

/**
 * The clocks that a reader of a case with these facts may be shown: those of which it may read every input, and what meets them.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource JB-12-44-DECISION-WAIT
 */
export function clocksOpenTo(
  policy: DisclosurePolicy,
  agency: Agency,
  facts: CaseFacts,
): ReadonlySet<DeadlineKind> {
  return kindsWith((coordinate) => mayRead(policy, agency, [coordinate], facts));
}

/** The clocks that an agency is shown in some case or other; what no case opens is not even read. */
export function clocksThatOpenTo(
  policy: DisclosurePolicy,
  agency: Agency,
): ReadonlySet<DeadlineKind> {
  return kindsWith((coordinate) => policy.at(coordinate).cells[agency] !== 'DENY');
}

/** Everything on which it rests which clocks an agency is shown, of all kinds or of some. */
export function conditionsOfClocks(
  policy: DisclosurePolicy,
  agency: Agency,
  kinds: readonly DeadlineKind[] = DEADLINE_KINDS,
): readonly Condition[] {
  const open = clocksThatOpenTo(policy, agency);
  return kinds
    .filter((kind) => open.has(kind))
    .flatMap((kind) => INPUTS[kind])
    .flatMap((coordinate) => {
      const cell = policy.at(coordinate).cells[agency];
      return cell === 'ALLOW' || cell === 'DENY' ? [] : cell;
    });
}

function kindsWith(isOpen: (coordinate: string) => boolean): ReadonlySet<DeadlineKind> {
  return new Set(DEADLINE_KINDS.filter((kind) => [SHOWN, ...INPUTS[kind]].every(isOpen)));
}
