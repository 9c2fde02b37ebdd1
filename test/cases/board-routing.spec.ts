import { createBoardDirectory, routeToBoard, socialBoardDirectory } from '../../src/cases';

const TODAY = '2026-11-22';

describe('JB-12-44-RECOVERY and SOL-29-1-RESP: the board of the place where the dwelling lies', () => {
  it.each([
    ['the only board of a municipality', '0380', undefined, { boardId: '0380' }],
    ['the only board, named', '0380', '0380', { boardId: '0380' }],
    ['a district board', '0180', 'farsta', { boardId: 'farsta' }],
    ['no district where there are several', '0180', null, ['district', 'BOARD_REQUIRED']],
    ['the city itself as district', '0180', '0180', ['district', 'UNKNOWN_BOARD']],
    ['an unknown district', '0180', 'Farsta', ['district', 'UNKNOWN_BOARD']],
    ['an empty district', '0380', '', ['district', 'UNKNOWN_BOARD']],
    ['another municipality’s district', '0380', 'farsta', ['district', 'UNKNOWN_BOARD']],
    ['another municipality’s board', '0380', '0381', ['district', 'UNKNOWN_BOARD']],
    ['an unknown municipality', '9999', 'farsta', ['municipality', 'NOT_A_MUNICIPALITY']],
  ])('%s', (_, municipality, district, expected) => {
    const routing = routeToBoard(socialBoardDirectory, { municipality, district }, TODAY);
    const found = 'boardId' in routing ? routing : [routing.field, routing.problem];
    expect(found).toEqual(expected);
  });

  it('goes to a new board from its first day on', () => {
    const row = { name: 'A', municipality: '0380' };
    const directory = createBoardDirectory([
      { ...row, id: 'old', validFrom: null, validTo: '2026-12-31' },
      { ...row, id: 'new', validFrom: '2027-01-01', validTo: null },
    ]);
    const boardOn = (on: string): unknown => routeToBoard(directory, { municipality: '0380' }, on);
    expect(boardOn('2026-12-31')).toEqual({ boardId: 'old' });
    expect(boardOn('2027-01-01')).toEqual({ boardId: 'new' });
  });
});
