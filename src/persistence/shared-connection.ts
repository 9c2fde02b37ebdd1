import type { ClientBase, Connection } from 'pg';

/** Connections behind a pooler that gives the server's end to somebody else after each transaction. */
const shared = new WeakSet<object>();

/** Marks a connection as one whose server's end is another one in each transaction: nothing may be left there, prepared statements neither. */
export function markShared(client: ClientBase): void {
  shared.add((client as ClientBase & { readonly connection: Connection }).connection);
}

/** Whether a statement may be prepared under a name on a connection. */
export function keepsStatements({ connection }: { readonly connection: Connection }): boolean {
  return !shared.has(connection);
}
