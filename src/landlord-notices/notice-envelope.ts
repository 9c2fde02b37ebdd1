import type { Keyring } from '../persistence';
import type { NoticeRow } from './notice-view';
import { envelopeContext, type NoticeClass, type NoticeEnvelopes } from './seal-notice';

/** A notice as its controller holds it; disturbances and document are not read. */
export type HeldNotice = Omit<NoticeRow, 'sealed_disturbances' | 'sealed_document'> & {
  readonly landlord: string;
  readonly board_id: string;
  readonly invoked: boolean;
};

/** Opens one envelope of a notice; null if the notice has none of that class. */
export function openEnvelope<C extends NoticeClass>(
  keyring: Keyring,
  row: { readonly id: string } & { readonly [N in C as `sealed_${N}`]: Buffer | null },
  name: C,
): NoticeEnvelopes[C] | null {
  const envelope = row[`sealed_${name}` as const] as Buffer | null;
  return envelope && keyring.open<NoticeEnvelopes[C]>(envelope, envelopeContext(row.id, name));
}
