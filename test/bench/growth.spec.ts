import { caseInRow, FIXED_CASES, inventedCase } from '../../bench/growth/invented';
import { ratiosOf } from '../../bench/growth/growth-text';
import { Mould } from '../../bench/growth/mould';
import type { StoredRow } from '../../bench/growth/mould';
import { growthOptions } from '../../bench/growth/options';
import { planLines, sequentialScans } from '../../bench/growth/plan-text';
import { plansIn } from '../../bench/growth/statements';
import type { Sample } from '../../bench/measure/results';
import { Keyring } from '../../src/persistence';
import { parsePersonalIdentityNumber } from '../../src/shared';

describe('the cases of a store of many', () => {
  it.each([10_000, 30_000, 100_000])('are each there once among %i', (size) => {
    const numbers = new Set(Array.from({ length: size }, (_, row) => caseInRow(row, size)));
    expect(numbers.size).toBe(size);
    expect(Math.max(...numbers)).toBe(size - 1);
  });

  it('have those of the fixed landlord evenly among the others', () => {
    const rows = Array.from({ length: 100_000 }, (_, row) => row);
    const fixed = rows.filter((row) => caseInRow(row, rows.length) < FIXED_CASES);
    expect(fixed).toHaveLength(FIXED_CASES);
    expect(fixed.slice(0, 3)).toEqual([0, 10, 20]);
    expect(fixed.at(-1)).toBe(99_990);
  });

  it('are about persons with a number that is one', () => {
    for (const number of [0, 9, 10, 19, 20, 639_999, 640_000, 999_999]) {
      const { personalIdentityNumber } = inventedCase(number);
      expect(parsePersonalIdentityNumber(personalIdentityNumber, '2026-11-29')).toBe(
        personalIdentityNumber,
      );
    }
    expect(inventedCase(640_001).personalIdentityNumber).toBe(
      inventedCase(1).personalIdentityNumber,
    );
    expect(inventedCase(640_001).street).not.toBe(inventedCase(1).street);
  });
});

describe('a mould', () => {
  const ID = '0b4a6a1e-9f5c-4e0b-8d0f-5a3f6d2c1b00';
  const keyring = new Keyring([{ id: 'test-1', key: Buffer.alloc(32, 7).toString('base64') }]);
  const envelope = keyring.seal(['Testperson A', 'Exempelvägen 1'], `landlord.notice/${ID}/names`);
  const rows: readonly StoredRow[] = [
    {
      table: 'landlord.notice',
      columns: [
        { name: 'id', type: 'uuid', value: ID },
        { name: 'received_at', type: 'timestamptz', value: '2026-11-29 06:57:12.3561+00' },
        { name: 'value', type: 'bytea', value: '\\xaa11' },
        { name: 'key_index', type: 'bytea', value: '\\x00ff' },
        { name: 'note', type: 'text', value: 'of Exempelvägen 1\n\\' },
        { name: 'sealed_names', type: 'bytea', value: `\\x${envelope.toString('hex')}` },
        { name: 'closed_on', type: 'date', value: null },
      ],
    },
  ];
  const TEXTS = ['Testperson A', 'Exempelvägen 1', 'aa11'];

  function castOf(number: number): string[] {
    const lines: string[] = [];
    new Mould(keyring, rows, TEXTS).cast(
      number,
      ['Testperson B', 'Exempelvägen 22', 'bb22'],
      1_000,
      (_table, _columns, line) => lines.push(line),
    );
    return lines[0]?.split('\t') ?? [];
  }

  it('casts a row with other texts, ids and instants, as COPY reads it', () => {
    const [id, receivedAt, value, key, note, , closedOn] = castOf(5);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(id).not.toBe(ID);
    expect(receivedAt).toBe('2026-11-29 06:57:11.3561+00');
    expect(value).toBe('\\\\xbb22');
    expect(key).toMatch(/^\\\\x[0-9a-f]{32}$/);
    expect(note).toBe('of Exempelvägen 22\\n\\\\');
    expect(closedOn).toBe('\\N');
  });

  it('seals anew what opens in its new place alone', () => {
    const [id = '', , , , , sealed = ''] = castOf(5);
    const cast = Buffer.from(sealed.slice(3), 'hex');
    expect(keyring.open(cast, `landlord.notice/${id}/names`)).toEqual([
      'Testperson B',
      'Exempelvägen 22',
    ]);
    expect(() => keyring.open(cast, `landlord.notice/${ID}/names`)).toThrow();
  });

  it('casts the same case each time, and no two cases alike', () => {
    expect(castOf(5)[0]).toBe(castOf(5)[0]);
    expect(castOf(5)[0]).not.toBe(castOf(6)[0]);
    expect(castOf(5)[3]).not.toBe(castOf(6)[3]);
  });

  it('takes no blind index that it cannot make anew', () => {
    expect(() => new Mould(keyring, rows, ['Testperson A'])).toThrow('landlord.notice.value');
  });
});

