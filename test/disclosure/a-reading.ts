import { Reading } from '../../src/disclosure';
import type { FactsLoader } from '../../src/disclosure';
import type { Caller } from '../../src/identity';
import type { ReadingSession } from '../../src/persistence';
import { Agency, Purpose } from '../../src/shared';

/** Kronofogden's officer with the scope `read`. */
export const anOfficer: Caller = {
  agency: Agency.ENFORCEMENT,
  organisation: '202100-5448',
  actingFor: null,
  reader: '202100-5448',
  client: 'kronofogden',
  user: null,
  purpose: Purpose.EXECUTION,
  scopes: new Set(['read']),
  expiresAt: Number.MAX_SAFE_INTEGER,
};

/** A look at a store that is not there. */
export function aReading(
  loadFacts: FactsLoader = () => Promise.resolve(new Map()),
  caller: Caller = anOfficer,
): Reading {
  const session = { close: () => Promise.resolve() } as ReadingSession;
  return new Reading(session, caller, '2026-11-22', loadFacts);
}
