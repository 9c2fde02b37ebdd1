import { column, columnsFor, isOpen, NO_FACTS, project } from '../../src/disclosure';
import type { Position, Sources } from '../../src/disclosure';
import { planOf } from './small-policy';

interface Row {
  readonly id: string;
  readonly title: string | null;
  readonly envelope: { readonly phone: string };
}

const SERVANT: Sources<Row['envelope']> = {
  name: { columns: [], value: () => 'Kim' },
  phone: { columns: [], value: ({ phone }) => phone },
};

const SOURCES: Sources<Row> = {
  id: { columns: ['id', 'case_id'], value: ({ id }) => `alias-of-${id}` },
  title: column('title'),
  hidden: { columns: ['hidden'], value: () => 'never' },
  party: { columns: ['party', 'id'], value: (_row, _below, { party }) => `party ${String(party)}` },
  servant: {
    columns: (below) => (below?.has('phone') ? ['envelope'] : []),
    value: ({ envelope }, below, facts) => below && project(below, SERVANT, envelope, facts),
  },
};

const row: Row = { id: '1', title: null, envelope: { phone: '08-123 45 67' } };
const party = { ...NO_FACTS, party: true };
const dated = { ...party, dateSet: true };

function positionOf(selection: string): Position {
  const position = planOf(`{ case { ${selection} } }`).roots.get('case');
  if (!position) throw new Error('The root has no position.');
  return position;
}

describe('columnsFor', () => {
  it('names each column that the plan needs once, in alphabetical order', () => {
    expect(columnsFor(positionOf('party title id'), SOURCES)).toEqual([
      'case_id',
      'id',
      'party',
      'title',
    ]);
    expect(columnsFor(positionOf('id title party'), SOURCES)).toEqual([
      'case_id',
      'id',
      'party',
      'title',
    ]);
  });

  it('adds what is always needed', () => {
    expect(columnsFor(positionOf('title'), SOURCES, ['case_id', 'title'])).toEqual([
      'case_id',
      'title',
    ]);
  });

  it('fetches nothing for a denied field, nor for one without a source', () => {
    expect(columnsFor(positionOf('hidden parent { hidden }'), SOURCES)).toEqual([]);
  });

  it('lets columns follow from what is asked for further down', () => {
    expect(columnsFor(positionOf('servant { name }'), SOURCES)).toEqual([]);
    expect(columnsFor(positionOf('servant { name phone }'), SOURCES)).toEqual(['envelope']);
  });
});

describe('project', () => {
  it('shows the fields of the position alone, with null for what is not there', () => {
    expect(project(positionOf('id title hidden'), SOURCES, row, NO_FACTS)).toEqual({
      id: 'alias-of-1',
      title: null,
    });
  });

  it('shows null where a condition fails, without asking for the value', () => {
    const value = jest.fn(() => 'secret');
    const object = project(positionOf('party'), { party: { columns: [], value } }, row, NO_FACTS);
    expect(object).toEqual({ party: null });
    expect(value).not.toHaveBeenCalled();
    expect(project(positionOf('party'), SOURCES, row, party)).toEqual({ party: 'party true' });
  });

  it('carries facts and the lower position to what stands below', () => {
    const position = positionOf('servant { name phone }');
    expect(project(position, SOURCES, row, party)).toEqual({
      servant: { name: 'Kim', phone: null },
    });
    expect(project(position, SOURCES, row, dated)).toEqual({
      servant: { name: 'Kim', phone: '08-123 45 67' },
    });
  });

  it('shows nothing of a field whose source was forgotten', () => {
    expect(project(positionOf('id firm'), { id: column('id') }, row, dated)).toEqual({ id: '1' });
  });
});

describe('isOpen', () => {
  it('asks for all conditions of a field', () => {
    const phone = positionOf('servant { phone }').below('servant')?.fields.get('phone');
    expect(
      [NO_FACTS, party, { ...NO_FACTS, dateSet: true }, dated].map(
        (facts) => phone && isOpen(phone, facts),
      ),
    ).toEqual([false, false, false, true]);
  });
});
