import { registerEnumType } from 'type-graphql';

/** Which cases a list takes in, by whether they are still open for the reader. */
export enum CaseScope {
  OPEN = 'OPEN',
  CLOSED = 'CLOSED',
  ALL = 'ALL',
}

registerEnumType(CaseScope, {
  name: 'CaseScope',
  description: 'Which cases a list takes in.',
  valuesConfig: {
    OPEN: { description: 'Cases in which something may still have to be done.' },
    CLOSED: { description: 'Cases that are closed, as long as they are kept.' },
    ALL: { description: 'Open and closed cases.' },
  },
});

/**
 * The order of a list of cases; each order uses only values that the reader may read.
 *
 * @legalSource SPF-15-SEARCH
 */
export enum CaseOrder {
  RECEIVED_DESC = 'RECEIVED_DESC',
  RECEIVED_ASC = 'RECEIVED_ASC',
  NEXT_DEADLINE = 'NEXT_DEADLINE',
  EVICTION_DATE = 'EVICTION_DATE',
  PRIORITY = 'PRIORITY',
}

registerEnumType(CaseOrder, {
  name: 'CaseOrder',
  description: 'The order of a list of cases, by values that the reader may read.',
  valuesConfig: {
    RECEIVED_DESC: { description: 'The case that came in last stands first.' },
    RECEIVED_ASC: { description: 'The case that came in first stands first.' },
    NEXT_DEADLINE: {
      description:
        'The case with the earliest day of an unmet statutory clock, today or later, stands first; those without any last.',
    },
    EVICTION_DATE: { description: 'The case with the earliest eviction date stands first.' },
    PRIORITY: {
      description:
        'The most urgent of a board’s own open cases stands first, of equals the one that came in first; behind its standing decision PRIORITY_QUEUE.',
    },
  },
});
