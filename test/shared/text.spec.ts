import fc from 'fast-check';
import { characterCount, cleanText, hasControlCharacters, searchableName } from '../../src/shared';

const anyText = fc.string({ unit: 'binary', maxLength: 40 });

describe('cleanText', () => {
  it('trims, collapses white space and composes letters', () => {
    expect(cleanText('  A\u030Asa \t\n B\u00A0C ')).toBe('\u00C5sa B C');
  });

  it('has nothing left to do the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
      }),
    );
  });
});

describe('hasControlCharacters', () => {
  it.each([
    ['a null character', 'a\u0000b'],
    ['an escape', 'a\u001Bb'],
    ['a delete', 'a\u007Fb'],
    ['a C1 control', 'a\u0085b'],
    ['a bidirectional override', 'a\u202Eb'],
    ['a bidirectional isolate', 'a\u2066b'],
    ['a lone surrogate', 'a\uD800b'],
  ])('finds %s', (_, text) => {
    expect(hasControlCharacters(text)).toBe(true);
  });

  it.each([
    ['ordinary white space', 'a\tb\nc\r\nd e'],
    ['Swedish letters', 'Åsa Öberg, Ängsvägen 3'],
    ['other scripts', 'محمد علی, Ольга, 王'],
    ['a joiner inside a name', 'می\u200Cخواهم'],
    ['a pair of surrogates', '🏠'],
    ['nothing', ''],
  ])('leaves %s alone', (_, text) => {
    expect(hasControlCharacters(text)).toBe(false);
  });
});

describe('characterCount', () => {
  it('counts code points', () => {
    expect(characterCount('å🏠b')).toBe(3);
  });
});

describe('searchableName', () => {
  it('makes case, white space and compatible forms equal', () => {
    const forms = [
      'Åsa Öberg',
      'ÅSA  ÖBERG',
      ' åsa öberg ',
      'A\u030Asa O\u0308berg',
      'Ａ\u030Asa Öberg',
    ];
    expect(new Set(forms.map(searchableName))).toEqual(new Set(['åsa öberg']));
  });

  it('keeps å, ä and ö apart from a and o', () => {
    expect(searchableName('Håbo')).not.toBe(searchableName('Habo'));
  });

  it('finds ß under ss and capital ß', () => {
    expect(searchableName('Strauß')).toBe(searchableName('STRAUSS'));
    expect(searchableName('STRAUẞ')).toBe(searchableName('Strauss'));
  });

  it('has nothing left to do the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(searchableName(searchableName(text))).toBe(searchableName(text));
      }),
      { numRuns: 2000 },
    );
  });
});
