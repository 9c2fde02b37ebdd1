import { Pool } from 'pg';
import { readerKey } from '../../src/cases';
import { demoClients } from '../../src/development/demo-clients';
import type { Agency } from '../../src/shared';
import { civilDay } from '../../src/shared';
import { keysFrom } from '../../src/topology/keys';
import type { Answer, TestGateway } from '../support/gateway';
import { startTestGateway } from '../support/gateway';
import { arrearsInput, recordInput, tenancy } from '../support/many-tenancies';
import { movingClock } from '../support/moving-clock';

const SUBMIT = `mutation ($input: SubmitNoticeInput!) {
  submitNotice(input: $input) { notice { id case { id } } } }`;
const PUSH = `mutation ($input: PushEvictionRecordsInput!) {
  pushEvictionRecords(input: $input) { results { outcome } } }`;
const CONSENT = '{ id tenantId fieldGroup recipient purpose validFrom validTo revokedAt evidence }';
const READ = `query ($id: ID!) { case(id: $id) {
  version tenants { id name }
  socialServices { caseworker { id name phone email } consents ${CONSENT} }
  enforcement { stay { decidedOn reasons } storage { place endsOn } consents ${CONSENT} } } }`;

/** A consent as it is answered. */
export interface ConsentView {
  readonly id: string;
  readonly tenantId: string;
  readonly fieldGroup: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly revokedAt: string | null;
  readonly evidence: string | null;
}

/** The fields of a case that consents are about, as one reader sees them. */
export interface CaseView {
  readonly version: number;
  readonly tenants: readonly { readonly id: string; readonly name: string }[];
  readonly socialServices: {
    readonly caseworker: { readonly id: string; readonly name: string } | null;
    readonly consents: readonly ConsentView[] | null;
  };
  readonly enforcement: {
    readonly stay: { readonly reasons: string | null } | null;
    readonly storage: { readonly place: string | null; readonly endsOn: string } | null;
    readonly consents: readonly ConsentView[] | null;
  } | null;
}

/** A case of the desk: one tenancy, with as many tenants as were asked for. */
export interface DeskCase {
  readonly number: number;
  /** The hub's own key. */
  readonly caseId: string;
  /** The landlord's alias of its last notice. */
  noticeId: string;
}

/** What a mutation came to: the case as the caller sees it, or the error of its root. */
export interface Outcome {
  readonly code: string | null;
  readonly problems: readonly string[];
}

