import { cellText, conditionText, holds, NO_FACTS } from '../../src/disclosure';
import type { CaseFacts, Condition } from '../../src/disclosure';

const facts = (some: Partial<CaseFacts>): CaseFacts => ({ ...NO_FACTS, ...some });
const opening = [{ owner: 'somebody', ids: ['an-id'] }];
const consents = facts({
  consents: new Map([
    ['STORAGE', opening],
    ['ATTENDANCE', opening],
  ]),
});
const switches = facts({ switches: new Map([['ATTENDANCE_TO_ENFORCEMENT', opening]]) });

const IF_ATTENDANCE: Condition = {
  kind: 'IF_SWITCH_OR_CONSENT',
  switch: 'ATTENDANCE_TO_ENFORCEMENT',
  group: 'ATTENDANCE',
};
const IF_NAMED: Condition = { kind: 'IF_CONSENT', group: '*' };
const IF_HEARD: Condition = { kind: 'IF_SWITCH', switch: 'HEARD_ON_TO_BOARD' };

const TABLE: [string, Condition, CaseFacts, boolean][] = [
  ['a party', { kind: 'IF_PARTY' }, facts({ party: true }), true],
  ['nobody, though a time is set', { kind: 'IF_PARTY' }, facts({ dateSet: true }), false],
  ['a time set', { kind: 'IF_DATE_SET' }, facts({ dateSet: true }), true],
  ['no time, though a party', { kind: 'IF_DATE_SET' }, facts({ party: true }), false],
  ['no protected person', { kind: 'IF_UNPROTECTED' }, facts({ unprotected: true }), true],
  ['unknown protection', { kind: 'IF_UNPROTECTED' }, NO_FACTS, false],
  ['a consent', { kind: 'IF_CONSENT', group: 'STORAGE' }, consents, true],
  ['another group’s consent', { kind: 'IF_CONSENT', group: 'STAY_REASONS' }, consents, false],
  ['the consent being read, which names another', IF_NAMED, consents, false],
  ['the consent being read, which names the reader', IF_NAMED, facts({ named: opening }), true],
  ['another switch', IF_HEARD, switches, false],
  ['its switch', IF_HEARD, facts({ switches: new Map([['HEARD_ON_TO_BOARD', opening]]) }), true],
  ['switch or consent, by switch', IF_ATTENDANCE, switches, true],
  ['switch or consent, by consent', IF_ATTENDANCE, consents, true],
  ['neither', IF_ATTENDANCE, facts({ party: true, dateSet: true, unprotected: true }), false],
];

describe('holds', () => {
  it.each(TABLE)('judges %s', (_what, condition, known, answer) => {
    expect(holds(condition, known)).toBe(answer);
  });

  it('lets every condition fail when nothing is known', () => {
    for (const [, condition] of TABLE) expect(holds(condition, NO_FACTS)).toBe(false);
  });
});

describe('conditionText and cellText', () => {
  it.each([
    [{ kind: 'IF_PARTY' }, 'IF_PARTY'],
    [{ kind: 'IF_CONSENT', group: '*' }, 'IF_CONSENT(*)'],
    [IF_HEARD, 'IF_SWITCH(HEARD_ON_TO_BOARD)'],
    [IF_ATTENDANCE, 'IF_SWITCH_OR_CONSENT(ATTENDANCE_TO_ENFORCEMENT, ATTENDANCE)'],
  ] satisfies [Condition, string][])('write %o as %s', (condition, text) => {
    expect(conditionText(condition)).toBe(text);
  });

  it('join the conditions of a cell with a plus', () => {
    expect(cellText([{ kind: 'IF_PARTY' }, { kind: 'IF_DATE_SET' }])).toBe('IF_PARTY+IF_DATE_SET');
    expect([cellText('ALLOW'), cellText('DENY')]).toEqual(['ALLOW', 'DENY']);
  });
});
