import { readFileSync } from 'node:fs';
import { loadNationalSeries } from '../statistics';

const SHIPPED = 'src/statistics/national-series.csv';

/** Checks published national figures and prints them as JSON: `npm run --silent load-national-series -- [FILE]`. */
try {
  const figures = loadNationalSeries(readFileSync(process.argv[2] ?? SHIPPED, 'utf8'));
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
