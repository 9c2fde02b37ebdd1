/** Names of what is compared, as results have them. */
export const SERVERS = {
  floor: 'floor',
  unguarded: 'unguarded',
  kvarbo: 'Kvarbo',
  postgraphile: 'PostGraphile',
  textbook: 'textbook',
} as const;
