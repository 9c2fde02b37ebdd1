import { codesOf, operate, startTestServer, type RunningServer } from './support';

describe('limits of an operation', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.server.drain({ graceMs: 0 }));

  it('are counted anew for other variables of a known document', async () => {
    const query = 'query ($n: Int) { case { notes(first: $n) { id } } }';
    const codes = async (n: number): Promise<unknown[]> =>
      codesOf(await operate(server.url, { query, variables: { n } }));
    expect(await codes(10)).toEqual([]);
    expect(await codes(1_000_000)).toEqual(['TOO_COMPLEX']);
    expect(await codes(10)).toEqual([]);
  });

  it('refuse a document again that was refused before', async () => {
    const query = `{ ${'hello '.repeat(21)} }`;
    expect(codesOf(await operate(server.url, { query }))).toEqual(['TOO_COMPLEX']);
    expect(codesOf(await operate(server.url, { query }))).toEqual(['TOO_COMPLEX']);
  });

  it.each([
    ['tokens', `{ search(limit: [${'1 '.repeat(10_000)}]) }`],
    ['depth', `{ ${'case { '.repeat(4_000)}`],
    ['depth', `{ search(limit: ${'['.repeat(9_000)}`],
  ])('hold even where the parser does not come to an end: %s', async (limit, query) => {
    const answer = await operate(server.url, { query });
    expect(codesOf(answer)).toEqual(['TOO_COMPLEX']);
    expect(answer.json.errors?.[0]?.message).toContain(`"${limit}"`);
  });

  it('are counted before validation, which would name a thousand unknown fields', async () => {
    const query = `{ case { ${Array.from({ length: 2_100 }, (_, i) => `x${i}`).join(' ')} } }`;
    expect(codesOf(await operate(server.url, { query }))).toEqual(['TOO_COMPLEX']);
  });
});
