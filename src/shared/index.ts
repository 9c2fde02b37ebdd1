export { Agency, Purpose } from './agency';
export { luhnCheckDigit } from './check-digits';
export {
  addDays,
  addMonths,
  dayOfWeek,
  daysBetween,
  localDate,
  parseLocalDate,
  yearOf,
  type LocalDate,
} from './civil-date';
export { civilDay, fixedClock, systemClock, type Clock } from './clock';
export { errorCatalogue, type ErrorDescription } from './error-catalogue';
export {
  BadUserInputError,
  ForbiddenError,
  IdempotencyConflictError,
  IllegalTransitionError,
  KvarboError,
  LogUnavailableError,
  NotFoundError,
  publicMessage,
  RateLimitedError,
  TooComplexError,
  UnauthenticatedError,
  UnavailableError,
  VersionConflictError,
  type ErrorCode,
  type Problem,
} from './errors';
export { groupBy } from './group-by';
export { parseOrganisationNumber, parsePersonalIdentityNumber } from './identity-numbers';
export { parseInstant, parseLocalTime } from './instants';
export { LONGEST_LIST } from './longest-list';
export { formatSek, parseSek, sumOre } from './money';
export {
  isBankgiro,
  isOcr,
  isPlusgiro,
  normaliseBankgiro,
  normaliseOcr,
  normalisePlusgiro,
} from './payment-references';
export { problemCatalogue, problemMessage, type ProblemCode } from './problem-catalogue';
export { Problems } from './problems';
export { isReceiptNumber, newReceiptNumber, parseReceiptNumber } from './receipt-number';
export {
  DateTimeScalar,
  LocalDateScalar,
  LocalTimeScalar,
  MunicipalityCodeScalar,
  OrganisationNumberScalar,
  PersonalIdentityNumberScalar,
  SekScalar,
} from './scalars';
export { SUBGRAPH_NAMES, type SubgraphName } from './subgraph';
export {
  characterCount,
  cleanText,
  hasControlCharacters,
  searchableName,
  textLimits,
} from './text';
