import { randomUUID } from 'node:crypto';
import { actorContext, MOST_CASES } from '../../src/disclosure-log';
import type { Disclosure } from '../../src/disclosure-log';
import { LogUnavailableError, Agency, Purpose } from '../../src/shared';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { aKeyring, aLog } from './a-log';
import type { TestLog } from './a-log';
import { aDisclosure, aList, aRequest } from './some-disclosures';
import { StoredLog } from './stored-log';

let database: TestDatabase;
let stored: StoredLog;
const open: TestLog[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  stored = await StoredLog.open(database);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ log }) => log.stop()));
  await stored.empty();
});
afterAll(async () => {
  await stored.close();
  await database.drop();
});

function opened(...options: [Parameters<typeof aLog>[1]?]): TestLog {
  const one = aLog(database.serviceUrl, ...options);
  open.push(one);
  return one;
}

async function shapeIds(): Promise<string[]> {
  const { rows } = await stored.superuser.query<{ id: string }>(
    `SELECT encode(id, 'hex') AS id FROM log.shape WHERE id = sha256(convert_to(content, 'UTF8'))`,
  );
  return rows.map(({ id }) => id);
}

describe('the writer of the disclosure log', () => {
  it('stores a sheet as it was told', async () => {
    const { log } = opened();
    const disclosure = aDisclosure({
      agency: Agency.LANDLORD,
      organisation: 'aa00',
      principal: 'bb00',
      purpose: Purpose.LANDLORD_DUTY,
      controllers: ['bb00', '0180-farsta', 'bb00'],
      subjects: [['01'.repeat(16), '02'.repeat(16)]],
      openedBy: [randomUUID()],
    });
    const before = new Date();
    await log.record([disclosure]);

    const [sheet, ...others] = await stored.sheets();
    expect(others).toEqual([]);
    expect(sheet).toMatchObject({
      sequence: '1',
      request: disclosure.requestId,
      agency: 'LANDLORD',
      organisation: 'aa00',
      principal: 'bb00',
      purpose: 'LANDLORD_DUTY',
      cases: disclosure.cases,
      controllers: ['0180-farsta', 'bb00'],
      subjects: ['01'.repeat(16), '02'.repeat(16)],
      subject_cases: [1, 1],
      opened_by: disclosure.openedBy,
    });
    const at = Date.parse(sheet?.recorded_at ?? '');
    expect(at).toBeGreaterThanOrEqual(before.getTime());
    expect(at).toBeLessThanOrEqual(Date.now());
    expect(await shapeIds()).toEqual([sheet?.shape]);
    expect(await stored.faults()).toEqual([]);
  });

  it('stores what was disclosed alike of several cases in one row, the persons of each with it', async () => {
    const { log } = opened();
    const [first, list] = [aDisclosure(), aList(4)];
    await log.record([first, list]);
    expect(await stored.sheets()).toMatchObject([
      { sequence: '1', cases: first.cases },
      {
        sequence: '2',
        request: list.requestId,
        cases: list.cases,
        controllers: list.controllers,
        subjects: list.subjects.flat(),
        subject_cases: [2, 3, 3, 4, 4, 4],
      },
    ]);
    expect(await stored.faults()).toEqual([]);
  });

  it('stores as many cases in one row as are allowed', async () => {
    const { log } = opened();
    await log.record([aList(MOST_CASES)]);
    const [sheet] = await stored.sheets();
    expect([sheet?.cases.length, sheet?.subjects.length]).toEqual([MOST_CASES, 4_950]);
    expect(await stored.faults()).toEqual([]);
  });

  it('stores a look-up that is about no case and no person', async () => {
    const { log } = opened();
    await log.record([aDisclosure({ cases: [null], subjects: [[]], controllers: [] })]);
    expect(await stored.sheets()).toMatchObject([
      { cases: [null], subjects: [], subject_cases: [], controllers: [], opened_by: [] },
    ]);
    expect(await stored.faults()).toEqual([]);
  });

  it('stores text with quotes, braces and letters of any alphabet as it is', async () => {
    const { log } = opened();
    const odd = ['a"b\\c{d},e', 'NULL', '', 'Upplands-Väsby 𝄞'];
    await log.record([aDisclosure({ controllers: odd, organisation: odd[0] ?? '' })]);
    const [sheet] = await stored.sheets();
    expect(sheet?.organisation).toBe(odd[0]);
    expect([...(sheet?.controllers ?? [])].sort()).toEqual([...odd].sort());
  });

  it('chains the sheets of a call in their order, without gaps', async () => {
    const { log, heads } = opened();
    const requests = [aRequest(20), aRequest(1), aRequest(3)];
    for (const request of requests) await log.record(request);
    const sheets = await stored.sheets();
    expect(sheets.flatMap(({ cases }) => cases)).toEqual(
      requests.flat().flatMap(({ cases }) => cases),
    );
    expect(sheets.map(({ sequence }) => Number(sequence))).toEqual(
      Array.from({ length: 24 }, (_, index) => index + 1),
    );
    expect(await stored.faults()).toEqual([]);
    expect(heads.map(({ sequence }) => sequence)).toEqual([20, 21, 24]);
    expect(heads.at(-1)?.hash.toString('hex')).toBe(sheets.at(-1)?.hash);
    expect(heads.at(-1)?.instance).toBe(sheets.at(-1)?.instance);
  });

  it('gives each sheet of a call its own shape, request and caller, in whatever order they come', async () => {
    const { log } = opened();
    const told = (['a', 'b', 'a', 'c', 'b', 'a'] as const).flatMap((name, at) => [
      aDisclosure({ requestId: name, disclosed: [`Case.${name}`], organisation: `org-${name}` }),
      aDisclosure({ requestId: name, disclosed: [`Case.${at % 2}`], principal: `for-${at}` }),
      aDisclosure({ requestId: name, agency: Agency.OVERSIGHT, purpose: Purpose.AUDIT }),
    ]);
    await log.record(told);
    const sheets = await stored.sheets();
    const { rows } = await stored.superuser.query<{ id: string; content: Partial<Disclosure> }>(
      `SELECT encode(id, 'hex') AS id, content::json AS content FROM log.shape`,
    );
    const disclosedBy = (shape: string): unknown =>
      rows.find(({ id }) => id === shape)?.content.disclosed;
    expect(
      sheets.map((one) => [
        one.cases,
        one.request,
        one.agency,
        one.organisation,
        one.principal,
        one.purpose,
        disclosedBy(one.shape),
      ]),
    ).toEqual(
      told.map((one) => [
        one.cases,
        one.requestId,
        one.agency,
        one.organisation,
        one.principal,
        one.purpose,
        [...one.disclosed].sort(),
      ]),
    );
    expect(await stored.faults()).toEqual([]);
  });

  it('is caught by the test’s own recomputation when a stored sheet is changed', async () => {
    const { log } = opened();
    await log.record(aRequest(3));
    await stored.superuser.query(`UPDATE log.entry SET purpose = 'AUDIT' WHERE sequence = 2`);
    expect(await stored.faults()).toEqual(['2 is wrong']);
  });

  it('makes what many callers want written durable together', async () => {
    const { log } = opened();
    await log.record([aDisclosure()]);
    const callers = Array.from({ length: 200 }, () => aRequest(5));
    await Promise.all(callers.map((request) => log.record(request)));
    const sheets = await stored.sheets();
    expect(sheets).toHaveLength(1_001);
    expect(sheets.slice(1).flatMap(({ cases }) => cases)).toEqual(
      callers.flat().flatMap(({ cases }) => cases),
    );
    expect(new Set(sheets.map(({ transaction }) => transaction)).size).toBeLessThan(5);
    expect(await stored.faults()).toEqual([]);
  });

  it('keeps callers that come at any time in one gapless chain', async () => {
    const { log } = opened({ windowMs: 1 });
    await Promise.all(
      Array.from({ length: 50 }, async (_, caller) => {
        for (let turn = 0; turn < 6; turn += 1) {
          await new Promise((resolve) => setTimeout(resolve, (caller * 7 + turn) % 5));
          await log.record(aRequest(1 + (caller % 4)));
        }
      }),
    );
    expect(await stored.count('chain')).toBe(1);
    expect(await stored.count('shape')).toBe(1);
    expect(await stored.faults()).toEqual([]);
  });

  it('splits what is too much for one statement, and still answers each caller once all of its sheets are durable', async () => {
    const { log } = opened();
    await Promise.all([log.record(aRequest(1_500)), log.record(aRequest(1_500))]);
    const sheets = await stored.sheets();
    expect(sheets).toHaveLength(3_000);
    expect(new Set(sheets.map(({ transaction }) => transaction)).size).toBe(2);
    expect(await stored.faults()).toEqual([]);
  });

  it('takes more from one caller than fits beside others', async () => {
    const { log } = opened();
    await log.record(aRequest(2_500));
    expect(await stored.count('entry')).toBe(2_500);
  });

  it('writes a shape and an actor once, and does not try again', async () => {
    const { log } = opened();
    const content = { disclosed: ['Case.id'], denied: [] };
    await log.record(aRequest(20, content));
    await stored.superuser.query(
      'REVOKE INSERT ON log.shape, log.actor, log.chain FROM kvarbo_log_writer',
    );
    try {
      await log.record(aRequest(20, content));
      // Equal, though not the very same lists.
      await log.record(aRequest(20, { disclosed: ['Case.id'], denied: [] }));
    } finally {
      await stored.superuser.query(
        'GRANT INSERT ON log.shape, log.actor, log.chain TO kvarbo_log_writer',
      );
    }
    expect(await stored.count('shape')).toBe(1);
    expect(await stored.count('actor')).toBe(1);
    expect(await stored.count('entry')).toBe(60);
  });

  it('tells shapes apart that share all lists but one', async () => {
    const { log } = opened();
    const { operation, policyVersion } = aDisclosure();
    const changes: Partial<Disclosure>[] = [
      { denied: [] },
      { legalBasis: [] },
      { policyVersion: `${policyVersion}+` },
      { operation: { ...operation, hash: '01' } },
      { disclosed: ['Case.id'] },
    ];
    await log.record(changes.flatMap((change) => [aDisclosure(), aDisclosure(change)]));
    const shapes = (await stored.sheets()).map(({ shape }) => shape);
    expect(new Set(shapes).size).toBe(1 + changes.length);
    expect(new Set(shapes.filter((_, index) => index % 2 === 0)).size).toBe(1);
    expect((await shapeIds()).sort()).toEqual([...new Set(shapes)].sort());
  });

  it('seals who called, for the place where it lies', async () => {
    const { log } = opened();
    const actor = {
      organisation: '556677-8899',
      actingFor: '556600-1111',
      client: 'agent',
      user: 'bo',
    };
    await log.record([aDisclosure({ actor })]);
    const { rows } = await stored.superuser.query<{ id: Buffer; sealed: Buffer }>(
      'SELECT id, sealed FROM log.actor',
    );
    const [row] = rows;
    if (!row) throw new Error('No actor was stored.');
    expect(row.id).toHaveLength(16);
    expect((await stored.sheets())[0]?.actor).toBe(row.id.toString('hex'));
    expect(aKeyring.open(row.sealed, actorContext(row.id))).toEqual(actor);
    expect(() => aKeyring.open(row.sealed, 'log.actor/00')).toThrow();
    expect(row.sealed.includes('556677')).toBe(false);
  });

  it('has an actor for each agency, organisation, principal, client and user', async () => {
    const { log } = opened();
    const actor = { organisation: 'a', actingFor: null, client: 'c', user: 'u' };
    await log.record([
      aDisclosure({ actor }),
      aDisclosure({ actor, agency: Agency.OVERSIGHT }),
      aDisclosure({ actor: { ...actor, organisation: 'b' } }),
      aDisclosure({ actor: { ...actor, actingFor: 'p' } }),
      aDisclosure({ actor: { ...actor, client: 'd' } }),
      aDisclosure({ actor: { ...actor, user: null } }),
      aDisclosure({ actor: { ...actor } }),
    ]);
    expect(await stored.count('actor')).toBe(6);
  });

  it('lets instances write beside each other, each its own chain of shapes that all share', async () => {
    const logs = [opened(), opened(), opened()];
    const shapes = Array.from({ length: 12 }, (_, index) => ({ disclosed: [`Case.f${index}`] }));
    await Promise.all(
      logs.map(({ log }, turn) =>
        Promise.all(
          (turn % 2 === 0 ? shapes : [...shapes].reverse()).map((part) =>
            log.record(aRequest(3, part)),
          ),
        ),
      ),
    );
    expect(await stored.count('chain')).toBe(3);
    expect(await stored.count('shape')).toBe(12);
    expect(await stored.count('entry')).toBe(108);
    expect(await stored.faults()).toEqual([]);
  });

  it('writes nothing, not even a chain, when there is nothing to write', async () => {
    const { log } = opened();
    await log.record([]);
    expect(await stored.count('chain')).toBe(0);
  });

  it('answers after the commit, not after the insert', async () => {
    const { log } = opened();
    await stored.superuser.query(`
      CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'refused at commit' USING ERRCODE = '23514'; END $$;
      CREATE CONSTRAINT TRIGGER late AFTER INSERT ON log.entry
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.refuse();`);
    try {
      await expect(log.record(aRequest(2))).rejects.toThrow(LogUnavailableError);
    } finally {
      await stored.superuser.query('DROP TRIGGER late ON log.entry; DROP FUNCTION public.refuse()');
    }
    expect(await stored.count('entry')).toBe(0);
  });

  it('commits to disk even where the database would answer before', async () => {
    const name = new URL(database.superuserUrl).pathname.slice(1);
    await stored.superuser.query(`
      ALTER DATABASE ${name} SET synchronous_commit = off;
      CREATE TABLE public.seen (value text);
      GRANT INSERT ON public.seen TO kvarbo_log_writer;
      CREATE FUNCTION public.look() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO public.seen VALUES (current_setting('synchronous_commit') || ' ' || current_user); RETURN NULL; END $$;
      CREATE TRIGGER look AFTER INSERT ON log.entry FOR EACH ROW EXECUTE FUNCTION public.look();`);
    try {
      const { log } = opened();
      await log.record([aDisclosure()]);
      const { rows } = await stored.superuser.query('SELECT value FROM public.seen');
      expect(rows).toEqual([{ value: 'on kvarbo_log_writer' }]);
    } finally {
      await stored.superuser.query(`ALTER DATABASE ${name} RESET synchronous_commit;
        DROP TRIGGER look ON log.entry; DROP FUNCTION public.look(); DROP TABLE public.seen`);
    }
  });

  it.each<[string, Partial<Disclosure>]>([
    ['cases', { cases: ['not-a-uuid'] }],
    ['cases', { cases: [randomUUID().toUpperCase()] }],
    ['cases', { cases: [], subjects: [] }],
    ['cases', aList(MOST_CASES + 1)],
    ['subjects', { subjects: [] }],
    ['subjects', { subjects: [['01'], ['02']] }],
    ['subjects', { subjects: [['0']] }],
    ['openedBy', { openedBy: ['x'] }],
    ['controllers', { controllers: ['a\0b'] }],
    ['requestId', { requestId: '\ud800' }],
    ['organisation', { organisation: '\0' }],
    ['principal', { principal: 'a\udfff' }],
  ])(
    'refuses a %s that could not be stored as it is, and harms nobody beside it',
    async (field, part) => {
      const { log, faults } = opened();
      const others = [log.record(aRequest(2)), log.record(aRequest(2))];
      await expect(log.record([aDisclosure(), aDisclosure(part)])).rejects.toThrow(
        new TypeError(`The ${field} of a disclosure cannot be stored.`),
      );
      await Promise.all(others);
      expect(await stored.count('entry')).toBe(4);
      expect(faults).toEqual([]);
    },
  );

  it('takes no more than it can hold, each case of a row counted', async () => {
    const { log } = opened({ mostWaiting: 10 });
    const fits = [log.record(aRequest(6)), log.record([aList(4)])];
    await expect(log.record(aRequest(1))).rejects.toThrow(LogUnavailableError);
    await Promise.all(fits);
    await log.record(aRequest(10));
    expect(await stored.count('entry')).toBe(17);
  });

  it('writes what waits before it stops, then has it signed, and takes no more', async () => {
    const { log, told } = opened();
    const waiting = Promise.all([log.record(aRequest(2)), log.record(aRequest(3))]);
    const stopping = log.stop();
    await expect(log.record(aRequest(1))).rejects.toThrow(LogUnavailableError);
    await Promise.all([waiting, stopping]);
    expect(told).toEqual(['note', 'stop']);
    expect(await stored.count('entry')).toBe(5);
    expect(await log.ready()).toBe(false);
    const { rows } = await stored.superuser.query(
      `SELECT 1 FROM pg_stat_activity WHERE application_name = 'kvarbo-log' AND datname = current_database()`,
    );
    expect(rows).toEqual([]);
  });
});
