import { createAuthenticator, PURPOSES_BY_AGENCY, purposeScope } from '../../src/identity';
import type { Authenticator } from '../../src/identity';
import { Agency, fixedClock, Purpose } from '../../src/shared';
import { startTestIssuer, type TestIssuer } from '../support/tokens';

const clock = fixedClock('2026-03-02T09:00:00Z');

let issuer: TestIssuer;
let authenticator: Authenticator;

beforeAll(async () => {
  issuer = await startTestIssuer({ clock });
  const log = { info: () => undefined, warn: () => undefined };
  authenticator = createAuthenticator({ issuers: [issuer.config()], clock, log });
});

afterAll(async () => {
  authenticator.stop();
  await issuer.stop();
});

async function purposeOf(
  scope: unknown,
  header?: string | string[],
  agency = Agency.SOCIAL_SERVICES,
) {
  const organisation = agency === Agency.SOCIAL_SERVICES ? 'farsta' : '559900-0014';
  const token = issuer.token({ agency, organisation, scope });
  const headers = {
    authorization: `Bearer ${token}`,
    ...(header === undefined ? {} : { 'kvarbo-purpose': header }),
  };
  const { purpose } = await authenticator
    .authenticate(headers)
    .catch((error: unknown) => ({ purpose: (error as { code: string }).code }));
  return purpose;
}

const ONE = 'cases:read purpose:case_handling';
const TWO = 'purpose:audit cases:read purpose:case_handling';

describe('the purpose of a request', () => {
  it.each([
    ['the only one granted', ONE, undefined, 'CASE_HANDLING'],
    ['the only one granted, named', ONE, 'CASE_HANDLING', 'CASE_HANDLING'],
    ['the only one granted, not the one named', ONE, 'AUDIT', 'FORBIDDEN'],
    ['one of several, named', TWO, 'CASE_HANDLING', 'CASE_HANDLING'],
    ['the other of several, named', TWO, 'AUDIT', 'AUDIT'],
    ['in small letters', TWO, 'case_handling', 'CASE_HANDLING'],
    ['in mixed letters with space around', TWO, ' Case_Handling ', 'CASE_HANDLING'],
    ['several and none named', TWO, undefined, 'FORBIDDEN'],
    ['several and an empty name', TWO, '', 'FORBIDDEN'],
    ['one and an empty name', ONE, '', 'FORBIDDEN'],
    ['one not granted', TWO, 'FOLLOW_UP', 'FORBIDDEN'],
    ['one that does not exist', TWO, 'CURIOSITY', 'FORBIDDEN'],
    ['written as a scope', TWO, 'purpose:case_handling', 'FORBIDDEN'],
    ['two in one header', TWO, 'CASE_HANDLING, AUDIT', 'FORBIDDEN'],
    ['two headers', TWO, ['CASE_HANDLING', 'CASE_HANDLING'], 'FORBIDDEN'],
    ['none granted', 'cases:read', undefined, 'FORBIDDEN'],
    ['none granted and one named', 'cases:read', 'CASE_HANDLING', 'FORBIDDEN'],
    ['no scope at all', undefined, undefined, 'FORBIDDEN'],
    ['a scope that is a list', ['purpose:case_handling'], undefined, 'FORBIDDEN'],
    ['granted twice', 'purpose:case_handling purpose:case_handling', undefined, 'CASE_HANDLING'],
    ['granted, beside one of another agency', `${ONE} purpose:execution`, undefined, 'FORBIDDEN'],
    ['granted, beside one that does not exist', `${ONE} purpose:curiosity`, undefined, 'FORBIDDEN'],
    ['granted in capitals', 'purpose:CASE_HANDLING', undefined, 'FORBIDDEN'],
  ])('%s', async (_, scope, header, expected) => {
    await expect(purposeOf(scope, header)).resolves.toBe(expected);
  });
});

describe('the purposes of an agency', () => {
  const expected: Record<Agency, string> = {
    LANDLORD: 'LANDLORD_DUTY AUDIT',
    SOCIAL_SERVICES: 'CASE_HANDLING FOLLOW_UP AUDIT',
    ENFORCEMENT: 'EXECUTION FOLLOW_UP AUDIT',
    OVERSIGHT: 'AUDIT',
  };
  const cells = Object.values(Agency).flatMap((agency) =>
    Object.values(Purpose).map((purpose): [Agency, Purpose] => [agency, purpose]),
  );

  it.each(cells)('%s and %s', async (agency, purpose) => {
    const may = expected[agency].split(' ').includes(purpose);
    const outcome = await purposeOf(purposeScope(purpose), undefined, agency);
    expect(outcome).toBe(may ? purpose : 'FORBIDDEN');
    expect(PURPOSES_BY_AGENCY[agency].includes(purpose)).toBe(may);
  });
});
