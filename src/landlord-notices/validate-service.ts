import { checkList, complete, requiredPastDate, requiredText, type CheckContext } from '../cases';
import { searchableName, textLimits, type LocalDate, type Problems } from '../shared';
import type { TenantServiceInput } from './form-3.input';

/** Service of the recovery notice on one of the tenants. */
export interface ValidService {
  /** Position of the tenant among the notice's tenants, from 0. */
  readonly tenant: number;
  readonly tenantName: string;
  readonly servedOn: LocalDate;
  readonly method: TenantServiceInput['method'];
}

/** Twenty tenants, each served in all five ways. */
const SERVICES = { min: 0, max: 100 };
const LONGEST_NAME_UNITS = 8 * textLimits.name;

/**
 * Checks who was served when and how: each one a tenant of the notice, once per method. Two tenants of the same name are
 * taken in the order in which they stand.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource DELG-18-RECEIVED
 */
export function validateServices(
  inputs: readonly TenantServiceInput[],
  tenants: readonly { readonly name: string }[],
  problems: Problems,
  context: CheckContext,
): readonly ValidService[] | undefined {
  const names = tenants.map(({ name }) => comparableName(name));
  const taken = new Set<string>();
  return checkList(problems, 'tenantServed', inputs, SERVICES, (input, ownProblems) => {
    const tenant = tenantOf(input, names, taken, ownProblems);
    return complete<ValidService>({
      tenant: tenant?.position,
      tenantName: tenant?.name,
      servedOn: requiredPastDate(ownProblems, 'servedOn', input.servedOn, context),
      method: input.method,
    });
  });
}

function tenantOf(
  { tenantName, method }: TenantServiceInput,
  names: readonly string[],
  taken: Set<string>,
  problems: Problems,
): { readonly position: number; readonly name: string } | undefined {
  const name = requiredText(problems, 'tenantName', tenantName, { max: textLimits.name });
  if (name === undefined) return undefined;
  const wanted = comparableName(name);
  const bearers = [...names.keys()].filter((at) => names[at] === wanted);
  const position = bearers.find((at) => !taken.has(`${at}/${method}`));
  if (position === undefined) {
    problems.add('tenantName', bearers.length === 0 ? 'UNKNOWN_TENANT' : 'DUPLICATE');
    return undefined;
  }
  taken.add(`${position}/${method}`);
  return { position, name };
}

/** Letter case and spaces aside; what is far too long to be a name equals none. */
function comparableName(name: string): string {
  return name.length > LONGEST_NAME_UNITS ? '' : searchableName(name);
}
