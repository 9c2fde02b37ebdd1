import { randomUUID } from 'node:crypto';
import { addDays, civilDay } from '../../src/shared';
import type { LocalDate } from '../../src/shared';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';
import { arrearsInput, tenancy } from '../support/many-tenancies';

/** An answered object, by name. */
export type Data = Readonly<Record<string, unknown>>;

/** A notice that was submitted, with the tenancy that it is about. */
export interface Told {
  readonly number: number;
  readonly input: ReturnType<typeof arrearsInput>;
  readonly receiptNumber: string;
  readonly tenant: ReturnType<typeof tenancy>['tenant'];
}

/** What a role of the stories does with one gateway, over HTTP and with tokens of the identity provider. */
export interface StoryDesk {
  readonly gateway: TestGateway;
  readonly today: LocalDate;
  /** A tenancy of its own and the message about it, with whatever differs from an ordinary one. */
  told(changes?: object, client?: string): Promise<Told>;
  /** Kronofogden's record of a tenancy; versions count by themselves. */
  pushed(told: Told, changes: object): Promise<Data>;
  /** The case of a tenancy as a client may know it, found by its receipt number. */
  caseOf<T = Data>(client: string, told: Told, fields: string): Promise<T>;
  /** One mutation on the case of a tenancy, at the version that the client last saw; answers the error's code or null. */
  act(client: string, operation: string, told: Told, input?: object): Promise<string | null>;
  close(): Promise<void>;
}

export const CASEWORKER = { id: 'cw-1', name: 'Handa Läggarsson', phone: '08-508 18 000' };

export async function openStoryDesk(): Promise<StoryDesk> {
  const gateway = await startTestGateway();
  const today = civilDay(new Date());
  const versions = new Map<number, number>();
  let next = 0;

  const told: StoryDesk['told'] = async (changes = {}, client = 'landlord-bostaden') => {
    next += 1;
    const one = tenancy(next);
    const input = {
      ...arrearsInput(one, { key: randomUUID(), landlord: 'Exempelbostaden AB', today }),
      ...changes,
    };
    const { submitNotice } = await gateway.data<{ submitNotice: { notice: Data } }>(
      client,
      'mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { receiptNumber } } }',
      { input },
    );
    const receiptNumber = submitNotice.notice.receiptNumber as string;
    return { number: next, input, receiptNumber, tenant: one.tenant };
  };

  const caseOf = async <T>(client: string, { receiptNumber }: Told, fields: string): Promise<T> => {
    const { cases } = await gateway.data<{ cases: { edges: { node: T }[] } }>(
      client,
      `query ($receiptNumber: String!) { cases(scope: ALL, search: { receiptNumber: $receiptNumber }) { edges { node { ${fields} } } } }`,
      { receiptNumber },
    );
    const [found] = cases.edges;
    if (!found) throw new Error(`${client} knows no case of that notice.`);
    return found.node;
  };

  return {
    gateway,
    today,
    told,
    caseOf,
    pushed: async (one, changes) => {
      const version = (versions.get(one.number) ?? 0) + 1;
      versions.set(one.number, version);
      const { dwelling } = tenancy(one.number);
      const record = {
        caseNumber: `U-${7_000 + one.number}-26`,
        version,
        noticeReceiptNumber: one.receiptNumber,
        dwelling,
        applicant: '559900-0014',
        defendants: [one.tenant],
        status: 'OPEN',
        appliedOn: addDays(today, -3),
        documentsReceivedOn: addDays(today, -3),
        title: { kind: 'UTSLAG', decidedOn: addDays(today, -20), ground: 'Förverkad hyresrätt' },
        ...changes,
      };
      const answer = await gateway.data<{ pushEvictionRecords: { results: Data[] } }>(
        'kronofogden',
        `mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) {
          results { caseNumber outcome problems { path code } warnings { path code } } } }`,
        { input: { idempotencyKey: randomUUID(), records: [record] } },
      );
      return answer.pushEvictionRecords.results[0] ?? {};
    },
    act: async (client, operation, one, input = {}) => {
      const { id, version } = await caseOf<Data>(client, one, 'id version');
      const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input!`;
      const expected = operation === 'addMeetingInput' ? {} : { expectedVersion: version };
      const { body } = await gateway.send(
        client,
        `mutation ($input: ${type}) { ${operation}(input: $input) { case { id } } }`,
        { input: { idempotencyKey: randomUUID(), caseId: id, ...expected, ...input } },
      );
      return (body.errors?.[0]?.extensions.code as string | undefined) ?? null;
    },
    close: () => gateway.stop(),
  };
}