/** A whole gateway at noon on 22 November 2026, with what is asked of it about consents. */
export async function openConsentDesk() {
  const clock = movingClock('2026-11-22T11:00:00Z');
  const gateway = await startTestGateway({ clock });
  const { aliases, indexer } = keysFrom(gateway.settings);
  const superuser = new Pool({ connectionString: gateway.database.superuserUrl, max: 2 });
  let lastNumber = 0;
  let lastKey = 0;
  const newKey = () => `consent-${(lastKey += 1)}`;
  const today = () => civilDay(clock.now());
  const organisationOf = (client: string): string =>
    demoClients.find(({ clientId }) => clientId === client)?.organisation ?? client;
  const aliasFor = (client: string, kind: string, id: string) =>
    aliases.alias(kind, organisationOf(client), id);

  const personsOf = (number: number, tenants: number) =>
    Array.from({ length: tenants }, (_, index) => ({
      ...tenancy(number + index * 1000).tenant,
      postalAddress: tenancy(number).tenant.postalAddress,
    }));
  const noticeOf = (number: number, tenants: number) => {
    const persons = personsOf(number, tenants);
    const input = arrearsInput(tenancy(number), {
      key: newKey(),
      landlord: 'Exempelbostaden AB',
      today: today(),
    });
    const [service] = input.tenantServed;
    return {
      ...input,
      tenants: persons,
      tenantServed: persons.map(({ name }) => ({ ...service, tenantName: name })),
    };
  };
  const submit = async (input: object): Promise<{ id: string; case: { id: string } }> => {
    const answer = await gateway.data<{
      submitNotice: { notice: { id: string; case: { id: string } } };
    }>('landlord-bostaden', SUBMIT, { input });
    return answer.submitNotice.notice;
  };

  const read = async (client: string, { caseId }: DeskCase, at = gateway): Promise<CaseView> => {
    const id = aliasFor(client, 'case', caseId);
    const answer = await at.data<{ case: CaseView | null }>(client, READ, { id });
    if (!answer.case) throw new Error(`${client} may not know of the case.`);
    return answer.case;
  };

  const change = async (
    client: string,
    operation: string,
    { caseId }: DeskCase,
    input: object,
    at: TestGateway = gateway,
  ): Promise<Answer['body']> => {
    const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input!`;
    const mutation = `mutation ($input: ${type}) { ${operation}(input: $input) { case { version } } }`;
    const frame = {
      idempotencyKey: newKey(),
      caseId: aliasFor(client, 'case', caseId),
      expectedVersion: (await versions({ caseId }))[client] ?? 1,
    };
    return (await at.send(client, mutation, { input: { ...frame, ...input } })).body;
  };

  /** Versions by client, of those who have a share. */
  const versions = async ({
    caseId,
  }: Pick<DeskCase, 'caseId'>): Promise<Readonly<Record<string, number>>> => {
    const { rows } = await superuser.query<{
      agency: Agency;
      organisation: string;
      version: number;
    }>('SELECT agency, organisation, version FROM cases.share WHERE case_id = $1 AND known', [
      caseId,
    ]);
    return Object.fromEntries(
      demoClients.flatMap(({ clientId, agency, organisation }) => {
        const key = readerKey(indexer, organisation);
        const share = rows.find((row) => row.agency === agency && row.organisation === key);
        return share ? [[clientId, share.version]] : [];
      }),
    );
  };

  return {
    clock,
    gateway,
    aliasFor,
    /** The stored id behind a client's alias. */
    resolve: (client: string, kind: string, alias: string): string =>
      aliases.resolve(kind, organisationOf(client), alias) ?? '',
    change,
    read,
    versions,

    /** A landlord's notice about a tenancy of its own, and the board's caseworker for it. */
    async aCase({
      tenants = 1,
      opened = true,
      tenure = 'RENTED',
      served = true,
    } = {}): Promise<DeskCase> {
      lastNumber += 1;
      const input = noticeOf(lastNumber, tenants);
      const notice = await submit({
        ...input,
        dwelling: { ...input.dwelling, tenure },
        tenantServed: served ? input.tenantServed : [],
      });
      const caseId = aliases.resolve('case', organisationOf('landlord-bostaden'), notice.case.id);
      const made = { number: lastNumber, caseId: caseId ?? '', noticeId: notice.id };
      if (opened) {
        await change('board-farsta', 'openSocialCase', made, {
          caseworker: { id: 'cw-7', name: 'Handa Läggarsson', phone: '08-508 18 000' },
        });
      }
      return made;
    },

    /** The landlord's next notice replaces the last one and names so many tenants. */
    async renotice(of: DeskCase, tenants: number): Promise<void> {
      const input = { ...noticeOf(of.number, tenants), supersedes: of.noticeId };
      of.noticeId = (await submit(input)).id;
    },

    /** The landlord sends one more notice about the tenancy; its case, and the board that its receipt names. */
    async another(of: DeskCase): Promise<{ readonly caseId: string; readonly board: string }> {
      const answer = await gateway.data<{
        submitNotice: { notice: { case: { id: string }; receipt: { jws: string } } };
      }>(
        'landlord-bostaden',
        'mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { case { id } receipt { jws } } } }',
        { input: noticeOf(of.number, 1) },
      );
      const { case: found, receipt } = answer.submitNotice.notice;
      const claims = JSON.parse(
        Buffer.from(receipt.jws.split('.')[1] ?? '', 'base64url').toString(),
      ) as { board: { id: string } };
      return {
        caseId: aliases.resolve('case', organisationOf('landlord-bostaden'), found.id) ?? '',
        board: claims.board.id,
      };
    },

    /** Kronofogden pushes its record of the tenancy, with a stay and with stored property. */
    async pushes(of: DeskCase, changes: object = {}): Promise<void> {
      const record = recordInput(tenancy(of.number), {
        caseNumber: `U-${of.number}-26`,
        applicant: organisationOf('landlord-bostaden'),
        today: today(),
      });
      const stay = { decidedOn: today(), until: '2027-01-31', exceptional: false };
      const pushed = {
        ...record,
        stay: { ...stay, reasons: 'Sjukdom.' },
        storage: { place: 'Lager 3', endsOn: '2027-02-20' },
        ...changes,
      };
      const answer = await gateway.data<{
        pushEvictionRecords: { results: { outcome: string }[] };
      }>('kronofogden', PUSH, { input: { idempotencyKey: newKey(), records: [pushed] } });
      const [result] = answer.pushEvictionRecords.results;
      if (result?.outcome === 'REJECTED') throw new Error('The record was rejected.');
    },

    /** A caller's alias of the tenant of that place in the notice. */
    async tenant(client: string, of: DeskCase, index = 0): Promise<string> {
      const { tenants } = await read(client, of);
      const [person] = personsOf(of.number, index + 1).slice(index);
      return tenants.find(({ name }) => name === person?.name)?.id ?? 'unknown';
    },

    async close(): Promise<void> {
      await superuser.end();
      await gateway.stop();
    },
  };
}

/** Code and places of the first error of an answer to a mutation. */
export function outcomeOf({ errors }: Answer['body']): Outcome {
  const [error] = (errors ?? []).filter(
    ({ extensions }) => extensions.code !== 'DISCLOSURE_DENIED',
  );
  const problems = (error?.extensions.problems ?? []) as readonly { path: string; code: string }[];
  return {
    code: (error?.extensions.code as string | undefined) ?? null,
    problems: problems.map(({ path, code }) => `${path} ${code}`),
  };
}
