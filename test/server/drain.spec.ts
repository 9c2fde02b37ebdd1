import { EventEmitter } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createLifecycle, createLogger, ListenError } from '../../src/server';
import { HttpServer } from '../../src/server/http';
import { operate, startTestServer } from './support';

/** Something to wait for, and the means to let it happen. */
const latch = (): { wait: () => Promise<void>; open: () => void; waiting: () => number } => {
  let open = (): void => undefined;
  let waiting = 0;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const wait = (): Promise<void> => {
    waiting += 1;
    return opened;
  };
  return { wait, open, waiting: () => waiting };
};

const until = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await pause(5);
};

/** One request over a given agent, of which the caller decides when the body ends. */
const post = (
  url: string,
  agent: Agent,
): { send: (body: string) => void; answer: Promise<IncomingMessage> } => {
  const request = httpRequest(`${url}/graphql`, {
    method: 'POST',
    agent,
    headers: { authorization: 'Bearer landlord', 'content-type': 'application/json' },
  });
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', (response) => {
      response.resume();
      response.on('end', () => {
        resolve(response);
      });
    });
    request.on('error', reject);
  });
  request.flushHeaders();
  return { send: (body) => request.end(body), answer };
};

const quiet = createLogger({ level: 'silent' });

describe('draining', () => {
  it('answers all that is in flight and takes nothing new', async () => {
    const gate = latch();
    const { url, server } = await startTestServer({ gate: gate.wait });
    const inFlight = Array.from({ length: 50 }, () => operate(url, { query: '{ slow }' }));
    await until(() => gate.waiting() === 50);
    const drained = server.drain();
    await expect(operate(url, { query: '{ hello }' })).rejects.toThrow();
    gate.open();
    const answers = await Promise.all(inFlight);
    await drained;
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(answers[0]?.json).toEqual({ data: { slow: 'done' } });
    expect(answers[0]?.headers.get('connection')).toBe('close');
  });

  it('takes new connections while it gives notice, and tells them to close', async () => {
    const { url, server } = await startTestServer();
    const drained = server.drain({ noticeMs: 300 });
    const { status, headers } = await operate(url, { query: '{ hello }' });
    expect([status, headers.get('connection')]).toEqual([200, 'close']);
    expect((await fetch(`${url}/health/ready`)).status).toBe(503);
    await drained;
    await expect(operate(url, { query: '{ hello }' })).rejects.toThrow();
  });

  it('resets no connection that was opened before the port is shut', async () => {
    const { port, server } = await startTestServer();
    const drained = server.drain({ noticeMs: 5 });
    const answers = Array.from({ length: 12 }, async () => {
      const socket = connect(port, '127.0.0.1');
      socket.write('GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n');
      let text = '';
      for await (const said of socket) text += String(said);
      return text.slice(0, 15);
    });
    // Until the notice is over nobody takes them over from the kernel.
    await new Promise<void>((resolve) => {
      process.nextTick(resolve);
    });
    const busyUntil = performance.now() + 50;
    while (performance.now() < busyUntil);
    expect(await Promise.all(answers)).toEqual(Array(12).fill('HTTP/1.1 200 OK'));
    await drained;
  });

  it('answers a request whose body is still coming', async () => {
    const { url, server } = await startTestServer();
    const agent = new Agent();
    const { send, answer } = post(url, agent);
    await pause(50);
    const drained = server.drain({ graceMs: 20 });
    await pause(100);
    send('{"query":"{ hello }"}');
    expect((await answer).statusCode).toBe(200);
    await drained;
  });

  it.each([
    ['was just sent over an open connection', { graceMs: 500 }, 0],
    ['comes after a notice, over one that is kept as long as was told', { noticeMs: 20 }, 1_000],
  ])('answers a request that %s', async (_which, times, waitMs) => {
    const { url, server } = await startTestServer();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const first = post(url, agent);
    first.send('{"query":"{ hello }"}');
    expect((await first.answer).headers['keep-alive']).toBe('timeout=5');
    const drained = server.drain(times);
    if (waitMs > 0) await pause(waitMs);
    const second = post(url, agent);
    second.send('{"query":"{ hello }"}');
    const { statusCode, headers } = await second.answer;
    expect([statusCode, headers.connection]).toEqual([200, 'close']);
    await drained;
  });

  it('closes connections on which nothing comes', async () => {
    const { port, server } = await startTestServer();
    const socket = connect(port, '127.0.0.1');
    const closed = new Promise((resolve) => socket.on('close', resolve));
    await new Promise((resolve) => socket.on('connect', resolve));
    socket.resume();
    await server.drain({ graceMs: 20 });
    await closed;
  });

  it('tells whoever watches at once', async () => {
    const gate = latch();
    const { url, server } = await startTestServer({
      checks: { slow: () => gate.wait().then(() => true) },
    });
    const watching = fetch(`${url}/health/ready`);
    await until(() => gate.waiting() === 1);
    const drained = server.drain();
    gate.open();
    const kept = await watching;
    expect([kept.status, await kept.json()]).toEqual([
      503,
      { ok: false, checks: { accepting: false, slow: true }, policyVersion: 'policy-1' },
    ]);
    await drained;
  });

  it('tells it without asking for anything else, as soon as it gives notice', async () => {
    const gate = latch();
    const { url, server } = await startTestServer({
      checks: { stuck: () => gate.wait().then(() => true) },
    });
    const drained = server.drain({ noticeMs: 300 });
    const answer = await fetch(`${url}/health/ready`);
    expect([answer.status, await answer.json(), gate.waiting()]).toEqual([
      503,
      { ok: false, checks: { accepting: false }, policyVersion: 'policy-1' },
      0,
    ]);
    await drained;
  });

  it('cuts what does not end', async () => {
    const gate = latch();
    const { url, server } = await startTestServer({ gate: gate.wait });
    const stuck = operate(url, { query: '{ slow }' }).catch(() => 'cut');
    await until(() => gate.waiting() === 1);
    await server.drain({ graceMs: 0, cutMs: 50 });
    expect(await stuck).toBe('cut');
    gate.open();
  });
});

