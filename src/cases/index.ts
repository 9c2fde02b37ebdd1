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
  wasSoundInTime,
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
export { SocialBoard } from './social-board.type';
export { TenantInput } from './tenant.input';
export { Tenant } from './tenant.type';
export { validateDwelling, type ValidDwelling } from './validate-dwelling';
export { checkChange, validateIdempotencyKey, type ValidChange } from './validate-idempotency';
export { validateTenants, type ValidTenant } from './validate-tenant';
export { CASES_CLOSED, CASES_WALL } from './cases.wall';
export { consentColumns, consentsNaming } from './consent.wall';
export { ConsentRegister } from './consents/consent-register';
export { ConsentRow } from './consents/consent.entity';
export type { ConsentDomain } from './consents/consent.entity';
export { ConsentReader } from './consents/consent.reader';
export { ConsentResolver } from './consents/consent.resolver';
export { consentsForSubject } from './consents/consents-for-subject';
export { ConsentService } from './consents/consent.service';
export type { ConsentRegisters } from './consents/consent.service';
export { Consent } from './consents/consent.type';
export { CaseChange } from './case-change';
export type { CaseChangeRequest, ChangedCase } from './case-change';
export { caseFactsFor, isInvoked, personsKnownTo, recordsKnownTo } from './case-facts';
export { boardFor } from './shares';
export { stageFor } from './stage';
export { CaseLedger } from './case-ledger';
export type { EvictionTimeListener, InvocationChange, InvocationListener } from './case-ledger';
export type { Written, WrittenByCase } from './written';
export { KNOWN_AT, knownAtOf } from './known-at';
export { casePayload } from './case-payload';
export { CasePayload } from './case-payload.type';
export { CaseContributions } from './contribution';
export type { Arrears, CaseContribution, DwellingView, PersonView } from './contribution';
export {
  ConsentFactRow,
  EnforcementFactRow,
  HandoverFactRow,
  NoticeFactRow,
  ProtectionFactRow,
  SettlementFactRow,
  SocialFactRow,
  UndertakingFactRow,
} from './facts.entity';
export type {
  EnforcementFact,
  HubFacts,
  NoticeFact,
  ProtectionFact,
  SettlementFact,
  SocialFact,
} from './hub-facts';
export { boardOfNextNotice, factsAfterHandover, handedOver } from './handover';
export type { HandedOver, NoticeHandover } from './handover';
export { writtenByReroute } from './handover-written';
export { boardShare } from './board-share';
export { introducePersons } from './persons';
export { canonical, Idempotency, IDEMPOTENCY_KEY } from './idempotency';
export type { KeyUse } from './idempotency';
export { sameTenancy } from './case-choice';
export type { Match, Wanted } from './case-choice';
export { Matching } from './matching';
export { contentHash } from './receipts/content-hash';
export { UNDERTAKING_TYPE, undertakingClaims } from './receipts/undertaking-document';
export type { UndertakingClaims } from './receipts/undertaking-document';
export type { AnswerableNotice, AnswerableNotices } from './answerable-notices';
export { NOTICE_RECEIPT_TYPE } from './receipts/notice-receipt';
export type { NoticeReceiptClaims } from './receipts/notice-receipt';
export { readReceipt, ReceiptError } from './receipts/read-receipt';
export type { ReadReceipt, ReceiptFault } from './receipts/read-receipt';
export { Receipt } from './receipts/receipt.type';
export type { QueuedCase, QueueRanking } from './queue-places';
export { evictionTimeTold } from './eviction-time';
export type { ToldEvictionTime } from './eviction-time';
export { readerKey } from './reader-key';
export { Terms } from './terms';
export { numberlessSubject } from './trail';
export type { FlatAddress, NamedPerson, Term } from './terms';
export { Settlement } from './settlement.type';
export { parseCaseNumber } from './case-number';
export { CaseList } from './case-list';
export { CaseParties } from './case-parties';
export { CaseReader } from './case.reader';
export { CaseReferences } from './case-references';
export { CaseResolver } from './case.resolver';
export { CaseDeadlines } from './deadlines/case-deadlines';
export type { ClockEvents, ClockSource, NoticeEvents } from './deadlines/clock-events';
export type { ClockShare, ClockTeller } from './deadlines/share-clocks';
export { DeadlineResolver } from './deadlines/deadline.resolver';
export { AccessExplanationResolver } from './access-explanation.resolver';
export { PageInfo } from './page-info.type';
export { FactsReader } from './facts.reader';
export { ViewerResolver } from './viewer.resolver';
export { StandingDecisionReader } from './standing-decisions/standing-decision.reader';
export { StandingDecisionResolver } from './standing-decisions/standing-decision.resolver';
export { StandingDecisionService } from './standing-decisions/standing-decision.service';
export { writtenByProtection } from './protection-written';
export { asksForProtection, isProtected } from './protected-identity';
export { asTold, authoritiesTelling, tellsExecutions } from './told-execution';
export { hubSubjectSource } from './hub-subject-source';
export { recordsAbout } from './subject';
export type {
  HeldRecord,
  Sighting,
  Subject,
  SubjectAsked,
  SubjectSource,
  SubjectValue,
} from './subject';
export { freeText } from './subject-free-text';
export type { TextParties } from './subject-free-text';
export { leftOut, told, toldParts } from './subject-values';
