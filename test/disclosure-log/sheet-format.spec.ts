import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  canonicalSheet,
  canonicalText,
  chainSeed,
  headText,
  shapeId,
  shapeOf,
  sheetHash,
} from '../../src/disclosure-log/sheet-format';
import type { ChainRow, ShapeContent, SheetRow } from '../../src/disclosure-log/sheet-format';

const CHAIN: ChainRow = {
  instance: '0b5f1c0e-0000-4000-8000-000000000001',
  startedAt: new Date('2026-03-01T05:06:07.008Z'),
  predecessor: '0b5f1c0e-0000-4000-8000-000000000000',
  predecessorSequence: 12,
  predecessorHash: Buffer.from('00ff', 'hex'),
};

const SHEET: SheetRow = {
  recordedAt: new Date('2026-03-01T05:06:07.080Z'),
  instance: CHAIN.instance,
  sequence: 13,
  request: 'r-1',
  agency: 'LANDLORD',
  organisation: 'aa',
  principal: 'bb',
  actor: Buffer.from('01', 'hex'),
  purpose: 'LANDLORD_DUTY',
  shape: Buffer.from('02', 'hex'),
  cases: ['11111111-2222-4333-8444-555555555555'],
  controllers: ['bb', '0180-farsta'],
  subjects: [Buffer.from('0a', 'hex'), Buffer.from('0b', 'hex')],
  subjectCases: [1, 1],
  openedBy: ['99999999-2222-4333-8444-555555555555'],
};

/** Three cases with one, no and two persons. */
const LIST: SheetRow = {
  ...SHEET,
  cases: ['c1', 'c2', 'c3'],
  subjects: [Buffer.from('0a', 'hex'), Buffer.from('0b', 'hex'), Buffer.from('0c', 'hex')],
  subjectCases: [1, 3, 3],
};

const SHAPE: ShapeContent = {
  operation: { name: 'Cases', roots: ['Query.cases', 'Query.case'], hash: 'ab' },
  disclosed: ['Case.stage', 'Case.id', 'Case.stage'],
  denied: ['Case.deferral'],
  legalBasis: ['OSL-10-28'],
  policyVersion: 'v1',
};

const sha256 = (...parts: readonly (string | Buffer)[]): string => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest('hex');
};

describe('a sheet of the log', () => {
  it('is hashed as a JSON array of its columns in their order', () => {
    expect(canonicalSheet(SHEET)).toBe(
      '["2026-03-01T05:06:07.080Z","0b5f1c0e-0000-4000-8000-000000000001",13,"r-1","LANDLORD","aa","bb","01",' +
        '"LANDLORD_DUTY","02","11111111-2222-4333-8444-555555555555",["bb","0180-farsta"],["0a","0b"],' +
        '["99999999-2222-4333-8444-555555555555"]]',
    );
  });

  it('is hashed after the hash of the sheet before it', () => {
    const before = Buffer.alloc(32, 7);
    expect(sheetHash(before, SHEET).toString('hex')).toBe(sha256(before, canonicalSheet(SHEET)));
    expect(sheetHash(Buffer.alloc(32, 8), SHEET)).not.toEqual(sheetHash(before, SHEET));
  });

  it.each<[keyof SheetRow, Partial<SheetRow>]>([
    ['recordedAt', { recordedAt: new Date('2026-03-01T05:06:07.081Z') }],
    ['instance', { instance: '0b5f1c0e-0000-4000-8000-000000000002' }],
    ['sequence', { sequence: 14 }],
    ['request', { request: 'r-2' }],
    ['agency', { agency: 'OVERSIGHT' }],
    ['organisation', { organisation: 'ab' }],
    ['principal', { principal: 'ba' }],
    ['actor', { actor: Buffer.from('03', 'hex') }],
    ['purpose', { purpose: 'AUDIT' }],
    ['shape', { shape: Buffer.from('03', 'hex') }],
    ['cases', { cases: [null] }],
    ['cases', { cases: ['11111111-2222-4333-8444-555555555555', null] }],
    ['controllers', { controllers: ['0180-farsta', 'bb'] }],
    ['subjects', { subjects: [Buffer.from('0a0b', 'hex')], subjectCases: [1] }],
    ['openedBy', { openedBy: [] }],
  ])('has another hash when its %s is another', (_, change) => {
    const before = Buffer.alloc(32);
    expect(sheetHash(before, { ...SHEET, ...change })).not.toEqual(sheetHash(before, SHEET));
  });

  it('is written, head and rest apart, with the text by which it is checked', () => {
    const text = fc.string({ unit: 'binary' });
    const bytes = fc.uint8Array({ maxLength: 4 }).map((array) => Buffer.from(array));
    const persons = fc.array(bytes, { maxLength: 3 });
    const columns = fc.record({
      sequence: fc.nat(),
      request: text,
      agency: text,
      organisation: text,
      principal: text,
      actor: bytes,
      purpose: text,
      shape: bytes,
      about: fc.array(fc.tuple(fc.option(text), persons), { minLength: 1, maxLength: 4 }),
      controllers: fc.array(text),
      openedBy: fc.array(text),
    });
    fc.assert(
      fc.property(columns, ({ about, ...some }) => {
        const sheet: SheetRow = {
          ...SHEET,
          ...some,
          cases: about.map(([id]) => id),
          subjects: about.flatMap(([, of]) => of),
          subjectCases: about.flatMap(([, of], index) => of.map(() => index + 1)),
        };
        const { cases, controllers, openedBy, sequence } = sheet;
        const hex = (buffer: Buffer): string => buffer.toString('hex');
        const head = { ...sheet, actor: hex(sheet.actor), shape: hex(sheet.shape) };
        expect(
          canonicalText(sheet.recordedAt.toISOString(), sheet.instance, sequence, {
            head,
            headText: headText(head),
            cases,
            controllers,
            subjects: about.map(([, of]) => of.map(hex)),
            openedBy,
          }),
        ).toBe(canonicalSheet(sheet));
      }),
    );
  });

  it('is hashed with a list of cases, and one of the persons of each, where it has several', () => {
    expect(canonicalSheet(LIST)).toBe(
      '["2026-03-01T05:06:07.080Z","0b5f1c0e-0000-4000-8000-000000000001",13,"r-1","LANDLORD","aa","bb","01",' +
        '"LANDLORD_DUTY","02",["c1","c2","c3"],["bb","0180-farsta"],[["0a"],[],["0b","0c"]],' +
        '["99999999-2222-4333-8444-555555555555"]]',
    );
  });

  it.each<[string, Partial<SheetRow>]>([
    ['the order of its cases', { cases: ['c2', 'c1', 'c3'] }],
    ['which case a person belongs to', { subjectCases: [1, 2, 3] }],
    ['that a case was among them', { cases: ['c1', 'c3'], subjectCases: [1, 2, 2] }],
    ['that two cases were two', { cases: ['c1","c2', 'c3'], subjectCases: [1, 2, 2] }],
    ['a case that is null', { cases: ['c1', null, 'c3'] }],
  ])('cannot lose %s unnoticed', (_, change) => {
    const before = Buffer.alloc(32);
    expect(sheetHash(before, { ...LIST, ...change })).not.toEqual(sheetHash(before, LIST));
  });

  it.each<[string, Partial<SheetRow>]>([
    ['without a case', { cases: [], subjects: [], subjectCases: [] }],
    ['with a person of no case', { subjectCases: [1, 3, 4] }],
    ['with a person before the first case', { subjectCases: [0, 3, 3] }],
    ['with a person whose case is not told', { subjectCases: [1, 3] }],
    ['with a case told of nobody', { subjectCases: [1, 3, 3, 3] }],
    ['with persons in another order than their cases', { subjectCases: [3, 1, 3] }],
    ['with a place in a list', { subjectCases: [[1], 3, 3] as unknown as number[] }],
    ['with persons in lists', { subjects: [['0a'], ['0b'], ['0c']] as unknown as Buffer[] }],
    ['with persons told by text', { subjects: ['0a', '0b', '0c'] as unknown as Buffer[] }],
    ['with a caller told by text', { actor: '01' as unknown as Buffer }],
  ])('has no text %s, as no such was ever written', (_, change) => {
    expect(() => canonicalSheet({ ...LIST, ...change })).toThrow(RangeError);
  });

  it('cannot move text from one column to the next unnoticed', () => {
    const before = Buffer.alloc(32);
    const moved = { ...SHEET, organisation: 'aa","bb', principal: '' };
    expect(sheetHash(before, moved)).not.toEqual(sheetHash(before, SHEET));
  });
});

