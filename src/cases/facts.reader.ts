import type { CaseFacts, Reading } from '../disclosure';
import type { BlindIndexer } from '../persistence';
import { caseFactsFor } from './case-facts';
import type { HubFacts } from './hub-facts';
import { HUB_FACTS_SQL } from './hub-facts';
import { readerKey } from './reader-key';

/** Loads the facts on which conditions are decided, under the role that reads nothing else. */
export class FactsReader {
  constructor(private readonly indexer: BlindIndexer) {}

  readonly load = async (
    reading: Reading,
    caseIds: readonly string[],
  ): Promise<ReadonlyMap<string, CaseFacts>> => {
    const { agency, purpose, reader } = reading.caller;
    const key = { agency, purpose, organisation: readerKey(this.indexer, reader) };
    const rows = await reading.session.decide<HubFacts>('hub_facts', HUB_FACTS_SQL, [caseIds]);
    return new Map(rows.map((facts) => [facts.caseId, caseFactsFor(key, facts, reading.today)]));
  };
}
