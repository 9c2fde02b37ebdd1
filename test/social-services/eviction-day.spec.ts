import { randomUUID } from 'node:crypto';
import { Agency, Purpose } from '../../src/shared';
import { AttendanceStatus } from '../../src/social-services/attendance.type';
import { aBoardDesk, aCaller, farsta, skarpnack } from './board-desk';

interface Named {
  readonly id: string;
  readonly name: string;
  readonly phone: string | null;
  readonly email: null;
}

const DAY = `{ evictionConfirmation { confirmedAt dueOn onTime caseworker { id name phone email } }
  attendance { status contactName contactPhone } }`;
const kronofogden = { ...aCaller('authority-key', Agency.ENFORCEMENT), purpose: Purpose.EXECUTION };
const landlord = { ...aCaller('landlord-key', Agency.LANDLORD), purpose: Purpose.LANDLORD_DUTY };
const auditor = { ...aCaller('farsta', Agency.OVERSIGHT), purpose: Purpose.AUDIT };
const otherAuditor = { ...aCaller('authority-key', Agency.OVERSIGHT), purpose: Purpose.AUDIT };
const kim: Named = { id: 'FA-7', name: 'Kim Påhittad', phone: '08-123 45 67', email: null };
const robin: Named = { id: 'FA-8', name: 'Robin Påhittad', phone: null, email: null };
const attending = {
  status: AttendanceStatus.ATTENDING,
  contactName: 'Kim Påhittad',
  contactPhone: '070-174 06 05',
};

interface Day {
  readonly evictionConfirmation?: { caseworker: { id: string } } | null;
  readonly attendance?: object | null;
}

