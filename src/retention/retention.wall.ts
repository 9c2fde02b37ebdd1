import type { ClosedTable } from '../disclosure';

const KEPT = 'Retention alone works with it; no answer shows what was purged.';

/** Tables of retention, of which no reader gets anything. */
export const RETENTION_CLOSED: readonly ClosedTable[] = [
  { name: 'retention.hold', closed: KEPT },
  { name: 'retention.hold_lift', closed: KEPT },
  { name: 'retention.tombstone', closed: KEPT },
  { name: 'retention.run_event', closed: KEPT },
  { name: 'retention.proof', closed: 'Told to the person alone, in the report of the controller.' },
  {
    name: 'retention.person',
    closed: 'By it the person is found for the report, and nothing else.',
  },
];
