import { post, startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';

const PER_SECOND = 5;
const AT_ONCE = PER_SECOND * 10;
const ASK = '{ viewer { organisation } }';

let one: TestGateway;
let other: TestGateway;
beforeAll(async () => {
  one = await startTestGateway({ store: { requestsPerSecond: PER_SECOND } });
  other = await startTestGateway({ beside: one, store: { requestsPerSecond: PER_SECOND } });
  // Opens the connections of both, for which a flood does not wait.
  for (const gateway of [one, other]) await gateway.send('landlord-hyrbo', ASK);
}, 60_000);
afterAll(async () => {
  await other.stop();
  await one.stop();
});

it('are bounded for an organisation over all instances, and for no other one', async () => {
  const startedAt = performance.now();
  const answers = await Promise.all(
    Array.from({ length: 3 * AT_ONCE }, (_, index) =>
      (index % 2 === 0 ? one : other).send('landlord-bostaden', ASK),
    ),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const passed = answers.filter(({ status }) => status === 200).length;
  const refused = answers.filter(({ status }) => status === 429);
  expect(passed).toBeLessThanOrEqual(AT_ONCE + Math.ceil((seconds + 1) * PER_SECOND));
  // What one instance holds when the other has none left.
  expect(passed).toBeGreaterThanOrEqual(AT_ONCE - PER_SECOND);
  expect(passed + refused.length).toBe(answers.length);
  expect(refused[0]?.body.errors?.[0]?.extensions).toEqual({ code: 'RATE_LIMITED' });
  expect((await one.send('landlord-hyrbo', ASK)).status).toBe(200);
}, 30_000);

it('tell when there is one again, and then there is', async () => {
  const token = await one.token('landlord-bostaden');
  let wait = 0;
  while (wait === 0) {
    const response = await fetch(one.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: ASK }),
    });
    await response.arrayBuffer();
    if (response.status === 429) wait = Number(response.headers.get('retry-after'));
  }
  expect(wait).toBeGreaterThanOrEqual(1);
  await new Promise((resolve) => setTimeout(resolve, wait * 1_000));
  expect((await post(one.url, token, { query: ASK })).status).toBe(200);
}, 30_000);
