import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner } from './row-security';

const COLUMNS = {
  'enforcement.record': ['status_if_told text'],
  'cases.enforcement_fact': ['status_if_told text'],
  'cases.share': ['executed_by text', 'stage_if_told text', 'closed_if_told_on date'],
} as const;

/**
 * Beside what a board sees of an execution by itself: what it sees while the authority that carried it out has decided to tell.
 * Both stand in the store, so that a decision opens and closes them without any write.
 *
 * @legalSource OSL-10-27
 */
export class ToldExecutions1764000000009 implements MigrationInterface {
  readonly name = 'ToldExecutions1764000000009';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(
      runner,
      Object.entries(COLUMNS).flatMap(([table, columns]) =>
        columns.map((column) => `ALTER TABLE ${table} ADD COLUMN ${column}`),
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(
      runner,
      Object.entries(COLUMNS).flatMap(([table, columns]) =>
        columns.map((column) => `ALTER TABLE ${table} DROP COLUMN ${column.split(' ')[0]}`),
      ),
    );
  }
}
