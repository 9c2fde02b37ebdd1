import type { ToldWorld } from '../told-world';
import type { OracleReader } from './knowledge';
import { Knowledge } from './knowledge';
import type { OracleCell } from './matrix';
import type { Model, ModelCase } from './model';
import { emptyCase, modelOf } from './model';
import type { OracleObject } from './world-objects';
import { caseObject, noticeObject, recordObject } from './world-objects';

/** What has become of a case by an instant, in the eyes of a reader with the rights that it has today. */
class PastKnowledge extends Knowledge {
  constructor(
    private readonly present: Knowledge,
    of: ModelCase,
    world: Model,
  ) {
    super(present.reader, of, world);
    // A notice may have gone to another board since: whose it is today decides, for every instant.
    const notices = of.notices.filter(({ id }) => present.notices.some((one) => one.id === id));
    Object.assign(this, { notices });
  }

  override opens(cell: OracleCell): boolean {
    return this.present.opens(cell);
  }

  override isProtected(name: string): boolean {
    return this.present.isProtected(name);
  }
}

/** Of a case, the doors to the reader's own domain, beside its name and its present version. */
const DOORS: Readonly<Record<OracleReader['agency'], readonly string[]>> = {
  LANDLORD: ['notices', 'settlement'],
  SOCIAL_SERVICES: ['socialServices'],
  ENFORCEMENT: ['enforcement'],
  OVERSIGHT: ['notices', 'settlement', 'socialServices', 'enforcement'],
};

/** Of a board's record, what rests on what others sent, or is kept as it is now. */
const OF_TODAY = [
  'status',
  'priority',
  'priorityReasons',
  'financialAid',
  'paymentPlan',
  'evictionConfirmation',
  'attendance',
  'rentUndertaking',
];

/**
 * Answers as a reader's own domain knew it at an instant: the world is told anew up to that instant, and everything of it that is
 * another domain's is left out. What may be read at all is decided by the world of today.
 */
export class Past {
  private readonly moments: readonly Date[];
  private readonly models = new Map<number, Model>();

  constructor(
    private readonly world: ToldWorld,
    private readonly present: Model,
  ) {
    this.moments = [...new Set(world.told.map(({ at }) => Number(at)))]
      .sort((a, b) => a - b)
      .map((at) => new Date(at));
  }

  /** The case as it was known; null where the reader does not know of it now, or did not then. */
  caseAt(view: Knowledge, instant: Date): OracleObject | null {
    const { reader, of } = view;
    const since = this.moments.find((moment) => this.isKnownAt(reader, of.id, moment));
    if (since === undefined || since > instant) return null;
    const past = this.knowledge(view, instant);
    const doors = ['id', 'version', ...DOORS[reader.agency]];
    const all = caseObject(past);
    return only((field) => doors.includes(field), {
      ...all,
      notices: () =>
        past.notices.map((notice) => ({
          ...noticeObject(past, notice),
          case: () => this.caseAt(view, instant),
        })),
      socialServices: () =>
        only((field) => !OF_TODAY.includes(field), (all.socialServices as () => OracleObject)()),
      enforcement: () => this.recordIn(view, past, instant),
    });
  }

  /** A record is told of the past to Kronofogden and its auditor alone, whose it is. */
  recordAt(reader: OracleReader, caseNumber: string, instant: Date): OracleObject | null {
    if (!['ENFORCEMENT', 'OVERSIGHT'].includes(reader.agency)) return null;
    const [then] = [...this.modelAt(instant).cases.values()].filter(({ records }) =>
      records.some((record) => record.caseNumber === caseNumber),
    );
    if (!then) return null;
    const view = new Knowledge(
      reader,
      this.present.cases.get(then.id) ?? emptyCase(then.id),
      this.present,
    );
    return this.recordIn(view, this.knowledge(view, instant), instant, caseNumber);
  }

  /** The record of a case, if the reader could know of it then and may read what it is today. */
  private recordIn(
    view: Knowledge,
    past: Knowledge,
    instant: Date,
    caseNumber: string | null = null,
  ): OracleObject | null {
    const { reader } = view;
    const readable = new Set(
      [...this.present.cases.values()].flatMap((one) =>
        new Knowledge(reader, one, this.present).records.map((record) => record.caseNumber),
      ),
    );
    const record = past.records
      .filter((one) => readable.has(one.caseNumber))
      .find((one) => caseNumber === null || one.caseNumber === caseNumber);
    if (!record) return null;
    return {
      ...recordObject(past, record),
      case: () => (view.isKnown ? this.caseAt(view, instant) : null),
    };
  }

  private knowledge(view: Knowledge, instant: Date): Knowledge {
    const model = this.modelAt(instant);
    return new PastKnowledge(view, model.cases.get(view.of.id) ?? emptyCase(view.of.id), model);
  }

  private isKnownAt(reader: OracleReader, caseId: string, moment: Date): boolean {
    const model = this.modelAt(moment);
    const found = model.cases.get(caseId);
    return found !== undefined && new Knowledge(reader, found, model).isKnown;
  }

  /** What had been told by an instant, each record in the case in which it was then. */
  private modelAt(instant: Date): Model {
    const known = this.models.get(Number(instant));
    if (known) return known;
    const told = this.world.told.filter(({ at }) => at <= instant);
    const pushes = told.flatMap((one) => (one.kind === 'push' ? one : []));
    const model = modelOf({
      ...this.world,
      told,
      caseOfRecord: new Map(pushes.map(({ input, caseId }) => [input.caseNumber, caseId])),
    });
    this.models.set(Number(instant), model);
    return model;
  }
}

function only(isKept: (field: string) => boolean, object: OracleObject): OracleObject {
  const { knowledge, ...fields } = object;
  return {
    knowledge,
    ...Object.fromEntries(
      Object.entries(fields).map(([field, value]) => [field, isKept(field) ? value : null]),
    ),
  };
}
