import { ClosureKind } from '../../src/enforcement/closure.type';
import { EnforcementStatus } from '../../src/enforcement/enforcement-status.type';
import { PushOutcome } from '../../src/enforcement/push-eviction-records.type';
import { pushOutcome } from '../../src/enforcement/push-outcome';
import { stateOf } from '../../src/enforcement/record-state';
import {
  validateEvictionRecord,
  type ValidEvictionRecord,
} from '../../src/enforcement/validate-eviction-record';
import type { VersionFacts } from '../../src/enforcement/version-facts';
import { soundOf } from '../support/input-checks';
import { anEvictionRecord } from '../support/inputs';

interface Pushed {
  readonly status: keyof typeof EnforcementStatus;
  /** Day of November 2026 on which the version came in; that of its number unless told. */
  readonly received?: number;
  readonly appliedOn?: string;
  readonly time?: string;
  readonly executedOn?: string;
  readonly closedOn?: string;
}

const CONTENT: ValidEvictionRecord = {
  ...soundOf(validateEvictionRecord, anEvictionRecord),
  closure: null,
  executedOn: null,
};

function factsOf(pushed: Pushed, index: number): VersionFacts {
  const day = String(pushed.received ?? index + 1).padStart(2, '0');
  return {
    version: index + 1,
    recordedAt: new Date(`2026-11-${day}T12:00:00Z`),
    status: EnforcementStatus[pushed.status],
    appliedOn: pushed.appliedOn ?? null,
    evictionOn: pushed.time ? '2026-12-01' : null,
    evictionAt: pushed.time ?? null,
    executedOn: pushed.executedOn ?? null,
  };
}

/** The state of a record whose versions 1, 2, 3 … are the given ones. */
function after(...versions: readonly [Pushed, ...Pushed[]]) {
  const current = versions.at(-1) ?? versions[0];
  return stateOf(versions.map(factsOf), {
    ...CONTENT,
    status: EnforcementStatus[current.status],
    closure: current.closedOn ? { kind: ClosureKind.VACATED, on: current.closedOn } : null,
    executedOn: current.executedOn ?? null,
  });
}

const OPEN: Pushed = { status: 'OPEN' };
const DATED: Pushed = { status: 'DATE_SET', time: '09:30' };

describe('OSL-34-SUMMARY: whether the board may know of a record', () => {
  it.each<[string, boolean, [Pushed, ...Pushed[]]]>([
    ['an application in the summary process', false, [{ status: 'SUMMARY_PENDING' }]],
    ['a decision', false, [{ status: 'DECIDED' }]],
    ['an application for enforcement', true, [OPEN]],
    ['a decision, then enforcement', true, [{ status: 'DECIDED' }, OPEN]],
    ['enforcement, then back to a decision', false, [OPEN, { status: 'DECIDED' }]],
    [
      'withdrawn within the summary process',
      false,
      [{ status: 'DECIDED' }, { status: 'WITHDRAWN' }],
    ],
    ['withdrawn after enforcement', true, [OPEN, { status: 'WITHDRAWN' }]],
    [
      'first heard of as withdrawn, with its day',
      true,
      [{ status: 'WITHDRAWN', appliedOn: '2026-11-01' }],
    ],
    [
      'a day of application beside a summary status',
      false,
      [{ status: 'DECIDED', appliedOn: '2026-11-01' }],
    ],
    [
      'a day of application beside a summary status, then withdrawn',
      false,
      [{ status: 'DECIDED', appliedOn: '2026-11-01' }, { status: 'WITHDRAWN' }],
    ],
  ])('%s: %s', (_, known, versions) => {
    const state = after(...versions);
    expect(state.boardKnowsSince !== null).toBe(known);
    expect(state.statusForBoard !== null).toBe(known);
  });

  it('dates the knowledge from the first receipt at the enforcement stage', () => {
    const state = after({ status: 'DECIDED' }, { ...OPEN, received: 7 }, { ...OPEN, received: 5 });
    expect(state.boardKnowsSince).toEqual(new Date('2026-11-05T12:00:00Z'));
    expect(state.firstRecordedAt).toEqual(new Date('2026-11-01T12:00:00Z'));
  });
});

