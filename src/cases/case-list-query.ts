import type { CaseOrder, CaseScope } from './case-list.type';
import type { SearchTermAsked } from './case-search';

/** What a list is made of, checked: which cases, in which order, from where, and how many. */
export interface CaseListQuery {
  readonly scope: CaseScope;
  readonly term: SearchTermAsked | null;
  readonly order: CaseOrder;
  readonly first: number;
  readonly after: CursorContent | null;
  /** The authorities that tell the reader of executions, by which a case may be closed. */
  readonly telling: readonly string[];
}

/** The last place that a page showed; `list` ties it to the list it came from. */
export interface CursorContent {
  readonly list: string;
  readonly key: string | null;
  readonly id: string;
}

/** The search of a list as a condition on the cases of a table. */
export function isSearched(
  { term }: Pick<CaseListQuery, 'term'>,
  table: string,
  params: unknown[],
): readonly string[] {
  if (term === null) return [];
  return [
    `${table}.case_id IN (SELECT k.case_id FROM cases.search_key k WHERE k.kind = $${params.push(term.kind)}
     AND k.value = $${params.push(term.value)})`,
  ];
}

/** Whether a share `s` is closed by an execution that an authority of the numbered parameter lets its reader be told of. */
export const TOLD_TO_HAVE_ENDED = (telling: number): string =>
  `s.executed_by = ANY ($${telling}) AND s.closed_if_told_on IS NOT NULL`;
