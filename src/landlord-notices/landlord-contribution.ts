import type { Arrears, CaseContribution, DwellingView, PersonView } from '../cases';
import type { Batch, CaseFacts, Position } from '../disclosure';
import { NO_FACTS, project } from '../disclosure';
import { Agency, civilDay } from '../shared';
import { weighArrears } from './arrears-months';
import type { LandlordNoticeReader } from './landlord-notice.reader';
import { NoticeStatus } from './notice-kind.type';
import { DWELLING_SOURCES } from './notice-sources';
import type { NoticeView } from './notice-view';
import { personIdOf, TENANT_SOURCES, tenantsOf, type TenantOfNotice } from './tenant-sources';

/** What the notices that a reader may read say about the persons, the dwelling and the arrears of a case. */
export class LandlordContribution implements CaseContribution {
  readonly readers: ReadonlySet<Agency> = new Set(Object.values(Agency));

  constructor(private readonly notices: LandlordNoticeReader) {}

  /** Persons of the notices that stand, those of the latest first; where a reader may read none of these, of the superseded ones. */
  readonly persons = async (batch: Batch): Promise<ReadonlyMap<string, readonly PersonView[]>> => {
    const position = batch.position.below('tenants');
    if (!position) return new Map();
    return this.byCase(batch, position.conditional, (notices, facts) => {
      const standing = notices.filter(isStanding);
      return (standing.length > 0 ? standing : notices)
        .flatMap(tenantsOf)
        .map((tenant) => personView(position, tenant, facts));
    });
  };

  /** The dwelling as the latest notice has it. */
  readonly dwellings = async (batch: Batch): Promise<ReadonlyMap<string, DwellingView>> => {
    const position = batch.position.below('dwelling');
    if (!position) return new Map();
    return this.byCase(batch, position.conditional, ([latest], facts) =>
      dwellingView(position, latest, facts),
    );
  };

  /** Months of rent that the unpaid claims cover together; a notice that another one has replaced is not counted. */
  readonly arrears = (batch: Batch): Promise<ReadonlyMap<string, Arrears>> =>
    this.byCase(batch, false, arrearsOf);

  /** What `view` makes of each case's notices, the latest first; a case without readable notices is absent. */
  private async byCase<T>(
    batch: Batch,
    conditional: boolean,
    view: (notices: readonly [NoticeView, ...NoticeView[]], facts: CaseFacts) => T,
  ): Promise<ReadonlyMap<string, T>> {
    const level = await this.notices.ofLevel(batch);
    const facts = conditional ? await batch.reading.facts(batch.caseIds) : null;
    return new Map(
      [...level].flatMap(([caseId, notices]): readonly (readonly [string, T])[] => {
        const [latest, ...others] = notices.toReversed();
        return latest ? [[caseId, view([latest, ...others], facts?.get(caseId) ?? NO_FACTS)]] : [];
      }),
    );
  }
}

function isStanding({ row }: NoticeView): boolean {
  return row.status !== NoticeStatus.SUPERSEDED;
}

function personView(position: Position, tenant: TenantOfNotice, facts: CaseFacts): PersonView {
  const open: Partial<PersonView> = project(position, TENANT_SOURCES, tenant, facts);
  return {
    personId: personIdOf(tenant),
    name: open.name ?? null,
    personalIdentityNumber: open.personalIdentityNumber ?? null,
    postalAddress: open.postalAddress ?? null,
    phone: open.phone ?? null,
    email: open.email ?? null,
  };
}

function dwellingView(position: Position, notice: NoticeView, facts: CaseFacts): DwellingView {
  const open: Partial<DwellingView> = project(position, DWELLING_SOURCES, notice, facts);
  return {
    street: open.street ?? null,
    postalCode: open.postalCode ?? null,
    city: open.city ?? null,
    apartmentNumber: open.apartmentNumber ?? null,
    municipality: open.municipality ?? null,
    roomCount: open.roomCount ?? null,
    tenure: open.tenure ?? null,
  };
}

function arrearsOf(notices: readonly [NoticeView, ...NoticeView[]]): Arrears {
  const [latest] = notices;
  const rows = notices.map(({ row: { status, claims } }) => ({ status, claims }));
  return { ...weighArrears(rows), lastNoticeOn: civilDay(latest.row.received_at) };
}
