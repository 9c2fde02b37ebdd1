import type { DisclosurePolicy, Position, Reading, Sources } from '../disclosure';
import { column, NO_FACTS, project } from '../disclosure';
import type { DisclosureActor, ShapeContent } from '../disclosure-log';
import { actorContext } from '../disclosure-log';
import type { Aliases, Keyring } from '../persistence';
import { Agency } from '../shared';
import { controllerAgency } from './controller';
import { foreignEntry } from './foreign-entry';
import type { StoredEntry } from './stored-entry';

interface EntryView extends ShapeContent {
  readonly row: StoredEntry;
  readonly actor: DisclosureActor;
}

/** Shows rows of the disclosure log to one reader. */
export class LogEntries {
  constructor(
    private readonly keyring: Keyring,
    private readonly aliases: Aliases,
    private readonly policy: DisclosurePolicy,
  ) {}

  /**
   * The entries as the reader may read them, in the order of the rows. A person is named to its own organisation alone.
   *
   * @throws Error where an entry's shape or actor is gone, since an entry that is passed over in silence would hide what was removed
   */
  async show(
    reading: Reading,
    position: Position,
    rows: readonly StoredEntry[],
  ): Promise<readonly object[]> {
    const { caller } = reading;
    const actors = this.actorsOf(rows);
    const views = rows.map((row): EntryView => {
      const actor = actors.get(row.actor.toString('hex'));
      if (!actor || row.content === null) throw new Error('An entry of the log is not whole.');
      return { row, actor, ...(JSON.parse(row.content) as ShapeContent) };
    });
    const isForeign = ({ actor }: EntryView): boolean => actor.organisation !== caller.organisation;
    const own =
      caller.agency === Agency.OVERSIGHT && views.some(isForeign)
        ? await controllerAgency(reading)
        : null;
    const sources = this.sourcesFor(reading);
    return views.map((view) => {
      const told = isForeign(view)
        ? {
            ...view,
            actor: {
              ...view.actor,
              user: null,
              // The name of another organisation's system can tell of the work that it does.
              ...(own && { client: view.actor.organisation }),
            },
            ...(own &&
              foreignEntry(view, this.policy, own, view.row.agency, showsBoards(view.row))),
          }
        : view;
      return project(position, sources, told, NO_FACTS);
    });
  }

  /** Who called, by the key of `log.actor` in hexadecimal; each envelope is opened once. */
  actorsOf(
    rows: readonly { readonly actor: Buffer; readonly sealed: Buffer | null }[],
  ): ReadonlyMap<string, DisclosureActor> {
    const actors = new Map<string, DisclosureActor>();
    for (const { actor, sealed } of rows) {
      const id = actor.toString('hex');
      if (sealed === null || actors.has(id)) continue;
      actors.set(id, this.keyring.open<DisclosureActor>(sealed, actorContext(actor)));
    }
    return actors;
  }

  private sourcesFor({ caller: { reader } }: Reading): Sources<EntryView> {
    const shown = <T>(value: (view: EntryView) => T) => ({ columns: [], value });
    return {
      id: shown(({ row }) =>
        this.aliases.sealToken('log-entry', reader, [row.instance, row.sequence, row.number]),
      ),
      at: shown(({ row }) => row.recorded_at),
      agency: shown(({ row }) => row.agency),
      organisation: shown(({ actor }) => actor.organisation),
      client: shown(({ actor }) => actor.client),
      user: shown(({ actor }) => actor.user),
      purpose: shown(({ row }) => row.purpose),
      operation: shown(({ operation }) => operation.name ?? operation.roots.map(fieldOf).join(' ')),
      caseId: shown(({ row }) =>
        row.case_id === null ? null : this.aliases.alias('case', reader, row.case_id),
      ),
      disclosed: column('disclosed'),
      denied: column('denied'),
      legalBasis: column('legalBasis'),
      policyVersion: column('policyVersion'),
    };
  }
}

/** `case` of `Query.case`. */
function fieldOf(root: string): string {
  return root.slice(root.indexOf('.') + 1);
}

/** Whether the data of several boards was disclosed; other organisations stand in the store under their blind index. */
function showsBoards({ controllers }: StoredEntry): boolean {
  return controllers.filter((name) => !/^[0-9a-f]{64}$/.test(name)).length > 1;
}
