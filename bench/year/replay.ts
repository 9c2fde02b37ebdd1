import { civilDay } from '../../src/shared';
import type { Send } from '../load-data';
import { BOARD } from '../parties';
import { caseNumberOf, findCase } from '../workloads/full-case';
import { inLanes, partsOf } from './lanes';
import { VERSIONS } from './options';
import type { YearSize } from './options';
import { readsAfter } from './reads';
import {
  boardSteps,
  landlordOf,
  LANDLORDS,
  noticeInput,
  tenancyOfRecord,
  versionInput,
} from './year-inputs';

/** One call as it was sent, with its answer. */
export interface Sent {
  readonly client: string;
  readonly query: string;
  readonly variables: object;
  readonly data: unknown;
}

/** What the year left with those who sent it. */
export interface Replayed {
  readonly today: string;
  /** By tenancy. */
  readonly receipts: ReadonlyMap<number, string>;
  /** A sample of all calls, so that they can be sent once more. */
  readonly calls: readonly Sent[];
  readonly reads: number;
  readonly mutations: number;
  /** Seconds of each part, in its order. */
  readonly seconds: Readonly<
    Record<'notices' | 'pushes' | 'boards and reads' | 'last versions', number>
  >;
}

const SUBMIT = `mutation ($input: SubmitNoticesInput!) { submitNotices(input: $input) {
  results { notice { id receiptNumber } problems { path code } } } }`;
const PUSH = `mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) {
  results { outcome problems { path code } } } }`;

const [NOTICES_A_CALL, RECORDS_A_CALL] = [500, 500] as const;
/** Calls with many items at a time, boards' cases at a time, readers at a time. */
const [CALLS, CASES, READERS] = [2, 12, 4] as const;
/** One single mutation in this many is sent once more at the end. */
const AGAIN = 50;

/** Sends a year. @throws Error when anything is refused */
export async function replay(send: Send, size: YearSize): Promise<Replayed> {
  const today = civilDay(new Date());
  const calls: Sent[] = [];
  const receipts = new Map<number, string>();
  const notices = await timed(() => sendNotices(send, size, today, receipts, calls));
  const pushes = await timed(async () => {
    for (let version = 1; version < VERSIONS; version += 1) {
      await sendVersions(send, size, version, today, calls);
    }
  });
  let [reads, mutations] = [0, 0];
  const boards = await timed(() =>
    Promise.all([
      workOnCases(send, size, today, calls, () => (mutations += 1)),
      readAbout(send, size, receipts, () => (reads += 1)),
    ]),
  );
  const last = await timed(() => sendVersions(send, size, VERSIONS, today, calls));
  const seconds = { notices, pushes, 'boards and reads': boards, 'last versions': last };
  return { today, receipts, calls, reads, mutations, seconds };
}

async function sendNotices(
  send: Send,
  size: YearSize,
  today: string,
  receipts: Map<number, string>,
  calls: Sent[],
): Promise<void> {
  const numbers = Array.from({ length: size.notices + size.disturbances }, (_, number) => number);
  const parts = LANDLORDS.flatMap((client) =>
    partsOf(
      numbers.filter((number) => landlordOf(number) === client),
      NOTICES_A_CALL,
    ).map((part) => ({ client, ...part })),
  );
  await inLanes(parts, CALLS, async ({ client, start, items }) => {
    const notices = items.map((number) => noticeInput(number, size, today));
    const variables = { input: { idempotencyKey: `year-${client}-${start}`, notices } };
    const data = (await send(client, SUBMIT, variables)) as {
      submitNotices: { results: readonly { notice: { receiptNumber: string } | null }[] };
    };
    data.submitNotices.results.forEach(({ notice }, index) => {
      const number = items[index];
      if (!notice || number === undefined)
        throw new Error(`A notice was refused: ${JSON.stringify(data).slice(0, 500)}`);
      receipts.set(number, notice.receiptNumber);
    });
    if (start === 0) calls.push({ client, query: SUBMIT, variables, data });
  });
}

async function sendVersions(
  send: Send,
  size: YearSize,
  version: number,
  today: string,
  calls: Sent[],
): Promise<void> {
  const records = Array.from({ length: size.enforcement }, (_, record) => record);
  const expected = version === 1 ? 'CREATED' : 'UPDATED';
  await inLanes(partsOf(records, RECORDS_A_CALL), CALLS, async ({ start, items }) => {
    const pushed = items.map((record) => versionInput(record, version, size, today));
    const variables = {
      input: { idempotencyKey: `year-push-${version}-${start}`, records: pushed },
    };
    const data = (await send('kronofogden', PUSH, variables)) as {
      pushEvictionRecords: { results: readonly { outcome: string }[] };
    };
    const { results } = data.pushEvictionRecords;
    if (results.length !== items.length || results.some(({ outcome }) => outcome !== expected)) {
      throw new Error(`A version was not taken: ${JSON.stringify(data).slice(0, 500)}`);
    }
    if (start === 0) calls.push({ client: 'kronofogden', query: PUSH, variables, data });
  });
}

async function workOnCases(
  send: Send,
  size: YearSize,
  today: string,
  calls: Sent[],
  count: () => void,
): Promise<void> {
  const records = Array.from({ length: size.enforcement }, (_, record) => record);
  await inLanes(records, CASES, async (record) => {
    const number = tenancyOfRecord(record, size);
    let { id: caseId, version: expectedVersion } = await findCase(send, BOARD.client, number);
    for (const { operation, input } of boardSteps(today)) {
      const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { ${operation}(input: $input) { case { id version } } }`;
      const idempotencyKey = `year-${operation}-${record}`;
      const variables = { input: { caseId, expectedVersion, idempotencyKey, ...input } };
      const data = (await send(BOARD.client, query, variables)) as Record<
        string,
        { case: { id: string; version: number } }
      >;
      const { id = caseId, version = 0 } = data[operation]?.case ?? {};
      [caseId, expectedVersion] = [id, version];
      count();
      if (record % AGAIN === 0) calls.push({ client: BOARD.client, query, variables, data });
    }
  });
}

async function readAbout(
  send: Send,
  size: YearSize,
  receipts: ReadonlyMap<number, string>,
  count: () => void,
): Promise<void> {
  const numbers = [...receipts.keys()].filter((number) => number % size.sampled === 0);
  await inLanes(numbers, READERS, async (number) => {
    const receipt = receipts.get(number) ?? '';
    for (const { client, query, variables, holds } of readsAfter(number, receipt)) {
      const data = JSON.stringify(await send(client, query, variables));
      if (!data.includes(holds))
        throw new Error(`${client} does not read ${caseNumberOf(number)}.`);
      count();
    }
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
