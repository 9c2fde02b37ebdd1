import type { BoardDirectory } from '../cases';
import type { Measure } from './measure';
import { MEASURES } from './measure';
import { BASE } from './protection';
import type { ProtectedCell, ProtectedCount } from './protection';
import { StatisticsLevel } from './statistics-level.type';

/** One row of a published table: a count for each measure, null where it is suppressed. */
export interface TableRow extends Readonly<Record<Measure, number | null>> {
  /** Municipality code, county code, or `00` for the country. */
  readonly area: string;
  readonly areaName: string;
  /** The measures that are null. */
  readonly suppressed: readonly Measure[];
}

interface Area {
  readonly code: string;
  readonly name: string;
}

const COUNTRY: Area = { code: '00', name: 'Riket' };
const NOTHING: ProtectedCount = { rounded: 0, atLeast: 0 };

/** The measures by which the number of cases behind a cell is judged: many children may be those of one family. */
const CONTRIBUTORS: Readonly<Partial<Record<Measure, Measure>>> = {
  childrenAffected: 'executedWithChildren',
};

/**
 * The published table of one period and level: every area of the country, whether or not anything happened there.
 *
 * A function of protected cells and nothing else, so that all tables of all periods together tell no more than those cells do. A
 * sum is shown where the cells alone prove that five cases stand behind it. Persons with protected identity are counted where
 * the area is wider than one municipality.
 *
 * @legalSource OSL-24-8
 * @legalSource OSL-21-3A
 */
export function tableOf(
  cells: readonly ProtectedCell[],
  level: StatisticsLevel,
  boards: BoardDirectory,
): readonly TableRow[] {
  const { areas, areaOf, isWide } = geography(level, boards);
  const sums = new Map<string, ProtectedCount>();
  for (const { boardId, isProtected, measure, rounded, atLeast } of cells) {
    const municipality = boards.find(boardId)?.municipality;
    const area = municipality === undefined ? undefined : areaOf(municipality);
    if (area === undefined || (isProtected && !isWide(area))) continue;
    const key = `${area} ${measure}`;
    const sum = sums.get(key) ?? NOTHING;
    sums.set(key, { rounded: sum.rounded + rounded, atLeast: sum.atLeast + atLeast });
  }
  return areas.map(({ code, name }) =>
    rowOf(code, name, (measure) => sums.get(`${code} ${measure}`) ?? NOTHING),
  );
}

function rowOf(area: string, areaName: string, sumOf: (measure: Measure) => ProtectedCount) {
  const shown = (measure: Measure): number | null => {
    const { rounded } = sumOf(measure);
    const { atLeast } = sumOf(CONTRIBUTORS[measure] ?? measure);
    return atLeast >= BASE && rounded >= BASE ? rounded : null;
  };
  const counts = Object.fromEntries(
    MEASURES.map((measure) => [measure, shown(measure)]),
  ) as Readonly<Record<Measure, number | null>>;
  return {
    area,
    areaName,
    ...counts,
    suppressed: MEASURES.filter((measure) => counts[measure] === null),
  };
}

/** The areas of a level, which one a municipality lies in, and whether one is wider than a municipality. */
function geography(level: StatisticsLevel, boards: BoardDirectory) {
  const municipalities = boards.municipalities();
  if (level === StatisticsLevel.COUNTRY) {
    return { areas: [COUNTRY], areaOf: () => COUNTRY.code, isWide: () => true };
  }
  if (level === StatisticsLevel.MUNICIPALITY) {
    return {
      areas: municipalities.map(({ code, name }) => ({ code, name })),
      areaOf: (municipality: string) => municipality,
      isWide: () => false,
    };
  }
  const counties = new Map(municipalities.map(({ countyCode, county }) => [countyCode, county]));
  const countyOf = new Map(municipalities.map(({ code, countyCode }) => [code, countyCode]));
  // Gotland is a county of one municipality: what its county said of protected persons it would say of that municipality.
  const isWide = (county: string): boolean =>
    municipalities.filter(({ countyCode }) => countyCode === county).length > 1;
  return {
    areas: [...counties].map(([code, name]) => ({ code, name })),
    areaOf: (municipality: string) => countyOf.get(municipality),
    isWide,
  };
}
