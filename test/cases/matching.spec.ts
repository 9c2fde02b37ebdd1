import { randomUUID } from 'node:crypto';
import type { EnforcementFact, Match, NamedPerson, NoticeFact, Wanted } from '../../src/cases';
import type { WantedRecord } from '../../src/cases/case-choice';
import { testPersonalNumber } from '../support/identity-numbers';
import { aHubDesk } from './hub-desk';
import type { HubDesk } from './hub-desk';
import { aNotice, aRecord, aRecordIn, aSummaryRecord, BOSTADEN, HYRBO } from './some-facts';

const flat = {
  street: 'Exempelgatan 1',
  postalCode: '123 45',
  municipality: '0180',
  apartmentNumber: '1102',
};
const number = (serial: number) => testPersonalNumber('1985-04-12', serial);
const named = (name: string, personalIdentityNumber: string | null = null): NamedPerson => ({
  name,
  personalIdentityNumber,
});
const X = number(980);
const Y = number(981);
const nobody = { numberIndex: null, apartmentIndex: null };

let desk: HubDesk;
beforeAll(async () => {
  desk = await aHubDesk();
});
afterAll(() => desk.close());
/** Every test has a street of its own, so that no other test’s cases fit. */
let street = 0;
beforeEach(() => (street += 1));
const here = (part: Partial<typeof flat> = {}) => ({
  ...flat,
  street: `Exempelgatan ${street}`,
  ...part,
});

const tenancy = (
  persons: readonly NamedPerson[],
  part: Partial<typeof flat> = {},
  landlord = BOSTADEN,
) => desk.terms.tenancy(landlord, here(part), persons);

/** An open case of Bostaden with one notice and its terms. */
async function aKnownCase(
  persons: readonly NamedPerson[],
  part: Partial<typeof flat> = {},
  notice: Partial<NoticeFact> = {},
) {
  const caseId = await desk.aCase();
  const noticeId = randomUUID();
  const receipt = desk.terms.receipt(noticeId);
  await desk.change(caseId, [], async (tx) => {
    await desk.facts.notice(tx, caseId, aNotice({ ...notice, noticeId }));
    const terms = [
      ...tenancy(persons, part),
      { kind: 'RECEIPT', value: receipt, ...nobody } as const,
    ];
    await desk.matching.storeTerms(tx, [{ source: noticeId, caseId, terms }]);
  });
  return { caseId, noticeId, receipt };
}

/** Adds a record to a case, with terms of its own if it has any. */
async function addRecord(
  caseId: string,
  record: EnforcementFact,
  persons: readonly NamedPerson[] = [],
): Promise<string> {
  const caseNumber = `U-${randomUUID()}`;
  await desk.change(caseId, [], async (tx) => {
    await desk.facts.record(tx, caseId, { ...record, caseNumber });
    await desk.matching.storeTerms(tx, [{ source: caseNumber, caseId, terms: tenancy(persons) }]);
  });
  return caseNumber;
}

/** An open case of Bostaden with one record. */
async function aCaseOfRecord(record: EnforcementFact, persons: readonly NamedPerson[]) {
  const caseId = await desk.aCase();
  return { caseId, caseNumber: await addRecord(caseId, record, persons) };
}

/** A new record of which the board is told. */
const aRecordThat = (part: Partial<WantedRecord> = {}): WantedRecord => ({
  receipt: null,
  told: true,
  caseNumber: 'U-new-26',
  presentCase: null,
  ...part,
});

async function match(wanted: Partial<Wanted>): Promise<Match | null> {
  const one = { landlord: BOSTADEN, boardId: 'farsta', terms: [], ...wanted };
  const [found = null] = await desk.write((tx) => desk.matching.match(tx, [one]));
  return found;
}

