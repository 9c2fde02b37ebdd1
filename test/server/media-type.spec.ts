import { chooseMediaType } from '../../src/server/media-type';

const json = 'application/json';
const graphql = 'application/graphql-response+json';

describe('chooseMediaType', () => {
  it.each([
    ['no header', undefined, json],
    ['an empty header', ' ', json],
    ['anything', '*/*', json],
    ['any application type', 'application/*', json],
    ['the old form', json, json],
    ['the new form', graphql, graphql],
    ['the new form with parameters', `${graphql}; charset=utf-8`, graphql],
    ['upper case', graphql.toUpperCase(), graphql],
    ['what the specification recommends', `${graphql}, ${json};q=0.9`, graphql],
    ['the old form first', `${json}, ${graphql}`, json],
    ['the new form first', `${graphql}, ${json}`, graphql],
    ['a preference by quality', `${json};q=0.5, ${graphql};q=0.8`, graphql],
    ['the new form or anything', `${graphql}, */*;q=0.1`, graphql],
    ['the old form excluded', `${json};q=0, */*`, graphql],
    ['a browser', 'text/html,application/xhtml+xml,*/*;q=0.8', json],
    ['nothing that is offered', 'text/html', null],
    ['everything excluded', '*/*;q=0', null],
    ['a quality that is no number', `${json};q=x`, null],
  ])('answers %s', (_, accept, expected) => {
    expect(chooseMediaType(accept)).toBe(expected);
  });
});
