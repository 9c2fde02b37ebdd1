import { Agency, civilDay } from '../../../src/shared';
import { arrearsInput, recordInput, tenancy } from '../many-tenancies';
import type { Draw } from './draw';
import type { ReaderId } from './readers';
import { clientOf } from './readers';
import type { TwoWorlds } from './two-worlds';
import { PUSH, SETTLE, SUBMIT } from './visible-steps';
import type { RawAnswer } from './world-gateway';
import type { LiveWorld } from './world-lab';

const TENANCIES = 6;
const ACTS = 9;
/** No lease of a drawn world has such a number. */
const FIRST_NUMBER = 60_000;

const LANDLORDS = ['landlord-bostaden', 'landlord-hyrbo'] as const;
const PLACES = {
  'board-farsta': { municipality: '0180', district: 'farsta', city: 'Farsta' },
  'board-skarpnack': { municipality: '0180', district: 'skarpnack', city: 'Skarpnäck' },
  'board-uppsala': { municipality: '0380', district: null, city: 'Uppsala' },
} as const;
type BoardId = keyof typeof PLACES;
const BOARDS = Object.keys(PLACES) as BoardId[];

const OUTCOME = `mutation ($input: RecordOutcomeInput!) { recordOutcome(input: $input) { case { id version stage } } }`;

/**
 * Lets things happen about a few tenancies of which nothing was told before, by turns those that the reader may know of, in both worlds, and
 * those of which it may not, in the other world alone: parties are named with and without numbers and flats, to two boards, by two
 * landlords, in records before and after enforcement.
 *
 * @returns how many hidden things were taken in
 */
export async function goOnInTurn(worlds: TwoWorlds, draw: Draw): Promise<number> {
  let hidden = 0;
  for (let at = 0; at < TENANCIES; at += 1) {
    const tenancyInTurn = new TenancyInTurn(worlds, draw, at);
    for (let act = 0; act < ACTS; act += 1) await tenancyInTurn.act();
    hidden += tenancyInTurn.hidden;
  }
  return hidden;
}

/** A notice that was taken in, with the names that its landlord knows in each world. */
interface Sent {
  readonly landlord: ReaderId;
  readonly board: BoardId;
  readonly isHidden: boolean;
  readonly names: ReadonlyMap<LiveWorld, { readonly caseId: string; readonly receipt: string }>;
}

interface Pushed {
  readonly caseNumber: string;
  readonly applicant: ReaderId;
  readonly board: BoardId;
  readonly isHidden: boolean;
  /** Whether an execution was hidden in it, after which nobody but Kronofogden is told how it ends. */
  isExecuted: boolean;
  version: number;
  readonly input: object;
}

/** What happens about one tenancy. */
class TenancyInTurn {
  hidden = 0;
  private readonly sent: Sent[] = [];
  private readonly pushed: Pushed[] = [];
  private readonly landlord: ReaderId;
  private readonly stranger: ReaderId;
  private readonly near: BoardId;
  private readonly far: BoardId;
  /** Whether others of the same name are named, too. */
  private readonly hasNamesakes: boolean;
  private keys = 0;

  constructor(
    private readonly worlds: TwoWorlds,
    private readonly draw: Draw,
    private readonly at: number,
  ) {
    const { reader } = worlds;
    const landlords = [...LANDLORDS].sort((a) => (a === reader ? -1 : draw.below(2)));
    [this.landlord, this.stranger] = landlords as [ReaderId, ReaderId];
    this.near = BOARDS.find((board) => board === reader) ?? draw.pick(BOARDS);
    this.hasNamesakes = draw.chance(40);
    const { municipality } = PLACES[this.near];
    const others = BOARDS.filter((board) => board !== this.near);
    this.far =
      others.find((board) => PLACES[board].municipality === municipality) ?? draw.pick(others);
  }

  async act(): Promise<void> {
    const kind = this.draw.below(100);
    if (kind < 45) return this.notice();
    // Records before enforcement tell namesakes apart for those after it, ADR 0038.
    if (kind < 80 && this.isBoard && this.hasNamesakes) return this.notice();
    if (kind < 70) return this.newRecord();
    if (kind < 80) return this.newVersion();
    if (kind < 92) return this.settle();
    return this.outcome();
  }

