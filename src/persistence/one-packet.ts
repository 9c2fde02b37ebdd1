import type { PoolClient } from 'pg';

const gathering = new WeakSet<object>();

/** Lets what is sent on a connection in one turn of the event loop leave in one packet, instead of in one for each statement. */
export function inOnePacket({ connection: { stream } }: PoolClient): void {
  if (gathering.has(stream)) return;
  gathering.add(stream);
  stream.cork();
  // Runs when no promise is left to be continued, and so nothing is left to be sent.
  process.nextTick(() => {
    gathering.delete(stream);
    stream.uncork();
  });
}
