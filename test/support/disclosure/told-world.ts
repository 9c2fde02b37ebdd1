import type { Client } from 'pg';
import type { Agency } from '../../../src/shared';
import { addDays, civilDay } from '../../../src/shared';
import { anEvictionRecord, arrearsNotice, seriousDisturbanceNotice } from '../inputs';
import { tenancy } from '../many-tenancies';
import type { Draw } from './draw';
import { clientOf } from './readers';
import type { ReaderId } from './readers';

/** A person as somebody names him or her. */
export interface ToldPerson {
  readonly name: string;
  readonly postalAddress: string;
  readonly personalIdentityNumber: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

export interface ToldDwelling {
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly apartmentNumber: string | null;
  readonly municipality: string;
  readonly district: string | null;
  readonly roomCount: number | null;
  readonly tenure: string;
}

/** A notice as its landlord wrote it. */
export interface NoticeInput {
  readonly kind: string;
  readonly landlord: { name: string; category: string; postalAddress: string; phone: string };
  readonly landlordReference: string | null;
  readonly tenants: readonly ToldPerson[];
  readonly dwelling: ToldDwelling;
  readonly claims: readonly {
    periodStart: string;
    periodEnd: string;
    dueOn: string;
    amount: string;
    interest: string | null;
  }[];
  readonly recoveryTotal: string | null;
  readonly paymentInstruction: object | null;
  readonly termination: { on: string; ground: string } | null;
  readonly tenantServed: readonly { tenantName: string; servedOn: string; method: string }[];
  readonly message: { sentAt: string; channel: string; proofReference: string } | null;
  readonly disturbances: readonly object[];
  readonly calledOnTenantOn: string | null;
  readonly terminationCopy: { mediaType: string; contentBase64: string } | null;
}

/** What follows from a notice alone and was told to its submitter at once. */
export interface NoticeReceipt {
  readonly receiptNumber: string;
  readonly receipt: { readonly jws: string; readonly contentSha256: string };
  readonly arrearsMonths: number | null;
  readonly warnings: readonly object[];
  readonly terminationCopy: { readonly sha256: string } | null;
}

/** A record as Kronofogden pushed it. */
export interface RecordInput {
  readonly caseNumber: string;
  readonly version: number;
  readonly noticeReceiptNumber: string | null;
  readonly dwelling: ToldDwelling;
  readonly applicant: string;
  readonly defendants: readonly ToldPerson[];
  readonly status: string;
  readonly appliedOn: string | null;
  readonly documentsReceivedOn: string | null;
  readonly summaryCase: {
    readonly contestationSentOn?: string | null;
    readonly decidedOn?: string | null;
    readonly [field: string]: unknown;
  } | null;
  readonly title: { readonly decidedOn: string; readonly [field: string]: unknown } | null;
  readonly heardOn: string | null;
  readonly defendantAbroad: boolean | null;
  readonly evictionTime: { date: string; time: string | null } | null;
  readonly stay: object | null;
  readonly closure: { kind: string; on: string } | null;
  readonly executedOn: string | null;
  readonly childrenAffected: boolean | null;
  readonly childrenCount: number | null;
  readonly storage: { place: string | null; endsOn: string } | null;
}

/** Something that somebody has told the gateway and that it took in, with the instant at which it did. */
export type Told = { readonly at: Date } & (
  | {
      readonly kind: 'notice';
      readonly id: string;
      readonly caseId: string;
      readonly landlord: string;
      readonly supersedes: string | null;
      readonly input: NoticeInput;
      readonly receipt: NoticeReceipt;
    }
  | {
      readonly kind: 'settlement';
      readonly caseId: string;
      readonly landlord: string;
      readonly input: { status: string; amount: string | null; on: string };
    }
  | {
      readonly kind: 'deferral';
      readonly caseId: string;
      readonly landlord: string;
      readonly input: { until: string };
    }
  | {
      readonly kind: 'push';
      readonly input: RecordInput;
      /** The case in which the record lay from then on. */
      readonly caseId: string;
    }
  | {
      readonly kind: 'board';
      readonly caseId: string;
      readonly board: string;
      /** Number of the record that there may be of the lease. */
      readonly record: string;
      readonly operation: string;
      readonly input: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: 'handover';
      readonly caseId: string;
      readonly board: string;
      readonly toBoard: string;
    }
  | {
      readonly kind: 'planAnswer';
      readonly caseId: string;
      readonly board: string;
      readonly response: string;
    }
  | {
      readonly kind: 'input';
      readonly caseId: string;
      readonly agency: `${Agency}`;
      readonly author: string;
      /** The board whose meeting it is for. */
      readonly board: string;
      readonly input: { month: string; text: string };
    }
  | {
      readonly kind: 'undertaking';
      readonly caseId: string;
      readonly board: string;
      readonly landlord: string;
      /** As the board read it at once. */
      readonly document: { readonly jws: string; readonly contentSha256: string };
    }
  | {
      readonly kind: 'consent';
      readonly id: string;
      readonly caseId: string;
      /** The authority that obtained it. */
      readonly owner: string;
      readonly tenant: string;
      readonly input: ConsentInput;
    }
  | { readonly kind: 'revocation'; readonly id: string }
  | {
      readonly kind: 'protection';
      readonly caseId: string;
      readonly board: string;
      readonly tenant: string;
      readonly protected: boolean;
    }
  | {
      readonly kind: 'decision';
      readonly id: string;
      readonly owner: string;
      readonly input: DecisionInput;
    }
  | { readonly kind: 'decisionEnd'; readonly id: string }
);

interface Undertaken {
  readonly rentUndertaking: {
    readonly document: { readonly jws: string; readonly contentSha256: string };
  };
}

/** What a tenant has consented to. */
export interface ConsentInput {
  readonly fieldGroup: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly evidence: string;
}

/** What an authority has decided about its own fields. */
export interface DecisionInput {
  readonly switch: string;
  readonly decidedBy: string;
  readonly decidedOn: string;
  readonly reference: string;
  readonly validTo: string;
}

/** A mutation as it was sent and taken in; sent again it gives its outcome anew. */
export interface SentMutation {
  readonly client: ReaderId;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** All that was told, with the cases that the gateway made of it. */
export interface ToldWorld {
  readonly told: readonly Told[];
  readonly sent: readonly SentMutation[];
  /** The case in which each record is now, by case number. */
  readonly caseOfRecord: ReadonlyMap<string, string>;
  readonly now: Date;
}

/** What the builder does its work through. */
export interface WorldHands {
  /** Sends a mutation as a client; the payload, or null if it was refused. */
  mutate(
    client: ReaderId,
    operation: string,
    input: Readonly<Record<string, unknown>>,
    selection: string,
  ): Promise<Record<string, unknown> | null>;
  read<T>(client: ReaderId, query: string, variables: object): Promise<T>;
  /** The reader's alias of a case or notice. */
  alias(client: ReaderId, kind: string, id: string): string;
  readonly clock: { now: Date };
  readonly store: Pick<Client, 'query'>;
}

interface Lease {
  readonly number: number;
  readonly landlord: ReaderId;
  readonly tenants: readonly ToldPerson[];
  readonly dwelling: ToldDwelling;
  /** With whom the last notice lies; null before the first. */
  board: ReaderId | null;
  readonly caseNumber: string;
  /** The open case of the landlord, once there is one, and its last notice. */
  caseId: string | null;
  lastNotice: { id: string; receiptNumber: string; standing: boolean } | null;
  record: RecordInput | null;
  contents: Map<number, RecordInput>;
  highest: number;
}

const LANDLORDS: readonly ReaderId[] = ['landlord-bostaden', 'landlord-hyrbo'];
const BOARDS: readonly ReaderId[] = ['board-farsta', 'board-skarpnack', 'board-uppsala'];
const PLACES = [
  { municipality: '0180', district: 'farsta', city: 'Farsta' },
  { municipality: '0180', district: 'skarpnack', city: 'Skarpnäck' },
  { municipality: '0380', district: null, city: 'Uppsala' },
] as const;
/** Groups of fields with a recipient and its purpose, by who owns them. */
const BOARD_GROUPS = [
  ['CASEWORKER_CONTACT', 'LANDLORD', 'LANDLORD_DUTY'],
  ['CASEWORKER_CONTACT', 'ENFORCEMENT', 'EXECUTION'],
  ['FINANCIAL_AID', 'LANDLORD', 'LANDLORD_DUTY'],
  ['FINANCIAL_AID', 'ENFORCEMENT', 'EXECUTION'],
  ['PAYMENT_PLAN', 'LANDLORD', 'LANDLORD_DUTY'],
  ['ATTENDANCE', 'ENFORCEMENT', 'EXECUTION'],
  ['RENT_UNDERTAKING', 'ENFORCEMENT', 'EXECUTION'],
  ['MEETING_INPUT', 'LANDLORD', 'LANDLORD_DUTY'],
  ['MEETING_INPUT', 'ENFORCEMENT', 'EXECUTION'],
] as const;
const AUTHORITY_GROUPS = [
  ['STORAGE', 'SOCIAL_SERVICES', 'CASE_HANDLING'],
  ['STAY_REASONS', 'SOCIAL_SERVICES', 'CASE_HANDLING'],
] as const;
const NOTICE_ANSWER =
  '{ notice { id receiptNumber receipt { jws contentSha256 } arrearsMonths warnings { code message ruleId } terminationCopy { sha256 } } }';

/** What a builder keeps to, so that somebody learns nothing of what it builds. */
export interface WorldBounds {
  readonly landlords?: readonly ReaderId[];
  /** Whether leases may lie in the area of a board. */
  readonly places?: (board: string) => boolean;
  /** Whether anybody applies to Kronofogden; true unless told. */
  readonly pushes?: boolean;
  /** Whether consents, statements of protection and standing decisions are made; true unless told. */
  readonly conditions?: boolean;
  /** Whether every record names the board of its lease; false unless told. */
  readonly pushesStay?: boolean;
}

/** Tells the gateway of leases in trouble, one drawn step after the other, and keeps what it took in. */
export class WorldBuilder {
  private readonly told: Told[] = [];
  private readonly sent: SentMutation[] = [];
  private readonly leases: Lease[] = [];
  private bounds: WorldBounds = {};
  private keys = 0;

