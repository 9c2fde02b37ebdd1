import { addDays, civilDay } from '../../src/shared';
import type { keysFrom } from '../../src/topology/keys';
import { arrearsInput, recordInput, tenancy } from '../support/many-tenancies';
import type { Callers } from './caller';

const LANDLORD = 'landlord-bostaden';
const LANDLORD_NUMBER = '559900-0014';
const BOARD = 'board-farsta';
const BOARD_ID = 'farsta';

const SUBMIT = `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) {
  notice { receiptNumber case { id } } } }`;
const PUSH = `mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) {
  results { caseNumber outcome } } }`;
const OF_BOARD =
  'query ($id: ID!) { case(id: $id) { version tenants { id } socialServices { consents { id } } } }';
const OF_LANDLORD = 'query ($id: ID!) { case(id: $id) { socialServices { caseworker { name } } } }';

/** A mutation of a board whose answer is the case. */
const change = (operation: string): string =>
  `mutation ($input: ${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input!) { ${operation}(input: $input) { case { version } } }`;

/** What was acknowledged of the writes about all tenancies, and what was answered wrongly. */
export interface Ledger {
  readonly receipts: string[];
  readonly caseNumbers: string[];
  /** Keys of all writes that were acknowledged. */
  readonly keys: Set<string>;
  /** Rows in the board's file that were acknowledged, by case of the hub. */
  readonly entries: Map<string, number>;
  /** Races for one version of a case: exactly one may win, and the others learn why they did not. */
  conflicts: number;
  conflictsRight: number;
  /** Keys that were used twice at once: both get the first outcome, and another input gets none. */
  twins: number;
  twinsRight: number;
  /** Reads by instance, after a consent was recorded and after it was revoked. */
  consentReads: number;
  consentReadsRight: number;
  /** What was answered wrongly, in words. */
  readonly wrong: string[];
}

/** A ledger in which nothing stands yet. */
export function emptyLedger(): Ledger {
  return {
    receipts: [],
    caseNumbers: [],
    keys: new Set(),
    entries: new Map(),
    conflicts: 0,
    conflictsRight: 0,
    twins: 0,
    twinsRight: 0,
    consentReads: 0,
    consentReadsRight: 0,
    wrong: [],
  };
}

interface Parts {
  readonly callers: Callers;
  readonly ledger: Ledger;
  readonly aliases: ReturnType<typeof keysFrom>['aliases'];
  readonly instances: number;
}

interface Frame {
  readonly idempotencyKey: string;
  readonly caseId: string;
  readonly expectedVersion: number;
}

/** What everybody does about one tenancy, each step at whichever instance: from the notice to the board's outcome. */
export class TenancyStory {
  private readonly today = civilDay(new Date());
  private caseId = '';
  private ofBoard = '';
  private ofLandlord = '';

  constructor(
    private readonly number: number,
    private readonly parts: Parts,
  ) {}

  async tell(): Promise<void> {
    await this.submitTwice();
    await this.push();
    await this.acknowledged('openSocialCase', {
      caseworker: { id: 'cw-7', name: 'Handa Läggarsson', phone: '08-508 18 000' },
    });
    await this.race();
    await this.consent();
    await this.acknowledged('recordOutcome', { kind: 'OTHER', decidedOn: this.today });
  }

  /** One key twice at once, and then with another input. */
  private async submitTwice(): Promise<void> {
    const { callers, ledger, aliases } = this.parts;
    const input = arrearsInput(tenancy(this.number), {
      key: this.key('notice'),
      landlord: 'Exempelbostaden AB',
      today: this.today,
    });
    const submit = (at: number) =>
      callers.data<{ submitNotice: { notice: { receiptNumber: string; case: { id: string } } } }>(
        LANDLORD,
        SUBMIT,
        { input },
        this.instance(at),
      );
    const [one, other] = await Promise.all([submit(0), submit(1)]);
    const { receiptNumber, case: found } = one.submitNotice.notice;
    const changed = { ...input, landlordReference: 'annan' };
    const refused = await callers.ask(LANDLORD, SUBMIT, { input: changed }, this.instance(2));
    ledger.twins += 1;
    if (
      other.submitNotice.notice.receiptNumber === receiptNumber &&
      refused.code === 'IDEMPOTENCY_CONFLICT'
    )
      ledger.twinsRight += 1;
    else ledger.wrong.push(`${this.key('notice')}: a key gave two outcomes`);
    ledger.receipts.push(receiptNumber);
    ledger.keys.add(this.key('notice'));
    this.ofLandlord = found.id;
    this.caseId = aliases.resolve('case', LANDLORD_NUMBER, found.id) ?? '';
    this.ofBoard = aliases.alias('case', BOARD_ID, this.caseId);
  }

