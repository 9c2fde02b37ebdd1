import type { ChangedCase, Written } from '../cases';
import { Agency } from '../shared';

const UNDERTAKING = [
  'SocialServicesRecord.rentUndertaking',
  'RentUndertaking.issuedAt',
  'RentUndertaking.inTime',
  'RentUndertaking.document',
  'Receipt.jws@RentUndertaking.document',
  'Receipt.receivedAt@RentUndertaking.document',
  'Receipt.contentSha256@RentUndertaking.document',
];

/**
 * Who sees an undertaking: the board, the landlords that were told, and Kronofogden where a consent that this board recorded opens it.
 *
 * @param landlords - as the store names them
 */
export function writtenByUndertaking(
  { facts, organisation }: ChangedCase,
  landlords: readonly string[],
): readonly Written[] {
  return [
    { organisations: [organisation], coordinates: UNDERTAKING, agencies: [Agency.SOCIAL_SERVICES] },
    { organisations: landlords, coordinates: UNDERTAKING, agencies: [Agency.LANDLORD] },
    {
      organisations: facts.enforcement.map(({ authority }) => authority),
      coordinates: UNDERTAKING,
      agencies: [Agency.ENFORCEMENT],
      when: ({ consents }) =>
        consents.get('RENT_UNDERTAKING')?.some(({ owner }) => owner === organisation) ?? false,
    },
  ];
}
