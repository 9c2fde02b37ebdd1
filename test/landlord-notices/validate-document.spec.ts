import { validateDocument } from '../../src/landlord-notices/validate-document';
import { problemsOf, soundOf } from '../support/input-checks';

const TWO_MEBIBYTES = 2_097_152;

const pdf = (bytes: number): string =>
  Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(bytes - 8)]).toString('base64');
const document = (contentBase64: string, mediaType = 'application/pdf') => ({
  mediaType,
  contentBase64,
});

describe('DocumentInput', () => {
  it('comes out as its bytes and their SHA-256', () => {
    expect(soundOf(validateDocument, document('JVBERi0='))).toEqual({
      mediaType: 'application/pdf',
      content: Buffer.from('%PDF-'),
      sha256: '38523c087796e5d5dd1cf9bad1fb026781a838dd9dd2cf8af58b9f6502a46778',
    });
  });

  it.each([8, 9, 10, TWO_MEBIBYTES - 1, TWO_MEBIBYTES])('may have %i bytes', (bytes) => {
    expect(problemsOf(validateDocument, document(pdf(bytes)))).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['empty', '', 'REQUIRED'],
    ['one byte too large', pdf(TWO_MEBIBYTES + 1), 'TOO_LARGE'],
    ['far too large', 'A'.repeat(10_000_000), 'TOO_LARGE'],
    ['without its padding', 'JVBERi0', 'NOT_BASE64'],
    ['with a space', 'JVBE Ri0=', 'NOT_BASE64'],
    ['with a line break at its end', 'JVBERi0=\n', 'NOT_BASE64'],
    ['in the URL alphabet', 'JVBERi3_', 'NOT_BASE64'],
    ['with bits beyond its last byte', 'JVBERi1=', 'NOT_BASE64'],
    ['a data URL', 'data:application/pdf;base64,JVBERi0=', 'NOT_BASE64'],
    ['no base64 at all', 'å', 'NOT_BASE64'],
    ['a picture', 'iVBORw0KGgo=', 'NOT_A_PDF'],
    ['a PDF with something before it', Buffer.from(' %PDF-1.7').toString('base64'), 'NOT_A_PDF'],
    ['four bytes', Buffer.from('%PDF').toString('base64'), 'NOT_A_PDF'],
  ])('is refused if it is %s', (_, contentBase64, code) => {
    expect(problemsOf(validateDocument, document(contentBase64))).toEqual([
      ['contentBase64', code],
    ]);
  });

  it.each(['', 'application/PDF', 'application/pdf; charset=utf-8', 'image/png'])(
    'is no %j',
    (mediaType) => {
      expect(problemsOf(validateDocument, document('JVBERi0=', mediaType))).toEqual([
        ['mediaType', 'UNKNOWN_VALUE'],
      ]);
    },
  );

  it('answers both problems at once', () => {
    expect(problemsOf(validateDocument, document('x', 'text/plain'))).toEqual([
      ['mediaType', 'UNKNOWN_VALUE'],
      ['contentBase64', 'NOT_BASE64'],
    ]);
  });
});
