import { runAccessReport } from '../../src/cli/access-report';
import { systemClock } from '../../src/shared';
import { LogRows } from '../oversight/log-rows';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';
import { testPersonalNumber } from '../support/identity-numbers';

let gateway: TestGateway;
let log: LogRows;

beforeAll(async () => {
  gateway = await startTestGateway();
  log = await LogRows.open(gateway);
});

afterAll(async () => {
  await log.close();
  await gateway.stop();
});

async function run(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runAccessReport(argv, {
    settings: () => Promise.resolve(gateway.settings),
    clock: systemClock,
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
  });
  return { code, out: out.join(''), err: err.join('') };
}

const OF_FARSTA = ['--organisation', 'farsta', '--from', '2026-12-01', '--to', '2026-12-31'];
const stranger = (year: number): Buffer =>
  log.terms.personNumber(testPersonalNumber(`${year}-03-03`));

describe('access-report', () => {
  it('prints totals, what stands out and how to read it, and leaves an entry of its own', async () => {
    await log.add(
      { at: '2026-12-01T08:00:00Z', user: 'often|*', subjects: [stranger(1961), stranger(1962)] },
      {
        at: '2026-12-02T08:00:00Z',
        user: 'seldom',
        subjects: [stranger(1961)],
        caseId: log.someCase,
      },
      {
        at: '2026-12-02T08:00:00Z',
        organisation: 'skarpnack',
        user: 'elsewhere',
        subjects: [stranger(1961), stranger(1962)],
      },
    );
    const { code, out, err } = await run(...OF_FARSTA, '--minimum', '2');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Organisation: `farsta`');
    expect(out).toContain('| Users who looked at data | 2 |');
    expect(out).toContain('| Persons looked at, by user and day, added up | 3 |');
    expect(out).toContain('| of them without relation to a case | 2 |');
    expect(out).toContain('| 2026-12-01 | often\\|\\* | 2 | 2 | 0 |');
    expect(out).not.toContain('| 2026-12-02 |');
    expect(out).not.toContain('elsewhere');
    expect(out).toContain('SPL-10-ACCESS');
    const entries = await log.query<{ agency: string; content: string }>(
      `SELECT e.agency, s.content FROM log.entry e JOIN log.shape s ON s.id = e.shape
       WHERE s.content LIKE '%access-report%'`,
    );
    expect(entries.map(({ agency }) => agency)).toEqual(['OVERSIGHT']);
    expect(JSON.parse(entries[0]?.content ?? '')).toMatchObject({
      operation: { name: 'access-report', roots: ['Query.accessReview'] },
      disclosed: expect.arrayContaining(['AccessReviewRow.user']) as string[],
    });
  });

  it('says so where nothing stands out', async () => {
    expect((await run(...OF_FARSTA, '--minimum', '500')).out).toMatch(
      /## Rows that stand out\n\nNone\./,
    );
  });

  it('is not made where it cannot be written down', async () => {
    await log.query('REVOKE INSERT ON log.entry FROM kvarbo_log_writer');
    const { code, out, err } = await run(...OF_FARSTA);
    await log.query('GRANT INSERT ON log.entry TO kvarbo_log_writer');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/log cannot be written/);
  });

  it.each([
    ['nothing', [], /^npm run/],
    ['an unknown option', [...OF_FARSTA, '--user', 'x'], /^npm run/],
    [
      'an unknown organisation',
      ['--organisation', 'atlantis', ...OF_FARSTA.slice(2)],
      /^--organisation: /,
    ],
    ['a wrong number', [...OF_FARSTA, '--minimum', 'many'], /^--minimum: /],
    ['a minimum below one', [...OF_FARSTA, '--minimum', '0'], /^--minimum: /],
    [
      'days that do not exist',
      ['--organisation', 'farsta', '--from', 'x', '--to', 'y'],
      /^--from: .+\n--to: /,
    ],
  ])('refuses %s in lines for people', async (_what, argv, expected) => {
    const { code, out, err } = await run(...argv);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(expected);
  });
});