describe('the day of an eviction', () => {
  let desk: Awaited<ReturnType<typeof aBoardDesk>>;
  beforeAll(async () => {
    desk = await aBoardDesk();
  });
  afterAll(() => desk.close());
  beforeEach(() => {
    desk.clock.advance(60);
  });

  async function aDatedCase(): Promise<string> {
    const caseId = await desk.aCase();
    await desk.timeIsSet(caseId);
    return caseId;
  }
  const confirm = async (caseId: string, caseworker = kim, board = farsta) =>
    desk.evictionDay.confirmEvictionTime(board, { ...(await desk.of(caseId, board)), caseworker });
  const attend = async (caseId: string, values: object = attending) =>
    desk.evictionDay.setAttendance(farsta, {
      ...(await desk.of(caseId)),
      ...(values as typeof attending),
    });
  const read = async (caseId: string, caller = farsta) =>
    (await desk.read(caller, [caseId], DAY)).records[0] as Day;
  const decide = (owner: string) =>
    desk.sql(
      `INSERT INTO disclosure.standing_decision VALUES ($1, $2, 'ATTENDANCE_TO_ENFORCEMENT', '2026-11-01', '2099-01-01', $3, NULL, '\\x00')`,
      [randomUUID(), owner, desk.clock.now()],
    );
  const versions = async (caseId: string) =>
    Object.fromEntries(
      (
        await desk.sql<{ reader: string; version: number }>(
          `SELECT agency || ' ' || organisation AS reader, version FROM cases.share WHERE case_id = $1`,
          [caseId],
        )
      ).map(({ reader, version }) => [reader, version]),
    );
  const raised = (before: Record<string, number>, ...readers: readonly string[]) => ({
    ...before,
    ...Object.fromEntries(readers.map((reader) => [reader, (before[reader] ?? 0) + 1])),
  });

  it('is confirmed to Kronofogden with a name, though the board has not taken the case on', async () => {
    const caseId = await aDatedCase();
    expect(await confirm(caseId)).toBe(caseId);
    const evictionConfirmation = {
      confirmedAt: desk.clock.now(),
      dueOn: '2026-11-22',
      onTime: true,
      caseworker: kim,
    };
    expect(await read(caseId)).toEqual({ evictionConfirmation, attendance: null });
    const shown = await read(caseId, kronofogden);
    expect(shown).toMatchObject({
      evictionConfirmation: { ...evictionConfirmation, caseworker: { name: kim.name } },
    });
    expect(shown.evictionConfirmation?.caseworker.id).not.toBe(kim.id);
    expect(await read(caseId, auditor)).toEqual({ evictionConfirmation });
    expect(await read(caseId, landlord)).toEqual({});
    expect((await read(caseId, skarpnack)).evictionConfirmation).toBeNull();
    expect((await read(caseId, otherAuditor)).evictionConfirmation).toBeNull();
  });

  it('shows by no other field that the board has confirmed', async () => {
    const caseId = await aDatedCase();
    await confirm(caseId);
    const { records } = await desk.read(
      farsta,
      [caseId],
      '{ status openedAt caseworker { name } }',
    );
    expect(records).toEqual([{ status: 'NEW', openedAt: null, caseworker: null }]);
  });

  it.each(['confirm', 'attend'] as const)(
    'has nothing to %s before a time is set',
    async (what) => {
      const caseId = await desk.aCase();
      await expect(what === 'confirm' ? confirm(caseId) : attend(caseId)).rejects.toMatchObject({
        code: 'ILLEGAL_TRANSITION',
        legal: [],
      });
    },
  );

  it('is nothing to a board that was not told of the time', async () => {
    const caseId = await aDatedCase();
    await desk.noticeArrives(caseId, 'skarpnack');
    await expect(confirm(caseId, robin, skarpnack)).rejects.toMatchObject({
      code: 'ILLEGAL_TRANSITION',
    });
  });

  it('needs another confirmation and another word on attendance when the time is moved', async () => {
    const caseId = await aDatedCase();
    await confirm(caseId);
    await attend(caseId);
    await decide('farsta');
    const first = await read(caseId, auditor);
    desk.clock.advance(86_400);
    await desk.timeMoves(caseId, '2026-12-20');
    const NOTHING = { evictionConfirmation: null, attendance: null };
    expect(await read(caseId)).toEqual(NOTHING);
    expect(await read(caseId, kronofogden)).toEqual(NOTHING);
    // Who may not know of the time does not learn by this that it was moved.
    expect(await read(caseId, auditor)).toEqual(first);
    desk.clock.advance(86_400);
    await confirm(caseId, robin);
    expect(await read(caseId, auditor)).toMatchObject({
      evictionConfirmation: { dueOn: '2026-11-23', onTime: false, caseworker: { id: 'FA-8' } },
    });
    expect(await read(caseId, kronofogden)).toMatchObject({
      evictionConfirmation: { onTime: false },
      attendance: null,
    });
    desk.clock.advance(-2 * 86_400);
  });

  it('is hidden with the time, and starts anew with the next one, be it the same day', async () => {
    const caseId = await aDatedCase();
    await confirm(caseId);
    await desk.timeMoves(caseId, null);
    expect(await read(caseId, kronofogden)).toEqual({});
    expect((await read(caseId)).evictionConfirmation).toBeNull();
    expect((await read(caseId, auditor)).evictionConfirmation).not.toBeNull();
    await expect(confirm(caseId)).rejects.toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    desk.clock.advance(60);
    await desk.timeMoves(caseId, '2026-12-10');
    expect((await read(caseId, kronofogden)).evictionConfirmation).toBeNull();
    await confirm(caseId);
    expect((await read(caseId, kronofogden)).evictionConfirmation).not.toBeNull();
  });

  it('stays confirmed since when it was, whoever is named later', async () => {
    const caseId = await aDatedCase();
    await confirm(caseId);
    const confirmedAt = desk.clock.now();
    desk.clock.advance(2 * 86_400);
    const before = await versions(caseId);
    await confirm(caseId);
    expect(await versions(caseId)).toEqual(before);
    await confirm(caseId, robin);
    expect(await read(caseId)).toMatchObject({
      evictionConfirmation: { confirmedAt, onTime: true, caseworker: robin },
    });
    desk.clock.advance(-2 * 86_400);
  });

  it('raises the versions of board, auditor and Kronofogden with a confirmation', async () => {
    const caseId = await aDatedCase();
    const before = await versions(caseId);
    await confirm(caseId);
    expect(await versions(caseId)).toEqual(
      raised(before, 'SOCIAL_SERVICES farsta', 'OVERSIGHT farsta', 'ENFORCEMENT authority-key'),
    );
  });

  it('tells Kronofogden of attendance only while the board has decided so', async () => {
    await desk.sql('DELETE FROM disclosure.standing_decision');
    const caseId = await aDatedCase();
    const before = await versions(caseId);
    await attend(caseId);
    expect(await versions(caseId)).toEqual(raised(before, 'SOCIAL_SERVICES farsta'));
    expect(await read(caseId)).toMatchObject({ attendance: attending });
    expect(await read(caseId, kronofogden)).not.toHaveProperty('attendance');
    await decide('skarpnack');
    expect(await read(caseId, kronofogden)).not.toHaveProperty('attendance');
    await decide('farsta');
    expect(await read(caseId, kronofogden)).toMatchObject({ attendance: attending });
    expect(await read(caseId, landlord)).toEqual({});
    expect(await read(caseId, auditor)).not.toHaveProperty('attendance');
    const decided = await versions(caseId);
    await attend(caseId, { status: AttendanceStatus.NOT_ATTENDING });
    expect(await versions(caseId)).toEqual(
      raised(decided, 'SOCIAL_SERVICES farsta', 'ENFORCEMENT authority-key'),
    );
    expect(await read(caseId, kronofogden)).toMatchObject({
      attendance: { status: 'NOT_ATTENDING', contactName: null, contactPhone: null },
    });
  });

  it('keeps names sealed and what was said before', async () => {
    const caseId = await aDatedCase();
    await confirm(caseId);
    await attend(caseId);
    await attend(caseId, { status: AttendanceStatus.UNDECIDED });
    const rows = await desk.sql<Record<string, unknown>>(
      `SELECT sealed_contact::text AS sealed FROM social.attendance WHERE case_id = $1
       UNION ALL SELECT sealed_caseworker::text FROM social.eviction_confirmation WHERE case_id = $1`,
      [caseId],
    );
    expect(rows).toHaveLength(3);
    const name = Buffer.from('Påhittad').toString('hex');
    expect(JSON.stringify(rows)).not.toContain(name);
  });

  it.each(['confirmEvictionTime', 'setAttendance'] as const)(
    '%s happens once under one key, and at one version',
    async (operation) => {
      const caseId = await aDatedCase();
      const call = (request: object) => desk.evictionDay[operation](farsta, request as never);
      const input = operation === 'setAttendance' ? attending : { caseworker: kim };
      const request = { ...(await desk.of(caseId)), ...input };
      const calls = await Promise.all(Array.from({ length: 4 }, () => call(request)));
      expect(calls).toEqual(calls.map(() => caseId));
      await expect(call({ ...request, idempotencyKey: randomUUID() })).rejects.toMatchObject({
        code: 'VERSION_CONFLICT',
      });
      const other = operation === 'setAttendance' ? { contactName: 'Ny' } : { caseworker: robin };
      await expect(call({ ...request, ...other })).rejects.toMatchObject({
        code: 'IDEMPOTENCY_CONFLICT',
      });
      await expect(
        desk.evictionDay[operation](skarpnack, {
          ...(await desk.of(caseId, skarpnack)),
          ...input,
        } as never),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
      const table = operation === 'setAttendance' ? 'attendance' : 'eviction_confirmation';
      expect(
        await desk.sql(`SELECT FROM social.${table} WHERE case_id = $1`, [caseId]),
      ).toHaveLength(1);
    },
  );
});
