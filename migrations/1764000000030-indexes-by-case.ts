import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner } from './row-security';

/** Tables whose only index over the case leaves out what was superseded. */
const HISTORIES = [
  'landlord.settlement',
  'landlord.deferral',
  'social.social_case',
  'social.household',
  'social.assessment',
  'social.outcome',
  'social.financial_aid',
  'social.payment_plan',
  'social.attendance',
  'social.eviction_confirmation',
] as const;

/**
 * Clocks, what was known at an instant, and the purge ask for all that was ever recorded in a case. An index over what stands alone does not
 * answer that, so each of them read the whole table.
 */
export class IndexesByCase1764000000030 implements MigrationInterface {
  readonly name = 'IndexesByCase1764000000030';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(
      runner,
      HISTORIES.map((table) => `CREATE INDEX ${nameOf(table)} ON ${table} (case_id)`),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(
      runner,
      HISTORIES.map((table) => {
        const [schema] = table.split('.');
        return `DROP INDEX ${schema}.${nameOf(table)}`;
      }),
    );
  }
}

function nameOf(table: (typeof HISTORIES)[number]): string {
  return `${table.split('.')[1]}_case`;
}
