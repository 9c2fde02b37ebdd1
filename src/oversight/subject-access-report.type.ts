import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../shared';
import { DisclosureLogEntry } from './disclosure-log.type';

/**
 * One stored value in plain words.
 *
 * @legalSource GDPR-12-15
 */
@ObjectType({ simpleResolvers: true, description: 'One stored value in plain words.' })
export class SubjectField {
  @Field(() => String, { description: 'What the value is, as the API names it.' })
  readonly name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Null where none is stored; left out: RULE where one is stored and not told.',
  })
  readonly value!: string | null;
}

/**
 * One stored row about the person, child, third-party and reporter data removed.
 *
 * @legalSource GDPR-12-15
 * @legalSource OSL-12-1
 */
@ObjectType({
  simpleResolvers: true,
  description: 'One stored record about the person, child, third-party and reporter data removed.',
})
export class SubjectRecord {
  @Field(() => String, { description: 'Whose part of the store it lies in.' })
  readonly domain!: string;

  @Field(() => String, { description: 'What kind of record it is.' })
  readonly kind!: string;

  @Field(() => DateTimeScalar, { description: 'When it was received or recorded.' })
  readonly recordedAt!: Date | string;

  @Field(() => [SubjectField], { description: 'Every value of it, or why it is left out.' })
  readonly fields!: readonly SubjectField[];
}

/**
 * All that one controller holds about one person, and to whom it was disclosed.
 *
 * @swedish registerutdrag
 * @legalSource GDPR-12-15
 * @legalSource OSL-12-1
 */
@ObjectType({
  simpleResolvers: true,
  description: 'All that one controller holds about one person, and to whom it was disclosed.',
})
export class SubjectAccessReport {
  @Field(() => String, {
    description: 'The controller: an organisation number, or the id of a board.',
  })
  readonly controller!: string;

  @Field(() => DateTimeScalar, { description: 'The instant at which the store was read.' })
  readonly generatedAt!: Date | string;

  @Field(() => [SubjectRecord], { description: 'Every stored record, by domain and age.' })
  readonly records!: readonly SubjectRecord[];

  @Field(() => [DisclosureLogEntry], {
    description: 'Every disclosure from or to the controller about the person, newest first.',
  })
  readonly disclosures!: readonly DisclosureLogEntry[];
}
