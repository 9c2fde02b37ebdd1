import { randomUUID } from 'node:crypto';
import { contentHash } from '../../src/cases';
import { SignatureVerifier, type KeySet } from '../../src/persistence';
import {
  holdsForLibrary,
  holdsForNode,
  holdsForOpenssl,
  publishedKey,
} from '../support/independent-jws';
import type { DeskCase } from './consent-desk';
import { openConsentDesk, outcomeOf } from './consent-desk';

const UNDERTAKING = '{ issuedAt inTime document { jws receivedAt contentSha256 } }';
const BOARD = 'board-farsta';
const LANDLORD = 'landlord-bostaden';
const KRONOFOGDEN = 'kronofogden';

interface Undertaking {
  readonly issuedAt: string;
  readonly inTime: boolean;
  readonly document: {
    readonly jws: string;
    readonly receivedAt: string;
    readonly contentSha256: string;
  };
}

let desk: Awaited<ReturnType<typeof openConsentDesk>>;
let keys: KeySet;
beforeAll(async () => {
  desk = await openConsentDesk();
  const url = new URL('/.well-known/jwks.json', desk.gateway.url);
  keys = (await (await fetch(url)).json()) as KeySet;
});
afterAll(() => desk.close());

const undertake = async (of: DeskCase, client = BOARD, input: object = {}) =>
  outcomeOf(await desk.change(client, 'issueRentUndertaking', of, input)).code;

async function read(
  client: string,
  of: DeskCase,
  fields = UNDERTAKING,
): Promise<Undertaking | null> {
  const { case: found } = await desk.gateway.data<{
    case: { socialServices: { rentUndertaking: Undertaking | null } } | null;
  }>(
    client,
    `query ($id: ID!) { case(id: $id) { socialServices { rentUndertaking ${fields} } } }`,
    { id: desk.aliasFor(client, 'case', of.caseId) },
  );
  return found?.socialServices.rentUndertaking ?? null;
}

/** The legal moves that a refusal names. */
async function legalMoves(of: DeskCase): Promise<unknown> {
  const { errors } = await desk.change(BOARD, 'issueRentUndertaking', of, {});
  return errors?.[0]?.extensions.legal;
}

const moveTo = (instant: string): void => {
  desk.clock.advance((Date.parse(instant) - Number(desk.clock.now())) / 1000);
};

/** The tenant lets Kronofogden know of the undertaking. */
const consent = async (of: DeskCase) =>
  desk.change(BOARD, 'recordConsent', of, {
    tenantId: await desk.tenant(BOARD, of),
    fieldGroup: 'RENT_UNDERTAKING',
    recipient: 'ENFORCEMENT',
    purpose: 'EXECUTION',
    validFrom: '2026-11-20',
    validTo: '2026-12-31',
    evidence: 'Skriftligt samtycke.',
  });