  constructor(
    private readonly hands: WorldHands,
    private readonly draw: Draw,
    /** Keeps idempotency keys, persons and case numbers of one builder apart from those of another. */
    private readonly series = 0,
  ) {}

  /** Builds leases and lets things happen in them. */
  async build(leases: number, steps: number, bounds: WorldBounds = {}): Promise<void> {
    this.bounds = bounds;
    for (let number = 0; number < leases; number += 1) this.leases.push(this.newLease(number));
    for (let step = 0; step < steps; step += 1) await this.step(this.draw.pick(this.leases));
  }

  async world(): Promise<ToldWorld> {
    const { rows } = await this.hands.store.query<{ case_number: string; case_id: string }>(
      'SELECT case_number, case_id FROM enforcement.record',
    );
    return {
      told: this.told,
      sent: this.sent,
      caseOfRecord: new Map(rows.map((row) => [row.case_number, row.case_id])),
      now: this.hands.clock.now,
    };
  }

  private get today(): string {
    return civilDay(this.hands.clock.now);
  }

  private newLease(index: number): Lease {
    const { draw } = this;
    const number = this.series * 1_000 + index;
    const { landlords = LANDLORDS, places = () => true } = this.bounds;
    const place = draw.pick(
      PLACES.filter(({ district, municipality }) => places(district ?? municipality)),
    );
    const { tenant, dwelling } = tenancy(2 * number);
    const other = tenancy(2 * number + 1).tenant;
    const person = (one: typeof tenant, hasNumber: boolean): ToldPerson => ({
      name: one.name,
      postalAddress: `${dwelling.street}, 123 45 ${place.city}`,
      personalIdentityNumber: hasNumber ? one.personalIdentityNumber : null,
      phone: draw.chance(70) ? one.phone : null,
      email: draw.chance(50) ? `test.${number}@example.se` : null,
    });
    return {
      number,
      landlord: draw.pick(landlords),
      tenants: [person(tenant, true), ...(draw.chance(40) ? [person(other, draw.chance(60))] : [])],
      dwelling: {
        ...dwelling,
        ...place,
        postalCode: '12345',
        apartmentNumber: draw.chance(70) ? '1102' : null,
        roomCount: draw.chance(70) ? 2.5 : null,
        tenure: draw.pick(['RENTED', 'RENTED', 'COOPERATIVE', 'TENANT_OWNED', 'SUBLET']),
      },
      board: null,
      caseNumber: `U-${10_000 + number}-26`,
      caseId: null,
      lastNotice: null,
      record: null,
      contents: new Map(),
      highest: 0,
    };
  }

