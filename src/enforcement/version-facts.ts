import type { LocalDate } from '../shared';
import type { EnforcementStatus } from './enforcement-status.type';

/** What the cuts and instants of a record rest upon in one of its versions. */
export interface VersionFacts {
  readonly version: number;
  readonly recordedAt: Date;
  readonly status: EnforcementStatus;
  readonly appliedOn: LocalDate | null;
  readonly evictionOn: LocalDate | null;
  readonly evictionAt: string | null;
  readonly executedOn: LocalDate | null;
}

/** The versions of one record, rising, at least one; the last one is current. */
export type VersionChain = readonly VersionFacts[];

/** The current version. @throws RangeError for a record without versions */
export function currentOf<T>(versions: readonly T[]): T {
  const current = versions.at(-1);
  if (current === undefined) throw new RangeError('A record has at least one version.');
  return current;
}

/** The unbroken run of versions that ends with the last of the given ones and meets a test throughout. */
export function lastRun(
  versions: VersionChain,
  test: (version: VersionFacts) => boolean,
): VersionChain {
  return versions.slice(versions.findLastIndex((version) => !test(version)) + 1);
}

/** The earliest instant at which one of the versions came in; null for none. */
export function firstReceipt(versions: VersionChain): Date | null {
  return versions.reduce<Date | null>(
    (first, { recordedAt }) => (first === null || recordedAt < first ? recordedAt : first),
    null,
  );
}
