import type { Client } from 'pg';
import { Agency, Purpose } from '../../../src/shared';

/** A table with rows of several readers. */
export interface Watched {
  readonly table: string;
  /** What a reader may select to name a row; each of its rows has its own. */
  readonly key: string;
  /** For the superuser: to whom each row belongs, from what the row itself says; `$1` is Kronofogden as the store names it. */
  readonly owners: string;
}

/** The purpose for which each agency reads in these tests. */
export const DAILY_PURPOSE: Readonly<Record<Agency, Purpose>> = {
  [Agency.LANDLORD]: Purpose.LANDLORD_DUTY,
  [Agency.SOCIAL_SERVICES]: Purpose.CASE_HANDLING,
  [Agency.ENFORCEMENT]: Purpose.EXECUTION,
  [Agency.OVERSIGHT]: Purpose.AUDIT,
};

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT } = Agency;
const owner = (agency: Agency, column: string): string => `'${agency}/' || ${column}`;

/** Whoever has a share of the case of a consent that opens something to it now. */
const recipients = (consents: string, where: string): string => `ARRAY(
  SELECT s.agency || '/' || s.organisation FROM ${consents} r JOIN cases.share s ON s.case_id = r.case_id AND s.agency = r.recipient AND s.known
  WHERE ${where} AND r.revoked_at IS NULL AND now() BETWEEN r.valid_from AND r.valid_to + 1
    AND (r.recipient, r.purpose) IN (('LANDLORD', 'LANDLORD_DUTY'), ('SOCIAL_SERVICES', 'CASE_HANDLING'), ('ENFORCEMENT', 'EXECUTION')))`;

/** Kronofogden where it has the case, while an entry speaks of the time that is set. */
const authoritiesOf = (
  entry: string,
): string => `ARRAY(SELECT ${owner(ENFORCEMENT, 's.organisation')} FROM cases.share s
  WHERE s.case_id = ${entry}.case_id AND s.agency = 'ENFORCEMENT' AND s.known
    AND ${entry}.superseded_at IS NULL AND ${entry}.lapsed_at IS NULL)`;

const entryReaders = (entry: string): string => `ARRAY[${entry}.agency || '/' || ${entry}.principal,
  ${owner(OVERSIGHT, `${entry}.principal`)}] || ARRAY(SELECT ${owner(OVERSIGHT, 'c')} FROM unnest(${entry}.controllers) AS c)`;

