import { DisclosurePolicy } from '../../src/disclosure';
import { Purpose } from '../../src/shared';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';
import { NOTICE } from '../api/story';

const SUBMIT = `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { case { id } } } }`;
const LIST = '{ cases { edges { node { id } } } }';
const EXPLAIN = 'query ($id: ID!) { explainAccess(caseId: $id) { coordinate rule legalBasis } }';

interface Explanation {
  readonly coordinate: string;
  readonly rule: string;
  readonly legalBasis: readonly string[];
}

let gateway: TestGateway;
let landlordsCase: string;
let boardsCase: string;

beforeAll(async () => {
  gateway = await startTestGateway();
  const { submitNotice } = await gateway.data<{
    submitNotice: { notice: { case: { id: string } } };
  }>('landlord-bostaden', SUBMIT, { input: NOTICE });
  landlordsCase = submitNotice.notice.case.id;
  const { cases } = await gateway.data<{ cases: { edges: { node: { id: string } }[] } }>(
    'board-farsta',
    LIST,
  );
  boardsCase = cases.edges[0]?.node.id ?? '';
});
afterAll(() => gateway.stop());

const explain = async (client: string, id: string): Promise<readonly Explanation[]> =>
  (await gateway.data<{ explainAccess: readonly Explanation[] }>(client, EXPLAIN, { id }))
    .explainAccess;

describe('explainAccess', () => {
  it('tells the rule of every field that can be reached from a case, way by way', async () => {
    const told = new Map(
      (await explain('landlord-bostaden', landlordsCase)).map((one) => [one.coordinate, one]),
    );
    expect(told.get('Case.id')).toMatchObject({ rule: 'ALLOW' });
    expect(told.get('Case.enforcement')).toMatchObject({ rule: 'IF_PARTY' });
    expect(told.get('EvictionTime.date')?.rule).toBe('IF_PARTY+IF_DATE_SET');
    expect(told.get('Tenant.protectedIdentity@Case.tenants')).toMatchObject({
      rule: 'DENY',
      legalBasis: ['OSL-22-2', 'OSL-21-3', 'OSL-21-3A'],
    });
    // Rows of whole types are told field by field, and what is denied is told down to its leaves.
    expect(told.get('SocialBoard.name')).toMatchObject({ rule: 'ALLOW' });
    expect(told.has('SocialBoard.*')).toBe(false);
    expect(told.get('Household.children')).toMatchObject({ rule: 'DENY' });
    expect(told.has('Viewer.agency')).toBe(false);
    expect([...told.keys()]).toEqual([...told.keys()].sort());
  });

  it('tells each agency its own rules', async () => {
    const ruleOf = (told: readonly Explanation[]) =>
      told.find(({ coordinate }) => coordinate === 'Household.children')?.rule;
    expect(ruleOf(await explain('board-farsta', boardsCase))).toBe('ALLOW');
    const [one, other] = await Promise.all([
      explain('landlord-bostaden', landlordsCase),
      explain('board-farsta', boardsCase),
    ]);
    expect(one.map(({ coordinate }) => coordinate)).toEqual(
      other.map(({ coordinate }) => coordinate),
    );
  });

  it('follows the policy and nothing else, so that it does not tell whether a condition holds', async () => {
    const policy = new DisclosurePolicy();
    const told = await explain('landlord-bostaden', landlordsCase);
    expect(told.length).toBeGreaterThan(100);
    for (const { coordinate, rule } of told) {
      expect(rule).toMatch(/^(ALLOW|DENY|IF_[A-Z_]+(\(.+\))?(\+IF_[A-Z_]+(\(.+\))?)*)$/);
      const [place = '', way = null] = coordinate.split('@');
      const [type = '', field = ''] = place.split('.');
      expect(policy.ruleFor(type, field, way)).toBeDefined();
    }
  });

  it('answers byte for byte alike for a case that the caller may not know of and for none', async () => {
    const bodyOf = async (client: string, id: string): Promise<string> => {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await gateway.token(client)}`,
        },
        body: JSON.stringify({ query: EXPLAIN, variables: { id } }),
      });
      return `${response.status} ${await response.text()}`;
    };
    const nothing = await bodyOf('landlord-hyrbo', 'no-such-id');
    expect(JSON.parse(nothing.slice(4))).toMatchObject({ data: { explainAccess: [] } });
    expect(await bodyOf('landlord-hyrbo', landlordsCase)).toBe(nothing);
    expect(await bodyOf('landlord-hyrbo', boardsCase)).toBe(nothing);
    expect(await bodyOf('landlord-bostaden', boardsCase)).toBe(nothing);
    expect(await bodyOf('board-skarpnack', boardsCase)).toBe(nothing);
    expect(await bodyOf('kronofogden', landlordsCase)).toBe(nothing);
  });

  it('is not for follow-up', async () => {
    const { body } = await gateway.send(
      'board-farsta',
      EXPLAIN,
      { id: boardsCase },
      Purpose.FOLLOW_UP,
    );
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  });
});
