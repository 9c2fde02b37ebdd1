import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { OwnerSwitch } from '../../src/disclosure';
import { Purpose } from '../../src/shared';
import type { Answer, TestGateway } from '../support/gateway';
import { startTestGateway } from '../support/gateway';
import { movingClock } from '../support/moving-clock';
import { aDecision, tenancyDesk } from '../support/tenancy-desk';
import type { Tenancy } from '../support/tenancy-desk';

const TODAY = '2026-11-22';
const HOUR = 3600;

const FIELDS = 'id owner switch decidedBy decidedOn reference validTo endedAt';
const REGISTER = `mutation ($input: RegisterStandingDecisionInput!) { registerStandingDecision(input: $input) { ${FIELDS} } }`;
const END = `mutation ($input: EndStandingDecisionInput!) { endStandingDecision(input: $input) { ${FIELDS} } }`;
const LIST = `{ standingDecisions { ${FIELDS} } }`;

const CASE = `query ($id: ID!) { case(id: $id) { version
  enforcement { heardOn childrenAffected defendants { postalAddress phone email } } } }`;
const MARK = `mutation ($input: MarkProtectedIdentityInput!) { markProtectedIdentity(input: $input) { case { version } } }`;
const TENANTS = 'query ($id: ID!) { case(id: $id) { version tenants { id } } }';

interface Decision {
  readonly id: string;
  readonly owner: string;
  readonly switch: string;
  readonly validTo: string;
  readonly endedAt: string | null;
}

