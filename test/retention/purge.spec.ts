import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import { liftHold, listHolds, placeHold } from '../../src/retention';
import { PurgeMovedError } from '../../src/retention/purge';
import { PurgeRunningError } from '../../src/retention/purge-transaction';
import { RetentionWorld, type Tenancy } from './retention-world';

let world: RetentionWorld;
beforeAll(async () => {
  world = await RetentionWorld.open();
}, 60_000);
afterAll(() => world.close());

const classOn = async (day: string, name: 'CASE' | 'FILE' | 'CONSENT' | 'RECORD' | 'PROOF') =>
  (await world.plan(day)).classes[name];
const WORKER = { id: 'lina', name: 'Lina Handläggare', phone: '+46 8 000 00 01' };

/** A case that its landlord withdrew on 2 November 2026. */
async function withdrawn(): Promise<Tenancy> {
  world.goTo('2026-10-21T08:00:00Z');
  const tenancy = await world.notice();
  world.goTo('2026-11-02T08:00:00Z');
  await world.settle(tenancy, '2026-11-02');
  return tenancy;
}

const ofCase = (tenancy: Tenancy) =>
  [
    'SELECT case_id FROM landlord.notice WHERE receipt_number = $1',
    [tenancy.receiptNumber],
  ] as const;

describe('a case', () => {
  afterEach(async () => {
    await world.purge('2060-01-01');
  });

  it('is kept through the day a year after it closed, and goes on the next', async () => {
    const tenancy = await withdrawn();
    expect(await classOn('2027-11-01', 'CASE')).toMatchObject({ due: 0, oldest: null });
    expect(await classOn('2027-11-02', 'CASE')).toMatchObject({ due: 0 });
    expect(await classOn('2027-11-03', 'CASE')).toMatchObject({ due: 1, oldest: '2027-11-02' });

    world.goTo('2027-11-02T22:59:59Z');
    expect(await world.find('landlord-bostaden', tenancy)).not.toBeNull();
    const report = await world.purge('2027-11-03');
    expect(report.classes.CASE).toEqual({ due: 1, oldest: '2027-11-02', held: 0, purged: 1 });
    for (const client of ['landlord-bostaden', 'board-farsta'])
      expect(await world.find(client, tenancy)).toBeNull();
    expect(await world.traces(tenancy.receiptNumber)).toEqual([]);
  });

  it('that closed on a leap day is kept through the last day of February', async () => {
    world.goTo('2028-01-10T08:00:00Z');
    const tenancy = await world.notice();
    world.goTo('2028-02-29T08:00:00Z');
    await world.settle(tenancy, '2028-02-29');
    expect(await classOn('2029-02-28', 'CASE')).toMatchObject({ due: 0 });
    expect(await classOn('2029-03-01', 'CASE')).toMatchObject({ due: 1 });
  });

  it('whose closing was told late is kept for thirty days more', async () => {
    world.goTo('2026-10-21T08:00:00Z');
    const tenancy = await world.notice();
    // After midnight in Stockholm, on the last day of the year in UTC.
    world.goTo('2027-12-31T23:30:00Z');
    await world.settle(tenancy, '2026-11-02');
    expect(await classOn('2028-01-31', 'CASE')).toMatchObject({ due: 0 });
    expect(await classOn('2028-02-01', 'CASE')).toMatchObject({ due: 1 });
  });

  it('is kept while one of its readers has it open, and a year after that one closed it', async () => {
    world.goTo('2026-10-21T08:00:00Z');
    const tenancy = await world.notice();
    await world.push(tenancy, 1, {});
    world.goTo('2026-12-01T08:00:00Z');
    await world.push(tenancy, 2, {
      status: 'WITHDRAWN',
      closure: { kind: 'WITHDRAWN', on: '2026-12-01' },
    });
    const [, params] = ofCase(tenancy);
    const shares = await world.query<{ agency: string; closed_on: string | null }>(
      `SELECT agency, closed_on::text FROM cases.share WHERE case_id = (${ofCase(tenancy)[0]}) AND agency <> 'OVERSIGHT' ORDER BY 1`,
      [...params],
    );
    expect(new Set(shares.map((share) => share.closed_on))).toEqual(new Set(['2026-12-01']));
    // Somebody else's later end is the one that counts.
    await world.query(
      `UPDATE cases.share SET closed_on = $2 WHERE case_id = (${ofCase(tenancy)[0]}) AND agency = 'SOCIAL_SERVICES'`,
      [...params, null],
    );
    expect(await classOn('2030-01-01', 'CASE')).toMatchObject({ due: 0 });
    expect((await world.plan('2030-01-01')).dormant).toMatchObject({
      count: 1,
      oldest: '2026-12-01',
    });
    await world.query(
      `UPDATE cases.share SET closed_on = $2 WHERE case_id = (${ofCase(tenancy)[0]}) AND agency = 'SOCIAL_SERVICES'`,
      [...params, '2027-06-30'],
    );
    expect(await classOn('2028-06-30', 'CASE')).toMatchObject({ due: 0 });
    expect(await classOn('2028-07-01', 'CASE')).toMatchObject({ due: 1 });
  });
});

