import { randomBytes } from 'node:crypto';
import { Batch, NO_FACTS, Position } from '../../src/disclosure';
import { LandlordNoticeReader } from '../../src/landlord-notices';
import { Aliases, Keyring } from '../../src/persistence';
import { aReading } from '../disclosure/a-reading';

const keyring = new Keyring([{ id: 'test', key: randomBytes(32).toString('base64') }]);
const PARTY = { ...NO_FACTS, party: true };

/** Asks for the cases of two notices, each of another case; the reader is party to those given. */
async function casesOf(parties: readonly string[]) {
  const below = new Position('Case');
  const position = new Position('Notice');
  position.fields.set('case', {
    coordinate: 'Notice.case',
    when: [{ kind: 'IF_PARTY' }],
    position: below,
  });
  const facts = new Map(parties.map((caseId) => [caseId, PARTY]));
  const batch = new Batch(
    aReading(() => Promise.resolve(facts)),
    position,
    ['1', '2'],
  );
  const cases = jest.fn((_reading: unknown, _position: unknown, ids: readonly string[]) =>
    Promise.resolve(new Map(ids.map((id) => [id, { id }]))),
  );
  const reader = new LandlordNoticeReader(keyring, new Aliases(randomBytes(32)), { cases });
  const answers = await Promise.all(
    batch.caseIds.map((caseId) => reader.caseOf({ batch, caseId })),
  );
  return { answers, asked: cases.mock.calls.map(([, , ids]) => ids) };
}

describe('The case of a notice', () => {
  it('is asked of the hub for those cases alone at which the door is open', async () => {
    expect(await casesOf(['2'])).toEqual({ answers: [null, { id: '2' }], asked: [['2']] });
  });

  it('is not asked for at all where no door is, since what is read counts as disclosed', async () => {
    expect(await casesOf([])).toEqual({ answers: [null, null], asked: [] });
  });
});
