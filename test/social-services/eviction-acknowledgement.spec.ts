import { acknowledgementOf } from '../../src/social-services/eviction-acknowledgement';

describe('SOF-11-3-ACK: the confirmation of an eviction time', () => {
  it.each([
    ['at once', '2026-11-24T10:00:00Z', '2026-11-24T10:00:00Z', '2026-11-24', true],
    ['late the same day', '2026-11-24T10:00:00Z', '2026-11-24T22:59:59.999Z', '2026-11-24', true],
    [
      'at midnight in Stockholm',
      '2026-11-24T10:00:00Z',
      '2026-11-24T23:00:00Z',
      '2026-11-24',
      false,
    ],
    ['days later', '2026-11-24T10:00:00Z', '2026-11-27T10:00:00Z', '2026-11-24', false],
    [
      'to a notice after office hours',
      '2026-11-24T22:59:00Z',
      '2026-11-24T22:59:30Z',
      '2026-11-24',
      true,
    ],
    [
      'the minute after a notice at 23:59',
      '2026-11-24T22:59:00Z',
      '2026-11-24T23:00:00Z',
      '2026-11-24',
      false,
    ],
    [
      'on one day in Stockholm, two in UTC',
      '2026-11-24T23:30:00Z',
      '2026-11-25T09:00:00Z',
      '2026-11-25',
      true,
    ],
    [
      'on the day that is 25 hours long',
      '2026-10-24T22:00:00Z',
      '2026-10-25T22:59:59Z',
      '2026-10-25',
      true,
    ],
    [
      'after the day that is 25 hours long',
      '2026-10-24T22:00:00Z',
      '2026-10-25T23:00:00Z',
      '2026-10-25',
      false,
    ],
    [
      'on the day that is 23 hours long',
      '2026-03-28T23:00:00Z',
      '2026-03-29T21:59:59Z',
      '2026-03-29',
      true,
    ],
    [
      'after the day that is 23 hours long',
      '2026-03-28T23:00:00Z',
      '2026-03-29T22:00:00Z',
      '2026-03-29',
      false,
    ],
    ['on a Sunday', '2026-11-22T10:00:00Z', '2026-11-23T08:00:00Z', '2026-11-22', false],
  ])('given %s', (_when, notifiedAt, confirmedAt, dueOn, onTime) => {
    expect(acknowledgementOf(new Date(notifiedAt), new Date(confirmedAt))).toEqual({
      dueOn,
      onTime,
    });
  });
});
