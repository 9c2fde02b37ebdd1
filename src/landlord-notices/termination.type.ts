import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { LocalDateScalar } from '../shared';

/**
 * The landlord's termination of the lease.
 *
 * @swedish uppsägning
 * @legalSource JB-12-8-TERMINATION
 */
@ObjectType({ simpleResolvers: true, description: 'The termination (uppsägning) of the lease.' })
export class Termination {
  @Field(() => LocalDateScalar, { description: 'The day of the termination.' })
  readonly on!: string;

  @Field(() => String, { description: 'The ground that the landlord gave.' })
  readonly ground!: string;
}

/**
 * How a tenant was served the notice that payment gives the tenancy back.
 *
 * @swedish delgivningssätt
 * @legalSource DELG-18-RECEIVED
 * @legalSource JB-12-44-KFM-SERVES
 * @legalSource JB-12-44-FORM-CASES
 */
export enum ServiceMethod {
  ORDINARY = 'ORDINARY',
  PROCESS_SERVER = 'PROCESS_SERVER',
  VIA_KRONOFOGDEN = 'VIA_KRONOFOGDEN',
  VIA_COURT = 'VIA_COURT',
  SUBSTITUTE = 'SUBSTITUTE',
}

registerEnumType(ServiceMethod, {
  name: 'ServiceMethod',
  description: 'How a tenant was served the notice that payment gives the tenancy back.',
  valuesConfig: {
    ORDINARY: { description: 'Ordinary service: the tenant has received the document.' },
    PROCESS_SERVER: { description: 'Handed over by an authorised process server.' },
    VIA_KRONOFOGDEN: { description: 'Served by Kronofogden together with the application.' },
    VIA_COURT: { description: 'Served by a court together with the application.' },
    SUBSTITUTE: {
      description:
        'The substitute method for terminations, which does not start the recovery period of a rented flat (NJA 1988 s. 420).',
    },
  },
});

/**
 * Service of the recovery notice on one tenant; the period runs only once all tenants are served.
 *
 * @swedish delgivning av underrättelse
 * @legalSource JB-12-44-RECOVERY
 * @legalSource DELG-18-RECEIVED
 */
@ObjectType({
  simpleResolvers: true,
  description: 'Service on one tenant of the notice that payment gives the tenancy back.',
})
export class TenantService {
  @Field(() => String, {
    nullable: true,
    description: 'Name of the tenant who was served, as in the notice.',
  })
  readonly tenantName!: string | null;

  @Field(() => LocalDateScalar, { description: 'The day on which service was complete.' })
  readonly servedOn!: string;

  @Field(() => ServiceMethod, { description: 'How the tenant was served.' })
  readonly method!: ServiceMethod;
}
