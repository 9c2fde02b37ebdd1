import { demoClients } from '../../../src/development/demo-clients';
import type { DemoClient } from '../../../src/development/demo-clients';

/** Whose answers are compared with the policy. */
export const READERS = [
  'landlord-bostaden',
  'landlord-hyrbo',
  'board-farsta',
  'board-skarpnack',
  'board-uppsala',
  'kronofogden',
  'oversight-farsta',
  'oversight-kronofogden',
] as const;
export type ReaderId = (typeof READERS)[number];

/** The demo client behind a reader. */
export function clientOf(reader: ReaderId): DemoClient {
  const client = demoClients.find(({ clientId }) => clientId === reader);
  if (!client) throw new Error(`There is no demo client ${reader}.`);
  return client;
}
