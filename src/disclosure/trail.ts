/**
 * What an entry of the disclosure log says of a case beside the fields: whose data it is and who is responsible for it, as far as
 * this reader may know of them.
 */
export interface Trail {
  /** Blind indexes of the persons, as hexadecimal text. */
  readonly subjects: readonly string[];
  /** Organisations by which data of the case is held, as the store names them. */
  readonly landlords: readonly string[];
  readonly boards: readonly string[];
  readonly authorities: readonly string[];
}
