import fc from 'fast-check';
import { buildSchema, getNamedType, isObjectType, Kind, validate } from 'graphql';
import type { GraphQLObjectType } from 'graphql';
import { PolicyGapError } from '../../src/disclosure';
import type { DisclosurePlan, Position } from '../../src/disclosure';
import { Agency } from '../../src/shared';
import { operationOf, planOf, SMALL_SDL } from './small-policy';

/** What a position lets through: a leaf as `true` or its conditions, else the fields below. */
function shape(position: Position | null | undefined): unknown {
  if (!position) return position;
  return Object.fromEntries(
    [...position.fields].map(([name, { when, position: below }]) => [
      name,
      below ? shape(below) : when.length === 0 || when.map(({ kind }) => kind).join('+'),
    ]),
  );
}

const roots = (plan: DisclosurePlan): unknown =>
  Object.fromEntries([...plan.roots].map(([key, position]) => [key, shape(position)]));
const paths = (notes: DisclosurePlan['denied']): readonly string[] =>
  notes.map(({ path }) => path.join('.'));
const rules = (notes: DisclosurePlan['denied']): readonly string[] =>
  notes.map(({ path, coordinate, rule }) => `${path.join('.')} ${coordinate} ${rule}`);

describe('compilePlan', () => {
  it('lets open fields through, marks conditional ones, and cuts denied ones', () => {
    const plan = planOf('{ case { id title hidden party } }');
    expect(roots(plan)).toEqual({ case: { id: true, title: true, party: 'IF_PARTY' } });
    expect(plan.denied).toEqual([
      { path: ['case', 'hidden'], coordinate: 'Case.hidden', rule: 'DENY', legalBasis: ['GDPR-5'] },
    ]);
    expect(plan.conditional).toEqual([
      {
        path: ['case', 'party'],
        coordinate: 'Case.party',
        rule: 'IF_PARTY',
        legalBasis: ['GDPR-5'],
      },
    ]);
    expect(plan.roots.get('case')?.type).toBe('Case');
  });

  it('tells each response path of a field once, aliases each by themselves', () => {
    const plan = planOf('{ a: case { x: hidden y: hidden hidden hidden } b: case { hidden } }');
    expect(paths(plan.denied)).toEqual(['a.x', 'a.y', 'a.hidden', 'b.hidden']);
    expect([...plan.roots.keys()]).toEqual(['a', 'b']);
  });

  it('lets aliases of one field share their position, with the fields of both', () => {
    const plan = planOf('{ case { a: servant { name } b: servant { note { text } } } }');
    expect(roots(plan)).toEqual({ case: { servant: { name: true, note: { text: 'IF_PARTY' } } } });
  });

  it('merges what fragments, nested and inline, ask for at one place', () => {
    const plan = planOf(`
      { case { ...F ... on Case { hidden servant { phone } } ... { title } servant { name } } }
      fragment F on Case { hidden ...G servant { phone } }
      fragment G on Case { parent { hidden ...H } }
      fragment H on Case { id }
    `);
    expect(paths(plan.denied)).toEqual(['case.hidden', 'case.parent.hidden']);
    expect(paths(plan.conditional)).toEqual(['case.servant.phone']);
    expect(roots(plan)).toEqual({
      case: {
        parent: { id: true },
        servant: { phone: 'IF_PARTY+IF_DATE_SET', name: true },
        title: true,
      },
    });
  });

  it('follows @include and @skip by their variables', () => {
    const source = `query ($yes: Boolean!) {
      case { title @include(if: $yes)  hidden @skip(if: $yes)  ... @include(if: $yes) { party } }
    }`;
    const yes = planOf(source, { variables: { yes: true } });
    const no = planOf(source, { variables: { yes: false } });
    expect([roots(yes), paths(yes.denied), paths(yes.conditional)]).toEqual([
      { case: { title: true, party: 'IF_PARTY' } },
      [],
      ['case.party'],
    ]);
    expect([roots(no), paths(no.denied), paths(no.conditional)]).toEqual([
      { case: {} },
      ['case.hidden'],
      [],
    ]);
  });

  it('writes one @ for each list around a value', () => {
    const plan = planOf('{ cases { tenants { phone } grid { phone } hidden } }');
    expect(paths(plan.denied)).toEqual([
      'cases.@.tenants.@.phone',
      'cases.@.grid.@.@.phone',
      'cases.@.hidden',
    ]);
  });

  it('tells nothing below a denied field', () => {
    const plan = planOf('{ case { hiddenPerson { phone note { text author } } } }');
    expect(paths(plan.denied)).toEqual(['case.hiddenPerson']);
    expect([plan.conditional, [...plan.closable], roots(plan)]).toEqual([[], [], { case: {} }]);
  });

  it('tells what is denied below a conditional field', () => {
    const plan = planOf('{ case { servant { note { text } boss { phone } } } }');
    expect(rules(plan.conditional)).toEqual(['case.servant.note.text Note.text IF_PARTY']);
    expect(rules(plan.denied)).toEqual(['case.servant.boss.phone Person.phone DENY']);
  });

  it('gives a root that may not be called neither position nor notes', () => {
    const plan = planOf('{ secret { hidden } s: secret { party } case { id } }');
    expect(roots(plan)).toEqual({ secret: null, s: null, case: { id: true } });
    expect([plan.denied, plan.conditional, [...plan.closable]]).toEqual([[], [], []]);
  });

  it('follows the row of the way before that of the field, and that before the row of the type', () => {
    const plan = planOf('{ case { tenants { name phone } servant { name phone } } }');
    expect(rules(plan.denied)).toEqual([
      'case.tenants.@.name Person.name@Case.tenants DENY',
      'case.tenants.@.phone Person.phone DENY',
    ]);
    expect(rules(plan.conditional)).toEqual([
      'case.servant.phone Person.phone@Case.servant IF_PARTY+IF_DATE_SET',
    ]);
    expect(roots(plan)).toEqual({
      case: { tenants: {}, servant: { name: true, phone: 'IF_PARTY+IF_DATE_SET' } },
    });
  });

  it('takes the last step alone as the way', () => {
    const plan = planOf('{ case { servant { boss { phone } } } }');
    expect(rules(plan.denied)).toEqual(['case.servant.boss.phone Person.phone DENY']);
  });

  it('names the field itself where a row covers its whole type', () => {
    const plan = planOf('{ case { servant { note { author } } } }');
    expect(rules(plan.conditional)).toEqual(['case.servant.note.author Note.author IF_PARTY']);
  });

  it('knows the non-null fields that the policy may close', () => {
    const plan = planOf('{ cases { id firm f: firmHidden party tenants { note { author } } } }');
    expect([...plan.closable]).toEqual([
      'cases.@.firm',
      'cases.@.f',
      'cases.@.tenants.@.note.author',
    ]);
  });

  it('plans mutations like queries', () => {
    expect(roots(planOf('mutation { change { id hidden } }'))).toEqual({ change: { id: true } });
  });

  it('leaves __typename and introspection to GraphQL', () => {
    expect(
      roots(planOf('{ __typename __schema { queryType { name } } case { __typename id } }')),
    ).toEqual({ case: { id: true } });
  });

  it('gives an agency that may read everything a plan without notes', () => {
    const plan = planOf('{ case { hidden party firm } }', { agency: Agency.SOCIAL_SERVICES });
    expect([plan.denied, plan.conditional, [...plan.closable]]).toEqual([[], [], []]);
    expect(plan.roots.get('case')?.conditional).toBe(false);
  });

  it('says of a position whether anything at or below it needs the facts of the case', () => {
    const open = planOf('{ case { title servant { name } } }').roots.get('case');
    const deep = planOf('{ case { parent { servant { note { text } } } } }').roots.get('case');
    expect([open?.conditional, deep?.conditional]).toEqual([false, true]);
    expect(deep?.below('parent')?.below('servant')?.has('note')).toBe(true);
    expect([deep?.below('title'), deep?.has('title')]).toEqual([undefined, false]);
  });

  it('stops at a field that the policy does not cover', () => {
    const schema = buildSchema(SMALL_SDL.replace('title: String', 'title: String  rumour: String'));
    expect(() => planOf('{ case { rumour } }', { schema })).toThrow(
      new PolicyGapError(['Case.rumour@Query.case']),
    );
  });
});

