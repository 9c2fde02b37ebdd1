import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The rule ids of the law file's time rules and rule catalogue (sections 1.5 and 1.6). */
const RULES = `
  TIME-1 TIME-2 TIME-3 TIME-4 TIME-5
  JB-12-20-DUE JB-12-42-LATE JB-12-42-MINOR JB-12-43-CURE JB-12-8-TERMINATION JB-8-8-SERVICE DELG-18-RECEIVED
  JB-12-44-RECOVERY JB-12-44-FORMS JB-12-44-KFM-SERVES JB-12-63-DISPATCH JB-12-44-DECISION-WAIT JB-12-44-UNDERTAKING
  JB-12-44-EXCUSE JB-12-44-RAISE JB-12-44-EXCLUDED JB-12-44-FORM-CASES HN-13B-NOTIFY
  JB-12-25A-DISTURB JB-12-42-9 JB-12-42-DISTURB-PRE JB-12-42-SERIOUS BRL-7-9-DISTURB BRL-7-20-SERIOUS BRL-7-23-RECOVERY
  BRL-7-32-DISPATCH
  BFL-3-EVICTION BFL-14-GROUNDS BFL-25-ANSWER BFL-33-TRANSFER BFL-22-WITHDRAW BFL-42-DECISION BFL-53-REOPEN
  UB-3-12-ENFORCEABLE UB-2-1-AUTO BFF-9-REMOVAL
  UF-16-2-NOTIFY SOF-11-3-ACK UB-16-2-HEARD UB-16-3-TIMES UB-16-4-STAY UB-16-5-DEFERRAL UB-16-6-STORAGE UB-16-8-THIRD
  UB-16-9-ORDER UF-16-3-PREPARE UF-16-4-TIME UF-16-6-PROTOCOL UF-16-7-AFTER SOL-19-1-CHILD SOL-14-2-OPEN SOL-12-1-AID
  SOL-29-1-RESP
`
  .split(/\s+/)
  .filter((id) => id !== '');

/** Rules that ask for no computation and no duty of ours, each with the reason. */
const NONE_OF_OURS: Readonly<Record<string, string>> = {
  'JB-8-8-SERVICE':
    'how a termination is served is for the landlord; we store the day on which all is done',
  'JB-12-44-RAISE':
    'whether a rent increase can be reviewed is for the tribunal, and no feed tells of it',
  'JB-12-44-EXCLUDED': 'whether the tenant has to move anyway is not told to us',
  'HN-13B-NOTIFY': 'a message of the rent tribunal, which is none of our three feeds',
  'JB-12-42-9': 'whether a disturbance was corrected is for a court',
  'BRL-7-9-DISTURB': 'the same message as under JB-12-25A-DISTURB, which bears the code',
  'BRL-7-20-SERIOUS': 'the same message as under JB-12-42-SERIOUS, which bears the code',
  'BRL-7-32-DISPATCH': 'the same dispatch as under JB-12-63-DISPATCH, which bears the code',
  'BFL-3-EVICTION': 'what an applicant may ask Kronofogden for',
  'BFL-25-ANSWER': 'Kronofogden sets the time to answer itself and does not tell it',
  'BFL-42-DECISION':
    'when Kronofogden decides is told by EARLIEST_DECISION (JB-12-44-DECISION-WAIT)',
  'UB-3-12-ENFORCEABLE': 'what a title is worth is for Kronofogden',
  'BFF-9-REMOVAL': 'removal cases are not evictions',
  'UB-16-8-THIRD': 'third persons in the home are not our data',
  'UB-16-9-ORDER': 'an order to move is not told to us',
  'UF-16-3-PREPARE': 'Kronofogden’s own preparation',
  'UF-16-6-PROTOCOL': 'the record of an eviction stays with Kronofogden',
  'UF-16-7-AFTER': 'a letter from Kronofogden to the tenant',
  'SOL-19-1-CHILD': 'reports about children go another way and never through the gateway',
  'SOL-12-1-AID': 'whether aid is granted is for the board',
};

const ROOT = path.join(__dirname, '..', '..');

/** Everything that a folder of ours says, the list above left out. */
function textOf(folder: string): string {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(
      (file) => file.isFile() && file.name.endsWith('.ts') && file.name !== 'rule-ids.spec.ts',
    )
    .map((file) => readFileSync(path.join(file.parentPath, file.name), 'utf8'))
    .join('\n');
}

/** Where an id ends: `BFL-3-EVICTION` is not `BFL-33`. */
const names = (text: string, id: string): boolean => new RegExp(`${id}(?![A-Z0-9-])`).test(text);

describe('every rule that asks for a computation or a duty', () => {
  const source = textOf('src');
  const tests = textOf('test');
  const ours = RULES.filter((id) => !(id in NONE_OF_OURS));

  it.each(ours)('%s has code that cites it', (id) => {
    expect(names(source, `@legalSource ${id}`)).toBe(true);
  });

  it.each(ours)('%s has a test that names it', (id) => {
    expect(names(tests, id)).toBe(true);
  });

  it('is known, and what is left out is left out for a reason', () => {
    expect(Object.keys(NONE_OF_OURS).filter((id) => !RULES.includes(id))).toEqual([]);
  });
});
