import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, secure } from './row-security';

/** Measures by the domain that counts them. */
const MEASURES = {
  kvarbo_landlord_writer: ['notices', 'recovered'],
  kvarbo_enforcement_writer: [
    'applications',
    'withdrawn',
    'executed',
    'executedWithChildren',
    'childrenAffected',
  ],
} as const;

const HUB = 'kvarbo_cases_writer';

/**
 * Counts for follow-up: which quarters have been counted, and the protected cells that each domain made of its own counts. Nobody
 * may change or remove one; the counts themselves are not kept.
 *
 * @legalSource OSL-24-8
 */
export class Statistics1764000000021 implements MigrationInterface {
  readonly name = 'Statistics1764000000021';

  async up(runner: QueryRunner): Promise<void> {
    const domains = Object.keys(MEASURES);
    await runner.query('CREATE SCHEMA statistics AUTHORIZATION kvarbo_owner');
    await runner.query(`GRANT USAGE ON SCHEMA statistics TO ${[HUB, ...domains].join(', ')}`);
    await asOwner(runner, [
      `CREATE TABLE statistics.quarter (
        name text PRIMARY KEY CHECK (name ~ '^2[0-9]{3}-Q[1-4]$'),
        counted_at timestamptz NOT NULL
      )`,
      `CREATE TABLE statistics.cell (
        quarter text NOT NULL REFERENCES statistics.quarter,
        board_id text NOT NULL,
        protected boolean NOT NULL,
        measure text NOT NULL,
        rounded integer NOT NULL CHECK (rounded >= 0 AND rounded % 5 = 0),
        at_least integer NOT NULL CHECK (at_least BETWEEN 0 AND rounded),
        PRIMARY KEY (quarter, board_id, protected, measure)
      )`,
      secure('statistics.quarter'),
      secure('statistics.cell'),
      `GRANT SELECT, INSERT ON statistics.quarter TO ${HUB}`,
      `GRANT SELECT ON statistics.cell TO ${HUB}`,
      `CREATE POLICY hub_keeps ON statistics.quarter FOR ALL TO ${HUB} USING (true) WITH CHECK (true)`,
      `CREATE POLICY hub_adds_up ON statistics.cell FOR SELECT TO ${HUB} USING (true)`,
      ...Object.entries(MEASURES).flatMap(([role, measures]) => [
        `GRANT INSERT ON statistics.cell TO ${role}`,
        `CREATE POLICY ${role}_adds ON statistics.cell FOR INSERT TO ${role}
          WITH CHECK (measure IN (${measures.map((measure) => `'${measure}'`).join(', ')}))`,
      ]),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, ['DROP TABLE statistics.cell', 'DROP TABLE statistics.quarter']);
    await runner.query('DROP SCHEMA statistics');
  }
}
