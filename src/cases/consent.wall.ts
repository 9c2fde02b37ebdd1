import type { WallColumn } from '../disclosure';
import { carries, own, PURPOSE, TODAY } from '../disclosure';
import { Agency } from '../shared';

/**
 * The consents that a recipient may know of: those in force that name its agency and the purpose of its read, in cases of which it
 * knows the record that shows them.
 *
 * @param shown - the table with the reader's own rows of that record, each with its `case_id`
 * @legalSource OSL-12-2
 */
export function consentsNaming(agency: Agency, shown = 'cases.share'): string {
  return `recipient = '${agency}' AND purpose = ${PURPOSE} AND revoked_at IS NULL
    AND ${TODAY} BETWEEN valid_from AND valid_to
    AND EXISTS (SELECT FROM ${shown} s WHERE s.case_id = consent.case_id)`;
}

/** The columns of a consent, whichever authority recorded it; `owner` is the column that names it. */
export function consentColumns(owner: string, at: string): Readonly<Record<string, WallColumn>> {
  const of = (field: string): WallColumn => carries(`Consent.${field}${at}`);
  return {
    id: of('id'),
    case_id: of('id'),
    [owner]: of('id'),
    person_id: of('tenantId'),
    field_group: of('fieldGroup'),
    recipient: of('recipient'),
    purpose: of('purpose'),
    valid_from: of('validFrom'),
    valid_to: of('validTo'),
    // For the order, in which everybody sees them.
    recorded_at: own(...Object.values(Agency)),
    revoked_at: of('revokedAt'),
    sealed_evidence: of('evidence'),
  };
}
