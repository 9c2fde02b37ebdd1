/** What is wrong with one input, in both languages; the English sentence is the one sent. */
interface ProblemText {
  readonly en: string;
  readonly sv: string;
}

/**
 * Every code of an input problem with its constant sentences.
 *
 * The sentences say what is expected and hold no value, so that no answer or log repeats one.
 */
export const problemCatalogue = {
  REQUIRED: {
    en: 'A value is required here.',
    sv: 'Ett värde krävs här.',
  },
  REQUIRED_FOR_STATUS: {
    en: 'The stated status requires a value here.',
    sv: 'Den angivna statusen kräver ett värde här.',
  },
  NOT_ALLOWED: {
    en: 'This may not be given here: the rest of the input, or the caller’s agency, does not allow it.',
    sv: 'Detta får inte anges här: övriga uppgifter eller anroparens myndighetsslag tillåter det inte.',
  },
  EXACTLY_ONE: {
    en: 'Exactly one of the alternatives must be given.',
    sv: 'Exakt ett av alternativen ska anges.',
  },
  AT_LEAST_ONE: {
    en: 'At least one of the alternatives must be given.',
    sv: 'Minst ett av alternativen ska anges.',
  },
  INCONSISTENT: {
    en: 'This contradicts another part of the input.',
    sv: 'Uppgiften motsäger en annan del av det inskickade.',
  },
  DUPLICATE: {
    en: 'This repeats an earlier item of the same list.',
    sv: 'Uppgiften upprepar en tidigare post i samma lista.',
  },
  NOT_A_DATE: {
    en: 'Not a calendar day written YYYY-MM-DD, years 1900 to 2199.',
    sv: 'Inte en kalenderdag skriven ÅÅÅÅ-MM-DD, år 1900 till 2199.',
  },
  NOT_AN_INSTANT: {
    en: 'Not an instant as in RFC 3339 with a time zone, years 1900 to 2199.',
    sv: 'Inte en tidpunkt enligt RFC 3339 med tidszon, år 1900 till 2199.',
  },
  NOT_A_TIME: {
    en: 'Not a time of day written HH:MM.',
    sv: 'Inte ett klockslag skrivet TT:MM.',
  },
  NOT_A_MONTH: {
    en: 'Not a month written YYYY-MM.',
    sv: 'Inte en månad skriven ÅÅÅÅ-MM.',
  },
  NOT_A_PERIOD: {
    en: 'Not a closed quarter, half-year or year.',
    sv: 'Inte ett avslutat kvartal, halvår eller år.',
  },
  IN_THE_FUTURE: {
    en: 'The day or instant lies in the future.',
    sv: 'Dagen eller tidpunkten ligger i framtiden.',
  },
  IN_THE_PAST: {
    en: 'The day or instant lies in the past.',
    sv: 'Dagen eller tidpunkten ligger i det förflutna.',
  },
  BEFORE_START: {
    en: 'The end lies before the start.',
    sv: 'Slutet ligger före början.',
  },
  TOO_LATE: {
    en: 'The day lies after the last one that is allowed.',
    sv: 'Dagen ligger efter den sista tillåtna.',
  },
  NOT_AN_AMOUNT: {
    en: 'Not an amount in kronor: digits, and at most two decimals after a point.',
    sv: 'Inte ett belopp i kronor: siffror och högst två decimaler efter punkt.',
  },
  SUM_MISMATCH: {
    en: 'The total does not equal the sum of rent and interest.',
    sv: 'Summan är inte lika med hyra och ränta tillsammans.',
  },
  NOT_A_NUMBER: {
    en: 'Not a number of the expected kind.',
    sv: 'Inte ett tal av förväntat slag.',
  },
  OUT_OF_RANGE: {
    en: 'The number is outside the allowed range.',
    sv: 'Talet ligger utanför det tillåtna intervallet.',
  },
  IDENTITY_NUMBER_CHECKSUM: {
    en: 'Not a personal or co-ordination number with a right check digit.',
    sv: 'Inte ett personnummer eller samordningsnummer med rätt kontrollsiffra.',
  },
  ORGANISATION_NUMBER_CHECKSUM: {
    en: 'Not an organisation number with a right check digit.',
    sv: 'Inte ett organisationsnummer med rätt kontrollsiffra.',
  },
  NOT_OWN_ORGANISATION: {
    en: 'The organisation is not the one that the caller acts for.',
    sv: 'Organisationen är inte den som anroparen företräder.',
  },
  BANKGIRO_CHECK_DIGIT: {
    en: 'Not a bankgiro number with a right check digit.',
    sv: 'Inte ett bankgironummer med rätt kontrollsiffra.',
  },
  PLUSGIRO_CHECK_DIGIT: {
    en: 'Not a plusgiro number with a right check digit.',
    sv: 'Inte ett plusgironummer med rätt kontrollsiffra.',
  },
  OCR_CHECK_DIGIT: {
    en: 'Not an OCR reference with a right check digit.',
    sv: 'Inte ett OCR-nummer med rätt kontrollsiffra.',
  },
  RECEIPT_NUMBER_CHECK_CHARACTER: {
    en: 'Not a receipt number with a right check character.',
    sv: 'Inte ett mottagningsnummer med rätt kontrolltecken.',
  },
  NOT_A_CASE_NUMBER: {
    en: 'Not a case number of the expected form.',
    sv: 'Inte ett målnummer av förväntad form.',
  },
  NOT_A_POSTAL_CODE: {
    en: 'Not a Swedish postal code of five digits.',
    sv: 'Inte ett svenskt postnummer med fem siffror.',
  },
  NOT_A_PHONE_NUMBER: {
    en: 'Not a telephone number.',
    sv: 'Inte ett telefonnummer.',
  },
  NOT_AN_EMAIL_ADDRESS: {
    en: 'Not an e-mail address.',
    sv: 'Inte en e-postadress.',
  },
  NOT_A_MUNICIPALITY: {
    en: 'Not the code of a Swedish municipality.',
    sv: 'Inte koden för en svensk kommun.',
  },
  UNKNOWN_BOARD: {
    en: 'Not a social board of this municipality.',
    sv: 'Inte en socialnämnd i denna kommun.',
  },
  NOT_A_BOARD: {
    en: 'Not a social board that exists today.',
    sv: 'Inte en socialnämnd som finns i dag.',
  },
  OWN_BOARD: {
    en: 'The caller’s own board; name the one to which the case goes.',
    sv: 'Anroparens egen nämnd; ange den som ärendet lämnas till.',
  },
  BOARD_REQUIRED: {
    en: 'The municipality has several social boards; name the one of the district.',
    sv: 'Kommunen har flera socialnämnder; ange stadsdelens.',
  },
  UNKNOWN_NOTICE: {
    en: 'Not a notice that the caller may know of.',
    sv: 'Inte ett meddelande som anroparen får känna till.',
  },
  ALREADY_SUPERSEDED: {
    en: 'Another notice has taken its place already; the last one of a chain can be superseded.',
    sv: 'Ett annat meddelande har redan ersatt det; det sista i en kedja kan ersättas.',
  },
  UNKNOWN_TENANT: {
    en: 'Not one of the tenants of this notice or case.',
    sv: 'Inte någon av hyresgästerna i meddelandet eller ärendet.',
  },
  UNKNOWN_VALUE: {
    en: 'Not one of the known values.',
    sv: 'Inte något av de kända värdena.',
  },
  NOT_AN_ID: {
    en: 'Not an id that this service gave the caller.',
    sv: 'Inte ett id som tjänsten har gett anroparen.',
  },
  NOT_FOUND: {
    en: 'There is nothing by this reference that the caller may know of.',
    sv: 'Det finns inget med denna referens som anroparen får känna till.',
  },
  INVALID_CURSOR: {
    en: 'Not a cursor of this list in this order.',
    sv: 'Inte en markör för denna lista i denna ordning.',
  },
  INVALID_IDEMPOTENCY_KEY: {
    en: 'Not an idempotency key: 1 to 200 printable ASCII characters.',
    sv: 'Inte en idempotensnyckel: 1 till 200 skrivbara ASCII-tecken.',
  },
  IDEMPOTENCY_CONFLICT: {
    en: 'The idempotency key was used before with other input.',
    sv: 'Idempotensnyckeln har använts tidigare med andra uppgifter.',
  },
  VERSION_CONFLICT: {
    en: 'This version is already known with other content.',
    sv: 'Versionen är redan känd med annat innehåll.',
  },
  TOO_SHORT: {
    en: 'The text is shorter than allowed.',
    sv: 'Texten är kortare än tillåtet.',
  },
  TOO_LONG: {
    en: 'The text is longer than allowed.',
    sv: 'Texten är längre än tillåtet.',
  },
  TOO_FEW: {
    en: 'The list has fewer items than required.',
    sv: 'Listan har färre poster än vad som krävs.',
  },
  TOO_MANY: {
    en: 'The list has more items than allowed.',
    sv: 'Listan har fler poster än tillåtet.',
  },
  TOO_LARGE: {
    en: 'The document is larger than allowed.',
    sv: 'Handlingen är större än tillåtet.',
  },
  CONTROL_CHARACTERS: {
    en: 'The text holds control characters or broken characters.',
    sv: 'Texten innehåller styrtecken eller trasiga tecken.',
  },
  NOT_BASE64: {
    en: 'Not base64.',
    sv: 'Inte base64.',
  },
  NOT_A_PDF: {
    en: 'The document is not a PDF.',
    sv: 'Handlingen är inte en PDF.',
  },
} as const satisfies Readonly<Record<string, ProblemText>>;

/** The code of one input problem, as clients read it in `extensions.problems`. */
export type ProblemCode = keyof typeof problemCatalogue;

/** The constant English sentence for a problem code. */
export function problemMessage(code: ProblemCode): string {
  return problemCatalogue[code].en;
}
