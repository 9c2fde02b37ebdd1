import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Where specs leave their counts for the report of `npm run check:disclosure`. */
const COUNTS_FOLDER = path.join(__dirname, '..', '..', '..', '.kvarbo', 'disclosure-counts');

/** Leaves what a spec has counted; a later run of the same spec replaces it. */
export function leaveCounts(spec: string, counts: Readonly<Record<string, number>>): void {
  mkdirSync(COUNTS_FOLDER, { recursive: true });
  writeFileSync(path.join(COUNTS_FOLDER, `${spec}.json`), JSON.stringify(counts));
}
