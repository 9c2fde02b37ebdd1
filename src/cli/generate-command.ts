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
import { SUBGRAPH_NAMES } from '../shared';
import { renderSchema, renderSubgraph, schemaForReading, WALL_TABLES } from '../topology';

/** Writes everything in `schema/`, and the migration of the second wall: `npm run generate`. */
async function generate(): Promise<void> {
  await mkdir(path.join('schema', 'subgraphs'), { recursive: true });
  const schema = schemaForReading();
  const policy = new DisclosurePolicy();
  await writeFile(path.join('schema', 'schema.graphql'), renderSchema(schema));
  const subgraphs = SUBGRAPH_NAMES.map((name) => ({
    name,
    sdl: renderSubgraph(schema, name, policy),
  }));
  for (const { name, sdl } of subgraphs) {
    await writeFile(path.join('schema', 'subgraphs', `${name}.graphql`), sdl);
  }
  // A package of development: production composes nothing, and its engine is given the committed file.
  const { composeSupergraph } = await import('../development/compose-supergraph.js');
  await writeFile(path.join('schema', 'supergraph.graphql'), composeSupergraph(subgraphs));
  await writeFile(path.join('schema', 'disclosure-matrix.md'), renderDisclosureMatrix());
  await writeFile(path.join('schema', 'error-codes.md'), renderErrorCodes());
  await writeFile(path.join('schema', 'process.md'), renderProcess());
  await writeFile(path.join('schema', 'retention.md'), renderRetentionClasses());
  const secondWall = deriveSecondWall(policy, WALL_TABLES);
  await writeFile(SECOND_WALL_MIGRATION, renderSecondWallMigration(secondWall));
}

generate().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'Nothing was generated.'}\n`);
  process.exitCode = 1;
});
