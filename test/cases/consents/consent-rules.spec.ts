import { readingPurposesOf, recipientsOf } from '../../../src/cases/consents/consent-rules';
import { CONSENT_GROUPS } from '../../../src/cases/consents/consent.type';
import { CONSENT_GROUP_OWNERS } from '../../../src/disclosure';
import { Agency } from '../../../src/shared';

describe('OSL-12-2 whom a consent can name', () => {
  it.each([
    ['CASEWORKER_CONTACT', ['LANDLORD', 'ENFORCEMENT']],
    ['PAYMENT_PLAN', ['LANDLORD']],
    ['FINANCIAL_AID', ['LANDLORD', 'ENFORCEMENT']],
    ['RENT_UNDERTAKING', ['ENFORCEMENT']],
    ['ATTENDANCE', ['ENFORCEMENT']],
    ['STAY_REASONS', ['SOCIAL_SERVICES']],
    ['STORAGE', ['SOCIAL_SERVICES']],
    ['MEETING_INPUT', ['LANDLORD', 'ENFORCEMENT']],
  ] as const)('%s: %s, as the cells of the matrix ask for it', (group, recipients) => {
    expect(recipientsOf(group)).toEqual(recipients);
  });

  it('never the owner of the group itself', () => {
    for (const group of Object.values(CONSENT_GROUPS))
      expect(recipientsOf(group)).not.toContain(CONSENT_GROUP_OWNERS[group]);
  });

  it('the API has the groups of the policy and no others', () => {
    expect(Object.keys(CONSENT_GROUPS)).toEqual(Object.keys(CONSENT_GROUP_OWNERS));
    expect(Object.values(CONSENT_GROUPS)).toEqual(Object.keys(CONSENT_GROUP_OWNERS));
  });
});

describe('SPL-10-ACCESS what a recipient reads records for', () => {
  it.each([
    [Agency.LANDLORD, ['LANDLORD_DUTY']],
    [Agency.SOCIAL_SERVICES, ['CASE_HANDLING']],
    [Agency.ENFORCEMENT, ['EXECUTION']],
    [Agency.OVERSIGHT, []],
  ])('%s: %s, never control or follow-up', (agency, purposes) => {
    expect(readingPurposesOf(agency)).toEqual(purposes);
  });
});
