import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { ExternalConfig } from '../../../src/config';
import { startIdentityProvider } from '../../../src/development/identity-provider';
import type { IdentityProvider } from '../../../src/development/identity-provider';
import { Aliases } from '../../../src/persistence';
import { fixedClock } from '../../../src/shared';
import { TEMPLATE } from '../cluster';
import type { Answer } from '../gateway';
import { testSettings } from '../gateway';
import { drawFromSeed } from './draw';
import type { ReaderId } from './readers';
import { clientOf } from './readers';
import type { ToldWorld, WorldBounds } from './told-world';
import { WorldBuilder } from './told-world';
import type { ServiceModules, WorldGateway } from './world-gateway';
import { copyWorld, startWorldGateway, WorldTokens } from './world-gateway';

/** The instant at which every world begins: whoever builds one from the same seed builds the same. */
const BEGINNING = '2026-11-24T10:00:00.000Z';

/** A world with the gateway that serves it. */
export interface LiveWorld {
  readonly gateway: WorldGateway;
  readonly told: ToldWorld;
  readonly database: string;
  alias(reader: ReaderId, kind: string, id: string): string;
  ask(reader: ReaderId, body: object): ReturnType<WorldGateway['ask']>;
  send(reader: ReaderId, query: string, variables?: object): Promise<Answer>;
  /** Ends gateway and database. */
  drop(): Promise<void>;
  /** Ends the gateway alone, so that the database can be copied. */
  stop(): Promise<void>;
}

/** What worlds have in common: keys and issuer. */
export class WorldLab {
  private constructor(
    readonly identity: IdentityProvider,
    readonly settings: ExternalConfig,
    readonly tokens: WorldTokens,
  ) {}

  static async open(): Promise<WorldLab> {
    const identity = await startIdentityProvider({
      port: 0,
      audience: 'urn:kvarbo:test',
      clock: fixedClock(BEGINNING),
    });
    const settings = testSettings({ serviceUrl: '' }, identity.url);
    return new WorldLab(identity, settings, new WorldTokens(identity));
  }

  close(): Promise<void> {
    return this.identity.stop();
  }

  readonly alias = (reader: ReaderId, kind: string, id: string): string =>
    new Aliases(Buffer.from(this.settings.aliasKey, 'base64')).alias(
      kind,
      clientOf(reader).organisation,
      id,
    );

  /** Builds a world from a seed, in a database of its own. */
  async build(
    service: ServiceModules,
    seed: number,
    size: { readonly leases: number; readonly steps: number },
    bounds: WorldBounds = {},
  ): Promise<LiveWorld> {
    const database = await copyWorld(TEMPLATE);
    const gateway = await startWorldGateway(
      service,
      { ...this.settings, databaseUrl: database.serviceUrl },
      new Date(BEGINNING),
    );
    const store = new Client({ connectionString: database.superuserUrl });
    await store.connect();
    try {
      const builder = this.builder(gateway, store, seed, 0);
      await builder.build(size.leases, size.steps, bounds);
      return this.live(gateway, database, await builder.world());
    } finally {
      await store.end();
    }
  }

  /** A gateway on a copy of a world whose own gateway is stopped. */
  async copy(
    service: ServiceModules,
    world: Pick<LiveWorld, 'database' | 'told'>,
  ): Promise<LiveWorld> {
    const database = await copyWorld(world.database);
    const gateway = await startWorldGateway(
      service,
      { ...this.settings, databaseUrl: database.serviceUrl },
      world.told.now,
    );
    return this.live(gateway, database, world.told);
  }

  /** A builder of more of a world; `series` keeps its keys and leases apart from those of others. */
  builder(gateway: WorldGateway, store: Client, seed: number, series: number): WorldBuilder {
    const send = this.sender(gateway);
    return new WorldBuilder(
      {
        clock: gateway.clock,
        store,
        alias: this.alias,
        read: async (client, query, variables) => {
          const { body } = await send(client, query, variables);
          return (body.data ?? {}) as never;
        },
        mutate: async (client, operation, input, selection) => {
          const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input!`;
          const { body } = await send(
            client,
            `mutation ($input: ${type}) { ${operation}(input: $input) ${selection} }`,
            { input },
          );
          const refusal = body.errors?.find(
            ({ extensions }) => extensions.code !== 'DISCLOSURE_DENIED',
          );
          if (!refusal) return body.data?.[operation] as Record<string, unknown>;
          if (REFUSALS.includes(refusal.extensions.code)) return null;
          throw new Error(`${operation} was answered ${JSON.stringify(body.errors)}`);
        },
      },
      drawFromSeed(seed),
      series,
    );
  }

  private sender(gateway: WorldGateway) {
    return async (reader: ReaderId, query: string, variables: object = {}): Promise<Answer> => {
      const { status, text } = await gateway.ask(await this.tokens.of(reader), {
        query,
        variables,
      });
      return { status, body: JSON.parse(text) as Answer['body'] };
    };
  }

  private live(
    gateway: WorldGateway,
    database: { readonly superuserUrl: string; drop(): Promise<void> },
    told: ToldWorld,
  ): LiveWorld {
    return {
      gateway,
      told,
      database: new URL(database.superuserUrl).pathname.slice(1),
      alias: this.alias,
      ask: async (reader, body) => gateway.ask(await this.tokens.of(reader), body),
      send: this.sender(gateway),
      stop: () => gateway.stop(),
      drop: async () => {
        await gateway.stop();
        await database.drop();
      },
    };
  }
}

/** What a drawn step may run into: it asks for things in any order. */
const REFUSALS: readonly unknown[] = ['ILLEGAL_TRANSITION', 'NOT_FOUND'];

/** A seed, new in each run unless `SEED` says otherwise. */
export function seedOfRun(): number {
  return numberFrom('SEED') ?? randomBytes(4).readUInt32BE();
}

/** A count that a longer run sets from outside. */
export function numberFrom(
  name: 'SEED' | 'RUNS' | 'BURST_SECONDS' | 'INSTANCES_SECONDS',
): number | null {
  const text = process.env[name]; // eslint-disable-line no-restricted-properties -- tests have no configuration of their own
  return text === undefined || !/^\d+$/.test(text) ? null : Number(text);
}
