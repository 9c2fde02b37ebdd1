/** The longest text allowed per kind of field, in characters (code points). */
export const textLimits = Object.freeze({
  name: 200,
  street: 200,
  city: 100,
  postalAddress: 300,
  phone: 40,
  email: 254,
  apartmentNumber: 20,
  reference: 100,
  category: 100,
  contactName: 200,
  ground: 500,
  reason: 500,
  rerouteReason: 1000,
  decisionReference: 200,
  evidence: 1000,
  protectionReason: 1000,
  meetingInput: 1000,
  description: 2000,
});

/** Control, bidirectional-override and broken (lone surrogate) characters; ordinary white space is none. */
const CONTROL = /[^\P{Cc}\t\n\r]|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/u;

/** The text in normal form NFC, trimmed, with every run of white space as one space. */
export function cleanText(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** Whether the text holds characters that no name, address or note needs and a store or screen may stumble on. */
export function hasControlCharacters(text: string): boolean {
  return CONTROL.test(text);
}

/** Length in characters as people count them for a limit: code points, not UTF-16 units. */
export function characterCount(text: string): number {
  return Array.from(text).length;
}

/**
 * The form of a name under which it is found: compatible forms and letter case made equal.
 *
 * Diacritics stay, since å, ä and ö are letters of their own.
 */
export function searchableName(text: string): string {
  const compatible = text.normalize('NFKC').toLocaleLowerCase('sv');
  // Upper case is the only built-in way to make ß and ss one.
  const folded = compatible.toLocaleUpperCase('sv').toLocaleLowerCase('sv');
  return cleanText(folded.normalize('NFKC'));
}
