export { Allowance, createAllowancePool } from './allowance';
export { BlindIndexer } from './blind-index';
export { askedOf } from './borrowed';
export { byKeys } from './by-keys';
export { createDataSource } from './data-source';
export type { StoreConnection, StoreModel } from './data-source';
export { Aliases } from './deterministic';
export { pendingMigrations, revertAll, runMigrations } from './migrating';
export { Flight } from './flight';
export { markShared } from './shared-connection';
export { createReadingPool } from './reading-pool';
export type { ReadingPoolOptions } from './reading-pool';
export { openReading } from './reading-session';
export type { Reader, ReadingSession } from './reading-session';
export { Replica } from './replica';
export { accessReviewRole, subjectAccessRole } from './roles';
export { readerRoles } from './roles';
export type { ReaderRole, WriterRole } from './roles';
export { Keyring } from './sealing';
export type { SealingKey } from './sealing';
export {
  ConnectionLostError,
  isUniqueViolation,
  SealingError,
  sqlStateOf,
  StoreError,
  storeErrorOf,
} from './store.errors';
export type { SealingFault, StoreFault } from './store.errors';
export { runWrite } from './transaction';
export type { WriteOptions } from './transaction';
export { findRows, insertRows, replaceRows, updateRows } from './write-rows';
export { answered, sendInTurn, statement } from './write-statement';
export type { WriteTransaction } from './write-transaction';
export { SignatureError } from './signature.error';
export type { SignatureFault } from './signature.error';
export { readKeySet, SignatureVerifier, SigningKeys } from './signing';
export type { KeySet } from './signing';
export { newSigningKey, signingKeyFaults } from './signing-key';
export type { PublicSigningKey, SigningKey } from './signing-key';
export { statementName } from './statement-name';
