import type { CaseFacts } from '../../src/disclosure';
import {
  Batch,
  behindDoor,
  CaseFault,
  Doors,
  NO_FACTS,
  placed,
  Position,
} from '../../src/disclosure';
import { aReading } from './a-reading';

const PARTY: CaseFacts = { ...NO_FACTS, party: true };

/** A level of two cases at which some fields are asked for; the reader is party to the first case alone. */
function aLevel(fields: Readonly<Record<string, 'ALLOW' | 'IF_PARTY'>>): Batch {
  const position = new Position('Case');
  for (const [name, cell] of Object.entries(fields)) {
    position.fields.set(name, {
      coordinate: `Case.${name}`,
      when: cell === 'ALLOW' ? [] : [{ kind: 'IF_PARTY' }],
      position: null,
    });
  }
  const facts = new Map([['1', PARTY]]);
  return new Batch(
    aReading(() => Promise.resolve(facts)),
    position,
    ['1', '2'],
  );
}

const objectsOf = (batch: Batch): readonly object[] =>
  batch.caseIds.map((caseId) => placed({}, { batch, caseId }));

const both = () => Promise.resolve(new Map([['1', 'one'], ['2', 'two']])); // prettier-ignore

describe('Doors', () => {
  it('answer every object of a level from one load', async () => {
    const doors = new Doors();
    const door = jest.fn(both);
    doors.add('notices', door);
    const level = aLevel({ notices: 'ALLOW' });
    await doors.open(level);
    expect(objectsOf(level).map((object) => behindDoor(object, 'notices'))).toEqual(['one', 'two']);
    expect(door).toHaveBeenCalledTimes(1);
    expect(door).toHaveBeenCalledWith(level, null);
  });

  it('stay closed where the plan does not lead through them', async () => {
    const doors = new Doors();
    const door = jest.fn(both);
    doors.add('settlement', door);
    const level = aLevel({ notices: 'ALLOW' });
    await doors.open(level);
    expect(door).not.toHaveBeenCalled();
    expect(objectsOf(level).map((object) => behindDoor(object, 'settlement'))).toEqual([
      null,
      null,
    ]);
  });

  it('answer null for a case at which their own conditions do not hold', async () => {
    const doors = new Doors();
    doors.add('settlement', both);
    const level = aLevel({ settlement: 'IF_PARTY' });
    await doors.open(level);
    expect(objectsOf(level).map((object) => behindDoor(object, 'settlement'))).toEqual([
      'one',
      null,
    ]);
  });

  it('fail their own field alone, at every object', async () => {
    const doors = new Doors();
    doors.add('notices', () => Promise.reject(new Error('store')));
    doors.add('dwelling', both);
    const level = aLevel({ notices: 'ALLOW', dwelling: 'ALLOW' });
    await doors.open(level);
    for (const object of objectsOf(level)) {
      expect(() => behindDoor(object, 'notices')).toThrow('store');
      expect(behindDoor(object, 'dwelling')).not.toBeNull();
    }
  });

  it('fail one case alone where its answer is a fault', async () => {
    const doors = new Doors();
    const answers = new Map<string, unknown>([
      ['1', new CaseFault(new Error('sealed'))],
      ['2', 'two'],
    ]);
    doors.add('notices', () => Promise.resolve(answers));
    const level = aLevel({ notices: 'ALLOW' });
    await doors.open(level);
    const [first, second] = objectsOf(level);
    expect(() => behindDoor(first ?? {}, 'notices')).toThrow('sealed');
    expect(behindDoor(second ?? {}, 'notices')).toBe('two');
  });

  it('answer null for a case that the load does not know, and for an object without a place', async () => {
    const doors = new Doors();
    doors.add('notices', () => Promise.resolve(new Map([['1', 'one']])));
    const level = aLevel({ notices: 'ALLOW' });
    await doors.open(level);
    expect(objectsOf(level).map((object) => behindDoor(object, 'notices'))).toEqual(['one', null]);
    expect(behindDoor({}, 'notices')).toBeNull();
  });

  it('are one for each field', () => {
    const doors = new Doors();
    doors.add('notices', both);
    expect(() => {
      doors.add('notices', both);
    }).toThrow('two doors');
  });
});
