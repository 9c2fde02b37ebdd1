import type { ProblemCode } from '../shared';
import type { SubmitNoticeInput } from './submit-notice.input';

/** The parts of a notice that not every kind has. */
export type NoticePart =
  | 'claims'
  | 'recoveryTotal'
  | 'paymentInstruction'
  | 'termination'
  | 'tenantServed'
  | 'disturbances'
  | 'calledOnTenantOn'
  | 'terminationCopy';

type Place = 'required' | 'optional';

/**
 * Which parts belong to which kind; what is not listed is not allowed.
 *
 * A disturbance message comes before any termination (JB-12-42-DISTURB-PRE), the one about particularly serious disturbances
 * with it.
 *
 * @legalSource JB-12-44-FORMS
 * @legalSource JB-12-25A-DISTURB
 * @legalSource JB-12-42-DISTURB-PRE
 * @legalSource JB-12-42-SERIOUS
 */
const PARTS: Readonly<Record<`${SubmitNoticeInput['kind']}`, Partial<Record<NoticePart, Place>>>> =
  {
    ARREARS: {
      claims: 'required',
      recoveryTotal: 'required',
      paymentInstruction: 'required',
      termination: 'required',
      tenantServed: 'optional',
    },
    DISTURBANCE: { disturbances: 'required', calledOnTenantOn: 'required' },
    SERIOUS_DISTURBANCE: {
      disturbances: 'required',
      terminationCopy: 'required',
      termination: 'optional',
      calledOnTenantOn: 'optional',
    },
  };

/** What is wrong with a part being there, or not there, in a notice of this kind; null if nothing is. */
export function partFault(
  kind: SubmitNoticeInput['kind'],
  part: NoticePart,
  isGiven: boolean,
): ProblemCode | null {
  const place = PARTS[kind][part];
  if (isGiven) return place === undefined ? 'NOT_ALLOWED' : null;
  return place === 'required' ? 'REQUIRED' : null;
}
