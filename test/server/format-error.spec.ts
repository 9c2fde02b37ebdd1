import { GraphQLError } from 'graphql';
import { StoreError } from '../../src/persistence';
import { formatError, isOwnError } from '../../src/server/format-error';
import { NotFoundError } from '../../src/shared';

describe('an error on its way to a client', () => {
  const reported: unknown[] = [];
  const report = (error: unknown): string => {
    reported.push(error);
    return 'correlation-1';
  };
  afterEach(() => reported.splice(0));

  it('passes with its code if it is ours', () => {
    const error = new GraphQLError('', { path: ['case'], originalError: new NotFoundError() });
    expect(formatError(error, report)).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    expect(isOwnError(error)).toBe(true);
    expect(reported).toEqual([]);
  });

  it('is logged, and told by its correlation id alone, if the store refused a statement', () => {
    const refused = new StoreError(new Error('duplicate key value (name)=(Testina)'));
    const error = new GraphQLError('', { path: ['case'], originalError: refused });
    expect(isOwnError(error)).toBe(false);
    expect(formatError(error, report)).toEqual({
      message: expect.not.stringContaining('store') as string,
      path: ['case'],
      extensions: { code: 'INTERNAL', correlationId: 'correlation-1' },
    });
    expect(reported).toEqual([error]);
  });
});
