import type { EntityManager } from 'typeorm';
import { EnforcementFactRow } from '../cases';
import type { Keyring, WriteTransaction } from '../persistence';
import { insertRows, replaceRows, sendInTurn, statement } from '../persistence';
import { EnforcementRecordRow } from './enforcement-record.entity';
import type { PlacedRecord } from './placed-record';
import { factRow, recordRow } from './record-rows';
import { versionSeal } from './record-seals';
import { stateOf } from './record-state';
import type { PushedVersion } from './pushed-version';
import { RecordVersion } from './record-version.entity';
import type { StoredContent } from './stored-content';
import { fromStored } from './stored-content';
import type { ValidEvictionRecord } from './validate-eviction-record';
import { currentOf } from './version-facts';

/** A version without its content, as it is held or about to be. */
export type HeldRecordVersion = Omit<RecordVersion, 'sealedContent'>;

/** A record that is held, with its versions, rising. */
export interface HeldRecord {
  readonly placed: PlacedRecord;
  readonly versions: readonly HeldRecordVersion[];
}

/** A record as it is now, and as it was; null for a new one. */
export interface ChangedRecord {
  readonly placed: PlacedRecord;
  readonly before: PlacedRecord | null;
  readonly quotedNotice: string | null;
}

type VersionRow = HeldRecordVersion & { readonly sealedContent: Buffer | null };
type PlaceRow = Pick<EnforcementRecordRow, 'caseNumber' | 'caseId' | 'applicant' | 'defendantIds'>;

const ROLE = 'kvarbo_enforcement_writer';

const PLACES = `
  SELECT case_number AS "caseNumber", case_id AS "caseId", applicant, defendant_ids AS "defendantIds"
  FROM enforcement.record WHERE case_number = ANY ($1)`;

// Only the current version is opened, so only its envelope is sent.
const VERSIONS = `
  SELECT case_number AS "caseNumber", version, recorded_at AS "recordedAt", status, applied_on AS "appliedOn",
    eviction_on AS "evictionOn", eviction_at AS "evictionAt", executed_on AS "executedOn",
    receipt_index AS "receiptIndex", content_index AS "contentIndex",
    CASE WHEN version = max(version) OVER (PARTITION BY case_number) THEN sealed_content END AS "sealedContent"
  FROM enforcement.record_version WHERE case_number = ANY ($1) ORDER BY case_number, version`;

const ADD_PERSONS = `
  INSERT INTO enforcement.version_person (number_index, case_number, version)
  SELECT * FROM unnest($1::bytea[], $2::text[], $3::int[])`;

/** Columns in the order of the present record, since both tables are of one making. */
const KEEP_PAST = `
  INSERT INTO enforcement.record_past SELECT r.*, $2::timestamptz FROM enforcement.record r WHERE r.case_number = ANY ($1)`;

/** Kronofogden's records and their versions in its own schema, and its part of the shared facts; never a query per record. */
export class RecordStore {
  constructor(private readonly keyring: Keyring) {}

  /** The records that are held under the given case numbers; whoever asks holds their locks. */
  async load(
    tx: WriteTransaction,
    authority: string,
    caseNumbers: readonly string[],
  ): Promise<ReadonlyMap<string, HeldRecord>> {
    const [places, rows] = await tx.as(ROLE, authority, (manager) =>
      Promise.all([
        statement<PlaceRow>(manager, PLACES, [caseNumbers]),
        statement<VersionRow>(manager, VERSIONS, [caseNumbers]),
      ]),
    );
    const versions = new Map<string, VersionRow[]>();
    for (const row of rows) {
      const chain = versions.get(row.caseNumber);
      if (chain) chain.push(row);
      else versions.set(row.caseNumber, [row]);
    }
    return new Map(
      places.map((place) => {
        const chain = versions.get(place.caseNumber) ?? [];
        const state = stateOf(chain, this.opened(currentOf(chain)));
        const { caseId, applicant, defendantIds: personIds } = place;
        const placed = { caseId, state, authority, applicant, personIds };
        return [place.caseNumber, { placed, versions: chain }];
      }),
    );
  }

  /**
   * Adds versions that are not held yet, with whom each of them names, and adds their records or replaces them as a whole, with their
   * facts; what is replaced stays as what was known until now.
   */
  async save(
    tx: WriteTransaction,
    authority: string,
    versions: readonly PushedVersion[],
    records: readonly ChangedRecord[],
    now: Date,
  ): Promise<void> {
    const replaced = records.flatMap(({ before }) => before?.state.content.caseNumber ?? []);
    const send = (statements: (manager: EntityManager) => Promise<unknown>): Promise<unknown> =>
      tx.send(ROLE, authority, statements);
    await sendInTurn([
      () => send((manager) => insertRows(manager, RecordVersion, versions)),
      () => send((manager) => addPersons(manager, versions)),
      ...(replaced.length > 0
        ? [() => send((manager) => statement(manager, KEEP_PAST, [replaced, now]))]
        : []),
      () => {
        const rows = records.map(({ placed }) => recordRow(placed, this.keyring, now));
        return send((manager) => replaceRows(manager, EnforcementRecordRow, rows));
      },
      () => {
        const facts = records.map(({ placed, quotedNotice }) => factRow(placed, quotedNotice));
        return send((manager) => replaceRows(manager, EnforcementFactRow, facts));
      },
    ]);
  }

  private opened({ caseNumber, version, sealedContent }: VersionRow): ValidEvictionRecord {
    if (!sealedContent) throw new Error('A held version has its content.');
    return fromStored(
      this.keyring.open<StoredContent>(sealedContent, versionSeal(caseNumber, version)),
    );
  }
}

async function addPersons(
  manager: EntityManager,
  versions: readonly PushedVersion[],
): Promise<void> {
  const persons = versions.flatMap(({ personIndexes, caseNumber, version }) =>
    personIndexes.map((index) => ({ index, caseNumber, version })),
  );
  await statement(manager, ADD_PERSONS, [
    persons.map(({ index }) => index),
    persons.map(({ caseNumber }) => caseNumber),
    persons.map(({ version }) => version),
  ]);
}
