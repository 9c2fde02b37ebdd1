import { randomBytes } from 'node:crypto';
import { validateEvictionRecord } from '../../src/enforcement/validate-eviction-record';
import { newReceiptNumber, textLimits } from '../../src/shared';
import { testOrganisationNumber } from '../support/identity-numbers';
import { changed, problemsOf, soundOf } from '../support/input-checks';
import { aDwelling, anEvictionRecord, aTenant } from '../support/inputs';

const receiptNumber = newReceiptNumber(randomBytes);
const oneCharacterWrong = receiptNumber.slice(0, -1) + (receiptNumber.endsWith('0') ? '1' : '0');
const applicant = testOrganisationNumber(1);
const wrongApplicant = applicant.slice(0, -1) + String((Number(applicant.at(-1)) + 1) % 10);

describe('EvictionRecordInput', () => {
  it('comes out in normal form', () => {
    const input = {
      ...anEvictionRecord,
      caseNumber: ' U-12345-26 ',
      applicant: applicant.replace('-', ''),
      noticeReceiptNumber: ` ${receiptNumber.toLowerCase().replaceAll('-', ' ')}`,
    };
    expect(soundOf(validateEvictionRecord, input)).toEqual({
      ...anEvictionRecord,
      applicant,
      noticeReceiptNumber: receiptNumber,
      dwelling: {
        street: aDwelling.street,
        postalCode: '12345',
        city: 'Farsta',
        apartmentNumber: '1102',
        municipality: '0180',
        boardId: 'farsta',
        roomCount: 2.5,
        tenure: 'RENTED',
      },
      title: { ...anEvictionRecord.title, claim: 1_976_550n },
    });
  });

  it('is the whole record: what is left out is null', () => {
    const { caseNumber, version, dwelling, defendants, status } = anEvictionRecord;
    const bare = { caseNumber, version, dwelling, applicant, defendants, status };
    expect(soundOf(validateEvictionRecord, bare)).toMatchObject({
      noticeReceiptNumber: null,
      appliedOn: null,
      documentsReceivedOn: null,
      summaryCase: null,
      title: null,
      heardOn: null,
      defendantAbroad: null,
      evictionTime: null,
      stay: null,
      closure: null,
      executedOn: null,
      childrenAffected: null,
      childrenCount: null,
      storage: null,
    });
  });

  it.each([
    ['caseNumber', '1'],
    ['caseNumber', 'U 12345/26-a'],
    ['caseNumber', '1'.repeat(40)],
    ['version', 1],
    ['version', 2_147_483_647],
    ['noticeReceiptNumber', ''],
    ['noticeReceiptNumber', undefined],
    ['childrenCount', 0],
    ['childrenCount', 50],
    ['childrenCount', null],
    ['title.claim', '0'],
    ['title.claim', null],
    ['evictionTime.time', null],
    ['evictionTime.time', '00:00'],
    ['stay.reasons', 'Rad 1\nRad 2'],
    ['storage.place', ''],
  ])('may have %s %j', (path, value) => {
    expect(problemsOf(validateEvictionRecord, changed(anEvictionRecord, path, value))).toEqual([]);
  });

  it.each([
    ['executed without a time', 'status', 'EXECUTED'],
    ['a date set without a date', 'evictionTime', null],
    ['a stay that ends before its decision', 'stay.until', '2026-01-01'],
    ['an eviction in the past', 'evictionTime.date', '2026-01-01'],
    ['an execution to come', 'executedOn', '2027-01-01'],
    ['children counted but not affected', 'childrenAffected', false],
  ])('is recorded even if odd, since Kronofogden owns it: %s', (_, path, value) => {
    expect(problemsOf(validateEvictionRecord, changed(anEvictionRecord, path, value))).toEqual([]);
  });

  it.each([
    ['caseNumber', '', 'NOT_A_CASE_NUMBER'],
    ['caseNumber', ' ', 'NOT_A_CASE_NUMBER'],
    ['caseNumber', 'U-A', 'NOT_A_CASE_NUMBER'],
    ['caseNumber', '1'.repeat(41), 'NOT_A_CASE_NUMBER'],
    ['caseNumber', 'U_1', 'NOT_A_CASE_NUMBER'],
    ['caseNumber', 'U\n1', 'NOT_A_CASE_NUMBER'],
    ['caseNumber', '١٢', 'NOT_A_CASE_NUMBER'],
    ['version', 0, 'OUT_OF_RANGE'],
    ['version', -1, 'OUT_OF_RANGE'],
    ['version', 2_147_483_648, 'OUT_OF_RANGE'],
    ['noticeReceiptNumber', oneCharacterWrong, 'RECEIPT_NUMBER_CHECK_CHARACTER'],
    ['noticeReceiptNumber', 'KB-', 'RECEIPT_NUMBER_CHECK_CHARACTER'],
    ['noticeReceiptNumber', 'K'.repeat(10_000_000), 'TOO_LONG'],
    ['applicant', wrongApplicant, 'ORGANISATION_NUMBER_CHECKSUM'],
    ['applicant', '', 'ORGANISATION_NUMBER_CHECKSUM'],
    ['dwelling.municipality', '0000', 'NOT_A_MUNICIPALITY'],
    ['dwelling.district', null, 'BOARD_REQUIRED'],
    ['defendants', [], 'TOO_FEW'],
    ['defendants', Array.from({ length: 21 }, () => aTenant), 'TOO_MANY'],
    ['defendants.0.personalIdentityNumber', '198504129801', 'IDENTITY_NUMBER_CHECKSUM'],
    ['appliedOn', '2026-02-29', 'NOT_A_DATE'],
    ['documentsReceivedOn', 'x', 'NOT_A_DATE'],
    ['heardOn', '', 'NOT_A_DATE'],
    ['executedOn', '2200-01-01', 'NOT_A_DATE'],
    ['summaryCase.appliedOn', '', 'NOT_A_DATE'],
    ['summaryCase.contestationSentOn', '1899-12-31', 'NOT_A_DATE'],
    ['summaryCase.decidedOn', '20261001', 'NOT_A_DATE'],
    ['title.kind', '', 'REQUIRED'],
    ['title.kind', 'x'.repeat(textLimits.category + 1), 'TOO_LONG'],
    ['title.decidedOn', '2026-10-1', 'NOT_A_DATE'],
    ['title.ground', 'x'.repeat(textLimits.ground + 1), 'TOO_LONG'],
    ['title.claim', '-1', 'NOT_AN_AMOUNT'],
    ['title.claim', '1.234', 'NOT_AN_AMOUNT'],
    ['evictionTime.date', '', 'NOT_A_DATE'],
    ['evictionTime.time', '24:00', 'NOT_A_TIME'],
    ['evictionTime.time', '9:30', 'NOT_A_TIME'],
    ['evictionTime.time', '09:30:00', 'NOT_A_TIME'],
    ['stay.decidedOn', '', 'NOT_A_DATE'],
    ['stay.until', '2026-12-32', 'NOT_A_DATE'],
    ['stay.reasons', 'x'.repeat(textLimits.description + 1), 'TOO_LONG'],
    ['closure.on', 'x', 'NOT_A_DATE'],
    ['childrenCount', -1, 'OUT_OF_RANGE'],
    ['childrenCount', 51, 'OUT_OF_RANGE'],
    ['storage.endsOn', 'x', 'NOT_A_DATE'],
    ['storage.place', 'a\u0000', 'CONTROL_CHARACTERS'],
  ])('refuses %s (%#)', (path, value, code) => {
    expect(problemsOf(validateEvictionRecord, changed(anEvictionRecord, path, value))).toEqual([
      [path, code],
    ]);
  });

  it('answers all problems at once', () => {
    const input = {
      ...anEvictionRecord,
      caseNumber: '',
      version: 0,
      applicant: 'x',
      evictionTime: { date: 'x', time: 'x' },
      storage: { endsOn: '' },
    };
    expect(problemsOf(validateEvictionRecord, input).map(([path]) => path)).toEqual([
      'caseNumber',
      'version',
      'applicant',
      'evictionTime.date',
      'evictionTime.time',
      'storage.endsOn',
    ]);
  });
});
