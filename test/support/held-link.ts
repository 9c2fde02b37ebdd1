import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A link to a server that can be held: then it stays open, and no answer passes, as when a machine or a network hangs. */
export interface HeldLink {
  readonly port: number;
  /** Holds back what the server says, on connections that are open and on new ones. */
  hold(): void;
  /** Lets pass what was held back and what comes. */
  release(): void;
  close(): Promise<void>;
}

/** Opens a link of 127.0.0.1 to a port. */
export async function heldLink(target: number): Promise<HeldLink> {
  let isHeld = false;
  const heldBack: (() => void)[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay(true));
      socket.on('error', () => socket.destroy());
    }
    client.pipe(upstream);
    upstream.on('data', (data) => {
      if (isHeld) heldBack.push(() => client.write(data));
      else client.write(data);
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    hold: () => {
      isHeld = true;
    },
    release: () => {
      isHeld = false;
      for (const pass of heldBack.splice(0)) pass();
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}
