import { randomUUID } from 'node:crypto';
import { caseKey, readCaseKey } from '../../src/cases/case-key';

const caseId = randomUUID();
const knownAt = new Date('2026-11-22T11:00:00.123Z');

describe('the key of a case', () => {
  it('is the id of the store, with the instant as of which the case is told', () => {
    expect(caseKey({ caseId, knownAt: null })).toBe(caseId);
    expect(caseKey({ caseId, knownAt })).toBe(`${caseId}@2026-11-22T11:00:00.123Z`);
  });

  it.each([[null], [knownAt]])('is read as it was written, at %s', (instant) => {
    const key = { caseId, knownAt: instant };
    expect(readCaseKey(caseKey(key))).toEqual(key);
  });

  it.each([
    ['nothing', ''],
    ['no id', 'case-1'],
    ['an id in capitals', caseId.toUpperCase()],
    ['an id with more behind it', `${caseId} `],
    ['an id with a line behind it', `${caseId}\n`],
    ['an empty instant', `${caseId}@`],
    ['a day', `${caseId}@2026-11-22`],
    ['an instant of another zone', `${caseId}@2026-11-22T12:00:00.123+01:00`],
    ['a day that is none', `${caseId}@2026-02-30T00:00:00.000Z`],
    ['two instants', `${caseId}@${knownAt.toISOString()}@${knownAt.toISOString()}`],
  ])('is not %s', (_, text) => {
    expect(readCaseKey(text)).toBeNull();
  });
});
