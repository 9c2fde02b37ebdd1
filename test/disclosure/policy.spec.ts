import { buildSchema } from 'graphql';
import {
  cellText,
  DISCLOSURE_ROWS,
  DisclosurePolicy,
  OPERATIONS,
  PolicyGapError,
} from '../../src/disclosure';
import type { Cell, DisclosureRow, OperationRow } from '../../src/disclosure';
import { Agency, Purpose } from '../../src/shared';
import { contractSdl } from '../support/contract';

const AGENCIES = [Agency.LANDLORD, Agency.SOCIAL_SERVICES, Agency.ENFORCEMENT, Agency.OVERSIGHT];
const SHORT = 'L S E O'.split(' ');

/** `Case.settlement #18 L:ALLOW S:ALLOW E:IF_PARTY O:DENY | JB-12-44-RECOVERY GDPR-6` */
function lineOf({ coordinate, row, cells, legalBasis }: DisclosureRow): string {
  const each = AGENCIES.map((agency, index) => `${SHORT[index] ?? ''}:${cellText(cells[agency])}`);
  return `${coordinate} #${row} ${each.join(' ')} | ${legalBasis.join(' ')}`;
}

function operationLine(row: OperationRow): string {
  const callers = AGENCIES.flatMap((agency, index) =>
    row.agencies[agency] === 'ALLOW' ? (SHORT[index] ?? '') : [],
  );
  const scopes = row.scopes.length === 0 ? '-' : row.scopes.join('|');
  return `${row.operation} ${callers.join('')} ${scopes} ${row.purposes.join(',')} | ${row.legalBasis.join(' ')}`;
}

const duplicates = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

