/** Most objects in a list that has no pages and leads to cases, such as an agenda; an engine may ask for a field of each. */
export const LONGEST_LIST = 300;
