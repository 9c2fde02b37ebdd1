import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { freePort } from '../../src/development/free-port';
import type { Lifecycle } from '../../src/server';
import { SUBGRAPH_NAMES } from '../../src/shared';
import { startEngineProcess } from '../../test/support/engine-process';
import { startGatewayProcess } from '../../test/support/gateway-process';
import { startChild } from '../child';
import { headersOf, senderTo, withStore } from '../gateway';
import type { Round, RoundResult } from '../measure/load.process';
import { loadedInstallation } from '../measure-all';
import { BOARD, LANDLORD } from '../parties';
import { spreadText } from '../report/spread';
import { table } from '../report/table';
import { roundMilliseconds } from '../round-milliseconds';
import { bodyOf } from '../run-reads';
import type { Installation } from '../servers';
import { READS } from '../workloads/reads';
import { findSubjects } from '../workloads/subjects';

/** Reads that one, two and all four subgraphs answer. */
const WORKLOADS = ['landlord-list', `case-${LANDLORD.client}`, `case-${BOARD.client}`];
const CONCURRENCIES = [1, 16] as const;
const ROUNDS = 5;
/** Until Node has compiled what it runs, in five processes. */
const WARM_UP_MS = 8_000;

interface Measured {
  readonly workload: string;
  readonly concurrency: number;
  readonly alone: RoundResult;
  readonly federated: RoundResult;
}

/**
 * `npm run bench -- --topology`: the federated topology against the one-process one over the same database, in turn, round by round.
 * All of it shares the cores of this machine: five processes answer on them where one does. `node docker/supergraph/install.mjs` is to be
 * run before.
 */
export async function runTopology(args: readonly string[], lifecycle: Lifecycle): Promise<void> {
  const milliseconds = roundMilliseconds(args);
  const { installation } = await loadedInstallation({ own: 500, others: 100 }, lifecycle);
  const engineUrl = await startFederation(installation, lifecycle);
  const load = startChild<Round, RoundResult>('measure/load.process.js');
  lifecycle.onStop('load generator', () => {
    load.stop();
  });
  const measured: Measured[] = [];
  for (const { workload, ...request } of await requestsTo(installation)) {
    const ask = async (url: string, concurrency: number, time: number): Promise<RoundResult> => {
      const round = { url, requests: [request], once: false, concurrency, milliseconds: time };
      const result = await load.ask(round);
      if (result.wrong > 0) throw new Error(`Wrong answers: ${result.firstWrong}`);
      return result;
    };
    const urls = [installation.kvarbo.url, engineUrl] as const;
    for (const url of urls) await ask(url, 16, WARM_UP_MS);
    for (const concurrency of CONCURRENCIES) {
      for (let round = 0; round < ROUNDS; round += 1) {
        const alone = await ask(urls[0], concurrency, milliseconds);
        const federated = await ask(urls[1], concurrency, milliseconds);
        measured.push({ workload, concurrency, alone, federated });
      }
    }
  }
  process.stdout.write(`${textOf(measured)}\n`);
}

/** Four subgraphs and their engine, over the database of the installation. The address of the engine. */
async function startFederation(
  { settings, folder }: Installation,
  lifecycle: Lifecycle,
): Promise<string> {
  const secret = randomBytes(32).toString('base64');
  const subgraphs: Record<string, { url: string; secret: string; ours: true }> = {};
  for (const name of SUBGRAPH_NAMES) {
    const subgraph = await startGatewayProcess({
      program: path.join(__dirname, '../..'),
      settings,
      port: await freePort(),
      logFile: path.join(folder, `${name}.log`),
      environment: { KVARBO_SUBGRAPH: name, KVARBO_ENGINE_SECRET: secret },
    });
    lifecycle.onStop(name, () => subgraph.stop());
    subgraphs[name] = { url: subgraph.url, secret, ours: true };
  }
  const engine = await startEngineProcess({ issuers: settings.issuers, subgraphs });
  lifecycle.onStop('engine', async () => {
    await engine.stop();
  });
  return engine.url;
}

/** What is asked, with the answer that both topologies must give, byte by byte. */
async function requestsTo(installation: Installation) {
  const subjects = await withStore(installation, (store) =>
    findSubjects(senderTo(installation), store, [LANDLORD.client, BOARD.client]),
  );
  const reads = READS.filter(({ name }) => WORKLOADS.includes(name));
  return Promise.all(
    reads.map(async (read) => {
      const headers = await headersOf(installation, read.client);
      const body = await bodyOf(read, installation, subjects);
      const response = await fetch(installation.kvarbo.url, { method: 'POST', headers, body });
      return { workload: read.title, headers, body, expected: { bytes: await response.text() } };
    }),
  );
}

function textOf(measured: readonly Measured[]): string {
  const keys = [
    ...new Set(measured.map(({ workload, concurrency }) => `${workload}|${concurrency}`)),
  ];
  const rows = keys.map((key) => {
    const own = measured.filter((one) => `${one.workload}|${one.concurrency}` === key);
    // Within each round, so that a slow moment of the machine meets both.
    const ratio = (of: (one: RoundResult) => number): string =>
      spreadText(
        own.map(({ alone, federated }) => of(federated) / of(alone)),
        2,
      );
    const [workload = '', concurrency = ''] = key.split('|');
    return [
      workload,
      concurrency,
      ratio(({ answers, milliseconds }) => answers / milliseconds),
      ratio(({ p50 }) => p50),
      ratio(({ p99 }) => p99),
    ];
  });
  const head = ['Read', 'Concurrency', 'Throughput', 'Median latency', '99th percentile'];
  return table(head, rows, 1);
}
