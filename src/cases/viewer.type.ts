import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Agency, OrganisationNumberScalar, Purpose } from '../shared';
import { SocialBoard } from './social-board.type';

registerEnumType(Agency, {
  name: 'Agency',
  description: 'The parties between which data is disclosed.',
  valuesConfig: {
    LANDLORD: { description: 'A landlord, a housing association or their representative.' },
    SOCIAL_SERVICES: { description: 'A social board (socialnämnd).' },
    ENFORCEMENT: { description: 'Kronofogden, the Swedish Enforcement Authority.' },
    OVERSIGHT: { description: 'An auditor or data protection officer of one controller.' },
  },
});

registerEnumType(Purpose, {
  name: 'Purpose',
  description: 'Why the caller reads or writes; each purpose has to be granted to the client.',
  valuesConfig: {
    LANDLORD_DUTY: {
      description: 'The landlord’s statutory duties, and follow-up of its own notices.',
    },
    CASE_HANDLING: { description: 'Case work of a social board.' },
    EXECUTION: { description: 'Kronofogden’s work on eviction cases.' },
    FOLLOW_UP: { description: 'Follow-up of an authority’s own activity by counts.' },
    AUDIT: { description: 'Control of who has had access to data.' },
  },
});

/**
 * Whom the gateway takes the caller for, and for which purpose.
 *
 * @legalSource SPL-6
 * @legalSource SPL-10-ACCESS
 */
@ObjectType({
  simpleResolvers: true,
  description: 'Whom the gateway takes the caller for, and for which purpose.',
})
export class Viewer {
  @Field(() => Agency, { description: 'The party on whose side the caller stands.' })
  readonly agency!: Agency;

  @Field(() => String, {
    description: 'The calling organisation: an organisation number, or the id of a social board.',
  })
  readonly organisation!: string;

  @Field(() => SocialBoard, {
    nullable: true,
    description: 'The board that the caller acts as; null for other callers.',
  })
  readonly board!: SocialBoard | null;

  @Field(() => OrganisationNumberScalar, {
    nullable: true,
    description: 'The principal whom a representative (ombud) acts for in this request.',
  })
  readonly actingFor!: string | null;

  @Field(() => String, { description: 'The client system that holds the token.' })
  readonly client!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The person at the client system, if the token names one.',
  })
  readonly user!: string | null;

  @Field(() => Purpose, { description: 'The purpose of this request.' })
  readonly purpose!: Purpose;

  @Field(() => [String], { description: 'What the token allows the client to do.' })
  readonly scopes!: readonly string[];
}
