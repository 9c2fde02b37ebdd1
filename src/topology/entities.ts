import {
  ConsentFactRow,
  EnforcementFactRow,
  NoticeFactRow,
  ProtectionFactRow,
  SettlementFactRow,
  SocialFactRow,
} from '../cases';
import { EnforcementConsentRow, EnforcementRecordRow, RecordVersion } from '../enforcement';
import { GrantedDeferral, LandlordNotice, ReportedSettlement } from '../landlord-notices';
import {
  AssessmentRow,
  BoardConsentRow,
  ContactAttemptRow,
  HouseholdRow,
  OutcomeRow,
  ProtectionRow,
  SocialCaseRow,
} from '../social-services';

/** Every entity, by domain: what TypeORM writes. */
export const entities = [
  NoticeFactRow,
  SettlementFactRow,
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
  ProtectionRow,
  BoardConsentRow,
  EnforcementRecordRow,
  RecordVersion,
  EnforcementConsentRow,
];
