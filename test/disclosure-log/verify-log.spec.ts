import { sheetHash } from '../../src/disclosure-log/sheet-format';
import { readLog } from '../../src/disclosure-log';
import { FaultList } from '../../src/disclosure-log/log-faults';
import { newSigningKey, SigningKeys } from '../../src/persistence';
import { placesOf, SignedLog } from './a-signed-log';

let log: SignedLog;
beforeAll(async () => {
  log = await SignedLog.open();
});
beforeEach(() => log.restore());
afterAll(() => log.close());

/** Columns of sheet 5 of chain `a`, each with another value of its kind. */
const COLUMNS: readonly (readonly [string, string])[] = [
  ['recorded_at', `recorded_at + interval '1 ms'`],
  ['request', `'other'`],
  ['agency', `'LANDLORD'`],
  ['organisation', `'0380-uppsala'`],
  ['principal', `'0380-uppsala'`],
  ['actor', `(SELECT actor FROM log.entry WHERE instance = :b AND sequence = 5)`],
  ['purpose', `'FOLLOW_UP'`],
  ['shape', `(SELECT shape FROM log.entry WHERE instance = :b AND sequence = 5)`],
  ['cases', `'{NULL}'`],
  ['cases', 'cases || cases'],
  ['cases', `'{}'`],
  ['controllers', `'{}'`],
  ['subjects', `'{}'`],
  ['subject_cases', `'{2}'`],
  ['subject_cases', `'{}'`],
  ['opened_by', `ARRAY[gen_random_uuid()]`],
  ['hash', 'sha256(hash)'],
];

const renumber = (sequence: string, where: string): string =>
  `UPDATE log.entry SET sequence = ${sequence} WHERE instance = :a AND ${where}`;
/** In two steps, so that no two sheets have one number in between. */
const shift = (by: number, where: string): readonly string[] => [
  renumber(`sequence + ${1000 + by}`, where),
  renumber('sequence - 1000', 'sequence > 1000'),
];
const drop = (table: string, where: string): string => `DELETE FROM log.${table} WHERE ${where}`;
const insertAt = (sequence: number): string =>
  `INSERT INTO log.entry SELECT (jsonb_populate_record(e, '{"sequence": ${sequence}, "request": "invented"}')).*
   FROM log.entry e WHERE instance = :a AND sequence = 1`;

/** Columns of sheet 8 of chain `a`, which has three cases with no, one and two persons. */
const CASES_OF_A_SHEET: readonly (readonly [string, string])[] = [
  ['its cases in another order', 'cases = ARRAY[cases[2], cases[1], cases[3]]'],
  [
    'its cases turned round, persons and all',
    'cases = ARRAY[cases[3], cases[2], cases[1]], subjects = ARRAY[subjects[2], subjects[3], subjects[1]], subject_cases = ARRAY[1, 1, 2]',
  ],
  ['a person given to another case', 'subject_cases = ARRAY[1, 3, 3]'],
  ['a person given to no case', 'subject_cases = ARRAY[2, 3, 4]'],
  ['two persons in each other’s place', 'subjects = ARRAY[subjects[1], subjects[3], subjects[2]]'],
  [
    'persons put in another order',
    'subjects = ARRAY[subjects[2], subjects[1], subjects[3]], subject_cases = ARRAY[3, 2, 3]',
  ],
  ['the first case dropped', 'cases = cases[2:], subject_cases = ARRAY[1, 2, 2]'],
  [
    'the last case dropped with its persons',
    'cases = cases[:2], subjects = subjects[:1], subject_cases = subject_cases[:1]',
  ],
  [
    'all but one case dropped',
    'cases = cases[2:2], subjects = subjects[1:1], subject_cases = ARRAY[1]',
  ],
  ['a person dropped', 'subjects = subjects[:2], subject_cases = subject_cases[:2]'],
  ['a case put in', 'cases = cases || gen_random_uuid()'],
  ['another case in the place of one', 'cases[2] = gen_random_uuid()'],
  ['a case made none', 'cases[2] = NULL'],
  ['a case written twice', 'cases = ARRAY[cases[1], cases[2], cases[2]]'],
  ['its cases in a list within the list', 'cases = ARRAY[cases]'],
];

