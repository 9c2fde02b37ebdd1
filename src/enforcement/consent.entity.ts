import { Column, Entity } from 'typeorm';
import type { ConsentDomain } from '../cases';
import { ConsentRow } from '../cases';

/**
 * A consent that Kronofogden has obtained from a defendant, for fields of its own record.
 *
 * @swedish samtycke
 * @legalSource OSL-10-1
 * @legalSource OSL-12-2
 */
@Entity({ schema: 'enforcement', name: 'consent' })
export class EnforcementConsentRow extends ConsentRow {
  /** The authority, as the store names it. */
  @Column({ type: 'text', name: 'authority' })
  override readonly owner!: string;
}

/** Where Kronofogden keeps the consents that it has obtained. */
export const ENFORCEMENT_CONSENTS: ConsentDomain = {
  table: 'enforcement.consent',
  entity: EnforcementConsentRow,
  role: 'kvarbo_enforcement_writer',
};
