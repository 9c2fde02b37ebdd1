import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type {
  ChainHead,
  Disclosure,
  LogFaultKind,
  LogVerdict,
  SavedCheckpoint,
} from '../../src/disclosure-log';
import { actorCheckWith, readLog, verifyLog } from '../../src/disclosure-log';
import { addCheckpoints } from '../../src/disclosure-log/checkpoint-store';
import type { KeySet } from '../../src/persistence';
import { newSigningKey, SignatureVerifier, SigningKeys } from '../../src/persistence';
import { LogUnavailableError } from '../../src/shared';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { aKeyring, aLog, anIndexer, type TestLog } from './a-log';
import { aDisclosure, aList, aRequest } from './some-disclosures';

const TABLES = ['entry', 'shape', 'actor', 'chain', 'checkpoint'] as const;

/**
 * A written and signed log of three chains, by the product's own writer:
 *
 * - `a`: sheets 1 to 12, three in a flush; checkpoint 1 is about 3, 2 about 6, 4 about 9; sheet 8 has three cases with no, one and
 *   two persons, all others one case
 * - `c`: another instance, sheets 1 to 3; checkpoint 3 is about 3
 * - `b`: goes on from `a` after a flush of unknown fate, sheets 1 to 6; checkpoint 5 is about 4; sheet 5 has a caller and a list of
 *   what was disclosed of its own
 */
export class SignedLog {
  readonly key = newSigningKey('log-1');
  readonly signing = new SigningKeys([this.key]);

  private constructor(
    readonly database: TestDatabase,
    readonly superuser: Client,
    private readonly service: Client,
    /** Ids of the chains. */
    readonly chains: { a: string; b: string; c: string },
  ) {}

  static async open(): Promise<SignedLog> {
    const database = await createTestDatabase();
    const superuser = new Client({ connectionString: database.superuserUrl });
    const service = new Client({ connectionString: database.serviceUrl });
    await superuser.connect();
    await service.connect();
    const log = new SignedLog(database, superuser, service, { a: '', b: '', c: '' });
    await log.write();
    await superuser.query('CREATE SCHEMA kept');
    for (const table of TABLES) {
      await superuser.query(`CREATE TABLE kept.${table} AS SELECT * FROM log.${table}`);
    }
    return log;
  }

  /** Puts everything back as it was written. */
  async restore(): Promise<void> {
    // Far faster than to truncate dozens of partitions with their indexes.
    for (const table of TABLES) {
      await this.superuser.query(
        `DELETE FROM log.${table}; INSERT INTO log.${table} SELECT * FROM kept.${table}`,
      );
    }
  }

  /** Does what no role of the product may, with `:a`, `:b`, `:c` for the chains. */
  async tamper(...statements: readonly string[]): Promise<void> {
    for (const statement of statements) {
      await this.superuser.query(
        statement.replace(/:([abc])\b/g, (_, name: 'a' | 'b' | 'c') => `'${this.chains[name]}'`),
      );
    }
  }

  async verify(
    part: { saved?: readonly SavedCheckpoint[]; keys?: KeySet; opensActors?: boolean } = {},
  ): Promise<LogVerdict> {
    const client = new Client({ connectionString: this.database.ownerUrl });
    await client.connect();
    try {
      return await verifyLog(readLog(client), {
        verifier: new SignatureVerifier(part.keys ?? this.signing.publicKeys()),
        saved: part.saved ?? [],
        actors: part.opensActors === true ? actorCheckWith(anIndexer, aKeyring) : null,
      });
    } finally {
      await client.end();
    }
  }

  /** Signs the newest sheets of chains, as their instances would. */
  async sign(signing: SigningKeys, ...heads: readonly ChainHead[]): Promise<void> {
    await this.service.query('BEGIN');
    const subjects = heads.map((head) => ({ kind: 'head', ...head }) as const);
    await addCheckpoints(this.service, signing, new Date(), subjects);
    await this.service.query('COMMIT');
  }

  async checkpoint(number: number): Promise<SavedCheckpoint> {
    const { rows } = await this.superuser.query<{ jws: string }>(
      'SELECT jws FROM log.checkpoint WHERE number = $1',
      [number],
    );
    return { number, jws: rows[0]?.jws ?? '' };
  }

  async close(): Promise<void> {
    await this.service.end();
    await this.superuser.end();
    await this.database.drop();
  }

  private async write(): Promise<void> {
    const first = aLog(this.database.serviceUrl);
    const second = aLog(this.database.serviceUrl);
    try {
      await this.flushAndSign(first, aRequest(3));
      await this.flushAndSign(first, aRequest(3));
      await this.flushAndSign(second, aRequest(3));
      await this.flushAndSign(first, [aDisclosure(), aList(3), aDisclosure()]);
      await first.log.record(aRequest(3));
      this.chains.a = instanceOf(first);
      this.chains.c = instanceOf(second);
      await this.failAFlush(first);
      await this.flushAndSign(first, aRequest(4));
      const actor = { ...aDisclosure().actor, user: 'bo' };
      await first.log.record([aDisclosure({ actor, denied: ['Case.enforcement'] })]);
      await first.log.record(aRequest(1, { cases: [null], openedBy: [randomUUID()] }));
      this.chains.b = instanceOf(first);
    } finally {
      await first.log.stop();
      await second.log.stop();
    }
  }

  private async flushAndSign(
    { log, heads }: TestLog,
    disclosures: readonly Disclosure[],
  ): Promise<void> {
    await log.record(disclosures);
    const head = heads.at(-1);
    if (head) await this.sign(this.signing, head);
  }

  private async failAFlush({ log }: TestLog): Promise<void> {
    await this.superuser.query('REVOKE INSERT ON log.entry FROM kvarbo_log_writer');
    await log.record(aRequest(1)).catch((error: unknown) => {
      if (!(error instanceof LogUnavailableError)) throw error;
    });
    await this.superuser.query('GRANT INSERT ON log.entry TO kvarbo_log_writer');
  }
}

/** The faults of a verdict as kind and place: `CHANGED a 5`, `FORGED #3`. */
export function placesOf(verdict: LogVerdict, log: SignedLog): string[] {
  const names = new Map(Object.entries(log.chains).map(([name, id]) => [id, name]));
  return verdict.faults.map(({ kind, checkpoint, instance, sequence }) =>
    [
      kind satisfies LogFaultKind,
      ...(checkpoint === null ? [] : [`#${checkpoint}`]),
      ...(instance === null ? [] : [names.get(instance) ?? '?']),
      ...(sequence === null ? [] : [sequence]),
    ].join(' '),
  );
}

function instanceOf({ heads }: TestLog): string {
  return heads.at(-1)?.instance ?? '';
}
