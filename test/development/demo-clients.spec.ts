import { demoClients } from '../../src/development/demo-clients';
import { OPERATIONS } from '../../src/disclosure';
import { PURPOSES_BY_AGENCY } from '../../src/identity';

describe('the demo clients', () => {
  it.each(demoClients.map((client) => [client.clientId, client] as const))(
    'give %s every scope and purpose by which its agency may call something, and no other',
    (_clientId, { agency, scopes, purposes }) => {
      const open = OPERATIONS.filter(({ agencies }) => agencies[agency] === 'ALLOW');
      const allowed = new Set(open.flatMap((operation) => operation.scopes));
      // Of several scopes that are each enough, one has to be there.
      for (const { operation, scopes: anyOf } of open) {
        const enough = anyOf.length === 0 || anyOf.some((scope) => scopes.includes(scope));
        expect([operation, enough]).toEqual([operation, true]);
      }
      expect(scopes.filter((scope) => !allowed.has(scope))).toEqual([]);
      expect(purposes).toEqual(PURPOSES_BY_AGENCY[agency]);
    },
  );
});