describe('Matching.match for a notice', () => {
  it.each([
    ['the same number', [named('Alva', X)], {}, true],
    ['the same number under another name', [named('Alva Gift', X)], {}, true],
    ['the same name without a number', [named('ALVA')], {}, true],
    ['another number under the same name', [named('Alva', Y)], {}, false],
    ['another name', [named('Bo')], {}, false],
    ['one of two tenants', [named('Bo', Y), named('Alva', X)], {}, true],
    ['no flat number', [named('Alva', X)], { apartmentNumber: null as never }, true],
    ['another flat number', [named('Alva', X)], { apartmentNumber: '1201' }, false],
    ['another municipality', [named('Alva', X)], { municipality: '0380' }, false],
    ['another street', [named('Alva', X)], { street: 'Annangatan 9' }, false],
  ])(
    'joins the open case about the same tenancy, or not: %s',
    async (_what, persons, part, joins) => {
      const { caseId } = await aKnownCase([named('Alva', X)]);
      const found = await match({ terms: tenancy(persons, part) });
      expect(found).toEqual(joins ? { caseId, quotedNotice: null } : null);
    },
  );

  it('joins no case of another landlord', async () => {
    await aKnownCase([named('Alva', X)]);
    const terms = tenancy([named('Alva', X)], {}, HYRBO);
    expect(await match({ landlord: HYRBO, terms })).toBeNull();
  });

  it('joins no case that is closed for the landlord', async () => {
    const { caseId } = await aKnownCase([named('Alva', X)]);
    const closed = { ...aRecordIn('WITHDRAWN', '2026-11-20'), caseNumber: `U-${randomUUID()}` };
    await desk.change(caseId, [], (tx) => desk.facts.record(tx, caseId, closed));
    expect(await match({ terms: tenancy([named('Alva', X)]) })).toBeNull();
  });

  const END = { closedOn: '2026-11-20', endedAt: '2026-11-22T15:00:00.000000Z' };
  it.each([
    ['that ended before enforcement', aSummaryRecord({ status: 'WITHDRAWN', ...END })],
    ['of an eviction that was carried out', aRecord({ status: 'EXECUTED', ...END })],
  ])(
    'joins the case that is closed for the landlord alone by a record %s',
    async (_what, record) => {
      const { caseId } = await aKnownCase([named('Alva', X)]);
      await addRecord(caseId, { ...record, statusForApplicant: record.status });
      const found = await match({ terms: tenancy([named('Alva', X)]) });
      expect(found).toEqual({ caseId, quotedNotice: null });
    },
  );

  it('joins no case in which the board has no notice', async () => {
    await aKnownCase([named('Alva', X)]);
    expect(await match({ boardId: 'skarpnack', terms: tenancy([named('Alva', X)]) })).toBeNull();
  });

  it('joins the case of a record of which the board is told, and of no other', async () => {
    await aCaseOfRecord(aSummaryRecord(), [named('Alva', X)]);
    const wanted = { terms: tenancy([named('Alva', X)]) };
    expect(await match(wanted)).toBeNull();
    const { caseId } = await aCaseOfRecord(aRecord(), [named('Alva', X)]);
    expect(await match(wanted)).toEqual({ caseId, quotedNotice: null });
    expect(await match({ ...wanted, boardId: 'skarpnack' })).toBeNull();
  });

  it('takes none where more than one fits', async () => {
    await aKnownCase([named('Alva', X)]);
    await aKnownCase([named('Alva', Y)]);
    expect(await match({ terms: tenancy([named('Alva')]) })).toBeNull();
    expect(await match({ terms: tenancy([named('Alva', X)]) })).not.toBeNull();
  });

  it('answers each of many by itself, in their order', async () => {
    const { caseId } = await aKnownCase([named('Alva', X)]);
    const wanted = [[named('Bo')], [named('Alva', X)], []].map((persons) => ({
      landlord: BOSTADEN,
      boardId: 'farsta',
      terms: tenancy(persons),
    }));
    expect(await desk.write((tx) => desk.matching.match(tx, wanted))).toEqual([
      null,
      { caseId, quotedNotice: null },
      null,
    ]);
    expect(await desk.write((tx) => desk.matching.match(tx, []))).toEqual([]);
  });
});

