import { DisclosurePolicy } from '../../src/disclosure';
import type { ShapeContent } from '../../src/disclosure-log';
import { foreignEntry } from '../../src/oversight/foreign-entry';
import { Agency } from '../../src/shared';

const policy = new DisclosurePolicy();
const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT } = Agency;

const content = (disclosed: readonly string[], roots = ['Query.case']): ShapeContent => ({
  operation: { name: 'Named', roots, hash: '' },
  disclosed,
  denied: [],
  legalBasis: [...new Set(disclosed.flatMap((coordinate) => policy.basisOf(coordinate)))],
  policyVersion: policy.version,
});

const shown = (own: Agency, recipient: Agency, ...disclosed: string[]) =>
  foreignEntry(content(disclosed), policy, own, recipient, false).disclosed;

describe('foreignEntry', () => {
  it('keeps from a landlord’s auditor whether Kronofogden was given what only an unprotected tenant opens', () => {
    expect(
      shown(
        LANDLORD,
        ENFORCEMENT,
        'Tenant.name@Notice.tenants',
        'Tenant.postalAddress@Notice.tenants',
        'Dwelling.street',
      ),
    ).toEqual(['Tenant.name@Notice.tenants']);
    expect(
      shown(SOCIAL_SERVICES, ENFORCEMENT, 'Tenant.postalAddress@Notice.tenants', 'Dwelling.street'),
    ).toEqual(['Tenant.postalAddress@Notice.tenants', 'Dwelling.street']);
  });

  it('keeps the board’s own work from everybody else’s auditor', () => {
    const work = ['Case.id', 'SocialServicesRecord.openedAt', 'Household.children'];
    expect(shown(LANDLORD, SOCIAL_SERVICES, ...work)).toEqual(['Case.id']);
    expect(shown(ENFORCEMENT, SOCIAL_SERVICES, ...work)).toEqual(['Case.id']);
  });

  it('keeps one board’s record from the auditor of another board', () => {
    expect(
      shown(
        SOCIAL_SERVICES,
        SOCIAL_SERVICES,
        'Case.id',
        'SocialServicesRecord.openedAt',
        'Notice.claims',
        'EnforcementRecord.caseNumber',
      ),
    ).toEqual(['Case.id', 'Notice.claims', 'EnforcementRecord.caseNumber']);
  });

  it('keeps what one of several boards has opened from the auditor of each', () => {
    const disclosed = ['Case.id', 'SocialServicesRecord.caseworker'];
    const entry = (isOneOfSeveral: boolean) =>
      foreignEntry(content(disclosed), policy, SOCIAL_SERVICES, LANDLORD, isOneOfSeveral).disclosed;
    expect(entry(false)).toEqual(disclosed);
    expect(entry(true)).toEqual(['Case.id']);
  });

  it('leaves no legal basis of what it cut', () => {
    const { legalBasis } = foreignEntry(
      content(['Case.id', 'FinancialAid.status']),
      policy,
      LANDLORD,
      ENFORCEMENT,
      false,
    );
    expect(legalBasis).toEqual(['OSL-26-1', 'GDPR-5']);
  });

  it.each([['Query.case'], ['Mutation.setAttendance'], ['Query.viewer', 'Query.cases']])(
    'says nothing of the operation, which can tell of the work of the other one: %s',
    (...roots) => {
      const { operation } = foreignEntry(
        content([], roots),
        policy,
        ENFORCEMENT,
        SOCIAL_SERVICES,
        false,
      );
      expect([operation.name, operation.roots]).toEqual([null, ['disclosure']]);
    },
  );
});
