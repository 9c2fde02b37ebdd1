export {
  createAuthenticator,
  type Authenticator,
  type AuthenticatorOptions,
} from './authenticator';
export type { RequestHeaders } from './bearer-token';
export type { Caller } from './caller';
export type { IdentityLog } from './identity-log';
export { isSafeUrl, issuerFaults } from './issuer-faults';
export { type IssuerConfig, type SigningAlgorithm } from './issuers';
export { PURPOSES_BY_AGENCY, purposeScope } from './purposes';
