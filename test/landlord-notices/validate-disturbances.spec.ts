import type { DisturbanceInput } from '../../src/landlord-notices/disturbance.input';
import { validateDisturbances } from '../../src/landlord-notices/validate-disturbances';
import { textLimits } from '../../src/shared';
import { changed, problemsOf, soundOf, type Plain } from '../support/input-checks';

const disturbance: Plain<DisturbanceInput> = {
  occurredOn: '2026-11-22',
  category: 'Hög musik',
  description: 'Musik till 03:00.',
};

describe('DisturbanceInput', () => {
  it('keeps the lines of its description', () => {
    const input = { ...disturbance, category: ' Hög  musik ', description: 'a\r\nb\rc\td\n' };
    expect(soundOf(validateDisturbances, [input])).toEqual([
      { ...disturbance, description: 'a\nb\nc\td' },
    ]);
  });

  it.each([
    ['occurredOn', '2026-11-23', 'IN_THE_FUTURE'],
    ['occurredOn', '2026-13-01', 'NOT_A_DATE'],
    ['category', '', 'REQUIRED'],
    ['category', 'a\nb', 'CONTROL_CHARACTERS'],
    ['category', 'x'.repeat(textLimits.category + 1), 'TOO_LONG'],
    ['description', '\n', 'REQUIRED'],
    ['description', 'a\u0000', 'CONTROL_CHARACTERS'],
    ['description', 'x'.repeat(textLimits.description + 1), 'TOO_LONG'],
    ['description', '\n'.repeat(10_000_000), 'TOO_LONG'],
  ])('refuses a %s that is wrong (%#)', (field, value, code) => {
    expect(
      problemsOf(validateDisturbances, [disturbance, changed(disturbance, field, value)]),
    ).toEqual([[`disturbances.1.${field}`, code]]);
  });

  it.each([
    [0, [['disturbances', 'TOO_FEW']]],
    [100, []],
    [101, [['disturbances', 'TOO_MANY']]],
  ])('may come %i times', (count, problems) => {
    expect(
      problemsOf(
        validateDisturbances,
        Array.from({ length: count }, () => disturbance),
      ),
    ).toEqual(problems);
  });
});
