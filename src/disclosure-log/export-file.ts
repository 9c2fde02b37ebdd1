import { open } from 'node:fs/promises';
import type { CheckpointRecord, LogRecord } from './log-record';

/** First member of the first line, so that another file is not taken for a log, nor another format for this one. */
const FORMAT = 'kvarbo-log-export/2';

/** Characters written at a time. */
const CHUNK = 65_536;

/** An export cannot be read; the message is one line for people, without any value of the log. */
export class ExportFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExportFileError';
  }
}

/**
 * Writes a log as JSON lines, to be checked elsewhere: a first line that says what it is, one for each record in the order of
 * {@link LogRecord}, and a last one with their number. Bytes are hex, instants ISO 8601 in UTC.
 *
 * @returns how many records were written
 * @throws the file system's error when the file exists already or cannot be written
 */
export async function writeExport(
  file: string,
  records: AsyncIterable<LogRecord>,
): Promise<number> {
  const handle = await open(file, 'wx', 0o600);
  try {
    let count = 0;
    let text = textOf({ format: FORMAT });
    for await (const record of records) {
      text += textOf(lineOf(record));
      count += 1;
      if (text.length < CHUNK) continue;
      await handle.appendFile(text);
      text = '';
    }
    await handle.appendFile(text + textOf({ records: count }));
    return count;
  } finally {
    await handle.close();
  }
}

/**
 * Reads an export back.
 *
 * @throws ExportFileError when it is none, is cut off or has a line that cannot be read
 * @throws the file system's error when there is no such file
 */
export async function* readExport(file: string): AsyncGenerator<LogRecord> {
  const handle = await open(file);
  try {
    let number = 0;
    let isComplete = false;
    for await (const line of handle.readLines()) {
      number += 1;
      const value = parsed(line, number);
      if (isComplete) {
        throw new ExportFileError(`Line ${number} of the export stands behind its end.`);
      }
      if (number === 1) assertFormat(value);
      else if (value.kind !== undefined) yield recordOf(value, number);
      else isComplete = isLast(value, number);
    }
    if (!isComplete) throw new ExportFileError('The export is cut off: its last line is missing.');
  } finally {
    await handle.close();
  }
}

function assertFormat({ format }: Line): void {
  if (format !== FORMAT) throw new ExportFileError(`The file is no ${FORMAT}.`);
}

function isLast({ records }: Line, number: number): true {
  const found = number - 2;
  if (records === found) return true;
  throw new ExportFileError(`The export has ${found} records and says otherwise.`);
}

type Line = Readonly<Record<string, unknown>>;

function textOf(line: object): string {
  return `${JSON.stringify(line)}\n`;
}

function lineOf(record: LogRecord): object {
  switch (record.kind) {
    case 'checkpoint':
      return record;
    case 'chain': {
      const { predecessorHash, ...chain } = record.chain;
      return { kind: 'chain', ...chain, predecessorHash: predecessorHash?.toString('hex') ?? null };
    }
    case 'shape':
      return { ...record, id: record.id.toString('hex') };
    case 'actor':
      return { ...record, id: record.id.toString('hex'), sealed: record.sealed.toString('hex') };
    case 'head':
      return { ...record, hash: record.hash.toString('hex') };
    case 'sheet': {
      const { actor, shape, subjects, ...sheet } = record.sheet;
      return {
        kind: 'sheet',
        ...sheet,
        actor: actor.toString('hex'),
        shape: shape.toString('hex'),
        subjects: subjects.map((subject) => subject.toString('hex')),
        hash: record.hash.toString('hex'),
      };
    }
  }
}

function recordOf(line: Line, number: number): LogRecord {
  const read = new LineReader(line, number);
  switch (line.kind) {
    case 'checkpoint':
      return checkpointOf(read, line);
    case 'chain':
      return {
        kind: 'chain',
        chain: {
          instance: read.text('instance'),
          startedAt: read.instant('startedAt'),
          predecessor: read.orNull('predecessor', () => read.text('predecessor')),
          predecessorSequence: read.orNull('predecessorSequence', () =>
            read.count('predecessorSequence'),
          ),
          predecessorHash: read.orNull('predecessorHash', () => read.bytes('predecessorHash')),
        },
      };
    case 'shape':
      return { kind: 'shape', id: read.bytes('id'), content: read.text('content') };
    case 'actor':
      return { kind: 'actor', id: read.bytes('id'), sealed: read.bytes('sealed') };
    case 'head':
      return {
        kind: 'head',
        number: read.count('number'),
        instance: read.text('instance'),
        sequence: read.count('sequence'),
        hash: read.bytes('hash'),
      };
    case 'sheet':
      return {
        kind: 'sheet',
        sheet: {
          recordedAt: read.instant('recordedAt'),
          instance: read.text('instance'),
          sequence: read.count('sequence'),
          request: read.text('request'),
          agency: read.text('agency'),
          organisation: read.text('organisation'),
          principal: read.text('principal'),
          actor: read.bytes('actor'),
          purpose: read.text('purpose'),
          shape: read.bytes('shape'),
          cases: read.list('cases', isTextOrNull),
          controllers: read.list('controllers', isText),
          subjects: read.list('subjects', isText).map((text) => read.decoded(text, 'subjects')),
          subjectCases: read.list('subjectCases', isCount),
          openedBy: read.list('openedBy', isText),
        },
        hash: read.bytes('hash'),
      };
    default:
      throw read.fault('kind');
  }
}

function checkpointOf(read: LineReader, line: Line): CheckpointRecord {
  return {
    kind: 'checkpoint',
    number: read.count('number'),
    at: read.text('at'),
    head: read.orNull('head', () => {
      const head = new LineReader(line.head as Line, read.number);
      return {
        instance: head.text('instance'),
        sequence: head.count('sequence'),
        hash: head.text('hash'),
      };
    }),
    previous: read.orNull('previous', () => read.text('previous')),
    jws: read.text('jws'),
  };
}

/** Takes the members of a line, each of its kind. */
class LineReader {
  constructor(
    private readonly line: Line,
    readonly number: number,
  ) {}

  text(name: string): string {
    const value = this.line[name];
    if (!isText(value)) throw this.fault(name);
    return value;
  }

  count(name: string): number {
    const value = this.line[name];
    if (!isCount(value)) throw this.fault(name);
    return value;
  }

  bytes(name: string): Buffer {
    return this.decoded(this.text(name), name);
  }

  /** One value has one spelling here: what differs in the file must differ in what is read. */
  decoded(text: string, name: string): Buffer {
    const bytes = Buffer.from(text, 'hex');
    if (bytes.toString('hex') !== text) throw this.fault(name);
    return bytes;
  }

  instant(name: string): Date {
    const instant = new Date(this.text(name));
    if (Number.isNaN(instant.getTime()) || instant.toISOString() !== this.line[name]) {
      throw this.fault(name);
    }
    return instant;
  }

  list<T>(name: string, isOne: (value: unknown) => value is T): readonly T[] {
    const value = this.line[name];
    if (!Array.isArray(value) || !value.every(isOne)) throw this.fault(name);
    return value;
  }

  orNull<T>(name: string, read: () => T): T | null {
    return this.line[name] === null ? null : read();
  }

  fault(name: string): ExportFileError {
    return new ExportFileError(`Line ${this.number} of the export: ${name} cannot be read.`);
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || isText(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function parsed(line: string, number: number): Line {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value as Line;
  } catch {
    // Told below, without the line.
  }
  throw new ExportFileError(`Line ${number} of the export is no JSON.`);
}
