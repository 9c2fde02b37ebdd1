import { DatabaseError } from 'pg';
import { QueryFailedError, TypeORMError } from 'typeorm';
import {
  ConnectionLostError,
  isUniqueViolation,
  sqlStateOf,
  StoreError,
} from '../../src/persistence';
import { storeErrorOf } from '../../src/persistence/store.errors';
import { NotFoundError, UnavailableError } from '../../src/shared';

const NAME = 'Anna Andersson';

function aDatabaseError(code: string, constraint?: string): DatabaseError {
  const error = new DatabaseError(`duplicate key: ${NAME}`, 1, 'error');
  return Object.assign(error, { code, constraint, table: 'case', detail: `Key (name)=(${NAME})` });
}

function aQueryFailure(driverError: Error): QueryFailedError {
  return new QueryFailedError(`SELECT '${NAME}'`, [NAME], driverError);
}

describe('storeErrorOf', () => {
  it.each(['08006', '53300', '57P01', '57014', '55P03', '25P03', '40001', '40P01'])(
    'makes SQLSTATE %s UNAVAILABLE',
    (code) => {
      expect(storeErrorOf(aDatabaseError(code))).toBeInstanceOf(UnavailableError);
      expect(storeErrorOf(aQueryFailure(aDatabaseError(code)))).toBeInstanceOf(UnavailableError);
    },
  );

  it.each<[string, Error]>([
    [
      'a refused connection',
      Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' }),
    ],
    [
      'an unknown host',
      Object.assign(new Error('x'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
    ],
    [
      'several refused addresses',
      Object.assign(new Error('x'), {
        errors: [Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' })],
      }),
    ],
    ['a lost connection', new Error('Connection terminated unexpectedly')],
    ['a full pool', new Error('timeout exceeded when trying to connect')],
    ['an ended pool', new Error('Cannot use a pool after calling end on the pool')],
  ])('makes %s UNAVAILABLE', (_, error) => {
    expect(storeErrorOf(error)).toBeInstanceOf(UnavailableError);
    expect(storeErrorOf(aQueryFailure(error))).toBeInstanceOf(UnavailableError);
  });

  it.each([
    ['Connection terminated unexpectedly', true],
    ['timeout exceeded when trying to connect', false],
    ['Connection terminated due to connection timeout', false],
  ])('takes "%s" for a connection that was lost: %s', (text, isLost) => {
    const error = storeErrorOf(new Error(text));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error instanceof ConnectionLostError).toBe(isLost);
  });

  it.each(['23505', '23503', '42501', '22P02', '42P01', 'XX000'])(
    'makes SQLSTATE %s a StoreError',
    (code) => {
      const error = storeErrorOf(aQueryFailure(aDatabaseError(code, 'case_key'))) as StoreError;
      expect(error).toBeInstanceOf(StoreError);
      expect(error.fault).toEqual({
        sqlState: code,
        table: 'case',
        column: null,
        constraint: 'case_key',
      });
    },
  );

  it('makes a fault of TypeORM itself a StoreError without SQLSTATE', () => {
    expect(storeErrorOf(new TypeORMError(`no ${NAME}`))).toMatchObject({
      fault: { sqlState: null },
    });
  });

  it.each([
    new NotFoundError(),
    new RangeError('bug'),
    Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'open' }),
    'text',
    undefined,
  ])('leaves what is not the store’s as it is: %p', (error) => {
    expect(storeErrorOf(error)).toBe(error);
  });

  it('keeps no text, detail, statement or parameter, in the error or its cause', () => {
    for (const code of ['23505', '57014']) {
      const error = storeErrorOf(aQueryFailure(aDatabaseError(code))) as Error;
      const cause = error.cause as Error;
      const everything = [error, cause].map((e) =>
        JSON.stringify(Object.getOwnPropertyNames(e).map((key) => String(Reflect.get(e, key)))),
      );
      expect(everything.join()).not.toContain('Anna');
      expect(cause.message).toContain(code);
      expect(cause.stack).toContain('store-errors.spec.ts');
    }
  });
});

describe('isUniqueViolation', () => {
  it.each<[string, unknown, string | undefined, boolean]>([
    ['of any constraint', aDatabaseError('23505', 'k'), undefined, true],
    ['of the named constraint', aQueryFailure(aDatabaseError('23505', 'k')), 'k', true],
    ['in a StoreError', storeErrorOf(aDatabaseError('23505', 'k')), 'k', true],
    ['of another constraint', aDatabaseError('23505', 'k'), 'l', false],
    ['but a foreign key', aDatabaseError('23503', 'k'), 'k', false],
    [
      'but no error of PostgreSQL',
      Object.assign(new Error('x'), { code: '23505' }),
      undefined,
      false,
    ],
  ])('tells one %s', (_, error, constraint, expected) => {
    expect(isUniqueViolation(error, constraint)).toBe(expected);
  });
});

describe('sqlStateOf', () => {
  it('is null for what PostgreSQL did not report', () => {
    expect(sqlStateOf(Object.assign(new Error('x'), { code: '40001' }))).toBeNull();
    expect(sqlStateOf(null)).toBeNull();
  });
});
