import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { createLifecycle, createLogger } from '../src/server';
import type { Results } from './measure/results';
import { measureAll } from './measure-all';
import { modeIn } from './modes';
import { parseOptions } from './options';
import type { Options } from './options';
import { planFor } from './plan';
import { compareRatios } from './report/compare';
import { comparisonText } from './report/comparison';
import { ratiosOf } from './report/ratios';
import { writeResults } from './report/readme';
import { resultsText } from './report/text';
import { runProfile } from './run-profile';

/** `npm run bench`: measures, prints, and keeps the results of a full run in `bench/README.md` and `bench/results.svg`. */
async function run(options: Options): Promise<void> {
  if (options.profile !== null) {
    process.stdout.write(`${await runProfile(options.profile, planFor(options), lifecycle)}\n`);
    return;
  }
  const earlier = options.compare === null ? null : await resultsFrom(options.compare);
  const results = await measureAll(planFor(options), options, lifecycle);
  process.stdout.write(`\n${resultsText(results)}\n`);
  if (options.json !== null) await writeFile(options.json, `${JSON.stringify(results)}\n`);
  if (!options.quick) await writeResults(results);
  if (earlier) {
    const moves = compareRatios(ratiosOf(earlier), ratiosOf(results));
    process.stdout.write(`\n${comparisonText(moves)}\n`);
    if (moves.some(({ moved }) => moved === 'worse')) process.exitCode = 1;
  }
  const faults = faultsOf(results, options);
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** @throws Error when the file holds no results of ours */
async function resultsFrom(file: string): Promise<Results> {
  const results = JSON.parse(await readFile(file, 'utf8')) as Results;
  const { format } = results as { format?: unknown };
  if (format !== 1) throw new Error(`${file} holds no results that can be compared.`);
  return results;
}

/** What makes a run fail: wrong answers always, a missing reference where the results are kept. */
function faultsOf({ samples, bulk, mixed, missing }: Results, { quick }: Options): string[] {
  const wrong = [...samples, ...bulk, ...(mixed ? [mixed] : [])].some((one) => one.wrong > 0);
  return [
    ...(wrong ? ['There were wrong answers.'] : []),
    ...(quick ? [] : Object.entries(missing).map(([name, why]) => `${name} is missing: ${why}`)),
  ];
}

const lifecycle = createLifecycle({ log: createLogger({ level: 'silent' }) });
lifecycle.stopOnSignals(process);
const args = process.argv.slice(2);
Promise.resolve()
  .then(() => modeIn(args)?.(lifecycle) ?? run(parseOptions(args)))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : 'Nothing was measured.'}\n`);
    process.exitCode = 1;
  })
  .finally(() => lifecycle.stop());
