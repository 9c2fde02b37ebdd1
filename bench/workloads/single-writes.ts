import { demoClients } from '../../src/development/demo-clients';
import { arrearsInput, tenancy } from '../../test/support/many-tenancies';
import type { Send } from '../load-data';
import type { Expected } from '../measure/load.process';
import { BOARD } from '../parties';

/** A write of one thing at a time, each sent once. */
export interface SingleWrite {
  readonly name: string;
  readonly title: string;
  readonly client: string;
  readonly query: string;
  readonly expected: Expected;
  /** As many different inputs as are asked for, none of which has the number of an earlier one. */
  readonly inputs: (
    numbers: { readonly first: number; readonly count: number },
    today: string,
    send: Send,
  ) => Promise<readonly object[]>;
}

/** The landlord of the notices that are written; what the measured landlord reads stays as it is. */
const WRITING_LANDLORD = 'landlord-hyrbo';
/** Tenancies of these notices, above those that are loaded and below those of calls with many items. */
const [FIRST, TENANCIES] = [5_000, 45_000] as const;

const NOT_REFUSED = { lacks: ['"errors"'] };

/** The mutation that submits one notice, which answers with its receipt. */
export const SUBMIT_NOTICE: SingleWrite = {
  name: 'submitNotice',
  title: 'submitNotice',
  client: WRITING_LANDLORD,
  query: `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) {
  notice { id receiptNumber receipt { jws } } } }`,
  expected: { holds: ['"receiptNumber":"KB-', '"jws":"ey'], ...NOT_REFUSED },
  inputs: ({ first, count }, today) => {
    const landlord = demoClients.find(({ clientId }) => clientId === WRITING_LANDLORD)?.name ?? '';
    const inputs = Array.from({ length: count }, (_, index) => {
      const number = first + index;
      const key = `bench-one-${number}`;
      return arrearsInput(tenancy(FIRST + (number % TENANCIES)), { key, landlord, today });
    });
    return Promise.resolve(inputs);
  },
};

interface KnownCase {
  readonly id: string;
  readonly version: number;
}

const OPEN_CASES = `query ($first: Int!) { cases(first: $first) { edges { node { id version } } } }`;
const TAKE_ON = `mutation ($input: OpenSocialCaseInput!) { openSocialCase(input: $input) { case { id version } } }`;
const CASEWORKER = { id: 'handläggare-8', name: 'Testina Handläggarsson' };
/** How many cases are taken on at a time. */
const AT_A_TIME = 10;

const RECORD_OUTCOME: SingleWrite = {
  name: 'recordOutcome',
  title: 'recordOutcome',
  client: BOARD.client,
  query: `mutation ($input: RecordOutcomeInput!) { recordOutcome(input: $input) {
  case { id version socialServices { outcome { kind decidedOn } } } } }`,
  expected: { holds: ['"kind":"DEBT_SETTLED"'], ...NOT_REFUSED },
  // One that has an outcome is closed, and so no longer in the list of the next round.
  inputs: async ({ first, count }, today, send) => {
    const { cases } = (await send(BOARD.client, OPEN_CASES, { first: count })) as {
      cases: { edges: readonly { node: KnownCase }[] };
    };
    const taken: KnownCase[] = [];
    for (let start = 0; start < cases.edges.length; start += AT_A_TIME) {
      const some = cases.edges.slice(start, start + AT_A_TIME);
      taken.push(...(await Promise.all(some.map(({ node }) => takenOn(node, send)))));
    }
    return taken.map(({ id: caseId, version: expectedVersion }, index) => {
      const idempotencyKey = `bench-outcome-${first + index}`;
      return { caseId, expectedVersion, idempotencyKey, kind: 'DEBT_SETTLED', decidedOn: today };
    });
  },
};

/** The case after the board has taken it on, which an outcome needs. */
async function takenOn({ id, version }: KnownCase, send: Send): Promise<KnownCase> {
  const { openSocialCase } = (await send(BOARD.client, TAKE_ON, {
    input: {
      caseId: id,
      expectedVersion: version,
      idempotencyKey: `bench-take-on-${id}`,
      caseworker: CASEWORKER,
    },
  })) as { openSocialCase: { case: KnownCase } };
  return openSocialCase.case;
}

/** The single writes that are measured. */
export const SINGLE_WRITES: readonly SingleWrite[] = [SUBMIT_NOTICE, RECORD_OUTCOME];
