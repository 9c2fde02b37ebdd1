/**
 * An answer with ids, cursors, receipt numbers and hashes replaced by the order in which they appear; of a signature counts what was
 * signed.
 */
export function recognisable(text: string): string {
  const names = new Map<string, string>();
  const signed = text.replaceAll(/"[\w-]+\.([\w-]{22,})\.[\w-]{86}"/g, (_jws, payload: string) =>
    Buffer.from(payload, 'base64url').toString('utf8'),
  );
  return signed.replaceAll(/"(?:[\w-]{22,}|KB-[\w-]+)"/g, (token) => {
    const name = names.get(token) ?? `<${names.size + 1}>`;
    names.set(token, name);
    return name;
  });
}