  /** Whoever writes to whom: a landlord does not learn of another’s words, a board not of those to others, Kronofogden not of those who never apply. */
  private async notice(): Promise<void> {
    const { draw } = this;
    const landlord = draw.chance(30) ? this.stranger : this.landlord;
    const board = draw.chance(35) ? this.far : this.near;
    const isHidden = this.isBoard ? board !== this.near : landlord !== this.landlord;
    const { tenants, dwelling } = this.parties(board);
    const plain = arrearsInput(tenancy(FIRST_NUMBER), {
      key: this.key('notice'),
      landlord: `Hyresvärd ${landlord}`,
      today: this.today,
    });
    const input = {
      ...plain,
      tenants,
      dwelling,
      tenantServed: tenants
        .slice(0, 1)
        .map(({ name }) => ({ ...plain.tenantServed[0], tenantName: name })),
    };
    const answers = await this.happen(isHidden, landlord, SUBMIT, () => input);
    const names = new Map(
      [...answers].flatMap(([world, { text }]) => {
        const { data } = JSON.parse(text) as {
          data?: {
            submitNotice: { notice: { receiptNumber: string; case: { id: string } } };
          } | null;
        };
        const notice = data?.submitNotice.notice;
        return notice
          ? [[world, { caseId: notice.case.id, receipt: notice.receiptNumber }] as const]
          : [];
      }),
    );
    if (names.size < answers.size) throw new Error('A notice about a tenancy was refused.');
    this.sent.push({ landlord, board, isHidden, names });
  }

  /**
   * A record that a board is told of, or one before enforcement; an applicant is told of both, another landlord of neither.
   */
  private async newRecord(): Promise<void> {
    const { draw, worlds } = this;
    const applicant =
      worlds.reader !== 'kronofogden' && draw.chance(20) ? this.stranger : this.landlord;
    const board = draw.chance(25) ? this.far : this.near;
    const isSummary = draw.chance(45);
    const isHidden = this.isBoard
      ? board !== this.near || isSummary
      : this.isLandlord && applicant !== this.landlord;
    const quotable = this.sent.filter(
      (one) => one.landlord === applicant && (isHidden || !one.isHidden),
    );
    const quoted = quotable.length > 0 && draw.chance(30) ? draw.pick(quotable) : null;
    const { tenants, dwelling } = this.parties(board);
    const isEnded = isSummary && draw.chance(50);
    const caseNumber = `T-${40_000 + 100 * this.at + this.pushed.length}-26`;
    const input = {
      ...recordInput(tenancy(FIRST_NUMBER), {
        caseNumber,
        applicant: clientOf(applicant).organisation,
        today: this.today,
      }),
      dwelling,
      defendants: tenants,
      ...(isSummary && {
        status: isEnded ? 'WITHDRAWN' : draw.pick(['SUMMARY_PENDING', 'DECIDED']),
        appliedOn: null,
        documentsReceivedOn: null,
        evictionTime: null,
        closure: isEnded ? { kind: 'WITHDRAWN', on: this.today } : null,
      }),
    };
    const record: Pushed = {
      caseNumber,
      applicant,
      board,
      isHidden,
      isExecuted: isSummary,
      version: 1,
      input,
    };
    this.pushed.push(record);
    await this.push(record, isHidden, (world) => ({
      ...input,
      noticeReceiptNumber: quoted?.names.get(world)?.receipt ?? null,
    }));
  }

  /** An end of a record that everybody is told who is told of the record, or an execution, which a board is not told. */
  private async newVersion(): Promise<void> {
    const { draw } = this;
    const open = this.pushed.filter(({ isExecuted }) => !isExecuted);
    if (open.length === 0) return;
    const record = draw.pick(open);
    const isExecution = draw.chance(60);
    record.isExecuted = true;
    record.version += 1;
    const change = isExecution
      ? { status: 'EXECUTED', executedOn: this.today }
      : { status: 'WITHDRAWN', evictionTime: null, closure: { kind: 'WITHDRAWN', on: this.today } };
    const isHidden = record.isHidden || (this.isBoard && isExecution && !this.mayBeTold);
    await this.push(record, isHidden, () => ({
      ...record.input,
      ...change,
      version: record.version,
    }));
  }

  private async push(
    record: Pushed,
    isHidden: boolean,
    of: (world: LiveWorld) => object,
  ): Promise<void> {
    const key = this.key('push');
    const answers = await this.happen(isHidden, 'kronofogden', PUSH, (world) => ({
      idempotencyKey: key,
      records: [of(world)],
    }));
    for (const { text } of answers.values())
      if (!/"outcome":"(CREATED|UPDATED)"/.test(text))
        throw new Error(`${record.caseNumber} was answered ${text}.`);
  }

