import type { CaseFacts, PlannedField, Reading, Sources } from '../../disclosure';
import { columnsFor, Position, project } from '../../disclosure';
import type { Aliases, Keyring } from '../../persistence';
import { statementName } from '../../persistence';
import type { ConsentDomain } from './consent.entity';
import { evidenceSeal } from './consent.entity';

/** Columns of a consent as a plan may ask for them; one that it does not ask for is absent. */
interface ConsentColumns {
  readonly id: string;
  readonly case_id: string;
  readonly person_id: string;
  readonly field_group: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly valid_from: string;
  readonly valid_to: string;
  readonly revoked_at: Date | null;
  readonly sealed_evidence: Buffer;
}

/** Reads the consents that one domain has recorded, of all cases of a level at once. */
export class ConsentReader {
  constructor(
    private readonly keyring: Keyring,
    private readonly aliases: Aliases,
    private readonly domain: ConsentDomain,
  ) {}

  /**
   * The consents of each case that the reader may see, the newest last.
   *
   * Whose cell has no condition reads all rows that the store hands it, and an empty list where there is none. Whose cell asks for
   * a consent reads those in force that name it; a case without one is absent, so that nothing tells it from a case without any.
   *
   * @param field - the planned field, undefined where the plan does not open it
   * @legalSource OSL-12-2
   */
  async consents(
    reading: Reading,
    field: PlannedField | undefined,
    caseIds: readonly string[],
    factsOf: (caseId: string) => CaseFacts,
  ): Promise<ReadonlyMap<string, readonly object[]>> {
    if (!field) return new Map();
    const isNamed = field.when.length > 0;
    const named = isNamed
      ? caseIds.flatMap((caseId) => factsOf(caseId).named.flatMap(({ ids }) => ids))
      : [];
    const lists = new Map<string, object[]>(isNamed ? [] : caseIds.map((caseId) => [caseId, []]));
    if (isNamed && named.length === 0) return lists;
    const position = field.position ?? new Position('Consent');
    const sources = this.sourcesFor(reading);
    const { knownAt } = reading;
    const then = `$${isNamed ? 3 : 2}`;
    const columns = columnsFor(position, sources, ['case_id']).map((name) =>
      knownAt && name === 'revoked_at'
        ? `CASE WHEN revoked_at <= ${then} THEN revoked_at END AS revoked_at`
        : name,
    );
    const sql = `SELECT ${columns.join(', ')} FROM ${this.domain.table}
      WHERE case_id = ANY ($1)${isNamed ? ' AND id = ANY ($2)' : ''}${knownAt ? ` AND recorded_at <= ${then}` : ''} ORDER BY recorded_at, id`;
    const rows = await reading.session.rows<ConsentColumns>(statementName('consents', sql), sql, [
      caseIds,
      ...(isNamed ? [named] : []),
      ...(knownAt ? [knownAt] : []),
    ]);
    for (const row of rows) {
      const consent = project(position, sources, row, factsOf(row.case_id));
      const list = lists.get(row.case_id);
      if (list) list.push(consent);
      else lists.set(row.case_id, [consent]);
    }
    return lists;
  }

  private sourcesFor({ caller: { reader } }: Reading): Sources<ConsentColumns> {
    return {
      id: { columns: ['id'], value: ({ id }) => this.aliases.alias('consent', reader, id) },
      tenantId: {
        columns: ['person_id'],
        value: ({ person_id: personId }) => this.aliases.alias('tenant', reader, personId),
      },
      fieldGroup: plain('field_group'),
      recipient: plain('recipient'),
      purpose: plain('purpose'),
      validFrom: plain('valid_from'),
      validTo: plain('valid_to'),
      revokedAt: plain('revoked_at'),
      evidence: {
        columns: ['id', 'sealed_evidence'],
        value: ({ id, sealed_evidence: envelope }) =>
          this.keyring.open<string>(envelope, evidenceSeal(this.domain, id)),
      },
    };
  }
}

const plain = (name: keyof ConsentColumns) => ({
  columns: [name],
  value: (row: ConsentColumns) => row[name],
});