describe('UF-16-4-TIME: the status as each reader may know it', () => {
  it.each<[string, [Pushed, ...Pushed[]], string | null, string]>([
    ['open', [OPEN], 'OPEN', 'OPEN'],
    ['decided', [{ status: 'DECIDED' }], null, 'DECIDED'],
    ['a time', [OPEN, DATED], 'DATE_SET', 'DATE_SET'],
    ['a time that was cleared in name only', [OPEN, { status: 'DATE_SET' }], 'OPEN', 'OPEN'],
    ['a time that was never there', [{ status: 'DATE_SET' }], 'OPEN', 'OPEN'],
    ['a time, cleared', [{ status: 'STAYED' }, DATED, { status: 'DATE_SET' }], 'STAYED', 'STAYED'],
    ['deferred', [OPEN, { status: 'DEFERRED' }], 'DEFERRED', 'DEFERRED'],
    ['executed', [OPEN, { status: 'EXECUTED' }], 'OPEN', 'EXECUTED'],
    [
      'executed, time still there',
      [OPEN, DATED, { ...DATED, status: 'EXECUTED' }],
      'DATE_SET',
      'EXECUTED',
    ],
    ['executed, time gone', [OPEN, DATED, { status: 'EXECUTED' }], 'OPEN', 'EXECUTED'],
    ['executed at once', [{ status: 'EXECUTED' }], 'OPEN', 'EXECUTED'],
    [
      'executed after a summary withdrawal',
      [{ status: 'WITHDRAWN' }, { status: 'EXECUTED' }],
      'OPEN',
      'EXECUTED',
    ],
    ['closed', [OPEN, { status: 'CLOSED' }], 'CLOSED', 'CLOSED'],
    ['lapsed', [OPEN, { status: 'LAPSED' }], 'LAPSED', 'LAPSED'],
    [
      'closed after an execution',
      [OPEN, { status: 'EXECUTED' }, { status: 'CLOSED' }],
      'OPEN',
      'CLOSED',
    ],
    [
      'closed with the day of execution',
      [OPEN, { status: 'CLOSED', executedOn: '2026-11-02' }],
      'OPEN',
      'CLOSED',
    ],
    [
      'withdrawn, then executed all the same',
      [OPEN, { status: 'WITHDRAWN' }, { status: 'EXECUTED' }],
      'WITHDRAWN',
      'EXECUTED',
    ],
  ])('%s', (_, versions, board, applicant) => {
    const state = after(...versions);
    expect([state.statusForBoard, state.statusForApplicant]).toEqual([board, applicant]);
  });
});

describe('OSL-10-27: the status for a board that may be told of executions', () => {
  it.each<[string, [Pushed, ...Pushed[]], string | null]>([
    ['open', [OPEN], 'OPEN'],
    ['decided', [{ status: 'DECIDED' }], null],
    ['executed', [OPEN, DATED, { ...DATED, status: 'EXECUTED' }], 'EXECUTED'],
    ['executed at once', [{ status: 'EXECUTED' }], 'EXECUTED'],
    ['closed after an execution', [OPEN, { status: 'EXECUTED' }, { status: 'CLOSED' }], 'CLOSED'],
    [
      'closed with the day of execution',
      [OPEN, { status: 'CLOSED', executedOn: '2026-11-02' }],
      'CLOSED',
    ],
    ['a time that was cleared in name only', [OPEN, { status: 'DATE_SET' }], 'OPEN'],
    [
      'a summary withdrawal before it',
      [{ status: 'WITHDRAWN' }, { status: 'DATE_SET', executedOn: '2026-11-02' }],
      'OPEN',
    ],
    ['back to a decision', [{ status: 'EXECUTED' }, { status: 'DECIDED' }], null],
  ])('%s', (_, versions, told) => {
    expect(after(...versions).statusIfTold).toBe(told);
  });
});

