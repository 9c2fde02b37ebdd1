import { firstQueries } from '../../src/development/first-queries';

const GATEWAY = 'http://127.0.0.1:4000/graphql';

const tokenCommands = (identityUrl: string): readonly string[] =>
  firstQueries(GATEWAY, identityUrl).filter((line) => line.startsWith('TOKEN='));

describe('firstQueries', () => {
  it('fetches a token for one client of each agency', () => {
    expect(tokenCommands('http://127.0.0.1:4001')).toEqual([
      'TOKEN=$(npm run --silent token -- landlord-bostaden)',
      'TOKEN=$(npm run --silent token -- board-farsta)',
      'TOKEN=$(npm run --silent token -- kronofogden)',
      'TOKEN=$(npm run --silent token -- oversight-farsta)',
    ]);
  });

  it('names the port of the identity provider where it is not the usual one', () => {
    expect(tokenCommands('http://127.0.0.1:54321')[0]).toBe(
      'TOKEN=$(KVARBO_IDENTITY_PORT=54321 npm run --silent token -- landlord-bostaden)',
    );
  });
});
