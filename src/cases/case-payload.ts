import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext } from '../disclosure';
import { Position, rootPosition } from '../disclosure';
import { NotFoundError } from '../shared';
import type { CaseReader } from './case.reader';

/**
 * The answer to a change of one case: the case, read anew under the caller's own rights.
 *
 * @throws NotFoundError when a repeated call finds a case that the caller may no longer know of
 */
export async function casePayload(
  cases: Pick<CaseReader, 'case'>,
  context: RequestContext,
  info: GraphQLResolveInfo,
  caseId: string,
): Promise<object> {
  const position = rootPosition(context, info).below('case') ?? new Position('Case');
  const found = await cases.case(await context.renewReading(), position, caseId);
  if (found === null) throw new NotFoundError();
  return { case: found };
}
