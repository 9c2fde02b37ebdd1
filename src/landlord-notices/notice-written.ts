import type { HubFacts, NoticeFact, Written } from '../cases';
import { isInvoked } from '../cases';
import { DISCLOSURE_ROWS } from '../disclosure';

/** Everything that a new notice shows, and what it adds to its case. */
const OF_A_NOTICE: readonly string[] = [
  ...DISCLOSURE_ROWS.map(({ coordinate }) => coordinate).filter((coordinate) =>
    coordinate.startsWith('Notice.'),
  ),
  'Case.notices',
  'Case.tenants',
  'Case.dwelling',
];
const OF_A_SUPERSEDED_NOTICE = ['Notice.status', 'Notice.supersededBy'];
const OF_A_DEFERRAL = ['Case.deferral', 'Deferral.grantedOn', 'Deferral.until'];
const OF_A_SETTLEMENT = ['Case.settlement', 'Settlement.status', 'Notice.status'];

/** The facts of a case once a notice has come in, in whose favour another one may have ceased to stand. */
export function factsWithNotice(
  before: HubFacts,
  notice: NoticeFact,
  supersedes: string | null,
): HubFacts {
  const earlier = before.notices.map((other) =>
    other.noticeId === supersedes ? { ...other, standing: false } : other,
  );
  return { ...before, notices: [...earlier, notice] };
}

/** Who can see that a notice has come in, and that it took the place of another one. */
export function writtenByNotice(
  before: HubFacts,
  notice: NoticeFact,
  supersedes: string | null,
): readonly Written[] {
  const after = factsWithNotice(before, notice, supersedes);
  const superseded = before.notices.filter(({ noticeId }) => noticeId === supersedes);
  return [
    { organisations: readersOf(notice, [after]), coordinates: OF_A_NOTICE },
    ...superseded.map((other) => ({
      organisations: readersOf(other, [before, after]),
      coordinates: OF_A_SUPERSEDED_NOTICE,
    })),
  ];
}

/** Who can see what a landlord has reported about payment, and so what has become of its notices. */
export function writtenBySettlement(
  facts: HubFacts,
  landlord: string,
  boardIds: readonly string[],
): readonly Written[] {
  return [{ organisations: hearersOf(facts, landlord, boardIds), coordinates: OF_A_SETTLEMENT }];
}

/** Who can see until when a landlord waits. */
export function writtenByDeferral(
  facts: HubFacts,
  landlord: string,
  boardIds: readonly string[],
): readonly Written[] {
  return [{ organisations: hearersOf(facts, landlord, boardIds), coordinates: OF_A_DEFERRAL }];
}

/** Who can see that notices went over from one board to another: these two; of whom else the case's board shows, the share tells. */
export function writtenByHandover(boardIds: readonly string[]): readonly Written[] {
  return [
    {
      organisations: boardIds,
      coordinates: [...OF_A_NOTICE, ...OF_A_SETTLEMENT, ...OF_A_DEFERRAL],
    },
  ];
}

/** Whom a landlord's word on a case reaches. */
function hearersOf(
  facts: HubFacts,
  landlord: string,
  boardIds: readonly string[],
): readonly string[] {
  const invoked = invokesNotice(facts, landlord);
  return [landlord, ...boardIds, ...(invoked ? authoritiesOf(facts) : [])];
}

/** Whether a landlord invokes any of its notices at Kronofogden. @legalSource BFL-14-GROUNDS */
export function invokesNotice(facts: HubFacts, landlord: string): boolean {
  return facts.notices.some((notice) => notice.landlord === landlord && isInvoked(notice, facts));
}

function readersOf(notice: NoticeFact, views: readonly HubFacts[]): readonly string[] {
  const invokedIn = views.filter((facts) =>
    facts.notices.some((one) => one.noticeId === notice.noticeId && isInvoked(one, facts)),
  );
  return [notice.landlord, notice.boardId, ...invokedIn.flatMap(authoritiesOf)];
}

function authoritiesOf(facts: HubFacts): readonly string[] {
  return facts.enforcement.map(({ authority }) => authority);
}
