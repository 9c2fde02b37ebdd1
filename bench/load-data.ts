import { demoClients } from '../src/development/demo-clients';
import { civilDay } from '../src/shared';
import { arrearsInput, recordInput, tenancy } from '../test/support/many-tenancies';
import { LANDLORD } from './parties';
import { caseNumberOf } from './workloads/full-case';

/** How much is loaded. */
export interface DataSize {
  /** Cases of the landlord who is measured. */
  readonly own: number;
  /** Cases of another landlord beside them. */
  readonly others: number;
}

/** Sends one operation as a demo client and gives its data. */
export type Send = (client: string, query: string, variables: object) => Promise<unknown>;

const SUBMIT = `mutation ($input: SubmitNoticesInput!) {
  submitNotices(input: $input) { results { problems { path code } } } }`;
const PUSH = `mutation ($input: PushEvictionRecordsInput!) {
  pushEvictionRecords(input: $input) { results { problems { path code } } } }`;

const NOTICES_A_CALL = 100;
const RECORDS_A_PUSH = 500;

interface Home {
  readonly number: number;
  readonly client: string;
}

/** Loads what agencies send, through the gateway itself: a notice for each tenancy, a record for every second one. */
export async function loadData(send: Send, { own, others }: DataSize): Promise<void> {
  const today = civilDay(new Date());
  const homes = Array.from({ length: own + others }, (_, number): Home => {
    return { number, client: number < own ? LANDLORD.client : OTHER };
  });
  for (const client of [LANDLORD.client, OTHER]) {
    const { name } = partyOf(client);
    const notices = homes
      .filter((home) => home.client === client)
      .map(({ number }) => {
        const facts = { key: `bench-notice-${number}`, landlord: name, today };
        return arrearsInput(tenancy(number), facts);
      });
    await inParts(notices, NOTICES_A_CALL, async (part, start) => {
      const idempotencyKey = `bench-load-${client}-${start}`;
      await send(client, SUBMIT, { input: { idempotencyKey, notices: part } });
    });
  }
  const records = homes
    .filter(({ number }) => number % 2 === 0)
    .map(({ number, client }) => {
      const caseNumber = caseNumberOf(number);
      const applicant = partyOf(client).organisation;
      return recordInput(tenancy(number), { caseNumber, applicant, today });
    });
  await inParts(records, RECORDS_A_PUSH, async (part, start) => {
    const idempotencyKey = `bench-push-${start}`;
    await send('kronofogden', PUSH, { input: { idempotencyKey, records: part } });
  });
}

const OTHER = 'landlord-hyrbo';

function partyOf(clientId: string) {
  const party = demoClients.find((one) => one.clientId === clientId);
  if (!party) throw new Error(`There is no demo client ${clientId}.`);
  return party;
}

async function inParts<T>(
  items: readonly T[],
  size: number,
  work: (part: readonly T[], start: number) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < items.length; start += size) {
    await work(items.slice(start, start + size), start);
  }
}