  private async step(lease: Lease): Promise<void> {
    const { draw } = this;
    const kind = draw.below(100);
    if (kind < 20) return this.submit(lease);
    if (kind < 24) return this.settle(lease);
    if (kind < 27) return this.defer(lease);
    if (kind < 30) return this.answerPlan(lease);
    if (kind < 33) return this.contribute(lease);
    if (kind < 52) return this.bounds.pushes === false ? undefined : this.push(lease);
    if (kind < 70) {
      if (draw.chance(15)) return this.undertake(lease);
      return draw.chance(15) ? this.reroute(lease) : this.workAtBoard(lease);
    }
    if (this.bounds.conditions === false) return;
    if (kind < 81) return this.consent(lease);
    if (kind < 87) return this.revoke();
    if (kind < 95) return this.protect(lease);
    if (kind < 99) return this.decide();
    return this.endDecision();
  }

  private async submit(lease: Lease): Promise<void> {
    const { draw } = this;
    const { landlord } = lease;
    const isRent = draw.chance(65);
    const input = isRent ? this.rentNotice(lease) : this.disturbanceNotice(lease);
    const superseded =
      lease.lastNotice?.standing === true && draw.chance(45) ? lease.lastNotice : null;
    const supersedes = superseded && this.hands.alias(landlord, 'notice', superseded.id);
    const at = this.tick();
    const payload = draw.chance(20)
      ? await this.sendAmongMany(landlord, { ...input, supersedes })
      : await this.send(landlord, 'submitNotice', { ...input, supersedes }, NOTICE_ANSWER);
    if (!payload) return;
    const receipt = payload.notice as NoticeReceipt;
    const [row] = await this.rows<{ id: string; case_id: string; board_id: string }>(
      'SELECT id, case_id, board_id FROM landlord.notice WHERE receipt_number = $1',
      [receipt.receiptNumber],
    );
    if (!row) throw new Error('A notice that was taken in is not stored.');
    lease.board = boardCalled(row.board_id);
    lease.caseId = row.case_id;
    lease.lastNotice = { id: row.id, receiptNumber: receipt.receiptNumber, standing: true };
    this.told.push({
      at,
      kind: 'notice',
      id: row.id,
      caseId: row.case_id,
      landlord: clientOf(landlord).organisation,
      supersedes: superseded?.id ?? null,
      input,
      receipt,
    });
  }

