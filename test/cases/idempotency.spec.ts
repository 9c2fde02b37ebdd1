import { canonical } from '../../src/cases';
import type { Caller } from '../../src/identity';
import { Agency, IdempotencyConflictError } from '../../src/shared';
import { anOfficer } from '../disclosure/a-reading';
import { testOrganisationNumber } from '../support/identity-numbers';
import { aHubDesk } from './hub-desk';
import type { HubDesk } from './hub-desk';

const [BOSTADEN, HYRBO, AGENT] = [1, 2, 3].map(testOrganisationNumber) as [string, string, string];
const landlord = (organisation: string, actingFor: string | null = null): Caller => ({
  ...anOfficer,
  agency: Agency.LANDLORD,
  organisation,
  actingFor,
  reader: actingFor ?? organisation,
});

describe('canonical', () => {
  it.each([
    ['the order of keys', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }, true],
    ['absent, undefined and null', { a: 1, b: null, c: undefined }, { a: 1 }, true],
    [
      'an object without a prototype, as GraphQL gives them',
      Object.assign(Object.create(null) as object, { a: 1 }),
      { a: 1 },
      true,
    ],
    ['the order of a list', { a: [1, 2] }, { a: [2, 1] }, false],
    ['a null in a list', { a: [1, null] }, { a: [1] }, false],
    ['an empty list', { a: [] }, {}, false],
    ['number and text', { a: 1 }, { a: '1' }, false],
    ['false and absent', { a: false }, {}, false],
    ['a text with the marks of an object', { a: '1","b":"2' }, { a: '1', b: '2' }, false],
  ])('compares by meaning: %s', (_what, one, other, equal) => {
    expect(canonical(one) === canonical(other)).toBe(equal);
  });
});

describe('Idempotency', () => {
  let desk: HubDesk;
  beforeAll(async () => {
    desk = await aHubDesk();
  });
  afterAll(() => desk.close());

  /** Does something under a key and says what came of it: `made N`, or the outcome of the first time. */
  let made = 0;
  const run = (
    caller: Caller,
    key: string,
    input: object = {},
    operation = 'submit',
    work = () => Promise.resolve(),
  ) =>
    desk.write(async (tx) => {
      const claim = await desk.idempotency.claim<{ n: number }>(tx, caller, key, operation, input);
      if (claim.replay) return `first was ${claim.replay.n}`;
      await work();
      made += 1;
      await claim.finish({ n: made });
      return `made ${made}`;
    });

  it('gives the first outcome for the same key and input, however its keys are ordered', async () => {
    const first = await run(landlord(BOSTADEN), 'k1', { a: 1, b: null });
    expect(first).toBe(`made ${made}`);
    expect(await run(landlord(BOSTADEN), 'k1', { a: 1 })).toBe(`first was ${made}`);
    desk.clock.advance(365 * 86_400);
    expect(await run({ ...landlord(BOSTADEN), client: 'another', user: 'x' }, 'k1', { a: 1 })).toBe(
      `first was ${made}`,
    );
  });

  it('refuses a key that was used with another input or operation', async () => {
    await run(landlord(BOSTADEN), 'k2', { a: 1 });
    await expect(run(landlord(BOSTADEN), 'k2', { a: 2 })).rejects.toThrow(IdempotencyConflictError);
    await expect(run(landlord(BOSTADEN), 'k2', { a: 1 }, 'settle')).rejects.toThrow(
      IdempotencyConflictError,
    );
    expect(await run(landlord(BOSTADEN), 'k2', { a: 1 })).toMatch('first was');
  });

  it('keeps the keys of organisations and principals apart', async () => {
    const callers = [
      landlord(BOSTADEN),
      landlord(HYRBO),
      landlord(AGENT, BOSTADEN),
      landlord(AGENT, HYRBO),
    ];
    for (const caller of callers)
      expect(await run(caller, 'k3', { a: caller.reader })).toMatch('made');
    for (const caller of callers)
      expect(await run(caller, 'k3', { a: caller.reader })).toMatch('first was');
  });

  it('forgets a key whose work failed', async () => {
    const fail = () => Promise.reject(new Error('work'));
    await expect(run(landlord(BOSTADEN), 'k4', {}, 'submit', fail)).rejects.toThrow('work');
    expect(await run(landlord(BOSTADEN), 'k4', { other: 'input' })).toMatch('made');
  });

  it('lets one of many at once do the work, and gives its outcome to the others', async () => {
    const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 50));
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => run(landlord(BOSTADEN), 'k5', {}, 'submit', slow)),
    );
    expect(outcomes.filter((text) => text.startsWith('made'))).toHaveLength(1);
    expect(new Set(outcomes.filter((text) => text.startsWith('first')))).toEqual(
      new Set([`first was ${made}`]),
    );
  });

  it('lets the next do the work where the first fails', async () => {
    let fails = true;
    const once = () => {
      const failing = fails;
      fails = false;
      return new Promise<void>((resolve, reject) =>
        setTimeout(() => {
          if (failing) reject(new Error('work'));
          else resolve();
        }, 50),
      );
    };
    const outcomes = await Promise.allSettled(
      [1, 2].map(() => run(landlord(BOSTADEN), 'k6', {}, 'submit', once)),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('stores neither key nor input nor organisation in the clear', async () => {
    await run(landlord(BOSTADEN), 'plain-key', { name: 'Alva' });
    const [row] = await desk.sql<{ text: string }>(
      `SELECT string_agg(t::text || encode(key_index, 'escape') || encode(input_index, 'escape'), ' ') AS text FROM cases.idempotency t`,
    );
    expect(row?.text).not.toMatch(/plain-key|Alva/);
    expect(row?.text).not.toContain(BOSTADEN);
  });
});