describe('OSL-10-27: standing decisions', () => {
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
  beforeEach(() => {
    clock.advance(1);
  });

  const register = (client: string, input: object, at = gateway): Promise<Answer> =>
    at.send(client, REGISTER, { input });
  const end = (client: string, id: string, key: string = randomUUID(), at = gateway) =>
    at.send(client, END, { input: { idempotencyKey: key, id } });
  const list = async (client: string, purpose?: Purpose): Promise<readonly Decision[]> => {
    const { body } = await gateway.send(client, LIST, {}, purpose);
    if (!body.data?.standingDecisions) throw new Error(JSON.stringify(body));
    return body.data.standingDecisions as readonly Decision[];
  };
  const registered = ({ body }: Answer) => body.data?.registerStandingDecision as Decision;
  const ended = ({ body }: Answer) => body.data?.endStandingDecision as Decision;
  const codeOf = ({ body }: Answer): unknown => body.errors?.[0]?.extensions.code;
  const problemsOf = ({ body }: Answer) =>
    (body.errors?.[0]?.extensions.problems as { path: string; code: string }[]).map(
      ({ path, code }) => [path, code],
    );

  describe('registerStandingDecision', () => {
    it('answers with the decision as the authority reads it', async () => {
      const decision = registered(
        await register('kronofogden', aDecision('HEARD_ON_TO_BOARD', TODAY, '2027-11-22')),
      );
      expect(decision).toEqual({
        id: expect.stringMatching(/^[\w-]{22}$/) as string,
        owner: '202100-5448',
        switch: 'HEARD_ON_TO_BOARD',
        decidedBy: 'Rättschefen',
        decidedOn: TODAY,
        reference: 'Dnr 2026-117',
        validTo: '2027-11-22',
        endedAt: null,
      });
      await end('kronofogden', decision.id);
    });

    it.each<[OwnerSwitch, string]>([
      ['ATTENDANCE_TO_ENFORCEMENT', 'board-farsta'],
      ['DEFENDANT_CONTACT_TO_BOARD', 'kronofogden'],
      ['HEARD_ON_TO_BOARD', 'kronofogden'],
      ['HEARD_ON_TO_LANDLORD', 'kronofogden'],
      ['EXECUTION_TO_BOARD', 'kronofogden'],
      ['CHILDREN_AFFECTED_TO_BOARD', 'kronofogden'],
      ['MEETING_INPUT_TO_BOARD', 'kronofogden'],
      ['PRIORITY_QUEUE', 'board-farsta'],
    ])('leaves %s to its owner, %s', async (name, owner) => {
      for (const client of ['board-farsta', 'kronofogden']) {
        const answer = await register(client, aDecision(name, TODAY));
        if (client === owner) await end(client, registered(answer).id);
        else expect(problemsOf(answer)).toEqual([['input.switch', 'NOT_ALLOWED']]);
      }
    });

    it.each(['landlord-bostaden', 'oversight-farsta', 'oversight-kronofogden'])(
      'is nothing for %s',
      async (client) => {
        const answer = await register(client, aDecision('HEARD_ON_TO_BOARD', TODAY));
        expect(codeOf(answer)).toBe('FORBIDDEN');
        expect(codeOf(await end(client, 'A'.repeat(22)))).toBe('FORBIDDEN');
      },
    );

    it('tells everything that is wrong at once', async () => {
      const answer = await register('board-farsta', {
        idempotencyKey: '',
        switch: 'HEARD_ON_TO_BOARD',
        decidedBy: ' ',
        decidedOn: '2026-11-23',
        reference: 'x'.repeat(201),
        validTo: '2026-11-21',
      });
      expect(problemsOf(answer)).toEqual([
        ['input.idempotencyKey', 'INVALID_IDEMPOTENCY_KEY'],
        ['input.switch', 'NOT_ALLOWED'],
        ['input.decidedBy', 'REQUIRED'],
        ['input.decidedOn', 'IN_THE_FUTURE'],
        ['input.reference', 'TOO_LONG'],
        ['input.validTo', 'IN_THE_PAST'],
      ]);
    });

    it('happens once under one key, also on two instances at once', async () => {
      const before = (await list('board-farsta')).length;
      const input = aDecision('PRIORITY_QUEUE', TODAY);
      const answers = await Promise.all(
        [gateway, other, gateway, other].map((at) => register('board-farsta', input, at)),
      );
      expect(new Set(answers.map((answer) => registered(answer).id)).size).toBe(1);
      expect(await list('board-farsta')).toHaveLength(before + 1);
      const changed = await register('board-farsta', { ...input, reference: 'Dnr 2' });
      expect(codeOf(changed)).toBe('IDEMPOTENCY_CONFLICT');
    });

    it('lets several about one switch stand beside each other', async () => {
      const ids = [
        await desk.decide('board-farsta', 'PRIORITY_QUEUE'),
        await desk.decide('board-farsta', 'PRIORITY_QUEUE'),
      ];
      expect(new Set(ids).size).toBe(2);
    });

    it('seals who decided and where it is kept', async () => {
      await register('board-farsta', aDecision('PRIORITY_QUEUE', TODAY));
      expect(gateway.log.join('')).not.toMatch(/Rättschefen|Dnr 2026-117/);
      const client = new Client({ connectionString: gateway.database.superuserUrl });
      await client.connect();
      const { rows } = await client.query<{ row: string; sealed: Buffer }>(
        'SELECT to_json(d)::text AS row, sealed_decision AS sealed FROM disclosure.standing_decision d',
      );
      await client.end();
      expect(rows.length).toBeGreaterThan(0);
      for (const { row, sealed } of rows)
        expect(`${row} ${sealed.toString()}`).not.toMatch(/Rättschefen|Dnr 2026-117/);
    });
  });

  describe('endStandingDecision', () => {
    it('gives the first outcome the second time, also under another key and on another instance', async () => {
      const id = await desk.decide('kronofogden', 'MEETING_INPUT_TO_BOARD');
      const key = randomUUID();
      const first = ended(await end('kronofogden', id, key));
      expect(first.endedAt).toBe(clock.now().toISOString());
      clock.advance(60);
      expect(ended(await end('kronofogden', id, key))).toEqual(first);
      expect(ended(await end('kronofogden', id))).toEqual(first);
      expect(ended(await end('kronofogden', id, randomUUID(), other))).toEqual(first);
    });

    it('ends once when it is ended at once on two instances', async () => {
      const id = await desk.decide('kronofogden', 'MEETING_INPUT_TO_BOARD');
      const answers = await Promise.all(
        [gateway, other, gateway].map((at) => end('kronofogden', id, randomUUID(), at)),
      );
      expect(new Set(answers.map((answer) => ended(answer).endedAt)).size).toBe(1);
    });

    it('knows only decisions of the caller’s own authority, by the caller’s own alias', async () => {
      const id = await desk.decide('board-farsta', 'PRIORITY_QUEUE');
      const foreign = await end('board-skarpnack', id);
      const invented = await end('board-skarpnack', 'A'.repeat(22));
      expect(codeOf(foreign)).toBe('NOT_FOUND');
      expect(foreign.body).toEqual(invented.body);
      for (const nonsense of ['', 'x', id.slice(1)])
        expect(codeOf(await end('board-farsta', nonsense))).toBe('NOT_FOUND');
      expect((await list('board-farsta')).find((one) => one.id === id)?.endedAt).toBeNull();
    });
  });

  it('a decision sent again after its last day is answered as it first was, and a new one is refused', async () => {
    const input = aDecision('HEARD_ON_TO_BOARD', TODAY, TODAY);
    const first = registered(await register('kronofogden', input));
    clock.advance(24 * HOUR);
    const again = await register('kronofogden', input);
    const fresh = await register('kronofogden', { ...input, idempotencyKey: randomUUID() });
    clock.advance(-24 * HOUR);
    expect(registered(again)).toEqual(first);
    expect(problemsOf(fresh)).toEqual([['input.validTo', 'IN_THE_PAST']]);
    await end('kronofogden', first.id);
  });

  describe('standingDecisions', () => {
    it('stand in the order in which one request registered them', async () => {
      const fields = ['a', 'b', 'c', 'd', 'e', 'f'];
      const inputs = Object.fromEntries(
        fields.map((name) => [name, { ...aDecision('PRIORITY_QUEUE', TODAY), reference: name }]),
      );
      const variables = fields.map((name) => `$${name}: RegisterStandingDecisionInput!`).join();
      const calls = fields.map(
        (name) => `${name}: registerStandingDecision(input: $${name}) { id }`,
      );
      const { body } = await gateway.send(
        'board-skarpnack',
        `mutation (${variables}) { ${calls.join(' ')} }`,
        inputs,
      );
      const ids = fields.map((name) => (body.data?.[name] as { id: string }).id);
      expect((await list('board-skarpnack')).map(({ id }) => id)).toEqual(ids.toReversed());
    });

    it('are the authority’s own, ended and expired ones too, the newest first', async () => {
      const kept = await desk.decide('board-uppsala', 'PRIORITY_QUEUE', TODAY);
      clock.advance(60);
      const over = await desk.decide('board-uppsala', 'ATTENDANCE_TO_ENFORCEMENT');
      await end('board-uppsala', over);
      clock.advance(24 * HOUR);
      const decisions = await list('board-uppsala');
      clock.advance(-24 * HOUR);
      expect(decisions.map(({ id, endedAt }) => [id, endedAt !== null])).toEqual([
        [over, true],
        [kept, false],
      ]);
      expect(decisions.every(({ owner }) => owner === '0380')).toBe(true);
      const elsewhere = (await list('board-farsta')).map(({ id }) => id);
      expect(elsewhere).not.toContain(kept);
    });

    it('are for an auditor those of its controller', async () => {
      await desk.decide('kronofogden', 'MEETING_INPUT_TO_BOARD');
      expect(await list('oversight-kronofogden')).toEqual(await list('kronofogden'));
      expect(await list('oversight-farsta')).toEqual(await list('board-farsta', Purpose.AUDIT));
      expect((await list('oversight-farsta')).map(({ owner }) => owner)).not.toContain(
        '202100-5448',
      );
    });

    it('are nothing for a landlord', async () => {
      expect(codeOf(await gateway.send('landlord-bostaden', LIST))).toBe('FORBIDDEN');
    });
  });

  describe('what they open', () => {
    let tenancy: Tenancy;
    beforeAll(async () => {
      tenancy = await desk.notice();
      await desk.push(tenancy, 1, { heardOn: '2026-11-12' });
      const { id } = await desk.find('board-farsta', tenancy);
      const { case: found } = await gateway.data<{
        case: { version: number; tenants: readonly { id: string }[] };
      }>('board-farsta', TENANTS, { id });
      await gateway.data('board-farsta', MARK, {
        input: {
          idempotencyKey: 'unprotected',
          caseId: id,
          expectedVersion: found.version,
          tenantId: found.tenants[0]?.id,
          protected: false,
          reason: 'Kontrollerat i folkbokföringen',
        },
      });
    });

    const CLOSED = {
      heardOn: null,
      childrenAffected: null,
      defendants: [{ postalAddress: null, phone: null, email: null }],
    };
    const CONTACT = {
      postalAddress: 'Annan väg 5, 123 45 Farsta',
      phone: '+46 70 000 00 00',
      email: 'testina0@example.org',
    };
    const read = async (client: string, at = gateway) => {
      const { id } = await desk.find(client, tenancy);
      const { body } = await at.send(client, CASE, { id });
      const found = body.data?.case as { version: number; enforcement: object };
      const codes = body.errors?.map(({ extensions }) => extensions.coordinate) ?? [];
      return { ...found, codes, told: body.extensions };
    };

    it.each<[OwnerSwitch, string, object]>([
      ['HEARD_ON_TO_BOARD', 'board-farsta', { heardOn: '2026-11-12' }],
      ['HEARD_ON_TO_LANDLORD', 'landlord-bostaden', { heardOn: '2026-11-12' }],
      ['CHILDREN_AFFECTED_TO_BOARD', 'board-farsta', { childrenAffected: true }],
      ['DEFENDANT_CONTACT_TO_BOARD', 'board-farsta', { defendants: [CONTACT] }],
    ])('%s opens its field to %s, and nothing else to anybody', async (name, client, opened) => {
      const readers = ['board-farsta', 'landlord-bostaden', 'kronofogden'];
      const all = () => Promise.all(readers.map((one) => read(one)));
      const before = await all();
      expect(before[0]?.enforcement).toEqual(CLOSED);
      const id = await desk.decide('kronofogden', name);
      for (const at of [gateway, other]) {
        expect((await read(client, at)).enforcement).toEqual({ ...CLOSED, ...opened });
      }
      // What an answer says about disclosure, and the version, do not follow the decision.
      const open = await all();
      expect(
        open.map((one, index) => ({ ...one, enforcement: before[index]?.enforcement })),
      ).toEqual(before);
      for (const [index, one] of open.entries())
        if (readers[index] !== client) expect(one).toEqual(before[index]);
      await end('kronofogden', id, randomUUID(), other);
      expect(await all()).toEqual(before);
    });

    it.each<[OwnerSwitch, string]>([
      ['HEARD_ON_TO_BOARD', 'board-farsta'],
      ['HEARD_ON_TO_LANDLORD', 'landlord-bostaden'],
      ['CHILDREN_AFFECTED_TO_BOARD', 'board-farsta'],
      ['DEFENDANT_CONTACT_TO_BOARD', 'board-farsta'],
    ])('%s closes when the last day is over in Stockholm, and no sooner', async (name, client) => {
      const before = await read(client);
      await desk.decide('kronofogden', name, TODAY);
      clock.advance(10.9 * HOUR);
      expect(await read(client)).not.toEqual(before);
      clock.advance(0.2 * HOUR);
      expect(await read(client)).toEqual(before);
      clock.advance(-11.1 * HOUR);
      const standing = (await list('kronofogden')).filter(({ endedAt }) => endedAt === null);
      for (const { id } of standing) await end('kronofogden', id);
    });

    it('a decision of a board about its own fields opens none of Kronofogden’s', async () => {
      const before = await read('board-farsta');
      await desk.decide('board-farsta', 'ATTENDANCE_TO_ENFORCEMENT');
      expect(await read('board-farsta')).toEqual(before);
    });
  });
});
