/**
 * PostGraphile 5 over the same tables: its own schema and statements, the row policies and column privileges of Kvarbo's second
 * wall by settings per request. No token is verified, no field rule is asked and nothing is logged.
 */
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { jsonPgSmartTags } from 'postgraphile/utils';
import { openedFields } from './envelopes.mjs';

const require = createRequire(import.meta.url);

process.once('message', (settings) => void serve(settings));
process.once('disconnect', () => process.exit(0));

/** A case has one share for each reader, and the row policies show a reader no other's. */
const TAGS = {
  version: 1,
  config: {
    class: {
      'cases.share': { tags: { unique: 'case_id' } },
      'landlord.notice': { tags: { foreignKey: '(case_id) references cases.share (case_id)' } },
      'enforcement.record': { tags: { foreignKey: '(case_id) references cases.share (case_id)' } },
    },
  },
};

async function serve({ databaseUrl, connections, program, sealingKeys, pgSettings }) {
  const { Keyring } = require(`${program}/src/persistence/sealing.js`);
  const { stageOn } = require(`${program}/src/cases/stage.js`);
  const { socialBoardDirectory } = require(`${program}/src/cases/social-board-directory.js`);
  const keyring = new Keyring(sealingKeys);
  const today = pgSettings['kvarbo.today'];
  const preset = {
    extends: [PostGraphileAmberPreset],
    plugins: [
      jsonPgSmartTags(TAGS),
      openedFields({
        open: (envelope, context) => keyring.open(envelope, context),
        stageOf: ([stage, recoveryEndsOn]) => stageOn({ stage, recoveryEndsOn }, today),
        boardName: (id) => socialBoardDirectory.find(id)?.name ?? null,
      }),
    ],
    // The service's login has no rights of its own but by the roles that it may take on, which PostGraphile does not count.
    disablePlugins: ['PgRBACPlugin', 'PgIndexBehaviorsPlugin'],
    pgServices: [
      makePgService({
        connectionString: databaseUrl,
        schemas: ['cases', 'landlord', 'enforcement'],
        poolConfig: { max: connections },
      }),
    ],
    grafast: { explain: false, context: () => ({ pgSettings }) },
    grafserv: { graphiql: false, websockets: false, watch: false },
  };
  const instance = postgraphile(preset);
  const server = createServer();
  server.on('error', () => process.exit(1));
  const serving = instance.createServ(grafserv);
  await serving.addTo(server);
  await serving.ready();
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}