describe('the policy tables', () => {
  it('say of each field who may read it, and by which law', () => {
    expect(`\n${DISCLOSURE_ROWS.map(lineOf).sort().join('\n')}\n`).toMatchSnapshot();
  });

  it('say of each operation who may call it, with which scope, for which purposes', () => {
    expect(`\n${OPERATIONS.map(operationLine).join('\n')}\n`).toMatchSnapshot();
  });

  it('have one row for a coordinate', () => {
    expect(duplicates(DISCLOSURE_ROWS.map(({ coordinate }) => coordinate))).toEqual([]);
    expect(duplicates(OPERATIONS.map(({ operation }) => operation))).toEqual([]);
  });

  it('rest every row on rule ids, and give its reason in a sentence', () => {
    for (const { legalBasis, rationale } of [...DISCLOSURE_ROWS, ...OPERATIONS]) {
      expect(legalBasis).not.toEqual([]);
      for (const id of legalBasis) expect(id).toMatch(/^[A-Z0-9-]+$/);
      expect(rationale).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('write coordinates in the three forms that look-ups know', () => {
    for (const { coordinate } of DISCLOSURE_ROWS) {
      expect(coordinate).toMatch(/^[A-Z]\w+\.(\*|[a-z]\w*(@([A-Z]\w+\.[a-z]\w*|[A-Z_]+))?)$/);
    }
    const purposes = new Set<string>(Object.values(Purpose));
    for (const { operation, purposes: named } of OPERATIONS) {
      expect(operation).toMatch(/^(Query|Mutation|Subscription)\.[a-z]\w*$/);
      expect(named.filter((purpose) => !purposes.has(purpose))).toEqual([]);
    }
  });

  it('cannot be changed in place', () => {
    const [row] = DISCLOSURE_ROWS;
    expect(Object.isFrozen(DISCLOSURE_ROWS)).toBe(true);
    expect(row && [row, row.cells].every(Object.isFrozen)).toBe(true);
  });
});

describe('DisclosurePolicy.ruleFor', () => {
  const row = (coordinate: string): DisclosureRow => ({
    coordinate,
    row: '-',
    cells: { LANDLORD: 'ALLOW', SOCIAL_SERVICES: 'ALLOW', ENFORCEMENT: 'ALLOW', OVERSIGHT: 'DENY' },
    legalBasis: ['GDPR-5'],
    rationale: 'A test.',
  });
  const policy = new DisclosurePolicy(
    ['Tenant.*', 'Tenant.name', 'Tenant.name@Case.tenants'].map(row),
    [],
  );

  it.each([
    ['the row of the way', 'name', 'Case.tenants', 'Tenant.name@Case.tenants'],
    ['the row of the field on another way', 'name', 'Notice.tenants', 'Tenant.name'],
    ['the row of the field without a way', 'name', null, 'Tenant.name'],
    ['the row of the whole type', 'phone', 'Case.tenants', 'Tenant.*'],
  ])('finds %s', (_what, field, parent, coordinate) => {
    expect(policy.ruleFor('Tenant', field, parent)?.coordinate).toBe(coordinate);
  });

  it('is silent about a type without rows', () => {
    expect(policy.ruleFor('Landlord', 'name', 'Case.tenants')).toBeUndefined();
    expect(() => policy.at('Tenant.phone')).toThrow(new PolicyGapError(['Tenant.phone']));
  });
});

describe('DisclosurePolicy.assertCovers', () => {
  it('covers the whole contract', () => {
    expect(() => {
      new DisclosurePolicy().assertCovers(buildSchema(contractSdl()));
    }).not.toThrow();
  });

  it.each(['LANDLORD', 'SOCIAL_SERVICES', 'ENFORCEMENT'])(
    'misses the row of a field’s author %s, where its cells go by author',
    (author) => {
      const rows = DISCLOSURE_ROWS.filter(
        ({ coordinate }) => coordinate !== `MeetingInput.text@${author}`,
      );
      expect(() => {
        new DisclosurePolicy(rows).assertCovers(buildSchema(contractSdl()));
      }).toThrow(new PolicyGapError(['MeetingInput.text@CollaborationItem.inputs']));
    },
  );

  it('names each field and each root operation without a row, once, in alphabetical order', () => {
    const schema = buildSchema(`
      type Query { viewer: Viewer!  gossip: [Secret!]  case(id: ID!): Case }
      type Mutation { spread: Case }
      type Viewer { agency: String! }
      type Case { id: ID!  whisper: String  tenants: [Tenant!] }
      type Tenant { name: String  shoeSize: Int }
      type Secret { text: String  again: Secret }
    `);
    const gaps = [
      'Case.whisper@Mutation.spread',
      'Case.whisper@Query.case',
      'Mutation.spread',
      'Query.gossip',
      'Secret.again@Query.gossip',
      'Secret.again@Secret.again',
      'Secret.text@Query.gossip',
      'Secret.text@Secret.again',
      'Tenant.shoeSize@Case.tenants',
    ];
    const cover = () => {
      new DisclosurePolicy().assertCovers(schema);
    };
    expect(cover).toThrow(new PolicyGapError(gaps));
    expect(cover).toThrow(`The disclosure policy has no rule for: ${gaps.join(', ')}`);
  });

  it('finds a field that has a row on one way to it and none on another', () => {
    const schema = buildSchema(`
      type Query { case: Case }
      type Case { tenants: [Tenant!]  board: SocialBoard }
      type SocialBoard { name: String  head: Tenant }
      type Tenant { name: String }
    `);
    expect(() => {
      new DisclosurePolicy().assertCovers(schema);
    }).toThrow(new PolicyGapError(['Tenant.name@SocialBoard.head']));
  });
});

describe('DisclosurePolicy.version', () => {
  const version = new DisclosurePolicy().version;
  const replaced = <T>(rows: readonly T[], index: number, part: Partial<T>): readonly T[] =>
    rows.map((row, at) => (at === index ? { ...row, ...part } : row));

  it('is the same for the same tables, in whatever order they stand', () => {
    expect(version).toMatch(/^[0-9a-f]{16}$/);
    expect(
      new DisclosurePolicy(DISCLOSURE_ROWS.toReversed(), OPERATIONS.toReversed()).version,
    ).toBe(version);
  });

  it('changes with any cell of any row', () => {
    const versions = DISCLOSURE_ROWS.flatMap((row, index) =>
      AGENCIES.map((agency) => {
        const cell: Cell = row.cells[agency] === 'DENY' ? 'ALLOW' : 'DENY';
        const cells = { ...row.cells, [agency]: cell };
        return new DisclosurePolicy(replaced(DISCLOSURE_ROWS, index, { cells })).version;
      }),
    );
    expect(versions).not.toContain(version);
    expect(new Set(versions).size).toBe(versions.length);
  });

  it.each([
    ['a legal basis', { legalBasis: ['GDPR-5'] }],
    ['a purpose', { purposes: ['AUDIT'] }],
    ['a scope', { scopes: ['cases:write'] }],
    ['a caller', { agencies: { ...OPERATIONS[1]?.agencies, OVERSIGHT: 'DENY' } as never }],
    [
      'where scopes end and purposes begin',
      { scopes: [], purposes: ['cases:read', ...(OPERATIONS[1]?.purposes ?? [])] },
    ],
  ] satisfies [string, Partial<OperationRow>][])(
    'changes with %s of an operation',
    (_part, part) => {
      expect(new DisclosurePolicy(DISCLOSURE_ROWS, replaced(OPERATIONS, 1, part)).version).not.toBe(
        version,
      );
    },
  );
});
