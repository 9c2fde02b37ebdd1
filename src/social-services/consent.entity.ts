import { Column, Entity } from 'typeorm';
import type { ConsentDomain } from '../cases';
import { ConsentRow } from '../cases';

/**
 * A consent that a board has obtained from a tenant, for fields of its own record.
 *
 * @swedish samtycke
 * @legalSource OSL-10-1
 * @legalSource OSL-12-2
 */
@Entity({ schema: 'social', name: 'consent' })
export class BoardConsentRow extends ConsentRow {
  /** Public id of the board. */
  @Column({ name: 'board_id', type: 'text' })
  override readonly owner!: string;
}

/** Where boards keep the consents that they have obtained. */
export const BOARD_CONSENTS: ConsentDomain = {
  table: 'social.consent',
  entity: BoardConsentRow,
  role: 'kvarbo_social_writer',
};
