import { parseOptions } from '../../bench/options';
import { withoutDenied } from '../../bench/workloads/pruned';

const denied = (...path: string[]) => ({ path, extensions: { code: 'DISCLOSURE_DENIED' } });

/** As one line. */
const flat = (query: string): string => query.replace(/\s+/g, ' ').trim();

describe('a question without what is denied', () => {
  const QUERY = `query ($id: ID!) { case(id: $id) { id tenants { ...Person } notices { tenants { ...Person } } } }
    fragment Person on Tenant { name phone }`;

  it('leaves a field out in the one place where it is denied', () => {
    const query = withoutDenied(QUERY, [denied('case', 'notices', '@', 'tenants', '@', 'phone')]);
    expect(flat(query)).toBe(
      'query ($id: ID!) { case(id: $id) { id tenants { name phone } notices { tenants { name } } } }',
    );
  });

  it('leaves out an object of which nothing is left', () => {
    const query = withoutDenied(QUERY, [
      denied('case', 'tenants', '@', 'name'),
      denied('case', 'tenants', '@', 'phone'),
      denied('case', 'notices'),
    ]);
    expect(flat(query)).toBe('query ($id: ID!) { case(id: $id) { id } }');
  });

  it('takes no other error for a denial', () => {
    const error = { path: ['case'], extensions: { code: 'NOT_FOUND' } };
    expect(() => withoutDenied(QUERY, [error])).toThrow('NOT_FOUND');
  });
});

describe('arguments of the bench', () => {
  it('has defaults for all of them', () => {
    expect(parseOptions([])).toEqual({
      quick: false,
      json: null,
      compare: null,
      minutes: null,
      profile: null,
    });
  });

  it('reads each', () => {
    const args = [
      '--quick',
      '--json',
      'now.json',
      '--compare',
      'before.json',
      '--minutes',
      '30',
      '--profile=x.svg',
    ];
    expect(parseOptions(args)).toEqual({
      quick: true,
      json: 'now.json',
      compare: 'before.json',
      minutes: 30,
      profile: 'x.svg',
    });
  });

  it.each(['0', '-1', 'many', '1441'])('refuses %s minutes', (minutes) => {
    expect(() => parseOptions([`--minutes=${minutes}`])).toThrow('--minutes takes a number');
  });

  it('refuses what it does not know', () => {
    expect(() => parseOptions(['--fast'])).toThrow('--fast');
  });
});
