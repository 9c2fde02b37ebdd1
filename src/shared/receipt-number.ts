/** 32 letters and digits without I, L, O and U, so that one byte of randomness maps evenly. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PREFIX = 'KB';
const SHAPE = /^KB[0-9A-HJKMNP-TV-Z]{9}$/;
/** x^5 + x^4 + x^3 + x^2 + 1, primitive over GF(2): the powers of x weigh each position differently. */
const FIELD_POLYNOMIAL = 0b111101;

/**
 * A new receipt number such as `KB-7Q4M-2X9R-5`: eight random characters and a check character.
 *
 * Random, since a sequence would let a landlord count the notices of others.
 *
 * @swedish mottagningsnummer
 */
export function newReceiptNumber(randomBytes: (size: number) => Uint8Array): string {
  const random = [...randomBytes(8)]
    .map((byte) => ALPHABET.charAt(byte % ALPHABET.length))
    .join('');
  return formatted(PREFIX + random + checkCharacter(PREFIX + random));
}

/** A receipt number in its written form, whatever its case, spaces and hyphens were; else null. */
export function parseReceiptNumber(text: string): string | null {
  const compact = text.replace(/[\s-]/g, '').toUpperCase();
  if (!SHAPE.test(compact)) return null;
  return checkCharacter(compact.slice(0, -1)) === compact.at(-1) ? formatted(compact) : null;
}

/** Whether the text is a receipt number with its right check character. */
export function isReceiptNumber(text: string): boolean {
  return parseReceiptNumber(text) !== null;
}

/**
 * A weighted sum over the field of 32 elements. All weights differ and none is zero, so every
 * single wrong character and every swap of two characters changes it.
 */
function checkCharacter(characters: string): string {
  let sum = 0;
  for (const character of characters) sum = timesX(sum ^ ALPHABET.indexOf(character));
  return ALPHABET.charAt(sum);
}

function timesX(element: number): number {
  const shifted = element << 1;
  return shifted >= ALPHABET.length ? shifted ^ FIELD_POLYNOMIAL : shifted;
}

function formatted(compact: string): string {
  return [compact.slice(0, 2), compact.slice(2, 6), compact.slice(6, 10), compact.slice(10)].join(
    '-',
  );
}