export const WATCHED: readonly Watched[] = [
  {
    table: 'landlord.notice',
    key: 'id::text',
    owners: `ARRAY[${owner(LANDLORD, 'landlord')}, ${owner(SOCIAL_SERVICES, 'board_id')},
      ${owner(OVERSIGHT, 'landlord')}, ${owner(OVERSIGHT, 'board_id')},
      CASE WHEN invoked THEN ${owner(ENFORCEMENT, '$1')} END]`,
  },
  ...(
    [
      ['settlement', 'reported_at'],
      ['deferral', 'granted_at'],
    ] as const
  ).map(([table, instant]) => ({
    table: `landlord.${table}`,
    key: `case_id || '/' || ${instant}`,
    owners: `ARRAY[${owner(LANDLORD, 'landlord')}, CASE WHEN invoked THEN ${owner(ENFORCEMENT, '$1')} END]
      || ARRAY(SELECT ${owner(SOCIAL_SERVICES, 's.organisation')} FROM cases.share s
        WHERE s.case_id = ${table}.case_id AND s.agency = '${SOCIAL_SERVICES}' AND s.known)`,
  })),
  {
    table: 'landlord.tenancy_term',
    key: `notice_id || '/' || encode(value, 'hex')`,
    owners: `ARRAY[${owner(LANDLORD, 'landlord')}, ${owner(SOCIAL_SERVICES, 'board_id')}]`,
  },
  {
    table: 'social.social_case',
    key: 'id::text',
    owners: `${owner(SOCIAL_SERVICES, 'board_id')} || ${recipients(
      'social.consent',
      `social_case.superseded_at IS NULL AND r.case_id = social_case.case_id AND r.board_id = social_case.board_id
        AND r.field_group = 'CASEWORKER_CONTACT'`,
    )}`,
  },
  {
    table: 'social.financial_aid',
    key: 'id::text',
    owners: `${owner(SOCIAL_SERVICES, 'board_id')} || ${recipients(
      'social.consent',
      `financial_aid.superseded_at IS NULL AND r.case_id = financial_aid.case_id AND r.board_id = financial_aid.board_id
        AND r.field_group = 'FINANCIAL_AID'`,
    )}`,
  },
  {
    table: 'social.payment_plan',
    key: 'id::text',
    owners: `${owner(SOCIAL_SERVICES, 'board_id')} || ${recipients(
      'social.consent',
      `payment_plan.superseded_at IS NULL AND r.case_id = payment_plan.case_id AND r.board_id = payment_plan.board_id
        AND r.field_group = 'PAYMENT_PLAN'`,
    )}`,
  },
  {
    table: 'social.eviction_confirmation',
    key: 'id::text',
    owners: `ARRAY[${owner(SOCIAL_SERVICES, 'board_id')}, ${owner(OVERSIGHT, 'board_id')}] || ${authoritiesOf('eviction_confirmation')}`,
  },
  {
    table: 'social.attendance',
    key: 'id::text',
    owners: `${owner(SOCIAL_SERVICES, 'board_id')} || ${authoritiesOf('attendance')}`,
  },
  ...['household', 'contact_attempt', 'assessment', 'outcome'].map((name) => ({
    table: `social.${name}`,
    key: 'id::text',
    owners: `ARRAY[${owner(SOCIAL_SERVICES, 'board_id')}]`,
  })),
  {
    table: 'social.rent_undertaking',
    key: 'id::text',
    owners: `ARRAY[${owner(LANDLORD, 'landlord')}, ${owner(SOCIAL_SERVICES, 'board_id')}]
      || ${recipients(
        'social.consent',
        `r.case_id = rent_undertaking.case_id AND r.board_id = rent_undertaking.board_id
        AND r.recipient = 'ENFORCEMENT' AND r.field_group = 'RENT_UNDERTAKING'`,
      )}`,
  },
  {
    // Whoever is at the same meeting, as the author's row has it.
    table: 'collaboration.meeting_input',
    key: 'id::text',
    owners: `ARRAY[written_by || '/' || author] || ARRAY(SELECT s.agency || '/' || s.organisation FROM cases.share s
      WHERE s.case_id = meeting_input.case_id AND s.known AND s.board_id = meeting_input.board_id AND CASE written_by
        WHEN 'LANDLORD' THEN (s.agency = 'SOCIAL_SERVICES' AND NOT s.handed_over) OR (s.agency = 'ENFORCEMENT' AND EXISTS (
          SELECT FROM landlord.notice n WHERE n.case_id = s.case_id AND n.landlord = meeting_input.author AND n.invoked))
        WHEN 'SOCIAL_SERVICES' THEN s.agency || '/' || s.organisation = ANY (${recipients(
          'social.consent',
          `r.case_id = meeting_input.case_id AND r.board_id = meeting_input.author AND r.field_group = 'MEETING_INPUT'`,
        )})
        ELSE EXISTS (SELECT FROM enforcement.record r WHERE r.case_id = s.case_id AND (
          (s.agency = 'LANDLORD' AND r.applicant = s.organisation)
          OR (s.agency = 'SOCIAL_SERVICES' AND NOT s.handed_over AND r.known_to_board AND r.board_id = s.organisation))) END)`,
  },
  {
    table: 'social.consent',
    key: 'id::text',
    owners: `ARRAY[${owner(SOCIAL_SERVICES, 'board_id')}, ${owner(OVERSIGHT, 'board_id')}]
      || ${recipients('social.consent', 'r.id = consent.id')}`,
  },
  {
    table: 'enforcement.record',
    key: 'case_number',
    owners: `ARRAY[${owner(LANDLORD, 'applicant')}, ${owner(ENFORCEMENT, 'authority')}]
      || CASE WHEN known_to_board THEN ARRAY[${owner(SOCIAL_SERVICES, 'board_id')}, ${owner(OVERSIGHT, 'board_id')},
        ${owner(OVERSIGHT, 'applicant')}, ${owner(OVERSIGHT, 'authority')}] ELSE '{}' END`,
  },
  {
    table: 'enforcement.record_version',
    key: `case_number || '/' || version`,
    owners: `ARRAY(SELECT ${owner(ENFORCEMENT, 'r.authority')} FROM enforcement.record r
      WHERE r.case_number = record_version.case_number)`,
  },
  {
    // What the record was is read by whoever reads what it is, and was named in it then.
    table: 'enforcement.record_past',
    key: `case_number || '/' || known_until`,
    owners: `ARRAY(SELECT ${owner(ENFORCEMENT, 'r.authority')} FROM enforcement.record r
        WHERE r.case_number = record_past.case_number AND r.authority = record_past.authority)
      || ARRAY(SELECT ${owner(OVERSIGHT, 'o')} FROM enforcement.record r,
          unnest(ARRAY[record_past.authority, record_past.applicant, record_past.board_id]) AS o
        WHERE r.case_number = record_past.case_number AND r.known_to_board AND record_past.known_to_board
          AND o IN (r.authority, r.applicant, r.board_id))`,
  },
  {
    table: 'enforcement.consent',
    key: 'id::text',
    owners: `ARRAY[${owner(ENFORCEMENT, 'authority')}, ${owner(OVERSIGHT, 'authority')}]
      || ${recipients('enforcement.consent', 'r.id = consent.id')}`,
  },
  {
    table: 'disclosure.standing_decision',
    key: 'id::text',
    owners: `ARRAY[${owner(SOCIAL_SERVICES, 'owner')}, ${owner(ENFORCEMENT, 'owner')}, ${owner(OVERSIGHT, 'owner')}]`,
  },
  {
    table: 'cases.share',
    key: 'case_id::text',
    owners: `CASE WHEN known THEN ARRAY[agency || '/' || organisation] ELSE '{}' END`,
  },
  {
    table: 'cases.next_deadline',
    key: `case_id || '/' || after`,
    owners: `ARRAY[agency || '/' || organisation]`,
  },
  {
    table: 'cases.search_key',
    key: `kind || '/' || value || '/' || case_id`,
    owners: `ARRAY[agency || '/' || organisation]`,
  },
  { table: 'log.entry', key: `instance || '/' || sequence`, owners: entryReaders('entry') },
];

