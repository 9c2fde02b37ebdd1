import fc from 'fast-check';
import { noticeWarnings } from '../../src/landlord-notices/notice-warnings';
import type { SubmitNoticeInput } from '../../src/landlord-notices/submit-notice.input';
import { validateNotice } from '../../src/landlord-notices/validate-notice';
import { changed, context, problemsOf, type Plain } from '../support/input-checks';
import { collector, expectNoValueIn, mutationsOf } from '../support/input-mutations';
import { arrearsNotice, disturbanceNotice, seriousDisturbanceNotice } from '../support/inputs';

const notices: readonly (readonly [kind: string, notice: Plain<SubmitNoticeInput>])[] = [
  arrearsNotice,
  disturbanceNotice,
  seriousDisturbanceNotice,
].map((notice) => [notice.kind, notice]);

describe.each(notices)('%s with one place changed to anything', (_, notice) => {
  it('is sound or has problems, never both, never throws, and no problem repeats a value', () => {
    fc.assert(
      fc.property(mutationsOf(notice), ({ input }) => {
        const problems = collector();
        const sound = validateNotice(input, problems, context);
        expect(sound === undefined).toBe(problems.list.length > 0);
        expectNoValueIn(problems.list);
        if (sound !== undefined) expect(() => noticeWarnings(sound)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

describe('a notice of enormous texts', () => {
  it('is refused field by field', () => {
    const huge = 'ä\u0301'.repeat(5_000_000);
    const paths = ['landlord.name', 'tenants.0.name', 'dwelling.street', 'termination.ground'];
    const input = paths.reduce((soFar, path) => changed(soFar, path, huge), arrearsNotice);
    expect(problemsOf(validateNotice, input)).toEqual([
      ['landlord.name', 'TOO_LONG'],
      ['tenants.0.name', 'TOO_LONG'],
      ['dwelling.street', 'TOO_LONG'],
      ['termination.ground', 'TOO_LONG'],
      ['tenantServed.0.tenantName', 'UNKNOWN_TENANT'],
    ]);
  });
});
