import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';

/** Of the bench, in the clone. */
export const BENCH_FOLDER = path.join(__dirname, '..', '..', '..', 'bench');
const README = path.join(BENCH_FOLDER, 'README.md');

/** Puts a text between the marks of that name in the README of the bench. @throws Error when the marks are gone */
export async function putBetweenMarks(name: string, text: string): Promise<void> {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const whole = await readFile(README, 'utf8');
  const [before, rest] = whole.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`${README} has no place for the ${name}.`);
  }
  await writeMarkdown(README, `${before}${begin}\n\n${text}\n\n${end}${after}`);
}

/** Writes a page in the format of the clone. */
export async function writeMarkdown(file: string, text: string): Promise<void> {
  const style = await resolveConfig(README);
  await writeFile(file, await format(text, { ...style, parser: 'markdown' }));
}
