import { addDays, civilDay } from '../../../src/shared';
import { latestPushes } from './hidden-changes';
import type { ReaderId } from './readers';
import { clientOf } from './readers';
import type { LiveWorld } from './world-lab';

const LANDLORDS: readonly ReaderId[] = ['landlord-bostaden', 'landlord-hyrbo'];
const MOST = 12;

const SUBMIT =
  'mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { id } } }';
const PUSH =
  'mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) { results { outcome } } }';
const CASES = `{ cases(scope: ALL, orderBy: RECEIVED_DESC, first: 100) { totalCount edges { node {
  version receivedAt stage tenants { name } notices { kind status } enforcement { caseNumber status defendants { name } } } } } }`;

/**
 * Lets the same happen in both worlds, at the same instants: landlords write again to the boards about tenancies that are known, and
 * Kronofogden sets new times. Where it all lands shows what had been hidden before, if anything does.
 */
export async function goOnAlike(one: LiveWorld, other: LiveWorld): Promise<void> {
  const both = async (client: ReaderId, query: string, input: object): Promise<void> => {
    const now = new Date(one.gateway.clock.now.getTime() + 1_000);
    for (const world of [one, other]) {
      world.gateway.clock.now = now;
      await world.send(client, query, { input });
    }
  };
  const today = civilDay(one.gateway.clock.now);
  const notices = one.told.told.flatMap((told) => (told.kind === 'notice' ? told : []));
  const byTenants = new Map(notices.map((told) => [JSON.stringify(told.input.tenants), told]));
  for (const [at, { landlord, input }] of [...byTenants.values()].slice(0, MOST).entries()) {
    const client = LANDLORDS.find((known) => clientOf(known).organisation === landlord);
    if (!client) continue;
    await both(client, SUBMIT, { ...input, supersedes: null, idempotencyKey: `again-${at}` });
  }
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
    await both('kronofogden', PUSH, { idempotencyKey: `again-push-${at}`, records: [record] });
  }
}

/** The cases of a reader without their ids and in no order, since what came last is as new in both worlds. */
export async function casesOf(world: LiveWorld, reader: ReaderId): Promise<readonly string[]> {
  const { body } = await world.send(reader, CASES);
  const found = body.data?.cases as { totalCount: number; edges: { node: object }[] };
  return [
    `${found.totalCount} cases`,
    ...found.edges.map(({ node }) => JSON.stringify(node)).sort(),
  ];
}
