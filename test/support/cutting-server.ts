import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What takes connections as PostgreSQL does, and cuts each of them at the first statement. */
export interface CuttingServer {
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

export async function startCuttingServer(): Promise<CuttingServer> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(WELCOME);
      socket.once('data', () => socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `postgresql://kvarbo_service@127.0.0.1:${port}/kvarbo`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
