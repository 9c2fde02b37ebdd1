/** What the envelope of a standing decision holds. */
export interface SealedDecision {
  readonly decidedBy: string;
  readonly reference: string;
}

/** Where the envelope of a standing decision lies; it opens nowhere else. */
export function decisionSeal(id: string): string {
  return `disclosure.standing_decision/${id}/decision`;
}
