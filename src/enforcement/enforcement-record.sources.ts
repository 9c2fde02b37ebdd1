import type { Source, Sources } from '../disclosure';
import { columnsFor, project } from '../disclosure';
import { DEFENDANTS } from './defendant.sources';
import type { ChangeRow, RecordColumns, RecordRow } from './record-row';
import type { SealedAddress, SealedTitle } from './record-seals';

const plain = (name: keyof RecordColumns): Source<RecordRow> => ({
  columns: [name],
  value: ({ columns }) => columns[name] ?? null,
});

/** A part that is there if its `key` column is, with fields of its own. */
const part = (key: keyof RecordColumns, fields: Sources<RecordRow>): Source<RecordRow> => ({
  columns: (below) => (below ? columnsFor(below, fields, [key]) : [key]),
  value: (row, below, facts) =>
    below && row.columns[key] != null ? project(below, fields, row, facts) : null,
});

const address = (name: keyof SealedAddress): Source<RecordRow> => ({
  columns: ['sealed_address'],
  value: ({ open }) => open('sealed_address')?.[name] ?? null,
});

const title = (name: keyof SealedTitle): Source<RecordRow> => ({
  columns: ['sealed_title'],
  value: ({ open }) => open('sealed_title')?.[name] ?? null,
});

const DWELLING: Sources<RecordRow> = {
  street: address('street'),
  postalCode: address('postalCode'),
  city: address('city'),
  apartmentNumber: address('apartmentNumber'),
  municipality: plain('municipality'),
  roomCount: {
    columns: ['room_count'],
    value: ({ columns }) => (columns.room_count === null ? null : Number(columns.room_count)),
  },
  tenure: plain('tenure'),
};

const SUMMARY_CASE: Sources<RecordRow> = {
  appliedOn: plain('summary_applied_on'),
  contested: plain('summary_contested'),
  contestationSentOn: plain('summary_contestation_sent_on'),
  decidedOn: plain('summary_decided_on'),
};

const TITLE: Sources<RecordRow> = {
  kind: title('kind'),
  decidedOn: plain('title_decided_on'),
  ground: title('ground'),
  claim: plain('title_claim'),
};

const EVICTION_TIME: Sources<RecordRow> = {
  date: plain('eviction_on'),
  time: plain('eviction_at'),
  notifiedAt: plain('eviction_notified_at'),
};

const STAY: Sources<RecordRow> = {
  decidedOn: plain('stay_decided_on'),
  until: plain('stay_until'),
  exceptional: plain('stay_exceptional'),
  reasons: {
    columns: ['sealed_stay_reasons'],
    value: ({ open }) => open('sealed_stay_reasons'),
  },
};

const CLOSURE: Sources<RecordRow> = { kind: plain('closure_kind'), on: plain('closure_on') };

const STORAGE: Sources<RecordRow> = {
  place: {
    columns: ['sealed_storage_place'],
    value: ({ open }) => open('sealed_storage_place'),
  },
  endsOn: plain('storage_ends_on'),
};

const change = (name: keyof ChangeRow): Source<ChangeRow> => ({
  columns: [],
  value: (row) => row[name],
});

const CHANGE: Sources<ChangeRow> = {
  version: change('version'),
  recordedAt: change('recorded_at'),
  status: change('status'),
  evictionDate: change('eviction_on'),
};

/** Where each field of `EnforcementRecord` comes from; `case` is a door of its own. */
export const RECORD_SOURCES: Sources<RecordRow> = {
  caseNumber: plain('case_number'),
  version: plain('version'),
  status: plain('status'),
  appliedOn: plain('applied_on'),
  documentsReceivedOn: plain('documents_received_on'),
  dwelling: {
    columns: (below) => (below ? columnsFor(below, DWELLING) : []),
    value: (row, below, facts) => below && project(below, DWELLING, row, facts),
  },
  applicant: {
    columns: ['sealed_applicant'],
    value: ({ open }) => open('sealed_applicant'),
  },
  summaryCase: part('summary_applied_on', SUMMARY_CASE),
  title: part('title_decided_on', TITLE),
  defendants: DEFENDANTS,
  heardOn: plain('heard_on'),
  evictionTime: part('eviction_on', EVICTION_TIME),
  stay: part('stay_decided_on', STAY),
  closure: part('closure_on', CLOSURE),
  executedOn: plain('executed_on'),
  childrenAffected: plain('children_affected'),
  childrenCount: plain('children_count'),
  storage: part('storage_ends_on', STORAGE),
  consents: { columns: [], value: ({ consents }) => consents },
  history: {
    columns: [],
    value: ({ history }, below, facts) =>
      below && history.map((version) => project(below, CHANGE, version, facts)),
  },
};