describe('Matching.match for a record', () => {
  it('finds the case by the receipt number, whatever else speaks against it', async () => {
    const { caseId, noticeId, receipt } = await aKnownCase([named('Alva', X)]);
    const terms = tenancy([named('Bo', Y)], { street: 'Annangatan 9' });
    expect(await match({ terms, record: aRecordThat({ receipt }) })).toEqual({
      caseId,
      quotedNotice: noticeId,
    });
  });

  it('takes no receipt number of another landlord’s notice', async () => {
    const { receipt } = await aKnownCase([named('Alva', X)]);
    expect(await match({ landlord: HYRBO, record: aRecordThat({ receipt }) })).toBeNull();
  });

  it('goes by the parties where the quoted number is nobody’s', async () => {
    const { caseId } = await aKnownCase([named('Alva', X)]);
    const receipt = desk.terms.receipt('unknown');
    const terms = tenancy([named('Alva', X)]);
    expect(await match({ terms, record: aRecordThat({ receipt }) })).toEqual({
      caseId,
      quotedNotice: null,
    });
  });

  it('finds landlord and number enough, where the flat decides nothing', async () => {
    const person = named('Alva', testPersonalNumber('1991-01-02'));
    const { caseId } = await aKnownCase([person]);
    const elsewhere = tenancy([person], { street: 'Annangatan 9', apartmentNumber: '7' });
    expect(await match({ terms: elsewhere, record: aRecordThat() })).toEqual({
      caseId,
      quotedNotice: null,
    });
    expect(await match({ terms: elsewhere })).toBeNull();
  });

  it('lets the flat decide between two cases of one person, and else the last notice', async () => {
    const person = named('Alva', testPersonalNumber('1992-01-02'));
    const one = await aKnownCase([person]);
    const receivedAt = '2026-11-22T13:00:00.000000Z';
    const last = await aKnownCase([person], { street: 'Annangatan 9' }, { receivedAt });
    expect(await match({ terms: tenancy([person]), record: aRecordThat() })).toEqual({
      caseId: one.caseId,
      quotedNotice: null,
    });
    expect(
      await match({ terms: tenancy([person], { street: 'Tredjegatan 3' }), record: aRecordThat() }),
    ).toEqual({ caseId: last.caseId, quotedNotice: null });
  });

  it('joins the case of an earlier record whether or not a notice about another flat lies elsewhere', async () => {
    const person = named('Alva', testPersonalNumber('1993-01-02'));
    const caseId = await desk.aCase();
    const record = { ...aRecordIn('OPEN'), caseNumber: `U-${randomUUID()}` };
    await desk.change(caseId, [], async (tx) => {
      await desk.facts.record(tx, caseId, record);
      const terms = tenancy([person], { street: 'Annangatan 9' });
      await desk.matching.storeTerms(tx, [{ source: record.caseNumber, caseId, terms }]);
    });
    const second = { terms: tenancy([person]), record: aRecordThat() };
    const joined = { caseId, quotedNotice: null };
    expect(await match(second)).toEqual(joined);
    await aKnownCase([person], { street: 'Tredjegatan 3' });
    expect(await match(second)).toEqual(joined);
  });
});