  /** One notice in a call that takes many; null if it was refused. */
  private async sendAmongMany(landlord: ReaderId, notice: object) {
    const key = `told-${this.series}-many-${this.keys}`;
    const payload = await this.send(
      landlord,
      'submitNotices',
      { notices: [{ ...notice, idempotencyKey: key }] },
      `{ results ${NOTICE_ANSWER} }`,
    );
    const [result] = (payload?.results ?? []) as Record<string, unknown>[];
    return result?.notice ? result : null;
  }

  private rentNotice(lease: Lease): NoticeInput {
    const { draw, today } = this;
    const months = 1 + draw.below(4);
    const monthStart = (back: number) => {
      const [year = 0, month = 0] = today.split('-').map(Number);
      return new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 10);
    };
    const claims = Array.from({ length: months }, (_, index) => ({
      periodStart: monthStart(months - index),
      periodEnd: addDays(monthStart(months - index - 1), -1),
      dueOn: addDays(monthStart(months - index), -3),
      amount: '9850.00',
      interest: draw.chance(30) ? '65.50' : null,
    }));
    const total = claims.reduce((sum, { interest }) => sum + 985_000 + (interest ? 6_550 : 0), 0);
    const servedOn = addDays(today, -1 - draw.below(40));
    const served = lease.tenants.filter(() => draw.chance(85));
    return {
      kind: 'ARREARS',
      ...this.common(lease),
      claims,
      recoveryTotal: (total / 100).toFixed(2),
      paymentInstruction: {
        bankgiro: '5050-1055',
        plusgiro: null,
        ocr: draw.chance(50) ? '1230' : null,
        other: null,
      },
      termination: { on: servedOn, ground: `Obetald hyra för avtal ${lease.number}.` },
      tenantServed: served.map(({ name }) => ({
        tenantName: name,
        servedOn,
        method: draw.pick(['ORDINARY', 'PROCESS_SERVER', 'SUBSTITUTE']),
      })),
      message: draw.chance(40)
        ? {
            sentAt: `${servedOn}T09:00:00.000Z`,
            channel: 'REGISTERED_LETTER',
            proofReference: `RR ${lease.number}`,
          }
        : null,
      disturbances: [],
      calledOnTenantOn: null,
      terminationCopy: null,
    };
  }

  private disturbanceNotice(lease: Lease): NoticeInput {
    const { draw, today } = this;
    const isSerious = draw.chance(50);
    return {
      kind: isSerious ? 'SERIOUS_DISTURBANCE' : 'DISTURBANCE',
      ...this.common(lease),
      claims: [],
      recoveryTotal: null,
      paymentInstruction: null,
      termination: isSerious
        ? { on: addDays(today, -2), ground: `Störningar i avtal ${lease.number}.` }
        : null,
      tenantServed: [],
      message: null,
      disturbances: [
        {
          occurredOn: addDays(today, -5),
          category: 'Hög musik',
          description: `Musik från ${lease.dwelling.street}.`,
        },
      ],
      calledOnTenantOn: addDays(today, -4),
      terminationCopy: isSerious ? (seriousDisturbanceNotice.terminationCopy ?? null) : null,
    };
  }

  private common({ number, tenants, dwelling, landlord }: Lease) {
    const { draw } = this;
    return {
      landlord: { ...arrearsNotice.landlord, name: `Hyresvärd ${landlord}` },
      landlordReference: draw.chance(70) ? `K-${number}` : null,
      tenants,
      dwelling: draw.chance(90) ? dwelling : { ...dwelling, apartmentNumber: null },
    };
  }

  private async settle(lease: Lease): Promise<void> {
    const { draw, today } = this;
    const { landlord } = lease;
    const caseId = await this.caseOf(lease);
    if (caseId === null) return;
    const status = draw.pick(['PAID', 'PARTLY_PAID', 'PLAN_AGREED', 'WITHDRAWN']);
    const input = {
      status,
      amount: status === 'PARTLY_PAID' || (status === 'PAID' && draw.chance(50)) ? '1000.00' : null,
      on: addDays(today, -draw.below(10)),
    };
    const at = this.tick();
    const payload = await this.change(landlord, 'reportSettlement', caseId, input);
    if (payload)
      this.told.push({
        at,
        kind: 'settlement',
        caseId,
        landlord: clientOf(landlord).organisation,
        input,
      });
  }

  private async defer(lease: Lease): Promise<void> {
    const { landlord } = lease;
    const caseId = await this.caseOf(lease);
    if (caseId === null) return;
    const input = { until: addDays(this.today, 1 + this.draw.below(150)) };
    const at = this.tick();
    const payload = await this.change(landlord, 'grantDeferral', caseId, input);
    const { organisation } = clientOf(landlord);
    if (payload) this.told.push({ at, kind: 'deferral', caseId, landlord: organisation, input });
  }

