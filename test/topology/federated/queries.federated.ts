import { Client } from 'pg';
import { Aliases } from '../../../src/persistence';
import type { Purpose } from '../../../src/shared';
import { schemaForReading } from '../../../src/topology';
import { PURPOSES, ROOT_CALLS } from '../../support/disclosure/compare';
import { READERS } from '../../support/disclosure/readers';
import type { ReaderId } from '../../support/disclosure/readers';
import { buildRichWorld, organisationOf } from '../../support/disclosure/rich-world';
import type { RichWorld } from '../../support/disclosure/rich-world';
import { startFederation } from '../../support/federation';
import type { Federation } from '../../support/federation';
import { startTestGateway } from '../../support/gateway';
import type { TestGateway } from '../../support/gateway';
import { answerOf } from './answers';
import type { Sent } from './answers';
import { KNOWN_DIFFERENCES } from './known-differences';
import { OPERATIONS } from './operations';
import type { Names } from './operations';
import { wholeOf } from './selections';

const schema = schemaForReading();

let whole: TestGateway;
let federation: Federation;
let world: RichWorld;
let names: Names;

beforeAll(async () => {
  whole = await startTestGateway();
  world = await buildRichWorld(whole);
  await world.meetConditions();
  federation = await startFederation(whole);
  names = await namesIn(whole, world);
}, 180_000);

afterAll(async () => {
  await federation.stop();
  await whole.stop();
});

async function namesIn(gateway: TestGateway, { caseIds }: RichWorld): Promise<Names> {
  const aliases = new Aliases(Buffer.from(gateway.settings.aliasKey, 'base64'));
  const client = new Client({ connectionString: gateway.database.superuserUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string }>('SELECT id FROM landlord.notice ORDER BY id');
  await client.end();
  const page = await gateway.data<{ cases: { pageInfo: { endCursor: string } } }>(
    'landlord-bostaden',
    '{ cases(first: 2, scope: ALL) { pageInfo { endCursor } } }',
  );
  return {
    world,
    caseOf: (reader, name) => aliases.alias('case', organisationOf(reader), caseIds[name]),
    noticeOf: (reader) => aliases.alias('notice', organisationOf(reader), rows[0]?.id ?? ''),
    cursor: page.cases.pageInfo.endCursor,
  };
}

interface Compared {
  readonly name: string;
  readonly client: ReaderId | null;
  readonly purpose?: Purpose | undefined;
  readonly sent: () => readonly Sent[];
}

/** What both topologies answer is alike, or known to differ. */
async function compare({ name, client, purpose, sent }: Compared): Promise<void> {
  const token = client && (await whole.token(client, purpose));
  const known = KNOWN_DIFFERENCES[name];
  for (const one of sent()) {
    const alone = await answerOf(whole.url, token, one);
    const federated = await answerOf(federation.url, token, one);
    if (known) {
      expect(known.alike(federated)).toEqual(known.alike(alone));
      // One that is none any more is to go from the list.
      expect(federated).not.toEqual(alone);
    } else expect(federated).toEqual(alone);
  }
}

function titled(compared: Compared): [string, Compared] {
  const known = KNOWN_DIFFERENCES[compared.name];
  return [known ? `known to differ, ${known.reason}: ${compared.name}` : compared.name, compared];
}

/** Each root asked for everything that is there, and for what is not. */
const roots = Object.entries(ROOT_CALLS).flatMap(([root, { type, call }]) =>
  READERS.map((reader): Compared => {
    const declared = type === null ? '' : `($key: ${type})`;
    const query = `query ${declared} { ${call} ${wholeOf(schema, root)} }`;
    return {
      name: `${root} of ${reader}`,
      client: reader,
      purpose: PURPOSES[root],
      sent: () =>
        [...world.targets(root, reader).map(({ key }) => key), ...world.invented(root, reader)].map(
          (key) => ({ query, variables: { key } }),
        ),
    };
  }),
);

describe('every query of every reader', () => {
  it.each(roots.map(titled))('%s', (_title, compared) => compare(compared));
});

/** Each twice, so that one process has also answered by the operation that it has compiled. */
const others = OPERATIONS.map(({ sent, ...one }): Compared => ({
  ...one,
  sent: () => [sent(names), sent(names)],
}));

describe('every other kind of request', () => {
  it.each(others.map(titled))('%s', (_title, compared) => compare(compared));
});
