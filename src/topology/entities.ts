import {
  ConsentFactRow,
  EnforcementFactRow,
  NoticeFactRow,
  ProtectionFactRow,
  SettlementFactRow,
  SocialFactRow,
  UndertakingFactRow,
} from '../cases';
import { EnforcementConsentRow, EnforcementRecordRow, RecordVersion } from '../enforcement';
import { GrantedDeferral, LandlordNotice, ReportedSettlement } from '../landlord-notices';
import {
  AssessmentRow,
  AttendanceRow,
  BoardConsentRow,
  ContactAttemptRow,
  EvictionConfirmationRow,
  FinancialAidRow,
  HouseholdRow,
  OutcomeRow,
  PaymentPlanRow,
  ProtectionRow,
  RentUndertakingRow,
  SocialCaseRow,
} from '../social-services';

/** Every entity, by domain: what TypeORM writes. */
export const entities = [
  NoticeFactRow,
  SettlementFactRow,
  UndertakingFactRow,
  EnforcementFactRow,
  SocialFactRow,
  ConsentFactRow,
  ProtectionFactRow,
  LandlordNotice,
  ReportedSettlement,
  GrantedDeferral,
  SocialCaseRow,
  HouseholdRow,
  ContactAttemptRow,
  AssessmentRow,
  OutcomeRow,
  FinancialAidRow,
  PaymentPlanRow,
  EvictionConfirmationRow,
  AttendanceRow,
  RentUndertakingRow,
  ProtectionRow,
  BoardConsentRow,
  EnforcementRecordRow,
  RecordVersion,
  EnforcementConsentRow,
];
