import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../shared';
import type { NoticeWarningCode } from './notice-warnings';

/** Unpaid rent for one period as it is stored; amounts in kronor with two decimals. */
export interface StoredClaim {
  readonly periodStart: LocalDate;
  readonly periodEnd: LocalDate;
  readonly dueOn: LocalDate;
  readonly amount: string;
  readonly interest: string | null;
}

/** Service of the recovery notice on one tenant, who is named by position alone: names stand in their own envelope. */
export interface StoredService {
  /** Position among the notice's tenants, from 0. */
  readonly tenant: number;
  readonly servedOn: LocalDate;
  readonly method: string;
}

/**
 * A landlord's statutory message to the social board. Only `boardId`, `invoked`, `status`, `supersededBy` and `supersededAt` ever
 * change.
 *
 * @swedish meddelande till socialnämnden
 * @legalSource JB-12-44-FORMS
 * @legalSource JB-12-25A-DISTURB
 */
@Entity({ schema: 'landlord', name: 'notice' })
export class LandlordNotice {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  /** The hub's case. */
  @Column({ name: 'case_id', type: 'uuid' })
  readonly caseId!: string;

  /** The landlord as the store names it. */
  @Column({ type: 'text' })
  readonly landlord!: string;

  /** The board to which the notice was routed. */
  @Column({ name: 'board_id', type: 'text' })
  readonly boardId!: string;

  /** The board of the dwelling, to which the landlord wrote, wherever the notice has gone since. */
  @Column({ name: 'addressed_board', type: 'text' })
  readonly addressedBoard!: string;

  /** Whether the landlord invokes the notice at Kronofogden, which may then read it. */
  @Column({ type: 'boolean' })
  readonly invoked!: boolean;

  /** `KB-7Q4M-2X9R-5`: random with a check character. */
  @Column({ name: 'receipt_number', type: 'text' })
  readonly receiptNumber!: string;

  /** The signed receipt as it was first issued; null only for notices from before receipts were signed. */
  @Column({ name: 'receipt_jws', type: 'text', nullable: true })
  readonly receiptJws!: string | null;

  /** Salted SHA-256 of the notice as it was sent, in lower-case hexadecimal. */
  @Column({ name: 'receipt_sha256', type: 'text', nullable: true })
  readonly receiptSha256!: string | null;

  @Column({ type: 'text' })
  readonly kind!: string;

  /** What kind of landlord it is. */
  @Column({ type: 'text' })
  readonly category!: string;

  @Column({ type: 'text' })
  readonly tenure!: string;

  /** Four-digit code of the municipality where the dwelling lies. */
  @Column({ type: 'text' })
  readonly municipality!: string;

  /** In halves, the kitchen not counted; null if the landlord did not say. */
  @Column({ name: 'room_count', type: 'numeric', nullable: true })
  readonly roomCount!: string | null;

  /** Null for a notice about disturbances. */
  @Column({ type: 'jsonb', nullable: true })
  readonly claims!: readonly StoredClaim[] | null;

  /** In kronor; null for a notice about disturbances. */
  @Column({ name: 'recovery_total', type: 'numeric', nullable: true })
  readonly recoveryTotal!: string | null;

  /** Months of rent that the claims cover; null for a notice about disturbances. */
  @Column({ name: 'arrears_months', type: 'numeric', nullable: true })
  readonly arrearsMonths!: string | null;

  /** The day of the termination; null if there is none. */
  @Column({ name: 'terminated_on', type: 'date', nullable: true })
  readonly terminatedOn!: LocalDate | null;

  /** Empty if no service was reported; null for a notice about disturbances. */
  @Column({ name: 'tenant_served', type: 'jsonb', nullable: true })
  readonly tenantServed!: readonly StoredService[] | null;

  /** When the message was sent on another way; null if it came through the gateway alone. */
  @Column({ name: 'message_sent_at', type: 'timestamptz', nullable: true })
  readonly messageSentAt!: Date | null;