  private async push(): Promise<void> {
    const { callers, ledger } = this.parts;
    const caseNumber = `U-${this.number + 1}-26`;
    const record = recordInput(tenancy(this.number), {
      caseNumber,
      applicant: LANDLORD_NUMBER,
      today: this.today,
    });
    const answer = await callers.data<{
      pushEvictionRecords: { results: { outcome: string }[] };
    }>('kronofogden', PUSH, { input: { idempotencyKey: this.key('push'), records: [record] } });
    const [result] = answer.pushEvictionRecords.results;
    if (result?.outcome !== 'CREATED')
      ledger.wrong.push(`${caseNumber} was answered as ${result?.outcome}`);
    ledger.caseNumbers.push(caseNumber);
    ledger.keys.add(this.key('push'));
  }

  /** Three changes of one version at three instances. */
  private async race(): Promise<void> {
    const { callers, ledger } = this.parts;
    const { version } = await this.boardsView();
    const racers: readonly (readonly [string, object])[] = [
      ['recordHousehold', { adults: 2, children: 1, elderly: false }],
      [
        'recordContact',
        { at: `${addDays(this.today, -1)}T08:00:00Z`, channel: 'PHONE', result: 'REACHED' },
      ],
      ['recordAssessment', { pattern: 'ONE_OFF', cause: 'INCOME_LOSS', assessedOn: this.today }],
    ];
    const told = await Promise.all(
      racers.map(([operation, input], index) =>
        callers.ask(
          BOARD,
          change(operation),
          { input: { ...this.frame(operation, version), ...input } },
          this.instance(index),
        ),
      ),
    );
    const won = racers.filter((_, index) => told[index]?.code === null);
    const conflicts = told.filter(({ code }) => code === 'VERSION_CONFLICT');
    ledger.conflicts += 1;
    if (won.length === 1 && conflicts.length === racers.length - 1) ledger.conflictsRight += 1;
    else ledger.wrong.push(`a race ended with ${told.map(({ code }) => code).join(', ')}`);
    for (const [operation] of won) this.note(operation);
  }

  /** Open at each instance once it is acknowledged, and closed at each once its end is. */
  private async consent(): Promise<void> {
    const { tenants } = await this.boardsView();
    await this.acknowledged('recordConsent', {
      tenantId: tenants[0]?.id,
      fieldGroup: 'CASEWORKER_CONTACT',
      recipient: 'LANDLORD',
      purpose: 'LANDLORD_DUTY',
      validFrom: this.today,
      validTo: addDays(this.today, 30),
      evidence: 'Skriftligt samtycke.',
    });
    await this.assertAtEach('Handa Läggarsson');
    const { socialServices } = await this.boardsView();
    await this.acknowledged('revokeConsent', { consentId: socialServices.consents[0]?.id }, false);
    await this.assertAtEach(null);
  }

  private async assertAtEach(expected: string | null): Promise<void> {
    const { callers, ledger, instances } = this.parts;
    for (let index = 0; index < instances; index += 1) {
      const read = await callers.data<{
        case: { socialServices: { caseworker: { name: string } | null } };
      }>(LANDLORD, OF_LANDLORD, { id: this.ofLandlord }, index);
      const name = read.case.socialServices.caseworker?.name ?? null;
      ledger.consentReads += 1;
      if (name === expected) ledger.consentReadsRight += 1;
      else ledger.wrong.push(`the caseworker was ${name} where it had to be ${expected}`);
    }
  }

  /** @param adds - whether it adds a row to the board's file */
  private async acknowledged(operation: string, input: object, adds = true): Promise<void> {
    const { version } = await this.boardsView();
    await this.parts.callers.data(BOARD, change(operation), {
      input: { ...this.frame(operation, version), ...input },
    });
    if (adds) this.note(operation);
    else this.parts.ledger.keys.add(this.key(operation));
  }

  private note(operation: string): void {
    const { entries, keys } = this.parts.ledger;
    entries.set(this.caseId, (entries.get(this.caseId) ?? 0) + 1);
    keys.add(this.key(operation));
  }

  private async boardsView() {
    const { case: found } = await this.parts.callers.data<{
      case: {
        version: number;
        tenants: { id: string }[];
        socialServices: { consents: { id: string }[] };
      };
    }>(BOARD, OF_BOARD, { id: this.ofBoard });
    return found;
  }

  private frame(operation: string, expectedVersion: number): Frame {
    return { idempotencyKey: this.key(operation), caseId: this.ofBoard, expectedVersion };
  }

  private key(what: string): string {
    return `${what}-${this.number}`;
  }

  private instance(index: number): number {
    return (this.number + index) % this.parts.instances;
  }
}
