import type { Server } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';

/**
 * Seconds for which a client is told to keep a connection on which nothing comes.
 *
 * It is how a restart loses no request: whoever heeds it has let go of such a connection before the server closes it, while what is sent at
 * the very moment of closing is lost.
 */
export const IDLE_SECONDS = 5;

/** Somebody may go on connecting for ever. */
const MOST_TURNS = 200;

/** How connections are let go; all in milliseconds. */
export interface DrainTimes {
  /** How long new connections are still taken, so that whoever hands them out sees in time that readiness has ended. Default 0. */
  readonly noticeMs?: number;
  /** How long requests that are on their way over open connections are still taken. Default 250, and after a notice a second more than {@link IDLE_SECONDS}. */
  readonly graceMs?: number;
  /** After how long connections are cut although an answer is owed. Default 25 000. */
  readonly cutMs?: number;
}

/**
 * The open connections of a server and how they are let go without losing a request.
 *
 * Node's own `close` cuts idle connections at once, and with them a request that the client has just sent; here
 * they are kept for a moment, and each answer tells the client to close.
 */
export class Connections {
  private readonly requestsBySocket = new Map<Socket, number>();
  /** Connections so far. */
  private taken = 0;
  private isClosing = false;
  private drained: Promise<void> | null = null;

  constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.taken += 1;
      this.requestsBySocket.set(socket, 0);
      socket.once('close', () => this.requestsBySocket.delete(socket));
    });
  }

  /** False as soon as draining starts: answers then say `Connection: close`. */
  get isOpen(): boolean {
    return this.drained === null;
  }

  requestStarted(socket: Socket): void {
    this.requestsBySocket.set(socket, (this.requestsBySocket.get(socket) ?? 0) + 1);
  }

  requestEnded(socket: Socket): void {
    const requests = this.requestsBySocket.get(socket);
    if (requests === undefined) return;
    this.requestsBySocket.set(socket, requests - 1);
    if (this.isClosing && requests === 1) socket.destroySoon();
  }

  /** Gives notice, then takes no new connection, answers what is under way, closes the rest. Settles when nothing is open. */
  drain(times: DrainTimes = {}): Promise<void> {
    this.drained ??= this.letGo(times);
    return this.drained;
  }

  /** What the kernel has accepted is reset when the port is shut, and a turn of the event loop takes over one connection of it. */
  private async takeOver(): Promise<void> {
    let before = -1;
    for (let turns = 0; before !== this.taken && turns < MOST_TURNS; turns += 1) {
      before = this.taken;
      await turn();
    }
  }

  private async letGo({
    noticeMs = 0,
    graceMs = noticeMs > 0 ? (IDLE_SECONDS + 1) * 1000 : 250,
    cutMs = 25_000,
  }: DrainTimes): Promise<void> {
    if (noticeMs > 0) {
      await pause(noticeMs);
      await this.takeOver();
    }
    const closed = new Promise<void>((resolve) => {
      // http.Server's own close would first cut the idle connections.
      NetServer.prototype.close.call(this.server, () => {
        resolve();
      });
    });
    const cut = setTimeout(() => {
      this.server.closeAllConnections();
    }, cutMs);
    await Promise.race([closed, pause(graceMs)]);
    this.isClosing = true;
    for (const [socket, requests] of this.requestsBySocket) {
      if (requests === 0) socket.destroySoon();
    }
    await closed;
    clearTimeout(cut);
  }
}
