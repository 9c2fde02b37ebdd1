import type { Pool } from 'pg';
import { socialBoardDirectory } from '../../src/cases';
import { stageOn } from '../../src/cases/stage';
import type { StageView } from '../../src/cases/stage';
import { noticeWarning } from '../../src/landlord-notices/notice-warnings';
import type { NoticeWarningCode } from '../../src/landlord-notices/notice-warnings';
import type { Keyring } from '../../src/persistence';
import { BOARD_CASE } from './board-case-statement';
import { socialServices } from './board-work';
import type { WorkRow } from './board-work';

type Row = WorkRow &
  StageView & {
    readonly [column: string]: unknown;
    readonly case_id: string;
    readonly id: string;
    readonly board_id: string;
    readonly case_number: string | null;
    readonly tenant_ids: readonly string[];
    readonly defendant_ids: readonly string[];
    readonly unprotected: readonly string[];
    readonly warnings: readonly NoticeWarningCode[];
    readonly claims: readonly object[];
    readonly tenant_served: readonly {
      readonly tenant: number;
      readonly servedOn: string;
      readonly method: string;
    }[];
  };

interface Person {
  readonly name: string;
  readonly personalIdentityNumber: string | null;
}

interface Contact {
  readonly postalAddress: string;
  readonly phone: string | null;
  readonly email: string | null;
}

/** Opens an envelope of a row; null where there is none. */
export type Open = (envelope: unknown, context: string) => unknown;

/** One case in full, as its board reads it and the API words it. */
export async function boardCase(
  pool: Pool,
  values: readonly unknown[],
  { keyring, today }: { keyring: Keyring; today: string },
): Promise<object> {
  const { rows } = await pool.query<Row>({ ...BOARD_CASE, values: [...values] });
  const [row] = rows;
  if (!row) return { case: null };
  const open: Open = (envelope, context) =>
    envelope instanceof Buffer ? keyring.open<unknown>(envelope, context) : null;
  const notices = rows.map((one) => notice(one, open));
  const [first] = notices;
  return {
    case: {
      id: row.case_id,
      version: row.share_version,
      stage: stageOn(row, today),
      receivedAt: row.share_received_at,
      earlierNotices: row.earlier,
      board: socialBoardDirectory.find(row.board_id),
      dwelling: first?.dwelling,
      tenants: first?.tenants,
      settlement: row.settlement_status && {
        status: row.settlement_status,
        amount: row.settlement_amount,
        on: row.settled_on,
      },
      deferral: row.granted_on && { grantedOn: row.granted_on, until: row.deferred_until },
      notices,
      socialServices: socialServices(row, open),
      enforcement: row.case_number === null ? null : record(row, open),
    },
  };
}

function notice(row: Row, open: Open) {
  const part = (name: string): unknown =>
    open(row[`sealed_${name}`], `landlord.notice/${row.id}/${name}`);
  const names = (part('tenant_names') ?? []) as readonly string[];
  const contacts = part('tenant_contacts') as readonly Contact[] | null;
  const numbers = part('tenant_numbers') as readonly string[] | null;
  const ground = part('ground');
  return {
    id: row.id,
    case: { id: row.case_id },
    receiptNumber: row.receipt_number,
    kind: row.kind,
    recoveryTotal: row.recovery_total,
    arrearsMonths: numberOf(row.arrears_months),
    calledOnTenantOn: row.called_on_tenant_on,
    status: row.status,
    supersedes: row.supersedes,
    supersededBy: row.superseded_by,
    landlord: {
      name: part('landlord_name'),
      category: row.category,
      ...(part('landlord_contact') as object),
    },
    tenants: names.map((name, index) => ({
      id: row.tenant_ids[index],
      name,
      personalIdentityNumber: numbers?.[index] ?? null,
      ...contacts?.[index],
      protectedIdentity: isProtected(row, row.tenant_ids[index]),
    })),
    dwelling: dwelling(part('address') as object, [row.municipality, row.room_count, row.tenure]),
    claims: row.claims,
    paymentInstruction: part('payment'),
    termination: ground && { on: row.terminated_on, ground },
    tenantServed: row.tenant_served.map(({ tenant, servedOn, method }) => {
      return { tenantName: names[tenant], servedOn, method };
    }),
    message: {
      sentAt: row.message_sent_at,
      channel: row.message_channel,
      receivedByBoardAt: row.received_at,
      proofReference: part('proof'),
    },
    receipt: {
      jws: row.receipt_jws,
      receivedAt: row.received_at,
      contentSha256: row.receipt_sha256,
    },
    disturbances: part('disturbances'),
    terminationCopy: null,
    warnings: row.warnings.map(noticeWarning),
  };
}

function record(row: Row, open: Open) {
  const context = (name: string): string => `enforcement.record/${row.case_number ?? ''}/${name}`;
  const persons = (open(row.sealed_defendants, context('defendants')) ?? []) as readonly Person[];
  return {
    case: { id: row.case_id },
    caseNumber: row.case_number,
    status: row.status_for_board,
    appliedOn: row.applied_on,
    documentsReceivedOn: row.documents_received_on,
    applicant: open(row.sealed_applicant, context('applicant')),
    heardOn: null,
    executedOn: null,
    childrenAffected: null,
    dwelling: dwelling(open(row.record_address, context('address')) as object, [
      row.record_municipality,
      row.record_room_count,
      row.record_tenure,
    ]),
    title: row.title_decided_on && {
      ...(open(row.sealed_title, context('title')) as object),
      decidedOn: row.title_decided_on,
      claim: row.title_claim,
    },
    defendants: persons.map((person, index) => ({
      id: row.defendant_ids[index],
      ...person,
      postalAddress: null,
      phone: null,
      email: null,
      protectedIdentity: isProtected(row, row.defendant_ids[index]),
    })),
    evictionTime: row.eviction_on && {
      date: row.eviction_on,
      time: row.eviction_at,
      notifiedAt: row.eviction_notified_at,
    },
    stay: row.stay_decided_on && {
      decidedOn: row.stay_decided_on,
      until: row.stay_until,
      exceptional: row.stay_exceptional,
      reasons: null,
    },
    closure: row.closure_on_for_board && {
      kind: row.closure_kind_for_board,
      on: row.closure_on_for_board,
    },
    storage: null,
    consents: null,
  };
}

function dwelling(address: object, [municipality, roomCount, tenure]: readonly unknown[]) {
  return { ...address, municipality, roomCount: numberOf(roomCount), tenure };
}

function isProtected({ unprotected }: Row, person: string | undefined): boolean {
  return person === undefined || !unprotected.includes(person);
}

function numberOf(value: unknown): number | null {
  return value === null ? null : Number(value);
}
