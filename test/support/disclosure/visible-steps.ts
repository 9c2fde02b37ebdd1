import { addDays, civilDay } from '../../../src/shared';
import { latestPushes } from './hidden-changes';
import type { ReaderId } from './readers';
import { clientOf } from './readers';
import { recognisable } from './recognisable';
import type { TwoWorlds } from './two-worlds';
import type { LiveWorld } from './world-lab';

const LANDLORDS: readonly ReaderId[] = ['landlord-bostaden', 'landlord-hyrbo'];
const MOST = 12;

const PLACED =
  'case { id version stage receivedAt board { id } tenants { id name } notices { id } }';
export const SUBMIT = `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { id receiptNumber status warnings { code } ${PLACED} } } }`;
export const SETTLE = `mutation ($input: ReportSettlementInput!) { reportSettlement(input: $input) { ${PLACED} } }`;
export const PUSH = `mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) { results {
  caseNumber outcome problems { path code } warnings { path code } ${PLACED} } } }`;
const CASES = `{ cases(scope: ALL, orderBy: RECEIVED_DESC, first: 100) { totalCount edges { node {
  id version receivedAt stage earlierNotices board { id } tenants { id name } settlement { status on } deadlines { kind endsOn state }
  notices { id kind status tenants { id } } enforcement { caseNumber version status defendants { id name } } } } } }`;
const OPEN_CASES = '{ cases(scope: OPEN, orderBy: RECEIVED_DESC, first: 1) { totalCount } }';

/**
 * Lets the same happen in both worlds, at the same instants: landlords write again to the boards about tenancies that are known, take
 * notices back and write once more; Kronofogden sets new times and takes in new applications of the same parties. Where it all
 * lands shows what had been hidden before, if anything does.
 */
export async function goOnAlike(worlds: TwoWorlds): Promise<void> {
  const { one } = worlds;
  const today = civilDay(one.gateway.clock.now);
  const notices = one.told.told.flatMap((told) => (told.kind === 'notice' ? told : []));
  const byTenants = new Map(notices.map((told) => [JSON.stringify(told.input.tenants), told]));
  const latest = [...byTenants.values()].slice(0, MOST).flatMap((told) => {
    const client = LANDLORDS.find((known) => clientOf(known).organisation === told.landlord);
    return client ? [{ ...told, client }] : [];
  });
  const writeAgain = async (name: string, some: typeof latest): Promise<void> => {
    for (const [at, { client, input }] of some.entries())
      await worlds.inBoth(client, SUBMIT, () => ({
        ...input,
        supersedes: null,
        idempotencyKey: `${name}-${at}`,
      }));
  };
  await writeAgain('again', latest);
  for (const [at, last] of latestPushes(one.told).slice(0, MOST).entries()) {
    const record = {
      ...last,
      version: last.version + 1_000,
      status: 'DATE_SET',
      appliedOn: last.appliedOn ?? addDays(today, -3),
      evictionTime: { date: addDays(today, 70 + at), time: '10:00' },
      closure: null,
      executedOn: null,
    };
    await worlds.inBoth('kronofogden', PUSH, () => ({
      idempotencyKey: `again-push-${at}`,
      records: [record],
    }));
  }
  const taken = latest.filter((_, at) => at % 2 === 0);
  for (const [at, { client, caseId }] of taken.entries())
    await worlds.inBoth(client, SETTLE, async (world) => ({
      ...(await presentVersion(world, client, caseId)),
      idempotencyKey: `taken-back-${at}`,
      status: 'WITHDRAWN',
      on: today,
    }));
  await writeAgain('once-more', taken);
  const applications = latestPushes(one.told)
    .slice(0, MOST)
    .map((last, at) => ({
      ...last,
      caseNumber: `N-${30_000 + at}-26`,
      // What the applicant quotes stays the same: quoting nothing would lay all its notices before Kronofogden.
      version: 1,
      status: 'OPEN',
      appliedOn: last.appliedOn ?? addDays(today, -3),
      evictionTime: null,
      closure: null,
      executedOn: null,
    }));
  await worlds.inBoth('kronofogden', PUSH, () => ({
    idempotencyKey: 'new-applications',
    records: applications,
  }));
}

/** A case by the name and version under which a landlord may change it in that world. */
async function presentVersion(world: LiveWorld, client: ReaderId, id: string): Promise<object> {
  const caseId = world.alias(client, 'case', id);
  const { body } = await world.send(client, 'query ($id: ID!) { case(id: $id) { version } }', {
    id: caseId,
  });
  const found = body.data?.case as { version: number } | null;
  return { caseId, expectedVersion: found?.version ?? 1 };
}

/** The cases of a reader in no order, since what came last is as new in both worlds, and with ids that only tell same from other. */
export async function casesOf(world: LiveWorld, reader: ReaderId): Promise<readonly string[]> {
  const { body } = await world.send(reader, CASES);
  const found = body.data?.cases as { totalCount: number; edges: { node: object }[] };
  const open = await world.send(reader, OPEN_CASES);
  return [
    `${found.totalCount} cases`,
    JSON.stringify(open.body.data),
    ...found.edges.map(({ node }) => recognisable(JSON.stringify(node))).sort(),
  ];
}

const MEETING = `query ($board: ID!, $month: String!) { collaborationMeeting(board: $board, month: $month) {
  items { reasons case { id version stage tenants { id name } } } } }`;

/** What is due at meetings, of cases in no order, for a reader who may take part. */
export async function agendasOf(
  world: LiveWorld,
  reader: ReaderId,
): Promise<readonly (readonly string[])[]> {
  const today = civilDay(world.gateway.clock.now);
  const agendas: (readonly string[])[] = [];
  for (const board of ['farsta', 'skarpnack', '0380'])
    for (const days of [0, 30, 60]) {
      const month = addDays(today, days).slice(0, 7);
      const { body } = await world.send(reader, MEETING, { board, month });
      const { items } = (body.data?.collaborationMeeting ?? { items: [] }) as { items: object[] };
      agendas.push(items.map((item) => recognisable(JSON.stringify(item))).sort());
    }
  return agendas;
}
