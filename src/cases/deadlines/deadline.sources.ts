import type { Deadline } from '../../deadlines';
import { explain } from '../../deadlines';
import type { Source, Sources } from '../../disclosure';

const shown = (name: keyof Deadline): Source<Deadline> => ({
  columns: [],
  value: (clock) => clock[name],
});

/** What is shown of a clock; which clocks there are is decided before. */
export const DEADLINE_SOURCES: Sources<Deadline> = {
  kind: shown('kind'),
  ruleId: shown('ruleId'),
  legalBasis: shown('legalBasis'),
  startsOn: shown('startsOn'),
  endsOn: shown('endsOn'),
  state: shown('state'),
  explanation: { columns: [], value: ({ steps }) => explain(steps) },
};
