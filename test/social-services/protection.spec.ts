import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Answer, TestGateway } from '../support/gateway';
import { startTestGateway } from '../support/gateway';
import { movingClock } from '../support/moving-clock';
import type { Tenancy } from '../support/tenancy-desk';
import { tenancyDesk } from '../support/tenancy-desk';

const TODAY = '2026-11-22';
const REASON = 'Sekretessmarkering enligt folkbokföringen 2026-11-20';

const MARK = `mutation ($input: MarkProtectedIdentityInput!) {
  markProtectedIdentity(input: $input) { case { id version tenants { id protectedIdentity } } } }`;
const PERSONS = `query ($id: ID!) { case(id: $id) { version
  tenants { id personalIdentityNumber protectedIdentity }
  notices { tenants { id protectedIdentity } }
  enforcement { defendants { id protectedIdentity } } } }`;
const CONTACTS = `query ($id: ID!) { case(id: $id) { version
  dwelling { street postalCode city apartmentNumber municipality }
  tenants { name postalAddress phone email protectedIdentity }
  notices { dwelling { street } tenants { postalAddress phone email } } } }`;
const WHOLE = `query ($id: ID!) { case(id: $id) { version stage dwelling { street municipality }
  tenants { id name postalAddress phone email protectedIdentity }
  notices { tenants { phone } } enforcement { defendants { id name } } } }`;

interface Person {
  readonly id: string;
  readonly personalIdentityNumber?: string | null;
  readonly protectedIdentity: boolean | null;
}
interface Persons {
  readonly version: number;
  readonly tenants: readonly Person[];
  readonly notices: readonly { readonly tenants: readonly Person[] }[];
  readonly enforcement: { readonly defendants: readonly Person[] } | null;
}
interface Contacts {
  readonly version: number;
  readonly dwelling: { readonly street: string | null };
  readonly tenants: readonly {
    readonly postalAddress: string | null;
    readonly phone: string | null;
    readonly email: string | null;
    readonly protectedIdentity: boolean | null;
  }[];
}

