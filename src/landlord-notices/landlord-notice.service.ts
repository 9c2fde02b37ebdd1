import { checkContext } from '../cases';
import type { Caller } from '../identity';
import { runWrite, StoreError } from '../persistence';
import type { KvarboError, Problem } from '../shared';
import { BadUserInputError, Problems } from '../shared';
import type { NoticeIntake, NoticeIntakeParts, NoticeOutcome, SentNotice } from './notice-intake';
import type { SubmitNoticeInput } from './submit-notice.input';
import type { SubmitNoticesInput } from './submit-notices.input';
import { validateNotice } from './validate-notice';
import { validateNotices } from './validate-notices';

/** What became of one notice of a bulk call: its id, or every problem of it. */
export interface NoticeAnswer {
  readonly noticeId: string | null;
  readonly problems: readonly Problem[];
}

/** Kept with the key of a bulk call once it has come to its end. */
interface BulkOutcome {
  readonly results: readonly NoticeAnswer[];
}

/** Few enough that locks are short and a crash costs little, many enough that the statements are shared. */
const MOST_IN_A_TRANSACTION = 100;

/**
 * Takes in the landlords' statutory messages, one or many.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource JB-12-25A-DISTURB
 */
export class LandlordNoticeService {
  constructor(
    private readonly parts: Pick<NoticeIntakeParts, 'store' | 'idempotency' | 'clock' | 'boards'>,
    private readonly intake: NoticeIntake,
  ) {}

  /**
   * Records one notice in the landlord's open case about the tenancy, or in a new one.
   *
   * @returns the id of the notice, also when it was submitted before under the same key
   * @throws BadUserInputError with every problem of the input
   * @throws NotFoundError when `supersedes` names nothing that the caller may know of
   * @throws IllegalTransitionError when the notice named by `supersedes` is superseded already
   * @throws IdempotencyConflictError when the key was used with other input
   */
  async submitNotice(caller: Caller, input: SubmitNoticeInput): Promise<string> {
    const problems = new Problems('input');
    const notice = validateNotice(input, problems, this.context());
    if (!notice) throw new BadUserInputError(problems.list);
    const [outcome] = await this.intake.take(caller, [{ input, notice }]);
    if (!outcome) throw new Error('A notice has an outcome.');
    if ('refusal' in outcome) throw outcome.refusal;
    return outcome.noticeId;
  }

  /**
   * Takes in 1 to 2 000 notices and answers each for itself, in the order given.
   *
   * Every notice stands under its own key, and is durable with its part of the call. The same call again, or another one with some
   * of the same notices, gives these their first outcome and takes in the rest; once a call has come to its end, it is
   * answered as the first time.
   *
   * @throws BadUserInputError when key or number of notices is faulty; a faulty notice spoils itself alone
   * @throws IdempotencyConflictError when the key of the call was used with other input
   * @throws StoreError when the store refuses a notice that was found sound; the others are taken in before, and the call has not come
   * to its end
   */
  async submitNotices(caller: Caller, input: SubmitNoticesInput): Promise<readonly NoticeAnswer[]> {
    const { store, idempotency } = this.parts;
    const problems = new Problems('input');
    const checked = validateNotices(input, problems, this.context());
    problems.throwIfAny();
    if (!checked) throw new TypeError('A call without problems has a normal form.');
    const call = idempotency.use(checked.idempotencyKey, 'submitNotices', input.notices);
    const kept = await runWrite(store, (tx) => idempotency.begin<BulkOutcome>(tx, caller, call));
    if (kept) return kept.results;
    const answers = checked.notices.map((one): NoticeAnswer | null =>
      'problems' in one ? { noticeId: null, problems: one.problems } : null,
    );
    const sound = checked.notices.flatMap((one) => ('notice' in one ? one : []));
    const refused = new Refusals();
    for (const chunk of inChunks(sound)) {
      const outcomes = await this.takeOrIsolate(caller, chunk, refused);
      for (const one of chunk) {
        const outcome = outcomes.get(one);
        if (outcome) answers[one.index] = answerFor(one.index, outcome);
      }
    }
    refused.throwIfAny();
    const results = answers.map((answer) => {
      if (!answer) throw new TypeError('Each notice has its own answer.');
      return answer;
    });
    const concluded = await runWrite(store, (tx) =>
      idempotency.conclude<BulkOutcome>(tx, caller, call, { results }),
    );
    return concluded.results;
  }

