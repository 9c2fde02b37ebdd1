import { execute, GraphQLError, validate } from 'graphql';
import type { ExecutionResult } from 'graphql';
import * as jit from 'graphql-jit';
import { DisclosurePolicy } from '../../src/disclosure';
import type { DisclosurePlan } from '../../src/disclosure';
import { LogUnavailableError } from '../../src/shared';
import { BlindIndexer } from '../../src/persistence';
import { DisclosureRecord } from '../../src/topology/disclosure-record';
import type { NotedDisclosures } from '../../src/topology/note-disclosures';
import { createDisclosureExecutor } from '../../src/topology/executor';
import type { GatewayContext } from '../../src/topology/gateway-context';
import { anOfficer } from '../disclosure/a-reading';
import { anOperation, operationOf } from '../disclosure/small-policy';
import { aSchema, log, OPERATIONS, policy, readable, requestOf } from './thing-world';
import type { Asked } from './thing-world';

jest.mock('graphql-jit', () => {
  const real = jest.requireActual<typeof jit>('graphql-jit');
  return { ...real, compileQuery: jest.fn(real.compileQuery) };
});

/** An executor over the schema, and what became of the sessions of its requests; it discloses what it is told to have noted. */
function anExecutor(
  schema = aSchema(),
  withPolicy = policy,
  noted: readonly NotedDisclosures[] = [],
  record: (entries: readonly object[]) => Promise<void> = () => Promise.resolve(),
) {
  const executor = createDisclosureExecutor(schema, withPolicy, {
    record: new DisclosureRecord(withPolicy, new BlindIndexer(Buffer.alloc(32, 3))),
    log: { record },
  });
  const closed: boolean[] = [];
  const plans: DisclosurePlan[] = [];
  const ask = async (asked: Asked, caller = anOfficer): Promise<ExecutionResult> => {
    const index = closed.push(false) - 1;
    const context = {
      caller,
      plan: undefined as DisclosurePlan | undefined,
      usePlan(plan: DisclosurePlan) {
        this.plan = plan;
        plans.push(plan);
      },
      disclosures: () => Promise.resolve(noted),
      close() {
        closed[index] = true;
        return Promise.resolve();
      },
    };
    return executor({ ...requestOf(asked), context: context as unknown as GatewayContext });
  };
  return { ask, closed, plans };
}

const compiled = jest.mocked(jit.compileQuery);
beforeEach(() => {
  compiled.mockClear();
  log.length = 0;
});

describe('the executor', () => {
  it.each(OPERATIONS)(
    'answers %s alike at first, when compiled, and when compiled before',
    async (_what, asked) => {
      const schema = aSchema();
      expect(validate(schema, operationOf(asked.source).document)).toEqual([]);
      const { ask, closed } = anExecutor(schema);
      const first = readable(await ask(asked));
      expect(compiled).not.toHaveBeenCalled();
      const second = readable(await ask(asked));
      // graphql-jit merges what stands twice under different conditions wrongly, so that such operations stay with graphql-js.
      const isCompiled = !/@(include|skip)|__proto__/.test(asked.source);
      expect(compiled.mock.results.map(({ value }) => jit.isCompiledQuery(value))).toEqual(
        isCompiled ? [true] : [],
      );
      const third = readable(await ask(asked));
      expect(compiled).toHaveBeenCalledTimes(isCompiled ? 1 : 0);
      expect([second, third]).toEqual([first, first]);
      expect(first).not.toMatchObject({ data: 'none' });
      expect(closed).toEqual([true, true, true]);
    },
  );

  const PLANLESS = OPERATIONS.filter(([, { source }]) => !source.includes('where'));

  it.each(PLANLESS)('answers the data of %s as graphql-js alone does', async (_what, asked) => {
    const { document } = operationOf(asked.source);
    const alone = await execute({
      schema: aSchema(),
      document,
      variableValues: asked.variables ?? {},
      operationName: asked.operationName ?? null,
      contextValue: { caller: anOfficer },
    });
    const { ask } = anExecutor();
    await ask(asked);
    expect(readable(await ask(asked)).data).toEqual(readable(alone).data);
  });

  it('tells what is denied and what is conditional once, by the plan', async () => {
    const { ask } = anExecutor();
    const source = '{ things { id denied party lazy { firmParty } } }';
    for (const run of [1, 2, 3]) {
      const { errors, extensions } = readable(await ask({ source }));
      expect([run, errors]).toEqual([run, ['things.@.denied: DISCLOSURE_DENIED']]);
      expect(extensions).toEqual({
        disclosure: {
          conditional: [
            {
              path: ['things', '@', 'party'],
              coordinate: 'Thing.party',
              condition: 'IF_PARTY',
              legalBasis: ['GDPR-5'],
            },
            {
              path: ['things', '@', 'lazy', 'firmParty'],
              coordinate: 'Thing.firmParty',
              condition: 'IF_PARTY',
              legalBasis: ['GDPR-5'],
            },
          ],
        },
      });
    }
  });

  it('says the same of a field that a condition closes as of an object that is not there', async () => {
    const { ask } = anExecutor();
    for (const run of [1, 2, 3]) {
      const source = 'query ($id: ID) { thing(id: $id) { firmParty } }';
      const closed = readable(await ask({ source, variables: { id: '2' } }));
      const absent = readable(await ask({ source, variables: { id: 'none' } }));
      expect([run, closed]).toEqual([run, absent]);
      expect(closed.errors).toEqual([]);
    }
  });

  it('names the first of several faults that null one parent; graphql-jit names the others too', async () => {
    const { ask } = anExecutor();
    for (const run of [1, 2, 3]) {
      const answer = readable(await ask({ source: '{ thing { children { firmBroken } } }' }));
      expect([run, answer.data]).toEqual([run, { thing: { children: null } }]);
      expect(answer.errors[0]).toBe('thing.children.0.firmBroken: NOT_FOUND');
    }
  });

  it('gives no resolver of a mutation its turn before the one before has ended', async () => {
    const { ask } = anExecutor();
    const source = 'mutation { first second }';
    for (const run of [1, 2, 3]) {
      log.length = 0;
      await ask({ source });
      expect([run, ...log]).toEqual([run, 'first begins', 'first ends', 'second']);
    }
  });
});

