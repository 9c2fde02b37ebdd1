/** Names of what each server makes in its own way. */
const OWN_WAY = new Set(['id', 'supersedes', 'supersededBy']);

/**
 * The content of a case without ids.
 *
 * @throws Error when something stands out that every reader of the case is told
 */
export function contentOfCase(data: unknown): unknown {
  const { case: found } = data as {
    case: { receivedAt: string | null; board: { name: string | null } | null } | null;
  };
  if (!found?.receivedAt || !found.board?.name) throw new Error('The case is not whole.');
  return JSON.parse(
    JSON.stringify(found, (name, value: unknown) =>
      OWN_WAY.has(name) && value !== null ? '' : value,
    ),
  ) as unknown;
}
