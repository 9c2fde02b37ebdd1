import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isLawfulMove, movesFrom, PROCEEDINGS, TENANCY } from '../../src/process';
import type { Region } from '../../src/process';
import { OPERATIONS } from '../../src/disclosure';

/** What the law lets follow, written anew: each state with everything that may come after it. */
const LAWFUL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Tenancy: {
    IN_ARREARS: 'FORFEITABLE CURED',
    FORFEITABLE: 'CURED TERMINATED',
    CURED: '',
    TERMINATED: 'RECOVERY_NOT_STARTED RECOVERY_RUNNING',
    RECOVERY_NOT_STARTED:
      'RECOVERY_RUNNING RECOVERED_PAID RECOVERED_UNDERTAKING RECOVERED_EXCUSED NOTICE_WITHDRAWN',
    RECOVERY_RUNNING:
      'RECOVERED_PAID RECOVERED_UNDERTAKING RECOVERY_LAPSED RECOVERED_EXCUSED RECOVERY_RUNNING RECOVERY_NOT_STARTED NOTICE_WITHDRAWN',
    RECOVERED_PAID: 'NOTICE_WITHDRAWN RECOVERY_NOT_STARTED RECOVERY_RUNNING RECOVERY_LAPSED',
    RECOVERED_UNDERTAKING: '',
    RECOVERED_EXCUSED: '',
    RECOVERY_LAPSED:
      'RECOVERED_PAID RECOVERED_EXCUSED RECOVERY_RUNNING RECOVERY_NOT_STARTED NOTICE_WITHDRAWN',
    DISTURBANCE_REPORTED: 'DISTURBANCE_CONTINUES TERMINATED TERMINATED_SERIOUS NOTICE_WITHDRAWN',
    DISTURBANCE_CONTINUES: 'TERMINATED TERMINATED_SERIOUS NOTICE_WITHDRAWN',
    TERMINATED_SERIOUS: 'NOTICE_WITHDRAWN',
    NOTICE_WITHDRAWN: 'RECOVERY_NOT_STARTED RECOVERY_RUNNING RECOVERY_LAPSED',
  },
  Proceedings: {
    SUMMARY_PENDING:
      'SUMMARY_CONTESTED COURT_PENDING DECIDED CLOSED_WITHDRAWN CLOSED_VACATED CLOSED_NEW_AGREEMENT',
    SUMMARY_CONTESTED:
      'COURT_PENDING CLOSED_WITHDRAWN CLOSED_LAPSED CLOSED_VACATED CLOSED_NEW_AGREEMENT',
    COURT_PENDING: 'DECIDED CLOSED_WITHDRAWN CLOSED_VACATED CLOSED_NEW_AGREEMENT',
    DECIDED: 'COURT_PENDING ENFORCEMENT_OPEN CLOSED_WITHDRAWN CLOSED_VACATED CLOSED_NEW_AGREEMENT',
    ENFORCEMENT_OPEN:
      'DEFENDANT_HEARD DATE_SET DEFERRED STAYED CLOSED_WITHDRAWN CLOSED_LAPSED CLOSED_VACATED CLOSED_NEW_AGREEMENT',
    DEFENDANT_HEARD:
      'DATE_SET DEFERRED STAYED CLOSED_WITHDRAWN CLOSED_LAPSED CLOSED_VACATED CLOSED_NEW_AGREEMENT',
    DATE_SET:
      'DATE_SET DEFENDANT_HEARD ENFORCEMENT_OPEN DEFERRED STAYED EXECUTED CLOSED_WITHDRAWN CLOSED_LAPSED CLOSED_VACATED CLOSED_NEW_AGREEMENT',
    DEFERRED:
      'DEFENDANT_HEARD DATE_SET ENFORCEMENT_OPEN STAYED CLOSED_WITHDRAWN CLOSED_LAPSED CLOSED_VACATED CLOSED_NEW_AGREEMENT',
    STAYED:
      'DEFENDANT_HEARD DATE_SET ENFORCEMENT_OPEN DEFERRED CLOSED_WITHDRAWN CLOSED_LAPSED CLOSED_VACATED CLOSED_NEW_AGREEMENT',
    EXECUTED: 'STORAGE',
    STORAGE: '',
    CLOSED_WITHDRAWN: '',
    CLOSED_LAPSED: '',
    CLOSED_VACATED: '',
    CLOSED_NEW_AGREEMENT: '',
  },
};

