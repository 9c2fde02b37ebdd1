import { randomUUID } from 'node:crypto';
import type { InvocationChange } from '../../src/cases';
import { assertVersion } from '../../src/cases/case-ledger';
import { Agency, VersionConflictError } from '../../src/shared';
import { aHubDesk } from './hub-desk';
import type { HubDesk } from './hub-desk';
import {
  aBoardFact,
  aNotice,
  aRecord,
  aSettlement,
  aSummaryRecord,
  BOSTADEN,
  HYRBO,
  KRONOFOGDEN,
} from './some-facts';

const FARSTA = 'SOCIAL_SERVICES farsta';
const LANDLORD = `LANDLORD ${BOSTADEN}`;
const EXECUTION = `ENFORCEMENT ${KRONOFOGDEN}`;

/** What a board’s entry about the household has changed. */
const household = {
  organisations: ['farsta'],
  coordinates: ['Household.children', 'SocialServicesRecord.household'],
};
const settled = {
  organisations: [BOSTADEN, 'farsta', KRONOFOGDEN],
  coordinates: ['Case.settlement'],
};

describe('CaseLedger', () => {
  let desk: HubDesk;
  beforeAll(async () => {
    desk = await aHubDesk();
  });
  afterAll(() => desk.close());

  /** Readers whose version a change moved, and by how much. */
  async function moved(
    caseId: string,
    work: () => Promise<unknown>,
  ): Promise<Record<string, number>> {
    const before = await desk.versions(caseId);
    await work();
    const after = await desk.versions(caseId);
    return Object.fromEntries(
      Object.entries(after)
        .map(([reader, version]) => [reader, version - (before[reader] ?? 0)] as const)
        .filter(([, by]) => by !== 0),
    );
  }

  /** A case with a notice to Farsta and Kronofogden’s record on it; case numbers are unique. */
  async function aPursuedCase(part: Parameters<typeof aRecord>[0] = {}, make = aRecord) {
    const caseId = await desk.aCase(aNotice());
    const record = make({ caseNumber: `U-${randomUUID().slice(0, 8)}-1`, ...part });
    await desk.change(caseId, [], (tx) => desk.facts.record(tx, caseId, record));
    return { caseId, record };
  }

  it('gives each reader a share of version 1 with the first facts, and none without facts', async () => {
    expect(await desk.shares(await desk.aCase())).toEqual([]);
    const seen = await desk.shares(await desk.aCase(aNotice()));
    expect(
      seen.map(({ reader, version, known, stage }) => [reader, version, known, stage]),
    ).toEqual([
      ['LANDLORD bostaden', 1, true, 'NOTICE_RECEIVED'],
      ['OVERSIGHT bostaden', 1, true, null],
      ['OVERSIGHT farsta', 1, true, null],
      ['SOCIAL_SERVICES farsta', 1, true, 'NOTICE_RECEIVED'],
    ]);
  });

  describe('a version', () => {
    it('of the board alone moves when the board writes of the household', async () => {
      const { caseId } = await aPursuedCase();
      expect(await moved(caseId, () => desk.change(caseId, [household]))).toEqual({ [FARSTA]: 1 });
    });

    it('moves nobody’s when the row belongs to nobody of the case', async () => {
      const { caseId } = await aPursuedCase();
      const elsewhere = { ...household, organisations: ['skarpnack', HYRBO] };
      expect(await moved(caseId, () => desk.change(caseId, [elsewhere]))).toEqual({});
      expect(await moved(caseId, () => desk.change(caseId, []))).toEqual({});
    });

    it('moves for those who may read the field, its conditions included', async () => {
      const unread = await aPursuedCase({ personIds: ['00000000-0000-4000-8000-0000000000f9'] });
      expect(await moved(unread.caseId, () => desk.change(unread.caseId, [settled]))).toEqual({
        [LANDLORD]: 1,
        [FARSTA]: 1,
      });
      const invoked = await aPursuedCase();
      expect(await moved(invoked.caseId, () => desk.change(invoked.caseId, [settled]))).toEqual({
        [LANDLORD]: 1,
        [FARSTA]: 1,
        [EXECUTION]: 1,
      });
    });

    it('moves for the agencies alone for which a value that is cut has changed', async () => {
      const { caseId } = await aPursuedCase();
      const cut = {
        organisations: [BOSTADEN, 'farsta', KRONOFOGDEN],
        coordinates: ['EnforcementRecord.status'],
        agencies: [Agency.LANDLORD, Agency.ENFORCEMENT],
      };
      expect(await moved(caseId, () => desk.change(caseId, [cut]))).toEqual({
        [LANDLORD]: 1,
        [EXECUTION]: 1,
      });
    });

    it('moves once for all that one write has changed', async () => {
      const { caseId } = await aPursuedCase();
      const changes = [
        household,
        household,
        settled,
        { ...settled, coordinates: ['Settlement.on'] },
      ];
      expect(await moved(caseId, () => desk.change(caseId, changes))).toEqual({
        [LANDLORD]: 1,
        [FARSTA]: 1,
        [EXECUTION]: 1,
      });
    });

    it('moves with a date that is cleared, and for Kronofogden alone when it writes of none again', async () => {
      const { caseId, record } = await aPursuedCase({
        evictionOn: '2027-03-15',
        status: 'DATE_SET',
      });
      const time = {
        organisations: [BOSTADEN, 'farsta', KRONOFOGDEN],
        coordinates: ['EvictionTime.date'],
      };
      const clear = () =>
        desk.change(caseId, [time], (tx) =>
          desk.facts.record(tx, caseId, { ...record, evictionOn: null }),
        );
      expect(await moved(caseId, clear)).toEqual({ [LANDLORD]: 1, [FARSTA]: 1, [EXECUTION]: 1 });
      expect(await moved(caseId, clear)).toEqual({ [EXECUTION]: 1 });
    });

    it('moves where the field could be read before the change and no longer after it', async () => {
      const caseId = await desk.aCase(aNotice({ receivedAt: aRecord().firstRecordedAt }));
      const record = aRecord({ caseNumber: `U-${randomUUID().slice(0, 8)}-1` });
      await desk.change(caseId, [], (tx) => desk.facts.record(tx, caseId, record));
      const ceases = () =>
        desk.change(caseId, [{ ...settled, organisations: [KRONOFOGDEN] }], (tx) =>
          desk.facts.record(tx, caseId, { ...record, quotedNotice: randomUUID() }),
        );
      expect(await moved(caseId, ceases)).toEqual({ [EXECUTION]: 1 });
      expect(await moved(caseId, ceases)).toEqual({});
    });

    it('of the board stays when Kronofogden writes at the summary stage', async () => {
      const { caseId, record } = await aPursuedCase({}, aSummaryRecord);
      const summary = {
        organisations: [BOSTADEN, 'farsta', KRONOFOGDEN],
        coordinates: ['SummaryCase.decidedOn', 'EnforcementRecord.summaryCase'],
      };
      const decided = () =>
        desk.change(caseId, [summary], (tx) =>
          desk.facts.record(tx, caseId, { ...record, status: 'DECIDED' }),
        );
      expect(await moved(caseId, decided)).toEqual({ [LANDLORD]: 1, [EXECUTION]: 1 });
    });

    it('moves where the share itself changes, whatever is said to be written', async () => {
      const caseId = await desk.aCase(aNotice());
      const pay = () =>
        desk.change(caseId, [], (tx) => desk.facts.settlement(tx, caseId, aSettlement()));
      expect(await moved(caseId, pay)).toEqual({ [LANDLORD]: 1, [FARSTA]: 1 });
      expect(await moved(caseId, pay)).toEqual({});
      expect((await desk.shares(caseId)).map(({ stage }) => stage)).toEqual([
        'RECOVERED',
        null,
        null,
        'RECOVERED',
      ]);
    });

    it('of nobody but the board moves with its outcome', async () => {
      const { caseId } = await aPursuedCase({ boardKnowsSince: '2026-11-23T09:00:00.000000Z' });
      const done = aBoardFact({
        closedOn: '2026-11-30',
        recordedAt: '2026-11-30T10:00:00.000000Z',
      });
      expect(
        await moved(caseId, () =>
          desk.change(caseId, [], (tx) => desk.facts.board(tx, caseId, done)),
        ),
      ).toEqual({
        [FARSTA]: 1,
      });
    });
  });

  it('keeps the version of a share that goes, and counts on when it comes back', async () => {
    const { caseId, record } = await aPursuedCase();
    const seenBy = async (reader: string) =>
      (await desk.shares(caseId)).find((share) => share.reader === reader);
    const givenTo = (boardId: string) =>
      desk.change(caseId, [], (tx) => desk.facts.record(tx, caseId, { ...record, boardId }));
    await givenTo('0380');
    expect(await seenBy('SOCIAL_SERVICES 0380')).toMatchObject({ version: 1, known: true });
    await givenTo('farsta');
    expect(await seenBy('SOCIAL_SERVICES 0380')).toMatchObject({ version: 1, known: false });
    await desk.change(caseId, [{ ...household, organisations: ['0380'] }]);
    expect(await seenBy('SOCIAL_SERVICES 0380')).toMatchObject({ version: 1, known: false });
    await givenTo('0380');
    expect(await seenBy('SOCIAL_SERVICES 0380')).toMatchObject({ version: 2, known: true });
  });

  describe('lockKnown', () => {
    const farsta = { agency: Agency.SOCIAL_SERVICES, organisation: 'farsta' };
    const at = (caseId: string, reader: typeof farsta, version: number) =>
      desk.write(async (tx) => {
        const known = await desk.ledger.lockKnown(tx, caseId, reader);
        if (known) assertVersion(known.share, version);
        return known?.share ?? null;
      });

    it('finds the reader’s share at its version, and refuses another version', async () => {
      const caseId = await desk.aCase(aNotice());
      expect(await at(caseId, farsta, 1)).toMatchObject({ caseId, version: 1, boardId: 'farsta' });
      await expect(at(caseId, farsta, 2)).rejects.toThrow(VersionConflictError);
      await desk.change(caseId, [household]);
      await expect(at(caseId, farsta, 1)).rejects.toThrow(VersionConflictError);
      expect(await at(caseId, farsta, 2)).toMatchObject({ version: 2 });
    });

    it('knows nothing of a case for a stranger, whatever version the stranger says', async () => {
      const caseId = await desk.aCase(aNotice());
      for (const version of [1, 99]) {
        expect(await at(caseId, { ...farsta, organisation: 'skarpnack' }, version)).toBeNull();
        expect(await at(caseId, { ...farsta, agency: Agency.LANDLORD }, version)).toBeNull();
        expect(await at(randomUUID(), farsta, version)).toBeNull();
      }
    });

    it('knows nothing of a share that is gone', async () => {
      const { caseId, record } = await aPursuedCase({ boardId: '0380' });
      await desk.change(caseId, [], (tx) =>
        desk.facts.record(tx, caseId, { ...record, boardId: 'farsta' }),
      );
      expect(await at(caseId, { ...farsta, organisation: '0380' }, 1)).toBeNull();
    });
  });

  it('locks a case until the transaction ends', async () => {
    const caseId = await desk.aCase(aNotice());
    const order: string[] = [];
    let entered: () => void = () => undefined;
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    const first = desk.change(caseId, [household], async () => {
      entered();
      await new Promise((resolve) => setTimeout(resolve, 150));
      order.push('first');
    });
    await inside;
    const second = desk.change(caseId, [household], () => Promise.resolve(order.push('second')));
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
    expect((await desk.versions(caseId))[FARSTA]).toBe(3);
  });

  it('refreshes several cases at once, each by its own changes', async () => {
    const [one, other] = [await desk.aCase(aNotice()), await desk.aCase(aNotice())];
    await desk.write(async (tx) => {
      const before = await desk.ledger.lock(tx, [one, other]);
      await desk.ledger.refresh(tx, before, new Map([[other, [household]]]));
    });
    expect([(await desk.versions(one))[FARSTA], (await desk.versions(other))[FARSTA]]).toEqual([
      1, 2,
    ]);
  });

  it('lets search keys follow what each reader may know', async () => {
    const { caseId, record } = await aPursuedCase({}, aSummaryRecord);
    const nobody = { numberIndex: null, apartmentIndex: null };
    const value = desk.terms.enforcementCase(record.caseNumber);
    const keys = async () =>
      (
        await desk.sql<{ reader: string }>(
          `SELECT agency || ' ' || organisation AS reader FROM cases.search_key WHERE case_id = $1 AND value = $2 ORDER BY 1`,
          [caseId, value],
        )
      ).map(({ reader }) => reader);
    await desk.change(caseId, [], (tx) =>
      desk.matching.storeTerms(tx, [
        {
          source: record.caseNumber,
          caseId,
          terms: [{ kind: 'ENFORCEMENT_CASE', value, ...nobody }],
        },
      ]),
    );
    expect(await keys()).toEqual([EXECUTION, LANDLORD]);
    await desk.change(caseId, [], (tx) =>
      desk.facts.record(tx, caseId, { ...record, boardKnowsSince: '2027-02-01T09:00:00.000000Z' }),
    );
    expect(await keys()).toEqual([EXECUTION, LANDLORD, FARSTA]);
    await desk.change(caseId, [], (tx) =>
      desk.facts.record(tx, caseId, { ...record, applicant: HYRBO }),
    );
    expect(await keys()).toEqual([EXECUTION, `LANDLORD ${HYRBO}`]);
    await desk.change(caseId, [], (tx) =>
      desk.matching.storeTerms(tx, [{ source: record.caseNumber, caseId, terms: [] }]),
    );
    expect(await keys()).toEqual([]);
  });

  it('keeps the trail of every share up to date, and moves no version for it', async () => {
    const { caseId } = await aPursuedCase();
    const landlordsOf = async () =>
      Object.fromEntries(
        (
          await desk.sql<{ reader: string; landlords: string[] }>(
            `SELECT agency || ' ' || organisation AS reader, trail -> 'landlords' AS landlords
             FROM cases.share WHERE case_id = $1 AND agency <> 'OVERSIGHT'`,
            [caseId],
          )
        ).map(({ reader, landlords }) => [reader, landlords]),
      );
    const of = [BOSTADEN];
    expect(await landlordsOf()).toEqual({ [LANDLORD]: of, [FARSTA]: of, [EXECUTION]: of });
    const other = aNotice({ noticeId: randomUUID(), landlord: HYRBO });
    const changed = await moved(caseId, () =>
      desk.change(caseId, [], (tx) => desk.facts.notice(tx, caseId, other)),
    );
    expect(changed).not.toHaveProperty([FARSTA]);
    expect(await landlordsOf()).toEqual({
      [LANDLORD]: of,
      [FARSTA]: [BOSTADEN, HYRBO],
      [EXECUTION]: of,
      [`LANDLORD ${HYRBO}`]: [HYRBO],
    });
  });

  it('gives the board alone a place in its queue, anew with every change, and moves no version for it', async () => {
    let rank = 2;
    desk.ledger.rankBy((_tx, cases) => Promise.resolve(cases.map(() => rank)));
    const caseId = await desk.aCase(aNotice());
    const places = () =>
      desk.sql(
        `SELECT agency || ' ' || organisation AS reader, queue_place AS place FROM cases.share
         WHERE case_id = $1 AND queue_place IS NOT NULL`,
        [caseId],
      );
    expect(await places()).toEqual([{ reader: FARSTA, place: '2 2026-11-22T12:00:00.000000' }]);
    rank = 0;
    expect(await moved(caseId, () => desk.change(caseId, []))).toEqual({});
    expect(await places()).toEqual([{ reader: FARSTA, place: '0 2026-11-22T12:00:00.000000' }]);
  });

  it('tells in the same transaction which notices are invoked from now on, and which no longer', async () => {
    const told: InvocationChange[][] = [];
    desk.ledger.onInvocation((tx, changes) => {
      told.push([...changes]);
      return tx.as('kvarbo_cases_writer', '', (manager) => manager.query('SELECT 1'));
    });
    const { caseId, record } = await aPursuedCase();
    const [notice] = await desk.sql<{ noticeId: string }>(
      'SELECT notice_id AS "noticeId" FROM cases.notice_fact WHERE case_id = $1',
      [caseId],
    );
    const noticeId = notice?.noticeId;
    expect(told.splice(0)).toEqual([[{ caseId, noticeId, invoked: true }]]);
    await desk.change(caseId, [household]);
    expect(told.splice(0)).toEqual([]);
    await desk.change(caseId, [], (tx) =>
      desk.facts.record(tx, caseId, { ...record, applicant: HYRBO }),
    );
    expect(told.splice(0)).toEqual([[{ caseId, noticeId, invoked: false }]]);
  });

  it('undoes everything when a listener fails', async () => {
    const { caseId } = await aPursuedCase();
    const before = await desk.shares(caseId);
    desk.ledger.onInvocation(() => Promise.reject(new Error('listener')));
    const later = aNotice({ noticeId: randomUUID(), receivedAt: '2026-11-01T00:00:00.000000Z' });
    await expect(
      desk.change(caseId, [household], (tx) => desk.facts.notice(tx, caseId, later)),
    ).rejects.toThrow('listener');
    expect(await desk.shares(caseId)).toEqual(before);
  });
});
