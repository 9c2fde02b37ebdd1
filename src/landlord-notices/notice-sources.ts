import { column, columnsFor, project, type Source, type Sources } from '../disclosure';
import type { StoredClaim, StoredService } from './landlord-notice.entity';
import type { NoticeRow, NoticeView } from './notice-view';
import { noticeWarning, type NoticeWarningText } from './notice-warnings';
import type { NoticeClass, NoticeEnvelopes } from './seal-notice';
import { TENANT_SOURCES, tenantsOf } from './tenant-sources';
import type { ValidDisturbance } from './validate-disturbances';

type NoticeColumn = keyof NoticeRow;

const plain = (name: NoticeColumn): Source<NoticeView> => ({
  columns: [name],
  value: ({ row }) => row[name] ?? null,
});

const number = (name: 'room_count' | 'arrears_months'): Source<NoticeView> => ({
  columns: [name],
  value: ({ row }) => (row[name] === null ? null : Number(row[name])),
});

const opened = <C extends NoticeClass>(
  name: C,
  pick: (content: NoticeEnvelopes[C]) => unknown,
): Source<NoticeView> => ({
  columns: [`sealed_${name}`],
  value: (notice) => {
    const content = notice.open(name);
    return content === null ? null : pick(content);
  },
});

const whole = (content: unknown): unknown => content;

/** A part of the notice as an object of its own; null where the column that stands for the part is null. */
const part = (sources: Sources<NoticeView>, exists: NoticeColumn): Source<NoticeView> => ({
  columns: (below) => (below ? columnsFor(below, sources, [exists]) : []),
  value: (notice, below, facts) =>
    below && notice.row[exists] !== null ? project(below, sources, notice, facts) : null,
});

const list = <Item>(
  sources: Sources<Item>,
  always: NoticeColumn,
  items: (notice: NoticeView) => readonly Item[] | null,
): Source<NoticeView> => ({
  columns: (below) => (below ? columnsFor(below, sources, [always]) : []),
  value: (notice, below, facts) =>
    below && (items(notice)?.map((item) => project(below, sources, item, facts)) ?? null),
});

/** A member of an object that is already read. */
const member = <Item>(name: keyof Item & string): Source<Item> => ({
  ...column<Item>(name),
  columns: [],
});

/** The home as the notice has it. @legalSource JB-12-44-FORMS */
export const DWELLING_SOURCES: Sources<NoticeView> = {
  street: opened('address', ({ street }) => street),
  postalCode: opened('address', ({ postalCode }) => postalCode),
  city: opened('address', ({ city }) => city),
  apartmentNumber: opened('address', ({ apartmentNumber }) => apartmentNumber),
  municipality: plain('municipality'),
  roomCount: number('room_count'),
  tenure: plain('tenure'),
};

const LANDLORD_SOURCES: Sources<NoticeView> = {
  name: opened('landlord_name', whole),
  category: plain('category'),
  organisationNumber: opened('landlord_contact', (contact) => contact.organisationNumber),
  postalAddress: opened('landlord_contact', (contact) => contact.postalAddress),
  phone: opened('landlord_contact', (contact) => contact.phone),
};

const CLAIM_SOURCES: Sources<StoredClaim> = {
  periodStart: member('periodStart'),
  periodEnd: member('periodEnd'),
  dueOn: member('dueOn'),
  amount: member('amount'),
  interest: member('interest'),
};

const PAYMENT_SOURCES: Sources<NoticeView> = {
  bankgiro: opened('payment', ({ bankgiro }) => bankgiro),
  plusgiro: opened('payment', ({ plusgiro }) => plusgiro),
  ocr: opened('payment', ({ ocr }) => ocr),
  other: opened('payment', ({ other }) => other),
};

const TERMINATION_SOURCES: Sources<NoticeView> = {
  on: plain('terminated_on'),
  ground: opened('ground', whole),
};

interface ServiceOfNotice extends StoredService {
  readonly notice: NoticeView;
}

const SERVICE_SOURCES: Sources<ServiceOfNotice> = {
  tenantName: {
    columns: ['sealed_tenant_names'],
    value: ({ notice, tenant }) => notice.open('tenant_names')?.[tenant] ?? null,
  },
  servedOn: member('servedOn'),
  method: member('method'),
};

const MESSAGE_SOURCES: Sources<NoticeView> = {
  sentAt: plain('message_sent_at'),
  channel: plain('message_channel'),
  receivedByBoardAt: plain('received_at'),
  proofReference: opened('proof', whole),
};

const RECEIPT_SOURCES: Sources<NoticeView> = {
  jws: plain('receipt_jws'),
  receivedAt: plain('received_at'),
  contentSha256: plain('receipt_sha256'),
};

const DISTURBANCE_SOURCES: Sources<ValidDisturbance> = {
  occurredOn: member('occurredOn'),
  category: member('category'),
  description: member('description'),
};

const DOCUMENT_SOURCES: Sources<NoticeView> = {
  mediaType: { columns: [], value: () => 'application/pdf' },
  sha256: plain('document_sha256'),
  contentBase64: opened('document', whole),
};

const WARNING_SOURCES: Sources<NoticeWarningText> = {
  code: member('code'),
  message: member('message'),
  ruleId: member('ruleId'),
};

/** Where each field of a notice comes from. Its case is a door and not listed. */
export const NOTICE_SOURCES: Sources<NoticeView> = {
  id: { columns: ['id'], value: (notice) => notice.alias('notice', notice.row.id) },
  receiptNumber: plain('receipt_number'),
  kind: plain('kind'),
  landlord: part(LANDLORD_SOURCES, 'id'),
  landlordReference: opened('landlord_reference', whole),
  tenants: list(TENANT_SOURCES, 'tenant_ids', tenantsOf),
  dwelling: part(DWELLING_SOURCES, 'id'),
  claims: list(CLAIM_SOURCES, 'claims', ({ row }) => row.claims),
  recoveryTotal: plain('recovery_total'),
  arrearsMonths: number('arrears_months'),
  paymentInstruction: part(PAYMENT_SOURCES, 'sealed_payment'),
  termination: part(TERMINATION_SOURCES, 'terminated_on'),
  tenantServed: list(
    SERVICE_SOURCES,
    'tenant_served',
    (notice) => notice.row.tenant_served?.map((service) => ({ ...service, notice })) ?? null,
  ),
  message: part(MESSAGE_SOURCES, 'id'),
  receipt: part(RECEIPT_SOURCES, 'id'),
  disturbances: list(DISTURBANCE_SOURCES, 'sealed_disturbances', (notice) =>
    notice.open('disturbances'),
  ),
  calledOnTenantOn: plain('called_on_tenant_on'),
  terminationCopy: part(DOCUMENT_SOURCES, 'document_sha256'),
  status: plain('status'),
  warnings: list(WARNING_SOURCES, 'warnings', ({ row }) => row.warnings.map(noticeWarning)),
  supersedes: aliasOf('supersedes'),
  supersededBy: aliasOf('superseded_by'),
};

function aliasOf(name: 'supersedes' | 'superseded_by'): Source<NoticeView> {
  return {
    columns: [name],
    value: (notice) => {
      const id = notice.row[name];
      return id === null ? null : notice.alias('notice', id);
    },
  };
}
