import type { ClientBase } from 'pg';
import type { SigningKeys } from '../persistence';
import type { ChainHead } from './chain';
import { CHECKPOINT_TYPE, checkpointDigest } from './checkpoint-format';
import type { CheckpointPayload, DroppedChain } from './checkpoint-format';

/** What a checkpoint is about, before it has its place among the others. */
export type CheckpointSubject =
  | ({ readonly kind: 'head' } & ChainHead)
  | {
      readonly kind: 'retention';
      readonly before: Date;
      readonly dropped: readonly DroppedChain[];
    };

/** Name of the advisory lock under which the one chain of checkpoints grows. */
const CHECKPOINTS = 0x6b76_6370;

const LAST = 'SELECT number, jws FROM log.checkpoint ORDER BY number DESC LIMIT 1';
const SIGNED = 'SELECT FROM log.checkpoint WHERE instance = $1 AND sequence >= $2 LIMIT 1';
const ADD = `INSERT INTO log.checkpoint (number, recorded_at, instance, sequence, hash, previous, jws)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

/**
 * Signs checkpoints and adds them to the chain, within the transaction of the connection, which may become
 * `kvarbo_log_keeper` and has that role afterwards. Others wait for their turn until the transaction ends. A head that is signed
 * already is left out: a chain of checkpoints never goes back.
 */
export async function addCheckpoints(
  client: ClientBase,
  signing: SigningKeys,
  at: Date,
  subjects: readonly CheckpointSubject[],
): Promise<void> {
  await client.query('SET LOCAL ROLE kvarbo_log_keeper');
  await client.query('SELECT pg_advisory_xact_lock($1)', [CHECKPOINTS]);
  const { rows } = await client.query<{ number: string; jws: string }>(LAST);
  let number = Number(rows[0]?.number ?? 0);
  let previous = rows[0] ? checkpointDigest(rows[0].jws) : null;
  for (const subject of subjects) {
    if (subject.kind === 'head' && (await isSigned(client, subject))) continue;
    number += 1;
    const jws = await signing.sign(payloadOf(subject, number, at, previous), CHECKPOINT_TYPE);
    const head = subject.kind === 'head' ? subject : null;
    await client.query(ADD, [
      number,
      at,
      head?.instance ?? null,
      head?.sequence ?? null,
      head?.hash ?? null,
      previous === null ? null : Buffer.from(previous, 'hex'),
      jws,
    ]);
    previous = checkpointDigest(jws);
  }
}

async function isSigned(client: ClientBase, { instance, sequence }: ChainHead): Promise<boolean> {
  const { rowCount } = await client.query(SIGNED, [instance, sequence]);
  return rowCount !== 0;
}

function payloadOf(
  subject: CheckpointSubject,
  number: number,
  at: Date,
  previous: string | null,
): CheckpointPayload {
  const base = { number, at: at.toISOString(), previous };
  if (subject.kind === 'retention') {
    const { kind, before, dropped } = subject;
    return { ...base, kind, before: before.toISOString(), dropped };
  }
  const { kind, instance, sequence, hash } = subject;
  return { ...base, kind, instance, sequence, hash: hash.toString('hex') };
}
