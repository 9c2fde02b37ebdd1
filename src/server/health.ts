import type { Logger } from 'pino';
import type { Answer, Part } from './exchange';
import { RequestRefusedError } from './protocol-errors';

/** Tells whether one thing that answers depend on is there. */
export type ReadinessCheck = () => boolean | Promise<boolean>;

/** What {@link answerHealth} needs. */
export interface HealthOptions {
  /** By the name that is shown: database, migrations, keys. */
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  /** Version of the disclosure policy that answers are decided by, shown with readiness; public like the policy itself. */
  readonly policyVersion: string;
  /** False as soon as the service stops. */
  readonly isAccepting: () => boolean;
  readonly log: Logger;
  /** Milliseconds after which a check that did not answer counts as failed. Default 2000. */
  readonly timeoutMs?: number;
}

/**
 * Answers `/health/live` (the process runs) and `/health/ready` (it can answer operations now).
 *
 * Anybody may ask, so the answer holds names of checks, truth values and the version of a public policy only, and checks
 * that are under way are shared by all who ask.
 */
export function answerHealth({
  checks,
  policyVersion,
  isAccepting,
  log,
  timeoutMs = 2000,
}: HealthOptions): Part {
  let underWay: Promise<Record<string, boolean>> | null = null;

  const readiness = (): Promise<Record<string, boolean>> => {
    underWay ??= runChecks(checks, timeoutMs, log).finally(() => {
      underWay = null;
    });
    return underWay;
  };

  return async ({ request, path }) => {
    if (path !== '/health/live' && path !== '/health/ready') return undefined;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new RequestRefusedError(405, 'Health is asked for with GET.', { Allow: 'GET, HEAD' });
    }
    if (path === '/health/live') return answer({ live: true });
    // A balancer has little time to learn of it: what cannot be answered at once is not asked.
    if (!isAccepting()) return answer({ accepting: false }, { policyVersion });
    const ready = await readiness();
    return answer({ accepting: isAccepting(), ...ready }, { policyVersion });
  };
}

function answer(
  checks: Readonly<Record<string, boolean>>,
  facts: Readonly<Record<string, string>> = {},
): Answer {
  const ok = Object.values(checks).every(Boolean);
  return {
    status: ok ? 200 : 503,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ ok, checks, ...facts }),
  };
}

async function runChecks(
  checks: Readonly<Record<string, ReadinessCheck>>,
  timeoutMs: number,
  log: Logger,
): Promise<Record<string, boolean>> {
  const results = await Promise.all(
    Object.entries(checks).map(
      async ([name, check]) => [name, await run(check, timeoutMs)] as const,
    ),
  );
  const failed = results.filter(([, ok]) => !ok).map(([name]) => name);
  if (failed.length > 0) log.warn({ failed }, 'not ready');
  return Object.fromEntries(results);
}

async function run(check: ReadinessCheck, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false);
  });
  try {
    return await Promise.race([Promise.resolve().then(check), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
