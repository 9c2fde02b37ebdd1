import type { HeldRecord, Subject, SubjectSource } from '../cases';
import { freeText, leftOut, told } from '../cases';
import type { Keyring, ReadingSession } from '../persistence';
import { subjectAccessRole } from '../persistence';
import { openText } from './meeting-input.entity';

interface HeldInput {
  readonly id: string;
  readonly case_id: string;
  readonly board_id: string;
  readonly month: string;
  readonly written_by: string;
  readonly recorded_at: Date;
  readonly sealed_text: Buffer;
  /** Whether the case is about one person alone. */
  readonly alone: boolean;
}

const INPUTS = `
  SELECT id, case_id, board_id, month, written_by, recorded_at, sealed_text,
    (SELECT count(*) FROM cases.person p WHERE p.case_id = i.case_id) <= 1 AS alone
  FROM collaboration.meeting_input i WHERE case_id = ANY ($1)`;

/**
 * What was written about the person's cases for meetings, for its author and for the board to which a landlord wrote.
 *
 * A text is about the household: in a case with several persons nobody but the officer can tell whom it speaks of, so it is left out.
 *
 * @legalSource GDPR-12-15
 */
export class MeetingSubjectSource implements SubjectSource {
  constructor(private readonly keyring: Keyring) {}

  async records(
    session: ReadingSession,
    { caseIds, number }: Subject,
  ): Promise<readonly HeldRecord[]> {
    const rows = await session.as<HeldInput & Record<string, unknown>>(
      subjectAccessRole,
      'subject_meeting_inputs',
      INPUTS,
      [caseIds],
    );
    return rows.map((row) => ({
      domain: 'collaboration',
      kind: 'meetingInput',
      caseId: row.case_id,
      recordedAt: row.recorded_at,
      fields: [
        told('board', row.board_id),
        told('month', row.month.slice(0, 7)),
        told('from', row.written_by),
        row.alone
          ? freeText('text', openText(this.keyring, row.id, row.sealed_text), { own: [number], others: [] }) // prettier-ignore
          : leftOut('text', 'GDPR-12-15'),
      ],
    }));
  }
}
