import { createHash, randomUUID } from 'node:crypto';
import type { ExternalConfig } from '../config';
import { FactsReader, readerKey } from '../cases';
import { DisclosurePolicy, Reading } from '../disclosure';
import { DisclosureLog, SignedCheckpoints } from '../disclosure-log';
import type { Caller } from '../identity';
import { AccessReview, LogEntries, renderAccessReport } from '../oversight';
import { createReadingPool, openReading, readerRoles } from '../persistence';
import { Agency, civilDay, Purpose } from '../shared';
import type { Clock, LocalDate } from '../shared';
import { keysFrom } from './keys';
import type { KeySettings } from './keys';

/** What a report is asked for. */
export interface AccessReportRequest {
  /** The controller: an organisation number, or the id of a social board. */
  readonly organisation: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly minimum: number;
}

/** The store and the keys behind a report. */
export type AccessReportSettings = Pick<ExternalConfig, 'databaseUrl'> & KeySettings;

const CLIENT = 'access-report';
const COORDINATES = [
  'day',
  'organisation',
  'user',
  'persons',
  'withoutRelation',
  'protectedPersons',
].map((field) => `AccessReviewRow.${field}`);

/**
 * Draws up the recurring control of access of one controller, as its auditor reads it, and writes down that it was read.
 *
 * @throws BadUserInputError for malformed days, a period of more than 92 days, or a minimum below 1
 * @throws LogUnavailableError where the report cannot be written down, and then there is none
 * @legalSource SPL-10-ACCESS
 */
export async function makeAccessReport(
  settings: AccessReportSettings,
  request: AccessReportRequest,
  clock: Clock,
): Promise<string> {
  const keys = keysFrom(settings);
  const policy = new DisclosurePolicy();
  const caller = auditorOf(request.organisation, clock);
  const pool = createReadingPool({
    url: settings.databaseUrl,
    size: 1,
    statementTimeoutMs: 120_000,
    idleInTransactionTimeoutMs: 120_000,
    onIdleError: () => undefined,
  });
  const log = new DisclosureLog({
    ...keys,
    url: settings.databaseUrl,
    clock,
    checkpoints: new SignedCheckpoints({
      url: settings.databaseUrl,
      signing: keys.signing,
      clock,
      log: { info: () => undefined, error: () => undefined },
    }),
    onFault: () => undefined,
  });
  const today = civilDay(clock.now());
  const session = openReading(pool, {
    role: readerRoles[caller.agency],
    organisation: readerKey(keys.indexer, caller.reader),
    today,
    purpose: caller.purpose,
  });
  try {
    const reading = new Reading(session, caller, today, new FactsReader(keys.indexer).load);
    const entries = new LogEntries(keys.keyring, keys.aliases, policy);
    const review = new AccessReview(entries, keys.indexer, policy);
    const { organisation, from, to, minimum } = request;
    // All rows are read for the totals, and the minimum is judged with the rest of the input.
    const rows = await review.rows(reading, { from, to, minimum: Math.min(minimum, 1) });
    await log.record([entryOf(caller, policy, readerKey(keys.indexer, caller.reader))]);
    return renderAccessReport({
      organisation,
      from,
      to,
      minimum,
      rows,
      generatedAt: clock.now(),
      policyVersion: policy.version,
    });
  } finally {
    await session.close();
    await log.stop();
    await pool.end();
  }
}

/** Whoever runs the command has database and keys at hand; it reads as the auditor of the controller does, and nothing more. */
function auditorOf(organisation: string, clock: Clock): Caller {
  return {
    agency: Agency.OVERSIGHT,
    organisation,
    actingFor: null,
    reader: organisation,
    client: CLIENT,
    user: null,
    purpose: Purpose.AUDIT,
    scopes: new Set(['audit:read']),
    expiresAt: clock.now().getTime(),
  };
}

function entryOf(caller: Caller, policy: DisclosurePolicy, stored: string) {
  const { agency, organisation, actingFor, client, user, purpose } = caller;
  return {
    requestId: randomUUID(),
    agency,
    organisation: stored,
    principal: stored,
    actor: { organisation, actingFor, client, user },
    purpose,
    operation: {
      name: CLIENT,
      roots: ['Query.accessReview'],
      hash: createHash('sha256').update(CLIENT).digest('hex'),
    },
    disclosed: COORDINATES,
    denied: [],
    legalBasis: COORDINATES.flatMap((coordinate) => policy.basisOf(coordinate)),
    policyVersion: policy.version,
    cases: [null],
    subjects: [[]],
    controllers: [stored],
    openedBy: [],
  };
}
