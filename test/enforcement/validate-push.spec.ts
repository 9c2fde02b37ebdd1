import { validatePush } from '../../src/enforcement/validate-push';
import { problemMessage } from '../../src/shared';
import { changed, problemsOf, soundOf } from '../support/input-checks';
import { anEvictionRecord } from '../support/inputs';

const push = (records: readonly (typeof anEvictionRecord)[]) => ({
  idempotencyKey: 'push-1',
  records,
});

describe('PushEvictionRecordsInput', () => {
  it('lets a bad record spoil itself alone, with its own paths', () => {
    const records = Array.from({ length: 20 }, (_, at) => ({
      ...anEvictionRecord,
      caseNumber: `U-${at}-26`,
    }));
    const spoilt = changed(records, '17.defendants.0.personalIdentityNumber', '19850412-0000');
    const { records: checked } = soundOf(validatePush, push(changed(spoilt, '3.version', 0)));
    const bad = checked.filter((one) => 'problems' in one);
    expect(bad).toEqual([
      {
        index: 3,
        problems: [
          {
            path: 'records.3.version',
            code: 'OUT_OF_RANGE',
            message: problemMessage('OUT_OF_RANGE'),
          },
        ],
      },
      {
        index: 17,
        problems: [
          {
            path: 'records.17.defendants.0.personalIdentityNumber',
            code: 'IDENTITY_NUMBER_CHECKSUM',
            message: problemMessage('IDENTITY_NUMBER_CHECKSUM'),
          },
        ],
      },
    ]);
    const sound = checked.flatMap((one) => ('record' in one ? [one.record.caseNumber] : []));
    expect(checked.map(({ index }) => index)).toEqual(records.map((_, at) => at));
    expect(sound).toHaveLength(18);
  });

  it.each([
    [0, [['records', 'TOO_FEW']]],
    [1, []],
    [2000, []],
    [2001, [['records', 'TOO_MANY']]],
  ])('may have %i records', (count, problems) => {
    const records = Array.from({ length: count }, () => anEvictionRecord);
    expect(problemsOf(validatePush, push(records))).toEqual(problems);
  });

  it('answers for its key and its size at once', () => {
    expect(problemsOf(validatePush, { ...push([]), idempotencyKey: '' })).toEqual([
      ['idempotencyKey', 'INVALID_IDEMPOTENCY_KEY'],
      ['records', 'TOO_FEW'],
    ]);
  });

  it('is refused as a whole for its key alone', () => {
    expect(problemsOf(validatePush, { ...push([anEvictionRecord]), idempotencyKey: '\n' })).toEqual(
      [['idempotencyKey', 'INVALID_IDEMPOTENCY_KEY']],
    );
  });
});
