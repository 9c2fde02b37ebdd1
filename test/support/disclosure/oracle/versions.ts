import type { ModelVersion } from './model';

/** Statuses before anything is enforced. */
export const SUMMARY = ['SUMMARY_PENDING', 'DECIDED'];

/** When the time that is set by the last of these versions was told first. */
export function timeNotifiedAt(versions: readonly ModelVersion[]): Date | null {
  const last = versions.at(-1);
  const time = last?.input.evictionTime;
  if (!last || !time) return null;
  const run = tail(
    versions,
    ({ input }) =>
      input.evictionTime?.date === time.date &&
      input.evictionTime.time === time.time &&
      SUMMARY.includes(input.status) === SUMMARY.includes(last.input.status),
  );
  return earliestOf(run);
}

export function earliestOf(versions: readonly ModelVersion[]): Date | null {
  return versions.length > 0 ? new Date(Math.min(...versions.map(({ at }) => Number(at)))) : null;
}

/** The versions at the end of a list that all meet a test. */
export function tail(
  versions: readonly ModelVersion[],
  test: (version: ModelVersion) => boolean,
): readonly ModelVersion[] {
  const last = versions.findLastIndex((version) => !test(version));
  return versions.slice(last + 1);
}
