import type { CheckContext } from '../../src/cases';
import type { TenantServiceInput } from '../../src/landlord-notices/form-3.input';
import { ServiceMethod } from '../../src/landlord-notices/termination.type';
import { validateServices, type ValidService } from '../../src/landlord-notices/validate-service';
import type { Problems } from '../../src/shared';
import { changed, problemsOf, soundOf, type Plain } from '../support/input-checks';

const tenants = [{ name: 'Alva Påhittad' }, { name: 'Örjan Exempel' }, { name: 'Alva Påhittad' }];
const validate = (
  inputs: readonly Plain<TenantServiceInput>[],
  problems: Problems,
  context: CheckContext,
): readonly ValidService[] | undefined => validateServices(inputs, tenants, problems, context);

const service: Plain<TenantServiceInput> = {
  tenantName: 'Örjan Exempel',
  servedOn: '2026-11-22',
  method: ServiceMethod.ORDINARY,
};

describe('TenantServiceInput (DELG-18-RECEIVED, JB-12-44-KFM-SERVES)', () => {
  it.each(['Örjan Exempel', ' örjan  EXEMPEL ', 'O\u0308rjan Exempel'])(
    'finds its tenant by the name %s',
    (tenantName) => {
      const [found] = soundOf(validate, [{ ...service, tenantName }]);
      expect(found?.tenant).toBe(1);
    },
  );

  it.each([
    ['tenantName', 'Orjan Exempel', 'UNKNOWN_TENANT'],
    ['tenantName', 'Örjan', 'UNKNOWN_TENANT'],
    ['tenantName', '', 'REQUIRED'],
    ['tenantName', 'x'.repeat(10_000_000), 'TOO_LONG'],
    ['servedOn', '2026-11-23', 'IN_THE_FUTURE'],
    ['servedOn', 'i går', 'NOT_A_DATE'],
  ])('refuses a %s that is wrong (%#)', (field, value, code) => {
    expect(problemsOf(validate, [changed(service, field, value)])).toEqual([
      [`tenantServed.0.${field}`, code],
    ]);
  });

  it('may come once per tenant and method', () => {
    const substitute = { ...service, method: ServiceMethod.SUBSTITUTE };
    const later = { ...service, servedOn: '2026-11-21' };
    expect(problemsOf(validate, [service, substitute])).toEqual([]);
    expect(problemsOf(validate, [service, substitute, later])).toEqual([
      ['tenantServed.2.tenantName', 'DUPLICATE'],
    ]);
  });

  it('is shared out between tenants of the same name', () => {
    const alva = { ...service, tenantName: 'Alva Påhittad' };
    expect(soundOf(validate, [alva, alva]).map(({ tenant }) => tenant)).toEqual([0, 2]);
    expect(problemsOf(validate, [alva, alva, alva])).toEqual([
      ['tenantServed.2.tenantName', 'DUPLICATE'],
    ]);
  });

  it('cannot come more often than tenants and methods allow', () => {
    expect(
      problemsOf(
        validate,
        Array.from({ length: 101 }, () => service),
      ),
    ).toEqual([['tenantServed', 'TOO_MANY']]);
  });

  it('does not match a tenant whose name is no name', () => {
    const endless = [{ name: 'x'.repeat(10_000_000) }, { name: '' }];
    const check = (
      inputs: readonly Plain<TenantServiceInput>[],
      problems: Problems,
      at: CheckContext,
    ) => validateServices(inputs, endless, problems, at);
    expect(problemsOf(check, [service])).toEqual([['tenantServed.0.tenantName', 'UNKNOWN_TENANT']]);
  });
});
