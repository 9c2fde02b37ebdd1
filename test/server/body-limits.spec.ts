import { parse } from 'graphql';
import { request as httpRequest } from 'node:http';
import { assertBodyFits, BODY_LIMITS, readLimit } from '../../src/server/body-limits';
import { anyCaller, codesOf, operate, send, startTestServer, type RunningServer } from './support';

const MIB = 1024 * 1024;

const fits = (
  bytes: number,
  query: string,
  {
    operationName = null,
    variables = {},
  }: { operationName?: string | null; variables?: object } = {},
): boolean => {
  const sent = { document: parse(query), operationName, variables: { ...variables } };
  try {
    assertBodyFits(bytes, sent);
    return true;
  } catch {
    return false;
  }
};

describe('readLimit', () => {
  it.each([
    [['cases:read'], 'ordinary'],
    [['notices:write'], 'bulk'],
    [['cases:read', 'enforcement:write'], 'bulk'],
    [[], 'ordinary'],
  ])('is what scopes %j could ever send', (scopes, limit) => {
    expect(readLimit(anyCaller({ scopes: new Set(scopes) }))).toBe(limit);
  });
});

describe('assertBodyFits', () => {
  it.each([
    ['any query', '{ hello }', MIB],
    ['any mutation', 'mutation { recordHousehold }', MIB],
    ['submitNotice', 'mutation { submitNotice }', 4 * MIB],
    ['several submitNotice', 'mutation { a: submitNotice b: submitNotice }', 4 * MIB],
    ['submitNotices', 'mutation { submitNotices }', 16 * MIB],
    ['pushEvictionRecords', 'mutation { pushEvictionRecords }', 16 * MIB],
    ['one beside a stricter one', 'mutation { submitNotices submitNotice }', 4 * MIB],
    ['one beside an ordinary one', 'mutation { submitNotices __typename }', MIB],
    ['an ordinary one under a generous alias', 'mutation { submitNotices: recordHousehold }', MIB],
    ['an ordinary one in a fragment', 'mutation { submitNotices ...F } fragment F on M { x }', MIB],
    ['a circle of fragments', 'mutation { submitNotice ...F } fragment F on M { ...F }', 4 * MIB],
  ])('holds the limit of %s', (_, query, limit) => {
    expect(fits(limit, query)).toBe(true);
    expect(fits(limit + 1, query)).toBe(false);
  });

  it('goes by the operation that is chosen', () => {
    const query = 'mutation A { submitNotices } query B { hello }';
    expect(fits(2 * MIB, query, { operationName: 'A' })).toBe(true);
    expect(fits(2 * MIB, query, { operationName: 'B' })).toBe(false);
    expect(fits(2 * MIB, query)).toBe(false);
  });

  it('allows an unreadable document no more than any operation', () => {
    expect(() => {
      assertBodyFits(MIB + 1, null);
    }).toThrow(/"ordinary"/);
  });

  describe('documents of a bulk operation', () => {
    const query = 'mutation ($input: X, $pdf: String) { submitNotices(input: $input) }';
    const halves = (length: number): object => ({
      input: [
        { copy: { contentBase64: 'a'.repeat(length) } },
        { contentBase64: 'a'.repeat(4 * MIB) },
      ],
    });

    it('are added up wherever they are', () => {
      expect(fits(12 * MIB, query, { variables: halves(4 * MIB) })).toBe(true);
      expect(fits(12 * MIB, query, { variables: halves(4 * MIB + 1) })).toBe(false);
    });

    it('are found in the text of the operation', () => {
      const literal = `mutation { submitNotices(input: { contentBase64: "${'a'.repeat(8 * MIB + 1)}" }) }`;
      expect(fits(9 * MIB, literal)).toBe(false);
    });

    it('are found behind a variable', () => {
      const through = 'mutation ($pdf: String) { submitNotices(input: { contentBase64: $pdf }) }';
      expect(fits(9 * MIB, through, { variables: { pdf: 'a'.repeat(8 * MIB + 1) } })).toBe(false);
    });

    it('are not confused with other long text', () => {
      expect(fits(12 * MIB, query, { variables: { input: 'a'.repeat(9 * MIB) } })).toBe(true);
    });
  });
});

describe('a body that is too large', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.server.drain({ graceMs: 0 }));

  const notice = (size: number): { query: string; variables: unknown } => ({
    query: 'mutation ($input: SubmitNoticeInput) { submitNotice(input: $input) }',
    variables: { input: { contentBase64: 'a'.repeat(size) } },
  });

  it('is refused with 413, naming the limit', async () => {
    const answer = await operate(server.url, notice(4 * MIB));
    expect([answer.status, codesOf(answer)]).toEqual([413, ['TOO_COMPLEX']]);
    expect(answer.json.errors?.[0]?.message).toBe(
      `The request passes the limit "submitNotice" of ${BODY_LIMITS.submitNotice} bytes.`,
    );
  });

  it('is taken where the operation may send it', async () => {
    expect((await operate(server.url, notice(3 * MIB))).json).toEqual({
      data: { submitNotice: 1 },
    });
  });

  it('is refused by its stated length, without a byte of it', async () => {
    const status = await new Promise((resolve) => {
      const request = httpRequest(`${server.url}/graphql`, {
        method: 'POST',
        headers: {
          authorization: 'Bearer board',
          'content-type': 'application/json',
          'content-length': MIB + 1,
        },
      });
      request.on('response', ({ statusCode }) => {
        resolve(statusCode);
        request.destroy();
      });
      request.flushHeaders();
    });
    expect(status).toBe(413);
  });

  it('is refused while it comes, if its length was not stated', async () => {
    const status = await new Promise((resolve) => {
      const request = httpRequest(`${server.url}/graphql`, {
        method: 'POST',
        headers: { authorization: 'Bearer board', 'content-type': 'application/json' },
      });
      request.on('response', ({ statusCode }) => {
        resolve(statusCode);
        request.destroy();
      });
      request.on('error', () => undefined);
      request.write(Buffer.alloc(MIB, ' '));
      request.write('  ');
    });
    expect(status).toBe(413);
  });

  it('leaves the connection usable', async () => {
    await send(server.url, { token: 'board', body: ' '.repeat(2 * MIB) });
    expect((await operate(server.url, { query: '{ hello }' })).status).toBe(200);
  });
});
