import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner } from './row-security';

/**
 * The order in which persons became known: where a name fits two of whom the same was said, the earlier one is meant, and not the one
 * whose drawn id comes first. Persons known before get their places in no order.
 */
export class PersonsInOrder1764000000035 implements MigrationInterface {
  readonly name = 'PersonsInOrder1764000000035';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      'ALTER TABLE cases.person ADD COLUMN place bigint GENERATED ALWAYS AS IDENTITY',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, ['ALTER TABLE cases.person DROP COLUMN place']);
  }
}
