import type { Position, RequestContext } from '../disclosure';
import { knownPart, placeOf } from '../disclosure';
import { groupBy, TooComplexError } from '../shared';
import { caseKey, readCaseKey } from './case-key';
import type { CaseKey } from './case-key';
import type { CaseReader } from './case.reader';

/** What an engine sends in place of a case, as it has come in. */
type Representation = Readonly<Record<string, unknown>>;

/** As many cases as the largest answer of another subgraph can hold. */
const MOST_REPRESENTATIONS = 2_000;

/** Cases by the keys under which a federation engine passes them from one subgraph to another. */
export class CaseReferences {
  constructor(private readonly cases: Pick<CaseReader, 'cases'>) {}

  /** The key of an answered case, with the instant as of which it is told. */
  keyOf(answered: unknown): string | null {
    const place = placeOf(answered);
    return place ? caseKey({ caseId: place.caseId, knownAt: place.batch.reading.knownAt }) : null;
  }

  /**
   * The cases of some representations, in their order; null for one that the caller may not know of, and likewise for one that
   * stands for no case at all.
   *
   * @throws TooComplexError for more than can be asked for at once
   */
  async resolve(
    context: RequestContext,
    position: Position,
    representations: readonly unknown[],
  ): Promise<readonly (object | null)[]> {
    if (representations.length > MOST_REPRESENTATIONS) {
      throw new TooComplexError(
        `The operation passes the limit "representations" of ${MOST_REPRESENTATIONS}.`,
      );
    }
    const keys = representations.map(keyIn);
    const asked = keys.filter((key) => key !== null);
    const looks = await Promise.all(
      [...groupBy(asked, ({ knownAt }) => knownAt?.getTime() ?? null)].map(
        async ([instant, group]) => [instant, await this.look(context, position, group)] as const,
      ),
    );
    const found = new Map(looks);
    return keys.map(
      (key) => (key && found.get(key.knownAt?.getTime() ?? null)?.get(key.caseId)) ?? null,
    );
  }

  private look(
    { reading, caller }: RequestContext,
    position: Position,
    keys: readonly CaseKey[],
  ): Promise<ReadonlyMap<string, object>> {
    const caseIds = keys.map(({ caseId }) => caseId);
    const knownAt = keys[0]?.knownAt ?? null;
    return knownAt === null
      ? this.cases.cases(reading, position, caseIds)
      : this.cases.cases(reading.asKnownAt(knownAt), knownPart(position, caller.agency), caseIds);
  }
}

function keyIn(sent: unknown): CaseKey | null {
  const { __typename: type, key } = (sent ?? {}) as Representation;
  return type === 'Case' && typeof key === 'string' ? readCaseKey(key) : null;
}
