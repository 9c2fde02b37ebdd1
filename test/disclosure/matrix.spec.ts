import { isNonNullType } from 'graphql';
import { requestDemoToken } from '../../src/development/demo-token';
import { DISCLOSURE_ROWS } from '../../src/disclosure/policy/disclosure-policy';
import { DisclosurePolicy, OPERATIONS } from '../../src/disclosure';
import { OPERATION_LIMITS } from '../../src/server/limits';
import { Agency } from '../../src/shared';
import { schemaForReading } from '../../src/topology';
import { compareReader, compareWays, documentFor } from '../support/disclosure/compare';
import type { Comparison } from '../support/disclosure/compare';
import { leaveCounts } from '../support/disclosure/counts';
import { clientOf, READERS } from '../support/disclosure/readers';
import type { ReaderId } from '../support/disclosure/readers';
import { buildRichWorld } from '../support/disclosure/rich-world';
import type { RichWorld } from '../support/disclosure/rich-world';
import { allWays, expectationFor, waysBelow } from '../support/disclosure/ways';
import { post, startTestGateway } from '../support/gateway';
import { testPersonalNumber } from '../support/identity-numbers';
import type { TestGateway } from '../support/gateway';

const NO_BOARD = {
  'Viewer.board@Query.viewer': 'only boards are one',
  'SocialBoard.id@Viewer.board': 'only boards are one',
  'SocialBoard.name@Viewer.board': 'only boards are one',
  'SocialBoard.municipality@Viewer.board': 'only boards are one',
  'SocialBoard.municipalityName@Viewer.board': 'only boards are one',
  'SocialBoard.county@Viewer.board': 'only boards are one',
};
const TAKEN_BACK = 'who is named by a consent sees it only until it is taken back';
const NO_PRINCIPAL = { 'Viewer.actingFor@Query.viewer': 'only representatives have one' };

/**
 * Open fields in which no reader of the agency finds a value, each with the reason; everything else that is open has one
 * somewhere in the world.
 */
const EMPTY: Readonly<Record<Agency, Readonly<Record<string, string>>>> = {
  LANDLORD: {
    ...NO_BOARD,
    ...NO_PRINCIPAL,
    'Consent.revokedAt@SocialServicesRecord.consents': TAKEN_BACK,
  },
  SOCIAL_SERVICES: {
    ...NO_PRINCIPAL,
    'Consent.revokedAt@EnforcementRecord.consents': TAKEN_BACK,
  },
  ENFORCEMENT: {
    ...NO_BOARD,
    ...NO_PRINCIPAL,
    'Consent.revokedAt@SocialServicesRecord.consents': TAKEN_BACK,
  },
  OVERSIGHT: {
    ...NO_BOARD,
    ...NO_PRINCIPAL,
    'DisclosureLogEntry.user@SubjectAccessReport.disclosures':
      'the person is told which organisation looked, not who of its staff',
  },
};

const schema = schemaForReading();
const policy = new DisclosurePolicy();
const served = [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
  Object.keys(root?.getFields() ?? {}).map((field) => `${root?.name ?? ''}.${field}`),
);
let gateway: TestGateway;
let world: RichWorld;

/** Where answers disagreed with the policy before anybody had consented, stated or decided anything. */
const faultsBefore = new Map<ReaderId, readonly string[]>();

beforeAll(async () => {
  gateway = await startTestGateway();
  world = await buildRichWorld(gateway);
  for (const reader of READERS) faultsBefore.set(reader, await faultsWhileClosed(reader));
  await world.meetConditions();
}, 120_000);

/** Reads every field of every case that rests on a condition. */
async function faultsWhileClosed(reader: ReaderId): Promise<readonly string[]> {
  const { agency } = clientOf(reader);
  const ways = waysBelow(schema, policy, 'Query.case', agency).filter(
    (way) => expectationFor('', way, agency).conditions.length > 0,
  );
  const size = OPERATION_LIMITS.rootFields;
  const chunks = Array.from({ length: Math.ceil(ways.length / size) }, (_, index) =>
    ways.slice(index * size, (index + 1) * size),
  );
  const compared = { gateway, schema, policy, world };
  const found = chunks.map((chunk) => compareWays(compared, 'Query.case', reader, agency, chunk));
  return (await Promise.all(found)).flatMap(({ faults }) => faults);
}

afterAll(() => gateway.stop());

