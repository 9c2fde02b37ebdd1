import { createHash } from 'node:crypto';
import type { SubmitNoticeInput } from '../../src/landlord-notices/submit-notice.input';
import { Agency } from '../../src/shared';
import { testOrganisationNumber } from '../support/identity-numbers';
import {
  holdsForLibrary,
  holdsForNode,
  holdsForOpenssl,
  publishedKey,
} from '../support/independent-jws';
import type { Plain } from '../support/input-checks';
import { arrearsNotice, disturbanceNotice, seriousDisturbanceNotice } from '../support/inputs';
import type { LandlordDesk } from './landlord-desk';
import { aCaller, KRONOFOGDEN, openLandlordDesk } from './landlord-desk';

const LANDLORD = testOrganisationNumber(1);
const landlord = aCaller(Agency.LANDLORD, LANDLORD);
const board = aCaller(Agency.SOCIAL_SERVICES, 'farsta');
const oversight = aCaller(Agency.OVERSIGHT, 'farsta');

const SUBMIT = `mutation ($input: SubmitNoticeInput!) {
  submitNotice(input: $input) { notice { id receiptNumber receipt { jws receivedAt contentSha256 } case { id } } }
}`;

interface Received {
  readonly id: string;
  readonly receiptNumber: string;
  readonly receipt: {
    readonly jws: string;
    readonly receivedAt: string;
    readonly contentSha256: string;
  };
  readonly case: { readonly id: string };
}

let desk: LandlordDesk;
let keys = 0;
beforeAll(async () => {
  desk = await openLandlordDesk();
});
afterAll(() => desk.close());

type Sent = Plain<SubmitNoticeInput>;

async function submit(notice: Sent): Promise<{ input: Sent; received: Received }> {
  keys += 1;
  const input = { ...notice, idempotencyKey: `receipt-${keys}`, supersedes: null };
  return { input, received: await sent(input) };
}

async function sent(input: Sent): Promise<Received> {
  const { submitNotice } = await desk.read(landlord, SUBMIT, { input });
  return submitNotice.notice as unknown as Received;
}

/** A notice as a reader finds it in its own list, or nothing. */
async function noticeFor(
  caller: typeof landlord,
  wanted: string,
  fields: string,
): Promise<Partial<Received> | undefined> {
  const list = `{ cases(scope: ALL) { edges { node { notices { receiptNumber ${fields} } } } } }`;
  const { data } = await desk.ask(caller, list);
  const { cases } = data as unknown as {
    cases: { edges: { node: { notices: Partial<Received>[] } }[] };
  };
  return cases.edges
    .flatMap(({ node }) => node.notices)
    .find(({ receiptNumber }) => receiptNumber === wanted);
}

/** RFC 8785 in a few lines of its own: keys in order, nothing between, null members left out. */
function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(
          Object.entries(member)
            .filter(([, one]) => one !== null)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : member,
  );
}

const payloadOf = (jws: string): unknown =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString());