  private async push(lease: Lease): Promise<void> {
    const { draw } = this;
    const isLate = lease.highest > 1 && draw.chance(12);
    const version = isLate ? draw.below(lease.highest - 1) + 1 : lease.highest + 1 + draw.below(2);
    if (lease.contents.has(version)) return;
    const input = this.record(lease, version);
    const at = this.tick();
    const payload = await this.send(
      'kronofogden',
      'pushEvictionRecords',
      { records: [input] },
      '{ results { outcome } }',
    );
    const [result] = (payload?.results ?? []) as { outcome: string }[];
    if (!result || result.outcome === 'REJECTED') return;
    lease.contents.set(version, input);
    lease.highest = Math.max(lease.highest, version);
    lease.record = lease.contents.get(lease.highest) ?? null;
    const caseId = await this.caseOfRecord(lease);
    if (caseId === null) throw new Error('A record that was taken in is not stored.');
    this.told.push({ at, kind: 'push', input, caseId });
  }

  private record(lease: Lease, version: number): RecordInput {
    const { draw, today } = this;
    const status = draw.pick([
      'SUMMARY_PENDING',
      'DECIDED',
      'OPEN',
      'OPEN',
      'OPEN',
      'DATE_SET',
      'DATE_SET',
      'DATE_SET',
      'DEFERRED',
      'STAYED',
      'EXECUTED',
      'WITHDRAWN',
      'LAPSED',
      'CLOSED',
    ]);
    const isSummary = status === 'SUMMARY_PENDING' || status === 'DECIDED';
    const isClosed = ['WITHDRAWN', 'LAPSED', 'CLOSED'].includes(status);
    const ago = (days: number) => addDays(today, -days);
    const hasTime = status === 'DATE_SET' ? draw.chance(90) : draw.chance(8);
    const place =
      this.bounds.pushesStay === true || draw.chance(88) ? null : draw.pick(PLACES.slice(0, 2));
    return {
      ...anEvictionRecord,
      caseNumber: lease.caseNumber,
      version,
      noticeReceiptNumber:
        lease.lastNotice && draw.chance(40) ? lease.lastNotice.receiptNumber : null,
      dwelling:
        place && lease.dwelling.municipality === '0180'
          ? { ...lease.dwelling, district: place.district }
          : lease.dwelling,
      applicant: clientOf(lease.landlord).organisation,
      defendants: lease.tenants.map((tenant) => ({
        ...tenant,
        postalAddress: `Uppgift från Kronofogden ${lease.number}`,
        phone: '+46 8 465 004 00',
      })),
      status,
      appliedOn: isSummary || draw.chance(15) ? null : ago(20),
      documentsReceivedOn: isSummary ? null : ago(19),
      summaryCase: draw.chance(60)
        ? {
            appliedOn: ago(90),
            contested: draw.chance(50),
            contestationSentOn: draw.chance(50) ? ago(80) : null,
            decidedOn: isSummary ? null : ago(40),
          }
        : null,
      title: isSummary
        ? null
        : {
            kind: 'Utslag',
            decidedOn: ago(40),
            ground: `Förverkad hyresrätt ${lease.number}`,
            claim: '19765.50',
          },
      heardOn: draw.chance(50) ? ago(10) : null,
      defendantAbroad: draw.chance(20),
      evictionTime: hasTime
        ? { date: addDays(today, 10 + draw.below(40)), time: draw.chance(70) ? '09:30' : null }
        : null,
      stay:
        status === 'STAYED' || draw.chance(20)
          ? {
              decidedOn: ago(5),
              until: addDays(today, 20),
              exceptional: draw.chance(30),
              reasons: draw.chance(70) ? `Sjukdom ${lease.number}.` : null,
            }
          : null,
      closure: isClosed
        ? {
            kind: draw.pick(['WITHDRAWN', 'LAPSED', 'VACATED', 'NEW_AGREEMENT']),
            on: draw.chance(25) ? ago(400) : ago(3),
          }
        : null,
      executedOn: status === 'EXECUTED' && draw.chance(80) ? ago(2) : null,
      childrenAffected: draw.chance(70) ? draw.chance(50) : null,
      childrenCount: draw.chance(70) ? draw.below(4) : null,
      storage: draw.chance(40)
        ? { place: draw.chance(70) ? `Lager ${lease.number}` : null, endsOn: addDays(today, 90) }
        : null,
    };
  }

