import { Kind, parse } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import {
  collectFields,
  directiveVariableNames,
  fragmentsOf,
} from '../../src/disclosure/collect-fields';

function collected(source: string, variables: Record<string, unknown> = {}) {
  const document = parse(source);
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION,
  );
  const sets = operation ? [operation.selectionSet] : [];
  const fields = collectFields(sets, fragmentsOf(document), variables);
  return Object.fromEntries(
    [...fields].map(([key, nodes]) => [key, nodes.map(({ name }) => name.value)]),
  );
}

describe('collectFields', () => {
  it('gathers fields by response key, those of fragments in their place', () => {
    expect(
      collected(`
        { a  x: b  ...F  ... on Query { a c }  ... { d } }
        fragment F on Query { e  ...G }
        fragment G on Query { a f ...F }
      `),
    ).toEqual({ a: ['a', 'a', 'a'], x: ['b'], e: ['e'], f: ['f'], c: ['c'], d: ['d'] });
  });

  it('keeps the order in which response keys first appear', () => {
    expect(Object.keys(collected('{ c ...F a } fragment F on Query { b }'))).toEqual([
      'c',
      'b',
      'a',
    ]);
  });

  it.each([
    ['@include(if: true)', {}, true],
    ['@include(if: false)', {}, false],
    ['@skip(if: true)', {}, false],
    ['@skip(if: false)', {}, true],
    ['@include(if: $yes)', { yes: true }, true],
    ['@include(if: $yes)', { yes: false }, false],
    ['@include(if: $yes)', {}, false],
    ['@skip(if: $yes)', { yes: true }, false],
    ['@skip(if: $yes)', {}, true],
    ['@include(if: $yes) @skip(if: $no)', { yes: true, no: false }, true],
    ['@include(if: $yes) @skip(if: $no)', { yes: true, no: true }, false],
    ['@include(if: $yes) @skip(if: $no)', { yes: false, no: false }, false],
    ['@live(if: false)', {}, true],
  ])(
    'reads %s with %o on field, spread and inline fragment alike',
    (directive, variables, answered) => {
      const expected = answered ? { a: ['a'] } : {};
      expect(collected(`{ a ${directive} }`, variables)).toEqual(expected);
      expect(collected(`{ ... ${directive} { a } }`, variables)).toEqual(expected);
      expect(collected(`{ ...F ${directive} } fragment F on Query { a }`, variables)).toEqual(
        expected,
      );
    },
  );

  it('answers a field that is skipped once and asked for once', () => {
    expect(collected('{ a @skip(if: true)  a }')).toEqual({ a: ['a'] });
  });

  it('spreads a fragment that was skipped before', () => {
    expect(collected('{ ...F @skip(if: true)  ...F } fragment F on Query { a }')).toEqual({
      a: ['a'],
    });
  });
});

describe('directiveVariableNames', () => {
  it('names each variable in a directive once, at any depth and in fragments, in order of appearance', () => {
    const document = parse(`
      query ($id: ID, $a: Boolean!, $b: Boolean!, $c: Boolean!) {
        case(id: $id) { x { y @include(if: $b) } ...F @skip(if: $a)  ... @include(if: $b) { z } }
      }
      fragment F on Case { w @skip(if: true)  v @include(if: $c) }
    `);
    expect(directiveVariableNames(document)).toEqual(['b', 'a', 'c']);
  });
});
