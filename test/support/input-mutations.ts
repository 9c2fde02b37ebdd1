import fc from 'fast-check';
import { problemCatalogue, Problems, type Problem } from '../../src/shared';
import { changed } from './input-checks';

/** A change of one place of an input: another value where the types of the API still allow one. */
export interface Mutation<I> {
  readonly path: string;
  readonly value: unknown;
  readonly input: I;
}

/** Texts that break naive checks: controls, surrogates, combining, right-to-left, look-alikes, wrong numbers, long ones. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((units) => String.fromCharCode(...units)),
  fc.stringMatching(/^[0-9+-]{1,14}$/),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  fc.constantFrom(
    '',
    ' ',
    '__proto__',
    'constructor',
    '${7*7}',
    "'; --",
    '\u202Eabc',
    'مرحبا',
    '👩‍👩‍👧',
  ),
  fc.integer({ min: 100, max: 20_000 }).map((length) => 'ä\u0301'.repeat(length)),
);

/** The places of an input, lists and objects included, each with the value that it has. */
function places(input: unknown, path = ''): readonly (readonly [path: string, value: unknown])[] {
  if (typeof input !== 'object' || input === null) return [[path, input]];
  const below = Object.entries(input).flatMap(([key, value]) =>
    places(value, path === '' ? key : `${path}.${key}`),
  );
  return path === '' ? below : [[path, input], ...below];
}

/** The fields that the contract lets be null or left out, wherever they stand. */
const OPTIONAL: ReadonlySet<string> = new Set(
  `landlordReference claims recoveryTotal paymentInstruction termination tenantServed message disturbances
  calledOnTenantOn terminationCopy supersedes personalIdentityNumber email apartmentNumber district roomCount interest
  bankgiro plusgiro ocr other noticeReceiptNumber appliedOn documentsReceivedOn summaryCase title heardOn defendantAbroad
  evictionTime stay closure executedOn childrenAffected childrenCount storage contested contestationSentOn decidedOn claim
  time reasons place`.split(/\s+/),
);

/** Inputs that differ from a sound one in one place: any text, any number, a list of any length, nothing. */
export function mutationsOf<I>(input: I): fc.Arbitrary<Mutation<I>> {
  return fc.constantFrom(...places(input)).chain(([path, value]) =>
    otherValue(value, OPTIONAL.has(path.split('.').at(-1) ?? '')).map((other) => ({
      path,
      value: other,
      input: changed(input, path, other),
    })),
  );
}

function otherValue(value: unknown, mayBeLeftOut: boolean): fc.Arbitrary<unknown> {
  const nothing = mayBeLeftOut ? [fc.constant(null), fc.constant(undefined)] : [];
  if (typeof value === 'number') return fc.oneof(fc.integer(), fc.double(), ...nothing);
  if (Array.isArray(value))
    return fc.oneof(
      fc
        .integer({ min: 0, max: 3000 })
        .map((length) => Array.from({ length }, () => value[0] as unknown)),
      ...nothing,
    );
  if (typeof value === 'string' && !/^[A-Z]+(_[A-Z]+)*$/.test(value))
    return fc.oneof(anyText, ...nothing);
  return fc.oneof(fc.constant(value), ...nothing);
}

/** What a problem may be made of: constant words and places, never anything that was sent. */
export function expectNoValueIn(problems: readonly Problem[]): void {
  for (const { path, code, message } of problems) {
    expect(message).toBe(problemCatalogue[code].en);
    expect(path).toMatch(/^input(\.[A-Za-z0-9]+)*$/);
  }
}

/** A new collector, as a resolver makes it. */
export const collector = (): Problems => new Problems('input');
