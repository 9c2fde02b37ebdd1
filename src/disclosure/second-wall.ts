import type { Agency } from '../shared';

/** What one column of a table holds, in the words of the policy. */
export interface WallColumn {
  /** Coordinates whose values the column carries; none for what the store keeps for itself, keys and relations. */
  readonly coordinates: readonly string[];
  /** Agencies that the column is meant for; null for every agency to which the policy opens a coordinate. */
  readonly readers: readonly Agency[] | null;
}

/** A table as the second wall has to know it: every column, and for each agency the rows that it may be handed. */
export interface WallTable {
  /** `landlord.notice`, quoted where SQL wants it quoted. */
  readonly name: string;
  /** Every column of the table; one that is missing here is a fault that a test finds. */
  readonly columns: Readonly<Record<string, WallColumn>>;
  /**
   * The rows of each agency, as SQL over the row and {@link READER}, {@link TODAY} and {@link PURPOSE}. Other tables that it asks are
   * asked as the same reader, under their own row policies. Without a predicate an agency gets nothing of the table.
   */
  readonly rows: Readonly<Partial<Record<Agency, string>>>;
}

/** A table that no reader's role gets anything of, and why. */
export interface ClosedTable {
  readonly name: string;
  readonly closed: string;
}

/** The organisation whose data is read, as the store names it; in a sub-select, so that it is evaluated once a statement. */
export const READER = `(SELECT current_setting('kvarbo.organisation', true))`;
/** The civil day of the answer as a date; null without one, so that nothing compares with it. */
export const TODAY = `(SELECT nullif(current_setting('kvarbo.today', true), '')::date)`;
/** The purpose of the read. */
export const PURPOSE = `(SELECT current_setting('kvarbo.purpose', true))`;

/** A column that is as open as the most open of the given coordinates. */
export const carries = (...coordinates: readonly string[]): WallColumn => ({
  coordinates,
  readers: null,
});

/** A column whose values are stored as some agencies may know them; the others read the same field elsewhere, or not at all. */
export const carriesFor = (
  readers: readonly Agency[],
  ...coordinates: readonly string[]
): WallColumn => ({ coordinates, readers });

/** A column that the store keeps for itself; granted to the given agencies, which need it to join, order or count. */
export const own = (...readers: readonly Agency[]): WallColumn => ({ coordinates: [], readers });
