import type { CaseFacts, ConsentGroup, OwnerSwitch } from '../../src/disclosure';
import {
  CONSENT_GROUP_OWNERS,
  DISCLOSURE_ROWS,
  DisclosurePolicy,
  mayCall,
  mayRead,
  NO_FACTS,
  OPERATIONS,
  SWITCH_OWNERS,
} from '../../src/disclosure';
import { Agency, Purpose } from '../../src/shared';
import { leaveCounts } from '../support/disclosure/counts';
import type { OracleCondition } from '../support/disclosure/oracle/matrix';
import { MATRIX, OPERATION_TABLE } from '../support/disclosure/oracle/matrix';

const policy = new DisclosurePolicy();
const GROUPS = Object.keys(CONSENT_GROUP_OWNERS) as ConsentGroup[];
const SWITCHES = Object.keys(SWITCH_OWNERS) as OwnerSwitch[];
const OPENING = [{ owner: 'somebody', ids: ['1'] }];

/** Facts in which everything holds but what is taken away. */
function factsWithout(...missing: readonly string[]): CaseFacts {
  const there = (name: string): boolean => !missing.includes(name);
  return {
    ...NO_FACTS,
    party: there('IF_PARTY'),
    dateSet: there('IF_DATE_SET'),
    unprotected: there('IF_UNPROTECTED'),
    named: there('*') ? [{ owner: 'somebody', ids: ['1'] }] : [],
    consents: new Map(GROUPS.filter(there).map((group) => [group, OPENING])),
    switches: new Map(SWITCHES.filter(there).map((name) => [name, OPENING])),
  };
}

/** Everything that a condition can rest on, by name. */
const FACTS = ['IF_PARTY', 'IF_DATE_SET', 'IF_UNPROTECTED', '*', ...GROUPS, ...SWITCHES];

/** All facts, none, each one missing, each one alone, and each two missing: every condition and pair of them makes its difference. */
const WORLDS: readonly (readonly string[])[] = [
  [],
  FACTS,
  ...FACTS.map((name) => [name]),
  ...FACTS.map((name) => FACTS.filter((other) => other !== name)),
  ...FACTS.flatMap((one) => FACTS.filter((other) => one < other).map((other) => [one, other])),
];

/** By the words of the law's table alone. */
function holdsWithout(condition: OracleCondition, missing: readonly string[]): boolean {
  const isThere = (name: string | null): boolean => name !== null && !missing.includes(name);
  switch (condition.kind) {
    case 'IF_CONSENT':
      return isThere(condition.group);
    case 'IF_SWITCH':
      return isThere(condition.switch);
    case 'IF_SWITCH_OR_CONSENT':
      return isThere(condition.switch) || isThere(condition.group);
    default:
      return isThere(condition.kind);
  }
}

describe('every cell of the law’s matrix', () => {
  let tried = 0;
  let right = 0;

  afterAll(() => {
    const all = MATRIX.length * Object.values(Agency).length;
    leaveCounts('cells', {
      'matrix cells tried': tried,
      'matrix cells right': right,
      'matrix cells untested': all - tried,
    });
  });

  it.each(Object.values(Agency))('decides for %s as it says, under all facts', (agency) => {
    const wrong: string[] = [];
    for (const { coordinate, cells } of MATRIX) {
      const { denied, conditions } = cells[agency];
      const faults = WORLDS.filter((missing) => {
        const wanted = !denied && conditions.every((condition) => holdsWithout(condition, missing));
        return mayRead(policy, agency, [coordinate], factsWithout(...missing)) !== wanted;
      });
      tried += 1;
      if (faults.length === 0) right += 1;
      else wrong.push(`${coordinate} without ${faults.map((one) => one.join('+')).join(' or ')}`);
    }
    expect(wrong).toEqual([]);
  });

  it('is a cell of the policy, which has no others', () => {
    expect(DISCLOSURE_ROWS.map(({ coordinate }) => coordinate).sort()).toEqual(
      MATRIX.map(({ coordinate }) => coordinate).sort(),
    );
  });
});

describe('every operation of the law’s table', () => {
  let tried = 0;

  afterAll(() => {
    leaveCounts('operations', { 'operation cells tried': tried });
  });

  it('is open to the agencies, purposes and scopes that it names, and to no others', () => {
    const wrong: string[] = [];
    for (const { operation, agencies, purposes, scopes } of OPERATION_TABLE) {
      for (const agency of Object.values(Agency)) {
        tried += 1;
        for (const purpose of Object.values(Purpose)) {
          for (const granted of [[], ...scopes.map((scope) => [scope]), ['another:scope']]) {
            const wanted =
              agencies.includes(agency) &&
              purposes.includes(purpose) &&
              (scopes.length === 0 || granted.some((scope) => scopes.includes(scope)));
            const caller = { agency, purpose, scopes: new Set(granted) };
            if (mayCall(policy, caller, operation) !== wanted)
              wrong.push(`${operation} ${agency} ${purpose} ${granted.join(' ')}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is an operation of the policy, which has no others', () => {
    expect(OPERATIONS.map(({ operation }) => operation).sort()).toEqual(
      OPERATION_TABLE.map(({ operation }) => operation).sort(),
    );
  });
});
