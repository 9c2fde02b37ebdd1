import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryColumn,
  PrimaryGeneratedColumn,
} from 'typeorm';
import type { StageView } from '../../src/cases/stage';

/** A case as one reader may know it. */
@Entity({ schema: 'cases', name: 'share', synchronize: false })
export class CaseOfReader {
  @PrimaryColumn('text')
  agency!: string;

  @PrimaryColumn('text')
  organisation!: string;

  @PrimaryColumn('uuid', { name: 'case_id' })
  caseId!: string;

  @Column('integer')
  version!: number;

  @Column('text', { name: 'board_id' })
  boardId!: string;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('text')
  stage!: StageView['stage'];

  @Column('date', { name: 'recovery_ends_on' })
  recoveryEndsOn!: string | null;

  @Column('date', { name: 'closed_on' })
  closedOn!: string | null;

  @Column('boolean')
  known!: boolean;

  @OneToMany(() => NoticeOfCase, (notice) => notice.case)
  notices!: NoticeOfCase[];

  @OneToMany(() => RecordOfCase, (record) => record.case)
  records!: RecordOfCase[];
}

/** A notice, with the columns that the question needs. */
@Entity({ schema: 'landlord', name: 'notice', synchronize: false })
export class NoticeOfCase {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  landlord!: string;

  @Column('text', { name: 'receipt_number' })
  receiptNumber!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  status!: string;

  @Column('numeric', { name: 'recovery_total' })
  recoveryTotal!: string | null;

  @Column('numeric', { name: 'arrears_months' })
  arrearsMonths!: string | null;

  @Column('bytea', { name: 'sealed_address' })
  sealedAddress!: Buffer;

  @Column('bytea', { name: 'sealed_tenant_names' })
  sealedTenantNames!: Buffer;

  @ManyToOne(() => CaseOfReader, (one) => one.notices)
  @JoinColumn({ name: 'case_id', referencedColumnName: 'caseId' })
  case!: CaseOfReader;
}

/** Kronofogden's record, likewise. */
@Entity({ schema: 'enforcement', name: 'record', synchronize: false })
export class RecordOfCase {
  @PrimaryColumn('text', { name: 'case_number' })
  caseNumber!: string;

  @Column('text')
  applicant!: string;

  @Column('text', { name: 'status_for_applicant' })
  status!: string;

  @Column('date', { name: 'eviction_on' })
  evictionOn!: string | null;

  @Column('text', { name: 'eviction_at' })
  evictionAt!: string | null;

  @ManyToOne(() => CaseOfReader, (one) => one.records)
  @JoinColumn({ name: 'case_id', referencedColumnName: 'caseId' })
  case!: CaseOfReader;
}

/** Who asked what and when: one row for each request. */
@Entity({ schema: 'bench_textbook', name: 'access_log' })
export class AccessLogEntry {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  client!: string;

  @Column('text')
  organisation!: string;

  @Column('text')
  operation!: string;

  @Column('uuid', { array: true, name: 'case_ids' })
  caseIds!: string[];
}