describe('compilePlan, for any operation', () => {
  const schema = buildSchema(SMALL_SDL);
  const directive = fc.constantFrom('', '', '', '@include(if: $yes)', '@skip(if: $yes)');

  /** Selections of a type, as text; deeper ones ever simpler. */
  function selections(type: GraphQLObjectType, depth: number): fc.Arbitrary<string> {
    const fields = Object.values(type.getFields());
    const aField = fc.constantFrom(...fields).chain((field) => {
      const below = getNamedType(field.type);
      // One alias belongs to one field, so that any two selections merge.
      const alias = fc.constantFrom('', `${field.name}Again: `);
      if (!isObjectType(below))
        return fc.tuple(alias, directive).map(([as, d]) => `${as}${field.name} ${d}`);
      if (depth === 0) return fc.constant('__typename');
      return fc
        .tuple(alias, directive, selections(below, depth - 1))
        .map(([as, d, inner]) => `${as}${field.name} ${d} { ${inner} }`);
    });
    const anInline =
      depth === 0
        ? fc.constant('__typename')
        : fc
            .tuple(directive, selections(type, depth - 1))
            .map(([d, inner]) => `... on ${type.name} ${d} { ${inner} }`);
    return fc
      .array(fc.oneof({ weight: 5, arbitrary: aField }, { weight: 1, arbitrary: anInline }), {
        minLength: 1,
        maxLength: 4,
      })
      .map((parts) => parts.join(' '));
  }

  const query = schema.getQueryType();
  const anOperation = (query ? selections(query, 4) : fc.constant('word')).map(
    (inner) => `query ($yes: Boolean!) { __typename @include(if: $yes) ${inner} }`,
  );
  const agency = fc.constantFrom(Agency.LANDLORD, Agency.SOCIAL_SERVICES, Agency.ENFORCEMENT);

  /** Every leaf that execution answers, as its path without list marks, by a walk of its own. */
  function answeredLeaves(source: string, yes: boolean): readonly string[] {
    const { operation } = operationOf(source);
    const leaves: string[] = [];
    const walk = (set: typeof operation.selectionSet, path: readonly string[]): void => {
      for (const selection of set.selections) {
        const out = (selection.directives ?? []).some(
          ({ name }) => (name.value === 'include') !== yes,
        );
        if (out) continue;
        if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, path);
        if (selection.kind !== Kind.FIELD || selection.name.value === '__typename') continue;
        const here = [...path, selection.alias?.value ?? selection.name.value];
        if (selection.selectionSet) walk(selection.selectionSet, here);
        else leaves.push(here.join('.'));
      }
    };
    walk(operation.selectionSet, []);
    return leaves;
  }

  function decisionOn(plan: DisclosurePlan, leaf: string): string {
    const steps = leaf.split('.');
    const notes = new Set(
      plan.denied.map(({ path }) => path.filter((step) => step !== '@').join('.')),
    );
    if (steps.some((_step, index) => notes.has(steps.slice(0, index + 1).join('.'))))
      return 'denied';
    const [root = '', ...below] = steps;
    let position: Position | null | undefined = plan.roots.get(root);
    if (position === null) return 'forbidden';
    for (const [index, step] of below.entries()) {
      const name = step.replace(/Again$/, '');
      if (!position?.has(name)) return 'forgotten';
      if (index < below.length - 1) position = position.below(name);
    }
    return 'planned';
  }

  it('decides every leaf: planned, denied, below a denied field, or below a root that may not be called', () => {
    fc.assert(
      fc.property(anOperation, agency, fc.boolean(), (source, reader, yes) => {
        expect(validate(schema, operationOf(source).document)).toEqual([]);
        const plan = planOf(source, { agency: reader, variables: { yes } });
        for (const leaf of answeredLeaves(source, yes)) {
          expect([leaf, decisionOn(plan, leaf)]).not.toEqual([leaf, 'forgotten']);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('plans nothing that it denies, tells each path once, and nothing below a denied one', () => {
    fc.assert(
      fc.property(anOperation, agency, fc.boolean(), (source, reader, yes) => {
        const plan = planOf(source, { agency: reader, variables: { yes } });
        const told = [...plan.denied, ...plan.conditional].map(({ path }) => path.join('.'));
        expect(new Set(told).size).toBe(told.length);
        for (const { path } of plan.denied) {
          expect(told.filter((other) => other.startsWith(`${path.join('.')}.`))).toEqual([]);
          const steps = path
            .filter((step) => step !== '@')
            .map((step) => step.replace(/Again$/, ''));
          let position = plan.roots.get(path[0] ?? '');
          for (const step of steps.slice(1, -1)) position = position?.below(step);
          expect(position?.has(steps.at(-1) ?? '')).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('says the same of the same operation every time', () => {
    fc.assert(
      fc.property(anOperation, agency, fc.boolean(), (source, reader, yes) => {
        const made = () => planOf(source, { agency: reader, variables: { yes } });
        expect(JSON.stringify([made().denied, roots(made())])).toBe(
          JSON.stringify([made().denied, roots(made())]),
        );
      }),
      { numRuns: 50 },
    );
  });
});
