import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { CaseReader } from '../cases';
import { Case } from '../cases';
import { behindDoor } from '../disclosure';
import { SocialServicesRecord } from './social-services-record.type';
import type { SocialServicesReader } from './social-services.reader';

/** The door from a case to the board's own record. @legalSource OSL-26-1 */
@Resolver(() => Case)
export class SocialServicesResolver {
  constructor({ doors }: CaseReader, reader: SocialServicesReader) {
    doors.add('socialServices', (batch) => reader.records(batch));
  }

  @FieldResolver(() => SocialServicesRecord, {
    nullable: true,
    description:
      'The board’s own record; always an object, so that its presence tells nobody whether the board has a case.',
  })
  socialServices(@Root() parent: Case): object {
    return behindDoor(parent, 'socialServices') ?? {};
  }
}
