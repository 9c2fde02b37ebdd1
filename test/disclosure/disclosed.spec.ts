import { NO_FACTS, Position } from '../../src/disclosure';
import type { CaseFacts, Condition } from '../../src/disclosure';
import { disclosedAt, openedBy } from '../../src/disclosure';
import { Agency } from '../../src/shared';

const IF_STORAGE: Condition = { kind: 'IF_CONSENT', group: 'STORAGE' };
const IF_NAMED: Condition = { kind: 'IF_CONSENT', group: '*' };
const IF_HEARD: Condition = { kind: 'IF_SWITCH', switch: 'HEARD_ON_TO_BOARD' };
const IF_EITHER: Condition = {
  kind: 'IF_SWITCH_OR_CONSENT',
  switch: 'ATTENDANCE_TO_ENFORCEMENT',
  group: 'ATTENDANCE',
};

interface Asked {
  readonly when?: readonly Condition[];
  readonly coordinate?: string;
  readonly below?: Position;
}

function positionOf(type: string, fields: Readonly<Record<string, Asked>>): Position {
  const position = new Position(type);
  for (const [name, { when = [], coordinate, below }] of Object.entries(fields)) {
    position.fields.set(name, {
      coordinate: coordinate ?? `${type}.${name}`,
      when,
      position: below ?? null,
    });
  }
  return position;
}

const position = positionOf('Case', {
  id: {},
  enforcement: {
    below: positionOf('EnforcementRecord', {
      heardOn: { when: [IF_HEARD] },
      storage: {
        when: [IF_STORAGE],
        below: positionOf('Storage', { place: { when: [IF_STORAGE] } }),
      },
    }),
  },
});

const facts = (some: Partial<CaseFacts>): CaseFacts => ({ ...NO_FACTS, ...some });
const heard = facts({
  switches: new Map([['HEARD_ON_TO_BOARD', [{ owner: 'kronofogden', ids: ['decision'] }]]]),
});
const stored = facts({
  consents: new Map([['STORAGE', [{ owner: 'kronofogden', ids: ['consent-1', 'consent-2'] }]]]),
});

describe('disclosedAt', () => {
  it('names what is open whatever the facts, and what opens by them with all below it', () => {
    const always = ['Case.id', 'Case.enforcement'];
    expect(disclosedAt(position, NO_FACTS).coordinates).toEqual(always);
    expect(disclosedAt(position, heard).coordinates).toEqual([
      ...always,
      'EnforcementRecord.heardOn',
    ]);
    expect(disclosedAt(position, stored).coordinates).toEqual([
      ...always,
      'EnforcementRecord.storage',
      'Storage.place',
    ]);
  });

  it('leaves out what stands below a closed field, though its own condition holds', () => {
    const nested = positionOf('EnforcementRecord', {
      stay: {
        when: [{ kind: 'IF_PARTY' }],
        below: positionOf('Stay', { until: {} }),
      },
    });
    expect(disclosedAt(nested, NO_FACTS).coordinates).toEqual([]);
  });

  it('names a field by its own type where the policy has one row for the whole type', () => {
    const board = positionOf('SocialBoard', { name: { coordinate: 'SocialBoard.*' } });
    expect(disclosedAt(board, NO_FACTS).coordinates).toEqual(['SocialBoard.name']);
  });

  it('says whose data it is: the hub’s, and an agency’s from its door on', () => {
    expect(disclosedAt(position, NO_FACTS).domains).toEqual(new Set(['HUB']));
    expect(disclosedAt(position, stored).domains).toEqual(new Set(['HUB', Agency.ENFORCEMENT]));
    const notice = positionOf('Notice', { case: { below: positionOf('Case', { id: {} }) } });
    expect(disclosedAt(notice, NO_FACTS).domains).toEqual(new Set([Agency.LANDLORD, 'HUB']));
  });

  it('is one object for the same position and conditions', () => {
    expect(disclosedAt(position, heard)).toBe(
      disclosedAt(position, facts({ ...heard, party: true })),
    );
    expect(disclosedAt(position, heard)).not.toBe(disclosedAt(position, stored));
  });
});

describe('openedBy', () => {
  const everything = positionOf('Case', {
    a: { when: [IF_STORAGE] },
    b: { when: [IF_HEARD] },
    c: { when: [IF_EITHER] },
    d: { when: [IF_NAMED] },
    e: { when: [{ kind: 'IF_PARTY' }] },
  });

  it.each([
    ['nothing', NO_FACTS, []],
    ['a party alone', facts({ party: true }), []],
    ['consents', stored, ['consent-1', 'consent-2']],
    ['a decision', heard, ['decision']],
    [
      'a consent that names the reader',
      facts({ named: [{ owner: 'farsta', ids: ['seen'] }] }),
      ['seen'],
    ],
    [
      'decision and consent for one field',
      facts({
        switches: new Map([['ATTENDANCE_TO_ENFORCEMENT', [{ owner: 'farsta', ids: ['d'] }]]]),
        consents: new Map([['ATTENDANCE', [{ owner: 'farsta', ids: ['c'] }]]]),
      }),
      ['d', 'c'],
    ],
  ])('quotes %s', (_what, known, ids) => {
    expect(openedBy(Agency.LANDLORD, everything, known)).toEqual(ids);
  });

  it('leaves out what opened nothing that was asked for', () => {
    expect(openedBy(Agency.LANDLORD, positionOf('Case', { id: {} }), stored)).toEqual([]);
  });

  it('quotes to a board the decision that lets its values tell of an execution', () => {
    const told = facts({
      switches: new Map([['EXECUTION_TO_BOARD', [{ owner: 'kronofogden', ids: ['told'] }]]]),
    });
    const list = positionOf('CaseEdge', { node: { below: positionOf('Case', { stage: {} }) } });
    const other = positionOf('Case', { id: {} });
    expect(openedBy(Agency.SOCIAL_SERVICES, list, told)).toEqual(['told']);
    expect(openedBy(Agency.SOCIAL_SERVICES, other, told)).toEqual([]);
    expect(openedBy(Agency.LANDLORD, list, told)).toEqual([]);
  });
});
