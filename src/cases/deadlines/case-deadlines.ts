import type { Batch, DisclosurePolicy, Door } from '../../disclosure';
import { clocksOpenTo, clocksThatOpenTo, NO_FACTS, project } from '../../disclosure';
import { clocksOfCase } from './case-clocks';
import type { ClockEvents, ClockSource } from './clock-events';
import { DEADLINE_SOURCES } from './deadline.sources';

/** The clocks of cases, from what each domain may tell this reader of their events. */
export class CaseDeadlines {
  constructor(
    private readonly policy: DisclosurePolicy,
    private readonly sources: readonly ClockSource[],
  ) {}

  /**
   * The clocks of each case of a level.
   *
   * A clock of which anything is closed to the reader is not in the list, as if there were none.
   */
  readonly ofCases: Door<readonly object[]> = async (batch, position) => {
    if (!position) return new Map();
    const { caller, today } = batch.reading;
    const [known, events] = await Promise.all([
      batch.reading.facts(batch.caseIds),
      this.events(batch),
    ]);
    return new Map(
      batch.caseIds.map((caseId) => {
        const facts = known.get(caseId) ?? NO_FACTS;
        const open = clocksOpenTo(this.policy, caller.agency, facts);
        const clocks = clocksOfCase(events(caseId), { agency: caller.agency, open, today });
        return [caseId, clocks.map((clock) => project(position, DEADLINE_SOURCES, clock, facts))];
      }),
    );
  };

  private async events(batch: Batch): Promise<(caseId: string) => ClockEvents> {
    const kinds = clocksThatOpenTo(this.policy, batch.reading.caller.agency);
    const found = await Promise.all(this.sources.map((source) => source.clockEvents(batch, kinds)));
    return (caseId) =>
      found.reduce<ClockEvents>((all, byCase) => ({ ...all, ...byCase.get(caseId) }), {});
  }
}
