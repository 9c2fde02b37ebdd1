import { buildSchema } from 'graphql';
import { fragmentsOf } from '../../../src/disclosure';
import { answerShape } from '../../../src/topology/front/answer-shape';
import { isWithin, lostPlace } from '../../../src/topology/front/lost-place';
import { operationOf, planOf, smallPolicy, SMALL_SDL } from '../../disclosure/small-policy';

const schema = buildSchema(SMALL_SDL);
const source =
  '{ case { id title tenants { boss { name } } } cases { id title grid { boss { name } } } }';
const { document, operation } = operationOf(source);
const shape = answerShape({
  schema,
  fragments: fragmentsOf(document),
  operation,
  variables: {},
  plan: planOf(source, { schema, policy: smallPolicy }),
});

describe('what is null where a value did not come', () => {
  it.each([
    ['a place that may be null', 'case.title', 'case.title'],
    ['the object around a place that may not', 'case.id', 'case'],
    ['a place in a list', 'cases.@.title', 'cases.@.title'],
    ['the whole answer, where nothing on the way may be null', 'cases.@.id', ''],
    ['a place within lists of lists', 'cases.@.grid.@.@.boss', 'cases.@.grid.@.@.boss'],
    ['an item that may be null', 'cases.@.grid.@.@', 'cases.@.grid.@.@'],
    ['the list, where its items may not', 'case.tenants.@', 'case.tenants'],
    ['a whole list', 'case.tenants', 'case.tenants'],
  ])('is %s', (_what, path, place) => {
    expect(lostPlace(shape, path.split('.')).join('.')).toBe(place);
  });

  it('holds everything below it', () => {
    expect(isWithin(['a', '@', 'b'], ['a', '@'])).toBe(true);
    expect(isWithin(['a'], [])).toBe(true);
    expect(isWithin(['a'], ['a', '@'])).toBe(false);
    expect(isWithin(['ab'], ['a'])).toBe(false);
  });
});