/** The cases and organisations, as the store names them, that rows are planted for. */
export interface PlantedFor {
  /** A case of one landlord, one board and Kronofogden. */
  readonly caseId: string;
  /** A case of another landlord. */
  readonly otherCaseId: string;
  readonly landlord: string;
  readonly otherLandlord: string;
  readonly kronofogden: string;
}

/**
 * Rows that no demand of these tests needs the API for: a consent for each way in which it may fail to open something, standing
 * decisions and log entries of several organisations.
 */
export async function plantRows(superuser: Client, planted: PlantedFor): Promise<void> {
  const { caseId, otherCaseId, landlord, otherLandlord, kronofogden } = planted;
  const consent = (
    table: string,
    owned: string,
    recipient: Agency,
    to: {
      purpose?: Purpose;
      group?: string;
      from?: number;
      days?: number;
      case?: string;
      revoked?: boolean;
    } = {},
  ) =>
    superuser.query(
      `INSERT INTO ${table} VALUES (gen_random_uuid(), $1, $2, gen_random_uuid(), $3, $4, $5,
        current_date + $6::int, current_date + $6::int + $7::int, now(), $8, '')`,
      [
        to.case ?? caseId,
        owned,
        to.group ?? 'CASEWORKER_CONTACT',
        recipient,
        to.purpose ?? DAILY_PURPOSE[recipient],
        to.from ?? -5,
        to.days ?? 30,
        to.revoked === true ? new Date() : null,
      ],
    );
  for (const recipient of [LANDLORD, ENFORCEMENT]) {
    await consent('social.consent', 'farsta', recipient);
    await consent('social.consent', 'farsta', recipient, { group: 'FINANCIAL_AID' });
    await consent('social.consent', 'farsta', recipient, { purpose: Purpose.AUDIT });
    await consent('social.consent', 'farsta', recipient, { from: -40, days: 30 });
    await consent('social.consent', 'farsta', recipient, { from: 2 });
    await consent('social.consent', 'farsta', recipient, { revoked: true });
    await consent('social.consent', 'farsta', recipient, { case: otherCaseId });
    // What names one agency and the purpose of another opens nothing to either.
    await consent('social.consent', 'farsta', recipient, {
      purpose: DAILY_PURPOSE[recipient === LANDLORD ? ENFORCEMENT : LANDLORD],
    });
  }
  await consent('social.consent', 'farsta', LANDLORD, { group: 'PAYMENT_PLAN' });
  await consent('social.consent', 'farsta', LANDLORD, { group: 'MEETING_INPUT' });
  await consent('social.consent', 'farsta', ENFORCEMENT, { group: 'MEETING_INPUT', revoked: true });
  await consent('social.consent', 'farsta', ENFORCEMENT, { group: 'RENT_UNDERTAKING' });
  await consent('enforcement.consent', kronofogden, SOCIAL_SERVICES, { group: 'STORAGE' });
  await consent('enforcement.consent', kronofogden, SOCIAL_SERVICES, {
    group: 'STORAGE',
    revoked: true,
  });
  await consent('enforcement.consent', kronofogden, SOCIAL_SERVICES, { from: -40, days: 30 });
  await consent('enforcement.consent', kronofogden, SOCIAL_SERVICES, { purpose: Purpose.AUDIT });
  await consent('enforcement.consent', kronofogden, LANDLORD, { purpose: Purpose.CASE_HANDLING });
  await superuser.query(
    `INSERT INTO social.social_case (id, case_id, board_id, recorded_at, superseded_at, opened_at, sealed_caseworker)
      VALUES (gen_random_uuid(), $1, 'farsta', now(), now(), now(), '')`,
    [caseId],
  );
  // What a board has replaced since, a share that is no longer known, and what a landlord has told that nobody lays before Kronofogden.
  for (const agency of [LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT]) {
    await superuser.query(
      `INSERT INTO cases.share (case_id, agency, organisation, version, received_at, known)
        SELECT id, $1, o, 1, now(), false FROM cases."case", unnest($2::text[]) AS o ON CONFLICT DO NOTHING`,
      [agency, [landlord, otherLandlord, 'farsta', 'skarpnack', kronofogden]],
    );
  }
  await superuser.query(
    `INSERT INTO landlord.settlement (id, case_id, landlord, board_ids, invoked, status, settled_on, reported_at)
      VALUES (gen_random_uuid(), $1, $2, '{farsta}', false, 'PAID', current_date, now())`,
    [otherCaseId, otherLandlord],
  );
  await superuser.query(
    `INSERT INTO landlord.deferral (id, case_id, landlord, board_ids, invoked, granted_on, until, granted_at)
      VALUES (gen_random_uuid(), $1, $2, '{farsta}', false, current_date, current_date + 30, now())`,
    [otherCaseId, otherLandlord],
  );
  for (const table of ['financial_aid', 'payment_plan', 'eviction_confirmation', 'attendance'])
    await superuser.query(
      `INSERT INTO social.${table} SELECT replaced.*
        FROM (SELECT t AS present FROM social.${table} t WHERE case_id = $1 AND superseded_at IS NULL LIMIT 1) AS one,
          jsonb_populate_record(one.present, jsonb_build_object('id', gen_random_uuid(), 'superseded_at', now())) AS replaced`,
      [caseId],
    );
  await plantPast(superuser, planted);
  // What another landlord, another board and Kronofogden write, of this case and of another, for this meeting and for another.
  for (const [writtenBy, author, board, about] of [
    [LANDLORD, otherLandlord, 'farsta', caseId],
    [LANDLORD, landlord, 'skarpnack', caseId],
    [SOCIAL_SERVICES, 'skarpnack', 'skarpnack', caseId],
    [SOCIAL_SERVICES, 'farsta', 'farsta', otherCaseId],
    [ENFORCEMENT, kronofogden, 'farsta', otherCaseId],
    [ENFORCEMENT, kronofogden, 'skarpnack', caseId],
  ] as const)
    await superuser.query(
      `INSERT INTO collaboration.meeting_input (id, case_id, board_id, month, written_by, author, recorded_at, sealed_text)
        VALUES (gen_random_uuid(), $1, $2, date_trunc('month', current_date), $3, $4, now(), '')`,
      [about, board, writtenBy, author],
    );
  for (const owned of ['farsta', 'skarpnack', kronofogden]) {
    await superuser.query(
      `INSERT INTO disclosure.standing_decision (id, owner, switch, decided_on, valid_to, registered_at, sealed_decision)
        VALUES (gen_random_uuid(), $1, 'HEARD_ON_TO_BOARD', current_date, current_date + 90, now(), '')`,
      [owned],
    );
  }
  const readers = [
    [LANDLORD, landlord, ['farsta']],
    [LANDLORD, otherLandlord, ['skarpnack', kronofogden]],
    [SOCIAL_SERVICES, 'farsta', ['farsta', landlord]],
    [SOCIAL_SERVICES, 'skarpnack', []],
    [ENFORCEMENT, kronofogden, ['farsta']],
    [OVERSIGHT, 'farsta', ['farsta']],
  ] as const;
  for (const [index, [agency, principal, controllers]] of readers.entries()) {
    await superuser.query(
      `WITH shape AS (INSERT INTO log.shape VALUES (sha256($3::text::bytea), $3) ON CONFLICT DO NOTHING),
        actor AS (INSERT INTO log.actor VALUES (sha256($2::text::bytea), '') ON CONFLICT DO NOTHING)
        INSERT INTO log.entry (recorded_at, instance, sequence, request, agency, organisation, principal, actor, purpose, shape,
          cases, controllers, subjects, subject_cases, opened_by, hash)
        VALUES (now(), gen_random_uuid(), 0, 'planted', $1, $2, $2, sha256($2::text::bytea), $4, sha256($3::text::bytea),
          '{NULL}', $5, '{}', '{}', '{}', '')`,
      [agency, principal, `planted ${index % 4}`, DAILY_PURPOSE[agency], controllers],
    );
  }
}

/** Earlier states of a record: as it is now, of others then, not known to the board then, and of one that is no longer there. */
async function plantPast(superuser: Client, { otherLandlord }: PlantedFor): Promise<void> {
  const states = [
    {},
    { authority: 'skarpnack' },
    { board_id: 'skarpnack', applicant: otherLandlord },
    { known_to_board: false },
    { case_number: 'U-99999-26' },
  ];
  for (const [index, other] of states.entries())
    await superuser.query(
      `INSERT INTO enforcement.record_past SELECT past.*, now() + $1 * interval '1 second'
        FROM (SELECT r AS present FROM enforcement.record r WHERE known_to_board ORDER BY case_number LIMIT 1) AS one,
          jsonb_populate_record(one.present, $2) AS past`,
      [index, other],
    );
}
