/** One statement as PostgreSQL ran it. */
export interface StatementPlan {
  readonly text: string;
  readonly plan: PlanNode;
}

/** A node of a plan, as `EXPLAIN (ANALYZE, BUFFERS, VERBOSE, FORMAT JSON)` has it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly Schema?: string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Operation?: string;
  readonly 'CTE Name'?: string;
  readonly 'Subplan Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Actual Total Time'?: number;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Sequential scans over tables that grow, as `schema.table`. A scan that the run never entered counts as well. */
export function sequentialScans(plan: PlanNode, growing: ReadonlySet<string>): readonly string[] {
  const table = `${plan.Schema ?? ''}.${plan['Relation Name'] ?? ''}`;
  const isSequential = /^(Parallel )?Seq Scan$/.test(plan['Node Type']) && growing.has(table);
  return [
    ...(isSequential ? [table] : []),
    ...(plan.Plans ?? []).flatMap((below) => sequentialScans(below, growing)),
  ];
}

/** How many pages a plan has touched, found in memory or read. */
export function pagesOf(plan: PlanNode): number {
  return (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
}

/** A plan as indented lines: what was done with what, rows and loops, pages found in memory and read, rows thrown away. */
export function planLines(plan: PlanNode, depth = 0): readonly string[] {
  const { Operation: operation, Plans: below = [] } = plan;
  const table = plan['Relation Name'];
  const parts = [
    plan['Subplan Name'] === undefined ? '' : `${plan['Subplan Name']}: `,
    plan['Node Type'],
    operation === undefined || operation === 'Select' ? '' : ` ${operation}`,
    plan['Index Name'] === undefined ? '' : ` using ${plan['Index Name']}`,
    table === undefined ? '' : ` on ${plan.Schema ?? ''}.${table}`,
    plan['CTE Name'] === undefined ? '' : ` on ${plan['CTE Name']}`,
    ` (rows ${plan['Actual Rows'] ?? 0}, loops ${plan['Actual Loops'] ?? 0}`,
    `, hit ${plan['Shared Hit Blocks'] ?? 0}, read ${plan['Shared Read Blocks'] ?? 0}`,
    plan['Rows Removed by Filter'] ? `, filtered ${plan['Rows Removed by Filter']}` : '',
    ')',
  ];
  return [
    `${'  '.repeat(depth)}${parts.join('')}`,
    ...below.flatMap((one) => planLines(one, depth + 1)),
  ];
}

/** The first words of a statement, on one line. */
export function beginningOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 110);
}