/** What is done to the log, and all that must be named. */
const TAMPERING: readonly (readonly [string, readonly string[], string])[] = [
  ...COLUMNS.map(([column, value]) => {
    const statement = `UPDATE log.entry SET ${column} = ${value} WHERE instance = :a AND sequence = 5`;
    return [`another ${column}`, [statement], 'CHANGED a 5'] as const;
  }),
  ...CASES_OF_A_SHEET.map(([what, change]) => {
    const statement = `UPDATE log.entry SET ${change} WHERE instance = :a AND sequence = 8`;
    return [`a sheet with ${what}`, [statement], 'CHANGED a 8'] as const;
  }),
  [
    'a case that went from one sheet to another',
    [
      `UPDATE log.entry e SET cases = e.cases || o.cases[1] FROM log.entry o
       WHERE e.instance = :a AND e.sequence = 5 AND o.instance = :a AND o.sequence = 8`,
      `UPDATE log.entry SET cases = cases[2:], subject_cases = ARRAY[1, 2, 2] WHERE instance = :a AND sequence = 8`,
    ],
    'CHANGED a 5, CHANGED a 8',
  ],
  [
    'a sheet cut into two of one and two cases, those after it moved down',
    [
      ...shift(1, 'sequence > 8'),
      `INSERT INTO log.entry SELECT (jsonb_populate_record(e, '{"sequence": 9}')).* FROM log.entry e
       WHERE instance = :a AND sequence = 8`,
      `UPDATE log.entry SET cases = cases[:1], subjects = '{}', subject_cases = '{}' WHERE instance = :a AND sequence = 8`,
      `UPDATE log.entry SET cases = cases[2:], subject_cases = ARRAY[1, 2, 2] WHERE instance = :a AND sequence = 9`,
    ],
    'OUT_OF_PLACE a 8',
  ],
  [
    'a changed sheet at the start of a chain',
    [`UPDATE log.entry SET agency = 'LANDLORD' WHERE instance = :c AND sequence = 1`],
    'CHANGED c 1',
  ],
  [
    'a changed sheet at the end of a chain',
    [`UPDATE log.entry SET agency = 'LANDLORD' WHERE instance = :b AND sequence = 6`],
    'CHANGED b 6',
  ],
  [
    'a sheet given to another chain',
    [`UPDATE log.entry SET instance = :c WHERE instance = :a AND sequence = 5`],
    'MISSING a 5, MISSING c 4',
  ],
  [
    'a sheet of an impossible day',
    [`UPDATE log.entry SET recorded_at = 'infinity' WHERE instance = :a AND sequence = 5`],
    'CHANGED a 5',
  ],
  [
    'a sheet with a hole in a list',
    [`UPDATE log.entry SET subjects = ARRAY[NULL]::bytea[] WHERE instance = :a AND sequence = 5`],
    'CHANGED a 5',
  ],
  ['a deleted sheet', [drop('entry', 'instance = :a AND sequence = 5')], 'MISSING a 5'],
  ['sheets deleted at the start', [drop('entry', 'instance = :a AND sequence < 4')], 'MISSING a 1'],
  [
    'a deleted sheet, those after it moved up',
    [drop('entry', 'instance = :a AND sequence = 5'), ...shift(-1, 'sequence > 5')],
    'CUT a 12, OUT_OF_PLACE a 5',
  ],
  ['an inserted sheet', [insertAt(5)], 'REPEATED a 5'],
  [
    'an inserted sheet, those after it moved down',
    [...shift(1, 'sequence >= 5'), insertAt(5)],
    'OUT_OF_PLACE a 5',
  ],
  ['a sheet before the first', [insertAt(0)], 'LEFT_OVER a 0'],
  [
    'two sheets in each other’s place',
    [
      renumber('1011 - sequence', 'sequence IN (5, 6)'),
      renumber('sequence - 1000', 'sequence > 1000'),
    ],
    'OUT_OF_PLACE a 5',
  ],
  [
    'two sheets that swapped all but number and hash',
    [
      `UPDATE log.entry e SET request = o.request, cases = o.cases, subjects = o.subjects FROM log.entry o
       WHERE e.instance = :a AND o.instance = :a AND e.sequence IN (5, 9) AND o.sequence = 14 - e.sequence`,
    ],
    'CHANGED a 5, CHANGED a 9',
  ],
  [
    'two batches in each other’s place',
    [
      renumber(
        'CASE WHEN sequence < 7 THEN sequence + 1003 ELSE sequence + 997 END',
        'sequence BETWEEN 4 AND 9',
      ),
      renumber('sequence - 1000', 'sequence > 1000'),
    ],
    'OUT_OF_PLACE a 4',
  ],
  [
    'a moved sheet',
    [
      renumber('100', 'sequence = 5'),
      ...shift(-1, 'sequence BETWEEN 6 AND 9'),
      renumber('9', 'sequence = 100'),
    ],
    'OUT_OF_PLACE a 5',
  ],
  [
    'a chain cut before what a checkpoint signs',
    [drop('entry', 'instance = :b AND sequence > 3')],
    'CUT b 4',
  ],
  [
    'a chain cut before where the next goes on',
    [drop('entry', 'instance = :a AND sequence > 9')],
    'CUT a 10',
  ],
  ['a chain without sheets', [drop('entry', 'instance = :c')], 'CUT c 1'],
  ['a chain without its row', [drop('chain', 'instance = :c')], 'NO_CHAIN c, NO_CHAIN c 1'],
  [
    'a deleted chain',
    [drop('chain', 'instance = :c'), drop('entry', 'instance = :c')],
    'NO_CHAIN c',
  ],
  [
    'a deleted chain from which another goes on',
    [drop('chain', 'instance = :a'), drop('entry', 'instance = :a'), drop('checkpoint', 'true')],
    'NO_CHAIN a',
  ],
  [
    'a deleted month',
    [drop('entry', `recorded_at >= date_trunc('month', now())`)],
    'CUT a 1, CUT b 1, CUT c 1',
  ],
  [
    'a chain that says it started at another time',
    [`UPDATE log.chain SET started_at = started_at + interval '1 ms' WHERE instance = :a`],
    'CHANGED a 1',
  ],
  [
    'a chain that goes on from nothing',
    [
      `UPDATE log.chain SET predecessor = NULL, predecessor_sequence = NULL, predecessor_hash = NULL WHERE instance = :b`,
    ],
    'CHANGED b 1',
  ],
  [
    'a chain that goes on from an earlier sheet',
    [`UPDATE log.chain SET predecessor_sequence = 11 WHERE instance = :b`],
    'CHANGED b 1, REWRITTEN a 11',
  ],
  [
    'a chain that goes on from nowhere',
    [`UPDATE log.chain SET predecessor_hash = NULL WHERE instance = :b`],
    'CHAIN_CHANGED b, CHANGED b 1',
  ],
  [
    'a list of what was disclosed that was changed',
    [`UPDATE log.shape SET content = replace(content, 'Case.enforcement', 'Case.id')`],
    'SHAPE b 5',
  ],
  [
    'a list of what was disclosed that is gone',
    [drop('shape', `content LIKE '%Case.enforcement%'`)],
    'SHAPE b 5',
  ],
  [
    'a caller who is gone',
    [drop('actor', 'id = (SELECT actor FROM log.entry WHERE instance = :b AND sequence = 5)')],
    'ACTOR b 5',
  ],
  [
    'a checkpoint with a flipped bit',
    [`UPDATE log.checkpoint SET jws = left(jws, -10) || 'AAAAAAAAAA' WHERE number = 3`],
    'CHECKPOINT_CHANGED #4, FORGED #3',
  ],
  [
    'a checkpoint without a signature',
    [
      `UPDATE log.checkpoint SET jws = split_part(jws, '.', 1) || '.' || split_part(jws, '.', 2) || '.' WHERE number = 3`,
    ],
    'CHECKPOINT_CHANGED #4, FORGED #3',
  ],
  [
    'an empty checkpoint',
    [`UPDATE log.checkpoint SET jws = '' WHERE number = 3`],
    'CHECKPOINT_CHANGED #4, FORGED #3',
  ],
  [
    'a checkpoint about another sheet',
    [`UPDATE log.checkpoint SET sequence = 2 WHERE number = 3`],
    'CHECKPOINT_CHANGED #3, REWRITTEN c 2',
  ],
  [
    'a checkpoint about another chain',
    [`UPDATE log.checkpoint SET instance = :b WHERE number = 3`],
    'CHECKPOINT_CHANGED #3, REWRITTEN b 3',
  ],
  [
    'a checkpoint with another hash',
    [`UPDATE log.checkpoint SET hash = sha256(hash) WHERE number = 3`],
    'CHECKPOINT_CHANGED #3, REWRITTEN c 3',
  ],
  [
    'a checkpoint of another time',
    [`UPDATE log.checkpoint SET recorded_at = recorded_at - interval '1 day' WHERE number = 3`],
    'CHECKPOINT_CHANGED #3',
  ],
  [
    'a checkpoint that follows on another',
    [`UPDATE log.checkpoint SET previous = sha256(previous) WHERE number = 3`],
    'CHECKPOINT_CHANGED #3, CHECKPOINT_CHANGED #3',
  ],
  ['a deleted checkpoint', [drop('checkpoint', 'number = 3')], 'CHECKPOINTS_CUT #3'],
  ['deleted first checkpoints', [drop('checkpoint', 'number < 3')], 'CHECKPOINTS_CUT #1'],
  [
    'a deleted checkpoint, those after it moved up',
    [
      drop('checkpoint', 'number = 3'),
      'UPDATE log.checkpoint SET number = number - 1 WHERE number > 3',
    ],
    'CHECKPOINT_CHANGED #3, REPLAYED #3, REPLAYED #4',
  ],
  [
    'an old checkpoint in the place of the newest',
    [
      `UPDATE log.checkpoint n SET jws = o.jws, instance = o.instance, sequence = o.sequence, hash = o.hash, previous = o.previous
      FROM log.checkpoint o WHERE n.number = 5 AND o.number = 2`,
    ],
    'CHECKPOINT_CHANGED #5, CHECKPOINT_CHANGED #5 a 6, CHECKPOINT_CHANGED a, REPLAYED #5',
  ],
  [
    'an old checkpoint after the newest',
    [
      `INSERT INTO log.checkpoint SELECT 6, o.recorded_at, o.instance, o.sequence, o.hash, sha256(convert_to(n.jws, 'UTF8')), o.jws
      FROM log.checkpoint o, log.checkpoint n WHERE o.number = 2 AND n.number = 5`,
    ],
    'CHECKPOINT_CHANGED #6 a 6, CHECKPOINT_CHANGED a, REPLAYED #6',
  ],
];

