/**
 * What the oracle cannot know but only recognise: ids, cursors and version numbers. They stand in its answers as marks; an answer
 * agrees if each mark stands for one text of the product and each text for one mark.
 */
export const MARK = '§';

export const idMark = (kind: string, id: string): string => `${MARK}id ${kind} ${id}`;
export const cursorMark = (list: string, caseId: string): string =>
  `${MARK}cursor ${list} ${caseId}`;
/** Stands for any positive whole number. */
export const VERSION_MARK = -1;
