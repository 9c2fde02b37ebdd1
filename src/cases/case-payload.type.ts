import { Field, ObjectType } from 'type-graphql';
import { Case } from './case.type';

/** Answers a change of one case with the case, read anew under the caller's own rights. */
@ObjectType({ simpleResolvers: true, description: 'The answer to a change of one case.' })
export class CasePayload {
  @Field(() => Case, { description: 'The case after the change, as the caller may see it.' })
  readonly case!: Case;
}