  @Column({ name: 'message_channel', type: 'text' })
  readonly messageChannel!: string;

  /** Instant at which the gateway received the notice for the board; unlike that of any other notice of the case. */
  @Column({ name: 'received_at', type: 'timestamptz' })
  readonly receivedAt!: Date;

  /** The day on which the tenant was called on to stop. */
  @Column({ name: 'called_on_tenant_on', type: 'date', nullable: true })
  readonly calledOnTenantOn!: LocalDate | null;

  /** SHA-256 of the termination copy in lower-case hexadecimal; null if there is no copy. */
  @Column({ name: 'document_sha256', type: 'text', nullable: true })
  readonly documentSha256!: string | null;

  @Column({ type: 'text' })
  readonly status!: string;

  /** Codes of the warnings, in their fixed order. */
  @Column({ type: 'jsonb' })
  readonly warnings!: readonly NoticeWarningCode[];

  /** The hub's ids of the tenants, in the order in which the notice names them. */
  @Column({ name: 'tenant_ids', type: 'uuid', array: true })
  readonly tenantIds!: readonly string[];

  /** The notice whose place this one took. */
  @Column({ type: 'uuid', nullable: true })
  readonly supersedes!: string | null;

  /** The notice that took this one's place; at most one. */
  @Column({ name: 'superseded_by', type: 'uuid', nullable: true })
  readonly supersededBy!: string | null;

  /** Instant at which it did; null where none has. */
  @Column({ name: 'superseded_at', type: 'timestamptz', nullable: true })
  readonly supersededAt!: Date | null;

  /** Envelope of the landlord's name. */
  @Column({ name: 'sealed_landlord_name', type: 'bytea' })
  readonly sealedLandlordName!: Buffer;

  /** Envelope of the landlord's organisation number, postal address and telephone. */
  @Column({ name: 'sealed_landlord_contact', type: 'bytea' })
  readonly sealedLandlordContact!: Buffer;

  /** Envelope of the landlord's own reference; null if it gave none. */
  @Column({ name: 'sealed_landlord_reference', type: 'bytea', nullable: true })
  readonly sealedLandlordReference!: Buffer | null;

  /** Envelope of the tenants' names, one for each of `tenantIds`. */
  @Column({ name: 'sealed_tenant_names', type: 'bytea' })
  readonly sealedTenantNames!: Buffer;

  /** Envelope of the tenants' addresses, telephones and e-mail addresses. */
  @Column({ name: 'sealed_tenant_contacts', type: 'bytea' })
  readonly sealedTenantContacts!: Buffer;

  /** Envelope of the tenants' identity numbers. */
  @Column({ name: 'sealed_tenant_numbers', type: 'bytea' })
  readonly sealedTenantNumbers!: Buffer;

  /** Envelope of the dwelling's address. */
  @Column({ name: 'sealed_address', type: 'bytea' })
  readonly sealedAddress!: Buffer;

  /** Envelope of the payment instruction; null for a notice about disturbances. */
  @Column({ name: 'sealed_payment', type: 'bytea', nullable: true })
  readonly sealedPayment!: Buffer | null;

  /** Envelope of the ground of the termination; null if there is none. */
  @Column({ name: 'sealed_ground', type: 'bytea', nullable: true })
  readonly sealedGround!: Buffer | null;

  /** Envelope of what proves the message on another way; null if there was none. */
  @Column({ name: 'sealed_proof', type: 'bytea', nullable: true })
  readonly sealedProof!: Buffer | null;

  /** Envelope of the disturbances; null for a notice about arrears. */
  @Column({ name: 'sealed_disturbances', type: 'bytea', nullable: true })
  readonly sealedDisturbances!: Buffer | null;

  /** Envelope of the termination copy; null if there is no copy. */
  @Column({ name: 'sealed_document', type: 'bytea', nullable: true })
  readonly sealedDocument!: Buffer | null;
}
