import { createBoardDirectory, socialBoardDirectory } from '../../src/cases';
import { MUNICIPALITIES } from '../../src/cases/reference/municipalities';
import { SOCIAL_BOARDS } from '../../src/cases/reference/social-boards';

const TODAY = '2026-11-22';
const counties = new Set(MUNICIPALITIES.map(({ county }) => county));

describe('the municipalities', () => {
  it('are 290 in 21 counties, sorted by code, each code and name once', () => {
    const codes = MUNICIPALITIES.map(({ code }) => code);
    expect(codes).toHaveLength(290);
    expect(new Set(codes).size).toBe(290);
    expect(new Set(MUNICIPALITIES.map(({ name }) => name)).size).toBe(290);
    expect(codes).toEqual(codes.toSorted());
    expect(counties.size).toBe(21);
    expect(MUNICIPALITIES.every(({ code, countyCode }) => code.startsWith(countyCode))).toBe(true);
  });

  it('are so many per county', () => {
    const perCounty = [...counties].map(
      (county) => MUNICIPALITIES.filter((one) => one.county === county).length,
    );
    expect(perCounty).toEqual([
      26, 8, 9, 13, 13, 8, 12, 1, 5, 33, 6, 49, 16, 12, 10, 15, 10, 7, 8, 15, 14,
    ]);
  });

  it.each([
    ['0305', 'Håbo'],
    ['0643', 'Habo'],
    ['0980', 'Gotland'],
    ['2584', 'Kiruna'],
  ])('%s is %s', (code, name) => {
    expect(socialBoardDirectory.municipality(code)?.name).toBe(name);
  });

  it.each(['', '9999', '180', '0180 ', 'Stockholm', '__proto__'])('%j is none', (code) => {
    expect(socialBoardDirectory.municipality(code)).toBeNull();
  });
});

describe('the social boards', () => {
  it('are one for every municipality but Stockholm, which has eleven', () => {
    expect(SOCIAL_BOARDS).toHaveLength(300);
    for (const { code } of MUNICIPALITIES) {
      const boards = socialBoardDirectory.inMunicipality(code, TODAY);
      expect(boards).toHaveLength(code === '0180' ? 11 : 1);
    }
  });

  it('have ids without spaces or Swedish letters', () => {
    expect(SOCIAL_BOARDS.filter(({ id }) => !/^(\d{4}|[a-z]+(-[a-z]+)*)$/.test(id))).toEqual([]);
  });

  it.each([
    ['0380', 'Socialnämnden i Uppsala kommun'],
    ['1280', 'Socialnämnden i Malmö kommun'],
    ['1281', 'Socialnämnden i Lunds kommun'],
    ['1490', 'Socialnämnden i Borås kommun'],
    ['0880', 'Socialnämnden i Kalmar kommun'],
    ['2080', 'Socialnämnden i Falu kommun'],
    ['farsta', 'Farsta stadsdelsnämnd'],
    ['norra-innerstaden', 'Norra innerstadens stadsdelsnämnd'],
  ])('%s is %s', (id, name) => {
    expect(socialBoardDirectory.find(id)?.name).toBe(name);
  });

  it('know their municipality and county', () => {
    expect(socialBoardDirectory.find('farsta')).toEqual({
      id: 'farsta',
      name: 'Farsta stadsdelsnämnd',
      municipality: '0180',
      municipalityName: 'Stockholm',
      county: 'Stockholms län',
    });
  });

  it('are listed only on the days on which they exist', () => {
    const ids = (on: string): string[] => socialBoardDirectory.all(on).map(({ id }) => id);
    expect(ids('2023-06-30')).not.toContain('jarva');
    expect(ids('2023-07-01')).toContain('jarva');
    expect(ids(TODAY)).toHaveLength(300);
  });

  it('are still found by id when they have ended', () => {
    const ended = { id: 'old', name: 'Old', municipality: '0180', validFrom: null };
    const directory = createBoardDirectory([{ ...ended, validTo: '2026-11-21' }]);
    expect(directory.find('old')?.name).toBe('Old');
    expect(directory.inMunicipality('0180', '2026-11-21')).toHaveLength(1);
    expect(directory.inMunicipality('0180', '2026-11-22')).toEqual([]);
  });

  it('cannot be listed twice or outside the municipalities', () => {
    const row = { id: 'a', name: 'A', municipality: '0180', validFrom: null, validTo: null };
    expect(() => createBoardDirectory([row, row])).toThrow('twice');
    expect(() => createBoardDirectory([{ ...row, municipality: '9999' }])).toThrow('a');
  });
});
