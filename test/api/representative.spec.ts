import { post, startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';
import { Purpose } from '../../src/shared';
import { NOTICE } from './story';

const SUBMIT = `mutation ($input: SubmitNoticeInput!) {
  submitNotice(input: $input) { notice { id case { id version } landlord { organisationNumber } } } }`;
const LIST =
  '{ viewer { organisation actingFor } cases { totalCount edges { node { id version } } } }';
const BOSTADEN = '559900-0014';
const HYRBO = '559900-0022';

interface Submitted {
  readonly submitNotice: {
    readonly notice: {
      readonly id: string;
      readonly case: { readonly id: string; readonly version: number };
      readonly landlord: { readonly organisationNumber: string };
    };
  };
}

describe('a landlord’s representative', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  const actingFor = async (principal: string, query: string, variables: object = {}) =>
    post(gateway.url, await gateway.token('landlord-agent', Purpose.LANDLORD_DUTY, principal), {
      query,
      variables,
    });

  it('submits in the name of its principal, who then has the case as its own', async () => {
    const { body } = await actingFor(BOSTADEN, SUBMIT, { input: NOTICE });
    const { notice } = (body.data as unknown as Submitted).submitNotice;
    expect(notice.landlord.organisationNumber).toBe(BOSTADEN);
    expect((await gateway.send('landlord-bostaden', LIST)).body.data?.cases).toEqual({
      totalCount: 1,
      edges: [{ node: { id: notice.case.id, version: 1 } }],
    });
  });

  it('reaches what the named principal reaches and nothing of another one', async () => {
    expect((await actingFor(BOSTADEN, LIST)).body.data).toMatchObject({
      viewer: { organisation: '559900-0030', actingFor: BOSTADEN },
      cases: { totalCount: 1 },
    });
    expect((await actingFor(HYRBO, LIST)).body.data).toMatchObject({
      viewer: { actingFor: HYRBO },
      cases: { totalCount: 0, edges: [] },
    });
  });

  it('cannot reach the case of one principal while it acts for the other', async () => {
    const { body } = await actingFor(BOSTADEN, LIST);
    const { cases } = body.data as unknown as { cases: { edges: { node: { id: string } }[] } };
    const READ = 'query ($id: ID!) { case(id: $id) { id } }';
    const id = cases.edges[0]?.node.id;
    expect((await actingFor(HYRBO, READ, { id })).body.data).toEqual({ case: null });
    expect((await actingFor(BOSTADEN, READ, { id })).body.data).toEqual({ case: { id } });
  });

  it('has keys of its own for each principal', async () => {
    const first = (await actingFor(BOSTADEN, SUBMIT, { input: NOTICE })).body.data;
    const other = (await actingFor(HYRBO, SUBMIT, { input: NOTICE })).body.data;
    expect(other?.submitNotice).toMatchObject({
      notice: { landlord: { organisationNumber: HYRBO } },
    });
    expect(first).not.toEqual(other);
    const own = await gateway.send('landlord-bostaden', SUBMIT, { input: NOTICE });
    // The principal's own key space: a second notice of the same tenancy, in the same case.
    expect(own.body.data).not.toEqual(first);
    expect((await gateway.send('landlord-bostaden', LIST)).body.data?.cases).toMatchObject({
      totalCount: 1,
    });
  });
});
