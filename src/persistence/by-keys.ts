/** How a statement asks for rows by keys: what stands behind the column, and the value of its parameter `$1`. */
export interface ByKeys {
  readonly is: '= $1' | '= ANY ($1)';
  readonly value: unknown;
}

/**
 * Asks for rows by one key or by several. A plan that is made once takes a list for one of ten, beside which everything of a reader can
 * seem less to look through, as it is for most and for the largest is not; one key is known to be one.
 */
export function byKeys(keys: readonly string[]): ByKeys {
  return keys.length === 1
    ? { is: '= $1', value: keys[0] }
    : { is: '= ANY ($1)', value: [...keys] };
}