describe('JB-12-44-UNDERTAKING issueRentUndertaking', () => {
  it('is readable by board and landlord at once, and raises the version of both and of nobody else', async () => {
    const of = await desk.aCase();
    await desk.pushes(of);
    const before = await desk.versions(of);
    expect(await undertake(of)).toBeNull();
    const now = desk.clock.now().toISOString();
    const told = await read(LANDLORD, of);
    expect(told).toMatchObject({ issuedAt: now, inTime: true, document: { receivedAt: now } });
    expect(await read(BOARD, of)).toEqual(told);
    const after = await desk.versions(of);
    const moved = Object.keys(after).filter((client) => after[client] !== before[client]);
    expect(moved.sort()).toEqual([BOARD, LANDLORD].sort());
  });

  it('is a signed text that names board, notice, instant and day, and that independent libraries verify', async () => {
    const of = await desk.aCase();
    await undertake(of);
    const told = await read(LANDLORD, of);
    const { jws = '', contentSha256 } = told?.document ?? {};
    const {
      salt,
      contentSha256: signedHash,
      ...content
    } = (await new SignatureVerifier(keys).verify(jws, 'kvarbo-rent-undertaking+jws')) as Record<
      string,
      unknown
    >;
    const { receiptNumber } = (
      await desk.gateway.data<{ notice: { receiptNumber: string } }>(
        LANDLORD,
        'query ($id: ID!) { notice(id: $id) { receiptNumber } }',
        { id: of.noticeId },
      )
    ).notice;
    expect(content).toEqual({
      board: { id: 'farsta', name: 'Farsta stadsdelsnämnd' },
      receiptNumbers: [receiptNumber],
      issuedAt: told?.issuedAt,
      issuedOn: '2026-11-22',
      statement: expect.stringContaining('åtar sig betalningsansvaret') as unknown,
    });
    expect(signedHash).toBe(contentSha256);
    expect(contentHash(String(salt), content)).toBe(contentSha256);
    const key = publishedKey(keys, jws);
    const altered = jws.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'));
    expect(holdsForLibrary(jws, key) && holdsForNode(jws, key)).toBe(true);
    expect(holdsForLibrary(altered, key) || holdsForNode(altered, key)).toBe(false);
    expect(await holdsForOpenssl(jws, key)).toBe(true);
  });

  // Served the day before; the letter came in on the day itself, from which three weeks count.
  it.each([
    ['in winter', '2026-11-23T11:00:00Z', '2026-12-14T22:59:59.999Z', '2026-12-14T23:00:00Z'],
    [
      'over the change to summer time',
      '2027-03-10T11:00:00Z',
      '2027-03-31T21:59:59.999Z',
      '2027-03-31T22:00:00Z',
    ],
    [
      'over the change to winter time',
      '2027-10-13T10:00:00Z',
      '2027-11-03T22:59:59.999Z',
      '2027-11-03T23:00:00Z',
    ],
    // The third Saturday moves to Monday.
    [
      'to a moved last day',
      '2027-01-09T11:00:00Z',
      '2027-02-01T22:59:59.999Z',
      '2027-02-01T23:00:00Z',
    ],
  ])(
    'is taken until midnight of the last day in Sweden and not after it, %s',
    async (_when, start, last, after) => {
      moveTo(start);
      const [inTime, late] = [await desk.aCase(), await desk.aCase()];
      moveTo(last);
      expect(await undertake(inTime)).toBeNull();
      moveTo(after);
      expect(await undertake(late)).toBe('ILLEGAL_TRANSITION');
      expect(await legalMoves(late)).toEqual([
        'recordContact',
        'recordAssessment',
        'recordOutcome',
      ]);
      expect(await read(LANDLORD, late)).toBeNull();
      // What was told in time stays in time.
      expect((await read(LANDLORD, inTime))?.inTime).toBe(true);
      moveTo('2026-11-22T11:00:00Z');
    },
  );

  it('is taken while the three weeks have not started: the right to recover is open', async () => {
    const of = await desk.aCase({ served: false });
    expect(await undertake(of)).toBeNull();
    expect((await read(LANDLORD, of))?.inTime).toBe(true);
  });

  it.each([
    ['RENTED', null],
    ['SUBLET', null],
    ['COOPERATIVE', null],
    ['TENANT_OWNED', 'ILLEGAL_TRANSITION'],
  ])('for a flat of tenure %s answers %s', async (tenure, code) => {
    expect(await undertake(await desk.aCase({ tenure }))).toBe(code);
  });

  it('needs a case that the board has taken on, and says so', async () => {
    const of = await desk.aCase({ opened: false });
    expect(await undertake(of)).toBe('ILLEGAL_TRANSITION');
    expect(await legalMoves(of)).toEqual(['openSocialCase']);
  });

  it('is the responsible board’s alone', async () => {
    const of = await desk.aCase();
    expect(await undertake(of, 'board-skarpnack')).toBe('NOT_FOUND');
    expect(await undertake(of, LANDLORD)).toBe('FORBIDDEN');
    expect(await undertake(of, KRONOFOGDEN)).toBe('FORBIDDEN');
  });

  it('is not given twice for the same notice, but again for one that came later', async () => {
    const of = await desk.aCase();
    expect(await undertake(of)).toBeNull();
    const first = await read(LANDLORD, of);
    expect(await undertake(of)).toBe('ILLEGAL_TRANSITION');
    desk.clock.advance(60);
    await desk.renotice(of, 1);
    expect(await undertake(of)).toBeNull();
    expect((await read(LANDLORD, of))?.document.jws).not.toBe(first?.document.jws);
  });

  it('answers the same key with the first document, and twenty calls at once make one', async () => {
    const of = await desk.aCase();
    const input = {
      idempotencyKey: randomUUID(),
      expectedVersion: (await desk.versions(of))[BOARD],
    };
    const codes = await Promise.all(Array.from({ length: 20 }, () => undertake(of, BOARD, input)));
    expect(codes).toEqual(Array.from({ length: 20 }, () => null));
    const told = await read(LANDLORD, of);
    expect(await undertake(of, BOARD, input)).toBeNull();
    expect(await read(LANDLORD, of)).toEqual(told);
    expect(await undertake(of, BOARD, { ...input, idempotencyKey: randomUUID() })).toBe(
      'VERSION_CONFLICT',
    );
  });

  it('lets one of several calls with keys of their own through', async () => {
    const of = await desk.aCase();
    const expectedVersion = (await desk.versions(of))[BOARD];
    const codes = await Promise.all(
      Array.from({ length: 5 }, () => undertake(of, BOARD, { expectedVersion })),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'VERSION_CONFLICT')).toHaveLength(4);
  });
});

