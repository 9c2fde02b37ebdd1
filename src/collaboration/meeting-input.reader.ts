import type { CaseFacts, DisclosurePolicy, Position, Reading, Sources } from '../disclosure';
import { factsOfOwner, inputOf, mayRead, NO_FACTS, project } from '../disclosure';
import type { Keyring } from '../persistence';
import type { Agency, LocalDate } from '../shared';
import { openText } from './meeting-input.entity';

/** An input that the reader may read. */
export interface ReadableInput {
  readonly id: string;
  readonly case_id: string;
  readonly written_by: Agency;
  readonly author: string;
  readonly sealed_text: Buffer;
}

const OF_MEETING = `
  SELECT i.id, i.case_id, i.written_by, i.author, i.sealed_text FROM collaboration.meeting_input i
  JOIN cases.share s ON s.case_id = i.case_id AND s.board_id = i.board_id
  WHERE i.board_id = $1 AND i.month = $2::date ORDER BY i.recorded_at, i.id`;

/**
 * Reads what parties have written for a meeting, each input by its author's row: what one author's consents or decisions open is
 * that author's alone.
 *
 * @legalSource OSL-26-1
 * @legalSource OSL-34-1
 */
export class MeetingInputReader {
  constructor(
    private readonly policy: DisclosurePolicy,
    private readonly keyring: Keyring,
  ) {}

  /** The inputs of a meeting that the reader may read, in the order of writing, by case id. */
  async ofMeeting(
    reading: Reading,
    boardId: string,
    month: LocalDate,
  ): Promise<ReadonlyMap<string, readonly ReadableInput[]>> {
    const rows = await reading.session.rows<ReadableInput & Record<string, unknown>>(
      'meeting_inputs',
      OF_MEETING,
      [boardId, month],
    );
    const facts = await reading.facts([...new Set(rows.map((row) => row.case_id))]);
    const { agency } = reading.caller;
    const readable = rows.filter((row) =>
      mayRead(this.policy, agency, inputOf(row.written_by), ownFacts(row, facts)),
    );
    const byCase = new Map<string, ReadableInput[]>();
    for (const row of readable) byCase.set(row.case_id, [...(byCase.get(row.case_id) ?? []), row]);
    return byCase;
  }

  /** Readable inputs of one case as a position asks for them. */
  shown(
    position: Position,
    inputs: readonly ReadableInput[],
    facts: ReadonlyMap<string, CaseFacts>,
  ): readonly object[] {
    return inputs.map((row) =>
      project(position.writtenBy(row.written_by), this.sources, row, ownFacts(row, facts)),
    );
  }

  private readonly sources: Sources<ReadableInput> = {
    from: { columns: [], value: (row) => row.written_by },
    text: { columns: [], value: (row) => openText(this.keyring, row.id, row.sealed_text) },
  };
}

/** The facts as they decide about what one author has written. */
function ownFacts(
  { case_id: caseId, author }: ReadableInput,
  facts: ReadonlyMap<string, CaseFacts>,
): CaseFacts {
  return factsOfOwner(facts.get(caseId) ?? NO_FACTS, author);
}
