import 'reflect-metadata';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderDisclosureMatrix } from '../disclosure';
import { renderErrorCodes } from '../server';
import { renderSchema, schemaForReading } from '../topology';

/** Writes everything in `schema/`: `npm run generate`. */
async function generate(): Promise<void> {
  await mkdir('schema', { recursive: true });
  await writeFile(path.join('schema', 'schema.graphql'), renderSchema(schemaForReading()));
  await writeFile(path.join('schema', 'disclosure-matrix.md'), renderDisclosureMatrix());
  await writeFile(path.join('schema', 'error-codes.md'), renderErrorCodes());
}

generate().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'Nothing was generated.'}\n`);
  process.exitCode = 1;
});
