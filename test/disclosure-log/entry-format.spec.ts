import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  canonicalEntry,
  canonicalText,
  chainSeed,
  entryHash,
  headText,
  shapeId,
  shapeOf,
} from '../../src/disclosure-log/entry-format';
import type { ChainRow, EntryRow, ShapeContent } from '../../src/disclosure-log/entry-format';

const CHAIN: ChainRow = {
  instance: '0b5f1c0e-0000-4000-8000-000000000001',
  startedAt: new Date('2026-03-01T05:06:07.008Z'),
  predecessor: '0b5f1c0e-0000-4000-8000-000000000000',
  predecessorSequence: 12,
  predecessorHash: Buffer.from('00ff', 'hex'),
};

const ENTRY: EntryRow = {
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
  caseId: '11111111-2222-4333-8444-555555555555',
  controllers: ['bb', '0180-farsta'],
  subjects: [Buffer.from('0a', 'hex'), Buffer.from('0b', 'hex')],
  openedBy: ['99999999-2222-4333-8444-555555555555'],
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

describe('an entry of the log', () => {
  it('is hashed as a JSON array of its columns in their order', () => {
    expect(canonicalEntry(ENTRY)).toBe(
      '["2026-03-01T05:06:07.080Z","0b5f1c0e-0000-4000-8000-000000000001",13,"r-1","LANDLORD","aa","bb","01",' +
        '"LANDLORD_DUTY","02","11111111-2222-4333-8444-555555555555",["bb","0180-farsta"],["0a","0b"],' +
        '["99999999-2222-4333-8444-555555555555"]]',
    );
  });

  it('is hashed after the hash of the entry before it', () => {
    const before = Buffer.alloc(32, 7);
    expect(entryHash(before, ENTRY).toString('hex')).toBe(sha256(before, canonicalEntry(ENTRY)));
    expect(entryHash(Buffer.alloc(32, 8), ENTRY)).not.toEqual(entryHash(before, ENTRY));
  });

  it.each<[keyof EntryRow, Partial<EntryRow>]>([
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
    ['caseId', { caseId: null }],
    ['controllers', { controllers: ['0180-farsta', 'bb'] }],
    ['subjects', { subjects: [Buffer.from('0a0b', 'hex')] }],
    ['openedBy', { openedBy: [] }],
  ])('has another hash when its %s is another', (_, change) => {
    const before = Buffer.alloc(32);
    expect(entryHash(before, { ...ENTRY, ...change })).not.toEqual(entryHash(before, ENTRY));
  });

  it('is written, head and rest apart, with the text by which it is checked', () => {
    const text = fc.string({ unit: 'binary' });
    const bytes = fc.uint8Array({ maxLength: 4 }).map((array) => Buffer.from(array));
    const columns = fc.record({
      sequence: fc.nat(),
      request: text,
      agency: text,
      organisation: text,
      principal: text,
      actor: bytes,
      purpose: text,
      shape: bytes,
      caseId: fc.option(text),
      controllers: fc.array(text),
      subjects: fc.array(bytes),
      openedBy: fc.array(text),
    });
    fc.assert(
      fc.property(columns, (some) => {
        const entry: EntryRow = { ...ENTRY, ...some };
        const { caseId, controllers, openedBy, sequence } = entry;
        const hex = (buffer: Buffer): string => buffer.toString('hex');
        const head = { ...entry, actor: hex(entry.actor), shape: hex(entry.shape) };
        const subjects = entry.subjects.map(hex);
        expect(
          canonicalText(entry.recordedAt.toISOString(), entry.instance, sequence, {
            head,
            headText: headText(head),
            caseId,
            controllers,
            subjects,
            openedBy,
          }),
        ).toBe(canonicalEntry(entry));
      }),
    );
  });

  it('cannot move text from one column to the next unnoticed', () => {
    const before = Buffer.alloc(32);
    const moved = { ...ENTRY, organisation: 'aa","bb', principal: '' };
    expect(entryHash(before, moved)).not.toEqual(entryHash(before, ENTRY));
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
