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

/** The blind index of a person whom nothing else is about. */
const somebody = (): string => randomBytes(16).toString('hex');

/** A board's caseworker reads one case; tests say what matters. */
export function aDisclosure(part: Partial<Disclosure> = {}): Disclosure {
  return {
    requestId: randomUUID(),
    agency: Agency.SOCIAL_SERVICES,
    organisation: '0180-farsta',
    principal: '0180-farsta',
    actor: { organisation: '0180-farsta', actingFor: null, client: 'board-farsta', user: 'anna' },
    purpose: Purpose.CASE_HANDLING,
    cases: [randomUUID()],
    subjects: [[somebody()]],
    controllers: ['0180-farsta'],
    openedBy: [],
    ...CONTENT,
    ...part,
  };
}

/** One request that discloses something alike of several cases: the first has no person, the second one, and so on. */
export function aList(cases: number, part: Partial<Disclosure> = {}): Disclosure {
  return aDisclosure({
    cases: Array.from({ length: cases }, () => randomUUID()),
    subjects: Array.from({ length: cases }, (_, index) => Array.from({ length: index }, somebody)),
    ...part,
  });
}

/** One request that discloses something of several cases, by a decision for each. */
export function aRequest(cases: number, part: Partial<Disclosure> = {}): readonly Disclosure[] {
  const requestId = randomUUID();
  return Array.from({ length: cases }, () => aDisclosure({ requestId, ...part }));
}
