import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { ConsentGroup } from '../../disclosure';
import { Agency, DateTimeScalar, LocalDateScalar, Purpose } from '../../shared';

/** The groups of the disclosure policy as values of the API. */
export const CONSENT_GROUPS: Readonly<Record<ConsentGroup, ConsentGroup>> = Object.freeze({
  CASEWORKER_CONTACT: 'CASEWORKER_CONTACT',
  PAYMENT_PLAN: 'PAYMENT_PLAN',
  FINANCIAL_AID: 'FINANCIAL_AID',
  RENT_UNDERTAKING: 'RENT_UNDERTAKING',
  ATTENDANCE: 'ATTENDANCE',
  STAY_REASONS: 'STAY_REASONS',
  STORAGE: 'STORAGE',
  MEETING_INPUT: 'MEETING_INPUT',
});

registerEnumType(CONSENT_GROUPS, {
  name: 'ConsentGroup',
  description: 'What a tenant may open to a recipient by consent.',
  valuesConfig: {
    CASEWORKER_CONTACT: {
      description: 'The caseworker at the board, and how to reach that person.',
    },
    PAYMENT_PLAN: { description: 'The plan that the board proposes for paying the debt.' },
    FINANCIAL_AID: { description: 'Aid that was applied for, and what was decided.' },
    RENT_UNDERTAKING: { description: 'The board’s written undertaking to answer for the rent.' },
    ATTENDANCE: { description: 'Whether someone of the board comes to the eviction.' },
    STAY_REASONS: { description: 'Reasons about the person for which a stay was granted.' },
    STORAGE: { description: 'Where the tenant’s property is kept, and until when.' },
    MEETING_INPUT: { description: 'What the board writes for the monthly meeting.' },
  },
});

/**
 * A tenant's consent that a recipient may be told what is secret for the tenant's own sake.
 *
 * @swedish samtycke (efterbrytande av sekretess)
 * @legalSource OSL-10-1
 * @legalSource OSL-12-2
 */
@ObjectType({
  simpleResolvers: true,
  description: 'A tenant’s consent that a recipient may read a group of fields, for one purpose.',
})
export class Consent {
  @Field(() => ID, { description: 'The reading organisation’s own alias of the consent.' })
  readonly id!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The reading organisation’s own alias of the person who consents.',
  })
  readonly tenantId!: string | null;

  @Field(() => CONSENT_GROUPS, { description: 'What the consent opens.' })
  readonly fieldGroup!: ConsentGroup;

  @Field(() => Agency, { description: 'Who may read it.' })
  readonly recipient!: Agency;

  @Field(() => Purpose, { description: 'What the recipient may read it for.' })
  readonly purpose!: Purpose;

  @Field(() => LocalDateScalar, { description: 'First day on which the consent holds.' })
  readonly validFrom!: string;

  @Field(() => LocalDateScalar, { description: 'Last day on which the consent holds.' })
  readonly validTo!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the consent was taken back; null while it was not.',
  })
  readonly revokedAt!: Date | string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How the consent was given, for the authority that holds it and for control.',
  })
  readonly evidence!: string | null;
}
