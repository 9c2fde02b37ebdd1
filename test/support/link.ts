import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A port of 127.0.0.1 that leads to another one. */
export interface Link {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Opens a link to a port; where one end of a connection closes, the other does.
 *
 * @param join - has what both ends of a new connection say passed on
 */
export async function openLink(
  target: number,
  join: (client: Socket, upstream: Socket) => void,
): Promise<Link> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay(true));
      socket.on('error', () => socket.destroy());
    }
    join(client, upstream);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}
