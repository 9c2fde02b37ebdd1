/** What a federation engine passes from one subgraph to another in place of a case. */
export interface CaseKey {
  /** The id by which the store knows the case. No reader is ever given it. */
  readonly caseId: string;
  /** The instant as of which the case is told, so that all subgraphs tell it alike; null for the present. */
  readonly knownAt: Date | null;
}

const FORM = /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?:@(.+))?$/;

/** A key as one word. */
export function caseKey({ caseId, knownAt }: CaseKey): string {
  return knownAt === null ? caseId : `${caseId}@${knownAt.toISOString()}`;
}

/** Reads a key; null for what is none. Whether its instant was lawful to ask for is judged where the case was asked for. */
export function readCaseKey(text: string): CaseKey | null {
  const [, caseId, at] = FORM.exec(text) ?? [];
  if (caseId === undefined) return null;
  if (at === undefined) return { caseId, knownAt: null };
  const knownAt = new Date(at);
  const isExact = !Number.isNaN(knownAt.getTime()) && knownAt.toISOString() === at;
  return isExact ? { caseId, knownAt } : null;
}
