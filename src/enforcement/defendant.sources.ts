import { isProtected } from '../cases';
import type { Source, Sources } from '../disclosure';
import { columnsFor, project } from '../disclosure';
import type { RecordRow } from './record-row';
import type { SealedContact, SealedDefendant } from './record-seals';

/** One defendant of a record, by position. */
interface DefendantRow {
  readonly record: RecordRow;
  readonly position: number;
  readonly personId: string;
}

const named = (name: keyof SealedDefendant): Source<DefendantRow> => ({
  columns: ['sealed_defendants'],
  value: ({ record, position }) => record.open('sealed_defendants')?.[position]?.[name] ?? null,
});

const contact = (name: keyof SealedContact): Source<DefendantRow> => ({
  columns: ['sealed_defendant_contacts'],
  value: ({ record, position }) =>
    record.open('sealed_defendant_contacts')?.[position]?.[name] ?? null,
});

/** Names are told to more readers than contact data, so they lie in different envelopes. @legalSource OSL-34-1 */
const DEFENDANT_SOURCES: Sources<DefendantRow> = {
  id: { columns: [], value: ({ record, personId }) => record.tenantAlias(personId) },
  name: named('name'),
  personalIdentityNumber: named('personalIdentityNumber'),
  postalAddress: contact('postalAddress'),
  phone: contact('phone'),
  email: contact('email'),
  protectedIdentity: {
    columns: [],
    value: ({ personId }, _below, facts) => isProtected(personId, facts),
  },
};

/** `EnforcementRecord.defendants`: the persons as Kronofogden pushed them. */
export const DEFENDANTS: Source<RecordRow> = {
  columns: (below) =>
    below ? columnsFor(below, DEFENDANT_SOURCES, ['defendant_ids']) : ['defendant_ids'],
  value: (record, below, facts) =>
    below &&
    record.columns.defendant_ids.map((personId, position) =>
      project(below, DEFENDANT_SOURCES, { record, position, personId }, facts),
    ),
};
