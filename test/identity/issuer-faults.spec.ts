import { issuerFaults } from '../../src/identity';

const good = {
  issuer: 'https://id.test',
  audience: 'https://kvarbo.test/graphql',
  jwksUri: 'https://id.test/jwks',
  algorithms: ['RS256'],
  agencies: ['LANDLORD'],
  organisations: ['559900-0014'],
  boards: ['farsta', '0380'],
  representatives: { '559900-0014': ['559900-0022'] },
};

describe('a list of issuers', () => {
  it.each([
    ['with every setting', good],
    ['without representatives', { ...good, representatives: undefined }],
    ['that may name anyone', { ...good, organisations: '*', boards: '*', representatives: '*' }],
    ['with keys on a loopback address', { ...good, jwksUri: 'http://127.0.0.1:4001/jwks' }],
  ])('is right %s', (_, issuer) => {
    expect(issuerFaults([issuer])).toEqual([]);
  });

  it.each([
    ['no issuer', { issuer: '' }, '.issuer'],
    ['no audience', { audience: undefined }, '.audience'],
    ['keys over plain http', { jwksUri: 'http://id.test/jwks' }, '.jwksUri'],
    ['keys in a file', { jwksUri: 'file:///jwks' }, '.jwksUri'],
    ['keys behind a password', { jwksUri: 'https://a:b@id.test/jwks' }, '.jwksUri'],
    ['no algorithm', { algorithms: [] }, '.algorithms'],
    ['a symmetric algorithm', { algorithms: ['RS256', 'HS256'] }, '.algorithms'],
    ['no signature', { algorithms: ['none'] }, '.algorithms'],
    ['no agency', { agencies: [] }, '.agencies'],
    ['an unknown agency', { agencies: ['POLICE'] }, '.agencies'],
    ['a wrong number', { organisations: ['559900-0015'] }, '.organisations'],
    ['no list of organisations', { organisations: undefined }, '.organisations'],
    ['a wrong board', { boards: ['Farsta'] }, '.boards'],
    ['a star in a list', { boards: ['*'] }, '.boards'],
    ['a wrong representative', { representatives: { farsta: [] } }, '.representatives'],
    ['a wrong principal', { representatives: { '559900-0014': ['x'] } }, '.representatives'],
    ['a misspelt setting', { representative: {} }, ': has a setting'],
  ])('is refused for %s', (_, wrong, start) => {
    const faults = issuerFaults([good, { ...good, issuer: 'https://two.test', ...wrong }]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(`issuers.1${start}`);
  });

  it('tells all faults at once', () => {
    expect(issuerFaults([{}, 7])).toHaveLength(8);
  });

  it.each([[undefined], [{}], [[]]])('is refused as %p', (issuers) => {
    expect(issuerFaults(issuers)).toHaveLength(1);
  });

  it('is refused if it names an issuer twice', () => {
    expect(issuerFaults([good, good])).toEqual(['issuers: an issuer is listed twice']);
  });
});
