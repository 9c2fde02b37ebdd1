import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner } from './row-security';

const PURGER = 'kvarbo_purger';

/**
 * Lets the purge see which quarters have been counted, and nothing of the counts: a case goes only when it is in the statistics.
 *
 * @legalSource GDPR-5
 */
export class PurgeWaitsForCounts1764000000028 implements MigrationInterface {
  readonly name = 'PurgeWaitsForCounts1764000000028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`GRANT USAGE ON SCHEMA statistics TO ${PURGER}`);
    await asOwner(runner, [
      `GRANT SELECT (name) ON statistics.quarter TO ${PURGER}`,
      `CREATE POLICY purger_waits ON statistics.quarter FOR SELECT TO ${PURGER} USING (true)`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      'DROP POLICY purger_waits ON statistics.quarter',
      `REVOKE SELECT (name) ON statistics.quarter FROM ${PURGER}`,
    ]);
    await runner.query(`REVOKE USAGE ON SCHEMA statistics FROM ${PURGER}`);
  }
}
