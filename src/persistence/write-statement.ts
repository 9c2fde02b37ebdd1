import { setImmediate as turn } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { lineOf } from './line';
import { statementName } from './statement-name';
import { clientOf, PLAN_BY_VALUES, PLAN_ONCE } from './write-transaction';

/** A plan that is kept for lists of any length is a bad one for long ones; these are planned for each time. */
const LONGEST_KEPT = 50;

/**
 * Runs one statement of constant text in a part of a write transaction, whose manager it takes. PostgreSQL reads it
 * once for a connection.
 *
 * @returns the rows that it answers
 */
export async function statement<Row extends object>(
  manager: EntityManager,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const client = manager.queryRunner && clientOf(manager.queryRunner);
  if (!client || manager.queryRunner.isReleased)
    throw new Error('A statement of a write needs its transaction.');
  const line = lineOf(client);
  const isLong = values.some((value) => Array.isArray(value) && value.length > LONGEST_KEPT);
  if (!isLong || !line.plansOnce) {
    const name = isLong ? '' : statementName('kvarbo_write', text);
    const { rows } = await line.send({ name, text, values });
    return rows as Row[];
  }
  const [, { rows }] = await answered([
    line.send(PLAN_BY_VALUES),
    line.send({ name: '', text, values }),
    line.send(PLAN_ONCE),
  ]);
  return rows as Row[];
}

/** Milliseconds; what takes longer to work out than a packet of its own costs lets what is ready leave before. */
const LONG = 2;

/**
 * Does writes that need nothing of each other's answers, in this order: where they are much, the next one is worked out while
 * PostgreSQL does the last.
 *
 * @throws the fault of the first one that failed
 */
export async function sendInTurn(writes: readonly (() => Promise<unknown>)[]): Promise<void> {
  const sent: Promise<unknown>[] = [];
  for (const write of writes) {
    const startedAt = performance.now();
    const one = write();
    one.catch(() => undefined);
    sent.push(one);
    if (performance.now() - startedAt > LONG) await turn();
  }
  await answered(sent);
}

/** The answers to statements that were sent in this order. @throws the fault of the first one that failed */
export async function answered<T extends readonly Promise<unknown>[]>(
  sent: readonly [...T],
): Promise<{ readonly [K in keyof T]: Awaited<T[K]> }> {
  // All of them have ended before anybody ends the transaction.
  await Promise.allSettled(sent);
  const answers: unknown[] = [];
  for (const one of sent) answers.push(await one);
  return answers as {
    [K in keyof T]: Awaited<T[K]>;
  };
}