describe('what outlives a case', () => {
  let tenancy: Tenancy;
  beforeAll(async () => {
    world.goTo('2026-10-21T08:00:00Z');
    tenancy = await world.notice();
    await world.change('board-farsta', tenancy, 'openSocialCase', {
      caseworker: WORKER,
      journalReference: 'J-1',
    });
    const found = await world.find('board-farsta', tenancy);
    await world.change('board-farsta', tenancy, 'recordConsent', {
      tenantId: found?.tenants[0]?.id,
      fieldGroup: 'CASEWORKER_CONTACT',
      recipient: 'LANDLORD',
      purpose: 'LANDLORD_DUTY',
      validFrom: '2026-10-21',
      validTo: '2027-02-28',
      evidence: 'Muntligt',
    });
    world.goTo('2026-11-02T08:00:00Z');
    await world.settle(tenancy, '2026-11-02');
    await world.change('board-farsta', tenancy, 'recordOutcome', {
      kind: 'DEBT_SETTLED',
      decidedOn: '2026-11-02',
    });
  });

  it('is the board’s file, five years after its last note', async () => {
    expect(await classOn('2032-01-01', 'FILE')).toMatchObject({ due: 0 });
    await world.purge('2027-11-03');
    expect(await world.rowsIn('cases."case"')).toBe(0);
    expect(await world.rowsIn('social.social_case')).toBe(1);
    expect(await classOn('2031-11-02', 'FILE')).toMatchObject({ due: 0 });
    expect(await classOn('2031-11-03', 'FILE')).toMatchObject({ due: 1, oldest: '2031-11-02' });
  });

  it('is a consent, two years after it ended', async () => {
    expect(await classOn('2029-02-28', 'CONSENT')).toMatchObject({ due: 0 });
    expect(await classOn('2029-03-01', 'CONSENT')).toMatchObject({ due: 1 });
  });

  it('is the proof that the notice was received, for three years', async () => {
    expect(
      await world.query('SELECT receipt_number, keep_until::text FROM retention.proof'),
    ).toEqual([{ receipt_number: tenancy.receiptNumber, keep_until: '2029-10-21' }]);
    expect(await classOn('2029-10-21', 'PROOF')).toMatchObject({ due: 0 });
    expect(await classOn('2029-10-22', 'PROOF')).toMatchObject({ due: 1 });
  });

  it('is told to the person, and to nobody else', async () => {
    const query = `query ($n: PersonalIdentityNumber!) { subjectAccessReport(personalIdentityNumber: $n) { records { domain kind } } }`;
    const kinds = async (client: string) => {
      const { subjectAccessReport } = await world.gateway.data<{
        subjectAccessReport: { records: { kind: string }[] };
      }>(client, query, { n: tenancy.number });
      return subjectAccessReport.records.map(({ kind }) => kind).sort();
    };
    expect(await kinds('oversight-farsta')).toEqual([
      'consent',
      'keptPerson',
      'outcome',
      'proofOfReceipt',
      'socialCase',
    ]);
    expect(await world.find('board-farsta', tenancy)).toBeNull();
  });

  it('goes with its persons when nothing is left of it', async () => {
    expect(await world.rowsIn('retention.person')).toBeGreaterThan(0);
    const report = await world.purge('2032-01-01');
    expect(report.classes).toMatchObject({
      FILE: { purged: 1 },
      CONSENT: { purged: 1 },
      PROOF: { purged: 1 },
    });
    expect(await world.rowsIn('retention.person')).toBe(0);
    expect(await world.rowsIn('social.social_case')).toBe(0);
    expect(await world.traces(tenancy.receiptNumber)).toEqual([]);
  });
});

