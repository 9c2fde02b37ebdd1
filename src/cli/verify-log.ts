import { appendFile, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { LogSettings } from '../config';
import { readExport, readLog, readSavedCheckpoints, verifyLog } from '../disclosure-log';
import type { ActorCheck, LogRecord, LogVerdict } from '../disclosure-log';
import { readKeySet, SignatureError, SignatureVerifier } from '../persistence';
import type { KeySet } from '../persistence';
import { actorCheckOf, findLog, lineFor, withLog } from './log-access';
import { renderVerdict } from './log-report';

/** Where the commands about the log find settings, and where they write. */
export interface LogCommandOptions {
  readonly settings: () => LogSettings;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

const USAGE =
  'npm run verify-log -- [EXPORT_FILE] [--keys JWKS_FILE] [--checkpoint FILE] [--save-checkpoint FILE]';

/**
 * `verify-log`: checks the disclosure log of the database, or an export of one, and says what is wrong with it.
 *
 * Returns the exit code: 0 when the log is whole, 1 when it is not or could not be checked. A failure is one line on stderr.
 *
 * @legalSource SPL-10-ACCESS
 */
export async function runVerifyLog(
  argv: readonly string[],
  { settings, stdout, stderr }: LogCommandOptions,
): Promise<number> {
  try {
    const request = readArguments(argv);
    const check = request.file === null ? ofDatabase : ofExport;
    const verdict = await check(request, settings(), (line) => stderr.write(`${line}\n`));
    stdout.write(renderVerdict(verdict));
    if (verdict.faultCount > 0) return 1;
    if (request.save !== null && verdict.newest !== null) {
      await appendFile(request.save, `${verdict.newest.jws}\n`);
    }
    return 0;
  } catch (error) {
    stderr.write(`${lineFor(error)}\n`);
    return 1;
  }
}

interface Request {
  readonly file: string | null;
  readonly keys: string | null;
  readonly checkpoint: string | null;
  readonly save: string | null;
}

type Say = (line: string) => void;

async function ofDatabase(request: Request, settings: LogSettings, say: Say): Promise<LogVerdict> {
  const { url, signing, actors } = await findLog(settings);
  const keys = await keysOf(request, signing?.publicKeys() ?? null, say);
  return withLog(url, (client) => check(readLog(client), keys, actors, request));
}

async function ofExport(request: Request, settings: LogSettings, say: Say): Promise<LogVerdict> {
  if (request.file === null) throw new Error(USAGE);
  const keys = await keysOf(request, null, say);
  return check(readExport(request.file), keys, actorCheckOf(settings), request);
}

async function check(
  records: AsyncIterable<LogRecord>,
  keys: KeySet,
  actors: ActorCheck | null,
  { checkpoint }: Request,
): Promise<LogVerdict> {
  const verifier = new SignatureVerifier(keys);
  const text = checkpoint === null ? '' : await readFile(checkpoint, 'utf8');
  const saved = await readSavedCheckpoints(text, verifier).catch((error: unknown) => {
    if (!(error instanceof SignatureError)) throw error;
    throw new Error('The saved checkpoint is none that a given key signed.');
  });
  return verifyLog(records, { verifier, saved, actors });
}

/** The keys that the checking side holds; without them the service vouches for itself. */
async function keysOf({ keys }: Request, own: KeySet | null, say: Say): Promise<KeySet> {
  if (keys !== null) {
    const text = await readFile(keys, 'utf8');
    try {
      return readKeySet(JSON.parse(text));
    } catch (error) {
      throw error instanceof TypeError ? error : new Error('The key set is no JSON.');
    }
  }
  if (own === null) throw new Error('The public keys are missing: --keys JWKS_FILE.');
  say('Checked with the keys of the service itself, since no --keys were given.');
  return own;
}

function readArguments(argv: readonly string[]): Request {
  const text = { type: 'string' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { keys: text, checkpoint: text, 'save-checkpoint': text },
    });
    const [file = null, ...rest] = positionals;
    if (rest.length > 0) throw new Error(USAGE);
    const { keys = null, checkpoint = null, 'save-checkpoint': save = null } = values;
    return { file, keys, checkpoint, save };
  } catch {
    throw new Error(USAGE);
  }
}
