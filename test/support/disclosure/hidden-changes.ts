import type { Client } from 'pg';
import type { Agency } from '../../../src/shared';
import { addDays, civilDay } from '../../../src/shared';
import type { Draw } from './draw';
import type { ReaderId } from './readers';
import { clientOf } from './readers';
import type { RecordInput, Told, ToldWorld } from './told-world';
import type { LiveWorld, WorldLab } from './world-lab';

/** What changes are made through. */
export interface ChangeParts {
  readonly lab: WorldLab;
  readonly world: LiveWorld;
  readonly store: Client;
  readonly draw: Draw;
  /** Who must not notice. */
  readonly reader: ReaderId;
}

type Push = Extract<Told, { kind: 'push' }>['input'];

const BOARDS: readonly ReaderId[] = ['board-farsta', 'board-skarpnack', 'board-uppsala'];

/**
 * Changes a world, through the API of others, only in what one reader may not see; answers which kinds of change were taken in, each as often as
 * it was.
 *
 * Each kind of change is one that the matrix keeps from that reader for every case: it needs no knowledge of what the product
 * would show.
 */
export async function changeHidden(
  parts: ChangeParts,
  changes: number,
): Promise<readonly ChangeKind[]> {
  const kinds = KINDS[agencyOf(parts.reader)](parts.reader);
  const made: ChangeKind[] = [];
  for (let at = 0; at < changes; at += 1) {
    const kind = kinds[at % kinds.length];
    if (kind && (await CHANGES[kind](parts, at))) made.push(kind);
  }
  return made;
}

const agencyOf = (reader: ReaderId): `${Agency}` => clientOf(reader).agency;

type Change = (parts: ChangeParts, at: number) => Promise<boolean>;

/** What nobody of an agency may notice. */
const KINDS: Readonly<Record<`${Agency}`, (reader: ReaderId) => readonly ChangeKind[]>> = {
  LANDLORD: () => [
    'work',
    'closedFields',
    'elsewhere',
    'sameTenants',
    'protection',
    'otherConsent',
    'meetingInput',
    'decision',
    'handover',
  ],
  SOCIAL_SERVICES: () => [
    'closedFields',
    'elsewhere',
    'summaryStage',
    'sameTenants',
    'execution',
    'meetingInput',
    'decision',
    'handover',
  ],
  ENFORCEMENT: () => [
    'work',
    'noticesAlone',
    'work',
    'sameTenants',
    'otherConsent',
    'meetingInput',
    'decision',
    'handover',
  ],
  OVERSIGHT: (reader) =>
    reader === 'oversight-farsta'
      ? [
          'work',
          'closedFields',
          'settlement',
          'elsewhere',
          'summaryStage',
          'sameTenants',
          'execution',
          'protection',
          'meetingInput',
          'decision',
        ]
      : [
          'work',
          'closedFields',
          'settlement',
          'noticesAlone',
          'otherConsent',
          'meetingInput',
          'decision',
        ],
};

/** Whether somebody has consented or decided, so that what rests on it may be open to a reader. */
function mayBeOpen({ told }: ToldWorld): boolean {
  return told.some(({ kind }) => kind === 'consent' || kind === 'decision');
}

/** What a board records is its own (#24, #27, #29, #33, #34), but for its caseworker and the aid (#26, #30), whoever else knows of the case. */
const workOfBoard: Change = async ({ world, draw, reader }, at) => {
  const [caseId, board] = draw.pick(casesOfBoards(world.told).map(lyingNow(world.told)));
  const today = civilDay(world.gateway.clock.now);
  const [operation, input] = draw.pick<readonly [string, object]>([
    ...(mayBeOpen(world.told)
      ? []
      : [
          [
            'openSocialCase',
            {
              caseworker: { id: `cw-${at}`, name: 'Annan Handläggare' },
              journalReference: `J-${at}`,
            },
          ] as const,
          [
            'recordFinancialAid',
            { status: 'GRANTED', amount: '100.00', decidedOn: today },
          ] as const,
        ]),
    // Whatever a board says of the day, a landlord does not learn it (#25, #32).
    ...(agencyOf(reader) === 'LANDLORD'
      ? [
          [
            'confirmEvictionTime',
            { caseworker: { id: `day-${at}`, name: 'Annan Handläggare' } },
          ] as const,
          ['setAttendance', { status: draw.pick(['ATTENDING', 'NOT_ATTENDING']) }] as const,
        ]
      : []),
    // The landlord may be let read it (D).
    ...(agencyOf(reader) === 'LANDLORD' && mayBeOpen(world.told)
      ? []
      : [
          [
            'proposePaymentPlan',
            { instalments: [{ dueOn: addDays(today, 30), amount: `${at + 1}.00` }] },
          ] as const,
        ]),
    ['recordHousehold', { adults: 2, children: 1 + draw.below(3), elderly: draw.chance(50) }],
    ['recordContact', { at: `${addDays(today, -1)}T08:00:00Z`, channel: 'SMS', result: 'REACHED' }],
    ['recordAssessment', { pattern: 'REPEATED', cause: 'SEPARATION', assessedOn: today }],
    ['recordOutcome', { kind: draw.pick(['NO_CONTACT', 'REHOUSED', 'STAY']), decidedOn: today }],
  ]);
  return changeCase(world, board, operation, caseId, input, `work-${at}`);
};

