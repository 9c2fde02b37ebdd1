import { boardOfNextNotice, handedOver } from '../../src/cases';
import { factsAsAddressed, factsAsShown } from '../../src/cases/handover';
import { sharesOf } from '../../src/cases/shares';
import { Agency } from '../../src/shared';
import { aNotice, aRecord, BOSTADEN, HYRBO, someFacts } from './some-facts';

const AT = '2026-11-24T09:00:00.000000Z';
const CAME = '2026-11-22T12:00:00.000000Z';

/** That a board handed its notices on. */
const aHandover = (boardId: string, toBoard: string) => ({
  boardId,
  toBoard,
  receivedAt: CAME,
  handedOverAt: AT,
});
const toSkarpnack = { notices: [aNotice({ boardId: 'skarpnack', addressedBoard: 'farsta' })] };
const once = someFacts({ ...toSkarpnack, handovers: [aHandover('farsta', 'skarpnack')] });

describe('SOL-29-1-RESP a board that has handed a case on', () => {
  const isHandedOver = (facts: typeof once, board = 'farsta') =>
    handedOver(Agency.SOCIAL_SERVICES, board, facts) !== null;

  it('has nothing left, unless a record of Kronofogden or a notice lies with it', () => {
    expect(isHandedOver(once)).toBe(true);
    expect(isHandedOver(once, 'skarpnack')).toBe(false);
    expect(isHandedOver({ ...once, enforcement: [aRecord()] })).toBe(false);
    expect(isHandedOver({ ...once, enforcement: [aRecord({ boardKnowsSince: null })] })).toBe(true);
    expect(isHandedOver({ ...once, notices: [...once.notices, aNotice()] })).toBe(false);
  });

  it('keeps a closed share from when the case came in, and no other agency has such a share', () => {
    const shares = sharesOf(once);
    expect(shares.find(({ organisation }) => organisation === 'farsta')).toMatchObject({
      agency: Agency.SOCIAL_SERVICES,
      boardId: 'farsta',
      receivedAt: CAME,
      stage: 'CLOSED',
      closedOn: '2026-11-24',
      recoveryEndsOn: null,
      handedOver: true,
    });
    expect(shares.filter((share) => share.handedOver)).toHaveLength(1);
  });

  it('is not shown to a landlord as its board, unless it is shown no other', () => {
    const boardOf = (facts: typeof once) =>
      sharesOf(facts).find(({ agency }) => agency === Agency.LANDLORD)?.boardId;
    expect(boardOf(once)).toBe('skarpnack');
    const hidden = [aNotice({ boardId: '0380', boardForLandlord: 'farsta' })];
    expect(boardOf({ ...once, notices: hidden })).toBe('farsta');
  });
});

describe('the board of a landlord’s next notice', () => {
  const next = (facts: typeof once, addressed = 'farsta', landlord = BOSTADEN) =>
    boardOfNextNotice(facts, landlord, addressed);

  it.each<[string, typeof once, string]>([
    [
      'is the one addressed where nothing was handed on',
      someFacts({ notices: [aNotice()] }),
      'farsta',
    ],
    ['is the one that has the notices now', once, 'skarpnack'],
    [
      'is found behind several handovers',
      someFacts({
        notices: [aNotice({ boardId: 'bromma' })],
        handovers: [aHandover('farsta', 'skarpnack'), aHandover('skarpnack', 'bromma')],
      }),
      'bromma',
    ],
    [
      'is the first one again where the case came back',
      someFacts({
        notices: [aNotice()],
        handovers: [aHandover('farsta', 'skarpnack'), aHandover('skarpnack', 'farsta')],
      }),
      'farsta',
    ],
    [
      'is the one addressed where the landlord is shown no other',
      someFacts({
        notices: [aNotice({ boardId: '0380', boardForLandlord: 'farsta' })],
        handovers: [aHandover('farsta', '0380')],
      }),
      'farsta',
    ],
  ])('%s', (_title, facts, board) => {
    expect(next(facts)).toBe(board);
  });

  it('does not rest on another landlord’s notices', () => {
    expect(next(once, 'farsta', HYRBO)).toBe('farsta');
  });
});

describe('where a notice lies', () => {
  const facts = someFacts({
    notices: [
      aNotice({ boardId: '0380', boardForLandlord: 'skarpnack', addressedBoard: 'farsta' }),
    ],
  });

  it('is for its landlord the board that it is shown, and for Kronofogden the one addressed', () => {
    expect(factsAsShown(facts).notices[0]?.boardId).toBe('skarpnack');
    expect(factsAsAddressed(facts).notices[0]?.boardId).toBe('farsta');
  });
});
