import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Case } from '../cases';
import { placeOf } from '../disclosure';
import { SocialServicesRecord } from './social-services-record.type';
import type { SocialServicesReader } from './social-services.reader';

/** The door from a case to the board's own record. @legalSource OSL-26-1 */
@Resolver(() => Case)
export class SocialServicesResolver {
  constructor(private readonly reader: SocialServicesReader) {}

  @FieldResolver(() => SocialServicesRecord, {
    nullable: true,
    description:
      'The board’s own record; always an object, so that its presence tells nobody whether the board has a case.',
  })
  async socialServices(@Root() parent: Case): Promise<object> {
    const place = placeOf(parent);
    if (!place) return {};
    const { batch, caseId } = place;
    const records = await batch.once('socialServices', () => this.reader.records(batch));
    return records.get(caseId) ?? {};
  }
}
