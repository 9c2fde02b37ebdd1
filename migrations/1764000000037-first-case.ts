import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner } from './row-security';

/** So that the daily count of statistics finds the first case of all without reading every one. */
export class FirstCase1764000000037 implements MigrationInterface {
  readonly name = 'FirstCase1764000000037';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(runner, ['CREATE INDEX case_opened ON cases."case" (opened_at)']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, ['DROP INDEX cases.case_opened']);
  }
}