/**
 * A new version of a record, other only in what its reader may not read: of a board, what may be opened to it (#40, #41, #44, #47,
 * #50) only while nobody has consented or decided.
 */
const closedFields: Change = async ({ world, draw, reader }, at) => {
  const last = draw.pick(latestPushes(world.told));
  const agency = agencyOf(reader);
  const isClosed = !mayBeOpen(world.told);
  const today = civilDay(world.gateway.clock.now);
  const changed: RecordInput = {
    ...last,
    version: last.version + 100 + at,
    childrenCount: (last.childrenCount ?? 0) + 1,
    // The applicant reads of the summary case.
    ...(agency !== 'LANDLORD' && {
      summaryCase: { appliedOn: addDays(today, -200 - at), contested: true },
    }),
    ...((agency !== 'SOCIAL_SERVICES' || isClosed) && {
      childrenAffected: !(last.childrenAffected ?? false),
      defendants: last.defendants.map((one) => ({
        ...one,
        postalAddress: `Ny uppgift ${at}`,
        phone: '070-174 06 06',
        email: `ny.${at}@example.se`,
      })),
      stay: last.stay && { ...last.stay, reasons: `Annat skäl ${at}` },
      storage: draw.chance(70)
        ? { place: `Annat lager ${at}`, endsOn: addDays(today, 60 + at) }
        : null,
    }),
    ...((agency === 'OVERSIGHT' || isClosed) && {
      heardOn: addDays(today, -30 - at),
      defendantAbroad: draw.chance(50),
    }),
  };
  return push(world, [changed], `closed-${at}`);
};

/** Leases of others: another landlord's for a landlord, those of other boards for a board. */
const elsewhere: Change = async ({ lab, world, store, draw, reader }, at) => {
  const agency = agencyOf(reader);
  const { organisation } = clientOf(reader);
  const builder = lab.builder(world.gateway, store, draw.below(10_000), 10 + at);
  await builder.build(2, 8, {
    landlords:
      agency === 'LANDLORD'
        ? LANDLORDS.filter((one) => clientOf(one).organisation !== organisation)
        : LANDLORDS,
    places: (place) => agency === 'LANDLORD' || place !== organisation,
    pushesStay: true,
    conditions: false,
  });
  return true;
};

/**
 * What is written for a meeting is read by its author's row: a board's own by itself alone and by whom a consent names (#57),
 * Kronofogden's by boards only after its decision (#58), a landlord's by no other landlord (#56), and nothing by auditors.
 */
const meetingInput: Change = async ({ world, draw, reader }, at) => {
  const agency = agencyOf(reader);
  const { organisation } = clientOf(reader);
  const month = civilDay(world.gateway.clock.now).slice(0, 7);
  const { told } = world.told;
  const isOpened = (caseId: string): boolean =>
    told.some((one) => one.kind === 'consent' && one.caseId === caseId) ||
    (agency === 'SOCIAL_SERVICES' && told.some(({ kind }) => kind === 'decision'));
  const ofBoards = casesOfBoards(world.told).flatMap(([caseId, board]) =>
    clientOf(board).organisation === organisation ? [] : [[caseId, board] as const],
  );
  const ofKronofogden = told.flatMap((one) =>
    one.kind === 'notice' ? [[one.caseId, 'kronofogden'] as const] : [],
  );
  const written = agency === 'SOCIAL_SERVICES' ? ofKronofogden : ofBoards;
  const closed = written.filter(([caseId]) => agency === 'OVERSIGHT' || !isOpened(caseId));
  if (closed.length === 0) return false;
  const [caseId, client] = draw.pick<readonly [string, ReaderId]>(closed);
  const input = {
    idempotencyKey: `hidden-input-${at}`,
    caseId: world.alias(client, 'case', caseId),
    month,
    text: `Dolt ${at}.`,
  };
  world.gateway.clock.now = new Date(world.gateway.clock.now.getTime() + 1_000);
  const { body } = await world.send(
    client,
    'mutation ($input: AddMeetingInputInput!) { addMeetingInput(input: $input) { case { id } } }',
    { input },
  );
  return body.errors === undefined;
};

