import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { PurgeReport } from '../../src/retention';
import { copyDatabase } from '../../src/development/prepare-database';
import { executePurge, planPurge } from '../../src/retention';
import { NOTICE, record } from '../api/story';
import { readStoredRows } from '../oversight/stored-rows';
import { announcedCluster } from '../support/cluster';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';
import { testPersonalNumber } from '../support/identity-numbers';

const SUBMIT = `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { id receiptNumber } } }`;
const PUSH = `mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) { results { outcome problems { path code } } } }`;
const FIND = `query ($search: CaseSearch!) { cases(scope: ALL, search: $search) { edges { node { id version tenants { id } } } } }`;

/** A tenancy of an invented person. */
export interface Tenancy {
  readonly number: string;
  readonly receiptNumber: string;
  readonly noticeId: string;
  readonly caseNumber: string;
  readonly flat: string;
}

/** A gateway whose clock is moved through the years, and the purge on its database. */
export class RetentionWorld {
  private count = 0;

  private constructor(
    readonly gateway: TestGateway,
    readonly clock: { now(): Date },
    private readonly at: { now: Date },
    public owner: Client,
    public superuser: Client,
    readonly folder: string,
  ) {}

  static async open(): Promise<RetentionWorld> {
    const at = { now: new Date('2026-10-21T08:00:00Z') };
    const clock = { now: () => at.now };
    const gateway = await startTestGateway({ clock });
    const owner = new Client({ connectionString: gateway.database.ownerUrl });
    const superuser = new Client({ connectionString: gateway.database.superuserUrl });
    await owner.connect();
    await superuser.connect();
    // As the service does each day, without waiting for the days.
    await superuser.query(`INSERT INTO statistics.quarter
      SELECT to_char(q, 'YYYY-"Q"Q'), now() FROM generate_series('2026-01-01'::timestamp, '2045-01-01', '3 months') q`);
    const folder = await mkdtemp(path.join(tmpdir(), 'kvarbo-retention-'));
    return new RetentionWorld(gateway, clock, at, owner, superuser, folder);
  }

  async close(): Promise<void> {
    await this.owner.end();
    await this.superuser.end();
    await rm(this.folder, { recursive: true });
    await this.gateway.stop();
  }

  /** Copies the database as it stands, which PostgreSQL does only while nobody is connected; the gateway finds its way back. */
  async backUp(
    copy: string,
  ): Promise<{ readonly ownerUrl: string; readonly superuserUrl: string }> {
    const { superuserUrl, ...passwords } = announcedCluster();
    const name = new URL(this.gateway.database.superuserUrl).pathname.slice(1);
    await this.owner.end();
    await this.superuser.end();
    const cluster = new Client({ connectionString: superuserUrl });
    await cluster.connect();
    await cluster.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await cluster.query(
      'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1',
      [name],
    );
    const { ownerUrl } = await copyDatabase(superuserUrl, name, { database: copy, ...passwords });
    await cluster.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await cluster.end();
    this.owner = new Client({ connectionString: this.gateway.database.ownerUrl });
    this.superuser = new Client({ connectionString: this.gateway.database.superuserUrl });
    await this.owner.connect();
    await this.superuser.connect();
    const own = new URL(superuserUrl);
    own.pathname = `/${copy}`;
    return { ownerUrl, superuserUrl: own.href };
  }

  /** Rows as the superuser sees them. */
  async query<T extends object = object>(
    sql: string,
    params: readonly unknown[] = [],
  ): Promise<T[]> {
    return (await this.superuser.query<T>(sql, [...params])).rows;
  }

  /** Where one of some texts stands outside the log and retention itself, as `table.column`. */
  traces(...texts: readonly string[]): Promise<readonly string[]> {
    return tracesIn(this.superuser, this.gateway, ...texts);
  }

  get ledger(): string {
    return path.join(this.folder, 'ledger.jsonl');
  }

  goTo(iso: string): void {
    this.at.now = new Date(iso);
  }

  /** What a run at noon of a day would find. */
  plan(day: string, client = this.owner): Promise<PurgeReport> {
    return planPurge(client, { now: new Date(`${day}T11:00:00Z`), logRetentionMonths: 60 });
  }

  purge(day: string, digest: string | null = null, client = this.owner): Promise<PurgeReport> {
    const now = new Date(`${day}T11:00:00Z`);
    return executePurge(client, digest, this.ledger, { now, logRetentionMonths: 60 });
  }