  /**
   * Takes in notices together. If the store refuses that, it is told by each of them alone which one it refuses, so that the others are
   * taken in; an outcome is missing where there is none.
   *
   * @param refused - added to; what it holds back is not tried
   */
  private async takeOrIsolate<T extends SentNotice>(
    caller: Caller,
    chunk: readonly T[],
    refused: Refusals,
  ): Promise<ReadonlyMap<T, NoticeOutcome>> {
    const tried = chunk.filter((one) => !refused.holdsBack(one));
    const [first] = tried;
    if (!first) return new Map();
    try {
      const outcomes = await this.intake.take(caller, tried);
      return new Map(
        tried.flatMap((one, index): readonly [T, NoticeOutcome][] => {
          const outcome = outcomes[index];
          return outcome ? [[one, outcome]] : [];
        }),
      );
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (tried.length === 1) {
        refused.add(first, error);
        return new Map();
      }
    }
    const taken = new Map<T, NoticeOutcome>();
    for (const one of tried) {
      const outcome = (await this.takeOrIsolate(caller, [one], refused)).get(one);
      if (outcome) taken.set(one, outcome);
    }
    return taken;
  }

  private context() {
    return checkContext(this.parts.clock.now(), this.parts.boards);
  }
}

/**
 * Notices of a call that the store refused. Whatever would come into the place of one of them waits for the next attempt with it: a second
 * use of its key, and another notice that supersedes the same one, would have it refused for good.
 */
class Refusals {
  private readonly faults: StoreError[] = [];
  private readonly keys = new Set<string>();
  private readonly superseded = new Set<string>();

  add({ notice: { idempotencyKey, supersedes } }: SentNotice, fault: StoreError): void {
    this.faults.push(fault);
    this.keys.add(idempotencyKey);
    if (supersedes !== null) this.superseded.add(supersedes);
  }

  holdsBack({ notice: { idempotencyKey, supersedes } }: SentNotice): boolean {
    return (
      this.keys.has(idempotencyKey) || (supersedes !== null && this.superseded.has(supersedes))
    );
  }

  /** @throws StoreError the first fault */
  throwIfAny(): void {
    const [fault] = this.faults;
    if (fault) throw fault;
  }
}

/** In order, so many that a transaction is short, and no key twice in one, so that the second use meets the first one's outcome. */
function* inChunks<T extends SentNotice>(sent: readonly T[]): Generator<readonly T[]> {
  let chunk: T[] = [];
  let keys = new Set<string>();
  for (const one of sent) {
    const { idempotencyKey } = one.notice;
    if (chunk.length === MOST_IN_A_TRANSACTION || keys.has(idempotencyKey)) {
      yield chunk;
      chunk = [];
      keys = new Set();
    }
    chunk.push(one);
    keys.add(idempotencyKey);
  }
  if (chunk.length > 0) yield chunk;
}

function answerFor(index: number, outcome: NoticeOutcome): NoticeAnswer {
  if ('noticeId' in outcome) return { noticeId: outcome.noticeId, problems: [] };
  const problems = new Problems(`notices.${index}`);
  addRefusal(problems, outcome.refusal);
  return { noticeId: null, problems: problems.list };
}

/** What is an error of a single submission is a problem of its notice among many. */
function addRefusal(problems: Problems, { code }: KvarboError): void {
  switch (code) {
    case 'NOT_FOUND':
      problems.add('supersedes', 'UNKNOWN_NOTICE');
      return;
    case 'ILLEGAL_TRANSITION':
      problems.add('supersedes', 'ALREADY_SUPERSEDED');
      return;
    default:
      problems.add('idempotencyKey', 'IDEMPOTENCY_CONFLICT');
  }
}
