import { Roles1764000000001 } from './1764000000001-roles';
import { Cases1764000000002 } from './1764000000002-cases';
import { Landlord1764000000003 } from './1764000000003-landlord';
import { Social1764000000004 } from './1764000000004-social';
import { Enforcement1764000000005 } from './1764000000005-enforcement';
import { Conditions1764000000006 } from './1764000000006-conditions';
import { DisclosureLog1764000000007 } from './1764000000007-disclosure-log';
import { SubjectAccess1764000000008 } from './1764000000008-subject-access';
import { ToldExecutions1764000000009 } from './1764000000009-told-executions';
import { LogKeeping1764000000011 } from './1764000000011-log-keeping';
import { AccessReview1764000000012 } from './1764000000012-access-review';
import { Grouping1764000000013 } from './1764000000013-grouping';
import { ReaderIndexes1764000000014 } from './1764000000014-reader-indexes';
import { Receipts1764000000016 } from './1764000000016-receipts';
import { BoardWork1764000000017 } from './1764000000017-board-work';
import { Deferrals1764000000018 } from './1764000000018-deferrals';
import { EarlierNotices1764000000019 } from './1764000000019-earlier-notices';
import { Statistics1764000000021 } from './1764000000021-statistics';
import { KnownAt1764000000022 } from './1764000000022-known-at';
import { Retention1764000000023 } from './1764000000023-retention';
import { UndertakingFacts1764000000024 } from './1764000000024-undertaking-facts';
import { MeetingInputs1764000000025 } from './1764000000025-meeting-inputs';
import { Handovers1764000000026 } from './1764000000026-handovers';
import { NextDeadlines1764000000027 } from './1764000000027-next-deadlines';
import { PurgeWaitsForCounts1764000000028 } from './1764000000028-purge-waits-for-counts';
import { AddressedBoard1764000000029 } from './1764000000029-addressed-board';
import { IndexesByCase1764000000030 } from './1764000000030-indexes-by-case';
import { LogSheets1764000000031 } from './1764000000031-log-sheets';
import { SubgraphLogins1764000000032 } from './1764000000032-subgraph-logins';
import { TimeLimits1764000000033 } from './1764000000033-time-limits';
import { PersonsInOrder1764000000035 } from './1764000000035-persons-in-order';
import { RecoveryIfTold1764000000036 } from './1764000000036-recovery-if-told';
import { FirstCase1764000000037 } from './1764000000037-first-case';
import { Allowances1764000000043 } from './1764000000043-allowances';
import { SecondWall1764000000099 } from './1764000000099-second-wall';

/** Every migration, in the order in which it runs. */
export const migrations = [
  Roles1764000000001,
  Cases1764000000002,
  Landlord1764000000003,
  Social1764000000004,
  Enforcement1764000000005,
  Conditions1764000000006,
  DisclosureLog1764000000007,
  SubjectAccess1764000000008,
  ToldExecutions1764000000009,
  LogKeeping1764000000011,
  AccessReview1764000000012,
  Grouping1764000000013,
  ReaderIndexes1764000000014,
  Receipts1764000000016,
  BoardWork1764000000017,
  Deferrals1764000000018,
  EarlierNotices1764000000019,
  Statistics1764000000021,
  KnownAt1764000000022,
  Retention1764000000023,
  UndertakingFacts1764000000024,
  MeetingInputs1764000000025,
  Handovers1764000000026,
  NextDeadlines1764000000027,
  PurgeWaitsForCounts1764000000028,
  AddressedBoard1764000000029,
  IndexesByCase1764000000030,
  LogSheets1764000000031,
  SubgraphLogins1764000000032,
  TimeLimits1764000000033,
  PersonsInOrder1764000000035,
  RecoveryIfTold1764000000036,
  FirstCase1764000000037,
  Allowances1764000000043,
  SecondWall1764000000099,
];
