import fc from 'fast-check';
import { addDays } from '../../src/shared';

/** Any civil day from 1901 to 2198. */
export const aDay = fc.integer({ min: 0, max: 108_000 }).map((days) => addDays('1901-01-01', days));