describe('variables of a wrong form', () => {
  it.each([
    ['two terms', 'query ($s: Search) { find(search: $s) }', { s: { name: 'a', number: 1 } }],
    ['no term', 'query ($s: Search) { find(search: $s) }', { s: {} }],
    ['a term that is null', 'query ($s: Search) { find(search: $s) }', { s: { name: null } }],
    [
      'two terms deep in a list',
      'query ($w: [Wrapped!]) { deep(wrapped: $w) }',
      { w: [{ search: { name: 'a', number: 1 } }] },
    ],
    ['another type', 'query ($n: Int) { things(first: $n) { id } }', { n: 'three' }],
    [
      'a field that there is not',
      'query ($f: Filter) { echo(filter: $f) }',
      { f: { colour: 'red' } },
    ],
    ['a value that there is not', 'query ($m: Mood) { echo(mood: $m) }', { m: 'SO_SO' }],
    ['a scalar that refuses', 'query ($d: Day) { echo(day: $d) }', { d: 5 }],
    ['a null in a list of non-nulls', 'query ($w: [String!]) { echo(words: $w) }', { w: [null] }],
    ['a missing variable', 'query ($n: Int!) { things(first: $n) { id } }', {}],
    [
      'a directive without its variable',
      'query ($yes: Boolean!) { thing { id @include(if: $yes) } }',
      {},
    ],
    [
      'a directive whose variable is null',
      'query ($yes: Boolean = true) { thing { id @include(if: $yes) } }',
      { yes: null },
    ],
  ])(
    'are refused by graphql-js and by the compiled operation: %s',
    async (_what, source, variables) => {
      const { ask, closed } = anExecutor();
      for (const run of [1, 2, 3]) {
        const { data, errors, extensions } = readable(await ask({ source, variables }));
        expect([run, data, extensions]).toEqual([run, 'none', undefined]);
        expect(errors).toEqual([expect.stringMatching(/^: Variable "\$\w"|^: Variable "\$yes"/)]);
      }
      expect(closed).toEqual([true, true, true]);
    },
  );
});