describe('OSL-22-2: protected identity', () => {
  const clock = movingClock(`${TODAY}T12:00:00Z`);
  let gateway: TestGateway;
  let other: TestGateway;
  let desk: ReturnType<typeof tenancyDesk>;

  beforeAll(async () => {
    gateway = await startTestGateway({ clock });
    other = await startTestGateway({ clock, beside: gateway });
    desk = tenancyDesk(gateway, TODAY);
  });
  afterAll(async () => {
    await other.stop();
    await gateway.stop();
  });

  const read = async <T>(client: string, query: string, tenancy: Tenancy, at = gateway) => {
    const { id } = await desk.find(client, tenancy);
    return (await at.data<{ case: T }>(client, query, { id })).case;
  };
  const persons = (client: string, tenancy: Tenancy): Promise<Persons> =>
    read<Persons>(client, PERSONS, tenancy);
  const contacts = (tenancy: Tenancy, at?: TestGateway): Promise<Contacts> =>
    read<Contacts>('kronofogden', CONTACTS, tenancy, at);

  /** A tenancy that is pursued at Kronofogden, which invokes its notice. */
  async function pursued(tenants = 1): Promise<Tenancy> {
    const tenancy = await desk.notice(tenants);
    await desk.push(tenancy, 1, {});
    return tenancy;
  }

  /** What a statement about one tenant carries, for the case as it stands. */
  async function statement(tenancy: Tenancy, isProtected: boolean, index = 0, board = 'farsta') {
    const client = `board-${board}`;
    const { id: caseId, version: expectedVersion } = await desk.find(client, tenancy);
    const { tenants } = await persons(client, tenancy);
    const number = tenancy.numbers[index];
    const tenantId = tenants.find((one) => one.personalIdentityNumber === number)?.id ?? '';
    return {
      idempotencyKey: randomUUID() as string,
      caseId,
      expectedVersion,
      tenantId,
      protected: isProtected,
      reason: REASON,
    };
  }
  const send = (input: object, client = 'board-farsta'): Promise<Answer> =>
    gateway.send(client, MARK, { input });
  async function mark(tenancy: Tenancy, isProtected: boolean, index = 0): Promise<void> {
    await gateway.data('board-farsta', MARK, {
      input: await statement(tenancy, isProtected, index),
    });
  }
  const codeOf = ({ body }: Answer): unknown => body.errors?.[0]?.extensions.code;
  const problemsOf = ({ body }: Answer) =>
    (body.errors?.[0]?.extensions.problems as { path: string; code: string }[]).map(
      ({ path, code }) => [path, code],
    );
  const sql = async <T extends object>(text: string, params: unknown[] = []): Promise<T[]> => {
    const client = new Client({ connectionString: gateway.database.superuserUrl });
    await client.connect();
    try {
      return (await client.query<T>(text, params)).rows;
    } finally {
      await client.end();
    }
  };
  /** The marker of each person on each way to it. */
  const markers = async (client: string, tenancy: Tenancy) => {
    const { tenants, notices, enforcement } = await persons(client, tenancy);
    const of = (list: readonly Person[]) => list.map((one) => one.protectedIdentity);
    return [
      of(tenants),
      of(notices.flatMap((one) => one.tenants)),
      of(enforcement?.defendants ?? []),
    ];
  };

  beforeEach(() => {
    clock.advance(60);
  });

  it('is what everybody has whom no board has spoken of', async () => {
    const tenancy = await pursued();
    for (const client of ['board-farsta', 'kronofogden'])
      expect(await markers(client, tenancy)).toEqual([[true], [true], [true]]);
    expect(await contacts(tenancy)).toMatchObject({
      dwelling: { street: null, postalCode: null, city: null, apartmentNumber: null },
      tenants: [{ postalAddress: null, phone: null, email: null }],
      notices: [{ dwelling: { street: null }, tenants: [{ phone: null }] }],
    });
  });

  it('is told person by person, on every way to the marker', async () => {
    const tenancy = await pursued(2);
    await mark(tenancy, false, 1);
    for (const client of ['board-farsta', 'kronofogden']) {
      const told = await markers(client, tenancy);
      expect(told.map((way) => way.toSorted())).toEqual(Array(3).fill([false, true]));
    }
  });

  it('masks contact data for Kronofogden until every tenant is stated unprotected, and again with the next statement', async () => {
    const tenancy = await pursued(2);
    await mark(tenancy, false, 0);
    expect((await contacts(tenancy)).tenants.map(({ phone }) => phone)).toEqual([null, null]);
    await mark(tenancy, false, 1);
    const open = await contacts(tenancy);
    expect(open.dwelling.street).toBe('Exempelvägen 12');
    expect(
      open.tenants.every(({ phone, email, postalAddress }) => phone && email && postalAddress),
    ).toBe(true);
    await mark(tenancy, true, 1);
    for (const at of [gateway, other]) {
      const closed = await contacts(tenancy, at);
      expect(closed.dwelling.street).toBeNull();
      expect(closed.tenants).toEqual([
        expect.objectContaining({ postalAddress: null, phone: null, email: null }),
        expect.objectContaining({ postalAddress: null, phone: null, email: null }),
      ]);
    }
  });

  it('needs no case that the board has taken on, and hides nothing from the board itself', async () => {
    const tenancy = await desk.notice();
    await mark(tenancy, true);
    const seen = await read<Contacts>('board-farsta', CONTACTS, tenancy);
    expect(seen.tenants).toEqual([
      expect.objectContaining({ phone: '+46 70 000 00 00', protectedIdentity: true }),
    ]);
  });

  it('keeps every statement with its reason under seal, and only the last one holds', async () => {
    const tenancy = await desk.notice();
    await mark(tenancy, true);
    clock.advance(60);
    await mark(tenancy, false);
    const rows = await sql<{ protected: boolean; superseded: boolean; sealed_reason: Buffer }>(
      `SELECT protected, superseded_at IS NOT NULL AS superseded, sealed_reason
       FROM social.protection ORDER BY recorded_at DESC LIMIT 2`,
    );
    expect(rows.map(({ protected: one, superseded }) => [one, superseded])).toEqual([
      [false, false],
      [true, true],
    ]);
    for (const { sealed_reason: sealed } of rows)
      expect(sealed.includes('Sekretessmarkering')).toBe(false);
    expect(gateway.log.join('')).not.toContain('Sekretessmarkering');
  });

  it('shows nothing to a landlord, neither in values nor in versions, errors or denials', async () => {
    const tenancy = await pursued();
    const { id } = await desk.find('landlord-bostaden', tenancy);
    const answer = () => gateway.send('landlord-bostaden', WHOLE, { id });
    const before = await answer();
    expect(before.body.data?.case).toMatchObject({
      tenants: [{ phone: '+46 70 000 00 00', protectedIdentity: null }],
    });
    for (const stated of [true, false, true]) {
      await mark(tenancy, stated);
      expect(await answer()).toEqual(before);
    }
    const refused = await send(await statement(tenancy, false), 'landlord-bostaden');
    expect(codeOf(refused)).toBe('FORBIDDEN');
  });

  describe('Case.version', () => {
    const versions = async (tenancy: Tenancy) =>
      Promise.all(
        ['board-farsta', 'kronofogden', 'landlord-bostaden'].map(
          async (client) => (await desk.find(client, tenancy)).version,
        ),
      );
    const moved = async (tenancy: Tenancy, stated: boolean) => {
      const before = await versions(tenancy);
      await mark(tenancy, stated);
      return (await versions(tenancy)).map((version, index) => version - (before[index] ?? 0));
    };

    it('moves for Kronofogden with what it reads: not by protection that was counted before', async () => {
      const tenancy = await pursued();
      expect(await moved(tenancy, true)).toEqual([1, 0, 0]);
      expect(await moved(tenancy, false)).toEqual([1, 1, 0]);
      expect(await moved(tenancy, false)).toEqual([1, 0, 0]);
      expect(await moved(tenancy, true)).toEqual([1, 1, 0]);
    });

    it('does not move for Kronofogden where no notice is invoked, since it may not read the marker', async () => {
      const { numbers, ...other } = await desk.notice();
      const applied = { ...other, numbers, receiptNumber: '', caseNumber: 'U-9001-26' };
      await desk.push(applied, 1, { applicant: '559900-0022', noticeReceiptNumber: null });
      const { version } = await desk.find('kronofogden', applied);
      await mark(applied, false);
      expect((await persons('board-farsta', applied)).enforcement?.defendants).toEqual([
        expect.objectContaining({ protectedIdentity: false }),
      ]);
      expect(await persons('kronofogden', applied)).toMatchObject({
        version,
        enforcement: { defendants: [{ protectedIdentity: null }] },
      });
    });

    it('does not move for the auditor of the board', async () => {
      const tenancy = await desk.notice();
      const oversight = () =>
        sql<{ version: number }>(
          `SELECT version FROM cases.share WHERE agency = 'OVERSIGHT' ORDER BY case_id, organisation`,
        );
      const before = await oversight();
      await mark(tenancy, false);
      expect(await oversight()).toEqual(before);
    });
  });

  describe('markProtectedIdentity', () => {
    it('happens once under one key, and only with the same input', async () => {
      const tenancy = await desk.notice();
      const input = await statement(tenancy, true);
      const first = await send(input);
      expect(await send(input)).toEqual(first);
      expect(codeOf(await send({ ...input, protected: false }))).toBe('IDEMPOTENCY_CONFLICT');
      const [row] = await sql<{ statements: number }>(
        'SELECT count(*)::int AS statements FROM social.protection WHERE recorded_at = $1',
        [clock.now()],
      );
      expect(row?.statements).toBe(1);
    });

    it('lets one of two that race win', async () => {
      const tenancy = await desk.notice();
      const input = await statement(tenancy, true);
      const answers = await Promise.all(
        [input, { ...input, idempotencyKey: randomUUID(), protected: false }].map((one) =>
          send(one),
        ),
      );
      expect(answers.map(codeOf).toSorted()).toEqual(['VERSION_CONFLICT', undefined]);
    });

    it('refuses an old version', async () => {
      const tenancy = await desk.notice();
      const input = await statement(tenancy, true);
      await mark(tenancy, false);
      expect(codeOf(await send(input))).toBe('VERSION_CONFLICT');
    });

    it('tells everything that is wrong at once', async () => {
      const input = { idempotencyKey: '', caseId: 'x', expectedVersion: -1, tenantId: 'y' };
      expect(problemsOf(await send({ ...input, protected: true, reason: ' ' }))).toEqual([
        ['input.idempotencyKey', 'INVALID_IDEMPOTENCY_KEY'],
        ['input.expectedVersion', 'OUT_OF_RANGE'],
        ['input.reason', 'REQUIRED'],
        ['input.tenantId', 'UNKNOWN_TENANT'],
      ]);
    });

    it.each([
      [1000, undefined],
      [1001, 'BAD_USER_INPUT'],
    ])('takes a reason of %i characters: %s', async (length, code) => {
      const tenancy = await desk.notice();
      const input = { ...(await statement(tenancy, true)), reason: 'å'.repeat(length) };
      expect(codeOf(await send(input))).toBe(code);
    });

    it('knows only persons of this case', async () => {
      const [one, another] = [await desk.notice(), await desk.notice()];
      const { tenantId } = await statement(another, true);
      const answer = await send({ ...(await statement(one, true)), tenantId });
      expect(problemsOf(answer)).toEqual([['input.tenantId', 'UNKNOWN_TENANT']]);
    });

    it('is for another board as if there were neither case nor person', async () => {
      const tenancy = await desk.notice();
      const input = await statement(tenancy, true);
      const foreign = await send(input, 'board-skarpnack');
      const invented = await send({ ...input, caseId: 'A'.repeat(22) }, 'board-skarpnack');
      expect(foreign.body).toEqual(invented.body);
      expect(codeOf(foreign)).toBe('NOT_FOUND');
    });
  });

  it('is each board’s own word, and for Kronofogden the strictest of them', async () => {
    const before = await desk.notice();
    const tenancy = await desk.corrected(before, 'skarpnack');
    await desk.push(tenancy, 1, {});
    await gateway.data('board-skarpnack', MARK, {
      input: await statement(tenancy, false, 0, 'skarpnack'),
    });
    expect((await markers('board-skarpnack', tenancy))[0]).toEqual([false]);
    expect((await markers('board-farsta', before))[0]).toEqual([true]);
    expect((await markers('kronofogden', tenancy))[0]).toEqual([false]);
    await mark(before, true);
    expect((await markers('board-skarpnack', tenancy))[0]).toEqual([false]);
    expect((await markers('kronofogden', tenancy))[0]).toEqual([true]);
    expect((await contacts(tenancy)).tenants).toEqual([expect.objectContaining({ phone: null })]);
  });
});
