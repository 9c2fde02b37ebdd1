import { randomUUID } from 'node:crypto';
import type { ReaderId } from './readers';
import type { RandomOperation, Vocabulary } from './random-operation';
import type { SentMutation, ToldWorld } from './told-world';
import type { StoredNames } from './vocabulary';

/** Inputs of mutations by argument, `Mutation.submitNotice(input)`. */
export interface MutationVocabulary {
  /** Those that change nothing: sent before, refused, or not the reader's to send. */
  readonly refused: Vocabulary['values'];
  /** Those that the gateway takes in. */
  readonly fresh: Vocabulary['values'];
  /** Each change of a case once, of every case that is in one of two worlds alone. */
  readonly aimed: readonly RandomOperation[];
}

/** Inputs for a reader's mutations, made of what was sent before. */
export function mutationVocabulary(
  world: ToldWorld,
  reader: ReaderId,
  alias: (reader: ReaderId, kind: string, id: string) => string,
  /** What is in one of two worlds alone, and not the reader’s. */
  elsewhere: Pick<StoredNames, 'caseIds' | 'noticeIds'> = { caseIds: [], noticeIds: [] },
): MutationVocabulary {
  const refused: Record<string, unknown[]> = {};
  const fresh: Record<string, unknown[]> = {};
  const known = world.told.flatMap((one) => (one.kind === 'notice' ? one.caseId : []));
  const hidden = [...known.slice(0, 3), ...elsewhere.caseIds.slice(-3)].map((id) =>
    alias(reader, 'case', id),
  );
  const add = (into: Record<string, unknown[]>, { operation }: SentMutation, input: unknown) => {
    (into[`Mutation.${operation}(input)`] ??= []).push(input);
  };
  world.sent.forEach((sent, index) => {
    const { input, client } = sent;
    if (client !== reader) {
      // Another's input, under a key of one's own, where the caller may not call the operation or not know of the case.
      add(refused, sent, withoutEffect(input, `not-mine-${index}`));
      return;
    }
    add(refused, sent, input);
    add(refused, sent, { ...input, ...otherThan(input) });
    if ('caseId' in input) {
      const change = (caseId: string, expectedVersion: unknown, name: string) => ({
        ...input,
        idempotencyKey: `refused-${name}-${index}`,
        caseId,
        ...('expectedVersion' in input && { expectedVersion }),
      });
      add(refused, sent, change(alias(reader, 'case', randomUUID()), 1, 'invented'));
      // What builds on no version is never stale.
      if ('expectedVersion' in input) {
        add(refused, sent, change(String(input.caseId), 0, 'stale'));
        for (const [at, id] of hidden.entries()) add(refused, sent, change(id, 0, `hidden-${at}`));
      }
    }
    if (sent.operation === 'registerStandingDecision') {
      add(refused, sent, withoutEffect(input, `bad-${index}`));
      add(fresh, sent, { ...input, idempotencyKey: `fresh-${index}` });
    }
    if (sent.operation === 'addMeetingInput')
      add(fresh, sent, { ...input, idempotencyKey: `fresh-${index}` });
    if (sent.operation === 'submitNotices') {
      add(refused, sent, withoutEffect(input, `bad-${index}`));
      const notices = (input.notices as readonly object[]).map((notice, at) => ({
        ...notice,
        supersedes: null,
        idempotencyKey: `fresh-${index}-${at}`,
      }));
      add(fresh, sent, { notices, idempotencyKey: `fresh-${index}` });
    }
    if (sent.operation === 'submitNotice') {
      for (const [at, id] of elsewhere.noticeIds.slice(-3).entries()) {
        const supersedes = alias(reader, 'notice', id);
        add(refused, sent, { ...input, supersedes, idempotencyKey: `hidden-${at}-${index}` });
      }
      add(refused, sent, withoutEffect(input, `bad-${index}`));
      add(fresh, sent, { ...input, supersedes: null, idempotencyKey: `fresh-${index}` });
    }
  });
  return { refused, fresh, aimed: aimedAt(elsewhere.caseIds, world, reader, alias) };
}

function aimedAt(
  caseIds: readonly string[],
  world: ToldWorld,
  reader: ReaderId,
  alias: (reader: ReaderId, kind: string, id: string) => string,
): readonly RandomOperation[] {
  const own = world.sent.filter(
    ({ client, input }) => client === reader && 'expectedVersion' in input,
  );
  const byOperation = new Map(own.map((sent) => [sent.operation, sent.input]));
  return caseIds.flatMap((id, index) =>
    [...byOperation].map(([operation, input]) => {
      const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input!`;
      const caseId = alias(reader, 'case', id);
      return {
        query: `mutation ($input: ${type}) { ${operation}(input: $input) { __typename } }`,
        variables: { input: { ...input, caseId, idempotencyKey: `aimed-${operation}-${index}` } },
      };
    }),
  );
}

/** The same input with a text that no check lets through. */
function withoutEffect(input: Readonly<Record<string, unknown>>, key: string): object {
  const changed: Record<string, unknown> = { ...input, idempotencyKey: key };
  if ('tenants' in changed) changed.tenants = [];
  if ('caseId' in changed) changed.caseId = 'no-such-id';
  if ('records' in changed) changed.records = [];
  if ('notices' in changed) changed.notices = [];
  if ('decidedOn' in changed) changed.decidedOn = 'never';
  if ('id' in changed) changed.id = 'no-such-id';
  return changed;
}

/** Another value under the same key. */
export function otherThan(input: Readonly<Record<string, unknown>>): object {
  if ('landlordReference' in input) return { landlordReference: 'other' };
  if ('on' in input) return { on: '2026-01-01' };
  if ('expectedVersion' in input) return { expectedVersion: 99 };
  if ('reference' in input) return { reference: 'other' };
  if ('text' in input) return { text: 'Något annat.' };
  if ('notices' in input) return { notices: [] };
  return 'id' in input ? { id: 'other' } : { records: [] };
}