const REGIONS: readonly Region<string>[] = [TENANCY, PROCEEDINGS];
const every = REGIONS.flatMap(({ moves }) => moves);

describe.each(REGIONS.map((region) => [region.name, region] as const))('%s', (name, region) => {
  const states = Object.keys(region.states);
  const lawful = LAWFUL[name] ?? {};

  it.each(states)('lets nothing but what the law lists follow %s', (from) => {
    const after = new Set((lawful[from] ?? 'missing').split(' ').filter((to) => to !== ''));
    const found = states.filter((to) => isLawfulMove(region, from, to));
    expect(found).toEqual(states.filter((to) => to === from || after.has(to)));
    expect(new Set(movesFrom(region, from).map(({ to }) => to))).toEqual(after);
  });

  it('leads to each state from its beginnings', () => {
    const reached = new Set(['IN_ARREARS', 'DISTURBANCE_REPORTED', 'SUMMARY_PENDING']);
    for (let size = 0; size !== reached.size;) {
      size = reached.size;
      for (const { from, to } of region.moves) if (reached.has(from)) reached.add(to);
    }
    expect(states.filter((state) => !reached.has(state))).toEqual([]);
  });

  it('states each move once', () => {
    const keys = region.moves.map(({ from, to, event }) => `${from} ${to} ${event}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('moves', () => {
  it('name operations of the API alone, each called by the one who acts', () => {
    // The tenant pays, and its landlord reports it.
    const callerOf = (actor: string) => (actor === 'TENANT' ? 'LANDLORD' : actor);
    const wrong = every.filter(({ operation, actor }) => {
      const row = OPERATIONS.find((one) => one.operation === `Mutation.${operation ?? ''}`);
      const cells = new Map<string, unknown>(Object.entries(row?.agencies ?? {}));
      return operation !== undefined && cells.get(callerOf(actor)) !== 'ALLOW';
    });
    expect(wrong).toEqual([]);
  });

  it('rest on rules that the documents know', () => {
    const terms = readFileSync(path.join(__dirname, '../../docs/terms.md'), 'utf8');
    const prefixes = [...terms.matchAll(/`([A-Z]+)`/g)].map(([, prefix]) => prefix);
    expect(every.filter(({ rules }) => rules.length === 0)).toEqual([]);
    expect(
      every.flatMap(({ rules }) => rules).filter((id) => !prefixes.includes(id.split('-')[0])),
    ).toEqual([]);
  });

  it('start the recovery period only by the second of both notices, whichever comes last', () => {
    const starts = movesFrom(TENANCY, 'RECOVERY_NOT_STARTED').filter(
      ({ to }) => to === 'RECOVERY_RUNNING',
    );
    expect(starts.map(({ event }) => event)).toEqual(['BOTH_NOTICES_DONE']);
  });

  it('decide on late rent only after the wait for two further weekdays', () => {
    const decisions = PROCEEDINGS.moves.filter(({ to }) => to === 'DECIDED');
    expect(decisions.length).toBeGreaterThan(0);
    for (const { rules } of decisions) expect(rules).toContain('JB-12-44-DECISION-WAIT');
  });

  it('carry out an eviction only at a time that was set', () => {
    const executions = PROCEEDINGS.moves.filter(({ to }) => to === 'EXECUTED');
    expect(executions.map(({ from }) => from)).toEqual(['DATE_SET']);
  });
});
