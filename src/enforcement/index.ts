export { CaseEnforcementResolver } from './case-enforcement.resolver';
export { ENFORCEMENT_CONSENTS, EnforcementConsentRow } from './consent.entity';
export { ENFORCEMENT_CONSENT_WALL } from './consent.wall';
export { EnforcementClocks } from './enforcement-clocks';
export { EnforcementContribution } from './enforcement-contribution';
export { EnforcementRecordRow } from './enforcement-record.entity';
export { EnforcementRecordReader } from './enforcement-record.reader';
export { EnforcementRecordResolver } from './enforcement-record.resolver';
export {
  ENFORCEMENT_CLOSED,
  RECORD_PAST_WALL,
  RECORD_VERSION_WALL,
  RECORD_WALL,
} from './enforcement-record.wall';
export { EvictionPush } from './eviction-push.service';
export type { EvictionPushParts, PushAnswer } from './eviction-push.service';
export { EvictionPushResolver } from './eviction-push.resolver';
export { PushResultReader } from './push-result.reader';
export { RecordStore } from './record-store';
export { RecordVersion } from './record-version.entity';
export { EnforcementStatistics } from './enforcement-statistics';
export { EnforcementSubjectSource } from './enforcement-subject-source';
export { tellEnforcementClocks } from './tell-clocks';
