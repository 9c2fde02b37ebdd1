import { NoticeFactRow, SettlementFactRow } from '../../src/cases';
import { LandlordNotice, ReportedSettlement } from '../../src/landlord-notices';
import { Client } from 'pg';
import type { LandlordDesk } from './landlord-desk';
import { openLandlordDesk } from './landlord-desk';

let desk: LandlordDesk;

beforeAll(async () => {
  desk = await openLandlordDesk();
});
afterAll(() => desk.close());

describe('an entity', () => {
  it.each([[LandlordNotice], [ReportedSettlement], [NoticeFactRow], [SettlementFactRow]])(
    '%p has the columns of its table, each as nullable as there',
    async (entity) => {
      const { schema, tableName, columns } = desk.store.getMetadata(entity);
      const client = new Client({ connectionString: desk.database.superuserUrl });
      await client.connect();
      const { rows } = await client.query<{ name: string; nullable: boolean }>(
        `SELECT column_name AS name, is_nullable = 'YES' AS nullable FROM information_schema.columns
         WHERE table_schema = $1 AND table_name = $2`,
        [schema, tableName],
      );
      await client.end();
      const byName = (list: readonly { name: string; nullable: boolean }[]) =>
        list.toSorted((a, b) => (a.name < b.name ? -1 : 1));
      expect(rows.length).toBeGreaterThan(0);
      expect(
        byName(columns.map((one) => ({ name: one.databaseName, nullable: one.isNullable }))),
      ).toEqual(byName(rows));
    },
  );
});
