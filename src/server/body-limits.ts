import {
  getOperationAST,
  Kind,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Caller } from '../identity';
import { BodyTooLargeError } from './protocol-errors';

const MIB = 1024 * 1024;

/** The most that a request may send, in bytes. */
export const BODY_LIMITS = Object.freeze({
  /** Any operation that is not named below. */
  ordinary: MIB,
  submitNotice: 4 * MIB,
  /** `submitNotices` and `pushEvictionRecords`. */
  bulk: 16 * MIB,
  /** All documents of a bulk operation together, as base64, before decoding. */
  documents: 8 * MIB,
});

type BodyLimit = keyof typeof BODY_LIMITS;

const LIMIT_BY_ROOT_FIELD: ReadonlyMap<string, BodyLimit> = new Map([
  ['submitNotice', 'submitNotice'],
  ['submitNotices', 'bulk'],
  ['pushEvictionRecords', 'bulk'],
]);

/** The scopes with which there is an operation whose body may be larger than the ordinary one. */
const SCOPES_OF_LARGE_BODIES = ['notices:write', 'enforcement:write'];

/** The most that a caller could send with any operation: known before a byte of the body is read. */
export function readLimit(caller: Pick<Caller, 'scopes'>): BodyLimit {
  return SCOPES_OF_LARGE_BODIES.some((scope) => caller.scopes.has(scope)) ? 'bulk' : 'ordinary';
}

/** A request as its sender wrote it. */
export interface SentOperation {
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Refuses a body that is larger than its operation may send; the strictest of its root fields counts.
 *
 * @throws BodyTooLargeError
 */
export function assertBodyFits(bytes: number, operation: SentOperation | null): void {
  if (bytes <= BODY_LIMITS.ordinary) return;
  const limit = operation ? operationLimit(operation) : 'ordinary';
  if (bytes > BODY_LIMITS[limit]) throw bodyTooLarge(limit);
  if (operation && bytes > BODY_LIMITS.documents) {
    if (documentCharacters(operation) > BODY_LIMITS.documents) throw bodyTooLarge('documents');
  }
}

/** The error for a body that passes a limit. */
export function bodyTooLarge(limit: BodyLimit): BodyTooLargeError {
  return new BodyTooLargeError(limit, BODY_LIMITS[limit]);
}

function operationLimit({ document, operationName }: SentOperation): BodyLimit {
  const operation = getOperationAST(document, operationName);
  if (!operation) return 'ordinary';
  const limits = [...rootFields(document, operation.selectionSet)].map(
    (name) => LIMIT_BY_ROOT_FIELD.get(name) ?? 'ordinary',
  );
  const [strictest = 'ordinary'] = limits.sort((a, b) => BODY_LIMITS[a] - BODY_LIMITS[b]);
  return strictest;
}

function rootFields(document: DocumentNode, root: SelectionSetNode): ReadonlySet<string> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const names = new Set<string>();
  const open = [root];
  for (let set = open.pop(); set; set = open.pop()) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) names.add(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) open.push(selection.selectionSet);
      else {
        const fragment = fragments.get(selection.name.value);
        // Taken out once it is followed, so that a fragment inside itself comes to an end.
        if (fragment) open.push(fragment.selectionSet);
        fragments.delete(selection.name.value);
      }
    }
  }
  return names;
}

/** Length of everything called `contentBase64`, in the variables and in the text of the operation. */
function documentCharacters({ document, variables }: SentOperation): number {
  let total = 0;
  visit(document, {
    ObjectField({ name, value }) {
      if (name.value !== 'contentBase64') return;
      if (value.kind === Kind.STRING) total += value.value.length;
      if (value.kind === Kind.VARIABLE) total += lengthOf(variables[value.name.value]);
    },
  });
  const open: unknown[] = [variables];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'contentBase64') total += lengthOf(inner);
      if (typeof inner === 'object') open.push(inner);
    }
  }
  return total;
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : 0;
}
