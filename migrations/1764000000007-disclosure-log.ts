import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createLogPartition, logMonths } from './log-partitions';
import { asOwner, readable, secure } from './row-security';

const WRITER = 'kvarbo_log_writer';
const KEEPER = 'kvarbo_log_keeper';

/** Tables that may only grow. */
const WRITTEN = ['entry', 'shape', 'actor', 'chain'] as const;

/** How many months have a partition of their own from the start; those after them are made in time or lie in the default. */
const MONTHS = { before: 1, ahead: 36 } as const;

/**
 * The disclosure log: entries by month, what many of them share, the chains that they form, and signed checkpoints.
 *
 * Its writer may insert and nothing else, and nobody who serves requests may change or remove a row.
 *
 * @legalSource SPL-10-ACCESS
 */
export class DisclosureLog1764000000007 implements MigrationInterface {
  readonly name = 'DisclosureLog1764000000007';

  async up(runner: QueryRunner): Promise<void> {
    for (const role of [WRITER, KEEPER]) {
      await runner.query(`DO $$ BEGIN
        CREATE ROLE ${role} NOLOGIN NOINHERIT;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$`);
      await runner.query(`GRANT ${role} TO kvarbo_service WITH INHERIT FALSE, SET TRUE`);
    }
    await runner.query('CREATE SCHEMA log AUTHORIZATION kvarbo_owner');
    await runner.query(`GRANT USAGE ON SCHEMA log TO ${WRITER}, ${KEEPER}`);
    await asOwner(runner, [
      `CREATE TABLE log.entry (
        recorded_at timestamptz(3) NOT NULL,
        instance uuid NOT NULL,
        sequence bigint NOT NULL,
        request text NOT NULL,
        agency text NOT NULL,
        organisation text NOT NULL,
        principal text NOT NULL,
        actor bytea NOT NULL,
        purpose text NOT NULL,
        shape bytea NOT NULL,
        case_id uuid,
        controllers text[] NOT NULL,
        subjects bytea[] NOT NULL,
        opened_by uuid[] NOT NULL,
        hash bytea NOT NULL,
        PRIMARY KEY (instance, sequence, recorded_at)
      ) PARTITION BY RANGE (recorded_at)`,
      `CREATE INDEX entry_principal ON log.entry (principal, recorded_at DESC)`,
      `CREATE INDEX entry_controllers ON log.entry USING gin (controllers)`,
      `CREATE INDEX entry_subjects ON log.entry USING gin (subjects)`,
      `CREATE TABLE log.entry_rest PARTITION OF log.entry DEFAULT`,
      secure('log.entry_rest'),
      ...logMonths(new Date(), -MONTHS.before, MONTHS.ahead).flatMap(createLogPartition),
      `CREATE TABLE log.shape (
        id bytea PRIMARY KEY,
        content text NOT NULL
      )`,
      `CREATE TABLE log.actor (
        id bytea PRIMARY KEY,
        sealed bytea NOT NULL
      )`,
      `CREATE TABLE log.chain (
        instance uuid PRIMARY KEY,
        started_at timestamptz(3) NOT NULL,
        predecessor uuid,
        predecessor_sequence bigint,
        predecessor_hash bytea
      )`,
      `CREATE TABLE log.checkpoint (
        number bigint PRIMARY KEY,
        recorded_at timestamptz(3) NOT NULL,
        instance uuid NOT NULL,
        sequence bigint NOT NULL,
        hash bytea NOT NULL,
        previous bytea,
        jws text NOT NULL
      )`,
      ...WRITTEN.flatMap((table) => [
        secure(`log.${table}`),
        `GRANT INSERT ON log.${table} TO ${WRITER}`,
        `CREATE POLICY ${WRITER}_adds ON log.${table} FOR INSERT TO ${WRITER} WITH CHECK (true)`,
      ]),
      secure('log.checkpoint'),
      `GRANT SELECT, INSERT ON log.checkpoint TO ${KEEPER}`,
      readable('log.checkpoint', KEEPER, 'true'),
      `CREATE POLICY ${KEEPER}_adds ON log.checkpoint FOR INSERT TO ${KEEPER} WITH CHECK (true)`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      'DROP TABLE log.checkpoint',
      ...[...WRITTEN].reverse().map((table) => `DROP TABLE log.${table}`),
    ]);
    await runner.query('DROP SCHEMA log');
    for (const role of [KEEPER, WRITER]) {
      await runner.query(`DO $$ BEGIN
        DROP ROLE ${role};
      EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
      END $$`);
    }
  }
}
