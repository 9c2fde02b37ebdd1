import { canonical } from '../cases';
import { formatSek, parseSek } from '../shared';
import type { ValidEvictionRecord } from './validate-eviction-record';
import type { ValidTitle } from './validate-record-parts';

/** A version as it is sealed: the checked record as JSON, amounts in kronor as decimal text. */
export type StoredContent = Omit<ValidEvictionRecord, 'title'> & {
  readonly title: (Omit<ValidTitle, 'claim'> & { readonly claim: string | null }) | null;
};

export function toStored({ title, ...rest }: ValidEvictionRecord): StoredContent {
  return {
    ...rest,
    title: title && { ...title, claim: title.claim === null ? null : formatSek(title.claim) },
  };
}

export function fromStored({ title, ...rest }: StoredContent): ValidEvictionRecord {
  return {
    ...rest,
    title: title && { ...title, claim: title.claim === null ? null : parseSek(title.claim) },
  };
}

/** One text for equal contents, by which a repeated version is known again. */
export function contentText(record: ValidEvictionRecord): string {
  return canonical(toStored(record));
}