/**
 * That a board hands a case on shows to a landlord only within the municipality that it named, to other boards and Kronofogden not at
 * all, as long as nothing rests on what tenants or boards have said (OSL-21-3A, OSL-26-1).
 */
const handover: Change = async ({ world, draw, reader }, at) => {
  const { organisation } = clientOf(reader);
  if (mayBeOpen(world.told)) return false;
  const [caseId, board] = draw.pick(casesOfBoards(world.told));
  const isFar = (one: ReaderId): boolean =>
    (one === 'board-uppsala') !== (board === 'board-uppsala');
  const next = draw.pick(
    BOARDS.filter((one) => one !== board && (agencyOf(reader) !== 'LANDLORD' || isFar(one))),
  );
  const { organisation: toBoard } = clientOf(next);
  if ([clientOf(board).organisation, toBoard].includes(organisation)) return false;
  const values = { board: toBoard, reason: `Skäl ${at}` };
  return changeCase(world, board, 'rerouteCase', caseId, values, `handed-${at}`);
};

/** The marker is for boards and Kronofogden alone (#23). */
const protection: Change = async ({ world, draw }, at) => {
  const [caseId, board] = draw.pick(casesOfBoards(world.told));
  const [tenant] = await tenantsSeenBy(world, board, caseId);
  const values = { tenantId: tenant?.id, protected: draw.chance(50), reason: `Skäl ${at}` };
  return (
    tenant !== undefined &&
    changeCase(world, board, 'markProtectedIdentity', caseId, values, `marked-${at}`)
  );
};

/** Who is not named by a consent does not learn that there is one (#51). */
const otherConsent: Change = async ({ world, draw, reader }, at) => {
  const recipient = agencyOf(reader) === 'LANDLORD' ? 'ENFORCEMENT' : 'LANDLORD';
  const [caseId, board] = draw.pick(casesOfBoards(world.told));
  const today = civilDay(world.gateway.clock.now);
  const tenants = await tenantsSeenBy(world, board, caseId);
  let made = false;
  for (const [index, { id }] of tenants.entries()) {
    const consent = {
      tenantId: id,
      fieldGroup: 'CASEWORKER_CONTACT',
      recipient,
      purpose: recipient === 'LANDLORD' ? 'LANDLORD_DUTY' : 'EXECUTION',
      validFrom: today,
      validTo: addDays(today, 30),
      evidence: `Samtycke ${at}`,
    };
    made =
      (await changeCase(world, board, 'recordConsent', caseId, consent, `ok-${at}-${index}`)) ||
      made;
  }
  return made;
};

/** What an authority decides about its fields for others: of boards, their own queue; of Kronofogden, what another reader gets. */
const decision: Change = async ({ world, draw, reader }, at) => {
  const { organisation } = clientOf(reader);
  const today = civilDay(world.gateway.clock.now);
  const decided = BOARDS.map((board) => [board, 'PRIORITY_QUEUE'] as const);
  const forOthers =
    agencyOf(reader) === 'LANDLORD'
      ? [
          ['kronofogden', 'HEARD_ON_TO_BOARD'] as const,
          ['kronofogden', 'EXECUTION_TO_BOARD'] as const,
        ]
      : [['kronofogden', 'HEARD_ON_TO_LANDLORD'] as const];
  const [client, name] = draw.pick(
    [...decided, ...forOthers].filter(([one]) => clientOf(one).organisation !== organisation),
  );
  const { body } = await world.send(
    client,
    'mutation ($input: RegisterStandingDecisionInput!) { registerStandingDecision(input: $input) { id } }',
    {
      input: {
        idempotencyKey: `hidden-decision-${at}`,
        switch: name,
        decidedBy: 'Chefen',
        decidedOn: today,
        reference: `Dnr ${at}`,
        validTo: addDays(today, 30),
      },
    },
  );
  return body.errors === undefined;
};