describe('OSL-10-27: a closing that tells of an execution', () => {
  it.each<[string, [Pushed, ...Pushed[]], boolean]>([
    ['none', [OPEN, { status: 'CLOSED', closedOn: '2026-11-09' }], true],
    [
      'by its day',
      [OPEN, { status: 'CLOSED', closedOn: '2026-11-09', executedOn: '2026-11-08' }],
      false,
    ],
    [
      'by an earlier version',
      [OPEN, { status: 'EXECUTED' }, { status: 'CLOSED', closedOn: '2026-11-09' }],
      false,
    ],
  ])('%s: the board sees it: %s', (_, versions, seen) => {
    const state = after(...versions);
    expect(state.closureForBoard?.on ?? null).toBe(seen ? '2026-11-09' : null);
    expect(state.closedForBoardOn).toBe(seen ? '2026-11-09' : null);
    expect(state.closedOn).toBe('2026-11-09');
  });

  it.each<[string, [Pushed, ...Pushed[]], string | null, string | null]>([
    ['open', [OPEN], null, null],
    [
      'executed, by its day',
      [OPEN, { status: 'EXECUTED', executedOn: '2026-11-20' }],
      '2026-11-20',
      null,
    ],
    ['executed, by its receipt', [OPEN, { status: 'EXECUTED' }], '2026-11-02', null],
    ['withdrawn, by its receipt', [OPEN, { status: 'WITHDRAWN' }], '2026-11-02', '2026-11-02'],
    [
      'withdrawn, repeated',
      [OPEN, { status: 'WITHDRAWN' }, { status: 'WITHDRAWN' }],
      '2026-11-02',
      '2026-11-02',
    ],
    ['opened again', [{ status: 'WITHDRAWN', appliedOn: '2026-11-01' }, OPEN], null, null],
  ])('day of the end: %s', (_, versions, own, board) => {
    const state = after(...versions);
    expect([state.closedOn, state.closedForBoardOn]).toEqual([own, board]);
  });
});

describe('UF-16-2-NOTIFY: when the set time was first received', () => {
  it.each<[string, [Pushed, ...Pushed[]], number | null]>([
    ['no time', [DATED, OPEN], null],
    ['set', [OPEN, DATED], 2],
    ['repeated', [OPEN, DATED, DATED, { ...DATED, status: 'OPEN' }], 2],
    ['moved', [DATED, { ...DATED, time: '10:00' }], 2],
    ['cleared and set again', [DATED, OPEN, DATED], 3],
    ['moved and moved back', [DATED, { ...DATED, time: '10:00' }, DATED], 3],
    [
      'an older version that comes late',
      [OPEN, { ...DATED, received: 9 }, { ...DATED, received: 4 }],
      4,
    ],
    ['said at the summary stage', [{ status: 'DECIDED', time: '09:30' }, DATED], 2],
  ])('%s', (_, versions, day) => {
    expect(after(...versions).evictionNotifiedAt?.getUTCDate() ?? null).toBe(day);
  });
});

describe('what becomes of a pushed version', () => {
  const held = (version: number, content: string) => ({
    version,
    contentIndex: Buffer.from(content),
  });
  it.each<[string, ReturnType<typeof held>[], ReturnType<typeof held>, PushOutcome]>([
    ['nothing held', [], held(4, 'a'), PushOutcome.CREATED],
    ['a higher version', [held(4, 'a')], held(5, 'a'), PushOutcome.UPDATED],
    ['the current one again', [held(4, 'a')], held(4, 'a'), PushOutcome.UNCHANGED],
    ['the current one with other content', [held(4, 'a')], held(4, 'b'), PushOutcome.REJECTED],
    ['an older one', [held(4, 'a')], held(3, 'b'), PushOutcome.STALE],
    ['a held older one again', [held(3, 'b'), held(4, 'a')], held(3, 'b'), PushOutcome.STALE],
    [
      'a held older one with other content',
      [held(3, 'b'), held(4, 'a')],
      held(3, 'c'),
      PushOutcome.REJECTED,
    ],
  ])('%s', (_, versions, pushed, outcome) => {
    expect(pushOutcome(versions, pushed)).toBe(outcome);
    expect(pushOutcome(versions.toReversed(), pushed)).toBe(outcome);
  });
});
