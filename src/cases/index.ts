export { routeToBoard, type Routing } from './board-routing';
export { CaseChangeInput } from './case-change.input';
export { Case } from './case.type';
export {
  checkContext,
  checkList,
  complete,
  notBefore,
  optionalAmount,
  optionalDate,
  optionalEmail,
  optionalFormat,
  optionalPhone,
  optionalPositiveAmount,
  optionalText,
  requiredDate,
  requiredFormat,
  requiredPastDate,
  requiredPastInstant,
  requiredPhone,
  requiredPositiveAmount,
  requiredText,
  requiredWhole,
  type CheckContext,
  type Checked,
  type ListRule,
  type TextRule,
} from './checks';
export { DwellingInput } from './dwelling.input';
export { Dwelling, Tenure } from './dwelling.type';
export { InputProblem } from './input-problem.type';
export { SettlementStatus } from './settlement.type';
export {
  createBoardDirectory,
  socialBoardDirectory,
  type BoardDirectory,
  type DirectoryBoard,
} from './social-board-directory';
export { TenantInput } from './tenant.input';
export { Tenant } from './tenant.type';
export { validateDwelling, type ValidDwelling } from './validate-dwelling';
export { checkChange, validateIdempotencyKey, type ValidChange } from './validate-idempotency';
export { validateTenants, type ValidTenant } from './validate-tenant';
export { CaseChange } from './case-change';
export type { CaseChangeRequest, ChangedCase } from './case-change';
export { caseFactsFor, isInvoked } from './case-facts';
export { CaseLedger } from './case-ledger';
export type { InvocationChange, InvocationListener, Written } from './case-ledger';
export { CasePayload } from './case-payload.type';
export { CaseContributions } from './contribution';
export type { Arrears, CaseContribution, DwellingView, PersonView } from './contribution';
export {
  EnforcementFactRow,
  NoticeFactRow,
  SettlementFactRow,
  SocialFactRow,
} from './facts.entity';
export type {
  EnforcementFact,
  HubFacts,
  NoticeFact,
  SettlementFact,
  SocialFact,
} from './hub-facts';
export { canonical, Idempotency } from './idempotency';
export { Matching, sameTenancy } from './matching';
export type { Match, Wanted } from './matching';
export { readerKey } from './reader-key';
export { Terms } from './terms';
export type { FlatAddress, NamedPerson, Term } from './terms';
export { Settlement } from './settlement.type';
export { parseCaseNumber } from './case-number';
export { CaseList } from './case-list';
export { CaseParties } from './case-parties';
export { CaseReader } from './case.reader';
export { CaseResolver } from './case.resolver';
export { FactsReader } from './facts.reader';
export { ViewerResolver } from './viewer.resolver';
