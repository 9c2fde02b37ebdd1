import util from 'node:util';

/**
 * graphql-shield 7 calls `util.isUndefined`, which Node 23 removed; without it `chain` and `race` deny everything.
 * Imported before graphql-shield, so that the rule tree means the same on every supported Node.
 */
const legacy = util as { isUndefined?: (value: unknown) => boolean };
legacy.isUndefined ??= (value) => value === undefined;