describe('Matching.match for a record beside other records', () => {
  const persons = [named('Alva', X)];
  /** Of this test's street, whatever other tests tell of the same person. */
  const terms = () => tenancy(persons).filter(({ kind }) => kind !== 'PARTIES_BY_NUMBER');
  const joining = async (record: WantedRecord) => (await match({ terms: terms(), record }))?.caseId;

  it('goes by those of which the same board is told, or none', async () => {
    const summary = await aCaseOfRecord(aSummaryRecord(), persons);
    expect(await joining(aRecordThat())).toBeUndefined();
    expect(await joining(aRecordThat({ told: false }))).toBe(summary.caseId);
    const told = await aCaseOfRecord(aRecord(), persons);
    expect(await joining(aRecordThat())).toBe(told.caseId);
    expect(await joining(aRecordThat({ told: false }))).toBe(summary.caseId);
    const elsewhere = { terms: terms(), boardId: 'skarpnack', record: aRecordThat() };
    expect(await match(elsewhere)).toBeNull();
  });

  it('joins one that has ended only where its board is not told of the end', async () => {
    const carriedOut = aRecord({ status: 'EXECUTED', closedOn: '2026-11-20' });
    const { caseId } = await aCaseOfRecord(carriedOut, persons);
    expect(await joining(aRecordThat())).toBe(caseId);
    await addRecord(caseId, carriedOut, persons);
    street += 1;
    await aCaseOfRecord(aRecordIn('WITHDRAWN', '2026-11-20'), persons);
    expect(await joining(aRecordThat())).toBeUndefined();
  });

  it('puts notices to its own board before records, and those to other boards last', async () => {
    const abroad = await aKnownCase(persons, {}, { boardId: 'skarpnack' });
    expect(await joining(aRecordThat())).toBe(abroad.caseId);
    const record = await aCaseOfRecord(aRecord(), persons);
    expect(await joining(aRecordThat())).toBe(record.caseId);
    const home = await aKnownCase(persons);
    expect(await joining(aRecordThat())).toBe(home.caseId);
  });

  it('is moved by no notice to another board once its own board has seen where it lies', async () => {
    const { caseId, caseNumber } = await aCaseOfRecord(aRecord(), persons);
    const abroad = await aKnownCase(persons, {}, { boardId: 'skarpnack' });
    const seen = aRecordThat({ caseNumber, presentCase: caseId });
    expect(await joining(seen)).toBeUndefined();
    expect(await joining({ ...seen, presentCase: null })).toBe(abroad.caseId);
    expect(await joining({ ...seen, told: false })).toBe(abroad.caseId);
  });

  it('stays with a notice to another board, superseded or not', async () => {
    const former = await aKnownCase(persons, {}, { boardId: 'skarpnack', standing: false });
    await aKnownCase(persons, {}, { boardId: 'skarpnack' });
    const presentCase = former.caseId;
    expect(await joining(aRecordThat({ presentCase }))).toBe(presentCase);
    expect(await joining(aRecordThat({ presentCase, told: false }))).not.toBe(presentCase);
  });

  it('is drawn by no notice that another has superseded', async () => {
    await aKnownCase(persons, {}, { standing: false });
    expect(await joining(aRecordThat())).toBeUndefined();
  });

  it('stays where it is while that fits, closed or not, and takes itself for nobody else', async () => {
    const { caseId, caseNumber } = await aCaseOfRecord(aRecord(), persons);
    expect(await joining(aRecordThat({ caseNumber, presentCase: caseId }))).toBeUndefined();
    const known = await aKnownCase(persons);
    const presentCase = known.caseId;
    await addRecord(presentCase, aRecordIn('WITHDRAWN', '2026-11-20'));
    expect(await joining(aRecordThat({ caseNumber }))).toBeUndefined();
    expect(await joining(aRecordThat({ caseNumber, presentCase }))).toBe(presentCase);
  });
});

describe('Matching.storeTerms', () => {
  it('replaces the terms of a source and leaves those of others', async () => {
    const { caseId, noticeId } = await aKnownCase([named('Alva', X)]);
    await desk.write((tx) =>
      desk.matching.storeTerms(tx, [
        { source: noticeId, caseId, terms: tenancy([named('Bo', Y)]) },
      ]),
    );
    expect(await match({ terms: tenancy([named('Alva', X)]) })).toBeNull();
    expect(await match({ terms: tenancy([named('Bo', Y)]) })).toEqual({
      caseId,
      quotedNotice: null,
    });
  });
});

