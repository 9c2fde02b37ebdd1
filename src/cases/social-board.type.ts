import { Field, ID, ObjectType } from 'type-graphql';
import { MunicipalityCodeScalar } from '../shared';

/**
 * A social board: a municipality's, or a district's where a city has several, each an authority of its own.
 *
 * @swedish socialnämnd
 * @legalSource JB-12-44-RECOVERY
 * @legalSource SOL-29-1-RESP
 */
@ObjectType({
  simpleResolvers: true,
  description:
    'A social board (socialnämnd): a municipality’s, or a district’s where a city has several, each an authority of its own.',
})
export class SocialBoard {
  @Field(() => ID, {
    description:
      'Public id of the board, the same for all readers: the municipality code, or a name for a district board.',
  })
  readonly id!: string;

  @Field(() => String, { description: 'Name of the board.' })
  readonly name!: string;

  @Field(() => MunicipalityCodeScalar, {
    description: 'The municipality that the board belongs to.',
  })
  readonly municipality!: string;

  @Field(() => String, { description: 'Name of that municipality.' })
  readonly municipalityName!: string;

  @Field(() => String, { description: 'Name of the county (län) where the municipality lies.' })
  readonly county!: string;
}
