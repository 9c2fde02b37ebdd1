import type { CaseReader } from '../cases';
import { parseCaseNumber } from '../cases';
import type { Position, Reading, Source, Sources } from '../disclosure';
import { NO_FACTS, project } from '../disclosure';
import type { EnforcementRecordReader } from './enforcement-record.reader';
import type { PushAnswer } from './eviction-push.service';
import type { RecordWarning } from './record-warnings';

interface ResultRow extends PushAnswer {
  readonly case: object | null;
}

const given = <T>(name: keyof T & string) => ({ columns: [], value: (row: T) => row[name] });

/** Problems and warnings are answered in the same form. */
const PROBLEM: Sources<RecordWarning> = {
  path: given('path'),
  code: given('code'),
  message: given('message'),
};

const listed = (name: 'problems' | 'warnings'): Source<ResultRow> => ({
  columns: [],
  value: (row, below, facts) =>
    below && row[name].map((one) => project(below, PROBLEM, one, facts)),
});

const RESULT: Sources<ResultRow> = {
  caseNumber: given('caseNumber'),
  outcome: given('outcome'),
  case: given('case'),
  problems: listed('problems'),
  warnings: listed('warnings'),
};

/** Reads the answer to a push anew under the caller's present rights: each outcome with the case that the record belongs to. */
export class PushResultReader {
  constructor(
    private readonly records: EnforcementRecordReader,
    private readonly cases: CaseReader,
  ) {}

  /** @param position - of the payload */
  async payload(
    reading: Reading,
    position: Position,
    answers: readonly PushAnswer[],
  ): Promise<object> {
    const below = position.below('results');
    if (!below) return {};
    const cases = await this.casesOf(reading, below.below('case'), answers);
    const results = answers.map((answer) => {
      const number = parseCaseNumber(answer.caseNumber);
      const row = { ...answer, case: (number === null ? null : cases.get(number)) ?? null };
      return project(below, RESULT, row, NO_FACTS);
    });
    return { results };
  }

  /** By case number; none if no case is asked for. */
  private async casesOf(
    reading: Reading,
    position: Position | undefined,
    answers: readonly PushAnswer[],
  ): Promise<ReadonlyMap<string, object>> {
    if (!position) return new Map();
    const numbers = answers.flatMap(({ caseNumber }) => parseCaseNumber(caseNumber) ?? []);
    const caseIds = await this.records.caseIdsOf(reading, numbers);
    const cases = await this.cases.cases(reading, position, [...caseIds.values()]);
    return new Map(
      [...caseIds].flatMap(([number, caseId]): readonly [string, object][] => {
        const found = cases.get(caseId);
        return found ? [[number, found]] : [];
      }),
    );
  }
}