const comparisons = new Map<ReaderId, Promise<Comparison>>();

/** Compared once, whichever test asks first. */
function comparisonOf(reader: ReaderId): Promise<Comparison> {
  const known = comparisons.get(reader);
  if (known) return known;
  const agency = clientOf(reader).agency;
  // A case is read along all ways; the others, along those that it does not have.
  const roots = served
    .filter((name) => policy.operation(name)?.agencies[agency] === 'ALLOW')
    .sort((a, b) => Number(b === 'Query.case') - Number(a === 'Query.case'));
  const started = compareReader({ gateway, schema, policy, world }, roots, reader, agency);
  comparisons.set(reader, started);
  return started;
}

const readersOf = (agency: Agency) =>
  READERS.filter((reader) => clientOf(reader).agency === agency);

describe('every field that rests on a condition', () => {
  it.each(READERS)('is closed to %s before anybody has opened it', (reader) => {
    expect(faultsBefore.get(reader)).toEqual([]);
  });
});

describe('every coordinate that is served', () => {
  it.each(READERS)(
    'is answered to %s as the policy says, told by the policy and not by the data',
    async (reader) => {
      expect((await comparisonOf(reader)).faults).toEqual([]);
    },
    60_000,
  );

  it.each(Object.values(Agency))(
    'has a value for %s where it is open, but for the listed ones',
    async (agency) => {
      const compared = await Promise.all(readersOf(agency).map(comparisonOf));
      const open = compared.flatMap(({ openable }) => [...openable]);
      const empty = open.filter((name) => compared.every(({ filled }) => !filled.has(name)));
      expect([...new Set(empty)].sort()).toEqual(Object.keys(EMPTY[agency]).sort());
    },
    60_000,
  );

  it('is compared: nothing of the schema is left out, and this is what the policy has beyond it', async () => {
    const compared = await Promise.all(READERS.map(comparisonOf));
    const coordinates = new Set(compared.flatMap((one) => [...one.coordinates]));
    const rows = new Set(compared.flatMap((one) => [...one.rows]));
    expect([...allWays(schema)].filter((way) => !coordinates.has(way))).toEqual([]);
    const tried = READERS.map((reader, index) =>
      [...(compared[index]?.coordinates ?? [])].map((way) => `${way} ${clientOf(reader).agency}`),
    );
    leaveCounts('matrix', {
      'matrix cells tried on data': new Set(tried.flat()).size,
      'matrix answers wrong': compared.flatMap(({ faults }) => faults).length,
    });
    expect({
      coordinates: coordinates.size,
      cells: Object.fromEntries(
        await Promise.all(
          Object.values(Agency).map(async (agency) => {
            const own = await Promise.all(readersOf(agency).map(comparisonOf));
            return [agency, new Set(own.flatMap((one) => [...one.coordinates])).size] as const;
          }),
        ),
      ),
      rowsNotServedYet: DISCLOSURE_ROWS.map(({ coordinate }) => coordinate)
        .filter((coordinate) => !rows.has(coordinate))
        .sort(),
      operationsNotServedYet: OPERATIONS.map(({ operation }) => operation)
        .filter((operation) => !served.includes(operation))
        .sort(),
    }).toMatchSnapshot();
  }, 60_000);
});

describe('what a reader may not know of', () => {
  it.each(['landlord-hyrbo', 'board-skarpnack', 'board-uppsala'] as const)(
    'is answered to %s byte for byte like what does not exist',
    async (reader) => {
      const token = await gateway.token(reader);
      const bodyOf = async (query: string, key: unknown): Promise<string> => {
        const response = await fetch(gateway.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ query, variables: { key } }),
        });
        return `${response.status} ${await response.text()}`;
      };
      let compared = 0;
      for (const root of ['Query.case', 'Query.notice', 'Query.enforcementRecord', 'Query.cases']) {
        const query = documentFor(
          root,
          waysBelow(schema, policy, root, clientOf(reader).agency).slice(0, 20),
        );
        const [invented, ...others] = world.invented(root, reader);
        const nothing = await bodyOf(query, invented);
        const hidden = world.targets(root, reader).filter(({ facts }) => facts === null);
        for (const key of [...others, ...hidden.map((target) => target.key)]) {
          compared += 1;
          expect(await bodyOf(query, key)).toBe(nothing);
        }
      }
      expect(compared).toBeGreaterThan(15);
    },
  );
});

