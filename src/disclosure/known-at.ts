import { Agency } from '../shared';
import { Position } from './plan';

type Fields = Readonly<Record<Agency, readonly string[]>>;

const NOBODY: Fields = {
  [Agency.LANDLORD]: [],
  [Agency.SOCIAL_SERVICES]: [],
  [Agency.ENFORCEMENT]: [],
  [Agency.OVERSIGHT]: [],
};

/** The case by its name and present version, by which a change would name it, and the doors to the caller's own domain. */
const CASE: Fields = {
  [Agency.LANDLORD]: ['id', 'version', 'notices', 'settlement'],
  [Agency.SOCIAL_SERVICES]: ['id', 'version', 'socialServices'],
  [Agency.ENFORCEMENT]: ['id', 'version', 'enforcement'],
  [Agency.OVERSIGHT]: ['id', 'version', 'notices', 'settlement', 'socialServices', 'enforcement'],
};

const NOTICE = [
  'id',
  'receiptNumber',
  'case',
  'kind',
  'landlord',
  'landlordReference',
  'tenants',
  'dwelling',
  'claims',
  'recoveryTotal',
  'arrearsMonths',
  'paymentInstruction',
  'termination',
  'tenantServed',
  'message',
  'receipt',
  'disturbances',
  'calledOnTenantOn',
  'terminationCopy',
  'status',
  'warnings',
  'supersedes',
  'supersededBy',
];

/** What rests on the board's entries alone: its status and priority are weighed from what others sent, as it is now. */
const SOCIAL = [
  'openedAt',
  'journalReference',
  'caseworker',
  'household',
  'contacts',
  'assessment',
  'consents',
  'outcome',
];

const RECORD = [
  'case',
  'caseNumber',
  'version',
  'status',
  'appliedOn',
  'documentsReceivedOn',
  'dwelling',
  'applicant',
  'summaryCase',
  'title',
  'defendants',
  'heardOn',
  'evictionTime',
  'stay',
  'closure',
  'executedOn',
  'childrenAffected',
  'childrenCount',
  'storage',
  'consents',
  'history',
];

/** By type, the fields that are kept as they were known and whose they are; types that are not listed belong to one that is. */
const KEPT: Readonly<Record<string, Fields>> = {
  Case: CASE,
  Notice: { ...NOBODY, [Agency.LANDLORD]: NOTICE, [Agency.OVERSIGHT]: NOTICE },
  SocialServicesRecord: {
    ...NOBODY,
    [Agency.SOCIAL_SERVICES]: SOCIAL,
    [Agency.OVERSIGHT]: SOCIAL,
  },
  EnforcementRecord: { ...NOBODY, [Agency.ENFORCEMENT]: RECORD, [Agency.OVERSIGHT]: RECORD },
};

/**
 * The part of a position that is answered as it was known at an instant: the caller's own domain, and for auditors that of their
 * controller. What is left out is null, by operation and agency alone, and is never read.
 *
 * A field that is new in the contract is left out until it is listed here.
 */
export function knownPart(position: Position, agency: Agency): Position {
  const kept = KEPT[position.type]?.[agency];
  const part = new Position(position.type);
  for (const [name, field] of position.fields) {
    if (kept && !kept.includes(name)) continue;
    const below = field.position && knownPart(field.position, agency);
    part.fields.set(name, { ...field, position: below });
  }
  return part;
}
