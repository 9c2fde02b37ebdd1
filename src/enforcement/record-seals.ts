/** What the sealed columns of a record hold, each an envelope of its own, since each is open to other readers. */
export interface SealedValues {
  readonly sealed_applicant: string;
  readonly sealed_address: SealedAddress;
  readonly sealed_title: SealedTitle;
  readonly sealed_defendants: readonly SealedDefendant[];
  readonly sealed_defendant_contacts: readonly SealedContact[];
  readonly sealed_stay_reasons: string;
  readonly sealed_storage_place: string;
}

/** Name of a sealed column. */
export type SealedColumn = keyof SealedValues;

/** Where an envelope of a record lies; it opens nowhere else. */
export function recordSeal(caseNumber: string, column: SealedColumn): string {
  return `enforcement.record/${caseNumber}/${column.replace('sealed_', '')}`;
}

/** Where the envelope of a version lies. */
export function versionSeal(caseNumber: string, version: number): string {
  return `enforcement.record_version/${caseNumber}/${version}/content`;
}

/** What `sealed_address` holds. */
export interface SealedAddress {
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly apartmentNumber: string | null;
}

/** What `sealed_title` holds. */
export interface SealedTitle {
  readonly kind: string;
  readonly ground: string;
}

/** What `sealed_defendants` holds for each defendant. */
export interface SealedDefendant {
  readonly name: string;
  /** Twelve digits, or null. */
  readonly personalIdentityNumber: string | null;
}

/** What `sealed_defendant_contacts` holds for each defendant. */
export interface SealedContact {
  readonly postalAddress: string;
  readonly phone: string | null;
  readonly email: string | null;
}
