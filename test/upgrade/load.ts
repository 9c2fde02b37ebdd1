import { setTimeout as pause } from 'node:timers/promises';
import type { Callers } from '../image/callers';

/** What a load came to. */
export interface LoadFigures {
  readonly answers: number;
  /** What was wrong, once each. */
  readonly faults: readonly string[];
  /** Milliseconds of the slowest answer. */
  readonly slowestMs: number;
}

/** Callers that go on until they are told to stop. */
export interface Load {
  /** Figures since the last time that they were asked for. */
  take(): LoadFigures;
  stop(): Promise<void>;
}

const SUBMIT = `mutation ($input: SubmitNoticeInput!) {
  submitNotice(input: $input) { notice { receiptNumber } } }`;
const READS = [
  [
    'landlord-bostaden',
    '{ cases(first: 20) { totalCount edges { node { id stage tenants { name } dwelling { street } notices { receiptNumber } } } } }',
  ],
  [
    'board-farsta',
    '{ cases(first: 20) { edges { node { stage tenants { name phone } notices { arrearsMonths recoveryTotal } socialServices { status } } } } }',
  ],
  ['kronofogden', '{ cases(first: 20) { edges { node { enforcement { caseNumber status } } } } }'],
] as const;

/** What `submitNotice` takes, as far as the load changes it. */
export type NoticeInput = Readonly<Record<string, unknown>> & { readonly dwelling: object };

/**
 * Four callers at a time over all instances that are there: three read, one submits notices of new tenancies.
 *
 * Like a proxy, and like a client that repeats a write under its key, a caller goes on to another instance when one does not take
 * its connection. Anything else that is no answer is a fault.
 */
export function startLoad(
  callers: Callers,
  urls: () => readonly string[],
  notice: NoticeInput,
): Load {
  let figures = { answers: 0, faults: new Set<string>(), slowestMs: 0 };
  let isOver = false;
  let count = 0;

  const ask = async (clientId: string, query: string, variables: object): Promise<void> => {
    const since = Date.now();
    for (let tries = 0; ; tries += 1) {
      count += 1;
      const [url = ''] = urls().slice(count % urls().length);
      try {
        await callers.data(url, clientId, query, variables);
        break;
      } catch (error) {
        if (tries < 4 && isNoConnection(error)) continue;
        figures.faults.add(withoutIds(error));
        break;
      }
    }
    figures.answers += 1;
    figures.slowestMs = Math.max(figures.slowestMs, Date.now() - since);
  };

  const goesOn = (): boolean => !isOver;
  const workers = [
    ...READS.map(async ([clientId, query]) => {
      while (goesOn()) {
        await ask(clientId, query, {});
        await pause(10);
      }
    }),
    (async () => {
      for (let number = 1; goesOn(); number += 1) {
        const street = `Uppgraderingsvägen ${number}`;
        const input = {
          ...notice,
          idempotencyKey: `upgrade-${number}`,
          dwelling: { ...notice.dwelling, street },
        };
        await ask('landlord-bostaden', SUBMIT, { input });
        await pause(20);
      }
    })(),
  ];
  return {
    take: () => {
      const { answers, faults, slowestMs } = figures;
      figures = { answers: 0, faults: new Set(), slowestMs: 0 };
      return { answers, faults: [...faults], slowestMs };
    },
    stop: async () => {
      isOver = true;
      await Promise.all(workers);
    },
  };
}

/** The instance is gone, or closed an idle connection while the request was on its way to it. */
function isNoConnection(error: unknown): boolean {
  const { code } = (error as { cause?: { code?: string } }).cause ?? {};
  return code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'UND_ERR_SOCKET';
}

/** The same fault of many requests is one. */
function withoutIds(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.message.replace(/"correlationId":"[^"]*"/g, '"correlationId":"…"');
}