describe('the check of the log', () => {
  it('finds nothing wrong with a log that nobody touched, and counts it', async () => {
    const { faults, counts, newest } = await log.verify({ opensActors: true });
    expect(faults).toEqual([]);
    expect(counts).toEqual({
      checkpoints: 5,
      chains: 3,
      sheets: 21,
      entries: 23,
      unsigned: 5,
      extra: 0,
      shapes: 2,
      actors: 2,
      dropped: 0,
    });
    expect(newest).toEqual(await log.checkpoint(5));
  });

  it('finds nothing wrong with an empty log', async () => {
    await log.tamper('TRUNCATE log.entry, log.chain, log.shape, log.actor, log.checkpoint');
    const { faults, counts, newest } = await log.verify();
    expect([faults, counts.sheets, newest]).toEqual([[], 0, null]);
  });

  it.each(TAMPERING)('names %s', async (_, statements, places) => {
    await log.tamper(...statements);
    const verdict = await log.verify({ opensActors: true });
    expect(placesOf(verdict, log).sort().join(', ')).toBe(places);
  });

  it('names the first bad sheet in a sentence, without a value of it', async () => {
    await log.tamper(
      `UPDATE log.entry SET agency = 'LANDLORD' WHERE instance = :a AND sequence = 5`,
    );
    const { faults } = await log.verify();
    expect(faults.map(({ message }) => message)).toEqual([
      `chain ${log.chains.a}: sheet 5 was changed: it does not give its hash`,
    ]);
  });

  it('names a history that was rewritten with all its hashes', async () => {
    await rewriteFrom('a', 5);
    expect(placesOf(await log.verify(), log)).toEqual(['REWRITTEN a 6']);
  });

  it('names a rewritten end of a chain from which the next goes on', async () => {
    await rewriteFrom('a', 11);
    expect(placesOf(await log.verify(), log)).toEqual(['REWRITTEN a 12']);
  });

  it('allows sheets behind the place where the next chain goes on, and counts them', async () => {
    await append('a');
    const { faults, counts } = await log.verify();
    expect([faults, counts.extra]).toEqual([[], 1]);
  });

  it.each([
    ['UPDATE log.actor SET sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1)', 2],
    ['UPDATE log.actor a SET sealed = b.sealed FROM log.actor b WHERE a.id <> b.id', 2],
    [`UPDATE log.actor SET sealed = ''`, 2],
  ])('finds with the sealing keys that callers were changed: %s', async (statement, count) => {
    await log.tamper(statement);
    const places = placesOf(await log.verify({ opensActors: true }), log);
    expect(places).toHaveLength(count);
    expect(places).toContain('ACTOR b 5');
    expect((await log.verify()).faultCount).toBe(0);
  });
});