async function tenantsSeenBy(
  world: LiveWorld,
  board: ReaderId,
  caseId: string,
): Promise<readonly { readonly id: string }[]> {
  const id = world.alias(board, 'case', caseId);
  const query = 'query ($id: ID!) { case(id: $id) { tenants { id } } }';
  const { body } = await world.send(board, query, { id });
  return (body.data?.case as { tenants: { id: string }[] } | null)?.tenants ?? [];
}

/** Notices of which Kronofogden learns nothing, since nobody has applied there. */
const noticesAlone: Change = async ({ lab, world, store, draw }, at) => {
  const builder = lab.builder(world.gateway, store, draw.below(10_000), 10 + at);
  await builder.build(2, 8, { pushes: false, conditions: false });
  return true;
};

/** What Kronofogden pushes before enforcement, and an end before it, is for itself and the applicant (#36, U3). */
const summaryStage: Change = async ({ world, draw }, at) => {
  const today = civilDay(world.gateway.clock.now);
  const records = latestPushes(world.told).map((last, index) => {
    const status = draw.pick(['SUMMARY_PENDING', 'DECIDED', 'WITHDRAWN', 'WITHDRAWN']);
    return {
      ...last,
      caseNumber: `S-${20_000 + 100 * at + index}-26`,
      version: 1,
      status,
      appliedOn: null,
      documentsReceivedOn: null,
      title: null,
      evictionTime: null,
      closure: status === 'WITHDRAWN' ? { kind: 'WITHDRAWN', on: today } : null,
      executedOn: null,
    };
  });
  return push(world, records, `summary-${at}`);
};

/** That an eviction was carried out is for Kronofogden and the applicant while nobody has decided otherwise (#46). */
const execution: Change = async ({ world }, at) => {
  if (mayBeOpen(world.told)) return false;
  const executedOn = civilDay(world.gateway.clock.now);
  const executed = latestPushes(world.told)
    .filter(({ status }) => PURSUED.includes(status))
    .map((last) => ({ ...last, version: last.version + 100 + at, status: 'EXECUTED', executedOn }));
  return executed.length > 0 && push(world, executed, `executed-${at}`);
};

const PURSUED: readonly string[] = ['OPEN', 'DATE_SET', 'DEFERRED', 'STAYED'];

/**
 * What others say of the persons whom a reader knows: to a landlord, what another landlord tells of them; to a board, what is told
 * to another board; to Kronofogden, what an applicant has not laid before it, since another notice is quoted, and what comes from
 * somebody who has not applied.
 */
const sameTenants: Change = async ({ world, draw, reader }, at) => {
  const { organisation } = clientOf(reader);
  const agency = agencyOf(reader);
  const notices = world.told.told.flatMap((one) => (one.kind === 'notice' ? one : []));
  const pushes = latestPushes(world.told);
  const isQuoted = (applicant: string, receipt: string): boolean =>
    pushes.some((one) => one.applicant === applicant && one.noticeReceiptNumber === receipt);
  const hidden = notices.flatMap(({ landlord, input, receipt }) => {
    const others = LANDLORDS.filter((one) => clientOf(one).organisation !== landlord);
    const own = LANDLORDS.filter((one) => clientOf(one).organisation === landlord);
    const { dwelling } = input;
    switch (agency) {
      case 'LANDLORD':
        return landlord === organisation ? others.map((client) => ({ client, input })) : [];
      case 'ENFORCEMENT':
        return [...others, ...(isQuoted(landlord, receipt.receiptNumber) ? own : [])].map(
          (client) => ({ client, input }),
        );
      default:
        return dwelling.municipality !== '0180'
          ? []
          : ['farsta', 'skarpnack']
              .filter((district) => district !== organisation && district !== dwelling.district)
              // What a board has handed on goes after it, maybe to the reader.
              .filter(
                (district) =>
                  !world.told.told.some((one) => one.kind === 'handover' && one.board === district),
              )
              .map((district) => ({
                client: draw.pick([...own, ...others]),
                input: { ...input, dwelling: { ...dwelling, district } },
              }));
    }
  });
  if (hidden.length === 0) return false;
  const { client, input } = draw.pick(hidden);
  world.gateway.clock.now = new Date(world.gateway.clock.now.getTime() + 1_000);
  const { body } = await world.send(
    client,
    'mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { id } } }',
    { input: { ...input, supersedes: null, idempotencyKey: `hidden-tenants-${at}` } },
  );
  return body.errors === undefined;
};

