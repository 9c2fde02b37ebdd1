import type { ClosedTable } from '../disclosure';

/** What is kept of counts; readers get the tables that are made of it, and none of the cells. */
export const STATISTICS_CLOSED: readonly ClosedTable[] = [
  { name: 'statistics.quarter', closed: 'Which quarters have been counted.' },
  {
    name: 'statistics.cell',
    closed: 'The finest cells are added up by the service and never shown as they stand.',
  },
];
