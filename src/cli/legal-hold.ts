import { parseArgs } from 'node:util';
import { liftHold, listHolds, placeHold } from '../retention';
import { cleanText } from '../shared';
import { findLog, lineFor, withLog } from './log-access';
import { ledgerOf } from './purge';
import type { RetentionCommandOptions } from './purge';
import { renderHolds } from './purge-report';

const USAGE = `npm run legal-hold -- place (--receipt NUMBER | --record CASE_NUMBER) --authority WHO --reason WHY
npm run legal-hold -- lift --id HOLD --authority WHO --reason WHY
npm run legal-hold -- list`;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const MOST_CHARACTERS = 200;

/**
 * `legal-hold`: keeps a case from being purged, lets it go again, and lists who ordered what.
 *
 * Returns the exit code; a failure is one line on stderr, wrong arguments the usage.
 */
export async function runLegalHold(
  argv: readonly string[],
  { settings, clock, stdout, stderr }: RetentionCommandOptions,
): Promise<number> {
  const asked = readArguments(argv);
  if (asked === null) {
    stderr.write(`${USAGE}\n`);
    return 1;
  }
  try {
    const given = settings();
    const { url } = await findLog(given);
    if (asked.action === 'list') {
      stdout.write(renderHolds(await withLog(url, listHolds)));
      return 0;
    }
    const ledger = ledgerOf(given);
    const order = { authority: asked.authority, reason: asked.reason, now: clock.now() };
    if (asked.action === 'place') {
      const id = await withLog(url, (client) => placeHold(client, asked.by, ledger, order));
      stdout.write(`${id}\n`);
    } else {
      await withLog(url, (client) => liftHold(client, asked.id, ledger, order));
      stdout.write('The hold was lifted.\n');
    }
    return 0;
  } catch (error) {
    stderr.write(`${lineFor(error)}\n`);
    return 1;
  }
}

interface Ordered {
  readonly authority: string;
  readonly reason: string;
}

type Asked =
  | { readonly action: 'list' }
  | (Ordered & { readonly action: 'lift'; readonly id: string })
  | (Ordered & {
      readonly action: 'place';
      readonly by: { readonly kind: 'receipt' | 'record'; readonly value: string };
    });

function readArguments([action, ...rest]: readonly string[]): Asked | null {
  const text = { type: 'string' } as const;
  const options = { receipt: text, record: text, id: text, authority: text, reason: text };
  let values;
  try {
    ({ values } = parseArgs({ args: rest, options }));
  } catch {
    return null;
  }
  if (action === 'list') return Object.keys(values).length === 0 ? { action } : null;
  const { receipt, record, id } = values;
  const authority = saying(values.authority);
  const reason = saying(values.reason);
  if (authority === null || reason === null) return null;
  if (action === 'lift')
    return id !== undefined && UUID.test(id) ? { action, id, authority, reason } : null;
  if (action !== 'place' || (receipt === undefined) === (record === undefined)) return null;
  const by =
    receipt === undefined
      ? ({ kind: 'record', value: record ?? '' } as const)
      : ({ kind: 'receipt', value: receipt } as const);
  return { action, by, authority, reason };
}

function saying(text: string | undefined): string | null {
  const clean = text === undefined ? '' : cleanText(text);
  return clean !== '' && clean.length <= MOST_CHARACTERS ? clean : null;
}
