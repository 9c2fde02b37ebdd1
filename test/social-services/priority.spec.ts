import { priorityOf, type PriorityInputs } from '../../src/social-services/priority';

const nothing: PriorityInputs = {
  children: null,
  elderly: null,
  arrearsMonths: null,
  repeat: false,
  evictionTimeSet: false,
};

describe('priorityOf', () => {
  it.each<[string, Partial<PriorityInputs>, string, string[]]>([
    ['nothing is known', {}, 'NORMAL', []],
    ['there are no children and nobody old', { children: 0, elderly: false }, 'NORMAL', []],
    ['two months are owed', { arrearsMonths: 2 }, 'NORMAL', []],
    ['three months are owed', { arrearsMonths: 3 }, 'HIGH', ['ARREARS_MONTHS']],
    ['twelve months are owed', { arrearsMonths: 12 }, 'HIGH', ['ARREARS_MONTHS']],
    ['it comes back', { repeat: true }, 'HIGH', ['REPEAT']],
    ['a child lives there', { children: 1 }, 'HIGH', ['CHILDREN']],
    ['someone is old', { elderly: true }, 'HIGH', ['ELDERLY']],
    ['children and old people', { children: 2, elderly: true }, 'HIGH', ['CHILDREN', 'ELDERLY']],
    [
      'many months come back',
      { arrearsMonths: 4, repeat: true },
      'HIGH',
      ['ARREARS_MONTHS', 'REPEAT'],
    ],
    ['a child and two months', { children: 1, arrearsMonths: 2 }, 'HIGH', ['CHILDREN']],
    [
      'a child and three months',
      { children: 1, arrearsMonths: 3 },
      'URGENT',
      ['CHILDREN', 'ARREARS_MONTHS'],
    ],
    [
      'someone old and it comes back',
      { elderly: true, repeat: true },
      'URGENT',
      ['ELDERLY', 'REPEAT'],
    ],
    ['a time is set', { evictionTimeSet: true }, 'URGENT', ['EVICTION_TIME_SET']],
    [
      'everything at once',
      { children: 1, elderly: true, arrearsMonths: 3, repeat: true, evictionTimeSet: true },
      'URGENT',
      ['EVICTION_TIME_SET', 'CHILDREN', 'ELDERLY', 'ARREARS_MONTHS', 'REPEAT'],
    ],
  ])('when %s', (_situation, inputs, priority, reasons) => {
    expect(priorityOf({ ...nothing, ...inputs })).toEqual({ priority, reasons });
  });
});
