import { demoClients } from '../src/development/demo-clients';
import { civilDay } from '../src/shared';
import { arrearsInput, recordInput, tenancy } from '../test/support/many-tenancies';
import { LANDLORD } from './operation';

/** How much is loaded. */
export interface DataSize {
  /** Cases of the landlord who is measured. */
  readonly own: number;
  /** Cases of another landlord beside them. */
  readonly others: number;
}

/** Sends one operation as a demo client and gives its data. */
export type Send = (client: string, query: string, variables: object) => Promise<unknown>;

const SUBMIT =
  'mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { id } } }';
const PUSH = `mutation ($input: PushEvictionRecordsInput!) {
  pushEvictionRecords(input: $input) { results { outcome } } }`;

const CONCURRENCY = 12;
const RECORDS_A_PUSH = 500;

/** Loads what agencies send, through the gateway itself: a notice for each tenancy, a record for every second one. */
export async function loadData(send: Send, { own, others }: DataSize): Promise<void> {
  const today = civilDay(new Date());
  const homes = Array.from({ length: own + others }, (_, number) => {
    const client = number < own ? LANDLORD.client : 'landlord-hyrbo';
    const landlord = demoClients.find(({ clientId }) => clientId === client);
    if (!landlord) throw new Error(`There is no demo client ${client}.`);
    return { number, client, landlord };
  });
  await forEach(homes, async ({ number, client, landlord }) => {
    const facts = { key: `bench-notice-${number}`, landlord: landlord.name, today };
    await send(client, SUBMIT, { input: arrearsInput(tenancy(number), facts) });
  });
  const records = homes
    .filter(({ number }) => number % 2 === 0)
    .map(({ number, landlord }) =>
      recordInput(tenancy(number), {
        caseNumber: `U-${number + 1}-26`,
        applicant: landlord.organisation,
        today,
      }),
    );
  for (let start = 0; start < records.length; start += RECORDS_A_PUSH) {
    const input = {
      idempotencyKey: `bench-push-${start}`,
      records: records.slice(start, start + RECORDS_A_PUSH),
    };
    await send('kronofogden', PUSH, { input });
  }
}

async function forEach<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}
