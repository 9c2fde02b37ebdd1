import { randomUUID } from 'node:crypto';
import type { OwnerSwitch } from '../../src/disclosure';
import { NOTICE, record } from '../api/story';
import type { Answer, TestGateway } from './gateway';
import { testPersonalNumber } from './identity-numbers';

/** A case that some client knows, with what the tests ask of it. */
export interface SeenCase {
  readonly id: string;
  readonly version: number;
  readonly stage: string | null;
}

/** A flat in Farsta with its tenants, about which the landlord has sent a notice. */
export interface Tenancy {
  readonly flat: string;
  /** Empty where there is none, so that the case is known by its record alone. */
  readonly receiptNumber: string;
  /** The landlord's own alias of the notice. */
  readonly noticeId: string;
  readonly caseNumber: string;
  /** Identity numbers in the order of the tenants. */
  readonly numbers: readonly string[];
}

const SUBMIT = `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { id receiptNumber } } }`;
const PUSH = `mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) { results { outcome problems { path code } } } }`;
const FIND = `query ($search: CaseSearch!) { cases(scope: ALL, search: $search) { edges { node { id version stage } } } }`;
const REGISTER = `mutation ($input: RegisterStandingDecisionInput!) { registerStandingDecision(input: $input) { id } }`;
const END = `mutation ($input: EndStandingDecisionInput!) { endStandingDecision(input: $input) { id endedAt } }`;

/** The tenants of a tenancy; contact data is each one's own. */
function tenant(number: string, index: number, street: string): object {
  return {
    name: `Testina Provsson ${index + 1}`,
    personalIdentityNumber: number,
    postalAddress: `${street}, 123 45 Farsta`,
    phone: `+46 70 000 00 0${index}`,
    email: `testina${index}@example.org`,
  };
}

/** What tests do through a gateway: notices, records, decisions, and finding the cases again. */
export function tenancyDesk(gateway: TestGateway, today: string) {
  let tenancies = 0;

  async function submit(
    flat: string,
    numbers: readonly string[],
    changes: object,
    district = 'farsta',
  ): Promise<Omit<Tenancy, 'caseNumber'>> {
    const { submitNotice } = await gateway.data<{
      submitNotice: { notice: { id: string; receiptNumber: string } };
    }>('landlord-bostaden', SUBMIT, {
      input: {
        ...NOTICE,
        idempotencyKey: randomUUID(),
        tenants: numbers.map((number, index) => tenant(number, index, 'Exempelvägen 12')),
        dwelling: { ...NOTICE.dwelling, apartmentNumber: flat, district },
        tenantServed: [],
        ...changes,
      },
    });
    const { id: noticeId, receiptNumber } = submitNotice.notice;
    return { flat, numbers, noticeId, receiptNumber };
  }

  return {
    /** Submits a notice about a flat of its own. */
    async notice(tenants = 1): Promise<Tenancy> {
      tenancies += 1;
      const numbers = Array.from({ length: tenants }, (_, index) =>
        testPersonalNumber(`19${60 + index}-01-${String(tenancies).padStart(2, '0')}`),
      );
      const flat = String(1000 + tenancies);
      return { ...(await submit(flat, numbers, {})), caseNumber: `U-${5000 + tenancies}-26` };
    },

    /** Submits a notice to another board that supersedes the one of a tenancy. */
    async corrected(tenancy: Tenancy, district: string): Promise<Tenancy> {
      const { flat, numbers, noticeId: supersedes } = tenancy;
      return { ...tenancy, ...(await submit(flat, numbers, { supersedes }, district)) };
    },

    /** Submits one more notice about a tenancy, of which its tenants were told today. */
    async noticeAgain({ flat, numbers }: Tenancy): Promise<void> {
      await submit(flat, numbers, {
        tenantServed: numbers.map((_, index) => ({
          tenantName: `Testina Provsson ${index + 1}`,
          servedOn: today,
          method: 'ORDINARY',
        })),
      });
    },

    /** Pushes a version of the record about a tenancy, which invokes its notice. */
    async push(tenancy: Tenancy, version: number, changes: object): Promise<void> {
      const { receiptNumber: noticeReceiptNumber, caseNumber, numbers } = tenancy;
      const { pushEvictionRecords } = await gateway.data<{
        pushEvictionRecords: { results: readonly { outcome: string }[] };
      }>('kronofogden', PUSH, {
        input: {
          idempotencyKey: randomUUID(),
          records: [
            record(version, {
              caseNumber,
              noticeReceiptNumber,
              defendants: numbers.map((number, index) => tenant(number, index, 'Annan väg 5')),
              ...changes,
            }),
          ],
        },
      });
      const [result] = pushEvictionRecords.results;
      if (result?.outcome !== 'CREATED' && result?.outcome !== 'UPDATED')
        throw new Error(JSON.stringify(result));
    },

    /** The case as a client knows it. @throws Error when the client knows none */
    async find(client: string, { receiptNumber, caseNumber }: Tenancy): Promise<SeenCase> {
      const search =
        client === 'kronofogden' || receiptNumber === ''
          ? { enforcementCaseNumber: caseNumber }
          : { receiptNumber };
      const { cases } = await gateway.data<{
        cases: { edges: readonly { node: SeenCase }[] };
      }>(client, FIND, { search });
      const [edge] = cases.edges;
      if (!edge) throw new Error(`${client} does not know the case.`);
      return edge.node;
    },

    /** Registers a decision as a client; answers its id. */
    async decide(client: string, name: OwnerSwitch, validTo = today): Promise<string> {
      const { registerStandingDecision } = await gateway.data<{
        registerStandingDecision: { id: string };
      }>(client, REGISTER, { input: aDecision(name, today, validTo) });
      return registerStandingDecision.id;
    },

    end: (client: string, id: string): Promise<Answer> =>
      gateway.send(client, END, { input: { idempotencyKey: randomUUID(), id } }),
  };
}

/** The input of a decision under a new key. */
export function aDecision(name: OwnerSwitch, today: string, validTo = today): object {
  return {
    idempotencyKey: randomUUID(),
    switch: name,
    decidedBy: 'Rättschefen',
    decidedOn: today,
    reference: 'Dnr 2026-117',
    validTo,
  };
}
