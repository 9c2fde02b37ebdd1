import type { CaseFacts, Source, Sources } from '../disclosure';
import { column, columnsFor, project } from '../disclosure';
import type { AttendanceContact } from './attendance.entity';
import type { StoredInstalment } from './payment-plan.entity';
import { PlanResponse } from './payment-plan.type';
import type { PriorityDecision } from './priority';
import { weigh } from './priority';
import type { SealedEntry } from './sealed-entry';
import { socialCaseStatus } from './social-case-status';
import type { RecordRow } from './social-record-row';
import type { ValidCaseworker } from './validate-caseworker';

/** Who reads, as far as the record differs by that. */
export interface RecordReader {
  /** Shows a caseworker's id to the reader of this answer: the board that gave it, or another one. */
  readonly caseworkerId: (boardId: string, id: string) => string;
  /** Whether confirmations are read whatever became of the time, of which this reader may know nothing. */
  readonly readsLapsed: boolean;
}

/** How the fields of a board's record are read. */
export function recordSources(sealed: SealedEntry, reader: RecordReader): Sources<RecordRow> {
  return {
    openedAt: column('openedAt'),
    status: {
      columns: ['entryId', 'reached', 'planResponse', 'outcomeKind', 'shareClosed', 'handedOver'],
      value: (row) =>
        socialCaseStatus({
          opened: row.entryId !== null,
          reached: row.reached,
          planAccepted: row.planResponse === PlanResponse.ACCEPTED,
          outcome: row.outcomeKind,
          shareClosed: row.shareClosed,
          handedOver: row.handedOver,
        }),
    },
    journalReference: {
      columns: ['entryId', 'sealedJournalReference'],
      value: ({ entryId, sealedJournalReference: envelope }) =>
        entryId && envelope && sealed.openJournalReference(entryId, envelope),
    },
    priority: weighed(({ priority }) => priority),
    priorityReasons: weighed(({ reasons }) => reasons),
    caseworker: {
      columns: (below) => [
        'entryId',
        'boardId',
        ...(below?.fields.size ? ['sealedCaseworker'] : []),
      ],
      value: ({ entryId, boardId, sealedCaseworker: envelope }, below, facts) => {
        if (entryId === null || boardId === null || below === null) return null;
        if (envelope === null) return {};
        const caseworker = shownTo(reader, boardId, sealed.openCaseworker(entryId, envelope));
        return project(below, CASEWORKER, caseworker, facts);
      },
    },
    household: part('householdId', HOUSEHOLD),
    contacts: {
      columns: (below) => ['contactCount', ...(below ? columnsFor(below, CONTACT) : [])],
      value: (row, below, facts) =>
        Array.from({ length: row.contactCount }, (_, index) =>
          below ? project(below, CONTACT, { row, index }, facts) : {},
        ),
    },
    assessment: part('assessmentId', ASSESSMENT),
    financialAid: part('aidId', FINANCIAL_AID),
    paymentPlan: part('planId', PAYMENT_PLAN),
    evictionConfirmation: confirmation(sealed, reader),
    attendance: attendance(sealed),
    consents: { columns: [], value: ({ consents }) => consents },
    rentUndertaking: { columns: [], value: ({ rentUndertaking }) => rentUndertaking },
    outcome: part('outcomeId', OUTCOME),
  };
}

const CASEWORKER: Sources<ValidCaseworker> = {
  id: column('id'),
  name: column('name'),
  phone: column('phone'),
  email: column('email'),
};

const HOUSEHOLD: Sources<RecordRow> = {
  adults: column('adults'),
  children: column('children'),
  elderly: column('elderly'),
};

const CONTACT: Sources<{ readonly row: RecordRow; readonly index: number }> = {
  at: { columns: ['contactAt'], value: ({ row, index }) => row.contactAt?.[index] ?? null },
  channel: {
    columns: ['contactChannel'],
    value: ({ row, index }) => row.contactChannel?.[index] ?? null,
  },
  result: {
    columns: ['contactResult'],
    value: ({ row, index }) => row.contactResult?.[index] ?? null,
  },
};

const ASSESSMENT: Sources<RecordRow> = {
  pattern: column('pattern'),
  cause: column('cause'),
  assessedOn: column('assessedOn'),
};

