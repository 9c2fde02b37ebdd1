import { DisclosurePolicy } from '../../src/disclosure';
import { Agency } from '../../src/shared';
import { schemaForReading } from '../../src/topology';
import { compareRoot } from '../support/disclosure/compare';
import { buildRichWorld, READERS } from '../support/disclosure/rich-world';
import type { ReaderId, RichWorld } from '../support/disclosure/rich-world';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';

const AGENCIES: Readonly<Record<ReaderId, Agency>> = {
  'landlord-bostaden': Agency.LANDLORD,
  'landlord-hyrbo': Agency.LANDLORD,
  'board-farsta': Agency.SOCIAL_SERVICES,
  'board-skarpnack': Agency.SOCIAL_SERVICES,
  'board-uppsala': Agency.SOCIAL_SERVICES,
  kronofogden: Agency.ENFORCEMENT,
  'oversight-farsta': Agency.OVERSIGHT,
  'oversight-kronofogden': Agency.OVERSIGHT,
};

const schema = schemaForReading();
const policy = new DisclosurePolicy();
let gateway: TestGateway;
let world: RichWorld;

beforeAll(async () => {
  gateway = await startTestGateway();
  world = await buildRichWorld(gateway);
}, 60_000);

afterAll(() => gateway.stop());

describe.each(READERS)('%s', (reader) => {
  it.each(['Query.case', 'Query.notice', 'Query.enforcementRecord', 'Query.cases'])('%s', async (root) => {
    if (reader.startsWith('oversight') && root === 'Query.cases') return;
    const t = Date.now();
    const result = await compareRoot({ gateway, schema, policy, world }, root, reader, AGENCIES[reader]);
    console.log(reader, root, Date.now() - t, result.coordinates.length, JSON.stringify(result.faults.slice(0, 12), null, 1), result.faults.length, JSON.stringify(result.empty));
  });
});
