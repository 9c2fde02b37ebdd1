import type { CaseContribution, DwellingView, PersonView } from '../cases';
import { authoritiesTelling } from '../cases';
import type { Batch, CaseFacts, Position } from '../disclosure';
import { isOpen, NO_FACTS } from '../disclosure';
import type { Aliases, Keyring } from '../persistence';
import { byKeys, statementName } from '../persistence';
import { Agency } from '../shared';
import { columnsByReader } from './columns-by-reader';
import type { RecordColumns, RecordRow } from './record-row';
import { recordRowOf } from './record-row';

const NAMED = ['name', 'personalIdentityNumber'] as const;
const ADDRESS = ['street', 'postalCode', 'city', 'apartmentNumber'] as const;
const PLAIN = { municipality: 'municipality', roomCount: 'room_count', tenure: 'tenure' } as const;

/**
 * What Kronofogden's records say of a case's persons and dwelling; contact data never, since Kronofogden may have found it.
 *
 * A landlord reads both as it named them itself, so it is told nothing here.
 *
 * @legalSource OSL-34-1
 * @legalSource UF-16-2-NOTIFY
 */
export class EnforcementContribution implements CaseContribution {
  readonly readers: ReadonlySet<Agency> = new Set([Agency.SOCIAL_SERVICES, Agency.ENFORCEMENT]);

  constructor(
    private readonly keyring: Keyring,
    private readonly aliases: Aliases,
  ) {}

  /** The defendants of all records of each case. */
  readonly persons = async (batch: Batch): Promise<ReadonlyMap<string, readonly PersonView[]>> => {
    const position = batch.position.below('tenants');
    if (!position) return new Map();
    const sealed = NAMED.some((name) => position.has(name)) ? ['sealed_defendants'] : [];
    const found = new Map<string, PersonView[]>();
    for (const { row, shows } of await this.records(batch, position, [
      'defendant_ids',
      ...sealed,
    ])) {
      const named = NAMED.some(shows) ? row.open('sealed_defendants') : null;
      const persons = row.columns.defendant_ids.map((personId, index) => ({
        personId,
        name: shows('name') ? (named?.[index]?.name ?? null) : null,
        personalIdentityNumber: shows('personalIdentityNumber')
          ? (named?.[index]?.personalIdentityNumber ?? null)
          : null,
        postalAddress: null,
        phone: null,
        email: null,
      }));
      found.set(row.columns.case_id, [...(found.get(row.columns.case_id) ?? []), ...persons]);
    }
    return found;
  };

  /** The dwelling as it was pushed, of several records from the open and latest one. */
  readonly dwellings = async (batch: Batch): Promise<ReadonlyMap<string, DwellingView>> => {
    const position = batch.position.below('dwelling');
    if (!position) return new Map();
    const columns = Object.entries(PLAIN).flatMap(([name, column]) =>
      position.has(name) ? column : [],
    );
    const sealed = ADDRESS.some((name) => position.has(name)) ? ['sealed_address'] : [];
    const found = new Map<string, DwellingView>();
    for (const { row, shows } of await this.records(batch, position, [...columns, ...sealed])) {
      if (found.has(row.columns.case_id)) continue;
      const address = ADDRESS.some(shows) ? row.open('sealed_address') : null;
      const { municipality, tenure, room_count: rooms } = row.columns;
      found.set(row.columns.case_id, {
        street: shows('street') ? (address?.street ?? null) : null,
        postalCode: shows('postalCode') ? (address?.postalCode ?? null) : null,
        city: shows('city') ? (address?.city ?? null) : null,
        apartmentNumber: shows('apartmentNumber') ? (address?.apartmentNumber ?? null) : null,
        municipality: shows('municipality') ? municipality : null,
        roomCount: shows('roomCount') && rooms !== null ? Number(rooms) : null,
        tenure: shows('tenure') ? tenure : null,
      });
    }
    return found;
  };

  /** Records of the batch, the open and latest ones first, with what tells which fields are open in their case. */
  private async records(
    batch: Batch,
    position: Position,
    columns: readonly string[],
  ): Promise<readonly { row: RecordRow; shows: (field: string) => boolean }[]> {
    const { session, caller } = batch.reading;
    const telling = await authoritiesTelling(batch.reading);
    const own = columnsByReader({ agency: caller.agency, telling });
    const keys = byKeys(batch.caseIds);
    const sql = `SELECT ${own.select(['case_id', 'case_number', ...columns])}
      FROM enforcement.record WHERE case_id ${keys.is} ORDER BY ${own.openThenLatest}, case_number`;
    const rows = await session.rows<RecordColumns>(statementName('record_parties', sql), sql, [
      keys.value,
      ...own.params,
    ]);
    const facts: ReadonlyMap<string, CaseFacts> = position.conditional
      ? await batch.reading.facts(batch.caseIds)
      : new Map();
    const opening = { keyring: this.keyring, aliases: this.aliases, reader: caller.reader };
    return rows.map((row) => ({
      row: recordRowOf(row, opening),
      shows: (name) => {
        const field = position.fields.get(name);
        return field !== undefined && isOpen(field, facts.get(row.case_id) ?? NO_FACTS);
      },
    }));
  }
}
