import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { CaseReader } from '../cases';
import { Case, Settlement } from '../cases';
import { behindDoor } from '../disclosure';
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
    { doors }: CaseReader,
    notices: LandlordNoticeReader,
    settlements: SettlementReader,
    deferrals: DeferralReader,
    earlier: EarlierNoticesReader,
  ) {
    doors.add('notices', notices.ofCases);
    doors.add('settlement', settlements.ofCases);
    doors.add('deferral', deferrals.ofCases);
    doors.add('earlierNotices', earlier.ofCases);
  }

  @FieldResolver(() => [Notice], {
    name: 'notices',
    nullable: true,
    description:
      'The notices that this reader may know of, in the order in which they came in: a later one may supersede an earlier one.',
  })
  noticesOfCase(@Root() parent: Case): readonly object[] | null {
    return behindDoor(parent, 'notices');
  }

  @FieldResolver(() => Settlement, {
    nullable: true,
    description: 'The landlord’s latest report of payment, agreement or withdrawal.',
  })
  settlement(@Root() parent: Case): object | null {
    return behindDoor(parent, 'settlement');
  }

  @FieldResolver(() => Deferral, {
    nullable: true,
    description: 'Until when the landlord waits with the eviction, by its latest consent.',
  })
  deferral(@Root() parent: Case): object | null {
    return behindDoor(parent, 'deferral');
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'How many notices about the same tenancy this reader may know of from before this case: a landlord’s own, or those to the board; null where it knows of none in this one.',
  })
  earlierNotices(@Root() parent: Case): number | null {
    return behindDoor(parent, 'earlierNotices');
  }
}
