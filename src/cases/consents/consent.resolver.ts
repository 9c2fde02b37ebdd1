import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../disclosure';
import { casePayload } from '../case-payload';
import { CasePayload } from '../case-payload.type';
import type { CaseReader } from '../case.reader';
import type { ConsentService } from './consent.service';
import { RecordConsentInput } from './record-consent.input';
import { RevokeConsentInput } from './revoke-consent.input';

/** Consents of tenants; boards and Kronofogden record them in the same words, each for the fields that it owns. */
@Resolver()
export class ConsentResolver {
  constructor(
    private readonly service: ConsentService,
    private readonly cases: CaseReader,
  ) {}

  @Mutation(() => CasePayload, {
    description:
      'Records a consent of a tenant: what is opened, to whom, for which purpose and until when.',
  })
  async recordConsent(
    @Arg('input', () => RecordConsentInput, { description: 'The case and the consent.' })
    input: RecordConsentInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.service.recordConsent(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }

  @Mutation(() => CasePayload, {
    description: 'Takes a consent back; what it opened is closed from the next read on.',
  })
  async revokeConsent(
    @Arg('input', () => RevokeConsentInput, { description: 'The case and the consent.' })
    input: RevokeConsentInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.service.revokeConsent(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }
}
