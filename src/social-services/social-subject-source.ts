import type {
  HeldRecord,
  Sighting,
  Subject,
  SubjectAsked,
  SubjectSource,
  SubjectValue,
} from '../cases';
import { consentsForSubject, freeText, leftOut, told } from '../cases';
import type { Keyring, ReadingSession } from '../persistence';
import { subjectAccessRole } from '../persistence';
import { BOARD_CONSENTS } from './consent.entity';
import { handoverSeal } from './handover.entity';
import { held } from './held-entries';
import type {
  HeldAssessment,
  HeldAttendance,
  HeldConfirmation,
  HeldContact,
  HeldEntry,
  HeldFinancialAid,
  HeldHandover,
  HeldHousehold,
  HeldOutcome,
  HeldPaymentPlan,
  HeldProtection,
  HeldSocialCase,
  HeldUndertaking,
} from './held-entries';
import { reasonSeal } from './protection.entity';
import { SealedEntry } from './sealed-entry';

const PROTECTIONS = `
  SELECT id, case_id, recorded_at, superseded_at, protected, sealed_reason FROM social.protection
  WHERE case_id = ANY ($1) AND person_id = ANY ($2)`;

/** By number, else by a receipt shown of notices that named one person alone. */
const HANDED_OVER = `
  SELECT h.case_id AS "caseId", p.id AS "personId", NULL AS "shownNotice"
  FROM social.handover h, unnest(h.person_ids, h.number_indexes) AS p(id, number_index)
  WHERE p.number_index = $1
    OR (p.number_index IS NULL AND h.receipt_numbers && $2::text[] AND cardinality(h.person_ids) = 1)`;

const VERSIONED = 'id, case_id, recorded_at, superseded_at';

/**
 * What a board recorded in the person's cases, what no longer holds included.
 *
 * A social case is about a household: what says something of a child, or perhaps of somebody else in it, is left out.
 *
 * @legalSource GDPR-12-15
 * @legalSource OSL-12-3
 */
export class SocialSubjectSource implements SubjectSource {
  private readonly sealed: SealedEntry;

  constructor(private readonly keyring: Keyring) {
    this.sealed = new SealedEntry(keyring);
  }

  /** In a case that the board has handed on it has no notice any more by which the person could be found. */
  async find(session: ReadingSession, asked: SubjectAsked): Promise<readonly Sighting[]> {
    return session.as<Sighting & Record<string, unknown>>(
      subjectAccessRole,
      'subject_handed_over',
      HANDED_OVER,
      [asked.numberIndex, asked.receiptNumbers],
    );
  }

