import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { readerKey, Terms } from '../../src/cases';
import { shapeOf } from '../../src/disclosure-log/sheet-format';
import { BlindIndexer, Keyring } from '../../src/persistence';
import type { SealingKey } from '../../src/persistence';
import { Agency, Purpose } from '../../src/shared';
import type { TestGateway } from '../support/gateway';

/** A disclosure as a test states it; what it leaves out is unremarkable. */
export interface LoggedDisclosure {
  readonly at: string;
  readonly agency?: Agency;
  readonly organisation?: string;
  readonly actingFor?: string | null;
  readonly client?: string;
  readonly user?: string | null;
  readonly purpose?: Purpose;
  readonly name?: string | null;
  readonly roots?: readonly string[];
  readonly caseId?: string | null;
  readonly subjects?: readonly Buffer[];
  /** More cases on the same sheet, each with its persons. */
  readonly more?: readonly (readonly [string, readonly Buffer[]])[];
  /** Organisations in the clear. */
  readonly controllers?: readonly string[];
  readonly disclosed?: readonly string[];
  readonly denied?: readonly string[];
  readonly legalBasis?: readonly string[];
}

/** Puts rows into the disclosure log as its writer would, at any instant; their hashes are no chain. */
export class LogRows {
  readonly indexer: BlindIndexer;
  readonly terms: Terms;
  /** A case that nobody knows. */
  readonly someCase = randomUUID();
  private readonly instance = randomUUID();
  private sequence = 0;

  private constructor(
    private readonly client: Client,
    { settings }: Pick<TestGateway, 'settings'>,
  ) {
    this.indexer = new BlindIndexer(Buffer.from(settings.indexKey, 'base64'));
    this.terms = new Terms(this.indexer);
    this.sealingKeys = settings.sealingKeys;
  }

  /** The first of these seals. */
  sealingKeys: readonly SealingKey[];

  static async open(gateway: Pick<TestGateway, 'settings' | 'database'>): Promise<LogRows> {
    const client = new Client({ connectionString: gateway.database.superuserUrl });
    await client.connect();
    return new LogRows(client, gateway);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  async query<T extends object>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    return (await this.client.query<T>(sql, [...params])).rows;
  }

  async add(...disclosures: readonly LoggedDisclosure[]): Promise<void> {
    for (const one of disclosures) await this.addOne(one);
  }

  private async addOne({
    at,
    agency = Agency.SOCIAL_SERVICES,
    organisation = 'farsta',
    actingFor = null,
    client = 'board-farsta',
    user = 'farsta-user',
    purpose = Purpose.CASE_HANDLING,
    name = 'ReadCase',
    roots = ['Query.case'],
    caseId = null,
    subjects = [],
    more = [],
    controllers = [],
    disclosed = ['Case.id'],
    denied = [],
    legalBasis = ['GDPR-5', 'OSL-26-1'],
  }: LoggedDisclosure): Promise<void> {
    const shape = shapeOf({
      operation: { name, roots, hash: 'a'.repeat(64) },
      disclosed,
      denied,
      legalBasis,
      policyVersion: '0123456789abcdef',
    });
    const caller = [agency, organisation, actingFor, client, user];
    const actor = this.indexer.blindIndex('log-actor', JSON.stringify(caller));
    const sealed = new Keyring(this.sealingKeys).seal(
      { organisation, actingFor, client, user },
      `log.actor/${actor.toString('hex')}`,
    );
    const stored = (plain: string): string => readerKey(this.indexer, plain);
    await this.query('INSERT INTO log.shape VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      shape.id,
      shape.content,
    ]);
    await this.query('INSERT INTO log.actor VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      actor,
      sealed,
    ]);
    this.sequence += 1;
    const all = [[caseId, subjects] as const, ...more];
    await this.query(
      `INSERT INTO log.entry (recorded_at, instance, sequence, request, agency, organisation, principal, actor, purpose,
         shape, cases, controllers, subjects, subject_cases, opened_by, hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '{}', '\\x00')`,
      [
        at,
        this.instance,
        this.sequence,
        randomUUID(),
        agency,
        stored(organisation),
        stored(actingFor ?? organisation),
        actor,
        purpose,
        shape.id,
        all.map(([id]) => id),
        controllers.map(stored),
        all.flatMap(([, of]) => of),
        all.flatMap(([, of], index) => of.map(() => index + 1)),
      ],
    );
  }
}
