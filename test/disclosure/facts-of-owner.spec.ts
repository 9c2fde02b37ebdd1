import { factsOfOwner, NO_FACTS } from '../../src/disclosure';
import type { CaseFacts } from '../../src/disclosure';

const opening = (owner: string) => ({ owner, ids: [`of ${owner}`] });

describe('factsOfOwner', () => {
  const facts: CaseFacts = {
    ...NO_FACTS,
    party: true,
    named: [opening('farsta'), opening('skarpnack')],
    consents: new Map([
      ['CASEWORKER_CONTACT', [opening('farsta'), opening('skarpnack')]],
      ['FINANCIAL_AID', [opening('skarpnack')]],
    ]),
    switches: new Map([['ATTENDANCE_TO_ENFORCEMENT', [opening('skarpnack')]]]),
  };

  it('keeps what the owner’s own consents and decisions open, and every other fact', () => {
    expect(factsOfOwner(facts, 'farsta')).toEqual({
      ...facts,
      named: [opening('farsta')],
      consents: new Map([['CASEWORKER_CONTACT', [opening('farsta')]]]),
      switches: new Map(),
    });
    expect(factsOfOwner(facts, 'skarpnack')).toEqual({
      ...facts,
      named: [opening('skarpnack')],
      consents: new Map([
        ['CASEWORKER_CONTACT', [opening('skarpnack')]],
        ['FINANCIAL_AID', [opening('skarpnack')]],
      ]),
    });
  });

  it('leaves nothing of what others open to somebody else', () => {
    const { consents, switches } = factsOfOwner(facts, '0380');
    expect([consents.size, switches.size]).toEqual([0, 0]);
  });
});
