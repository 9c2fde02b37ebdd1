import { randomUUID } from 'node:crypto';
import type { Match, NamedPerson, Wanted } from '../../src/cases';
import { testPersonalNumber } from '../support/identity-numbers';
import { aHubDesk } from './hub-desk';
import type { HubDesk } from './hub-desk';
import { aNotice, aRecordIn, BOSTADEN, HYRBO } from './some-facts';

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
async function aKnownCase(persons: readonly NamedPerson[], part: Partial<typeof flat> = {}) {
  const caseId = await desk.aCase();
  const noticeId = randomUUID();
  const receipt = desk.terms.receipt(noticeId);
  await desk.change(caseId, [], async (tx) => {
    await desk.facts.notice(tx, caseId, aNotice({ noticeId }));
    const terms = [
      ...tenancy(persons, part),
      { kind: 'RECEIPT', value: receipt, ...nobody } as const,
    ];
    await desk.matching.storeTerms(tx, [{ source: noticeId, caseId, terms }]);
  });
  return { caseId, noticeId, receipt };
}

async function match(wanted: Partial<Wanted>): Promise<Match | null> {
  const one = { landlord: BOSTADEN, terms: [], receipt: null, ...wanted };
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
      terms: tenancy(persons),
      receipt: null,
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
    expect(await match({ terms, receipt, byParties: true })).toEqual({
      caseId,
      quotedNotice: noticeId,
    });
  });

  it('takes no receipt number of another landlord’s notice', async () => {
    const { receipt } = await aKnownCase([named('Alva', X)]);
    expect(await match({ landlord: HYRBO, receipt, byParties: true })).toBeNull();
  });

  it('goes by the parties where the quoted number is nobody’s', async () => {
    const { caseId } = await aKnownCase([named('Alva', X)]);
    const receipt = desk.terms.receipt('unknown');
    const terms = tenancy([named('Alva', X)]);
    expect(await match({ terms, receipt, byParties: true })).toEqual({
      caseId,
      quotedNotice: null,
    });
  });

  it('finds landlord and number enough, where the flat decides nothing', async () => {
    const person = named('Alva', testPersonalNumber('1991-01-02'));
    const { caseId } = await aKnownCase([person]);
    const elsewhere = tenancy([person], { street: 'Annangatan 9', apartmentNumber: '7' });
    expect(await match({ terms: elsewhere, byParties: true })).toEqual({
      caseId,
      quotedNotice: null,
    });
    expect(await match({ terms: elsewhere })).toBeNull();
  });

  it('lets the flat decide between two cases of one person', async () => {
    const person = named('Alva', testPersonalNumber('1992-01-02'));
    const one = await aKnownCase([person]);
    await aKnownCase([person], { street: 'Annangatan 9' });
    expect(await match({ terms: tenancy([person]), byParties: true })).toEqual({
      caseId: one.caseId,
      quotedNotice: null,
    });
    expect(
      await match({ terms: tenancy([person], { street: 'Tredjegatan 3' }), byParties: true }),
    ).toBeNull();
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
    const second = { terms: tenancy([person]), byParties: true };
    const joined = { caseId, quotedNotice: null };
    expect(await match(second)).toEqual(joined);
    await aKnownCase([person], { street: 'Tredjegatan 3' });
    expect(await match(second)).toEqual(joined);
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
        calls.map((persons) => ({ caseId, persons })),
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

  it('knows within one call whom it has just added', async () => {
    const caseId = await desk.aCase();
    const [[one] = [], [other] = []] = await identify(
      caseId,
      [named('Alva', X)],
      [named('Alva', X)],
    );
    expect(one).toBe(other);
  });

  it('keeps the persons of one case apart from those of another', async () => {
    const [[one] = []] = await identify(await desk.aCase(), [named('Alva', X)]);
    const [[other] = []] = await identify(await desk.aCase(), [named('Alva', X)]);
    expect(one).not.toBe(other);
  });
});