describe('the seed of a chain', () => {
  it('binds the chain to its row and to the format', () => {
    expect(chainSeed(CHAIN).toString('hex')).toBe(
      sha256(
        'kvarbo-log/1 ["0b5f1c0e-0000-4000-8000-000000000001","2026-03-01T05:06:07.008Z",' +
          '"0b5f1c0e-0000-4000-8000-000000000000",12,"00ff"]',
      ),
    );
  });

  it.each<[keyof ChainRow, Partial<ChainRow>]>([
    ['instance', { instance: '0b5f1c0e-0000-4000-8000-000000000002' }],
    ['startedAt', { startedAt: new Date('2026-03-01T05:06:07.009Z') }],
    ['predecessor', { predecessor: null }],
    ['predecessorSequence', { predecessorSequence: 11 }],
    ['predecessorHash', { predecessorHash: Buffer.from('00fe', 'hex') }],
  ])('is another when its %s is another', (_, change) => {
    expect(chainSeed({ ...CHAIN, ...change })).not.toEqual(chainSeed(CHAIN));
  });
});

describe('the shape of a disclosure', () => {
  it('is canonical JSON under the hash of its text', () => {
    const { id, content } = shapeOf(SHAPE);
    expect(content).toBe(
      '{"operation":{"name":"Cases","roots":["Query.case","Query.cases"],"hash":"ab"},' +
        '"disclosed":["Case.id","Case.stage"],"denied":["Case.deferral"],"legalBasis":["OSL-10-28"],"policyVersion":"v1"}',
    );
    expect(id.toString('hex')).toBe(sha256(content));
    expect(shapeId(content)).toEqual(id);
  });

  it.each([[['Case.id', 'Case.stage']], [['Case.id', 'Case.id', 'Case.stage']]])(
    'is the same whatever the order of its lists, and each value counts once: %j',
    (disclosed) => {
      expect(shapeOf({ ...SHAPE, disclosed })).toEqual(shapeOf(SHAPE));
    },
  );

  it.each<[string, Partial<ShapeContent>]>([
    ['operation name', { operation: { ...SHAPE.operation, name: null } }],
    ['operation roots', { operation: { ...SHAPE.operation, roots: [] } }],
    ['operation hash', { operation: { ...SHAPE.operation, hash: 'ac' } }],
    ['disclosed', { disclosed: ['Case.id'] }],
    ['denied', { denied: [] }],
    ['legal basis', { legalBasis: [] }],
    ['policy version', { policyVersion: 'v2' }],
  ])('is another when its %s is another', (_, change) => {
    expect(shapeOf({ ...SHAPE, ...change }).id).not.toEqual(shapeOf(SHAPE).id);
  });
});