describe('the list of faults', () => {
  it('keeps the first ones and counts all', () => {
    const faults = new FaultList(2);
    for (const sequence of [1, 2, 3]) faults.add('CHANGED', { sequence }, `sheet ${sequence}`);
    expect(faults.kept.map(({ message }) => message)).toEqual(['sheet 1', 'sheet 2']);
    expect(faults.count).toBe(3);
  });
});

describe('sheets after the last checkpoint of their chain', () => {
  it('can be cut without a trace in the log, and are told to be unsigned', async () => {
    expect((await log.verify()).counts.unsigned).toBe(5);
    await log.tamper(
      drop('entry', 'instance = :b AND sequence > 4'),
      drop('actor', `id NOT IN (SELECT actor FROM log.entry)`),
    );
    const { faults, counts } = await log.verify();
    expect([faults, counts.unsigned]).toEqual([[], 3]);
  });
});

describe('a checkpoint that was saved outside', () => {
  it('is found again, also after newer ones', async () => {
    const saved = [await log.checkpoint(2), await log.checkpoint(5)];
    expect((await log.verify({ saved })).faults).toEqual([]);
  });

  it('shows that sheets and checkpoints were cut together', async () => {
    const saved = [await log.checkpoint(5)];
    await log.tamper(
      drop('checkpoint', 'number > 4'),
      drop('entry', 'instance = :b'),
      drop('chain', 'instance = :b'),
    );
    expect((await log.verify()).faults).toEqual([]);
    const { faults } = await log.verify({ saved });
    expect(faults.map(({ kind, message }) => [kind, message])).toEqual([
      [
        'SAVED',
        'saved checkpoint 5: the newest one here is 4: the log was cut, or an older state of it was put back',
      ],
    ]);
  });

  it('shows that the log went on from an older state', async () => {
    const saved = [await log.checkpoint(5)];
    await log.tamper(
      drop('checkpoint', 'number > 4'),
      drop('entry', 'instance = :b AND sequence > 2'),
    );
    const { rows } = await log.superuser.query<{ hash: Buffer }>(
      'SELECT hash FROM log.entry WHERE instance = $1 AND sequence = 2',
      [log.chains.b],
    );
    const hash = rows[0]?.hash ?? Buffer.alloc(0);
    await log.sign(log.signing, { instance: log.chains.b, sequence: 2, hash });
    expect((await log.verify()).faults).toEqual([]);
    expect(placesOf(await log.verify({ saved }), log)).toEqual(['SAVED #5']);
  });

  it('shows that all checkpoints are gone', async () => {
    const saved = [await log.checkpoint(1)];
    await log.tamper(drop('checkpoint', 'true'));
    expect(placesOf(await log.verify({ saved }), log)).toEqual(['SAVED #1']);
  });
});

