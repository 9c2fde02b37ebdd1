import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Results } from '../measure/results';
import { BENCH_FOLDER, putBetweenMarks } from './between-marks';
import { chart } from './chart';
import { resultsText } from './text';

const CHART = path.join(BENCH_FOLDER, 'results.svg');

/** Puts the results between the marks of the README of this folder, and draws their chart beside it. @throws Error when the marks are gone */
export async function writeResults(results: Results): Promise<void> {
  await putBetweenMarks('results', resultsText(results));
  await writeFile(CHART, chart(results));
}