describe('the receipt of a notice', () => {
  it('attests number, board, instant and day, under a type of its own', async () => {
    const { received } = await submit(arrearsNotice);
    const { jws, receivedAt, contentSha256 } = received.receipt;
    expect(payloadOf(jws)).toEqual({
      receiptNumber: received.receiptNumber,
      board: { id: 'farsta', name: 'Farsta stadsdelsnämnd' },
      receivedAt,
      receivedOn: '2026-11-22',
      contentSha256,
    });
    expect(JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString())).toEqual({
      alg: 'ES256',
      kid: '2026-1',
      typ: 'kvarbo-notice-receipt+jws',
    });
  });

  it('names the Swedish day of an instant that is the day before in UTC', async () => {
    const seconds = (Date.parse('2027-03-28T22:30:00Z') - Number(desk.clock.now())) / 1000;
    desk.clock.advance(seconds);
    const { received } = await submit(arrearsNotice);
    desk.clock.advance(-seconds);
    expect(payloadOf(received.receipt.jws)).toMatchObject({
      receivedAt: '2027-03-28T22:30:00.000Z',
      receivedOn: '2027-03-29',
    });
  });

  it.each([
    ['arrears', arrearsNotice],
    ['disturbances', disturbanceNotice],
    ['serious disturbances, with a document', seriousDisturbanceNotice],
  ])('has a hash that the landlord finds from what it sent about %s', async (_kind, notice) => {
    const { input, received } = await submit(notice);
    const content = { ...input, idempotencyKey: null };
    const hash = createHash('sha256').update(`${received.id}\n${canonicalText(content)}`);
    expect(received.receipt.contentSha256).toBe(hash.digest('hex'));
  });

  it('holds for jsonwebtoken, for Node and for openssl, and for none of them with another byte', async () => {
    const { jws } = (await submit(arrearsNotice)).received.receipt;
    const key = publishedKey(desk.publicKeys, jws);
    const [header = '', payload = '', signature = ''] = jws.split('.');
    const other = Buffer.from(payload, 'base64url').toString().replace('farsta', 'farstb');
    const altered = [header, Buffer.from(other).toString('base64url'), signature].join('.');
    expect(altered).not.toBe(jws);
    expect([jws, altered].map((text) => holdsForLibrary(text, key))).toEqual([true, false]);
    expect([jws, altered].map((text) => holdsForNode(text, key))).toEqual([true, false]);
    expect([await holdsForOpenssl(jws, key), await holdsForOpenssl(altered, key)]).toEqual([
      true,
      false,
    ]);
  });

  it('is stored as first issued: later readings and the same key again show the same signature', async () => {
    const { input, received } = await submit(arrearsNotice);
    expect(await sent(input)).toEqual(received);
    const whole = 'receipt { jws receivedAt contentSha256 }';
    for (const reader of [landlord, board]) {
      const read = await noticeFor(reader, received.receiptNumber, whole);
      expect(read?.receipt).toEqual(received.receipt);
    }
  });

  it('is there exactly where the notice is: what is refused has none', async () => {
    const unsigned = 'receipt_jws IS NULL OR receipt_sha256 IS NULL';
    expect(await desk.count('landlord.notice', unsigned)).toBe(0);
  });

  it('hashes equal contents differently in each notice, so that nobody can compare them', async () => {
    const [one, two] = [await submit(arrearsNotice), await submit(arrearsNotice)];
    expect(one.received.receipt.contentSha256).not.toBe(two.received.receipt.contentSha256);
  });

  it('has a salt that no other reader has: the alias of the notice is the landlord’s own', async () => {
    const { input, received } = await submit(arrearsNotice);
    const seen = await noticeFor(board, received.receiptNumber, 'id');
    expect(seen?.id).toBeDefined();
    const content = { ...input, idempotencyKey: null };
    const guess = createHash('sha256').update(`${seen?.id ?? ''}\n${canonicalText(content)}`);
    expect(guess.digest('hex')).not.toBe(received.receipt.contentSha256);
  });

  it('shows an auditor when it was received, and nothing at all where the signature is asked for too', async () => {
    const { received } = await submit(arrearsNotice);
    // The auditor of a board has the board's own aliases.
    const seen = await noticeFor(board, received.receiptNumber, 'id');
    const read = async (fields: string): Promise<unknown> => {
      const byId = `query ($id: ID!) { notice(id: $id) { receipt { ${fields} } } }`;
      const { data } = await desk.ask(oversight, byId, { id: seen?.id });
      return (data as unknown as { notice: { receipt: unknown } }).notice.receipt;
    };
    expect(await read('receivedAt')).toEqual({ receivedAt: received.receipt.receivedAt });
    expect(await read('receivedAt jws')).toBeNull();
    expect(await read('receivedAt contentSha256')).toBeNull();
  });

  it('shows Kronofogden instant and hash of an invoked notice, and the signature only where nobody is protected', async () => {
    const { received } = await submit({
      ...arrearsNotice,
      dwelling: { ...arrearsNotice.dwelling, apartmentNumber: '1777' },
    });
    const kronofogden = aCaller(Agency.ENFORCEMENT, KRONOFOGDEN);
    const { receiptNumber, receipt } = received;
    const read = (fields: string) => noticeFor(kronofogden, receiptNumber, `receipt { ${fields} }`);
    expect(await read('receivedAt')).toBeUndefined();
    await desk.invoke(LANDLORD, receiptNumber);
    const { receivedAt, contentSha256 } = receipt;
    const open = await read('receivedAt contentSha256');
    expect(open?.receipt).toEqual({ receivedAt, contentSha256 });
    // Nobody has said of the tenant that there is no protection.
    expect((await read('jws receivedAt'))?.receipt).toBeNull();
  });
});
