import type { Candidate } from '../../src/cases/case-choice';
import { caseForNotice } from '../../src/cases/case-choice';
import type { HubFacts } from '../../src/cases';
import { aNotice, aRecord, aSettlement, BOSTADEN, someFacts } from './some-facts';

const value = Buffer.from('a tenancy');
const KIND = 'TENANCY_BY_NUMBER' as const;
const term = { kind: KIND, value, numberIndex: null, apartmentIndex: null };

/** Whether Bostaden’s notice to a board joins the case whose one notice it is found by. */
function joins(boardId: string, facts: HubFacts): boolean {
  const found = facts.notices.map(({ noticeId }): Candidate => ({
    kind: KIND,
    value: value.toString('hex'),
    source: noticeId,
    numberIndex: null,
    apartmentIndex: null,
    facts,
  }));
  const candidates = new Map([[`${KIND}:${value.toString('hex')}`, found]]);
  return caseForNotice({ landlord: BOSTADEN, boardId, terms: [term] }, candidates) !== null;
}

describe('OSL-26-1: a notice of a tenancy whose notices a board has handed on', () => {
  const handed = aNotice({ boardId: 'skarpnack', addressedBoard: 'farsta' });
  const paid = { settlements: [aSettlement()] };
  const sent = aNotice();

  it.each([
    ['is open', {}],
    ['is settled', paid],
    ['is settled, and Kronofogden’s case goes on that the board is told of', { ...paid, enforcement: [aRecord()] }], // prettier-ignore
    ['is settled, and goes on at the board that has the notices now', { ...paid, enforcement: [aRecord({ boardId: 'skarpnack' })] }], // prettier-ignore
  ])('joins a case that %s as if nothing had been handed on', (_, part) => {
    const as = (notice: typeof sent) => joins('farsta', someFacts({ ...part, notices: [notice] }));
    expect(as(handed)).toBe(as(sent));
  });

  it('joins the case where it is sent to the board that the landlord is shown, and to no other', () => {
    expect(joins('skarpnack', someFacts({ notices: [handed] }))).toBe(true);
    expect(joins('skarpnack', someFacts({ notices: [handed], ...paid }))).toBe(false);
    expect(joins('alvsjo', someFacts({ notices: [handed] }))).toBe(false);
    const hidden = { ...handed, boardForLandlord: 'farsta' };
    expect(joins('skarpnack', someFacts({ notices: [hidden] }))).toBe(false);
  });
});
