import { randomBytes } from 'node:crypto';
import { Agency, newReceiptNumber } from '../../src/shared';
import { testOrganisationNumber } from '../support/identity-numbers';
import { aTenant, arrearsNotice, disturbanceNotice } from '../support/inputs';
import { tenancy } from '../support/many-tenancies';
import type { LandlordDesk } from './landlord-desk';
import { aCaller, openLandlordDesk } from './landlord-desk';

const landlord = aCaller(Agency.LANDLORD, testOrganisationNumber(1));
const stranger = aCaller(Agency.LANDLORD, testOrganisationNumber(2));

const NOTICE = `{ id receiptNumber status supersedes supersededBy case { id } }`;
const SUBMIT = `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice ${NOTICE} } }`;
const SUBMIT_ALL = `mutation ($input: SubmitNoticesInput!) { submitNotices(input: $input) {
  results { index notice ${NOTICE} problems { path code message } } } }`;

interface Result {
  readonly index: number;
  readonly notice: {
    readonly id: string;
    readonly receiptNumber: string;
    readonly status: string;
    readonly supersedes: string | null;
    readonly case: { readonly id: string };
  } | null;
  readonly problems: readonly { readonly path: string; readonly code: string }[];
}

let desk: LandlordDesk;
let keys = 0;
let persons = 0;

beforeAll(async () => {
  desk = await openLandlordDesk();
});
afterAll(() => desk.close());

const nextKey = (): string => {
  keys += 1;
  return `key-${keys}`;
};
/** A notice about a person of its own, in the home of that person. */
const aNotice = (changes: object = {}) => {
  persons += 1;
  const { tenant, dwelling } = tenancy(persons);
  return {
    ...arrearsNotice,
    tenants: [tenant],
    dwelling,
    supersedes: null,
    tenantServed: [],
    idempotencyKey: nextKey(),
    ...changes,
  };
};
/** Three faults at once. */
const aBadNotice = () =>
  aNotice({ tenants: [], recoveryTotal: 'much', termination: { on: 'never', ground: 'Skuld' } });

const submitAll = async (
  notices: readonly object[],
  key = nextKey(),
  caller = landlord,
): Promise<readonly Result[]> => {
  const data: unknown = await desk.read(caller, SUBMIT_ALL, {
    input: { idempotencyKey: key, notices },
  });
  return (data as { submitNotices: { results: Result[] } }).submitNotices.results;
};
const codes = (result: Result | undefined): readonly string[] =>
  (result?.problems ?? []).map(({ path, code }) => `${path} ${code}`);
const idsOf = (results: readonly Result[]) => results.map(({ notice }) => notice?.id ?? null);

