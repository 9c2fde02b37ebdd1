import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { composeSupergraph } from '../../../src/development/compose-supergraph';
import { SUBGRAPH_NAMES } from '../../../src/shared';
import type { SubgraphName } from '../../../src/shared';
import { buildRichWorld } from '../../support/disclosure/rich-world';
import { startFederation } from '../../support/federation';
import { post, startTestGateway } from '../../support/gateway';
import type { Answer } from '../../support/gateway';
import { FOREIGN_SDL, startForeignEnforcement } from './foreign-enforcement';
import type { ForeignEnforcement } from './foreign-enforcement';

const SCHEMAS = path.join(__dirname, '../../../schema/subgraphs');
/** Of the foreign agency alone: it never learns the secret of ours. */
const SECRET = Buffer.alloc(32, 9).toString('base64');

/** A graph of three subgraphs of ours and a foreign one, which knows one record: `F-1-26` of the case `dated`. */
export interface ForeignFederation {
  readonly foreign: ForeignEnforcement;
  ask(client: string, query: string): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts it, with one world in its database. @param through - see `startFederation` */
export async function startForeignFederation(
  through?: (name: SubgraphName, url: string) => Promise<string>,
): Promise<ForeignFederation> {
  const whole = await startTestGateway();
  const { caseIds } = await buildRichWorld(whole);
  const record = {
    version: 7,
    status: 'DATE_SET',
    appliedOn: '2026-10-01',
    childrenCount: 2,
    evictionTime: { date: '2026-12-24' },
    storage: { place: 'Borta' },
  };
  const foreign = await startForeignEnforcement(
    { [caseIds.dated]: { ...record, caseNumber: 'F-1-26' } },
    SECRET,
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'kvarbo-foreign-'));
  const supergraph = path.join(folder, 'supergraph.graphql');
  await writeFile(supergraph, await composed());
  const federation = await startFederation(whole, {
    supergraph,
    joining: { enforcement: { url: foreign.url, secret: SECRET } },
    ...(through && { through }),
  });
  return {
    foreign,
    ask: async (client, query) => post(federation.url, await whole.token(client), { query }),
    stop: async () => {
      await federation.stop();
      foreign.stop();
      await whole.stop();
      await rm(folder, { recursive: true });
    },
  };
}

async function composed(): Promise<string> {
  const subgraphs = SUBGRAPH_NAMES.map(async (name) => ({
    name,
    sdl:
      name === 'enforcement'
        ? FOREIGN_SDL
        : await readFile(path.join(SCHEMAS, `${name}.graphql`), 'utf8'),
  }));
  return composeSupergraph(await Promise.all(subgraphs));
}
