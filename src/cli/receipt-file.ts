import { open } from 'node:fs/promises';

/** A receipt as somebody keeps it: the answer of the gateway, and perhaps what it was issued for. */
export interface ReceiptFile {
  readonly jws: string;
  /** As the gateway answered it beside the signature; null where the file has the signature alone. */
  readonly receivedAt: string | null;
  readonly contentSha256: string | null;
  /** What was sent, with its salt; null where the file has none. */
  readonly content: { readonly value: unknown; readonly salt: string } | null;
}

/** A file is none that the command takes; the message is for people and repeats nothing of it. */
export class FileFault extends Error {}

/** As long as the largest notice may be, with the receipt beside it. */
const LARGEST_BYTES = 6 * 1_048_576;

/**
 * Reads a receipt: a compact JWS alone, or JSON with `jws` and, as they are known, `receivedAt`, `contentSha256`, `content` and `salt`.
 *
 * @throws FileFault in one line for people
 */
export async function readReceiptFile(path: string): Promise<ReceiptFile> {
  const text = (await readSmallFile(path, LARGEST_BYTES)).trim();
  if (!text.startsWith('{')) {
    return { jws: text, receivedAt: null, contentSha256: null, content: null };
  }
  const { jws, receivedAt, contentSha256, content, salt } = membersOf(text);
  if (typeof jws !== 'string') throw new FileFault('The file has no "jws".');
  if ((content === undefined) !== (salt === undefined)) {
    throw new FileFault('"content" and "salt" belong together: give both, or neither.');
  }
  if (content !== undefined && (typeof salt !== 'string' || !isObject(content))) {
    throw new FileFault('"content" is an object, "salt" a text.');
  }
  return {
    jws: jws.trim(),
    receivedAt: textOrNull('receivedAt', receivedAt),
    contentSha256: textOrNull('contentSha256', contentSha256),
    content: typeof salt === 'string' ? { value: content, salt } : null,
  };
}

/**
 * The text of a file that is not larger than it may be.
 *
 * @throws FileFault when it is, or cannot be read
 */
export async function readSmallFile(path: string, largest: number): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (size > largest) throw new FileFault('A file is larger than any that the gateway makes.');
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof FileFault) throw error;
    const { code = 'no reason was given' } = error as NodeJS.ErrnoException;
    throw new FileFault(`A file cannot be read: ${code}.`);
  }
}

function membersOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Said below.
  }
  throw new FileFault('The file is neither a compact JWS nor JSON.');
}

function textOrNull(name: string, value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw new FileFault(`"${name}" is a text.`);
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
