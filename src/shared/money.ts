const SEK = /^(0|[1-9]\d{0,9})(?:\.(\d{1,2}))?$/;

/** An amount in kronor as öre: not negative, at most two decimals, below ten thousand million; else null. */
export function parseSek(text: string): bigint | null {
  const match = SEK.exec(text);
  if (match === null) return null;
  const [, kronor = '', decimals = ''] = match;
  return BigInt(kronor) * 100n + BigInt(decimals.padEnd(2, '0'));
}

/** Öre as a decimal string in kronor, always with two decimals: `"12345.50"`. */
export function formatSek(ore: bigint): string {
  const sign = ore < 0n ? '-' : '';
  const digits = (ore < 0n ? -ore : ore).toString().padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The exact sum of amounts in öre. */
export function sumOre(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
