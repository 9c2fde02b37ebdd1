import { DisclosurePolicy, mayCall, mayRead, NO_FACTS, PolicyGapError } from '../../src/disclosure';
import type { CallerRights } from '../../src/disclosure';
import { Agency, Purpose } from '../../src/shared';

const policy = new DisclosurePolicy();
const board: CallerRights = {
  agency: Agency.SOCIAL_SERVICES,
  purpose: Purpose.CASE_HANDLING,
  scopes: new Set(['cases:read', 'cases:write', 'decisions:write']),
};

describe('mayCall', () => {
  it.each([
    ['an operation of its own', board, 'Mutation.recordHousehold', true],
    ['an operation of another agency', board, 'Mutation.submitNotice', false],
    [
      'an operation without its scope',
      { ...board, scopes: new Set(['cases:read']) },
      'Mutation.recordHousehold',
      false,
    ],
    [
      'an operation that needs no scope',
      { ...board, scopes: new Set<string>() },
      'Query.viewer',
      true,
    ],
    ['an operation with one of two scopes', board, 'Query.standingDecisions', true],
    [
      'an operation with neither of two scopes',
      { ...board, scopes: new Set(['cases:read']) },
      'Query.standingDecisions',
      false,
    ],
    [
      'an operation for another purpose',
      { ...board, purpose: Purpose.FOLLOW_UP },
      'Query.case',
      false,
    ],
    ['an operation that the policy does not know', board, 'Query.gossip', false],
    ['an operation named without its root', board, 'recordHousehold', false],
    [
      'a list as an auditor',
      { agency: Agency.OVERSIGHT, purpose: Purpose.AUDIT, scopes: new Set(['cases:read']) },
      'Query.cases',
      false,
    ],
  ] satisfies [string, CallerRights, string, boolean][])(
    'judges %s',
    (_what, caller, name, answer) => {
      expect(mayCall(policy, caller, name)).toBe(answer);
    },
  );
});

describe('mayRead', () => {
  const party = { ...NO_FACTS, party: true };
  const dated = { ...party, dateSet: true };

  it.each([
    ['an open field', Agency.LANDLORD, ['Case.settlement'], NO_FACTS, true],
    ['a denied field', Agency.LANDLORD, ['SocialServicesRecord.household'], dated, false],
    ['a conditional field, condition met', Agency.ENFORCEMENT, ['Case.settlement'], party, true],
    [
      'a conditional field, condition failed',
      Agency.ENFORCEMENT,
      ['Case.settlement'],
      NO_FACTS,
      false,
    ],
    ['two conditions of which one fails', Agency.LANDLORD, ['EvictionTime.date'], party, false],
    ['two conditions that are met', Agency.LANDLORD, ['EvictionTime.date'], dated, true],
    [
      'one open field among denied ones',
      Agency.LANDLORD,
      ['Household.adults', 'Case.board'],
      NO_FACTS,
      true,
    ],
    ['the row of a way', Agency.LANDLORD, ['Tenant.name@Case.tenants'], NO_FACTS, true],
    ['nothing', Agency.SOCIAL_SERVICES, [], dated, false],
  ])('judges %s', (_what, agency, coordinates, facts, answer) => {
    expect(mayRead(policy, agency, coordinates, facts)).toBe(answer);
  });

  it('refuses a coordinate that the policy does not have', () => {
    expect(() => mayRead(policy, Agency.LANDLORD, ['Tenant.name'], NO_FACTS)).toThrow(
      PolicyGapError,
    );
  });
});
