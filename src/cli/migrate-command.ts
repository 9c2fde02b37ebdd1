import { loadMigrationUrl } from '../config';
import { runMigrations } from '../persistence';

/** Migrates the database of `KVARBO_MIGRATION_DATABASE_URL` and says what was run: `npm run migrate`. */
async function migrate(): Promise<void> {
  const done = await runMigrations(loadMigrationUrl());
  process.stdout.write(done.length === 0 ? 'Nothing to migrate.\n' : `${done.join('\n')}\n`);
}

migrate().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'The migration failed.'}\n`);
  process.exitCode = 1;
});
