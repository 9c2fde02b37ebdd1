import { randomUUID } from 'node:crypto';
import { Aliases } from '../../src/persistence';
import type { SealingKey } from '../../src/persistence';
import { Agency, Purpose } from '../../src/shared';
import { testPersonalNumber } from '../support/identity-numbers';
import { post, startTestGateway } from '../support/gateway';
import type { Answer, TestGateway } from '../support/gateway';
import { LogRows } from './log-rows';

const BOSTADEN = '559900-0014';
const HYRBO = '559900-0022';
const AGENT = '559900-0030';
const KRONOFOGDEN = '202100-5448';

const LOG = `query ($filter: DisclosureLogFilter, $first: Int, $after: String) {
  disclosureLog(filter: $filter, first: $first, after: $after) {
    edges { cursor node { id at agency organisation client user purpose operation caseId disclosed denied legalBasis policyVersion } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly agency: string;
  readonly organisation: string;
  readonly client: string;
  readonly user: string | null;
  readonly operation: string;
  readonly caseId: string | null;
  readonly disclosed: readonly string[];
  readonly denied: readonly string[];
  readonly legalBasis: readonly string[];
}

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: Entry }[];
  readonly pageInfo: Readonly<Record<string, unknown>> & { readonly endCursor: string | null };
}

let gateway: TestGateway;
let log: LogRows;
let aliases: Aliases;

beforeAll(async () => {
  gateway = await startTestGateway();
  log = await LogRows.open(gateway);
  aliases = new Aliases(Buffer.from(gateway.settings.aliasKey, 'base64'));
});

afterAll(async () => {
  await log.close();
  await gateway.stop();
});

/** Each test has a day of its own, so that tests do not meet each other's entries. */
let day = 0;
let filter: { from: string; to: string };
let at: (time: string) => string;
beforeEach(() => {
  day += 1;
  const date = `2026-10-${String(day).padStart(2, '0')}`;
  filter = { from: `${date}T00:00:00Z`, to: `${date}T23:59:59Z` };
  at = (time) => `${date}T${time}Z`;
});

const ask = (client: string, variables: object = {}): Promise<Answer> =>
  gateway.send(client, LOG, { filter, ...variables }, Purpose.AUDIT);

const pageOf = ({ body }: Answer): Page => {
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data?.disclosureLog as Page;
};

const entries = async (client: string, variables: object = {}): Promise<readonly Entry[]> =>
  pageOf(await ask(client, variables)).edges.map(({ node }) => node);

const operations = async (client: string, variables: object = {}): Promise<readonly string[]> =>
  (await entries(client, variables)).map(({ operation }) => operation);

const problems = async (client: string, variables: object): Promise<unknown> => {
  const [error, ...others] = (await ask(client, variables)).body.errors ?? [];
  expect(others).toEqual([]);
  expect(error?.extensions.code).toBe('BAD_USER_INPUT');
  return (error?.extensions.problems as { path: string; code: string }[]).map(
    ({ path, code }) => `${path} ${code}`,
  );
};

describe('an agency', () => {
  it('reads a disclosure to its own user whole', async () => {
    const caseId = randomUUID();
    await log.add({
      at: at('08:00:00.123'),
      caseId,
      disclosed: ['Case.id', 'Household.children'],
      denied: ['Notice.landlordReference'],
    });
    const [entry] = await entries('board-farsta');
    expect(entry).toEqual({
      id: expect.stringMatching(/^[\w-]{40,}$/) as string,
      at: at('08:00:00.123'),
      agency: 'SOCIAL_SERVICES',
      organisation: 'farsta',
      client: 'board-farsta',
      user: 'farsta-user',
      purpose: 'CASE_HANDLING',
      operation: 'ReadCase',
      caseId: aliases.alias('case', 'farsta', caseId),
      disclosed: ['Case.id', 'Household.children'],
      denied: ['Notice.landlordReference'],
      legalBasis: ['GDPR-5', 'OSL-26-1'],
      policyVersion: '0123456789abcdef',
    });
  });

  it('reads of its own users alone, whoever owns the data', async () => {
    await log.add(
      { at: at('08:00:00'), name: 'Own', controllers: [BOSTADEN, KRONOFOGDEN] },
      {
        at: at('08:00:01'),
        name: 'OfSkarpnack',
        organisation: 'skarpnack',
        controllers: ['farsta'],
      },
      {
        at: at('08:00:02'),
        name: 'OfKronofogden',
        agency: Agency.ENFORCEMENT,
        organisation: KRONOFOGDEN,
        controllers: ['farsta', BOSTADEN],
      },
      { at: at('08:00:03'), name: 'OfItsAuditor', agency: Agency.OVERSIGHT },
    );
    expect(await operations('board-farsta')).toEqual(['Own']);
    expect(await operations('board-skarpnack')).toEqual(['OfSkarpnack']);
    expect(await operations('kronofogden')).toEqual(['OfKronofogden']);
    expect(await operations('landlord-bostaden')).toEqual([]);
    expect(await operations('board-uppsala')).toEqual([]);
  });

  it('reads the root fields where the operation had no name', async () => {
    await log.add({ at: at('08:00:00'), name: null, roots: ['Query.case', 'Query.viewer'] });
    expect(await operations('board-farsta')).toEqual(['case viewer']);
  });

  it('reads an entry about no case', async () => {
    await log.add({ at: at('08:00:00'), caseId: null });
    expect(await entries('board-farsta')).toMatchObject([{ caseId: null }]);
  });

  it('needs the purpose and the scope of control', async () => {
    const { body } = await gateway.send('board-farsta', LOG, {}, Purpose.CASE_HANDLING);
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  });
});

describe('a representative of landlords', () => {
  const asAgentOf = async (principal: string): Promise<readonly Entry[]> => {
    const token = await gateway.token('landlord-agent', Purpose.AUDIT, principal);
    const answer = await post(gateway.url, token, { query: LOG, variables: { filter } });
    return pageOf(answer).edges.map(({ node }) => node);
  };
  const LANDLORD = { agency: Agency.LANDLORD, purpose: Purpose.LANDLORD_DUTY };
  const AS_AGENT = { ...LANDLORD, organisation: AGENT, client: 'landlord-agent', user: 'agent-1' };

  it('reads of its own users, about the principal for whom it acts and no other', async () => {
    await log.add(
      { ...AS_AGENT, at: at('08:00:00'), actingFor: BOSTADEN, name: 'ForBostaden' },
      { ...AS_AGENT, at: at('08:00:01'), actingFor: HYRBO, name: 'ForHyrbo' },
      { ...LANDLORD, at: at('08:00:02'), organisation: BOSTADEN, name: 'ByBostaden' },
    );
    expect(await asAgentOf(BOSTADEN)).toMatchObject([
      { operation: 'ForBostaden', organisation: AGENT, user: 'agent-1' },
    ]);
    expect(await asAgentOf(HYRBO)).toMatchObject([{ operation: 'ForHyrbo', user: 'agent-1' }]);
  });

  it('is known to its principal by organisation and client, not by its staff', async () => {
    await log.add(
      { ...AS_AGENT, at: at('08:00:00'), actingFor: BOSTADEN, name: 'ByAgent' },
      { ...LANDLORD, at: at('08:00:01'), organisation: BOSTADEN, user: 'own-1', name: 'ByOwn' },
    );
    expect(await entries('landlord-bostaden')).toMatchObject([
      { operation: 'ByOwn', organisation: BOSTADEN, user: 'own-1' },
      { operation: 'ByAgent', organisation: AGENT, client: 'landlord-agent', user: null },
    ]);
    expect(await operations('landlord-hyrbo')).toEqual([]);
  });

  it('cannot go on with a cursor of its principal', async () => {
    await log.add({ ...LANDLORD, at: at('08:00:00'), organisation: BOSTADEN });
    const { edges } = pageOf(await ask('landlord-bostaden'));
    const token = await gateway.token('landlord-agent', Purpose.AUDIT, BOSTADEN);
    const { body } = await post(gateway.url, token, {
      query: LOG,
      variables: { filter, after: edges[0]?.cursor },
    });
    expect(body.errors?.[0]?.extensions.problems).toMatchObject([
      { path: 'after', code: 'INVALID_CURSOR' },
    ]);
  });
});

describe('an auditor', () => {
  it('reads of disclosures from and to its controller, and of no others', async () => {
    await log.add(
      { at: at('08:00:00'), name: 'ToFarsta' },
      {
        at: at('08:00:01'),
        name: 'FromFarsta',
        agency: Agency.ENFORCEMENT,
        organisation: KRONOFOGDEN,
        controllers: ['farsta'],
      },
      { at: at('08:00:02'), name: 'OfAuditor', agency: Agency.OVERSIGHT },
      {
        at: at('08:00:03'),
        name: 'Elsewhere',
        organisation: 'skarpnack',
        controllers: [KRONOFOGDEN],
      },
    );
    expect(await operations('oversight-farsta')).toEqual(['OfAuditor', 'disclosure', 'ToFarsta']);
    expect(await operations('oversight-kronofogden')).toEqual(['disclosure', 'FromFarsta']);
  });

  it('reads names of its controller’s staff and of nobody else’s', async () => {
    await log.add(
      { at: at('08:00:00'), user: 'farsta-1' },
      {
        at: at('08:00:01'),
        agency: Agency.ENFORCEMENT,
        organisation: KRONOFOGDEN,
        client: 'kronofogden',
        user: 'kfm-1',
        controllers: ['farsta'],
      },
    );
    expect(await entries('oversight-farsta')).toMatchObject([
      { organisation: KRONOFOGDEN, client: KRONOFOGDEN, user: null },
      { organisation: 'farsta', user: 'farsta-1' },
    ]);
    expect(await entries('oversight-kronofogden')).toMatchObject([
      { organisation: KRONOFOGDEN, user: 'kfm-1' },
    ]);
  });

  it('reads of a disclosure to somebody else only what its controller’s agency may always read', async () => {
    await log.add({
      at: at('08:00:00'),
      agency: Agency.ENFORCEMENT,
      organisation: KRONOFOGDEN,
      controllers: ['farsta'],
      roots: ['Query.case', 'Mutation.pushEvictionRecords'],
      disclosed: [
        'Attendance.status',
        'Case.id',
        'EnforcementRecord.childrenCount',
        'EnforcementRecord.caseNumber',
        'Unknown.field',
      ],
      denied: ['Household.children', 'Notice.landlordReference'],
      legalBasis: ['OSL-10-2', 'OSL-34-1', 'UF-16-2-NOTIFY', 'GDPR-5', 'OSL-26-1'],
    });
    const [entry] = await entries('oversight-farsta');
    expect(entry).toMatchObject({
      operation: 'disclosure',
      disclosed: ['Attendance.status', 'Case.id', 'EnforcementRecord.caseNumber'],
      denied: ['Household.children'],
    });
    expect(entry?.legalBasis).not.toContain('OSL-34-1');
    expect(entry?.legalBasis).toContain('UF-16-2-NOTIFY');
  });

  it('is not told of a change that its controller could not have made', async () => {
    await log.add({
      at: at('08:00:00'),
      name: 'OpenCase',
      roots: ['Mutation.openSocialCase'],
      controllers: [KRONOFOGDEN],
      disclosed: ['Case.id', 'SocialServicesRecord.openedAt'],
    });
    expect(await entries('oversight-kronofogden')).toMatchObject([
      { operation: 'disclosure', disclosed: ['Case.id'] },
    ]);
    expect(await entries('oversight-farsta')).toMatchObject([
      { operation: 'OpenCase', disclosed: ['Case.id', 'SocialServicesRecord.openedAt'] },
    ]);
  });
});

describe('filters', () => {
  const number = testPersonalNumber('1980-01-01');
  const other = testPersonalNumber('1985-04-12');

  it('take the start in and leave the end out', async () => {
    await log.add(
      { at: at('09:59:59.999'), name: 'Before' },
      { at: at('10:00:00'), name: 'Start' },
      { at: at('10:59:59.999'), name: 'Last' },
      { at: at('11:00:00'), name: 'End' },
    );
    const within = { filter: { from: at('10:00:00'), to: at('11:00:00') } };
    expect(await operations('board-farsta', within)).toEqual(['Last', 'Start']);
    const inOtherZone = {
      filter: { from: at('12:00:00').replace('Z', '+02:00'), to: at('11:00:00') },
    };
    expect(await operations('board-farsta', inOtherZone)).toEqual(['Last', 'Start']);
  });

  it('find a case by the reader’s own alias, and nothing by any other', async () => {
    const caseId = randomUUID();
    await log.add(
      { at: at('08:00:00'), name: 'Wanted', caseId },
      { at: at('08:00:01'), name: 'Other', caseId: randomUUID() },
      { at: at('08:00:02'), name: 'None' },
    );
    const by = (alias: string) =>
      operations('board-farsta', { filter: { ...filter, caseId: alias } });
    expect(await by(aliases.alias('case', 'farsta', caseId))).toEqual(['Wanted']);
    expect(await by(aliases.alias('case', 'skarpnack', caseId))).toEqual([]);
    expect(await by('no-such-id')).toEqual([]);
    expect(await by(caseId)).toEqual([]);
  });

  it('find an agency', async () => {
    await log.add(
      { at: at('08:00:00'), name: 'ToBoard', controllers: [KRONOFOGDEN] },
      {
        at: at('08:00:01'),
        name: 'ToKronofogden',
        agency: Agency.ENFORCEMENT,
        organisation: KRONOFOGDEN,
      },
    );
    const by = (agency: Agency) =>
      operations('oversight-kronofogden', { filter: { ...filter, agency } });
    expect(await by(Agency.SOCIAL_SERVICES)).toEqual(['disclosure']);
    expect(await by(Agency.ENFORCEMENT)).toEqual(['ToKronofogden']);
    expect(await by(Agency.LANDLORD)).toEqual([]);
  });

  it('find a person by identity number in any spelling', async () => {
    await log.add(
      {
        at: at('08:00:00'),
        name: 'Both',
        subjects: [log.terms.personNumber(other), log.terms.personNumber(number)],
      },
      { at: at('08:00:01'), name: 'Other', subjects: [log.terms.personNumber(other)] },
      { at: at('08:00:02'), name: 'Nobody' },
    );
    const by = (personalIdentityNumber: string) =>
      operations('board-farsta', { filter: { ...filter, personalIdentityNumber } });
    expect(await by(number)).toEqual(['Both']);
    expect(await by(`${number.slice(0, 8)}-${number.slice(8)}`)).toEqual(['Both']);
    expect(await by(other)).toEqual(['Other', 'Both']);
    expect(await by(testPersonalNumber('1991-07-07'))).toEqual([]);
  });

  it('are judged all at once, without repeating a value', async () => {
    const wrong = {
      filter: { from: 'yesterday', to: '2026-13-01T00:00:00Z', personalIdentityNumber: '19800101' },
      first: 0,
      after: 'nowhere',
    };
    expect(await problems('board-farsta', wrong)).toEqual([
      'first OUT_OF_RANGE',
      'filter.from NOT_AN_INSTANT',
      'filter.to NOT_AN_INSTANT',
      'filter.personalIdentityNumber IDENTITY_NUMBER_CHECKSUM',
      'after INVALID_CURSOR',
    ]);
    expect(
      await problems('board-farsta', { filter: { from: at('08:00:00'), to: at('08:00:00') } }),
    ).toEqual(['filter.to BEFORE_START']);
    expect(await problems('board-farsta', { first: 101 })).toEqual(['first OUT_OF_RANGE']);
  });
});

describe('pages', () => {
  it('show every entry once, newest first, and stay where they are when new entries come', async () => {
    const caseId = randomUUID();
    // Several at one instant: a request discloses many cases at once.
    for (const [index, time] of [
      '08:00:00',
      '08:00:01',
      '08:00:01',
      '08:00:01',
      '08:00:02',
    ].entries())
      await log.add({ at: at(time), name: `Read${index + 1}`, caseId });
    const first = pageOf(await ask('board-farsta', { first: 2 }));
    expect(first.edges.map(({ node }) => node.operation)).toEqual(['Read5', 'Read4']);
    expect(first.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: first.edges[0]?.cursor,
      endCursor: first.edges[1]?.cursor,
    });
    await log.add({ at: at('08:00:03'), name: 'New' });
    const after = first.pageInfo.endCursor;
    const second = pageOf(await ask('board-farsta', { first: 2, after }));
    expect(second.edges.map(({ node }) => node.operation)).toEqual(['Read3', 'Read2']);
    expect(second.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    const last = pageOf(await ask('board-farsta', { first: 2, after: second.pageInfo.endCursor }));
    expect(last.edges.map(({ node }) => node.operation)).toEqual(['Read1']);
    expect(last.pageInfo).toMatchObject({ hasNextPage: false });
    expect((await operations('board-farsta')).slice(0, 2)).toEqual(['New', 'Read5']);
  });

  it('have cursors and ids for one reader and one filter only', async () => {
    await log.add({ at: at('08:00:00'), controllers: [KRONOFOGDEN] });
    const own = pageOf(await ask('board-farsta')).edges[0];
    const foreign = pageOf(await ask('oversight-kronofogden')).edges[0];
    expect(foreign?.node.id).not.toBe(own?.node.id);
    expect(pageOf(await ask('board-farsta')).edges[0]).toEqual(own);
    const bad = ['after INVALID_CURSOR'];
    expect(await problems('oversight-kronofogden', { after: own?.cursor })).toEqual(bad);
    expect(
      await problems('board-farsta', {
        after: own?.cursor,
        filter: { ...filter, agency: Agency.LANDLORD },
      }),
    ).toEqual(bad);
  });

  it('are empty where there is nothing', async () => {
    expect(pageOf(await ask('board-farsta'))).toEqual({
      edges: [],
      pageInfo: {
        hasNextPage: false,
        hasPreviousPage: false,
        startCursor: null,
        endCursor: null,
      },
    });
  });
});

describe('the log after a rotation of the sealing key', () => {
  const fresh = { id: 'fresh-1', key: Buffer.alloc(32, 7).toString('base64') };
  const readWith = async (sealingKeys: readonly SealingKey[]): Promise<Answer> => {
    const beside = { ...gateway, settings: { ...gateway.settings, sealingKeys } };
    const rotated = await startTestGateway({ beside });
    try {
      return await rotated.send('board-farsta', LOG, { filter }, Purpose.AUDIT);
    } finally {
      await rotated.stop();
    }
  };

  it('is read on with the old key behind the new one', async () => {
    await log.add({ at: at('08:00:00'), user: 'before-rotation' });
    const present = log.sealingKeys;
    log.sealingKeys = [fresh];
    await log.add({ at: at('08:00:01'), user: 'after-rotation' });
    log.sealingKeys = present;
    const { edges } = pageOf(await readWith([fresh, ...present]));
    expect(edges.map(({ node }) => node.user)).toEqual(['after-rotation', 'before-rotation']);
  });

  it('fails aloud where a key is gone, instead of passing entries over', async () => {
    await log.add({ at: at('08:00:00'), user: 'sealed-with-the-present-key' });
    const { body } = await readWith([fresh]);
    expect(body.errors?.[0]?.extensions.code).toBe('INTERNAL');
    expect(body.data).toBeNull();
  });
});

describe('an entry whose actor was removed', () => {
  it('fails aloud, since to pass it over would hide the removal', async () => {
    await log.add({ at: at('08:00:00'), user: 'removed' });
    await log.query(
      `DELETE FROM log.actor WHERE id IN (SELECT actor FROM log.entry WHERE recorded_at = $1)`,
      [at('08:00:00')],
    );
    expect((await ask('board-farsta')).body.errors?.[0]?.extensions.code).toBe('INTERNAL');
  });
});