  private async workAtBoard(lease: Lease): Promise<void> {
    const { draw, today } = this;
    const caseId = await this.caseOf(lease);
    if (caseId === null) return;
    const board = this.boardOf(lease);
    const [operation, input] = draw.pick<readonly [string, Readonly<Record<string, unknown>>]>([
      [
        'openSocialCase',
        {
          caseworker: {
            id: `cw-${lease.number}`,
            name: `Handläggare ${lease.number}`,
            phone: draw.chance(60) ? '070-174 06 05' : null,
            email: draw.chance(60) ? `cw.${lease.number}@example.se` : null,
          },
          journalReference: draw.chance(60) ? `J-${lease.number}` : null,
        },
      ],
      [
        'recordHousehold',
        { adults: 1 + draw.below(3), children: draw.below(3), elderly: draw.chance(30) },
      ],
      [
        'recordContact',
        {
          at: `${addDays(today, -1 - draw.below(9))}T09:00:00.000Z`,
          channel: draw.pick(['LETTER', 'PHONE', 'HOME_VISIT']),
          result: draw.pick(['NO_ANSWER', 'REACHED', 'DECLINED_HELP', 'MEETING_BOOKED']),
        },
      ],
      [
        'recordAssessment',
        {
          pattern: draw.pick(['ONE_OFF', 'REPEATED']),
          cause: draw.pick(['INCOME_LOSS', 'DEBTS', 'FORGOTTEN']),
          assessedOn: addDays(today, -draw.below(5)),
        },
      ],
      [
        'recordOutcome',
        {
          kind: draw.pick(['DEBT_SETTLED', 'PAYMENT_PLAN', 'MOVED_VOLUNTARILY', 'STAY']),
          decidedOn: addDays(today, -draw.below(5)),
        },
      ],
      ['openSocialCase', { caseworker: { id: 'cw-0', name: 'Vikarie', phone: null, email: null } }],
      ['recordFinancialAid', this.financialAid()],
      ['proposePaymentPlan', this.paymentPlan()],
      ...this.evictionDay(lease),
    ]);
    const at = this.tick();
    const payload = await this.change(board, operation, caseId, input);
    if (payload)
      this.told.push({
        at,
        kind: 'board',
        caseId,
        board: clientOf(board).organisation,
        record: lease.caseNumber,
        operation,
        input,
      });
  }

  /** What a board says of the day of an eviction, whether or not a time is set. */
  private evictionDay({
    number,
  }: Lease): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
    const { draw } = this;
    const status = draw.pick(['UNDECIDED', 'ATTENDING', 'ATTENDING', 'NOT_ATTENDING']);
    const comes = status === 'ATTENDING';
    return [
      [
        'confirmEvictionTime',
        {
          caseworker: {
            id: `day-${draw.below(2)}`,
            name: `Ansvarig ${number}`,
            phone: draw.chance(60) ? '070-174 06 05' : null,
            email: draw.chance(60) ? `day.${number}@example.se` : null,
          },
        },
      ],
      [
        'setAttendance',
        {
          status,
          contactName: comes && draw.chance(70) ? `Närvarande ${number}` : null,
          contactPhone: comes && draw.chance(70) ? '070-174 06 05' : null,
        },
      ],
    ];
  }

  /** A board finds that the case belongs to another one. */
  private async reroute(lease: Lease): Promise<void> {
    const caseId = await this.caseOf(lease);
    if (caseId === null) return;
    const board = this.boardOf(lease);
    const { places = () => true } = this.bounds;
    const others = BOARDS.filter((one) => one !== board && places(clientOf(one).organisation));
    if (others.length === 0) return;
    const next = this.draw.pick(others);
    const { organisation: toBoard } = clientOf(next);
    const at = this.tick();
    const input = { board: toBoard, reason: `Bostaden i avtal ${lease.number} ligger där.` };
    if (!(await this.change(board, 'rerouteCase', caseId, input))) return;
    lease.board = next;
    this.told.push({
      at,
      kind: 'handover',
      caseId,
      board: clientOf(board).organisation,
      toBoard,
    });
  }

  private paymentPlan() {
    const { draw, today } = this;
    const instalments = Array.from({ length: 1 + draw.below(3) }, (_, at) => ({
      dueOn: addDays(today, 30 * (at + 1)),
      amount: `${100 + draw.below(900)}.50`,
    }));
    return { instalments };
  }

  /** A landlord answers the plan of a board, whether or not there is one for it to read. */
  private async answerPlan(lease: Lease): Promise<void> {
    const caseId = await this.caseOf(lease);
    if (caseId === null) return;
    const response = this.draw.pick(['ACCEPTED', 'DECLINED']);
    const at = this.tick();
    const payload = await this.change(lease.landlord, 'respondToPaymentPlan', caseId, { response });
    if (!payload) return;
    const [row] = await this.rows<{ board_id: string }>(
      `SELECT board_id FROM social.payment_plan WHERE case_id = $1 AND response <> 'PENDING' ORDER BY recorded_at DESC LIMIT 1`,
      [caseId],
    );
    if (!row) throw new Error('An answer that was taken in is not stored.');
    this.told.push({ at, kind: 'planAnswer', caseId, board: row.board_id, response });
  }

  /** A party writes something for a meeting of this month or a later one. */
  private async contribute(lease: Lease): Promise<void> {
    const { draw, today } = this;
    const caseId = await this.caseOf(lease);
    if (caseId === null) return;
    const client = draw.pick([lease.landlord, this.boardOf(lease), 'kronofogden'] as const);
    const month = addDays(today, 30 * draw.below(3)).slice(0, 7);
    const input = { month, text: `Att ta upp om avtal ${lease.number}, ${this.keys}.` };
    const at = this.tick();
    const alias = this.hands.alias(client, 'case', caseId);
    const values = { caseId: alias, ...input };
    if (!(await this.send(client, 'addMeetingInput', values, '{ case { id } }'))) return;
    const [row] = await this.rows<{ board_id: string }>(
      'SELECT board_id FROM collaboration.meeting_input WHERE case_id = $1 ORDER BY recorded_at DESC LIMIT 1',
      [caseId],
    );
    if (!row) throw new Error('An input that was taken in is not stored.');
    const { agency, organisation: author } = clientOf(client);
    this.told.push({ at, kind: 'input', caseId, agency, author, board: row.board_id, input });
  }