describe('submitNotices', () => {
  it('takes in the good ones and tells every problem of the bad ones, each under its position', async () => {
    const results = await submitAll([aNotice(), aBadNotice(), aNotice(), aBadNotice()]);
    expect(results.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(results.map(({ notice }) => notice?.status ?? null)).toEqual([
      'RECEIVED',
      null,
      'RECEIVED',
      null,
    ]);
    expect(results.map(codes)).toEqual([
      [],
      [
        'notices.1.tenants TOO_FEW',
        'notices.1.recoveryTotal NOT_AN_AMOUNT',
        'notices.1.termination.on NOT_A_DATE',
      ],
      [],
      [
        'notices.3.tenants TOO_FEW',
        'notices.3.recoveryTotal NOT_AN_AMOUNT',
        'notices.3.termination.on NOT_A_DATE',
      ],
    ]);
  });

  it('refuses a call with no notice, with too many, or without a key', async () => {
    const one = aNotice();
    for (const [notices, key, path] of [
      [[], nextKey(), 'input.notices'],
      [Array.from({ length: 2001 }, () => one), nextKey(), 'input.notices'],
      [[one], '', 'input.idempotencyKey'],
    ] as const)
      await expect(submitAll(notices, key)).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        problems: [{ path }],
      });
  });

  it('lets notices of one tenancy in one call join one case', async () => {
    const { tenant, dwelling } = tenancy(9_001);
    const of = { tenants: [tenant], dwelling };
    const nameless = { tenants: [{ ...tenant, personalIdentityNumber: null }], dwelling };
    const [one, two, three, other] = await submitAll([
      aNotice(of),
      { ...disturbanceNotice, ...of, supersedes: null, idempotencyKey: nextKey() },
      aNotice(nameless),
      aNotice({ tenants: [tenant], dwelling: { ...dwelling, street: 'Annan gata 7' } }),
    ]);
    expect(two?.notice?.case.id).toBe(one?.notice?.case.id);
    expect(three?.notice?.case.id).toBe(one?.notice?.case.id);
    expect(other?.notice?.case.id).not.toBe(one?.notice?.case.id);
    const query = `query ($id: ID!) { case(id: $id) { notices { message { receivedByBoardAt } } } }`;
    const { case: read } = await desk.read(landlord, query, { id: one?.notice?.case.id });
    const instants = read.notices.map(({ message }) => message.receivedByBoardAt);
    expect(new Set(instants.map(String)).size).toBe(3);
  });

  it('joins the open case of an earlier call', async () => {
    const notice = aNotice();
    const [first] = await submitAll([notice]);
    const [second] = await submitAll([{ ...notice, idempotencyKey: nextKey() }]);
    expect(second?.notice?.case.id).toBe(first?.notice?.case.id);
    expect(second?.notice?.id).not.toBe(first?.notice?.id);
  });

  it('supersedes once, and tells the others that the place is taken or the notice unknown', async () => {
    const [former] = await submitAll([aNotice()]);
    const [foreign] = await submitAll([aNotice()], nextKey(), stranger);
    const supersedes = former?.notice?.id;
    const [first, second, unknown, alien] = await submitAll([
      aNotice({ supersedes }),
      aNotice({ supersedes }),
      aNotice({ supersedes: 'no-such-id' }),
      aNotice({ supersedes: foreign?.notice?.id }),
    ]);
    expect(first?.notice).toMatchObject({ supersedes, case: former?.notice?.case });
    expect(codes(second)).toEqual(['notices.1.supersedes ALREADY_SUPERSEDED']);
    expect(codes(unknown)).toEqual(['notices.2.supersedes UNKNOWN_NOTICE']);
    expect(codes(alien)).toEqual(['notices.3.supersedes UNKNOWN_NOTICE']);
    const query = `query ($id: ID!) { notice(id: $id) ${NOTICE} }`;
    expect((await desk.read(landlord, query, { id: supersedes })).notice).toMatchObject({
      status: 'SUPERSEDED',
      supersededBy: first?.notice?.id,
    });
  });

  it('gives a key that comes twice in a call one notice, and refuses it with other content', async () => {
    const notice = aNotice();
    const [one, again, other] = await submitAll([
      notice,
      notice,
      { ...notice, landlordReference: 'other' },
    ]);
    expect(again?.notice?.id).toBe(one?.notice?.id);
    expect(codes(other)).toEqual(['notices.2.idempotencyKey IDEMPOTENCY_CONFLICT']);
  });

  it('gives the same call its first outcome, and its key with other notices a conflict', async () => {
    const notices = [aNotice(), aBadNotice()];
    const key = nextKey();
    const first = await submitAll(notices, key);
    const rows = await desk.count('landlord.notice');
    expect(await submitAll(notices, key)).toEqual(first);
    await expect(submitAll([aNotice()], key)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
    expect(await desk.count('landlord.notice')).toBe(rows);
  });

  it('gives notices of another call, or of a single submission, their first outcome and takes in the rest', async () => {
    const [single, shared, fresh] = [aNotice(), aNotice(), aNotice()];
    const { submitNotice } = await desk.read(landlord, SUBMIT, { input: single });
    const [known] = await submitAll([shared]);
    const results = await submitAll([fresh, shared, single]);
    expect(idsOf(results).slice(1)).toEqual([known?.notice?.id, submitNotice.notice.id]);
    expect(results[0]?.notice).not.toBeNull();
  });

  it('goes on where a call broke off, and loses and doubles nothing', async () => {
    const notices = Array.from({ length: 103 }, () => aNotice());
    const key = nextKey();
    const before = await desk.count('landlord.notice');
    // The second transaction draws a number that is taken, as often as it tries, and so does each of its notices by itself.
    const [taken] = await submitAll([aNotice()]);
    desk.drawn.push(...Array.from({ length: 100 }, () => newReceiptNumber(randomBytes)));
    desk.drawn.push(...Array.from({ length: 5 * 6 }, () => taken?.notice?.receiptNumber ?? ''));
    await expect(submitAll(notices, key)).rejects.toThrow();
    expect(await desk.count('landlord.notice')).toBe(before + 1 + 100);
    desk.drawn.length = 0;
    const results = await submitAll(notices, key);
    expect(new Set(idsOf(results)).size).toBe(103);
    expect(idsOf(results)).not.toContain(taken?.notice?.id);
    expect(await desk.count('landlord.notice')).toBe(before + 1 + 103);
    expect(await submitAll(notices, key)).toEqual(results);
  });

  it('takes in all but the one that the store refuses, and that one too once it no longer does', async () => {
    const notices = Array.from({ length: 5 }, () => aNotice());
    const refused = aNotice({ termination: { on: '2025-02-03', ground: 'Skuld' } });
    const mixed = [...notices.slice(0, 2), refused, ...notices.slice(2)];
    const key = nextKey();
    const before = await desk.count('landlord.notice');
    await desk.alter(
      `ALTER TABLE landlord.notice ADD CONSTRAINT refused CHECK (terminated_on <> '2025-02-03')`,
    );
    await expect(submitAll(mixed, key)).rejects.toMatchObject({
      code: 'INTERNAL',
      fault: { constraint: 'refused' },
    });
    expect(await desk.count('landlord.notice')).toBe(before + 5);
    const known = idsOf(await submitAll(notices));
    expect(await desk.count('landlord.notice')).toBe(before + 5);
    await desk.alter('ALTER TABLE landlord.notice DROP CONSTRAINT refused');
    const results = await submitAll(mixed, key);
    expect(idsOf(results).filter((id) => known.includes(id))).toEqual(known);
    expect(results[2]?.notice).not.toBeNull();
    expect(await desk.count('landlord.notice')).toBe(before + 6);
  });

  it('lets no later notice of a call come into the place of one that the store refuses', async () => {
    const [former] = idsOf(await submitAll([aNotice()]));
    const place = { supersedes: former ?? '' };
    const refused = aNotice({ ...place, termination: { on: '2025-02-04', ground: 'Skuld' } });
    const sameKey = aNotice({ idempotencyKey: refused.idempotencyKey });
    const samePlace = aNotice(place);
    const other = aNotice();
    const call = [refused, sameKey, samePlace, other];
    const key = nextKey();
    const before = await desk.count('landlord.notice');
    await desk.alter(
      `ALTER TABLE landlord.notice ADD CONSTRAINT refused CHECK (terminated_on <> '2025-02-04')`,
    );
    await expect(submitAll(call, key)).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(await desk.count('landlord.notice')).toBe(before + 1);
    await desk.alter('ALTER TABLE landlord.notice DROP CONSTRAINT refused');
    const results = await submitAll(call, key);
    expect(results[0]?.notice).not.toBeNull();
    expect(codes(results[1])).toEqual(['notices.1.idempotencyKey IDEMPOTENCY_CONFLICT']);
    expect(results[2]?.notice).toBeNull();
    expect(results[3]?.notice).not.toBeNull();
    expect(await desk.count('landlord.notice')).toBe(before + 2);
  });

  it('lets two calls at once about the same homes, in whatever order, join one case a home', async () => {
    const homes = Array.from({ length: 120 }, () => aNotice());
    const again = homes.map((notice) => ({ ...notice, idempotencyKey: nextKey() })).toReversed();
    const [one, other] = await Promise.all([submitAll(homes), submitAll(again)]);
    const casesOf = (results: readonly Result[] | undefined) =>
      (results ?? []).map(({ notice }) => notice?.case.id);
    expect(casesOf(other).toReversed()).toEqual(casesOf(one));
    expect(new Set(casesOf(one)).size).toBe(120);
    expect(new Set([...idsOf(one), ...idsOf(other)]).size).toBe(240);
  });

  it('draws a receipt number anew where one is taken', async () => {
    const [first] = await submitAll([aNotice()]);
    desk.drawn.push(first?.notice?.receiptNumber ?? '');
    const results = await submitAll([aNotice(), aNotice()]);
    const numbers = results.map(({ notice }) => notice?.receiptNumber);
    expect(new Set([...numbers, first?.notice?.receiptNumber]).size).toBe(3);
  });

  it('makes one row a notice of a hundred calls with one key', async () => {
    const notices = [aNotice(), aBadNotice(), aNotice()];
    const key = nextKey();
    const rows = await desk.count('landlord.notice');
    const answers = await Promise.all(Array.from({ length: 100 }, () => submitAll(notices, key)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await desk.count('landlord.notice')).toBe(rows + 2);
  });

  it('takes calls with the same keys in another order at once, without a deadlock', async () => {
    const notices = Array.from({ length: 20 }, () => aNotice());
    const rows = await desk.count('landlord.notice');
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        submitAll(index % 2 === 0 ? notices : notices.toReversed()),
      ),
    );
    expect(new Set(answers.flatMap(idsOf)).size).toBe(20);
    expect(await desk.count('landlord.notice')).toBe(rows + 20);
  });

  it('names no value in a problem', async () => {
    const [result] = await submitAll([
      aNotice({ tenants: [{ ...aTenant, personalIdentityNumber: '19990101-hemlig' }] }),
    ]);
    expect(JSON.stringify(result)).not.toContain('hemlig');
  });
});