  async rowsIn(table: string): Promise<number> {
    const { rows } = await this.superuser.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${table}`,
    );
    return rows[0]?.n ?? -1;
  }

  /** A notice about a flat and a person of its own. */
  async notice(changes: object = {}): Promise<Tenancy> {
    this.count += 1;
    const number = testPersonalNumber(`1961-02-${String(this.count).padStart(2, '0')}`);
    const flat = String(2000 + this.count);
    const { submitNotice } = await this.gateway.data<{
      submitNotice: { notice: { id: string; receiptNumber: string } };
    }>('landlord-bostaden', SUBMIT, {
      input: {
        ...NOTICE,
        idempotencyKey: randomUUID(),
        tenants: [{ ...NOTICE.tenants[0], personalIdentityNumber: number }],
        dwelling: { ...NOTICE.dwelling, apartmentNumber: flat },
        ...changes,
      },
    });
    const { id: noticeId, receiptNumber } = submitNotice.notice;
    return { number, receiptNumber, noticeId, flat, caseNumber: `U-${7000 + this.count}-26` };
  }

  /** A version that comes after a later one; it is kept and changes nothing. */
  async pushLate(tenancy: Tenancy, version: number, changes: object): Promise<void> {
    await this.push(tenancy, version, changes, ['STALE']);
  }

  async push(
    tenancy: Tenancy,
    version: number,
    changes: object,
    outcomes: readonly string[] = ['CREATED', 'UPDATED'],
  ): Promise<void> {
    const { pushEvictionRecords } = await this.gateway.data<{
      pushEvictionRecords: { results: readonly { outcome: string }[] };
    }>('kronofogden', PUSH, {
      input: {
        idempotencyKey: randomUUID(),
        records: [
          record(version, {
            caseNumber: tenancy.caseNumber,
            noticeReceiptNumber: tenancy.receiptNumber,
            defendants: [
              {
                name: 'Testina Provsson',
                postalAddress: 'Annan väg 5, 123 46 Farsta',
                personalIdentityNumber: tenancy.number,
              },
            ],
            ...changes,
          }),
        ],
      },
    });
    const [result] = pushEvictionRecords.results;
    if (!outcomes.includes(result?.outcome ?? '')) throw new Error(JSON.stringify(result));
  }

  /** The case as a client knows it, or null. */
  async find(
    client: string,
    { receiptNumber }: Pick<Tenancy, 'receiptNumber'>,
  ): Promise<{ id: string; version: number; tenants: { id: string }[] } | null> {
    const { cases } = await this.gateway.data<{
      cases: { edges: { node: { id: string; version: number; tenants: { id: string }[] } }[] };
    }>(client, FIND, { search: { receiptNumber } });
    return cases.edges[0]?.node ?? null;
  }

  /** A mutation on the case as the client sees it now. */
  async change(client: string, tenancy: Tenancy, name: string, input: object): Promise<void> {
    const found = await this.find(client, tenancy);
    if (!found) throw new Error(`${client} does not know the case.`);
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
    await this.gateway.data(
      client,
      `mutation ($input: ${type}) { ${name}(input: $input) { case { version } } }`,
      {
        input: {
          idempotencyKey: randomUUID(),
          caseId: found.id,
          expectedVersion: found.version,
          ...input,
        },
      },
    );
  }

  settle(tenancy: Tenancy, settledOn: string): Promise<void> {
    return this.change('landlord-bostaden', tenancy, 'reportSettlement', {
      status: 'WITHDRAWN',
      on: settledOn,
    });
  }
}

/** Where one of some texts stands in a database, outside the log and what retention keeps, as `table.column`. */
export async function tracesIn(
  superuser: Client,
  gateway: TestGateway,
  ...texts: readonly string[]
): Promise<readonly string[]> {
  const stored = await readStoredRows(superuser, gateway);
  return stored.tables
    .filter((table) => !table.startsWith('log.') && !table.startsWith('retention.'))
    .flatMap((table) =>
      stored.of(table).flatMap((row) =>
        Object.entries(row)
          .filter(([, value]) => texts.some((text) => JSON.stringify(value ?? '').includes(text)))
          .map(([column]) => `${table}.${column}`),
      ),
    );
}