/** What landlords report is not for auditors (#18). */
const settlement: Change = async ({ world, draw }, at) => {
  const notices = world.told.told.flatMap((one) => (one.kind === 'notice' ? one : []));
  const { caseId, landlord } = draw.pick(notices);
  const client = LANDLORDS.find((one) => clientOf(one).organisation === landlord);
  if (!client) return false;
  const on = civilDay(world.gateway.clock.now);
  const status = draw.pick(['PLAN_AGREED', 'PARTLY_PAID']);
  const input = { status, on, amount: status === 'PARTLY_PAID' ? '17.00' : null };
  return changeCase(world, client, 'reportSettlement', caseId, input, `settled-${at}`);
};

const LANDLORDS: readonly ReaderId[] = ['landlord-bostaden', 'landlord-hyrbo'];

/** Cases with the boards that were sent a notice of them. */
function casesOfBoards({ told }: ToldWorld): readonly (readonly [string, ReaderId])[] {
  return told.flatMap((one) => {
    if (one.kind !== 'notice') return [];
    const { district, municipality } = one.input.dwelling;
    const board = BOARDS.find(
      (client) => clientOf(client).organisation === (district ?? municipality),
    );
    return board ? [[one.caseId, board] as const] : [];
  });
}

/** The same case with the board that has its notices after all that was handed on. */
function lyingNow({ told }: ToldWorld) {
  return ([caseId, first]: readonly [string, ReaderId]): readonly [string, ReaderId] => {
    let board = first;
    for (const one of told) {
      if (one.kind !== 'handover' || one.caseId !== caseId) continue;
      if (one.board !== clientOf(board).organisation) continue;
      board = BOARDS.find((client) => clientOf(client).organisation === one.toBoard) ?? board;
    }
    return [caseId, board];
  };
}

/** The current version of each record. */
export function latestPushes({ told }: ToldWorld): readonly Push[] {
  const latest = new Map<string, Push>();
  for (const one of told) {
    if (one.kind !== 'push') continue;
    const known = latest.get(one.input.caseNumber);
    if (!known || known.version < one.input.version) latest.set(one.input.caseNumber, one.input);
  }
  return [...latest.values()];
}

async function push(
  world: LiveWorld,
  records: readonly RecordInput[],
  key: string,
): Promise<boolean> {
  world.gateway.clock.now = new Date(world.gateway.clock.now.getTime() + 1_000);
  const { body } = await world.send(
    'kronofogden',
    'mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) { results { outcome } } }',
    { input: { idempotencyKey: `hidden-${key}`, records } },
  );
  const { results = [] } = (body.data?.pushEvictionRecords ?? {}) as {
    results?: { outcome: string }[];
  };
  return results.some(({ outcome }) => outcome === 'CREATED' || outcome === 'UPDATED');
}

async function changeCase(
  world: LiveWorld,
  client: ReaderId,
  operation: string,
  caseId: string,
  values: object,
  key: string,
): Promise<boolean> {
  world.gateway.clock.now = new Date(world.gateway.clock.now.getTime() + 1_000);
  const id = world.alias(client, 'case', caseId);
  const found = await world.send(client, 'query ($id: ID!) { case(id: $id) { version } }', { id });
  const version = (found.body.data?.case as { version: number } | null)?.version;
  if (version === undefined) return false;
  const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input!`;
  const { body } = await world.send(
    client,
    `mutation ($input: ${type}) { ${operation}(input: $input) { case { id } } }`,
    { input: { idempotencyKey: `hidden-${key}`, caseId: id, expectedVersion: version, ...values } },
  );
  return body.errors === undefined;
}

/** Tries a change of a case a few times: some of what is drawn is refused, since the board has not opened its part, or has closed it. */
function untilTakenIn(change: Change): Change {
  return async (parts, at) => {
    for (let tried = 0; tried < 6; tried += 1)
      if (await change(parts, 10 * at + tried)) return true;
    return false;
  };
}

/** Each kind of change by name. */
const CHANGES = {
  work: untilTakenIn(workOfBoard),
  closedFields,
  elsewhere,
  noticesAlone,
  summaryStage,
  sameTenants,
  execution,
  settlement,
  protection,
  otherConsent,
  meetingInput,
  decision,
  handover: untilTakenIn(handover),
} as const satisfies Record<string, Change>;

export type ChangeKind = keyof typeof CHANGES;

/** Every kind of change, so that none is left out unnoticed. */
export const CHANGE_KINDS = Object.keys(CHANGES) as ChangeKind[];
