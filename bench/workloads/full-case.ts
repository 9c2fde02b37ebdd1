import { addDays, civilDay } from '../../src/shared';
import { recordInput, tenancy } from '../../test/support/many-tenancies';
import type { Send } from '../load-data';
import { LANDLORD } from '../parties';

/** The tenancy whose case gets everything that agencies keep of a case. */
export const FULL_TENANCY = 0;

const FIND = `query ($caseNumber: String!) { enforcementRecord(caseNumber: $caseNumber) { case { id version } } }`;

/** A case as one client knows it. */
export interface KnownCase {
  readonly id: string;
  readonly version: number;
}

/** Kronofogden's case number of a tenancy, by which every client finds its case. */
export function caseNumberOf(tenancyNumber: number): string {
  return `U-${tenancyNumber + 1}-26`;
}

/** The case of a tenancy for a client. @throws Error when the client knows none */
export async function findCase(send: Send, client: string, number: number): Promise<KnownCase> {
  const { enforcementRecord } = (await send(client, FIND, {
    caseNumber: caseNumberOf(number),
  })) as { enforcementRecord: { case: KnownCase | null } | null };
  if (!enforcementRecord?.case) throw new Error(`${client} finds no case of tenancy ${number}.`);
  return enforcementRecord.case;
}

/** Lets the board, the landlord and Kronofogden record what a case can hold, through the gateway itself. */
export async function fillCase(send: Send): Promise<void> {
  const today = civilDay(new Date());
  for (const { client, operation, input } of stepsOn(today)) {
    const { id: caseId, version: expectedVersion } = await findCase(send, client, FULL_TENANCY);
    const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input`;
    await send(
      client,
      `mutation ($input: ${type}!) { ${operation}(input: $input) { case { id } } }`,
      {
        input: {
          caseId,
          expectedVersion,
          idempotencyKey: `bench-full-${operation}-${expectedVersion}`,
          ...input,
        },
      },
    );
  }
  const facts = { caseNumber: caseNumberOf(FULL_TENANCY), applicant: LANDLORD.number, today };
  await send(
    'kronofogden',
    `mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) { results { outcome } } }`,
    {
      input: {
        idempotencyKey: 'bench-full-record',
        records: [
          { ...recordInput(tenancy(FULL_TENANCY), facts), ...wholeRecord(today), version: 2 },
        ],
      },
    },
  );
}

const CASEWORKER = {
  id: 'handläggare-7',
  name: 'Testina Handläggarsson',
  phone: '+46 8 465 004 10',
  email: 'handlaggare@example.org',
};

function stepsOn(today: string) {
  const board = (operation: string, input: object) => ({
    client: 'board-farsta',
    operation,
    input,
  });
  const contact = (channel: string, result: string) =>
    board('recordContact', { at: `${addDays(today, -1)}T10:00:00Z`, channel, result });
  return [
    board('openSocialCase', { caseworker: CASEWORKER, journalReference: 'SN 2026-117' }),
    board('recordHousehold', { adults: 2, children: 2, elderly: false }),
    contact('PHONE', 'NO_ANSWER'),
    contact('HOME_VISIT', 'REACHED'),
    contact('MEETING', 'MEETING_BOOKED'),
    board('recordAssessment', { assessedOn: today, cause: 'INCOME_LOSS', pattern: 'ONE_OFF' }),
    board('recordFinancialAid', { status: 'GRANTED', amount: '7450.00', decidedOn: today }),
    board('proposePaymentPlan', {
      instalments: [
        { dueOn: addDays(today, 30), amount: '3725.00' },
        { dueOn: addDays(today, 60), amount: '3725.00' },
      ],
    }),
    board('setAttendance', {
      status: 'ATTENDING',
      contactName: CASEWORKER.name,
      contactPhone: CASEWORKER.phone,
    }),
    board('confirmEvictionTime', { caseworker: CASEWORKER }),
    {
      client: LANDLORD.client,
      operation: 'reportSettlement',
      input: { status: 'PARTLY_PAID', on: today, amount: '1000.00' },
    },
  ];
}

function wholeRecord(today: string) {
  return {
    summaryCase: {
      appliedOn: addDays(today, -90),
      contested: false,
      decidedOn: addDays(today, -40),
    },
    title: {
      kind: 'Utslag',
      decidedOn: addDays(today, -40),
      ground: 'Förverkad hyresrätt, obetald hyra.',
      claim: '7450.00',
    },
    childrenAffected: true,
    childrenCount: 2,
  };
}
