import fc from 'fast-check';
import { inspect } from 'node:util';
import {
  BadUserInputError,
  errorCatalogue,
  ForbiddenError,
  IdempotencyConflictError,
  IllegalTransitionError,
  KvarboError,
  NotFoundError,
  parseInstant,
  parseLocalDate,
  parseLocalTime,
  parseOrganisationNumber,
  parsePersonalIdentityNumber,
  parseReceiptNumber,
  parseSek,
  problemCatalogue,
  problemMessage,
  Problems,
  publicMessage,
  TooComplexError,
  UnauthenticatedError,
  UnavailableError,
  VersionConflictError,
  type ErrorCode,
  type ProblemCode,
} from '../../src/shared';

const CODES: readonly ErrorCode[] = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'DISCLOSURE_DENIED',
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'VERSION_CONFLICT',
  'IDEMPOTENCY_CONFLICT',
  'ILLEGAL_TRANSITION',
  'UNAVAILABLE',
  'TOO_COMPLEX',
  'RATE_LIMITED',
  'LOG_UNAVAILABLE',
  'INTERNAL',
];
const problemCodes = Object.keys(problemCatalogue) as ProblemCode[];

describe('error classes', () => {
  it.each<[KvarboError, ErrorCode, Record<string, unknown>]>([
    [new UnauthenticatedError('expired'), 'UNAUTHENTICATED', {}],
    [new ForbiddenError('scope missing'), 'FORBIDDEN', {}],
    [new BadUserInputError([]), 'BAD_USER_INPUT', { problems: [] }],
    [new NotFoundError(), 'NOT_FOUND', {}],
    [new VersionConflictError(), 'VERSION_CONFLICT', {}],
    [new IdempotencyConflictError(), 'IDEMPOTENCY_CONFLICT', {}],
    [new IllegalTransitionError(['CLOSED']), 'ILLEGAL_TRANSITION', { legal: ['CLOSED'] }],
    [new UnavailableError(), 'UNAVAILABLE', {}],
    [new TooComplexError(), 'TOO_COMPLEX', {}],
  ])('%s carries its code, its constant sentence and its extras', (error, code, extras) => {
    expect(error).toBeInstanceOf(KvarboError);
    expect(error).toBeInstanceOf(Error);
    expect(error.code).toBe(code);
    expect(error.message).toBe(publicMessage(code));
    expect(error.extensions()).toEqual(extras);
    expect(error.name).toBe(error.constructor.name);
  });

  it.each([UnauthenticatedError, ForbiddenError])(
    '%p tells its reason to the log only',
    (RefusalError) => {
      const error = new RefusalError('issuer may not assert this');
      expect(error.reason).toBe('issuer may not assert this');
      for (const shown of [
        error.message,
        JSON.stringify(error),
        JSON.stringify(error.extensions()),
        JSON.stringify(Object.entries(error)),
      ]) {
        expect(shown).not.toContain('issuer');
      }
    },
  );

  it('the sentence about a limit can name the limit', () => {
    expect(new TooComplexError('At most 12 levels.').message).toBe('At most 12 levels.');
  });
});

describe('error catalogue', () => {
  it('describes every code, in both languages', () => {
    expect(Object.keys(errorCatalogue).sort()).toEqual([...CODES].sort());
    for (const { cause, remedy } of Object.values(errorCatalogue)) {
      for (const text of [cause.en, cause.sv, remedy.en, remedy.sv]) {
        expect(text).toMatch(/^\p{Lu}.*\.$/u);
      }
    }
  });

  it('gives an HTTP status to the codes that refuse a whole request', () => {
    expect(errorCatalogue.UNAUTHENTICATED.httpStatus).toBe(401);
    expect(errorCatalogue.FORBIDDEN.httpStatus).toBe(403);
    expect(errorCatalogue.BAD_USER_INPUT.httpStatus).toBeNull();
  });
});

describe('problem catalogue', () => {
  it.each(problemCodes)('%s has a sentence of its own in both languages', (code) => {
    const { en, sv } = problemCatalogue[code];
    expect(code).toMatch(/^[A-Z]+(_[A-Z0-9]+)*$/);
    expect(problemMessage(code)).toBe(en);
    expect(en).toMatch(/^\p{Lu}.*\.$/u);
    expect(sv).toMatch(/^\p{Lu}.*\.$/u);
    expect(Object.values(problemCatalogue).filter((other) => other.en === en)).toHaveLength(1);
    expect(Object.values(problemCatalogue).filter((other) => other.sv === sv)).toHaveLength(1);
  });
});

describe('Problems', () => {
  it('are silent when nothing was found', () => {
    const problems = new Problems('input');
    problems.throwIfAny();
    expect(problems.list).toEqual([]);
  });

  it('are all thrown at once with their whole paths, in the order found', () => {
    const problems = new Problems('input');
    const tenants = problems.at('tenants');
    problems.add('kind', 'REQUIRED');
    tenants.at(0).add('name', 'TOO_LONG');
    tenants.add(1, 'DUPLICATE');
    problems.at('dwelling').add('', 'EXACTLY_ONE');
    const thrown = catching(() => {
      tenants.throwIfAny();
    });
    expect(thrown).toBeInstanceOf(BadUserInputError);
    expect((thrown as BadUserInputError).problems).toEqual([
      { path: 'input.kind', code: 'REQUIRED', message: problemMessage('REQUIRED') },
      { path: 'input.tenants.0.name', code: 'TOO_LONG', message: problemMessage('TOO_LONG') },
      { path: 'input.tenants.1', code: 'DUPLICATE', message: problemMessage('DUPLICATE') },
      { path: 'input.dwelling', code: 'EXACTLY_ONE', message: problemMessage('EXACTLY_ONE') },
    ]);
  });

  it('without a prefix give the path as it is', () => {
    const problems = new Problems();
    problems.at('a').add('b', 'REQUIRED');
    expect(problems.list[0]?.path).toBe('a.b');
  });

  it('a list that was given out does not change afterwards', () => {
    const problems = new Problems();
    const before = problems.list;
    problems.add('a', 'REQUIRED');
    expect(before).toEqual([]);
  });
});

describe('no error repeats a value', () => {
  const parsers: Record<string, (text: string) => unknown> = {
    NOT_A_DATE: parseLocalDate,
    NOT_AN_INSTANT: parseInstant,
    NOT_A_TIME: parseLocalTime,
    NOT_AN_AMOUNT: parseSek,
    IDENTITY_NUMBER_CHECKSUM: (text) => parsePersonalIdentityNumber(text, '2026-11-22'),
    ORGANISATION_NUMBER_CHECKSUM: parseOrganisationNumber,
    RECEIPT_NUMBER_CHECK_CHARACTER: parseReceiptNumber,
  };
  /** Values that cannot stand in a constant sentence by chance. */
  const aValue = fc
    .tuple(fc.constantFrom('', '1984', 'Åsa '), fc.string({ unit: 'binary' }), fc.uuid())
    .map((parts) => parts.join(''));

  it.each(Object.keys(parsers))('a value that is refused with %s', (name) => {
    const code = name as ProblemCode;
    fc.assert(
      fc.property(aValue, (value) => {
        expect(parsers[name]?.(value)).toBeNull();
        const problems = new Problems('input');
        problems.add('field', code);
        const error = catching(() => {
          problems.throwIfAny();
        });
        const shown =
          inspect(error, { depth: 9 }) + JSON.stringify((error as KvarboError).extensions());
        expect(shown.includes(value)).toBe(false);
      }),
      { numRuns: 25 },
    );
  });
});

function catching(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}
