import type { Answer } from '../../support/gateway';
import { BROKEN } from '../foreign-enforcement/foreign-enforcement';
import type { ForeignEnforcement } from '../foreign-enforcement/foreign-enforcement';
import { startForeignFederation } from '../foreign-enforcement/foreign-federation';
import type { ForeignFederation } from '../foreign-enforcement/foreign-federation';

let federation: ForeignFederation;
let foreign: ForeignEnforcement;

beforeAll(async () => {
  federation = await startForeignFederation();
  ({ foreign } = federation);
}, 180_000);

afterAll(async () => {
  await federation.stop();
});

const ask = (client: string, query: string): Promise<Answer> => federation.ask(client, query);

const coordinateIn = (field: string): string => field.replace('enforcement.', 'EnforcementRecord.');

const LIST = `{ cases(scope: ALL, first: 10) { edges { node { id stage enforcement { caseNumber appliedOn status evictionTime { date } storage { place } } } } } }`;
interface Listed {
  readonly edges: readonly {
    readonly node: { readonly id: string; readonly enforcement: object | null };
  }[];
}

describe('a foreign subgraph', () => {
  it('answers its part of a case that it knows by the engine’s key alone', async () => {
    const { body } = await ask('board-farsta', LIST);
    const known = (body.data?.cases as Listed).edges.filter(
      ({ node }) => node.enforcement !== null,
    );
    expect(known).toHaveLength(1);
    expect(known[0]?.node.enforcement).toMatchObject({
      caseNumber: 'F-1-26',
      appliedOn: '2026-10-01',
    });
    expect(JSON.stringify(foreign.asked)).toContain('_entities');
  });

  it('leads from its record to the case, under the alias of whoever asks', async () => {
    const record = '{ enforcementRecord(caseNumber: "F-1-26") { caseNumber case { id stage } } }';
    const [board, officer] = [await ask('board-farsta', record), await ask('kronofogden', record)];
    const idIn = ({ body }: Answer) =>
      (body.data?.enforcementRecord as { case: { id: string } | null } | null)?.case?.id;
    const listed = (await ask('board-farsta', LIST)).body.data?.cases as Listed;
    expect(listed.edges.map(({ node }) => node.id)).toContain(idIn(board));
    expect(idIn(officer)).toMatch(/^[\w-]{20,}$/);
    expect(idIn(officer)).not.toBe(idIn(board));
  });

  it.each([
    ['landlord-bostaden', ['enforcement']],
    // A board without a consent; where a time is set it could read that, and a foreign subgraph cannot tell.
    ['board-farsta', ['enforcement.status', 'enforcement.evictionTime', 'enforcement.storage']],
  ])(
    'is not asked by %s for what a condition of ours would have to open',
    async (client, fields) => {
      const before = foreign.asked.length;
      const { body } = await ask(client, LIST);
      const denied = body.errors?.map(({ path: at, extensions }) => [
        at?.slice(4).join('.'),
        extensions,
      ]);
      expect(denied).toEqual(
        fields.map((field) => [
          field,
          {
            code: 'DISCLOSURE_DENIED',
            coordinate: field === 'enforcement' ? 'Case.enforcement' : coordinateIn(field),
            legalBasis: expect.any(Array) as unknown,
          },
        ]),
      );
      expect(foreign.asked.slice(before).join()).not.toMatch(/status|evictionTime|storage/);
      expect(JSON.stringify(body.data)).not.toMatch(/"status":"|2026-12-24|Borta/);
    },
  );

  it('answers its own agency whole', async () => {
    const query =
      '{ enforcementRecord(caseNumber: "F-1-26") { caseNumber version status childrenCount evictionTime { date } storage { place } } }';
    const { body } = await ask('kronofogden', query);
    expect(body.errors).toBeUndefined();
    expect(body.data?.enforcementRecord).toEqual({
      caseNumber: 'F-1-26',
      version: 7,
      status: 'DATE_SET',
      childrenCount: 2,
      evictionTime: { date: '2026-12-24' },
      storage: { place: 'Borta' },
    });
  });

  it('shows a board of another case no row by its number', async () => {
    const query = (number: string) =>
      `{ enforcementRecord(caseNumber: "${number}") { caseNumber appliedOn } }`;
    const { status, body } = await ask('board-uppsala', query('F-1-26'));
    expect(body).toEqual((await ask('board-uppsala', query('F-404-26'))).body);
    expect([status, body.data, body.errors]).toEqual([200, { enforcementRecord: null }, undefined]);
  });

  it.each([
    ['landlord-hyrbo', '{ enforcementRecord(caseNumber: "F-1-26") { caseNumber } }'],
    ['landlord-bostaden', '{ enforcementRecord(caseNumber: "F-1-26") { __typename } }'],
    [
      'kronofogden',
      'mutation { pushEvictionRecords(input: { idempotencyKey: "k", records: [] }) { results { outcome } } }',
    ],
  ])('is not asked by %s %s', async (client, query) => {
    const before = foreign.asked.length;
    const { body } = await ask(client, query);
    expect(body.errors?.map(({ extensions: { code } }) => code)).toEqual(['FORBIDDEN']);
    expect(foreign.asked.slice(before)).toEqual([]);
  });

  it('shows a client none of its own words for an error', async () => {
    const query = `{ enforcementRecord(caseNumber: "${BROKEN}") { caseNumber } }`;
    const { body } = await ask('kronofogden', query);
    expect(body.errors?.map(({ extensions: { code } }) => code)).toEqual(['INTERNAL']);
    expect(JSON.stringify(body)).not.toContain('staff');
  });

  it('is not told who asks', async () => {
    await ask('kronofogden', LIST);
    expect(foreign.headers.length).toBeGreaterThan(0);
    for (const headers of foreign.headers) {
      expect(headers).not.toHaveProperty('authorization');
      expect(headers).not.toHaveProperty('kvarbo-purpose');
    }
  });
});