  private financialAid() {
    const { draw, today } = this;
    const status = draw.pick(['APPLIED', 'GRANTED', 'PARTLY_GRANTED', 'REFUSED']);
    return {
      status,
      amount: status.endsWith('GRANTED') ? `${1_000 + draw.below(9_000)}.00` : null,
      decidedOn: status === 'APPLIED' ? null : addDays(today, -draw.below(5)),
    };
  }

  private async undertake(lease: Lease): Promise<void> {
    const caseId = await this.caseOf(lease);
    if (caseId === null) return;
    const board = this.boardOf(lease);
    const at = this.tick();
    if (!(await this.change(board, 'issueRentUndertaking', caseId, {}))) return;
    const { case: read } = await this.hands.read<{ case: { socialServices: Undertaken } }>(
      board,
      'query ($id: ID!) { case(id: $id) { socialServices { rentUndertaking { document { jws contentSha256 } } } } }',
      { id: this.hands.alias(board, 'case', caseId) },
    );
    this.told.push({
      at,
      kind: 'undertaking',
      caseId,
      board: clientOf(board).organisation,
      landlord: clientOf(lease.landlord).organisation,
      document: read.socialServices.rentUndertaking.document,
    });
  }

  /** A consent of one tenant, or of each, to what its owner may open. */
  private async consent(lease: Lease): Promise<void> {
    const { draw, today } = this;
    const caseId = await this.caseOf(lease);
    if (caseId === null) return;
    const [client, groups] = draw.pick<readonly [ReaderId, readonly (readonly string[])[]]>([
      [this.boardOf(lease), BOARD_GROUPS],
      ['kronofogden', AUTHORITY_GROUPS],
    ]);
    const [fieldGroup = '', recipient = '', purpose = ''] = draw.pick(groups);
    const input: ConsentInput = {
      fieldGroup,
      recipient,
      purpose,
      validFrom: addDays(today, draw.chance(15) ? 1 : -draw.below(20)),
      validTo: addDays(today, 1 + draw.below(30)),
      evidence: `Skrivelse ${lease.number}`,
    };
    const persons = await this.personsSeenBy(client, caseId);
    const given = draw.chance(75) ? persons : persons.slice(0, 1);
    const isTakenBack = draw.chance(35);
    for (const person of given) {
      const at = this.tick();
      const payload = await this.change(client, 'recordConsent', caseId, {
        ...input,
        tenantId: person.id,
      });
      if (!payload) continue;
      const table = client === 'kronofogden' ? 'enforcement.consent' : 'social.consent';
      const [row] = await this.rows<{ id: string }>(
        `SELECT id FROM ${table} WHERE case_id = $1 ORDER BY recorded_at DESC LIMIT 1`,
        [caseId],
      );
      if (!row) throw new Error('A consent that was taken in is not stored.');
      const { organisation: owner } = clientOf(client);
      this.told.push({
        at,
        kind: 'consent',
        id: row.id,
        caseId,
        owner,
        tenant: person.name,
        input,
      });
      if (isTakenBack) await this.takeBack(row.id);
    }
  }

  private async revoke(): Promise<void> {
    const revoked = new Set(this.told.flatMap((one) => (one.kind === 'revocation' ? one.id : [])));
    const consents = this.told.flatMap((one) =>
      one.kind === 'consent' && !revoked.has(one.id) ? one : [],
    );
    if (consents.length > 0) await this.takeBack(this.draw.pick(consents).id);
  }

  private async takeBack(id: string): Promise<void> {
    const consent = this.told.find((one) => one.kind === 'consent' && one.id === id);
    if (consent?.kind !== 'consent') return;
    const { owner, caseId } = consent;
    const client = [...BOARDS, 'kronofogden' as const].find(
      (one) => clientOf(one).organisation === owner,
    );
    if (!client) return;
    const consentId = this.hands.alias(client, 'consent', id);
    const at = this.tick();
    const payload = await this.change(client, 'revokeConsent', caseId, { consentId });
    if (payload) this.told.push({ at, kind: 'revocation', id });
  }

  private async protect(lease: Lease): Promise<void> {
    const { draw } = this;
    const caseId = await this.caseOf(lease);
    if (caseId === null) return;
    const client = this.boardOf(lease);
    const isProtected = draw.chance(25);
    const persons = await this.personsSeenBy(client, caseId);
    const stated = draw.chance(75) ? persons : persons.slice(0, 1);
    for (const { id, name } of stated) {
      const at = this.tick();
      const payload = await this.change(client, 'markProtectedIdentity', caseId, {
        tenantId: id,
        protected: isProtected,
        reason: `Uppgift i avtal ${lease.number}`,
      });
      if (!payload) continue;
      const { organisation: board } = clientOf(client);
      this.told.push({
        at,
        kind: 'protection',
        caseId,
        board,
        tenant: name,
        protected: isProtected,
      });
    }
  }