describe('a client that goes away', () => {
  it('aborts the signal of its request', async () => {
    const gate = latch();
    const { url, server, logLines } = await startTestServer({ gate: gate.wait });
    const leaving = new AbortController();
    const request = fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: 'Bearer landlord', 'content-type': 'application/json' },
      body: '{"query":"{ wait }"}',
      signal: leaving.signal,
    }).catch(() => 'left');
    await pause(100);
    leaving.abort();
    await until(() => gate.waiting() === 1);
    expect(await request).toBe('left');
    expect(logLines()).toMatchObject([{ msg: 'request left by its client', status: null }]);
    gate.open();
    await server.drain({ graceMs: 0 });
  });
});

describe('a port in use', () => {
  it('is told in one plain line', async () => {
    const { port, server } = await startTestServer();
    const address = { host: '127.0.0.1', port };
    const second = new HttpServer([], quiet).listen(address);
    await expect(second).rejects.toEqual(
      expect.objectContaining({ message: `Port ${port} on 127.0.0.1 is in use.` }),
    );
    await expect(second).rejects.toBeInstanceOf(ListenError);
    await server.drain({ graceMs: 0 });
  });
});

describe('createLifecycle', () => {
  const target = (): {
    signal: (name: string) => void;
    exits: number[];
    on: EventEmitter['on'];
    exit: (code: number) => void;
  } => {
    const emitter = new EventEmitter();
    const exits: number[] = [];
    return {
      signal: (name) => emitter.emit(name),
      exits,
      on: emitter.on.bind(emitter),
      exit: (code) => void exits.push(code),
    };
  };

  it('stops the last started first, each once', async () => {
    const stopped: string[] = [];
    const lifecycle = createLifecycle({ log: quiet });
    for (const name of ['database', 'issuer', 'server']) {
      lifecycle.onStop(name, async () => {
        await pause(5);
        stopped.push(name);
      });
    }
    expect(await Promise.all([lifecycle.stop(), lifecycle.stop()])).toEqual([true, true]);
    expect(stopped).toEqual(['server', 'issuer', 'database']);
  });

  it('stops the others even if one fails, and says so', async () => {
    const stopped: string[] = [];
    const lifecycle = createLifecycle({ log: quiet });
    lifecycle.onStop('database', () => void stopped.push('database'));
    lifecycle.onStop('server', () => Promise.reject(new Error('stuck')));
    expect(await lifecycle.stop()).toBe(false);
    expect(stopped).toEqual(['database']);
  });

  it.each(['SIGTERM', 'SIGINT'])('ends the process with 0 after %s', async (name) => {
    const process = target();
    createLifecycle({ log: quiet }).stopOnSignals(process);
    process.signal(name);
    await until(() => process.exits.length > 0);
    expect(process.exits).toEqual([0]);
  });

  it('ends the process with 1 at a second signal, at once', () => {
    const process = target();
    const lifecycle = createLifecycle({ log: quiet });
    lifecycle.onStop('stuck', () => new Promise(() => undefined));
    lifecycle.stopOnSignals(process);
    process.signal('SIGTERM');
    process.signal('SIGTERM');
    expect(process.exits).toEqual([1]);
  });

  it('ends the process with 1 if a part does not stop in time', async () => {
    const process = target();
    const lifecycle = createLifecycle({ log: quiet, hardLimitMs: 20 });
    lifecycle.onStop('stuck', () => new Promise(() => undefined));
    lifecycle.stopOnSignals(process);
    process.signal('SIGTERM');
    await until(() => process.exits.length > 0);
    expect(process.exits).toEqual([1]);
  });
});