describe('what the executor remembers', () => {
  it('makes one plan for each agency, purpose, set of scopes and value of the directives', async () => {
    const { ask, plans } = anExecutor();
    const source =
      'query ($yes: Boolean!) { thing { denied @include(if: $yes) } forbidden { id } }';
    const asOfficer = { source, variables: { yes: true } };
    await ask(asOfficer);
    await ask(asOfficer);
    await ask(asOfficer, { ...anOfficer, scopes: new Set(['read']), client: 'another' });
    expect(new Set(plans).size).toBe(1);
    await ask({ source, variables: { yes: false } });
    await ask(asOfficer, { ...anOfficer, purpose: 'AUDIT' as never });
    await ask(asOfficer, { ...anOfficer, scopes: new Set(['read', 'other']) });
    await ask(asOfficer, { ...anOfficer, agency: 'SOCIAL_SERVICES' as never });
    expect(new Set(plans).size).toBe(5);
  });

  it('keeps at most 1 000 operations, the last ones met', async () => {
    const { ask } = anExecutor();
    const nth = (n: number): Asked => ({ source: `{ thing { id } } # ${n}` });
    await ask(nth(0));
    for (let n = 1; n <= 1_000; n += 1) await ask(nth(n));
    await ask(nth(0));
    expect(compiled).not.toHaveBeenCalled();
    await ask(nth(1_000));
    expect(compiled).toHaveBeenCalledTimes(1);
  });

  it('keeps no document of more than 64 KiB, and 4 MiB of all together', async () => {
    const { ask } = anExecutor();
    const padded = (n: number, length: number): Asked => {
      const source = `{ thing { id } } # ${n}`;
      return { source: `{ thing { id } ${' '.repeat(length - source.length - 1)}} # ${n}` };
    };
    const long = padded(0, 65_600);
    await ask(long);
    await ask(long);
    expect(compiled).not.toHaveBeenCalled();
    for (let n = 1; n <= 66; n += 1) await ask(padded(n, 65_000));
    await ask(padded(66, 65_000));
    expect(compiled).toHaveBeenCalledTimes(1);
    await ask(padded(1, 65_000));
    expect(compiled).toHaveBeenCalledTimes(1);
  });

  it('goes on with graphql-js where graphql-jit cannot compile', async () => {
    compiled.mockImplementationOnce(() => ({ errors: [new GraphQLError('too hard')] }));
    const { ask } = anExecutor();
    const source = '{ thing { id denied } }';
    const answers = [await ask({ source }), await ask({ source }), await ask({ source })].map(
      readable,
    );
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(compiled).toHaveBeenCalledTimes(1);
  });

  it('ends the session also when a field has no rule', async () => {
    const { ask, closed } = anExecutor(
      aSchema(),
      new DisclosurePolicy([], [anOperation('Query.thing')]),
    );
    await expect(ask({ source: '{ thing { id } }' })).rejects.toThrow('Thing.id@Query.thing');
    expect(closed).toEqual([true]);
  });
});

describe('the disclosure log', () => {
  const lookUp: NotedDisclosures = {
    cases: new Map(),
    facts: new Map(),
    trails: new Map(),
    lookUps: [{ subjects: [Buffer.from('a person')], coordinates: ['Thing.name'] }],
  };
  const asked = { source: 'query Look { thing { id name } }', operationName: 'Look' };

  it('has its entries before the answer leaves', async () => {
    const written: string[] = [];
    const { ask } = anExecutor(aSchema(), policy, [lookUp], async (entries) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      written.push(...entries.map((entry) => JSON.stringify(entry)));
    });
    const answer = await ask(asked);
    expect(answer.data).toMatchObject({ thing: { id: expect.any(String) as string } });
    expect(written).toHaveLength(1);
    expect(written[0]).toContain('"name":"Look"');
  });

  it('that cannot be written lets no data leave', async () => {
    const { ask, closed } = anExecutor(aSchema(), policy, [lookUp], () =>
      Promise.reject(new LogUnavailableError()),
    );
    await expect(ask(asked)).rejects.toThrow(LogUnavailableError);
    expect(closed).toEqual([true]);
  });

  it('is not asked for where nothing of a person is disclosed', async () => {
    const { ask } = anExecutor(aSchema(), policy, [], () =>
      Promise.reject(new LogUnavailableError()),
    );
    expect((await ask(asked)).errors).toBeUndefined();
  });

  it('does not take a name that could hold an identity number', async () => {
    const written: string[] = [];
    const { ask } = anExecutor(aSchema(), policy, [lookUp], (entries) => {
      written.push(JSON.stringify(entries));
      return Promise.resolve();
    });
    await ask({ source: 'query P198001019804 { thing { id } }', operationName: 'P198001019804' });
    expect(written[0]).toContain('"name":null');
    expect(written[0]).not.toContain('198001019804');
  });
});
