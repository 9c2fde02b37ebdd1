import { demoClients } from '../../src/development/demo-clients';
import { addDays } from '../../src/shared';
import { arrearsInput, recordInput, tenancy } from '../../test/support/many-tenancies';
import { caseNumberOf } from '../workloads/full-case';
import type { YearSize } from './options';

/** The landlords of the year; tenancies are theirs in turn. */
export const LANDLORDS = ['landlord-bostaden', 'landlord-hyrbo'] as const;

/** A mutation of a board with its input beside the case, its version and the key. */
export interface BoardStep {
  readonly operation: string;
  readonly input: object;
}

/** The demo client whose tenancy it is. */
export function landlordOf(tenancyNumber: number): string {
  return LANDLORDS[tenancyNumber % LANDLORDS.length] ?? LANDLORDS[0];
}

/** The message about a tenancy: of arrears for the first, about disturbances for those after them. */
export function noticeInput(number: number, { notices }: YearSize, today: string): object {
  const landlord = partyOf(landlordOf(number)).name;
  const arrears = arrearsInput(tenancy(number), { key: `year-notice-${number}`, landlord, today });
  if (number < notices) return arrears;
  const { idempotencyKey, landlord: sender, tenants, dwelling } = arrears;
  return {
    idempotencyKey,
    landlord: sender,
    tenants,
    dwelling,
    kind: 'DISTURBANCE',
    disturbances: [
      { occurredOn: addDays(today, -3), category: 'Hög musik', description: 'Musik till 03:00.' },
    ],
    calledOnTenantOn: addDays(today, -2),
  };
}

/** The tenancy of an enforcement case; they lie evenly among those in arrears. */
export function tenancyOfRecord(record: number, { notices, enforcement }: YearSize): number {
  return Math.floor((record * notices) / enforcement);
}

/** One version of an enforcement case: applied for, its time set, set anew, withdrawn. */
export function versionInput(
  record: number,
  version: number,
  size: YearSize,
  today: string,
): object {
  const number = tenancyOfRecord(record, size);
  const facts = {
    caseNumber: caseNumberOf(number),
    applicant: partyOf(landlordOf(number)).organisation,
    today,
  };
  const { evictionTime, ...rest } = recordInput(tenancy(number), facts);
  switch (version) {
    case 1:
      return { ...rest, status: 'OPEN', version };
    case 2:
      return { ...rest, evictionTime, version };
    case 3:
      return { ...rest, evictionTime: { date: addDays(today, 37), time: '10:00' }, version };
    default:
      return {
        ...rest,
        status: 'WITHDRAWN',
        closure: { kind: 'WITHDRAWN', on: today },
        version,
      };
  }
}

/** What a board does in a case, in this order. */
export function boardSteps(today: string): readonly BoardStep[] {
  return [
    {
      operation: 'openSocialCase',
      input: { caseworker: { id: 'handläggare-9', name: 'Testina Handläggarsson' } },
    },
    {
      operation: 'recordContact',
      input: { at: `${addDays(today, -1)}T10:00:00Z`, channel: 'PHONE', result: 'REACHED' },
    },
    {
      operation: 'recordAssessment',
      input: { assessedOn: today, cause: 'INCOME_LOSS', pattern: 'ONE_OFF' },
    },
    {
      operation: 'proposePaymentPlan',
      input: { instalments: [{ dueOn: addDays(today, 30), amount: '7450.00' }] },
    },
    { operation: 'recordOutcome', input: { kind: 'DEBT_SETTLED', decidedOn: today } },
  ];
}

function partyOf(clientId: string) {
  const party = demoClients.find((one) => one.clientId === clientId);
  if (!party) throw new Error(`There is no demo client ${clientId}.`);
  return party;
}