const FINANCIAL_AID: Sources<RecordRow> = {
  status: column('aidStatus'),
  amount: column('aidAmount'),
  decidedOn: column('aidDecidedOn'),
};

const INSTALMENT: Sources<StoredInstalment> = {
  dueOn: column('dueOn'),
  amount: column('amount'),
};

const PAYMENT_PLAN: Sources<RecordRow> = {
  instalments: {
    columns: ['instalments'],
    value: ({ instalments }, below, facts) =>
      instalments?.map((one) => (below ? project(below, INSTALMENT, one, facts) : {})) ?? null,
  },
  proposedOn: column('proposedOn'),
  response: column('planResponse'),
};

const OUTCOME: Sources<RecordRow> = {
  kind: column('outcomeKind'),
  decidedOn: column('decidedOn'),
};

/** The confirmation of the time that is set; an auditor, who may not know of the time, reads the last one all the same. */
function confirmation(sealed: SealedEntry, reader: RecordReader): Source<RecordRow> {
  const sources: Sources<RecordRow> = {
    confirmedAt: column('confirmedAt'),
    dueOn: column('confirmationDueOn'),
    onTime: column('confirmedOnTime'),
    caseworker: {
      columns: (below) => ['boardId', ...(below?.fields.size ? ['sealedConfirming'] : [])],
      value: ({ confirmationId, boardId, sealedConfirming }, below, facts) => {
        if (confirmationId === null || boardId === null || below === null) return null;
        if (sealedConfirming === null) return {};
        const named = sealed.openConfirming(confirmationId, sealedConfirming);
        return project(below, CASEWORKER, shownTo(reader, boardId, named), facts);
      },
    },
  };
  return {
    columns: (below) => [
      'confirmationId',
      ...(reader.readsLapsed ? [] : ['confirmationLapsed']),
      ...(below ? columnsFor(below, sources) : []),
    ],
    value: (row, below, facts) =>
      row.confirmationId === null || row.confirmationLapsed || below === null
        ? null
        : project(below, sources, row, facts),
  };
}

function attendance(sealed: SealedEntry): Source<RecordRow> {
  const contact = (read: (contact: AttendanceContact) => string | null): Source<RecordRow> => ({
    columns: ['attendanceId', 'sealedContact'],
    value: ({ attendanceId, sealedContact }) =>
      attendanceId === null || sealedContact === null
        ? null
        : read(sealed.openContact(attendanceId, sealedContact)),
  });
  const sources: Sources<RecordRow> = {
    status: column('attendanceStatus'),
    contactName: contact(({ name }) => name),
    contactPhone: contact(({ phone }) => phone),
  };
  return {
    columns: (below) => [
      'attendanceId',
      'attendanceLapsed',
      ...(below ? columnsFor(below, sources) : []),
    ],
    value: (row, below, facts) =>
      row.attendanceId === null || row.attendanceLapsed || below === null
        ? null
        : project(below, sources, row, facts),
  };
}

function shownTo(
  { caseworkerId }: RecordReader,
  boardId: string,
  caseworker: ValidCaseworker,
): ValidCaseworker {
  return { ...caseworker, id: caseworkerId(boardId, caseworker.id) };
}

/** A part of the record that is an entry of its own; null until the board has made one. */
function part(
  id: 'householdId' | 'assessmentId' | 'outcomeId' | 'aidId' | 'planId',
  sources: Sources<RecordRow>,
): Source<RecordRow> {
  return {
    columns: (below) => [id, ...(below ? columnsFor(below, sources) : [])],
    value: (row, below, facts) =>
      row[id] === null || below === null ? null : project(below, sources, row, facts),
  };
}

/** A side of the priority, weighed from what the board may read; also before it has taken the case on, since that is when it chooses. */
function weighed(side: (decision: PriorityDecision) => unknown): Source<RecordRow> {
  return {
    columns: ['children', 'elderly', 'pattern'],
    value: (row, _below, facts) => side(decisionFor(row, facts)),
  };
}

function decisionFor(row: RecordRow, facts: CaseFacts): PriorityDecision {
  return weigh(row, row.arrears, facts.dateSet);
}
