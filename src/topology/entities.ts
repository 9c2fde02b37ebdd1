import { EnforcementFactRow, NoticeFactRow, SettlementFactRow, SocialFactRow } from '../cases';
import { EnforcementRecordRow, RecordVersion } from '../enforcement';
import { LandlordNotice, ReportedSettlement } from '../landlord-notices';
import {
  AssessmentRow,
  ContactAttemptRow,
  HouseholdRow,
  OutcomeRow,
  SocialCaseRow,
} from '../social-services';

/** Every entity, by domain: what TypeORM writes. */
export const entities = [
  NoticeFactRow,
  SettlementFactRow,
  EnforcementFactRow,
  SocialFactRow,
  LandlordNotice,
  ReportedSettlement,
  SocialCaseRow,
  HouseholdRow,
  ContactAttemptRow,
  AssessmentRow,
  OutcomeRow,
  EnforcementRecordRow,
  RecordVersion,
];
