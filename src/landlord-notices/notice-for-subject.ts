import type { HeldRecord, Subject, SubjectValue } from '../cases';
import { freeText, leftOut, told, toldParts } from '../cases';
import type { TextParties } from '../cases';
import type { Keyring } from '../persistence';
import type { HeldNotice } from './notice-envelope';
import { openEnvelope } from './notice-envelope';
import { NoticeKind } from './notice-kind.type';
import type { NoticeClass, NoticeEnvelopes } from './seal-notice';

/** The third digit of a legal person's number; below it the number is a natural person's own. */
const LEGAL_PERSON = '2';
const ARREARS: string = NoticeKind.ARREARS;

/**
 * What a tenant is told of a notice: all of it but co-tenants, what others reported, and the landlord's own reference where it is
 * the board that is asked.
 *
 * @legalSource GDPR-12-15
 * @legalSource OSL-26-5
 */
export function noticeAboutTenant(row: HeldNotice, keyring: Keyring, subject: Subject): HeldRecord {
  const open = <C extends Opened>(name: C): NoticeEnvelopes[C] | null =>
    openEnvelope(keyring, row, name);
  const own = row.tenant_ids.flatMap((id, position) =>
    subject.personIds.includes(id) ? position : [],
  );
  const names = open('tenant_names') ?? [];
  const parties: TextParties = {
    own: [...own.flatMap((position) => names[position] ?? []), subject.number],
    others: names.filter((_name, position) => !own.includes(position)),
  };
  const payment = open('payment');
  const isOwn = (position: number): boolean => own.includes(position);
  return heldNotice(row, [
    told('receiptNumber', row.receipt_number),
    told('receipt.jws', row.receipt_jws),
    told('receipt.contentSha256', row.receipt_sha256),
    told('kind', row.kind),
    told('status', row.status),
    told('receivedByBoardAt', row.received_at),
    told('board', row.board_id),
    told('invokedAtKronofogden', row.invoked),
    ...landlordOf(row, open),
    row.landlord === subject.controller
      ? freeText('landlordReference', open('landlord_reference'), parties)
      : leftOut('landlordReference', 'GDPR-5'),
    ...own.flatMap((position) => tenantAt(position, open)),
    ...(parties.others.length > 0 ? [leftOut('otherTenants', 'GDPR-12-15')] : []),
    ...toldParts('dwelling', open('address')),
    ...toldParts('dwelling', {
      municipality: row.municipality,
      roomCount: row.room_count,
      tenure: row.tenure,
    }),
    ...(row.claims ?? []).flatMap((claim, index) => toldParts(`claims.${index}`, { ...claim })),
    told('recoveryTotal', row.recovery_total),
    told('arrearsMonths', row.arrears_months),
    ...(payment
      ? toldParts('paymentInstruction', {
          bankgiro: payment.bankgiro,
          plusgiro: payment.plusgiro,
          ocr: payment.ocr,
        })
      : []),
    ...(payment ? [freeText('paymentInstruction.other', payment.other, parties)] : []),
    told('termination.on', row.terminated_on),
    groundOf(row, open('ground'), parties),
    ...(row.tenant_served ?? []).flatMap(({ tenant, servedOn, method }, index) =>
      isOwn(tenant) ? toldParts(`tenantServed.${index}`, { servedOn, method }) : [],
    ),
    told('message.sentAt', row.message_sent_at),
    told('message.channel', row.message_channel),
    freeText('message.proofReference', open('proof'), parties),
    ...(row.kind === ARREARS ? [] : [leftOut('disturbances', 'OSL-26-5')]),
    told('calledOnTenantOn', row.called_on_tenant_on),
    // A letter about disturbances may name who complained, and nobody reads a file by machine.
    ...(row.document_sha256 === null ? [] : [leftOut('terminationCopy', 'OSL-26-5')]),
    told('terminationCopy.sha256', row.document_sha256),
    told('warnings', [...row.warnings]),
    told('supersedesAnother', row.supersedes !== null),
    told('superseded', row.superseded_by !== null),
  ]);
}

/** What a landlord who is a private person is told of a notice of his or her own that a board received. */
export function noticeOfLandlord(row: HeldNotice, keyring: Keyring): HeldRecord {
  const open = <C extends Opened>(name: C): NoticeEnvelopes[C] | null =>
    openEnvelope(keyring, row, name);
  const { organisationNumber, postalAddress, phone } = open('landlord_contact') ?? {};
  return heldNotice(row, [
    told('receiptNumber', row.receipt_number),
    told('receipt.jws', row.receipt_jws),
    told('receipt.contentSha256', row.receipt_sha256),
    told('kind', row.kind),
    told('receivedByBoardAt', row.received_at),
    ...toldParts('landlord', {
      name: open('landlord_name'),
      category: row.category,
      organisationNumber,
      postalAddress,
      phone,
    }),
    leftOut('tenancy', 'GDPR-12-15'),
  ]);
}

type Opened = Exclude<NoticeClass, 'disturbances' | 'document'>;
type Open = <C extends Opened>(name: C) => NoticeEnvelopes[C] | null;

function heldNotice(row: HeldNotice, fields: readonly SubjectValue[]): HeldRecord {
  const { case_id: caseId, received_at: recordedAt } = row;
  return { domain: 'landlord', kind: 'notice', caseId, recordedAt, fields };
}

/** Who sent the notice; of a private person the name alone, which stands on what the tenant was served. */
function landlordOf(row: HeldNotice, open: Open): readonly SubjectValue[] {
  const contact = open('landlord_contact');
  const isPrivate = contact !== null && (contact.organisationNumber[2] ?? '') < LEGAL_PERSON;
  return [
    told('landlord.name', open('landlord_name')),
    told('landlord.category', row.category),
    ...(isPrivate
      ? [leftOut('landlord.contact', 'GDPR-12-15')]
      : toldParts('landlord', contact && { ...contact })),
  ];
}

function tenantAt(position: number, open: Open): readonly SubjectValue[] {
  const contact = open('tenant_contacts')?.[position];
  return toldParts('tenant', {
    name: open('tenant_names')?.[position],
    personalIdentityNumber: open('tenant_numbers')?.[position],
    postalAddress: contact?.postalAddress,
    phone: contact?.phone,
    email: contact?.email,
  });
}

/** The ground of a termination for disturbances tells what others reported. @legalSource OSL-26-5 */
function groundOf(row: HeldNotice, ground: string | null, parties: TextParties): SubjectValue {
  return row.kind === ARREARS || ground === null
    ? freeText('termination.ground', ground, parties)
    : leftOut('termination.ground', 'OSL-26-5');
}
