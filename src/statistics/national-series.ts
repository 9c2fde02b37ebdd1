/** One published figure of the national statistics. */
export interface NationalFigure {
  /** The release that it comes from; figures of two releases are never one series, since populations and revisions differ. */
  readonly seriesId: string;
  /** `2024-02-06`, or `2024` where the day is not known; null where neither is. */
  readonly publishedAt: string | null;
  /** Whether the publisher may still revise it, as half-years are. */
  readonly isPreliminary: boolean;
  readonly source: string;
  /** `country`, or the area as the source names it. */
  readonly area: string;
  /** `2024` or `2024-H1` */
  readonly period: string;
  readonly measure: NationalMeasure;
  /** A count; for a share, per cent. */
  readonly value: number;
  readonly isApproximate: boolean;
}

const NATIONAL_MEASURES = [
  'decisionApplications',
  'decisions',
  'applications',
  'withdrawnShare',
  'executed',
  'executedWithChildren',
  'childrenAffected',
  'childrenPermanent',
  'childrenPermanentShare',
  'municipalitiesWithoutChildren',
] as const;

/** What the national statistics count, in the terms of the publisher. */
export type NationalMeasure = (typeof NATIONAL_MEASURES)[number];

const HEADER = 'seriesId,publishedAt,isPreliminary,source,area,period,measure,value,isApproximate';
const SERIES = /^[a-z0-9]+-\d{4}$/;
const PUBLISHED = /^\d{4}(-\d{2}-\d{2})?$/;
const PERIOD = /^\d{4}(-H[12])?$/;

/**
 * Reads published figures, a line each: whole lines of known measures and periods, no figure of a release twice, one day of publication
 * and one source for each release.
 *
 * @throws Error naming the line at fault
 */
export function loadNationalSeries(text: string): readonly NationalFigure[] {
  const [header, ...lines] = text.trimEnd().split('\n');
  if (header !== HEADER) throw new Error('Line 1 is not the header of national figures.');
  const seen = new Set<string>();
  const releases = new Map<string, string>();
  return lines.map((line, index) => {
    const figure = figureOf(line);
    if (figure === null) throw new Error(`Line ${String(index + 2)} is not a national figure.`);
    const { seriesId, publishedAt, isPreliminary, source, area, period, measure } = figure;
    const key = [seriesId, area, period, measure].join(' ');
    if (seen.has(key)) throw new Error(`Line ${String(index + 2)} repeats a figure.`);
    seen.add(key);
    const release = [publishedAt, isPreliminary, source].join(' ');
    if ((releases.get(seriesId) ?? release) !== release)
      throw new Error(`Line ${String(index + 2)} joins two releases in one series.`);
    releases.set(seriesId, release);
    return figure;
  });
}

/** The figures as they are read, in the same order. */
export function writeNationalSeries(figures: readonly NationalFigure[]): string {
  const lines = figures.map((figure) =>
    [
      figure.seriesId,
      figure.publishedAt ?? '',
      figure.isPreliminary,
      figure.source,
      figure.area,
      figure.period,
      figure.measure,
      figure.value,
      figure.isApproximate,
    ].join(','),
  );
  return [HEADER, ...lines, ''].join('\n');
}

function figureOf(line: string): NationalFigure | null {
  const parts = line.split(',');
  const [seriesId = '', publishedAt = '', preliminary, source = '', area = '', period = ''] = parts;
  const [, , , , , , name, value = '', approximate] = parts;
  const measure = NATIONAL_MEASURES.find((one) => one === name);
  const isPreliminary = flag(preliminary);
  const isApproximate = flag(approximate);
  const isWhole =
    parts.length === 9 &&
    SERIES.test(seriesId) &&
    (publishedAt === '' || PUBLISHED.test(publishedAt)) &&
    source !== '' &&
    area !== '' &&
    PERIOD.test(period) &&
    /^\d+$/.test(value);
  if (!isWhole || measure === undefined || isPreliminary === null || isApproximate === null)
    return null;
  return {
    seriesId,
    publishedAt: publishedAt === '' ? null : publishedAt,
    isPreliminary,
    source,
    area,
    period,
    measure,
    value: Number(value),
    isApproximate,
  };
}

function flag(text: string | undefined): boolean | null {
  return text === 'true' ? true : text === 'false' ? false : null;
}
