import type { Client } from 'pg';
import { tenancy } from '../../test/support/many-tenancies';
import type { Send } from '../load-data';
import { caseNumberOf, findCase, FULL_TENANCY } from './full-case';
import type { Subjects } from './reads';

/** What the questions are about, as each client and the store call it. */
export async function findSubjects(
  send: Send,
  store: Client,
  clients: readonly string[],
): Promise<Subjects> {
  const caseIds: Record<string, string> = {};
  for (const client of clients) caseIds[client] = (await findCase(send, client, FULL_TENANCY)).id;
  const { rows } = await store.query<{ case_id: string }>(
    'SELECT case_id FROM enforcement.record WHERE case_number = $1',
    [caseNumberOf(FULL_TENANCY)],
  );
  return {
    caseIds,
    storedCase: rows[0]?.case_id ?? '',
    personalIdentityNumber: tenancy(FULL_TENANCY).tenant.personalIdentityNumber,
  };
}
