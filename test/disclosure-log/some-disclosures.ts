import { randomBytes, randomUUID } from 'node:crypto';
import type { Disclosure } from '../../src/disclosure-log';
import { Agency, Purpose } from '../../src/shared';

/** The very same lists in every disclosure, as one plan gives them. */
const CONTENT = {
  operation: { name: 'OpenCases', roots: ['Query.cases'], hash: 'a1'.repeat(32) },
  disclosed: ['Case.stage', 'Case.id'],
  denied: ['Case.deferral'],
  legalBasis: ['OSL-10-28', 'JB-12-44-FORMS'],
  policyVersion: 'v1',
};

/** A board's caseworker reads one case; tests say what matters. */
export function aDisclosure(part: Partial<Disclosure> = {}): Disclosure {
  return {
    requestId: randomUUID(),
    agency: Agency.SOCIAL_SERVICES,
    organisation: '0180-farsta',
    principal: '0180-farsta',
    actor: { organisation: '0180-farsta', actingFor: null, client: 'board-farsta', user: 'anna' },
    purpose: Purpose.CASE_HANDLING,
    caseId: randomUUID(),
    subjects: [randomBytes(16).toString('hex')],
    controllers: ['0180-farsta'],
    openedBy: [],
    ...CONTENT,
    ...part,
  };
}

/** One request that discloses something of several cases. */
export function aRequest(cases: number, part: Partial<Disclosure> = {}): readonly Disclosure[] {
  const requestId = randomUUID();
  return Array.from({ length: cases }, () => aDisclosure({ requestId, ...part }));
}