describe('the keys of the checkpoints', () => {
  const rotated = newSigningKey('log-2');

  it('may change: what the old one signed still counts', async () => {
    const both = new SigningKeys([rotated, log.key]);
    await log.sign(both, await headOf('b'));
    const { faults, counts } = await log.verify({ keys: both.publicKeys() });
    expect([faults, counts.checkpoints, counts.unsigned]).toEqual([[], 6, 3]);
    const onlyNew = new SigningKeys([rotated]).publicKeys();
    const places = placesOf(await log.verify({ keys: onlyNew }), log);
    expect(places).toEqual(['FORGED #1', 'FORGED #2', 'FORGED #3', 'FORGED #4', 'FORGED #5']);
  });

  it('are those that the checking side holds, not those that the log names', async () => {
    const forger = new SigningKeys([newSigningKey('log-1')]);
    await log.sign(forger, await headOf('b'));
    expect(placesOf(await log.verify(), log)).toEqual(['FORGED #6']);
  });
});

async function headOf(
  chain: 'a' | 'b',
): Promise<{ instance: string; sequence: number; hash: Buffer }> {
  const { rows } = await log.superuser.query<{ sequence: number; hash: Buffer }>(
    'SELECT sequence::int, hash FROM log.entry WHERE instance = $1 ORDER BY entry.sequence DESC LIMIT 1',
    [log.chains[chain]],
  );
  const { sequence = 0, hash = Buffer.alloc(0) } = rows[0] ?? {};
  return { instance: log.chains[chain], sequence, hash };
}

