import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Results } from '../measure/results';
import { chart } from './chart';
import { resultsText } from './text';

const FOLDER = path.join(__dirname, '..', '..', '..', 'bench');
const README = path.join(FOLDER, 'README.md');
const CHART = path.join(FOLDER, 'results.svg');
const [BEGIN, END] = ['<!-- results: begin -->', '<!-- results: end -->'];

/** Puts the results between the marks of the README of this folder, and draws their chart beside it. @throws Error when the marks are gone */
export async function writeResults(results: Results): Promise<void> {
  const text = await readFile(README, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`${README} has no place for results.`);
  }
  const whole = `${before}${BEGIN}\n\n${resultsText(results)}\n\n${END}${after}`;
  const style = await resolveConfig(README);
  await writeFile(README, await format(whole, { ...style, parser: 'markdown' }));
  await writeFile(CHART, chart(results));
}
