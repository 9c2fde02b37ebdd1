import type { Lane } from './measure/reads';
import { measureReads } from './measure/reads';
import type { Sample } from './measure/results';
import type { Bench } from './measure/rounds';
import { askerOf, headersOf } from './gateway';
import { SERVERS } from './names';
import type { RunPlan } from './plan';
import type { Installation, MeasuredServer } from './servers';
import { postgraphileLane } from './workloads/postgraphile-list';
import { withoutDenied } from './workloads/pruned';
import { READS } from './workloads/reads';
import type { ReadWorkload, Subjects } from './workloads/reads';

/** What can be asked. */
export interface Asked {
  readonly installation: Installation;
  readonly servers: readonly MeasuredServer[];
  readonly subjects: Subjects;
}

/** Measures every read: the main one on all servers, the others on Kvarbo and, where there is one, the floor. */
export async function runReads(
  bench: Bench,
  asked: Asked,
  plan: RunPlan,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (const workload of READS) {
    const concurrencies = workload.isMain ? plan.concurrencies : [plan.busy];
    const lanes = await lanesOf(workload, asked);
    const { name } = workload;
    samples.push(...(await measureReads(bench, lanes, { ...plan, workload: name, concurrencies })));
  }
  return samples;
}

async function lanesOf(
  workload: ReadWorkload,
  { installation, servers, subjects }: Asked,
): Promise<readonly Lane[]> {
  const { client, floor, isMain } = workload;
  const headers = await headersOf(installation, client);
  const body = await bodyOf(workload, installation, subjects);
  const content = (text: string): unknown => workload.content(dataOf(text));
  return servers.flatMap((server): readonly Lane[] => {
    const lane = { server, headers, body, content };
    switch (server.name) {
      case SERVERS.kvarbo:
        return [lane];
      case SERVERS.floor: {
        if (!floor) return [];
        const url = `${server.url}${floor(subjects)}`;
        return [{ ...lane, server: { ...server, url } }];
      }
      case SERVERS.postgraphile:
        return isMain ? [{ ...lane, ...postgraphileLane(workload.content) }] : [];
      default:
        return isMain ? [lane] : [];
    }
  });
}

/** What a client sends for a read. */
export async function bodyOf(
  { client, query, variables, pruned }: ReadWorkload,
  installation: Installation,
  subjects: Subjects,
): Promise<string> {
  const given = variables?.(subjects) ?? {};
  if (!pruned) return JSON.stringify({ query, variables: given });
  const { errors = [] } = await askerOf(installation)(client, query, given);
  return JSON.stringify({
    query: withoutDenied(query, errors),
    variables: given,
  });
}

function dataOf(text: string): unknown {
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown };
  if (errors) throw new Error(`An answer has errors: ${JSON.stringify(errors).slice(0, 500)}`);
  return data;
}
