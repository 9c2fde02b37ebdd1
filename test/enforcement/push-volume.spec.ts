import { EnforcementStatus } from '../../src/enforcement/enforcement-status.type';
import { testOrganisationNumber, testPersonalNumber } from '../support/identity-numbers';
import {
  aFlat,
  aPerson,
  aPushedRecord,
  openEnforcementDesk,
  type EnforcementDesk,
  type RecordInput,
} from './enforcement-desk';

const RECORDS = 2000;

function aRecord(index: number, version: number): RecordInput {
  const day = `19${String(40 + (index % 50))}-0${1 + (index % 9)}-1${Math.floor(index / 50) % 10}`;
  return {
    ...aPushedRecord,
    caseNumber: `U-${index}-26`,
    version,
    applicant: testOrganisationNumber(index % 7),
    dwelling: { ...aFlat, street: `Exempelgatan ${index}` },
    defendants: [
      {
        ...aPerson,
        name: `Person ${index}`,
        personalIdentityNumber: testPersonalNumber(day, 980 + (index % 10)),
      },
    ],
    status: EnforcementStatus.DATE_SET,
    closure: null,
    executedOn: null,
  };
}

let desk: EnforcementDesk;

beforeAll(async () => {
  desk = await openEnforcementDesk();
});
afterAll(() => desk.close());

describe('a push of 2 000 records', () => {
  it.each([
    ['new ones', 'CREATED', 1],
    ['next versions', 'UPDATED', 2],
    ['the same again', 'UNCHANGED', 2],
  ])(
    'answers each of them and prints its time: %s',
    async (what, outcome, version) => {
      const records = Array.from({ length: RECORDS }, (_, index) => aRecord(index, version));
      desk.clock.advance(1);
      const started = performance.now();
      const outcomes = await desk.push(...records);
      const seconds = (performance.now() - started) / 1000;
      process.stdout.write(`push of ${RECORDS} records (${what}): ${seconds.toFixed(2)} s\n`);
      expect(new Set(outcomes)).toEqual(new Set([outcome]));
      expect(outcomes).toHaveLength(RECORDS);
    },
    60_000,
  );
});
