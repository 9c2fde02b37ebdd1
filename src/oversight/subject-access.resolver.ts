import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../disclosure';
import { rootPosition } from '../disclosure';
import { PersonalIdentityNumberScalar } from '../shared';
import type { SubjectAccess } from './subject-access';
import { SubjectAccessReport } from './subject-access-report.type';

/** What a controller tells a person about itself and the person. */
@Resolver()
export class SubjectAccessResolver {
  constructor(private readonly access: SubjectAccess) {}

  @Query(() => SubjectAccessReport, {
    description:
      'All that the caller’s controller holds about one person, and to whom it was disclosed. OVERSIGHT only; logged itself.',
  })
  subjectAccessReport(
    @Arg('personalIdentityNumber', () => PersonalIdentityNumberScalar, {
      description: 'The person, whose identity the controller has made sure of.',
    })
    personalIdentityNumber: string,
    @Arg('receiptNumbers', () => [String], {
      nullable: true,
      description:
        'Receipt numbers of notices that the person shows, by which notices without an identity number are found; at most 100.',
    })
    receiptNumbers: readonly string[] | null,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    return this.access.report(
      context.reading,
      rootPosition(context, info),
      personalIdentityNumber,
      receiptNumbers ?? [],
    );
  }
}
