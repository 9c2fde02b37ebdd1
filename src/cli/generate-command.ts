import 'reflect-metadata';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  deriveSecondWall,
  DisclosurePolicy,
  renderDisclosureMatrix,
  renderSecondWallMigration,
  SECOND_WALL_MIGRATION,
} from '../disclosure';
import { renderProcess } from '../process';
import { renderRetentionClasses } from '../retention';
import { renderErrorCodes } from '../server';
import { renderSchema, schemaForReading, WALL_TABLES } from '../topology';

/** Writes everything in `schema/`, and the migration of the second wall: `npm run generate`. */
async function generate(): Promise<void> {
  await mkdir('schema', { recursive: true });
  await writeFile(path.join('schema', 'schema.graphql'), renderSchema(schemaForReading()));
  await writeFile(path.join('schema', 'disclosure-matrix.md'), renderDisclosureMatrix());
  await writeFile(path.join('schema', 'error-codes.md'), renderErrorCodes());
  await writeFile(path.join('schema', 'process.md'), renderProcess());
  await writeFile(path.join('schema', 'retention.md'), renderRetentionClasses());
  const secondWall = deriveSecondWall(new DisclosurePolicy(), WALL_TABLES);
  await writeFile(SECOND_WALL_MIGRATION, renderSecondWallMigration(secondWall));
}

generate().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'Nothing was generated.'}\n`);
  process.exitCode = 1;
});
