import { ConsentReader } from '../../../src/cases';
import type { CaseFacts, PlannedField, Reading } from '../../../src/disclosure';
import { NO_FACTS, Position } from '../../../src/disclosure';
import { Aliases, Keyring } from '../../../src/persistence';
import { BOARD_CONSENTS } from '../../../src/social-services';

const [MINE, OTHERS] = [
  '00000000-0000-4000-8000-0000000000c1',
  '00000000-0000-4000-8000-0000000000c2',
];
const CONSENT = '00000000-0000-4000-8000-0000000000d1';
const keyring = new Keyring([{ id: 'test', key: Buffer.alloc(32, 1).toString('base64') }]);
const reader = new ConsentReader(keyring, new Aliases(Buffer.alloc(32, 3)), BOARD_CONSENTS);

function fieldOf(names: readonly string[], isConditional: boolean): PlannedField {
  const when = isConditional ? [{ kind: 'IF_CONSENT', group: '*' } as const] : [];
  const position = new Position('Consent');
  for (const name of names)
    position.fields.set(name, { coordinate: `Consent.${name}`, when, position: null });
  return { coordinate: 'SocialServicesRecord.consents', when, position };
}

/** Reads with a store that hands out what it is given, and tells what it was asked. */
async function readConsents(
  field: PlannedField | undefined,
  rows: readonly object[],
  facts: CaseFacts,
) {
  const asked: { sql: string; params: readonly unknown[] }[] = [];
  const session = {
    rows: (_name: string, sql: string, params: readonly unknown[]) => {
      asked.push({ sql, params });
      return Promise.resolve(rows);
    },
  };
  const reading = { session, caller: { reader: '559900-0014' } } as unknown as Reading;
  const lists = await reader.consents(reading, field, [MINE, OTHERS], (caseId) =>
    caseId === MINE ? facts : NO_FACTS,
  );
  return { lists: Object.fromEntries(lists), asked };
}

describe('ConsentReader', () => {
  const named: CaseFacts = { ...NO_FACTS, named: [{ owner: 'farsta', ids: [CONSENT] }] };
  const row = { case_id: MINE, field_group: 'STORAGE' };

  it('asks the store for nothing where the plan opens nothing, or no consent names the reader', async () => {
    expect(await readConsents(undefined, [row], named)).toEqual({ lists: {}, asked: [] });
    const field = fieldOf(['fieldGroup'], true);
    expect(await readConsents(field, [row], NO_FACTS)).toEqual({ lists: {}, asked: [] });
  });

  it('asks for a recipient for those consents alone that name it, and leaves cases without any out', async () => {
    const { lists, asked } = await readConsents(fieldOf(['fieldGroup'], true), [row], named);
    expect(lists).toEqual({ [MINE]: [{ fieldGroup: 'STORAGE' }] });
    expect(asked.map(({ params }) => params)).toEqual([[[MINE, OTHERS], [CONSENT]]]);
    expect(asked[0]?.sql).toMatch(/AND id = ANY \(\$2\)/);
  });

  it('asks for an owner for all, and answers an empty list where there is none', async () => {
    const { lists, asked } = await readConsents(fieldOf(['fieldGroup'], false), [row], NO_FACTS);
    expect(lists).toEqual({ [MINE]: [{ fieldGroup: 'STORAGE' }], [OTHERS]: [] });
    expect(asked.map(({ params }) => params)).toEqual([[[MINE, OTHERS]]]);
  });

  it('reads the columns that the plan asks for and no others, in one statement', async () => {
    const { asked } = await readConsents(fieldOf(['tenantId', 'validTo'], false), [], NO_FACTS);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.sql).toMatch(/^SELECT case_id, person_id, valid_to FROM social\.consent\s/);
    expect(asked[0]?.sql).toMatch(/ORDER BY recorded_at, id$/);
  });
});
