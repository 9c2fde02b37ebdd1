/** Parts of a value as the checks answered them: `undefined` where a problem was added, `null` where nothing was given. */
export type Checked<T> = { readonly [K in keyof T]: T[K] | undefined };

/** The whole value, or `undefined` if one of its parts has a problem. */
export function complete<T extends object>(parts: Checked<T>): T | undefined {
  return Object.values(parts).includes(undefined) ? undefined : (parts as T);
}