  async records(session: ReadingSession, subject: Subject): Promise<readonly HeldRecord[]> {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller states what it selects
    const entries = async <E extends HeldEntry>(
      kind: string,
      table: string,
      columns: string,
      fieldsOf: (row: E) => readonly SubjectValue[],
    ): Promise<readonly HeldRecord[]> => {
      const rows = await session.as<E>(
        subjectAccessRole,
        `subject_${table}`,
        `SELECT ${columns} FROM social.${table} WHERE case_id = ANY ($1)`,
        [subject.caseIds],
      );
      return rows.map((row) => held(kind, row, fieldsOf(row)));
    };
    const found = await Promise.all([
      entries<HeldSocialCase>(
        'socialCase',
        'social_case',
        `${VERSIONED}, opened_at, sealed_caseworker, sealed_journal_reference`,
        (row) => this.socialCase(row),
      ),
      entries<HeldHousehold>(
        'household',
        'household',
        `${VERSIONED}, adults, elderly`,
        householdFields,
      ),
      entries<HeldContact>(
        'contactAttempt',
        'contact_attempt',
        'id, case_id, recorded_at, attempted_at, channel, result',
        (row) => [
          told('at', row.attempted_at),
          told('channel', row.channel),
          told('result', row.result),
        ],
      ),
      entries<HeldAssessment>(
        'assessment',
        'assessment',
        `${VERSIONED}, pattern, cause, assessed_on`,
        (row) => [
          told('pattern', row.pattern),
          told('cause', row.cause),
          told('assessedOn', row.assessed_on),
        ],
      ),
      entries<HeldOutcome>('outcome', 'outcome', `${VERSIONED}, kind, decided_on`, (row) => [
        told('kind', row.kind),
        told('decidedOn', row.decided_on),
      ]),
      entries<HeldFinancialAid>(
        'financialAid',
        'financial_aid',
        `${VERSIONED}, status, amount, decided_on`,
        (row) => [
          told('status', row.status),
          told('amount', row.amount),
          told('decidedOn', row.decided_on),
        ],
      ),
      entries<HeldPaymentPlan>(
        'paymentPlan',
        'payment_plan',
        `${VERSIONED}, instalments, proposed_on, response`,
        (row) => [
          told(
            'instalments',
            row.instalments.map(({ dueOn, amount }) => `${dueOn}: ${amount}`),
          ),
          told('proposedOn', row.proposed_on),
          told('response', row.response),
        ],
      ),
      entries<HeldConfirmation>(
        'evictionConfirmation',
        'eviction_confirmation',
        `${VERSIONED}, confirmed_at, due_on, on_time, sealed_caseworker, lapsed_at`,
        (row) => [
          told('confirmedAt', row.confirmed_at),
          told('dueOn', row.due_on),
          told('onTime', row.on_time),
          told('caseworker.name', this.sealed.openConfirming(row.id, row.sealed_caseworker).name),
          leftOut('caseworker.contact', 'GDPR-5'),
          told('lapsedAt', row.lapsed_at),
        ],
      ),
      entries<HeldAttendance>(
        'attendance',
        'attendance',
        `${VERSIONED}, status, sealed_contact, lapsed_at`,
        ({ id, status, sealed_contact: contact, lapsed_at: lapsedAt }) => [
          told('status', status),
          told('contactName', contact && this.sealed.openContact(id, contact).name),
          leftOut('contactPhone', 'GDPR-5'),
          told('lapsedAt', lapsedAt),
        ],
      ),
      entries<HeldUndertaking>(
        'rentUndertaking',
        'rent_undertaking',
        'id, case_id, recorded_at, recovery_ends_on, jws, content_sha256',
        (row) => [
          told('recoveryEndsOn', row.recovery_ends_on),
          told('document.jws', row.jws),
          told('document.contentSha256', row.content_sha256),
        ],
      ),
      entries<HeldHandover>(
        'handover',
        'handover',
        'id, case_id, recorded_at, to_board, person_ids, receipt_numbers, sealed_reason',
        (row) => this.handover(row, subject),
      ),
      this.protections(session, subject),
      consentsForSubject(session, this.keyring, BOARD_CONSENTS, subject),
    ]);
    return found.flat();
  }

  private async protections(
    session: ReadingSession,
    { caseIds, personIds, number }: Subject,
  ): Promise<readonly HeldRecord[]> {
    const rows = await session.as<HeldProtection & Record<string, unknown>>(
      subjectAccessRole,
      'subject_protection',
      PROTECTIONS,
      [caseIds, personIds],
    );
    return rows.map((row) => {
      const reason = this.keyring.open<string>(row.sealed_reason, reasonSeal(row.id));
      return held('protectionStatement', row, [
        told('protected', row.protected),
        freeText('reason', reason, { own: [number], others: [] }),
      ]);
    });
  }

  /** A reason may speak of whomever the notices named. */
  private handover(row: HeldHandover, { number }: Subject): readonly SubjectValue[] {
    const reason = this.keyring.open<string>(row.sealed_reason, handoverSeal(row.id));
    return [
      told('toBoard', row.to_board),
      told('receiptNumbers', row.receipt_numbers),
      told('persons', 'ids, and identity numbers where they were given, as blind indexes'),
      row.person_ids.length > 1
        ? leftOut('reason', 'GDPR-12-15')
        : freeText('reason', reason, { own: [number], others: [] }),
    ];
  }

  /** Of the caseworker the name is told, the number and address of a member of staff are not the person's data. */
  private socialCase(row: HeldSocialCase): readonly SubjectValue[] {
    const { id, sealed_caseworker: caseworker, sealed_journal_reference: reference } = row;
    return [
      told('openedAt', row.opened_at),
      told('caseworker.name', this.sealed.openCaseworker(id, caseworker).name),
      leftOut('caseworker.contact', 'GDPR-5'),
      told('journalReference', reference && this.sealed.openJournalReference(id, reference)),
    ];
  }
}

/** The number of children is not even read; somebody's high age is told where nobody else can be meant. */
function householdFields({ adults, elderly }: HeldHousehold): readonly SubjectValue[] {
  return [
    told('adults', adults),
    leftOut('children', 'OSL-12-3'),
    adults > 1 ? leftOut('elderly', 'GDPR-12-15') : told('elderly', elderly),
  ];
}