describe('arguments of a run over several sizes', () => {
  it('has sizes in their order', () => {
    expect(growthOptions(['--cases', '100000,10000']).sizes).toEqual([10_000, 100_000]);
    expect(growthOptions([])).toEqual({
      sizes: [10_000, 100_000, 1_000_000],
      rounds: 15,
      keep: true,
    });
  });

  it('refuses what is none, with all of it', () => {
    expect(() => growthOptions(['--cases', '15000', '--rounds', '0'])).toThrow(
      /--cases .* --rounds /,
    );
    expect(() => growthOptions(['--cases', '10000,10000'])).toThrow('--cases');
  });
});

describe('the ratio of two sizes', () => {
  it('is taken within each round that both have', () => {
    const sample = (server: string, round: number, p50: number) =>
      ({ workload: 'list', server, round, p50 }) as Sample;
    const samples = [
      sample('10', 0, 2),
      sample('99', 0, 3),
      sample('10', 1, 4),
      sample('99', 1, 4),
    ];
    expect(ratiosOf([...samples, sample('99', 2, 9)], 'list', ['10', '99'])).toEqual([1.5, 1]);
    expect(ratiosOf(samples, 'queue', ['10', '99'])).toEqual([]);
  });
});

describe('plans in the log of PostgreSQL', () => {
  const entry = (text: string, plan: object): string => {
    const json = JSON.stringify({ 'Query Text': text, Plan: plan }, null, 2);
    return `2026-11-29 07:00:00 UTC [1] LOG:  duration: 0.123 ms  plan:\n\t${json.replaceAll('\n', '\n\t')}`;
  };
  const SCAN = { 'Node Type': 'Seq Scan', Schema: 'landlord', 'Relation Name': 'notice' };
  const NESTED = { 'Node Type': 'Sort', Plans: [{ ...SCAN, 'Actual Rows': 3 }] };

  it('are the last of each statement', () => {
    const log = [
      entry('SELECT 1', SCAN),
      '2026-11-29 07:00:00 UTC [1] LOG:  checkpoint starting: time',
      entry('SELECT 2', SCAN),
      entry('SELECT 1', NESTED),
    ].join('\n');
    expect(plansIn(log)).toEqual([
      { text: 'SELECT 1', plan: NESTED },
      { text: 'SELECT 2', plan: SCAN },
    ]);
  });

  it('are at fault where a table that grows is read whole, however deep', () => {
    const growing = new Set(['landlord.notice']);
    expect(sequentialScans(NESTED, growing)).toEqual(['landlord.notice']);
    expect(sequentialScans(NESTED, new Set(['landlord.deferral']))).toEqual([]);
    expect(sequentialScans({ ...SCAN, 'Node Type': 'Index Scan' }, growing)).toEqual([]);
  });

  it('are told line by line', () => {
    expect(planLines(NESTED)).toEqual([
      'Sort (rows 0, loops 0, hit 0, read 0)',
      '  Seq Scan on landlord.notice (rows 3, loops 0, hit 0, read 0)',
    ]);
  });
});
