import type { ErrorCode } from './errors';

interface BothLanguages {
  readonly en: string;
  readonly sv: string;
}

/** Why a code is answered and what the client can do, in both languages. */
export interface ErrorDescription {
  readonly cause: BothLanguages;
  readonly remedy: BothLanguages;
  /** The HTTP status where the whole request is refused; null where the answer is a GraphQL error in a 200. */
  readonly httpStatus: number | null;
}

/** Cause and remedy of every error code; `schema/error-codes.md` is made from it. */
export const errorCatalogue: Readonly<Record<ErrorCode, ErrorDescription>> = {
  UNAUTHENTICATED: {
    cause: {
      en: 'The request has no access token, or one that is expired, malformed, not meant for this service or not signed by a known issuer.',
      sv: 'Anropet saknar åtkomsttoken, eller så är den utgången, felaktig, avsedd för en annan tjänst eller inte signerad av en känd utfärdare.',
    },
    remedy: {
      en: 'Fetch a new access token for this service and send it as a bearer token.',
      sv: 'Hämta en ny åtkomsttoken för tjänsten och skicka den som bearer-token.',
    },
    httpStatus: 401,
  },
  FORBIDDEN: {
    cause: {
      en: 'The caller is known, but its agency, scope or purpose does not allow this, or the token asserts what its issuer may not, or several purposes were granted and none was chosen.',
      sv: 'Anroparen är känd, men dess myndighetsslag, behörighet eller ändamål tillåter inte detta, eller token påstår något som utfärdaren inte får intyga, eller flera ändamål är beviljade och inget är valt.',
    },
    remedy: {
      en: 'Check the scopes and purposes of the token, and choose one purpose with the header Kvarbo-Purpose.',
      sv: 'Kontrollera behörigheter och ändamål i token och välj ett ändamål med huvudet Kvarbo-Purpose.',
    },
    httpStatus: 403,
  },
  DISCLOSURE_DENIED: {
    cause: {
      en: 'The disclosure policy closes this field to the calling agency, whatever the case holds.',
      sv: 'Utlämnandereglerna stänger fältet för den anropande myndigheten, oavsett vad ärendet innehåller.',
    },
    remedy: {
      en: 'Leave the field out; extensions.legalBasis names the rules, the query disclosurePolicy the whole table.',
      sv: 'Utelämna fältet; extensions.legalBasis anger reglerna och frågan disclosurePolicy hela tabellen.',
    },
    httpStatus: null,
  },
  BAD_USER_INPUT: {
    cause: {
      en: 'One or more values of the input cannot be accepted; nothing was changed.',
      sv: 'Ett eller flera värden kan inte tas emot; inget har ändrats.',
    },
    remedy: {
      en: 'Correct every entry of extensions.problems, found by its path, and send the input again.',
      sv: 'Rätta varje post i extensions.problems, som pekas ut av sin sökväg, och skicka igen.',
    },
    httpStatus: null,
  },
  NOT_FOUND: {
    cause: {
      en: 'What the input refers to does not exist, or is not for this caller to know of.',
      sv: 'Det som åsyftas finns inte, eller får inte kännas till av anroparen.',
    },
    remedy: {
      en: 'Check the id or number; ids belong to the organisation that received them.',
      sv: 'Kontrollera id eller nummer; ett id gäller bara för den organisation som fått det.',
    },
    httpStatus: null,
  },
  VERSION_CONFLICT: {
    cause: {
      en: 'The case was changed after the caller read it.',
      sv: 'Ärendet har ändrats sedan anroparen läste det.',
    },
    remedy: {
      en: 'Read the case again, decide anew and send the present version as expectedVersion.',
      sv: 'Läs ärendet igen, ta ny ställning och skicka den aktuella versionen som expectedVersion.',
    },
    httpStatus: null,
  },
  IDEMPOTENCY_CONFLICT: {
    cause: {
      en: 'The same idempotency key was used before with other input.',
      sv: 'Samma idempotensnyckel har använts tidigare med andra uppgifter.',
    },
    remedy: {
      en: 'Use a new key for a new message, and the old key only to repeat the same message.',
      sv: 'Använd en ny nyckel för en ny begäran och den gamla bara för att upprepa samma begäran.',
    },
    httpStatus: null,
  },
  ILLEGAL_TRANSITION: {
    cause: {
      en: 'The case is in a state from which this is not possible.',
      sv: 'Ärendet är i ett läge där detta inte är möjligt.',
    },
    remedy: {
      en: 'Read the case; extensions.legal lists what is possible from its present state.',
      sv: 'Läs ärendet; extensions.legal räknar upp vad som är möjligt i nuvarande läge.',
    },
    httpStatus: null,
  },
  UNAVAILABLE: {
    cause: {
      en: 'A part that the answer needs is down, or the service is stopping.',
      sv: 'En del som svaret behöver är ur drift, eller tjänsten håller på att stängas.',
    },
    remedy: {
      en: 'Try again after a while, with the same idempotency key.',
      sv: 'Försök igen om en stund, med samma idempotensnyckel.',
    },
    httpStatus: 503,
  },
  TOO_COMPLEX: {
    cause: {
      en: 'The operation selects more, nests deeper or is larger than the service allows.',
      sv: 'Frågan väljer mer, är djupare eller större än tjänsten tillåter.',
    },
    remedy: {
      en: 'Ask for fewer fields or smaller pages, or split the operation.',
      sv: 'Välj färre fält eller mindre sidor, eller dela upp frågan.',
    },
    httpStatus: 400,
  },
  RATE_LIMITED: {
    cause: {
      en: 'The organisation sends more requests than it may in a short time.',
      sv: 'Organisationen skickar fler anrop än tillåtet på kort tid.',
    },
    remedy: {
      en: 'Wait as long as the header Retry-After says, and use the bulk operations.',
      sv: 'Vänta så länge som huvudet Retry-After anger och använd massoperationerna.',
    },
    httpStatus: 429,
  },
  LOG_UNAVAILABLE: {
    cause: {
      en: 'The entry of what would be disclosed could not be written, and nothing is disclosed without its entry.',
      sv: 'Loggposten över det som skulle lämnas ut kunde inte skrivas, och inget lämnas ut utan loggpost.',
    },
    remedy: {
      en: 'Try again after a while; report it if it lasts.',
      sv: 'Försök igen om en stund; anmäl felet om det består.',
    },
    httpStatus: 503,
  },
  INTERNAL: {
    cause: {
      en: 'A fault of the service itself; its log has the details under the correlation id.',
      sv: 'Ett fel i tjänsten; dess logg har detaljerna under korrelations-id.',
    },
    remedy: {
      en: 'Report extensions.correlationId to the operator.',
      sv: 'Anmäl extensions.correlationId till den som driver tjänsten.',
    },
    httpStatus: 500,
  },
};
