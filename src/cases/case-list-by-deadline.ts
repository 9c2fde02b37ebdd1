import type { LocalDate } from '../shared';
import type { CaseListQuery } from './case-list-query';
import { isSearched, TOLD_TO_HAVE_ENDED } from './case-list-query';
import { CaseScope } from './case-list.type';

/** Cases that wait for a day, and those that wait for none. */
const PARTS = ['next', 'none'] as const;
type Part = (typeof PARTS)[number];

interface PartOrder {
  readonly rows: string;
  /** The day that a case waits for, or the one after which it waited for none. */
  readonly place: string;
  readonly direction: string;
  readonly beyond: string;
}

const ORDERS: Readonly<Record<Part, PartOrder>> = {
  next: { rows: 'd.day IS NOT NULL', place: 'd.day', direction: 'ASC', beyond: '>' },
  none: { rows: 'd.day IS NULL', place: 'd.after', direction: 'DESC', beyond: '<' },
};

/**
 * A page of shares by their next deadline: first those that wait for a day, the earliest foremost, then those that wait for none, of
 * which foremost the one whose last deadline passed latest. So a day that passes moves a case behind every place that it had before,
 * and whoever reads on with a cursor of yesterday misses none.
 *
 * Each part is one stretch of an index, read from the cursor's place on.
 *
 * @legalSource SPF-15-SEARCH
 */
export function byDeadline(
  query: CaseListQuery,
  { columns, today, params }: { columns: string; today: LocalDate; params: unknown[] },
): string {
  const day = `$${params.push(today)}::date`;
  const searched = isSearched(query, 'd', params);
  const scopes = scopesOf(query, params);
  const cursor = query.after && cursorOf(query.after.key);
  const parts = PARTS.filter((part) => cursor?.part !== 'none' || part === 'none').flatMap(
    (part) => {
      const { rows, place, direction, beyond } = ORDERS[part];
      const conditions = [
        rows,
        `d.after < ${day} AND d.until >= ${day}`,
        // Follows from the line above; here the index is entered.
        ...(part === 'next' ? [`d.day >= ${day}`] : []),
        ...(query.after && cursor?.part === part
          ? [
              `(${place}, d.case_id) ${beyond} ($${params.push(cursor.place)}::date, $${params.push(query.after.id)}::uuid)`,
            ]
          : []),
        ...searched,
      ];
      return scopes.map(
        (scope) => `
      (SELECT d.case_id, '${part}', ${place} FROM cases.next_deadline d WHERE ${[scope, ...conditions].join(' AND ')}
       ORDER BY ${place} ${direction}, d.case_id ${direction} LIMIT $1)`,
      );
    },
  );
  return `
    SELECT ${columns}, part || ' ' || place::text AS key
    FROM (${parts.join(' UNION ALL ')}) AS placed (placed_id, part, place) JOIN cases.share s ON s.case_id = placed_id
    ORDER BY part = 'none', CASE part WHEN 'next' THEN place END, CASE part WHEN 'next' THEN placed_id END,
      place DESC, placed_id DESC LIMIT $1`;
}

/** The scope of the list, each of its parts with one value of the index; a case that was told to have ended is closed too. */
function scopesOf({ scope, telling }: CaseListQuery, params: unknown[]): readonly string[] {
  const [open, closed] = ['d.is_open', 'NOT d.is_open'];
  if (scope === CaseScope.ALL) return [open, closed];
  if (telling.length === 0) return [scope === CaseScope.OPEN ? open : closed];
  const told = `EXISTS (SELECT FROM cases.share s WHERE s.case_id = d.case_id AND ${TOLD_TO_HAVE_ENDED(params.push(telling))})`;
  return scope === CaseScope.OPEN ? [`${open} AND NOT ${told}`] : [closed, `${open} AND ${told}`];
}

/** The part and the day in which a page ended; what was sealed is what a page showed. */
function cursorOf(key: string | null): { readonly part: Part; readonly place: string } {
  const [part, place = ''] = (key ?? '').split(' ');
  return { part: part === 'none' ? part : 'next', place };
}