describe('Matching.identify', () => {
  const identify = async (caseId: string, ...calls: (readonly NamedPerson[])[]) => {
    const ids = await desk.write((tx) =>
      desk.matching.identify(
        tx,
        calls.map((persons) => ({ caseId, circle: 'farsta', persons })),
      ),
    );
    return ids.map((list) => [...list]);
  };

  it('finds known persons again by number, else by name, and adds new ones', async () => {
    const caseId = await desk.aCase();
    const [[alva, bo] = []] = await identify(caseId, [named('Alva', X), named('Bo')]);
    expect(alva).not.toBe(bo);
    const [found] = await identify(caseId, [named('bo'), named('Alva Gift', X), named('Cy')]);
    expect(found?.slice(0, 2)).toEqual([bo, alva]);
    expect([alva, bo]).not.toContain(found?.[2]);
  });

  it('takes namesakes with different numbers for two persons, also when the first number came later', async () => {
    const caseId = await desk.aCase();
    const [[first] = []] = await identify(caseId, [named('Alva')]);
    expect(await identify(caseId, [named('Alva', X)])).toEqual([[first]]);
    const [[second] = []] = await identify(caseId, [named('Alva', Y)]);
    expect(second).not.toBe(first);
    expect(await identify(caseId, [named('Alva', Y), named('Alva', X)])).toEqual([[second, first]]);
  });

  it('gives two namesakes of one notice two ids, and the same ones in whatever order they stand', async () => {
    const caseId = await desk.aCase();
    const [[withNumber, without] = []] = await identify(caseId, [named('Alva', X), named('Alva')]);
    expect(withNumber).not.toBe(without);
    expect(await identify(caseId, [named('Alva'), named('Alva', X)])).toEqual([
      [without, withNumber],
    ]);
  });

  it('takes a name that fits two for the same one of them in every case', async () => {
    const taken: number[] = [];
    for (let at = 0; at < 12; at += 1) {
      const caseId = await desk.aCase();
      const [known = []] = await identify(caseId, [named('Alva', X), named('Alva', Y)]);
      const [[again = ''] = []] = await identify(caseId, [named('Alva')]);
      taken.push(known.indexOf(again));
    }
    expect(new Set(taken).size).toBe(1);
    expect(taken).not.toContain(-1);
  });

  it('knows within one call whom it has just added', async () => {
    const caseId = await desk.aCase();
    const [[one] = [], [other] = []] = await identify(
      caseId,
      [named('Alva', X)],
      [named('Alva', X)],
    );
    expect(one).toBe(other);
  });

  describe('in several circles', () => {
    const told = async (caseId: string, circle: string, ...persons: readonly NamedPerson[]) => {
      const [ids = []] = await desk.write((tx) =>
        desk.matching.identify(tx, [{ caseId, circle, persons }]),
      );
      return ids;
    };

    it('lets a number that one is told divide no namesakes in another', async () => {
      const caseId = await desk.aCase();
      const [first] = await told(caseId, 'farsta', named('Alva'));
      expect(await told(caseId, 'kronofogden', named('Alva', X))).toEqual([first]);
      expect(await told(caseId, 'farsta', named('Alva', Y))).toEqual([first]);
    });

    it('lets a number that one is told join no persons in another', async () => {
      const caseId = await desk.aCase();
      const [first] = await told(caseId, 'farsta', named('Alva'));
      await told(caseId, 'kronofogden', named('Alva', X));
      expect(await told(caseId, 'farsta', named('Bo', X))).not.toEqual([first]);
    });

    it('gives who is new to one the id of another, unless a number speaks against it', async () => {
      const caseId = await desk.aCase();
      const [first] = await told(caseId, 'farsta', named('Alva', X));
      expect(await told(caseId, 'kronofogden', named('Alva', Y))).not.toEqual([first]);
      expect(await told(caseId, 'kronofogden', named('Alva Gift', X))).toEqual([first]);
      expect(await told(caseId, 'kronofogden', named('Alva Gift'))).toEqual([first]);
    });

    it('takes a name that fits two of other circles for whom it first met', async () => {
      for (let at = 0; at < 12; at += 1) {
        const caseId = await desk.aCase();
        const [first = ''] = await told(caseId, 'farsta', named('Alva'));
        const known = await told(caseId, 'kronofogden', named('Alva', X), named('Alva'));
        expect(known).toEqual([first, expect.not.stringMatching(first)]);
        expect(await told(caseId, 'skarpnack', named('Alva'))).toEqual([first]);
      }
    });
  });

  it('keeps the persons of one case apart from those of another', async () => {
    const [[one] = []] = await identify(await desk.aCase(), [named('Alva', X)]);
    const [[other] = []] = await identify(await desk.aCase(), [named('Alva', X)]);
    expect(one).not.toBe(other);
  });
});
