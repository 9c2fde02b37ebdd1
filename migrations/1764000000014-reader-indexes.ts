import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner } from './row-security';

interface ReaderIndex {
  readonly name: string;
  readonly table: string;
  readonly reader: string;
  readonly only?: string;
}

const INDEXES: readonly ReaderIndex[] = [
  { name: 'notice_landlord', table: 'landlord.notice', reader: 'landlord' },
  { name: 'notice_board', table: 'landlord.notice', reader: 'board_id' },
  { name: 'record_applicant', table: 'enforcement.record', reader: 'applicant' },
  {
    name: 'record_board',
    table: 'enforcement.record',
    reader: 'board_id',
    only: ' WHERE known_to_board',
  },
];

/**
 * Rows are asked for by case and let through by reader: an index over both finds those of one page, where one over the reader alone
 * walks through all that the reader has.
 */
export class ReaderIndexes1764000000014 implements MigrationInterface {
  readonly name = 'ReaderIndexes1764000000014';

  async up(runner: QueryRunner): Promise<void> {
    await rebuild(runner, ({ reader }) => `${reader}, case_id`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await rebuild(runner, ({ reader }) => reader);
  }
}

function rebuild(runner: QueryRunner, columns: (index: ReaderIndex) => string): Promise<void> {
  return asOwner(
    runner,
    INDEXES.flatMap((index) => {
      const { name, table, only = '' } = index;
      const [schema] = table.split('.');
      return [
        `DROP INDEX ${schema}.${name}`,
        `CREATE INDEX ${name} ON ${table} (${columns(index)})${only}`,
      ];
    }),
  );
}
