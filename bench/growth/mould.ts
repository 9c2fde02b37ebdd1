import type { Keyring } from '../../src/persistence';
import { randomOf } from './tokens';

/** One row of a case as the store holds it, each column as text or null. */
export interface StoredRow {
  readonly table: string;
  readonly columns: readonly StoredColumn[];
}

/** A column of a row. */
export interface StoredColumn {
  readonly name: string;
  /** As PostgreSQL names it, such as `timestamptz`. */
  readonly type: string;
  readonly value: string | null;
}

/** A text in which places stand for tokens. */
type Form = readonly (string | number)[];

interface SealedForm {
  readonly content: Form;
  readonly context: Form;
}

interface Line {
  readonly table: string;
  readonly columns: readonly string[];
  /** As the text format of `COPY` has them, so that only places are left to fill. */
  readonly cells: readonly (Form | SealedForm)[];
}

/** Takes up the rows of a copy. */
export type TakeRow = (table: string, columns: readonly string[], line: string) => void;

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const TIMES = ['timestamptz'];
/** Blind indexes of what nobody asks for again: keys and contents of past calls. */
const CHANCE = new Set(['key_index', 'input_index', 'content_index']);
/** Blind indexes that all cases share. */
const SHARED = new Set(['apartment_index']);
const BYTES = '\\x';
const [NULL, BYTES_IN_COPY] = ['\\N', '\\\\x'];
const UUID_BYTES = 16;

/**
 * The rows of one case, cast again with other texts, ids and instants. Envelopes are opened once and sealed anew for each copy, since each is
 * bound to its place.
 */
export class Mould {
  readonly #lines: readonly Line[];
  readonly #pattern: RegExp;
  readonly #all: number;
  readonly #places = new Map<string, number>();
  readonly #uuids: number;
  #chances = 0;
  /** Instants in milliseconds, with what follows the milliseconds. */
  readonly #instants: readonly { readonly at: number; readonly rest: string }[];

  /**
   * @param texts - of the case whose rows they are
   * @throws Error when a blind index of a row is none of its texts, or an envelope does not open
   */
  constructor(
    private readonly keyring: Keyring,
    rows: readonly StoredRow[],
    texts: readonly string[],
  ) {
    const uuids = new Set(rows.flatMap(({ columns }) => columns.flatMap(uuidsIn)));
    const instants = [...new Set(rows.flatMap(({ columns }) => columns.flatMap(instantsIn)))];
    const all = [...texts, ...uuids, ...instants, ...instants.map(inQueue)];
    all.forEach((text, place) => {
      if (!this.#places.has(text)) this.#places.set(text, place);
    });
    this.#all = all.length;
    this.#uuids = uuids.size;
    this.#instants = instants.map((text) => ({
      at: Date.parse(text),
      rest: /\.\d{3}(\d+)\+/.exec(text)?.[1] ?? '',
    }));
    const longestFirst = [...this.#places.keys()].sort((a, b) => b.length - a.length);
    this.#pattern = new RegExp(`(${longestFirst.map(literally).join('|')})`);
    this.#lines = rows.map((row) => this.#lineOf(row));
  }

  /** Casts the rows of a case with other texts, of that number, all of it `earlier` by so many milliseconds. */
  cast(number: number, texts: readonly string[], earlier: number, take: TakeRow): void {
    const random = randomOf(`case ${number}`, UUID_BYTES * (this.#uuids + this.#chances));
    const parts = random.toString('hex').match(/.{32}/g) ?? [];
    const tokens = [
      ...texts,
      ...parts.slice(0, this.#uuids).map(uuidOf),
      ...this.#newInstants(earlier),
      ...parts.slice(this.#uuids),
    ];
    for (const { table, columns, cells } of this.#lines) {
      const line = cells.map((cell) =>
        'content' in cell ? this.#seal(cell, tokens) : filled(cell, tokens),
      );
      take(table, columns, line.join('\t'));
    }
  }

  #seal({ content, context }: SealedForm, tokens: readonly string[]): string {
    const value: unknown = JSON.parse(filled(content, tokens));
    return `${BYTES_IN_COPY}${this.keyring.seal(value, filled(context, tokens)).toString('hex')}`;
  }

  #newInstants(earlier: number): string[] {
    const texts = this.#instants.map(({ at, rest }) => {
      const text = new Date(at - earlier).toISOString();
      return `${text.slice(0, 10)} ${text.slice(11, -1)}${rest}+00`;
    });
    return [...texts, ...texts.map(inQueue)];
  }

  #lineOf(row: StoredRow): Line {
    const cells = row.columns.map((column) => {
      const { name, value } = column;
      if (value === null) return [NULL];
      if (name.startsWith('sealed_')) return this.#sealedForm(row, column, value);
      if (CHANCE.has(name)) return [BYTES_IN_COPY, this.#nextChance()];
      const form = this.#formOf(escaped(value));
      const isFixed = form.every((part) => typeof part === 'string');
      if (column.type === 'bytea' && isFixed && !SHARED.has(name)) {
        throw new Error(`What stands in ${row.table}.${name} is not known.`);
      }
      return form;
    });
    return { table: row.table, columns: row.columns.map(({ name }) => name), cells };
  }

  /** The place of bytes of chance, behind those of all other tokens. */
  #nextChance(): number {
    this.#chances += 1;
    return this.#all + this.#chances - 1;
  }

  #sealedForm(row: StoredRow, { name }: StoredColumn, value: string): SealedForm {
    const context = contextOf(row, name);
    const envelope = Buffer.from(value.slice(BYTES.length), 'hex');
    const content = JSON.stringify(this.keyring.open(envelope, context));
    return { content: this.#formOf(content), context: this.#formOf(context) };
  }

  /** Odd parts of a split by a group are what the group found. */
  #formOf(text: string): Form {
    return text
      .split(this.#pattern)
      .map((part, index) => (index % 2 === 0 ? part : (this.#places.get(part) ?? part)));
  }
}

function filled(form: Form, tokens: readonly string[]): string {
  let text = '';
  for (const part of form) text += typeof part === 'string' ? part : (tokens[part] ?? '');
  return text;
}

/** A value as a line of `COPY` has it. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

function uuidOf(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function uuidsIn({ type, value }: StoredColumn): readonly string[] {
  return type === 'uuid' || type === '_uuid' || type === 'jsonb' ? (value?.match(UUID) ?? []) : [];
}

function instantsIn({ type, value }: StoredColumn): readonly string[] {
  return TIMES.includes(type) && value !== null && Number.isFinite(Date.parse(value))
    ? [value]
    : [];
}

/** An instant as the order of the board's queue has it. */
function inQueue(text: string): string {
  const [day, time = ''] = text.replace('+00', '').split(' ');
  const [seconds = '', parts = ''] = time.split('.');
  return `${day ?? ''}T${seconds}.${parts.padEnd(6, '0')}`;
}

/** Where an envelope lies: the versions of a record share its place, a pushed version has one of its own. */
function contextOf({ table, columns }: StoredRow, name: string): string {
  const valueOf = (column: string): string =>
    columns.find((one) => one.name === column)?.value ?? '';
  const part = name.replace('sealed_', '');
  switch (table) {
    case 'enforcement.record_version':
      return `${table}/${valueOf('case_number')}/${valueOf('version')}/${part}`;
    case 'enforcement.record':
    case 'enforcement.record_past':
      return `enforcement.record/${valueOf('case_number')}/${part}`;
    default:
      return `${table}/${valueOf('id')}/${part}`;
  }
}

/** A text as a regular expression that finds just it. */
function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
