import type { Position, Reading, Sources } from '../disclosure';
import { NO_FACTS, project } from '../disclosure';
import type { Problem } from '../shared';
import type { LandlordNoticeReader } from './landlord-notice.reader';
import type { NoticeAnswer } from './landlord-notice.service';

interface ResultRow {
  readonly index: number;
  readonly notice: object | null;
  readonly problems: readonly Problem[];
}

const given = <T>(name: keyof T & string) => ({ columns: [], value: (row: T) => row[name] });

const PROBLEM: Sources<Problem> = {
  path: given('path'),
  code: given('code'),
  message: given('message'),
};

const RESULT: Sources<ResultRow> = {
  index: given('index'),
  notice: given('notice'),
  problems: {
    columns: [],
    value: ({ problems }, below, facts) =>
      below && problems.map((problem) => project(below, PROBLEM, problem, facts)),
  },
};

/** Reads the answer to many notices anew under the caller's present rights: each with the notice as it was received. */
export class SubmissionResultReader {
  constructor(private readonly notices: LandlordNoticeReader) {}

  /** @param position - of the payload */
  async payload(
    reading: Reading,
    position: Position,
    answers: readonly NoticeAnswer[],
  ): Promise<object> {
    const below = position.below('results');
    if (!below) return {};
    const asked = below.below('notice');
    const ids = answers.flatMap(({ noticeId }) => noticeId ?? []);
    const notices = asked ? await this.notices.byIds(reading, asked, ids) : new Map();
    const results = answers.map(({ noticeId, problems }, index) => {
      const notice: unknown = noticeId === null ? null : notices.get(noticeId);
      const row = { index, notice: (notice as object | undefined) ?? null, problems };
      return project(below, RESULT, row, NO_FACTS);
    });
    return { results };
  }
}
