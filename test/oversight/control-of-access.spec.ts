import { civilDay, Purpose } from '../../src/shared';
import { NOTICE, TENANT } from '../api/story';
import { testPersonalNumber } from '../support/identity-numbers';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';

const SUBMIT = `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { id } } }`;
const SEARCH = `query FindPerson($number: PersonalIdentityNumber!) {
  cases(search: { personalIdentityNumber: $number }) { edges { node { id tenants { name } } } } }`;
const REVIEW = `query Review($day: LocalDate!) {
  accessReview(from: $day, to: $day, minimum: 1) { user persons withoutRelation protectedPersons } }`;
const LOG = `query ReadLog($number: PersonalIdentityNumber) {
  disclosureLog(filter: { personalIdentityNumber: $number }) {
    edges { node { operation user caseId disclosed } } } }`;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  await gateway.data('landlord-bostaden', SUBMIT, { input: NOTICE });
});
afterAll(() => gateway.stop());

const audit = async <T>(query: string, variables: object): Promise<T> => {
  const { body } = await gateway.send('board-farsta', query, variables, Purpose.AUDIT);
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data as T;
};
const operationsAbout = async (number: string | null) => {
  const { disclosureLog } = await audit<{
    disclosureLog: { edges: { node: { operation: string; caseId: string | null } }[] };
  }>(LOG, { number });
  return disclosureLog.edges.map(({ node }) => node);
};

describe('what users look up through the gateway', () => {
  const stranger = testPersonalNumber('1962-02-02');

  it('is counted in the review: persons of read cases, and those who are in none', async () => {
    await gateway.data('board-farsta', SEARCH, { number: TENANT.number });
    await gateway.data('board-farsta', SEARCH, { number: stranger });
    const { accessReview } = await audit<{ accessReview: unknown }>(REVIEW, {
      day: civilDay(new Date()),
    });
    expect(accessReview).toEqual([
      { user: 'board-farsta-user-1', persons: 2, withoutRelation: 1, protectedPersons: 0 },
    ]);
  });

  it('is found in the log by the person, and so is whoever asked the log about the person', async () => {
    const about = await operationsAbout(stranger);
    expect(about).toMatchObject([{ operation: 'FindPerson', caseId: null }]);
    expect(await operationsAbout(stranger)).toMatchObject([
      { operation: 'ReadLog', caseId: null },
      { operation: 'FindPerson', caseId: null },
    ]);
  });

  it('is controlled by reviews that leave an entry themselves', async () => {
    const own = await operationsAbout(null);
    expect(own.filter(({ operation }) => operation === 'Review')).toMatchObject([
      { caseId: null, disclosed: expect.arrayContaining(['AccessReviewRow.user']) as string[] },
    ]);
  });
});
