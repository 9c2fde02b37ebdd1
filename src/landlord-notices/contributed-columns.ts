import { columnsFor, type Position } from '../disclosure';
import { DWELLING_SOURCES, NOTICE_SOURCES } from './notice-sources';
import { TENANT_SOURCES } from './tenant-sources';

/** Fields of a board's record for which it weighs the arrears. */
const WEIGHED = ['priority', 'priorityReasons'];

/** What clocks are counted from. */
const COUNTED = [
  'claims',
  'kind',
  'message_channel',
  'message_sent_at',
  'received_at',
  'status',
  'tenant_ids',
  'tenant_served',
  'tenure',
  'terminated_on',
];

/** Every column of a notice that a level of cases needs: for the notices, persons, dwelling, clocks and arrears that are asked for. */
export function columnsForCases(position: Position): readonly string[] {
  const notices = position.below('notices');
  const tenants = position.below('tenants');
  const dwelling = position.below('dwelling');
  const record = position.below('socialServices');
  return [
    ...(notices ? columnsFor(notices, NOTICE_SOURCES) : []),
    ...(tenants ? columnsFor(tenants, TENANT_SOURCES, ['status', 'tenant_ids']) : []),
    ...(dwelling ? columnsFor(dwelling, DWELLING_SOURCES) : []),
    ...(position.has('deadlines') ? COUNTED : []),
    ...(record && WEIGHED.some((field) => record.has(field))
      ? ['claims', 'received_at', 'status']
      : []),
  ];
}
