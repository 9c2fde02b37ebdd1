import { createHash } from 'node:crypto';
import { readerKey } from '../../src/cases';
// The blind forms of a case are the product's own.
import { Terms } from '../../src/cases/terms';
import type { BlindIndexer } from '../../src/persistence';
import { newReceiptNumber } from '../../src/shared';
import { caseNumberOf } from '../workloads/full-case';
import type { InventedCase } from './invented';

/** The flat of every invented case as the product keeps it, but its street. */
const FLAT = {
  postalCode: '12345',
  city: 'Farsta',
  apartmentNumber: '1102',
  municipality: '0180',
} as const;

/** Makes the texts by which the rows of one case differ from those of another. */
export class Tokens {
  readonly #terms: Terms;

  constructor(private readonly indexer: BlindIndexer) {
    this.#terms = new Terms(indexer);
  }

  /**
   * The texts of a case, in the same order for every case.
   *
   * @param receiptNumber - of its only notice
   */
  of(number: number, invented: InventedCase, receiptNumber: string): readonly string[] {
    const { name, street, personalIdentityNumber, landlord, boardId } = invented;
    const key = readerKey(this.indexer, landlord.number);
    const caseNumber = caseNumberOf(number);
    const persons = [{ name, personalIdentityNumber }];
    const terms = this.#terms.tenancy(key, { ...FLAT, street }, persons);
    return [
      name,
      street,
      personalIdentityNumber,
      landlord.name,
      landlord.number,
      key,
      boardId,
      caseNumber,
      receiptNumber,
      this.#terms.receipt(receiptNumber).toString('hex'),
      this.#terms.enforcementCase(caseNumber).toString('hex'),
      ...terms.map(({ value }) => value.toString('hex')),
    ];
  }
}

/** A receipt number that the case of this number always has. */
export function receiptNumberOf(number: number): string {
  return newReceiptNumber((size) => randomOf(`receipt ${number}`, size));
}

/** So many bytes that look random and are the same for the same text. */
export function randomOf(text: string, bytes: number): Buffer {
  return createHash('shake256', { outputLength: bytes }).update(text).digest();
}