describe('JB-12-44-UNDERTAKING what comes of an undertaking', () => {
  const CASE = '{ stage deadlines { kind state } }';
  interface Shown {
    readonly stage: string;
    readonly deadlines: readonly { readonly kind: string; readonly state: string }[] | null;
  }
  async function shown(client: string, of: DeskCase) {
    const { case: found } = await desk.gateway.data<{ case: Shown }>(
      client,
      `query ($id: ID!) { case(id: $id) ${CASE} }`,
      { id: desk.aliasFor(client, 'case', of.caseId) },
    );
    const clocks = (found.deadlines ?? []).map(({ kind, state }) => [kind, state]);
    return { stage: found.stage, ...(Object.fromEntries(clocks) as Record<string, string>) };
  }

  it('is, once the three weeks are over, a recovered tenancy to landlord and board and a lapsed one without', async () => {
    moveTo('2026-11-23T11:00:00Z');
    const [of, without] = [await desk.aCase(), await desk.aCase()];
    expect(await undertake(of)).toBeNull();
    moveTo('2026-12-15T11:00:00Z');
    for (const client of [LANDLORD, BOARD]) {
      expect(await shown(client, of)).toMatchObject({
        stage: 'RECOVERED',
        RECOVERY_END: 'MET',
        EARLIEST_DECISION: 'MET',
      });
      expect(await shown(client, without)).toMatchObject({
        stage: 'RECOVERY_LAPSED',
        RECOVERY_END: 'LAPSED',
      });
    }
    moveTo('2026-11-22T11:00:00Z');
  });

  it('is nothing in Kronofogden’s stage, clocks and version, also while a consent lets it read the undertaking', async () => {
    moveTo('2026-11-23T11:00:00Z');
    const [of, without] = [await desk.aCase(), await desk.aCase()];
    for (const one of [of, without]) await desk.pushes(one);
    const before = await desk.versions(of);
    expect(await undertake(of)).toBeNull();
    expect((await desk.versions(of))[KRONOFOGDEN]).toBe(before[KRONOFOGDEN]);
    moveTo('2026-12-15T11:00:00Z');
    const expected = await shown(KRONOFOGDEN, without);
    expect(await shown(KRONOFOGDEN, of)).toEqual(expected);
    await consent(of);
    expect(await read(KRONOFOGDEN, of, '{ issuedAt }')).not.toBeNull();
    expect(await shown(KRONOFOGDEN, of)).toEqual(expected);
    moveTo('2026-11-22T11:00:00Z');
  });
});

describe('OSL-12-2 an undertaking before Kronofogden', () => {
  it('is nothing without a consent, then instant and hash, and the text only where nobody is protected', async () => {
    const of = await desk.aCase();
    await desk.pushes(of);
    await undertake(of);
    expect(await read(KRONOFOGDEN, of, '{ issuedAt }')).toBeNull();
    const before = await desk.versions(of);
    await consent(of);
    expect((await desk.versions(of))[KRONOFOGDEN]).toBe((before[KRONOFOGDEN] ?? 0) + 1);
    const told = await read(LANDLORD, of);
    const { receivedAt, contentSha256 } = told?.document ?? {};
    const unnamed = '{ issuedAt inTime document { receivedAt contentSha256 } }';
    expect(await read(KRONOFOGDEN, of, unnamed)).toEqual({
      issuedAt: told?.issuedAt,
      inTime: true,
      document: { receivedAt, contentSha256 },
    });
    expect(await read(KRONOFOGDEN, of)).toBeNull();
    expect(await read(KRONOFOGDEN, of, '{ document { jws } }')).toBeNull();
    await desk.change(BOARD, 'markProtectedIdentity', of, {
      tenantId: await desk.tenant(BOARD, of),
      protected: false,
      reason: 'Ingen skyddsuppgift finns.',
    });
    expect(await read(KRONOFOGDEN, of)).toEqual(told);
    expect(await read(KRONOFOGDEN, of, '{ document { jws } }')).toEqual({
      document: { jws: told?.document.jws },
    });
  });
});
