import type { Keyring } from '../persistence';
import type { LandlordNotice } from './landlord-notice.entity';
import type { ValidDisturbance } from './validate-disturbances';
import type { ValidNotice } from './validate-notice';
import type { ValidPaymentInstruction } from './validate-payment-instruction';

/**
 * What lies in which envelope of a notice: one for each disclosure class, so that the privilege to a column closes exactly what
 * the policy denies.
 *
 * @legalSource GDPR-5
 */
export interface NoticeEnvelopes {
  readonly landlord_name: string;
  /** For a private person the organisation number is an identity number, so it is as closed as the address. */
  readonly landlord_contact: {
    readonly organisationNumber: string;
    readonly postalAddress: string;
    readonly phone: string;
  };
  readonly landlord_reference: string;
  /** One for each tenant, in the order of the notice, as in the next two. */
  readonly tenant_names: readonly string[];
  readonly tenant_contacts: readonly {
    readonly postalAddress: string;
    readonly phone: string | null;
    readonly email: string | null;
  }[];
  readonly tenant_numbers: readonly (string | null)[];
  readonly address: {
    readonly street: string;
    readonly postalCode: string;
    readonly city: string;
    readonly apartmentNumber: string | null;
  };
  readonly payment: ValidPaymentInstruction;
  readonly ground: string;
  readonly proof: string;
  readonly disturbances: readonly ValidDisturbance[];
  /** The file in base64. */
  readonly document: string;
}

/** A disclosure class of a notice; its envelope stands in the column `sealed_` and this name. */
export type NoticeClass = keyof NoticeEnvelopes;

/** The columns of a notice that hold envelopes. */
export type SealedColumns = Pick<LandlordNotice, Extract<keyof LandlordNotice, `sealed${string}`>>;

/** Where an envelope of a notice lies, so that it opens nowhere else. */
export function envelopeContext(noticeId: string, name: NoticeClass): string {
  return `landlord.notice/${noticeId}/${name}`;
}

/** Seals the personal data of a notice; an envelope for which the notice has no content is null. */
export function sealNotice(
  keyring: Keyring,
  noticeId: string,
  notice: ValidNotice,
  organisationNumber: string,
): SealedColumns {
  const seal = <C extends NoticeClass>(name: C, content: NoticeEnvelopes[C]): Buffer =>
    keyring.seal(content, envelopeContext(noticeId, name));
  const sealIfAny = <C extends NoticeClass>(
    name: C,
    content: NoticeEnvelopes[C] | null | undefined,
  ): Buffer | null => (content == null ? null : seal(name, content));
  const { landlord, tenants, dwelling, disturbances } = notice;
  const { street, postalCode, city, apartmentNumber } = dwelling;
  return {
    sealedLandlordName: seal('landlord_name', landlord.name),
    sealedLandlordContact: seal('landlord_contact', {
      organisationNumber,
      postalAddress: landlord.postalAddress,
      phone: landlord.phone,
    }),
    sealedLandlordReference: sealIfAny('landlord_reference', notice.landlordReference),
    sealedTenantNames: seal(
      'tenant_names',
      tenants.map(({ name }) => name),
    ),
    sealedTenantContacts: seal(
      'tenant_contacts',
      tenants.map(({ postalAddress, phone, email }) => ({ postalAddress, phone, email })),
    ),
    sealedTenantNumbers: seal(
      'tenant_numbers',
      tenants.map(({ personalIdentityNumber }) => personalIdentityNumber),
    ),
    sealedAddress: seal('address', { street, postalCode, city, apartmentNumber }),
    sealedPayment: sealIfAny('payment', notice.paymentInstruction),
    sealedGround: sealIfAny('ground', notice.termination?.ground),
    sealedProof: sealIfAny('proof', notice.message?.proofReference),
    sealedDisturbances: sealIfAny('disturbances', disturbances.length > 0 ? disturbances : null),
    sealedDocument: sealIfAny('document', notice.terminationCopy?.content.toString('base64')),
  };
}
