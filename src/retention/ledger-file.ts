import { open, readFile } from 'node:fs/promises';
import type { LedgerClass } from './due';

/** One purged thing as the file outside the database tells it; no personal data. */
export interface LedgerLine {
  readonly kind: 'PURGED';
  readonly class: LedgerClass;
  readonly key: string;
  readonly caseId: string | null;
  readonly run: string;
  readonly at: string;
}

/** A legal hold that was placed or lifted. */
export interface HoldLine {
  readonly kind: 'HELD' | 'LIFTED';
  readonly id: string;
  /** Null where a hold is lifted. */
  readonly caseId: string | null;
  readonly at: string;
  readonly authority: string;
  readonly reason: string;
}

const CLASSES: ReadonlySet<unknown> = new Set(['CASE', 'RECORD', 'FILE', 'CONSENT', 'DECISION']);
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** The ledger cannot be read; tells the first bad line. */
class LedgerError extends Error {
  constructor(line: number) {
    super(`Line ${line} of the ledger is not one that a purge or a hold has written.`);
    this.name = 'LedgerError';
  }
}

/**
 * Adds lines to the ledger file and waits until they are on the disk, before the transaction that they tell of is committed: a kill
 * in between leaves a line too many, which a replay may as well carry out, and never one too few.
 */
export async function appendToLedger(
  file: string,
  lines: readonly (LedgerLine | HoldLine)[],
): Promise<void> {
  if (lines.length === 0) return;
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * The lines of a ledger file in their order. A last line without its end is what a kill left of an append whose transaction was
 * never committed, and is left out.
 *
 * @throws LedgerError when another line is not one of ours
 */
export async function readLedger(file: string): Promise<readonly (LedgerLine | HoldLine)[]> {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .slice(0, -1)
    .flatMap((line, index) => parse(line, index + 1));
}

function parse(text: string, number: number): LedgerLine | HoldLine {
  try {
    const line = JSON.parse(text) as LedgerLine | HoldLine;
    if (isLine(line)) return line;
  } catch {
    // Told below.
  }
  throw new LedgerError(number);
}

function isLine(line: LedgerLine | HoldLine): boolean {
  const isCase = line.caseId === null || UUID.test(line.caseId);
  return line.kind === 'PURGED'
    ? isCase && CLASSES.has(line.class) && typeof line.key === 'string' && UUID.test(line.run)
    : isCase && ['HELD', 'LIFTED'].includes(line.kind) && UUID.test(line.id);
}