  /** A landlord says how the matter of a notice of its stands. */
  private async settle(): Promise<void> {
    const { draw } = this;
    // What is said of a case counts for every board that has a notice of its.
    const known = this.sent.filter(({ isHidden }) => !isHidden || !this.isBoard);
    if (known.length === 0) return;
    const { landlord, names, isHidden } = draw.pick(known);
    const key = this.key('settle');
    const values = {
      idempotencyKey: key,
      status: draw.pick(['WITHDRAWN', 'WITHDRAWN', 'PAID']),
      on: this.today,
    };
    await this.happen(isHidden, landlord, SETTLE, (world) =>
      this.changeOf(world, landlord, names.get(world)?.caseId ?? '', values),
    );
  }

  /** What a board notes at the end of its work is its own. */
  private async outcome(): Promise<void> {
    const { draw } = this;
    const known = this.sent.filter(
      ({ board, isHidden }) => !this.isBoard || board === this.far || !isHidden,
    );
    if (known.length === 0) return;
    const { board, names, isHidden } = draw.pick(known);
    const key = this.key('outcome');
    const values = { idempotencyKey: key, kind: 'STAY', decidedOn: this.today };
    const hides = isHidden || !this.isBoard;
    await this.happen(hides, board, OUTCOME, async (world) => {
      const receipt = names.get(world)?.receipt;
      const { body } = await world.send(
        board,
        'query ($receipt: String!) { cases(scope: ALL, search: { receiptNumber: $receipt }) { edges { node { id version } } } }',
        { receipt },
      );
      const { edges } = body.data?.cases as { edges: { node: { id: string } }[] };
      return this.changeOf(world, board, edges[0]?.node.id ?? '', values);
    });
  }

  /** Names, numbers and flats as they are told this time: some left out, some of somebody else of that name. */
  private parties(board: BoardId) {
    const { draw } = this;
    const number = FIRST_NUMBER + 10 * this.at;
    const { tenant, dwelling } = tenancy(number);
    const { personalIdentityNumber: namesake } = tenancy(number + 1).tenant;
    const own = [tenant.personalIdentityNumber, tenant.personalIdentityNumber, null];
    const numbers = this.hasNamesakes ? [...own, null, namesake] : own;
    const first = draw.pick(numbers);
    const second = draw.pick(numbers.filter((one) => one !== first));
    return {
      tenants: [first, ...(this.hasNamesakes && draw.chance(20) ? [second] : [])].map(
        (personalIdentityNumber) => ({
          ...tenant,
          personalIdentityNumber,
        }),
      ),
      dwelling: {
        ...dwelling,
        ...PLACES[board],
        apartmentNumber: draw.pick(['1102', '1102', null, '1103']),
      },
    };
  }

  /** The input of a change at the version that is the present one in that world. */
  private async changeOf(world: LiveWorld, client: ReaderId, caseId: string, values: object) {
    const { body } = await world.send(client, 'query ($id: ID!) { case(id: $id) { version } }', {
      id: caseId,
    });
    const found = body.data?.case as { version: number } | null;
    return { ...values, caseId, expectedVersion: found?.version ?? 1 };
  }

  private async happen(
    isHidden: boolean,
    client: ReaderId,
    query: string,
    inputFor: (world: LiveWorld) => Promise<object> | object,
  ): Promise<ReadonlyMap<LiveWorld, RawAnswer>> {
    const { one, other } = this.worlds;
    if (!isHidden) {
      const [a, b] = await this.worlds.inBoth(client, query, inputFor);
      return new Map([[one, a] as const, [other, b] as const]);
    }
    const answer = await this.worlds.inOther(client, query, inputFor);
    if (!answer.text.includes('"errors"')) this.hidden += 1;
    return new Map([[other, answer] as const]);
  }

  private key(kind: string): string {
    this.keys += 1;
    return `turn-${this.at}-${kind}-${this.keys}`;
  }

  private get today(): string {
    return civilDay(this.worlds.one.gateway.clock.now);
  }

  private get isBoard(): boolean {
    return clientOf(this.worlds.reader).agency === Agency.SOCIAL_SERVICES;
  }

  private get isLandlord(): boolean {
    return clientOf(this.worlds.reader).agency === Agency.LANDLORD;
  }

  /** Whether an authority may have decided that boards are told of executions. */
  private get mayBeTold(): boolean {
    return this.worlds.one.told.told.some(({ kind }) => kind === 'decision');
  }
}