describe('every operation that is served', () => {
  const callers = ['landlord-bostaden', 'board-farsta', 'kronofogden', 'oversight-farsta'] as const;

  it.each(served)('%s is open to the agencies, purposes and scopes of the policy', async (name) => {
    const row = policy.operation(name);
    const field = name.slice(name.indexOf('.') + 1);
    const root = name.startsWith('Query') ? schema.getQueryType() : schema.getMutationType();
    const isNullable = !isNonNullType(root?.getFields()[field]?.type);
    for (const reader of callers) {
      const client = clientOf(reader);
      for (const purpose of client.purposes) {
        const needed = row?.scopes ?? [];
        for (const missing of [null, ...needed]) {
          const scopes = client.scopes.filter((scope) => scope !== missing);
          const token = await requestDemoToken(gateway.identityUrl, {
            client: { ...client, scopes },
            purpose,
            principal: undefined,
          });
          const isOpen =
            row?.agencies[client.agency] === 'ALLOW' &&
            row.purposes.includes(purpose) &&
            (needed.length === 0 || needed.some((scope) => scopes.includes(scope)));
          const { status, body } = await post(gateway.url, token, callOf(name, reader));
          const where = [name, reader, purpose, `without ${missing ?? 'nothing'}`];
          expect([...where, status]).toEqual([...where, 200]);
          expect([
            ...where,
            body.errors?.map(({ path, extensions }) => ({ path, ...extensions })),
          ]).toEqual([...where, isOpen ? undefined : [{ path: [field], code: 'FORBIDDEN' }]]);
          // A root field that may not be null takes the whole of the data with it.
          if (!isOpen) expect(body.data).toEqual(isNullable ? { [field]: null } : null);
        }
      }
    }
  });

  /** Read what is not there; change what was changed before, by the same key. */
  function callOf(name: string, reader: ReaderId): { query: string; variables: object } {
    const reads: Readonly<Record<string, string>> = {
      'Query.viewer': '{ viewer { agency } }',
      'Query.socialBoards': '{ socialBoards(municipality: "0180") { id } }',
      'Query.case': '{ case(id: "no-such-id") { id } }',
      'Query.cases': '{ cases { totalCount } }',
      'Query.notice': '{ notice(id: "no-such-id") { id } }',
      'Query.deadlines': '{ deadlines(events: { rentDueOn: "2026-10-30" }) { kind } }',
      'Query.enforcementRecord': '{ enforcementRecord(caseNumber: "U-99999-26") { caseNumber } }',
      'Query.disclosurePolicy': '{ disclosurePolicy { version } }',
      'Query.standingDecisions': '{ standingDecisions { id } }',
      'Query.subjectAccessReport': `{ subjectAccessReport(personalIdentityNumber: "${testPersonalNumber('1999-12-31')}") { controller } }`,
      'Query.evictionStatistics': '{ evictionStatistics(period: "2025") { area } }',
      'Query.collaborationMeeting':
        '{ collaborationMeeting(board: "uppsala", month: "2026-12") { month } }',
      'Query.explainAccess': '{ explainAccess(caseId: "no-such-id") { rule } }',
      'Query.disclosureLog': '{ disclosureLog(first: 1) { pageInfo { hasNextPage } } }',
      'Query.accessReview': '{ accessReview(from: "2026-01-01", to: "2026-01-01") { day } }',
    };
    const field = name.slice(name.indexOf('.') + 1);
    const sent = world.mutations.filter(({ operation }) => operation === field);
    const { input } = sent.find(({ client }) => client === reader) ?? sent[0] ?? {};
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input!`;
    const query =
      reads[name] ?? `mutation ($input: ${type}) { ${field}(input: $input) { __typename } }`;
    return { query, variables: { input } };
  }

  it('is answered beside one that may not be called, unless that one may not be null', async () => {
    const client = clientOf('landlord-bostaden');
    const token = await requestDemoToken(gateway.identityUrl, {
      client: { ...client, scopes: ['notices:write'] },
      purpose: client.purposes[0] as never,
      principal: undefined,
    });
    const beside = async (query: string) => (await post(gateway.url, token, { query })).body.data;
    expect(await beside('{ case(id: "no-such-id") { id } viewer { agency } }')).toEqual({
      case: null,
      viewer: { agency: 'LANDLORD' },
    });
    expect(await beside('{ cases { totalCount } viewer { agency } }')).toBeNull();
  });
});
