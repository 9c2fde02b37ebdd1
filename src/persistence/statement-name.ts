import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

const names = new LRUCache<string, string>({ max: 2_000 });

/**
 * The name of a prepared statement whose columns follow a plan: constant for one text, different for different ones.
 *
 * @param prefix - at most 24 characters
 */
export function statementName(prefix: string, sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = `${prefix}_${createHash('sha256').update(sql).digest('hex').slice(0, 12)}`;
  names.set(sql, name);
  return name;
}
