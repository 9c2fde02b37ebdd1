import type { CaseFacts, Condition, Reading } from '../disclosure';
import type { BlindIndexer } from '../persistence';
import { statementName } from '../persistence';
import { Agency } from '../shared';
import { caseFactsFor } from './case-facts';
import type { FactRow } from './facts-statements';
import { decidingFactsFrom, decidingFactsSql } from './facts-statements';
import type { DecidingPart } from './hub-facts';
import { readerKey } from './reader-key';

type Kind = Condition['kind'];

/** What each condition is decided from. */
const PARTS_BY_CONDITION: Readonly<Record<Kind, readonly DecidingPart[]>> = {
  IF_PARTY: ['notices', 'enforcement'],
  IF_DATE_SET: ['enforcement'],
  IF_UNPROTECTED: ['notices', 'enforcement', 'protections'],
  IF_CONSENT: ['notices', 'enforcement', 'consents'],
  IF_SWITCH: ['notices', 'enforcement', 'decisions'],
  IF_SWITCH_OR_CONSENT: ['notices', 'enforcement', 'consents', 'decisions'],
};

/** Loads the facts on which conditions are decided, under the role that reads nothing else. */
export class FactsReader {
  constructor(private readonly indexer: BlindIndexer) {}

  readonly load = async (
    reading: Reading,
    caseIds: readonly string[],
  ): Promise<ReadonlyMap<string, CaseFacts>> => {
    const { agency, purpose, reader } = reading.caller;
    const key = { agency, purpose, organisation: readerKey(this.indexer, reader) };
    const { name, sql } = statementFor(reading);
    const rows = await reading.session.decide<FactRow>(name, sql, [caseIds]);
    const facts = decidingFactsFrom(caseIds, rows);
    return new Map([...facts].map(([id, asked]) => [id, caseFactsFor(key, asked, reading.today)]));
  };
}

interface Statement {
  readonly name: string;
  readonly sql: string;
}

/** By agency and kinds of conditions; there are few. */
const statements = new Map<string, Statement>();

function statementFor({ caller, conditions }: Reading): Statement {
  const kinds = conditions ?? (Object.keys(PARTS_BY_CONDITION) as Kind[]);
  const key = [caller.agency, ...kinds].join(' ');
  const known = statements.get(key);
  if (known) return known;
  const sql = decidingFactsSql(partsFor(caller.agency, [...kinds]));
  const statement = { name: statementName('hub_facts', sql), sql };
  statements.set(key, statement);
  return statement;
}

function partsFor(agency: Agency, kinds: readonly Kind[]): ReadonlySet<DecidingPart> {
  // Whether a record exists for its reader rests on party, whatever is asked of it.
  const parts = new Set(
    ['IF_PARTY' as const, ...kinds].flatMap((kind) => PARTS_BY_CONDITION[kind]),
  );
  // A landlord is party by its application alone.
  if (agency === Agency.LANDLORD && !parts.has('consents') && !parts.has('decisions'))
    parts.delete('notices');
  return parts;
}
