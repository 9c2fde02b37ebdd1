import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** What takes connections as PostgreSQL does, and answers no statement. */
export interface FaultyServer {
  readonly url: string;
  stop(): Promise<void>;
}

const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5);
  head.write(type, 0);
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
};
/** Nobody need prove who they are, and the server is ready. */
const WELCOME = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))]);

/** Starts it: it cuts each connection at the first statement, or says nothing any more. */
export async function startFaultyServer(fault: 'cuts' | 'says nothing'): Promise<FaultyServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(WELCOME);
      if (fault === 'cuts') socket.once('data', () => socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `postgresql://kvarbo_service@127.0.0.1:${port}/kvarbo`,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
