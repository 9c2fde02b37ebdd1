import type { HeldRecord, Subject, SubjectSource, SubjectValue, Terms } from '../cases';
import { numberlessSubject, readerKey, recordsAbout } from '../cases';
import type { Position, Reading, Sources } from '../disclosure';
import { column, disclosedAt, NO_FACTS, project } from '../disclosure';
import type { BlindIndexer } from '../persistence';
import { subjectAccessRole } from '../persistence';
import type { Clock } from '../shared';
import { TooComplexError } from '../shared';
import type { LogEntries } from './log-entries';
import type { StoredEntry } from './stored-entry';
import { ENTRY_COLUMNS, ENTRY_ORDER, ENTRY_TABLES, isAbout } from './stored-entry';
import { validateSubjectAccess } from './validate-subject-access';

/** What a report is made from. */
export interface SubjectAccessParts {
  /** What each domain holds, in the order of the report. */
  readonly sources: readonly SubjectSource[];
  readonly entries: LogEntries;
  readonly terms: Terms;
  readonly indexer: BlindIndexer;
  readonly clock: Clock;
}

interface ReportView {
  readonly controller: string;
  readonly generatedAt: Date;
  readonly records: readonly HeldRecord[];
  readonly disclosures: readonly object[];
}

/** A report that could not be told whole is refused instead of cut; nobody is looked at so often in years. */
const MOST_DISCLOSURES = 20_000;

const ABOUT_WHOM = `SELECT set_config('kvarbo.subjects', $1, true)`;

const PERSONS = `(SELECT array_agg(decode(person, 'hex'))
  FROM unnest(string_to_array(current_setting('kvarbo.subjects', true), ',')) AS person)::bytea[]`;

// Which sheets these are, the row policy says: about these persons, and from or to the controller. Of their entries those about
// these persons, and of what others read, only where the controller itself knows the person in that case.
const DISCLOSURES = `
  SELECT ${ENTRY_COLUMNS} FROM ${ENTRY_TABLES}
  WHERE ${isAbout(PERSONS)} AND (e.principal = (SELECT current_setting('kvarbo.organisation', true))
    OR EXISTS (SELECT FROM cases.share s WHERE s.case_id = c.case_id
      AND s.trail->'subjects' ?| (SELECT string_to_array(current_setting('kvarbo.subjects', true), ','))))
  ORDER BY ${ENTRY_ORDER} LIMIT ${MOST_DISCLOSURES + 1}`;

const VALUE_SOURCES: Sources<SubjectValue> = { name: column('name'), value: column('value') };

const RECORD_SOURCES: Sources<HeldRecord> = {
  domain: column('domain'),
  kind: column('kind'),
  recordedAt: column('recordedAt'),
  fields: {
    columns: [],
    value: ({ fields }, below) =>
      below && fields.map((field) => project(below, VALUE_SOURCES, field, NO_FACTS)),
  },
};

const REPORT_SOURCES: Sources<ReportView> = {
  controller: column('controller'),
  generatedAt: column('generatedAt'),
  records: {
    columns: [],
    value: ({ records }, below) =>
      below && records.map((record) => project(below, RECORD_SOURCES, record, NO_FACTS)),
  },
  disclosures: column('disclosures'),
};

/**
 * Draws up what one controller holds about one person, and to whom it was disclosed.
 *
 * @legalSource GDPR-12-15
 * @legalSource OSL-12-1
 */
export class SubjectAccess {
  constructor(private readonly parts: SubjectAccessParts) {}

  /**
   * The report of the caller's own controller; of a person about whom nothing is held it is empty and has the same shape.
   *
   * @throws BadUserInputError with every problem of the input
   * @throws TooComplexError where there are more disclosures than one answer can hold
   */
  async report(
    reading: Reading,
    position: Position,
    personalIdentityNumber: string,
    receiptNumbers: readonly string[],
  ): Promise<object> {
    const { sources, terms, indexer, clock } = this.parts;
    const request = validateSubjectAccess(personalIdentityNumber, receiptNumbers, reading.today);
    const { number } = request;
    const { subject, records } = await recordsAbout(
      reading.session,
      {
        ...request,
        numberIndex: terms.personNumber(number),
        controller: readerKey(indexer, reading.caller.reader),
        asOrganisation: readerKey(indexer, `${number.slice(2, 8)}-${number.slice(8)}`),
      },
      sources,
    );
    reading.looksUp({
      subjects: [subject.numberIndex, ...this.indexesOf(subject.numberless)],
      caseIds: [...new Set(records.flatMap(({ caseId }) => caseId ?? []))],
      coordinates: disclosedAt(position, NO_FACTS).coordinates,
    });
    const view: ReportView = {
      controller: reading.caller.reader,
      generatedAt: clock.now(),
      records,
      disclosures: await this.disclosures(reading, position.below('disclosures'), subject),
    };
    return project(position, REPORT_SOURCES, view, NO_FACTS);
  }

  /** What the log says of the person, by number and by the keys under which the person was known before a number was. */
  private async disclosures(
    reading: Reading,
    position: Position | undefined,
    { numberIndex, personIds }: Subject,
  ): Promise<readonly object[]> {
    if (!position) return [];
    const persons = [numberIndex, ...this.indexesOf(personIds)].map((one) => one.toString('hex'));
    const { session } = reading;
    const [, rows] = await Promise.all([
      session.as(subjectAccessRole, 'subject_set', ABOUT_WHOM, [persons.join(',')]),
      session.as<StoredEntry & Record<string, unknown>>(
        subjectAccessRole,
        'subject_disclosures',
        DISCLOSURES,
      ),
    ]);
    if (rows.length > MOST_DISCLOSURES) {
      throw new TooComplexError('The person was looked at more often than one report can tell.');
    }
    const entries = await this.parts.entries.show(reading, position, rows);
    // The person is told which organisation looked, not who of its staff.
    return entries.map((entry) => ('user' in entry ? { ...entry, user: null } : entry));
  }

  private indexesOf(personIds: readonly string[]): readonly Buffer[] {
    return personIds.map((id) => Buffer.from(numberlessSubject(this.parts.indexer, id), 'hex'));
  }
}
