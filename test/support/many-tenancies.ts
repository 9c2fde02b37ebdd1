import { addDays, addMonths, formatSek } from '../../src/shared';
import type { LocalDate } from '../../src/shared';
import { testPersonalNumber } from './identity-numbers';

/** One of many invented tenancies: the same number gives the same person in the same flat. */
export interface Tenancy {
  readonly tenant: {
    readonly name: string;
    readonly postalAddress: string;
    readonly personalIdentityNumber: string;
    readonly phone: string;
  };
  readonly dwelling: {
    readonly street: string;
    readonly postalCode: string;
    readonly city: string;
    readonly apartmentNumber: string;
    readonly municipality: string;
    readonly district: string;
    readonly roomCount: number;
    readonly tenure: 'RENTED';
  };
}

/** Ten persons of the published test series for each day of birth. */
const PERSONS_A_DAY = 10;

/** The tenancy of that number, 0 to 99 999, in Farsta. */
export function tenancy(number: number): Tenancy {
  const birthDate = addDays('1950-01-01', Math.floor(number / PERSONS_A_DAY));
  const street = `Exempelvägen ${number + 1}`;
  const [postalCode, city] = ['123 45', 'Farsta'];
  return {
    tenant: {
      name: `Testperson ${wordFor(number)}`,
      postalAddress: `${street}, ${postalCode} ${city}`,
      personalIdentityNumber: testPersonalNumber(birthDate, 980 + (number % PERSONS_A_DAY)),
      phone: '070-174 06 05',
    },
    dwelling: {
      street,
      postalCode,
      city,
      apartmentNumber: '1102',
      municipality: '0180',
      district: 'farsta',
      roomCount: 2,
      tenure: 'RENTED',
    },
  };
}

/** Form 3 for a month of rent, the termination served the day before. */
export function arrearsInput(
  { tenant, dwelling }: Tenancy,
  { key, landlord, today }: { key: string; landlord: string; today: LocalDate },
) {
  const periodStart = `${addMonths(today, -1).slice(0, 7)}-01`;
  const amount = formatSek(745_000n);
  const servedOn = addDays(today, -1);
  return {
    idempotencyKey: key,
    kind: 'ARREARS',
    landlord: {
      name: landlord,
      category: 'PRIVATE',
      postalAddress: 'Box 1, 100 00 Stockholm',
      phone: '+46 8 465 004 00',
    },
    tenants: [tenant],
    dwelling,
    claims: [
      {
        periodStart,
        periodEnd: addDays(addMonths(periodStart, 1), -1),
        dueOn: addDays(periodStart, -3),
        amount,
      },
    ],
    recoveryTotal: amount,
    paymentInstruction: { bankgiro: '5050-1055' },
    termination: { on: servedOn, ground: 'Obetald hyra.' },
    tenantServed: [{ tenantName: tenant.name, servedOn, method: 'PROCESS_SERVER' }],
  };
}

/** Kronofogden's record of an application against the tenant, its time set. */
export function recordInput(
  { tenant, dwelling }: Tenancy,
  { caseNumber, applicant, today }: { caseNumber: string; applicant: string; today: LocalDate },
) {
  return {
    caseNumber,
    version: 1,
    dwelling,
    applicant,
    defendants: [tenant],
    status: 'DATE_SET',
    appliedOn: today,
    documentsReceivedOn: today,
    evictionTime: { date: addDays(today, 30), time: '09:30' },
  };
}

/** Names have letters alone, so that they look like names to every check. */
function wordFor(number: number): string {
  const letters = String(number).replace(/\d/g, (digit) => 'abdefgijkl'.charAt(Number(digit)));
  return `${letters.charAt(0).toUpperCase()}${letters.slice(1)}sson`;
}