describe('Kronofogden’s record in a case that stays open', () => {
  it.each([
    ['five calendar years after it closed', {}, '2031-12-31', '2032-01-01'],
    [
      'three where it never left the summary process',
      {
        appliedOn: null,
        documentsReceivedOn: null,
        status: 'SUMMARY_PENDING',
        summaryCase: { appliedOn: '2026-10-01' },
      },
      '2029-12-31',
      '2030-01-01',
    ],
  ])('goes %s', async (_, changes, last, next) => {
    world.goTo('2026-10-21T08:00:00Z');
    const tenancy = await world.notice();
    await world.push(tenancy, 1, changes);
    await world.query(
      `UPDATE enforcement.record SET closure_on = '2026-12-01' WHERE case_number = $1`,
      [tenancy.caseNumber],
    );
    expect(await classOn(last, 'RECORD')).toMatchObject({ due: 0 });
    await world.purge(next);
    expect(await world.traces(tenancy.caseNumber)).toEqual([]);
    expect(
      await world.rowsIn(`landlord.notice WHERE receipt_number = '${tenancy.receiptNumber}'`),
    ).toBe(1);
  });
});

describe('a run', () => {
  afterEach(async () => {
    await world.purge('2060-01-01');
  });

  it('does what the dry run of its day showed, and nothing else', async () => {
    await withdrawn();
    const { digest } = await world.plan('2028-01-01');
    await expect(world.purge('2028-01-02', digest)).rejects.toThrow(PurgeMovedError);
    await withdrawn();
    await expect(world.purge('2028-01-01', digest)).rejects.toThrow(PurgeMovedError);
    const now = await world.plan('2028-01-01');
    expect((await world.purge('2028-01-01', now.digest)).classes.CASE.purged).toBe(2);
  });

  it('is written down with its report, which names nobody', async () => {
    const tenancy = await withdrawn();
    const { run } = await world.purge('2028-01-01');
    const events = await world.query<{ kind: string; report: object }>(
      'SELECT kind, report FROM retention.run_event WHERE run = $1 ORDER BY kind DESC',
      [run],
    );
    expect(events.map(({ kind }) => kind)).toEqual(['STARTED', 'FINISHED']);
    expect(JSON.stringify(events)).not.toContain(tenancy.receiptNumber);
  });

  it('is refused while another one works', async () => {
    const other = new Client({ connectionString: world.gateway.database.ownerUrl });
    await other.connect();
    try {
      await other.query(`SELECT pg_advisory_lock(1802924135)`);
      await expect(world.purge('2028-01-01')).rejects.toThrow(PurgeRunningError);
    } finally {
      await other.end();
    }
  });

  it('that is killed leaves whole cases done, and the next one does the rest', async () => {
    for (let count = 0; count < 3; count += 1) await withdrawn();
    const victim = new Client({ connectionString: world.gateway.database.ownerUrl });
    victim.on('error', () => undefined);
    await victim.connect();
    const blocker = new Client({ connectionString: world.gateway.database.superuserUrl });
    await blocker.connect();
    // The last statement of the batch waits here, with the rest of it done and not committed.
    await blocker.query('BEGIN; LOCK TABLE cases.person IN SHARE MODE');
    const killed = world.purge('2028-01-01', null, victim).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await blocker.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE '%DELETE FROM cases.person%'`,
    );
    expect(await killed).toBeInstanceOf(Error);
    await blocker.query('COMMIT');
    await blocker.end();
    expect(await world.rowsIn('landlord.notice')).toBeGreaterThanOrEqual(3);
    expect((await world.purge('2028-01-01')).classes.CASE.purged).toBe(3);
  });

  it('lets go of idempotency keys after thirty days', async () => {
    await withdrawn();
    await world.query(`UPDATE cases.idempotency SET recorded_at = '2026-10-24T23:30:00Z'`);
    expect((await world.plan('2026-11-24')).classes.IDEMPOTENCY.due).toBe(0);
    const { classes } = await world.purge('2026-11-25');
    expect(classes.IDEMPOTENCY.purged).toBeGreaterThan(0);
    expect(await world.rowsIn('cases.idempotency')).toBe(0);
  });
});

describe('a legal hold', () => {
  it('keeps all of a case until it is lifted, and is told with who ordered it', async () => {
    const tenancy = await withdrawn();
    const order = {
      authority: 'Tingsrätten',
      reason: 'Tvist om uppsägningen',
      now: new Date('2027-01-01T08:00:00Z'),
    };
    const id = await placeHold(
      world.owner,
      { kind: 'receipt', value: tenancy.receiptNumber },
      world.ledger,
      order,
    );
    const { classes } = await world.purge('2028-01-01');
    expect(classes.CASE).toMatchObject({ due: 1, held: 1, purged: 0 });
    expect(await world.find('landlord-bostaden', tenancy)).not.toBeNull();
    await liftHold(world.owner, id, world.ledger, { ...order, reason: 'Avgjord' });
    expect(await listHolds(world.owner)).toEqual([
      expect.objectContaining({ id, authority: 'Tingsrätten', liftReason: 'Avgjord' }),
    ]);
    await expect(liftHold(world.owner, id, world.ledger, order)).rejects.toThrow('lifted before');
    expect((await world.purge('2028-01-02')).classes.CASE.purged).toBe(1);
    const kinds = (await readFile(world.ledger, 'utf8')).match(/"kind":"(HELD|LIFTED)"/g);
    expect(kinds).toHaveLength(2);
  });

  it('is refused for a number that no case has', async () => {
    const order = { authority: 'A', reason: 'B', now: new Date() };
    await expect(
      placeHold(world.owner, { kind: 'record', value: 'U-0-00' }, world.ledger, order),
    ).rejects.toThrow('no case');
    await expect(liftHold(world.owner, randomUUID(), world.ledger, order)).rejects.toThrow(
      'no hold',
    );
  });
});

describe('kvarbo_purger', () => {
  async function asRole(role: string, sql: string, params: unknown[] = []) {
    await world.owner.query('BEGIN');
    try {
      await world.owner.query(`SET LOCAL ROLE ${role}`);
      return await world.owner.query(sql, params);
    } finally {
      await world.owner.query('ROLLBACK');
    }
  }
  const TOMBSTONE = `INSERT INTO retention.tombstone VALUES ('CASE', $1::text, $1::text::uuid, gen_random_uuid(), now(), false)`;

  it('removes nothing that the ledger does not name', async () => {
    await withdrawn();
    for (const table of ['landlord.notice', 'cases.share', 'landlord.settlement']) {
      expect(await world.rowsIn(table)).toBeGreaterThan(0);
      expect((await asRole('kvarbo_purger', `DELETE FROM ${table}`)).rowCount).toBe(0);
    }
  });

  it('cannot enter into the ledger a case that somebody has open, or one that is held', async () => {
    world.goTo('2026-10-21T08:00:00Z');
    const open = await world.notice();
    const closed = await withdrawn();
    const idOf = async (tenancy: Tenancy) =>
      (await world.query<{ case_id: string }>(ofCase(tenancy)[0], [...ofCase(tenancy)[1]]))[0]
        ?.case_id;
    const order = { authority: 'A', reason: 'B', now: new Date() };
    await placeHold(
      world.owner,
      { kind: 'receipt', value: closed.receiptNumber },
      world.ledger,
      order,
    );
    for (const tenancy of [open, closed]) {
      await expect(asRole('kvarbo_purger', TOMBSTONE, [await idOf(tenancy)])).rejects.toMatchObject(
        { code: '42501' },
      );
    }
  });

  it.each([
    'SELECT sealed_tenant_numbers FROM landlord.notice',
    'SELECT children FROM social.household',
    'SELECT name_index FROM cases.person',
    `UPDATE cases."case" SET opened_at = now()`,
    `UPDATE landlord.notice SET status = 'x'`,
    'DELETE FROM retention.tombstone',
    'DELETE FROM log.entry',
    `INSERT INTO retention.hold_lift VALUES (gen_random_uuid(), now(), 'x', 'y')`,
  ])('may not: %s', async (sql) => {
    await expect(asRole('kvarbo_purger', sql)).rejects.toMatchObject({ code: '42501' });
  });

  it('is nobody whom the service can become', async () => {
    const service = new Client({ connectionString: world.gateway.database.serviceUrl });
    await service.connect();
    try {
      for (const role of ['kvarbo_purger', 'kvarbo_hold_keeper'])
        await expect(service.query(`SET ROLE ${role}`)).rejects.toMatchObject({ code: '42501' });
    } finally {
      await service.end();
    }
  });
});
