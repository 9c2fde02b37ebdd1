import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Case, Settlement } from '../cases';
import { placeOf } from '../disclosure';
import type { DeferralReader } from './deferral.reader';
import { Deferral } from './deferral.type';
import type { EarlierNoticesReader } from './earlier-notices.reader';
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
    private readonly earlier: EarlierNoticesReader,
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

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'How many notices about the same tenancy this reader may know of from before this case: a landlord’s own, or those to the board; null where it knows of none in this one.',
  })
  earlierNotices(@Root() parent: Case): Promise<number | null> {
    return this.earlier.ofCase(placeOf(parent));
  }
}
