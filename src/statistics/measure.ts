/**
 * What is counted, by the names of the contract; the definitions are those of Kronofogden's own statistics.
 *
 * - `notices`: messages of landlords to social boards, by the day on which they came in; a correction is not counted again.
 * - `recovered`: tenancies whose whole debt the landlord reports as paid, by the day of the payment.
 * - `applications`: applications for eviction at the enforcement stage, by the day of the application.
 * - `withdrawn`: those that the applicant withdrew before execution, by the day of the closure.
 * - `executed`: evictions carried out, by the day, the flat already left or not.
 * - `executedWithChildren`: those by which at least one child is affected.
 * - `childrenAffected`: children under 18 who are affected by them.
 */
export const MEASURES = [
  'notices',
  'recovered',
  'applications',
  'withdrawn',
  'executed',
  'executedWithChildren',
  'childrenAffected',
] as const;

export type Measure = (typeof MEASURES)[number];
