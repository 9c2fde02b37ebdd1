import { isObjectType } from 'graphql';
import { DisclosurePolicy } from '../../../src/disclosure';
import { ALLOW, DENY, IF_PARTY, only, operation, rule } from '../../../src/disclosure/policy/rule';
import { schemaForReading } from '../../../src/topology';
import { accessTo } from '../../../src/topology/subgraphs/policy-directives';

const ALL = [ALLOW, ALLOW, ALLOW, ALLOW] as const;
const SOME = [ALLOW, DENY, ALLOW, only(IF_PARTY)] as const;
const small = new DisclosurePolicy(
  [
    rule('Thing.open', '-', ALL, 'GDPR-5', ''),
    rule('Thing.closed', '-', SOME, 'GDPR-5', ''),
    rule('Thing.way', '-', ALL, 'GDPR-5', ''),
    rule('Thing.way@Case.thing', '-', SOME, 'GDPR-5', ''),
    rule('Whole.*', '-', SOME, 'GDPR-5', ''),
    rule('Whole.open', '-', ALL, 'GDPR-5', ''),
  ],
  [
    operation('Query.anybody', ALL, '-', 'AUDIT', 'GDPR-5', ''),
    operation('Query.one', ALL, 'a:read', 'AUDIT', 'GDPR-5', ''),
    operation('Query.either', ALL, 'a:read|b:read', 'AUDIT', 'GDPR-5', ''),
  ],
);

describe('accessTo', () => {
  it.each([
    ['Query', 'anybody', { authenticated: {} }],
    ['Query', 'one', { authenticated: {}, requiresScopes: { scopes: [['a:read']] } }],
    [
      'Query',
      'either',
      { authenticated: {}, requiresScopes: { scopes: [['a:read'], ['b:read']] } },
    ],
    ['Thing', 'open', {}],
    ['Thing', 'closed', { policy: { policies: [['kvarbo:Thing.closed']] } }],
    ['Thing', 'way', { policy: { policies: [['kvarbo:Thing.way']] } }],
    ['Whole', 'any', { policy: { policies: [['kvarbo:Whole.any']] } }],
    ['Whole', 'open', {}],
  ])('says of %s.%s what the policy says', (type, field, said) => {
    expect(accessTo(small, type, field)).toEqual(said);
  });

  it('says of every root field that it needs a token, and of every closed cell that it is one', () => {
    const policy = new DisclosurePolicy();
    const schema = schemaForReading();
    const said = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter(({ name }) => !name.startsWith('__'))
      .flatMap((type) =>
        Object.keys(type.getFields()).map(
          (field) => [`${type.name}.${field}`, accessTo(policy, type.name, field)] as const,
        ),
      );
    const roots = said.filter(([name]) => /^(Query|Mutation|Subscription)\./u.test(name));
    expect(roots.filter(([, one]) => !('authenticated' in one))).toEqual([]);
    for (const row of policy.all) {
      const [coordinate = ''] = row.coordinate.split('@');
      const isOpen = Object.values(row.cells).every((cell) => cell === 'ALLOW');
      const told = said.find(([name]) => name === coordinate)?.[1];
      if (told && !isOpen)
        expect([coordinate, Object.keys(told)]).toEqual([coordinate, ['policy']]);
    }
  });
});
