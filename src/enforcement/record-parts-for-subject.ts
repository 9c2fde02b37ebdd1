import type { SubjectValue, TextParties } from '../cases';
import { freeText, leftOut, told, toldParts } from '../cases';
import type { LocalDate } from '../shared';
import type { HeldEnforcementRecord, Opened } from './opened-record';

/** The number of an applicant who is a private person is that person's identity number. */
export function applicantOf({ applicant }: Opened): SubjectValue {
  return (applicant[2] ?? '') < '2'
    ? leftOut('applicant', 'GDPR-12-15')
    : told('applicant', applicant);
}

/** The person’s own data among the defendants; that there are others is told, and not who. */
export function defendantsOf(
  { defendants }: Opened,
  own: readonly number[],
): readonly SubjectValue[] {
  return [
    ...own.flatMap((position) => toldParts('defendant', { ...defendants[position] })),
    ...(defendants.length > own.length ? [leftOut('otherDefendants', 'GDPR-12-15')] : []),
  ];
}

/** The dwelling as the record has it. */
export function dwellingOf(
  {
    municipality,
    tenure,
    room_count: roomCount,
  }: {
    readonly municipality: string;
    readonly tenure: string;
    readonly room_count: string | number | null;
  },
  { address: { street, postalCode, city, apartmentNumber } }: Opened,
): readonly SubjectValue[] {
  return toldParts('dwelling', {
    street,
    postalCode,
    city,
    apartmentNumber,
    municipality,
    roomCount,
    tenure,
  });
}

/** The title on which the eviction rests. */
export function titleOf(
  { title }: Opened,
  decidedOn: LocalDate | null,
  claim: string | null,
  parties: TextParties,
): readonly SubjectValue[] {
  return [
    freeText('title.kind', title?.kind ?? null, parties),
    told('title.decidedOn', decidedOn),
    freeText('title.ground', title?.ground ?? null, parties),
    told('title.claim', claim),
  ];
}

/** The stay, without its reasons. */
export function stayOf(row: HeldEnforcementRecord): readonly SubjectValue[] {
  return toldParts('stay', {
    decidedOn: row.stay_decided_on,
    until: row.stay_until,
    exceptional: row.stay_exceptional,
  });
}

/** Of several defendants nobody can tell who is meant. */
export function abroad(isAbroad: boolean | null, { others }: TextParties): SubjectValue {
  return isAbroad !== null && others.length > 0
    ? leftOut('defendantAbroad', 'GDPR-12-15')
    : told('defendantAbroad', isAbroad);
}

/** Illness and the like: told to the only defendant of a record that affects no child, since it is then about nobody else. */
export function reasonsOf(
  reasons: string | null,
  childrenAffected: boolean | null,
  parties: TextParties,
): SubjectValue {
  if (reasons !== null && childrenAffected === true) return leftOut('stay.reasons', 'OSL-12-3');
  if (reasons !== null && parties.others.length > 0) return leftOut('stay.reasons', 'GDPR-12-15');
  return freeText('stay.reasons', reasons, parties);
}
