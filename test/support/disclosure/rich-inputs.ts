import { addDays, addMonths } from '../../../src/shared';
import type { LocalDate } from '../../../src/shared';
import { tenancy } from '../many-tenancies';
import { anEvictionRecord, arrearsNotice, seriousDisturbanceNotice } from '../inputs';

/** Tenancy `number` with every field that persons and dwellings can have. */
function richTenancy(number: number) {
  const { tenant, dwelling } = tenancy(number);
  return { tenant: { ...tenant, email: `test.${number}@example.se` }, dwelling };
}

/** The identity number of the tenant of tenancy `number`. */
export function richTenantNumber(number: number): string {
  return richTenancy(number).tenant.personalIdentityNumber;
}

/** Form 3 with every field; one tenant was served in a way that is warned of. */
export function richArrears(number: number, key: string, today: LocalDate) {
  const { tenant, dwelling } = richTenancy(number);
  const monthStart = (back: number) => `${addMonths(today, -back).slice(0, 7)}-01`;
  const servedOn = addDays(today, -2);
  const claim = (back: number, interest: string | null) => ({
    periodStart: monthStart(back),
    periodEnd: addDays(monthStart(back - 1), -1),
    dueOn: addDays(monthStart(back), -3),
    amount: '9850.00',
    interest,
  });
  return {
    ...arrearsNotice,
    idempotencyKey: key,
    landlordReference: `K-${number}`,
    tenants: [tenant],
    dwelling,
    claims: [claim(2, '65.50'), claim(1, null)],
    recoveryTotal: '19765.50',
    paymentInstruction: {
      bankgiro: '5050-1055',
      plusgiro: '4-2',
      ocr: '1230',
      other: 'I kassan på kontoret.',
    },
    termination: { on: servedOn, ground: 'Obetald hyra för två månader.' },
    tenantServed: [
      { tenantName: tenant.name, servedOn, method: 'PROCESS_SERVER' },
      { tenantName: tenant.name, servedOn, method: 'SUBSTITUTE' },
    ],
    message: {
      sentAt: `${servedOn}T09:00:00Z`,
      channel: 'REGISTERED_LETTER',
      proofReference: 'RR 12',
    },
    supersedes: null as string | null,
  };
}

/** The message about particularly serious disturbances with every field. */
export function richDisturbance(number: number, key: string, today: LocalDate) {
  const { tenant, dwelling } = richTenancy(number);
  return {
    ...seriousDisturbanceNotice,
    idempotencyKey: key,
    tenants: [tenant],
    dwelling,
    disturbances: [
      {
        occurredOn: addDays(today, -5),
        category: 'Hög musik',
        description: 'Musik till 03:00.\nÄven 04:00.',
      },
    ],
    calledOnTenantOn: addDays(today, -4),
    termination: { on: addDays(today, -2), ground: 'Särskilt allvarliga störningar.' },
  };
}

/** Kronofogden's record of tenancy `number` with everything that goes with a set time. */
export function richRecord(
  number: number,
  caseNumber: string,
  applicant: string,
  today: LocalDate,
) {
  const { tenant, dwelling } = richTenancy(number);
  return {
    ...anEvictionRecord,
    caseNumber,
    version: 1,
    noticeReceiptNumber: null as string | null,
    dwelling,
    applicant,
    defendants: [tenant],
    status: 'DATE_SET',
    appliedOn: addDays(today, -20),
    documentsReceivedOn: addDays(today, -20),
    summaryCase: {
      appliedOn: addDays(today, -90),
      contested: true,
      contestationSentOn: addDays(today, -80),
      decidedOn: addDays(today, -40),
    },
    title: {
      kind: 'Utslag',
      decidedOn: addDays(today, -40),
      ground: 'Förverkad hyresrätt',
      claim: '19765.50',
    },
    heardOn: addDays(today, -10),
    evictionTime: { date: addDays(today, 30), time: '09:30' } as {
      date: string;
      time: string;
    } | null,
    stay: {
      decidedOn: addDays(today, -5),
      until: addDays(today, 20),
      exceptional: false,
      reasons: 'Sjukdom.',
    } as object | null,
    closure: null as { kind: string; on: string } | null,
    executedOn: null as string | null,
    storage: { place: 'Lager 3', endsOn: addDays(today, 90) } as object | null,
  };
}
