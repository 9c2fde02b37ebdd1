import { randomUUID } from 'node:crypto';
import { Aliases } from '../../src/persistence';
import { Purpose } from '../../src/shared';
import { testPersonalNumber } from '../support/identity-numbers';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';
import { LogRows } from './log-rows';

const LOG = `query ($filter: DisclosureLogFilter, $first: Int, $after: String) {
  disclosureLog(filter: $filter, first: $first, after: $after) {
    edges { node { id caseId } } pageInfo { hasNextPage endCursor } } }`;
const REVIEW = `{ accessReview(from: "2026-10-01", to: "2026-10-01", minimum: 1) { persons withoutRelation } }`;

interface Page {
  readonly edges: readonly { readonly node: { readonly id: string; readonly caseId: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

let gateway: TestGateway;
let log: LogRows;
let alias: (caseId: string) => string;
const cases = Array.from({ length: 5 }, () => randomUUID());
const [one = '', two = '', three = '', four = '', five = ''] = cases;
const [anna, bo] = ['1980-01-01', '1985-04-12'].map((day) => testPersonalNumber(day)) as [
  string,
  string,
];

beforeAll(async () => {
  gateway = await startTestGateway();
  log = await LogRows.open(gateway);
  const aliases = new Aliases(Buffer.from(gateway.settings.aliasKey, 'base64'));
  alias = (caseId) => aliases.alias('case', 'farsta', caseId);
  const [ofAnna, ofBo] = [anna, bo].map((number) => log.terms.personNumber(number)) as [
    Buffer,
    Buffer,
  ];
  await log.add(
    { at: '2026-10-01T08:00:00Z', caseId: one, subjects: [ofBo] },
    {
      at: '2026-10-01T08:00:01Z',
      caseId: two,
      subjects: [ofAnna],
      more: [
        [three, []],
        [four, [ofBo, ofAnna]],
      ],
    },
    { at: '2026-10-01T08:00:01Z', caseId: five, subjects: [ofBo] },
  );
});

afterAll(async () => {
  await log.close();
  await gateway.stop();
});

async function page(variables: object): Promise<Page> {
  const { body } = await gateway.send('board-farsta', LOG, variables, Purpose.AUDIT);
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data?.disclosureLog as Page;
}

const casesOf = ({ edges }: Page): readonly string[] => edges.map(({ node }) => node.caseId);

describe('cases that one request disclosed alike, which share a sheet', () => {
  it('are an entry each, of an id of its own', async () => {
    const whole = await page({});
    expect(casesOf(whole)).toEqual([five, four, three, two, one].map(alias));
    expect(new Set(whole.edges.map(({ node }) => node.id)).size).toBe(5);
  });

  it.each([1, 2, 3])('are shown once in pages of %i, under the same ids', async (first) => {
    const { edges } = await page({});
    const found: Page['edges'][number][] = [];
    let after: string | null = null;
    for (let hasNext = true; hasNext;) {
      const next: Page = await page({ first, after });
      found.push(...next.edges);
      ({ endCursor: after, hasNextPage: hasNext } = next.pageInfo);
    }
    expect(found).toEqual(edges);
  });

  it('are found by case without the others', async () => {
    const found = await page({ filter: { caseId: alias(three) } });
    expect(casesOf(found)).toEqual([alias(three)]);
    const all = await page({});
    expect(found.edges[0]).toEqual(all.edges[2]);
  });

  it('are found by a person without those that are not about the person', async () => {
    const by = async (personalIdentityNumber: string) =>
      casesOf(await page({ filter: { personalIdentityNumber } }));
    expect(await by(anna)).toEqual([four, two].map(alias));
    expect(await by(bo)).toEqual([five, four, one].map(alias));
  });
});

describe('a look-up and a case on one sheet', () => {
  it('count as without relation only whom the look-up was about', async () => {
    await log.query('DELETE FROM log.entry');
    const person = (year: string) => log.terms.personNumber(testPersonalNumber(`${year}-03-03`));
    await log.add({
      at: '2026-10-01T08:00:00Z',
      caseId: null,
      subjects: [person('1961')],
      more: [[one, [person('1962'), person('1963')]]],
    });
    const { body } = await gateway.send('board-farsta', REVIEW, {}, Purpose.AUDIT);
    expect(body.data).toEqual({ accessReview: [{ persons: 3, withoutRelation: 1 }] });
  });
});