  private async decide(): Promise<void> {
    const { draw, today } = this;
    const [client, name] = draw.pick<readonly [ReaderId, string]>([
      ['kronofogden', 'DEFENDANT_CONTACT_TO_BOARD'],
      ['kronofogden', 'HEARD_ON_TO_BOARD'],
      ['kronofogden', 'HEARD_ON_TO_LANDLORD'],
      ['kronofogden', 'EXECUTION_TO_BOARD'],
      ['kronofogden', 'CHILDREN_AFFECTED_TO_BOARD'],
      [draw.pick(BOARDS), 'ATTENDANCE_TO_ENFORCEMENT'],
      [draw.pick(BOARDS), 'PRIORITY_QUEUE'],
    ]);
    const input: DecisionInput = {
      switch: name,
      decidedBy: 'Chefen',
      decidedOn: addDays(today, -3),
      reference: `Dnr ${this.keys}`,
      validTo: addDays(today, draw.below(40)),
    };
    const at = this.tick();
    const payload = await this.send(client, 'registerStandingDecision', { ...input }, '{ id }');
    if (!payload) return;
    const [row] = await this.rows<{ id: string }>(
      'SELECT id FROM disclosure.standing_decision ORDER BY registered_at DESC LIMIT 1',
      [],
    );
    if (!row) throw new Error('A decision that was taken in is not stored.');
    this.told.push({
      at,
      kind: 'decision',
      id: row.id,
      owner: clientOf(client).organisation,
      input,
    });
  }

  private async endDecision(): Promise<void> {
    const decisions = this.told.flatMap((one) => (one.kind === 'decision' ? one : []));
    if (decisions.length === 0) return;
    const { id, owner } = this.draw.pick(decisions);
    const client = [...BOARDS, 'kronofogden' as const].find(
      (one) => clientOf(one).organisation === owner,
    );
    if (!client) return;
    const at = this.tick();
    const alias = this.hands.alias(client, 'decision', id);
    const payload = await this.send(client, 'endStandingDecision', { id: alias }, '{ id }');
    if (payload) this.told.push({ at, kind: 'decisionEnd', id });
  }

  /** The tenants of a case as an authority may name them in a mutation. */
  private async personsSeenBy(
    client: ReaderId,
    caseId: string,
  ): Promise<readonly { readonly id: string; readonly name: string }[]> {
    const PERSONS = '{ id name }';
    const { case: found } = await this.hands.read<{
      case: {
        tenants: { id: string; name: string }[];
        enforcement: { defendants: { id: string; name: string }[] } | null;
      } | null;
    }>(
      client,
      `query ($id: ID!) { case(id: $id) { tenants ${PERSONS} enforcement { defendants ${PERSONS} } } }`,
      { id: this.hands.alias(client, 'case', caseId) },
    );
    if (!found) return [];
    return client === 'kronofogden' ? (found.enforcement?.defendants ?? []) : found.tenants;
  }

  /** Mostly the board with which the notices lie; sometimes the one of the dwelling, which may have handed them on. */
  private boardOf({ dwelling, board }: Lease): ReaderId {
    const own = boardCalled(dwelling.district ?? dwelling.municipality);
    return board === null || this.draw.chance(15) ? own : board;
  }

  private async caseOf(lease: Lease): Promise<string | null> {
    return lease.caseId ?? this.caseOfRecord(lease);
  }

  /** A change of a case at the version that the client sees now; null where it sees no such case. */
  private async change(
    client: ReaderId,
    operation: string,
    caseId: string,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, unknown> | null> {
    const alias = this.hands.alias(client, 'case', caseId);
    const found = await this.hands.read<{ case: { version: number } | null }>(
      client,
      'query ($id: ID!) { case(id: $id) { version } }',
      { id: alias },
    );
    if (!found.case) return null;
    return this.send(
      client,
      operation,
      { caseId: alias, expectedVersion: found.case.version, ...input },
      '{ case { id } }',
    );
  }

  private async send(
    client: ReaderId,
    operation: string,
    values: Readonly<Record<string, unknown>>,
    selection: string,
  ): Promise<Record<string, unknown> | null> {
    this.keys += 1;
    const input = { idempotencyKey: `told-${this.series}-${this.keys}`, ...values };
    const payload = await this.hands.mutate(client, operation, input, selection);
    if (payload) this.sent.push({ client, operation, input });
    return payload;
  }

  private async caseOfRecord({ caseNumber }: Lease): Promise<string | null> {
    const [row] = await this.rows<{ case_id: string }>(
      'SELECT case_id FROM enforcement.record WHERE case_number = $1',
      [caseNumber],
    );
    return row?.case_id ?? null;
  }

  private async rows<T extends object>(sql: string, values: readonly unknown[]): Promise<T[]> {
    return (await this.hands.store.query<T>(sql, [...values])).rows;
  }

  /** Each thing happens at an instant of its own, and is known by it. */
  private tick(): Date {
    this.hands.clock.now = new Date(this.hands.clock.now.getTime() + 1_000);
    return this.hands.clock.now;
  }
}

/** The client of a board of these worlds. */
function boardCalled(organisation: string): ReaderId {
  const board = BOARDS.find((one) => clientOf(one).organisation === organisation);
  if (!board) throw new Error(`There is no board ${organisation}.`);
  return board;
}
