import { randomUUID } from 'node:crypto';
import type { ReaderId } from './readers';
import type { Vocabulary } from './random-operation';
import type { SentMutation, ToldWorld } from './told-world';

/** Inputs of mutations by argument, `Mutation.submitNotice(input)`. */
export interface MutationVocabulary {
  /** Those that change nothing: sent before, refused, or not the reader's to send. */
  readonly refused: Vocabulary['values'];
  /** Those that the gateway takes in. */
  readonly fresh: Vocabulary['values'];
}

/** Inputs for a reader's mutations, made of what was sent before. */
export function mutationVocabulary(
  world: ToldWorld,
  reader: ReaderId,
  alias: (reader: ReaderId, kind: string, id: string) => string,
): MutationVocabulary {
  const refused: Record<string, unknown[]> = {};
  const fresh: Record<string, unknown[]> = {};
  const hidden = world.told.flatMap((one) =>
    one.kind === 'notice' ? alias(reader, 'case', one.caseId) : [],
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
        for (const [at, id] of hidden.slice(0, 3).entries())
          add(refused, sent, change(id, 0, `hidden-${at}`));
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
      add(refused, sent, withoutEffect(input, `bad-${index}`));
      add(fresh, sent, { ...input, supersedes: null, idempotencyKey: `fresh-${index}` });
    }
  });
  return { refused, fresh };
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
function otherThan(input: Readonly<Record<string, unknown>>): object {
  if ('landlordReference' in input) return { landlordReference: 'other' };
  if ('on' in input) return { on: '2026-01-01' };
  if ('expectedVersion' in input) return { expectedVersion: 99 };
  if ('reference' in input) return { reference: 'other' };
  if ('text' in input) return { text: 'Något annat.' };
  if ('notices' in input) return { notices: [] };
  return 'id' in input ? { id: 'other' } : { records: [] };
}
