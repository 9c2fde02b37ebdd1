import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A plain TCP balancer: it hands each new connection to the next port, and knows nothing of what passes over it. */
export interface Balancer {
  readonly port: number;
  /** Hands no new connection to a port until it is told to again; open ones go on. */
  leaveOut(port: number): void;
  takeIn(port: number): void;
  close(): Promise<void>;
}

/** Opens a balancer on 127.0.0.1 over some ports, round robin; one that refuses is passed over, and tried again with the next connection. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const out = new Set<number>();
  const open = new Set<Socket>();
  let turn = 0;
  const keep = (socket: Socket): Socket => {
    open.add(socket.setNoDelay(true));
    socket.once('close', () => open.delete(socket));
    return socket;
  };

  const forward = (client: Socket, left: readonly number[]): void => {
    const [port, ...others] = left;
    if (port === undefined) {
      client.destroy();
      return;
    }
    const server = keep(connect(port, '127.0.0.1'));
    const passOver = (): void => {
      forward(client, others);
    };
    server.once('error', passOver);
    server.once('connect', () => {
      server.removeListener('error', passOver);
      // A connection that breaks on one side breaks on the other: nobody is told that all was said.
      server.on('error', () => client.resetAndDestroy());
      client.on('error', () => server.resetAndDestroy());
      client.pipe(server).pipe(client);
    });
  };

  const balancer = createServer({ allowHalfOpen: true }, (client) => {
    keep(client).on('error', () => client.destroy());
    const live = ports.filter((port) => !out.has(port));
    turn += 1;
    const first = turn % Math.max(1, live.length);
    forward(client, [...live.slice(first), ...live.slice(0, first)]);
  });
  await new Promise<void>((resolve) => balancer.listen(0, '127.0.0.1', resolve));
  return {
    port: (balancer.address() as AddressInfo).port,
    leaveOut: (port) => void out.add(port),
    takeIn: (port) => void out.delete(port),
    close: () =>
      new Promise((resolve) => {
        balancer.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}
