import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A link to a server that takes its time in both directions and counts how often the client spoke. */
export interface SlowLink {
  readonly port: number;
  /** Times the client sent something after the server had answered; a round trip each. */
  turns(): number;
  close(): Promise<void>;
}

/** Opens a link of 127.0.0.1 to a port that delays whatever passes by some milliseconds. */
export async function slowLink(target: number, delayMs: number): Promise<SlowLink> {
  let turns = 0;
  let serverSpokeLast = true;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay(true));
      socket.on('error', () => socket.destroy());
    }
    client.on('data', (data) => {
      if (serverSpokeLast) turns += 1;
      serverSpokeLast = false;
      setTimeout(() => upstream.write(data), delayMs);
    });
    upstream.on('data', (data) => {
      serverSpokeLast = true;
      setTimeout(() => client.write(data), delayMs);
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    turns: () => turns,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}
