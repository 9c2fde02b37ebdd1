import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Case, Settlement } from '../cases';
import { placeOf } from '../disclosure';
import type { DeferralReader } from './deferral.reader';
import { Deferral } from './deferral.type';
import type { LandlordNoticeReader } from './landlord-notice.reader';
import { Notice } from './landlord-notice.type';
import type { SettlementReader } from './settlement.reader';

/** What the landlord domain adds to a case. */
@Resolver(() => Case)
export class CaseNoticesResolver {
  constructor(
    private readonly notices: LandlordNoticeReader,
    private readonly settlements: SettlementReader,
    private readonly deferrals: DeferralReader,
  ) {}

  @FieldResolver(() => [Notice], {
    name: 'notices',
    nullable: true,
    description:
      'The notices that this reader may know of, in the order in which they came in: a later one may supersede an earlier one.',
  })
  noticesOfCase(@Root() parent: Case): Promise<readonly object[] | null> {
    return this.notices.ofCase(placeOf(parent));
  }

  @FieldResolver(() => Settlement, {
    nullable: true,
    description: 'The landlord’s latest report of payment, agreement or withdrawal.',
  })
  settlement(@Root() parent: Case): Promise<object | null> {
    return this.settlements.ofCase(placeOf(parent));
  }

  @FieldResolver(() => Deferral, {
    nullable: true,
    description: 'Until when the landlord waits with the eviction, by its latest consent.',
  })
  deferral(@Root() parent: Case): Promise<object | null> {
    return this.deferrals.ofCase(placeOf(parent));
  }
}
