import type { Aliases, Keyring } from '../persistence';
import type { LocalDate } from '../shared';
import type { StoredClaim, StoredService } from './landlord-notice.entity';
import type { NoticeStatus } from './notice-kind.type';
import type { NoticeWarningCode } from './notice-warnings';
import { envelopeContext, type NoticeClass, type NoticeEnvelopes } from './seal-notice';

/** A notice as it is read: under the names of its columns, and of these only the ones that the plan asked for. */
export type NoticeRow = {
  readonly id: string;
  readonly case_id: string;
  readonly receipt_number: string;
  readonly receipt_jws: string | null;
  readonly receipt_sha256: string | null;
  readonly kind: string;
  readonly category: string;
  readonly tenure: string;
  readonly municipality: string;
  readonly room_count: string | null;
  readonly claims: readonly StoredClaim[] | null;
  readonly recovery_total: string | null;
  readonly arrears_months: string | null;
  readonly terminated_on: LocalDate | null;
  readonly tenant_served: readonly StoredService[] | null;
  readonly message_sent_at: Date | null;
  readonly message_channel: string;
  readonly received_at: Date;
  readonly called_on_tenant_on: LocalDate | null;
  readonly document_sha256: string | null;
  readonly status: NoticeStatus;
  readonly warnings: readonly NoticeWarningCode[];
  readonly tenant_ids: readonly string[];
  readonly supersedes: string | null;
  readonly superseded_by: string | null;
} & { readonly [C in NoticeClass as `sealed_${C}`]: Buffer | null };

/** One notice for one reader: its row, its envelopes opened at most once and only when asked for, and the reader's aliases. */
export class NoticeView {
  private readonly opened = new Map<NoticeClass, unknown>();

  constructor(
    readonly row: NoticeRow,
    private readonly keyring: Keyring,
    private readonly aliases: Aliases,
    private readonly reader: string,
  ) {}

  /** The content of an envelope; null if the notice has none of that class. */
  open<C extends NoticeClass>(name: C): NoticeEnvelopes[C] | null {
    const envelope = (this.row as Partial<NoticeRow>)[`sealed_${name}`];
    if (envelope == null) return null;
    if (!this.opened.has(name)) {
      const context = envelopeContext(this.row.id, name);
      this.opened.set(name, this.keyring.open<NoticeEnvelopes[C]>(envelope, context));
    }
    return this.opened.get(name) as NoticeEnvelopes[C];
  }

  /** What the reader calls a notice or tenant. */
  alias(kind: 'notice' | 'tenant', id: string): string {
    return this.aliases.alias(kind, this.reader, id);
  }
}