/** Changes a sheet and sets its hash and all later ones of its chain anew, as whoever rules the database can. */
async function rewriteFrom(chain: 'a' | 'b', first: number): Promise<void> {
  await log.tamper(
    `UPDATE log.entry SET agency = 'LANDLORD' WHERE instance = :${chain} AND sequence = ${first}`,
  );
  let before: Buffer | null = null;
  for (const { sheet, hash } of await sheetsOf(chain)) {
    const known: Buffer | null = before;
    before = sheet.sequence < first || known === null ? hash : sheetHash(known, sheet);
    await log.superuser.query(
      'UPDATE log.entry SET hash = $3 WHERE instance = $1 AND sequence = $2',
      [sheet.instance, sheet.sequence, before],
    );
  }
}

/** A sheet whose flush became durable although nobody was told. */
async function append(chain: 'a' | 'b'): Promise<void> {
  const last = (await sheetsOf(chain)).at(-1);
  if (!last) throw new Error('The chain is empty.');
  const sheet = { ...last.sheet, sequence: last.sheet.sequence + 1 };
  await log.superuser.query(
    `INSERT INTO log.entry SELECT (jsonb_populate_record(e, jsonb_build_object('sequence', $3::bigint, 'hash', $4::bytea))).*
     FROM log.entry e WHERE instance = $1 AND sequence = $2`,
    [sheet.instance, last.sheet.sequence, sheet.sequence, sheetHash(last.hash, sheet)],
  );
}

async function sheetsOf(chain: 'a' | 'b') {
  const found = [];
  for await (const record of readLog(log.superuser)) {
    if (record.kind === 'sheet' && record.sheet.instance === log.chains[chain]) found.push(record);
  }
  return found;
}
