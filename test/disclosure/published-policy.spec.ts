import {
  renderDisclosureMatrix,
  cellText,
  DISCLOSURE_ROWS,
  DisclosurePolicy,
} from '../../src/disclosure';
import { Agency, Purpose } from '../../src/shared';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';

interface Rule {
  readonly coordinate: string;
  readonly agency: Agency;
  readonly rule: string;
  readonly legalBasis: readonly string[];
  readonly rationale: string;
}

const POLICY =
  '{ disclosurePolicy { version rules { coordinate agency rule legalBasis rationale } } }';
const AGENCIES = [Agency.LANDLORD, Agency.SOCIAL_SERVICES, Agency.ENFORCEMENT, Agency.OVERSIGHT];
const { version } = new DisclosurePolicy();

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

describe('disclosurePolicy', () => {
  it('tells every cell of the policy with its rule, legal basis and reason, in the order of the tables', async () => {
    const { disclosurePolicy } = await gateway.data<{
      disclosurePolicy: { version: string; rules: readonly Rule[] };
    }>('landlord-bostaden', POLICY);
    expect(disclosurePolicy.version).toBe(version);
    expect(disclosurePolicy.rules).toEqual(
      DISCLOSURE_ROWS.flatMap(({ coordinate, cells, legalBasis, rationale }) =>
        AGENCIES.map((agency) => ({
          coordinate,
          agency,
          rule: cellText(cells[agency]),
          legalBasis,
          rationale,
        })),
      ),
    );
    expect(disclosurePolicy.rules).toContainEqual({
      coordinate: 'Attendance.status',
      agency: 'ENFORCEMENT',
      rule: 'IF_DATE_SET+IF_SWITCH_OR_CONSENT(ATTENDANCE_TO_ENFORCEMENT, ATTENDANCE)',
      legalBasis: expect.arrayContaining(['OSL-10-2']) as string[],
      rationale: expect.stringMatching(/\.$/) as string,
    });
  });

  it('is the same answer for every agency and purpose', async () => {
    const answers = await Promise.all([
      gateway.send('landlord-bostaden', POLICY),
      gateway.send('board-farsta', POLICY, {}, Purpose.FOLLOW_UP),
      gateway.send('kronofogden', POLICY),
      gateway.send('oversight-farsta', POLICY),
    ]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('fits into one operation beside other fields', async () => {
    const { body } = await gateway.send('board-farsta', `{ viewer { agency } ${POLICY.slice(1)}`);
    expect(body.errors).toBeUndefined();
  });
});

describe('/health/ready', () => {
  it('shows the version of the policy that decides', async () => {
    const response = await fetch(gateway.url.replace('/graphql', '/health/ready'));
    expect(await response.json()).toMatchObject({ ok: true, policyVersion: version });
  });
});

describe('the printed policy', () => {
  const document = renderDisclosureMatrix();

  it('names its version', () => {
    expect(document).toContain(`Policy version: \`${version}\``);
  });

  it('explains every condition that stands in a cell', () => {
    const kinds = new Set(
      DISCLOSURE_ROWS.flatMap(({ cells }) =>
        Object.values(cells).flatMap((cell) =>
          typeof cell === 'string' ? [] : cell.map(({ kind }) => kind),
        ),
      ),
    );
    expect(kinds.size).toBeGreaterThan(5);
    for (const kind of kinds) expect(document).toMatch(new RegExp(`^\\| \`${kind}[\`(]`, 'm'));
  });

  it('prints every row once', () => {
    for (const { coordinate } of DISCLOSURE_ROWS)
      expect(document.split(`| \`${coordinate}\` |`)).toHaveLength(2);
  });
});
