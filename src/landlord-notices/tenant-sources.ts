import { isProtected } from '../cases';
import type { Source, Sources } from '../disclosure';
import type { NoticeView } from './notice-view';

/** One tenant of a notice, by position. */
export interface TenantOfNotice {
  readonly notice: NoticeView;
  readonly index: number;
}

/** The tenants of a notice, in its order; needs the column `tenant_ids`. */
export function tenantsOf(notice: NoticeView): readonly TenantOfNotice[] {
  return notice.row.tenant_ids.map((_, index) => ({ notice, index }));
}

/** The hub's id of a tenant. */
export function personIdOf({ notice, index }: TenantOfNotice): string {
  const id = notice.row.tenant_ids[index];
  if (id === undefined) throw new RangeError('The notice has fewer tenants.');
  return id;
}

const contact = (name: 'postalAddress' | 'phone' | 'email'): Source<TenantOfNotice> => ({
  columns: ['sealed_tenant_contacts'],
  value: ({ notice, index }) => notice.open('tenant_contacts')?.[index]?.[name] ?? null,
});

/** A tenant as the landlord named him or her. @legalSource JB-12-44-FORMS */
export const TENANT_SOURCES: Sources<TenantOfNotice> = {
  id: {
    columns: ['tenant_ids'],
    value: (tenant) => tenant.notice.alias('tenant', personIdOf(tenant)),
  },
  name: {
    columns: ['sealed_tenant_names'],
    value: ({ notice, index }) => notice.open('tenant_names')?.[index] ?? null,
  },
  postalAddress: contact('postalAddress'),
  phone: contact('phone'),
  email: contact('email'),
  personalIdentityNumber: {
    columns: ['sealed_tenant_numbers'],
    value: ({ notice, index }) => notice.open('tenant_numbers')?.[index] ?? null,
  },
  protectedIdentity: {
    columns: ['tenant_ids'],
    value: (tenant, _below, facts) => isProtected(personIdOf(tenant), facts),
  },
};
