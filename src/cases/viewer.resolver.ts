import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../disclosure';
import { Agency, MunicipalityCodeScalar, Problems } from '../shared';
import type { Clock } from '../shared';
import { dayOf } from './case-ledger';
import type { BoardDirectory } from './social-board-directory';
import { SocialBoard } from './social-board.type';
import { Viewer } from './viewer.type';

/** What every valid token may ask: who it is taken for, and where messages go. */
@Resolver()
export class ViewerResolver {
  constructor(
    private readonly boards: BoardDirectory,
    private readonly clock: Clock,
  ) {}

  @Query(() => Viewer, { description: 'Whom the gateway takes the caller for.' })
  viewer(@Ctx() { caller }: RequestContext): Viewer {
    return {
      agency: caller.agency,
      organisation: caller.organisation,
      board:
        caller.agency === Agency.SOCIAL_SERVICES ? this.boards.find(caller.organisation) : null,
      actingFor: caller.actingFor,
      client: caller.client,
      user: caller.user,
      purpose: caller.purpose,
      scopes: [...caller.scopes].sort(),
    };
  }

  @Query(() => [SocialBoard], {
    description: 'The social boards of today, of one municipality or of the whole country.',
  })
  socialBoards(
    @Arg('municipality', () => MunicipalityCodeScalar, {
      nullable: true,
      description: 'Code of the municipality; without it all boards are answered.',
    })
    municipality?: string | null,
  ): readonly SocialBoard[] {
    const today = dayOf(this.clock);
    if (municipality == null) return this.boards.all(today);
    const problems = new Problems();
    if (!this.boards.municipality(municipality)) problems.add('municipality', 'NOT_A_MUNICIPALITY');
    problems.throwIfAny();
    return this.boards.inMunicipality(municipality, today);
  }
}
