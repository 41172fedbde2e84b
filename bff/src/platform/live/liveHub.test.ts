import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { livePath } from 'shared-types/live';
import { WebSocket } from 'ws';
import type { KeyValue } from '../keyvalue/keyValue.js';
import { openKeyValue } from '../keyvalue/openKeyValue.js';
import { createLogger } from '../log/logger.js';
import { createLiveHub, type LiveHub, type LiveHubOptions } from './liveHub.js';

const redisUrl = process.env.TEST_REDIS_URL;
const variants: [string, string | null][] = [['in process', null]];
if (redisUrl) variants.push(['over Redis', redisUrl]);

const log = createLogger({ level: 'silent', pretty: false });
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (isSo: () => boolean, withinMs = 15_000): Promise<void> => {
  const endsAt = performance.now() + withinMs;
  while (!isSo()) {
    if (performance.now() > endsAt) throw new Error('it did not come about in time');
    await sleep(5);
  }
};

interface Client {
  socket: WebSocket;
  heard: { type: string }[];
  closedWith: number | null;
}

interface Web {
  hub: LiveHub;
  server: Server;
  port: number;
}

const say = (client: Client, message: unknown): void => client.socket.send(JSON.stringify(message));

describe.each(variants)('live updates %s', (_name, url) => {
  /** Token -> what it may hear. */
  const sessions = new Map<string, string[]>();
  const opened: { close(): void | Promise<void> }[] = [];
  const prefix = `anju-test:live:${process.pid}:`;
  let shared: KeyValue;

  const startWeb = async (more: Partial<LiveHubOptions> = {}): Promise<Web> => {
    const keyValue = url === null ? shared : await openKeyValue(url, prefix);
    const hub = createLiveHub({
      keyValue,
      log,
      authenticate: async (token) => {
        const channels = sessions.get(token);
        return channels ? { channels } : null;
      },
      ...more,
    });
    const server = createServer((_request, response) => response.end('http'));
    hub.attach(server, livePath);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    opened.push({
      close: async () => {
        await hub.closeAll();
        server.close();
        if (keyValue !== shared) await keyValue.close();
      },
    });
    return { hub, server, port: (server.address() as AddressInfo).port };
  };

  const open = async ({ port }: Web): Promise<Client> => {
    const client: Client = { socket: new WebSocket(`ws://127.0.0.1:${port}${livePath}`), heard: [], closedWith: null };
    client.socket.on('message', (data) => client.heard.push(JSON.parse(String(data)) as { type: string }));
    client.socket.on('close', (code) => {
      client.closedWith = code;
    });
    client.socket.on('error', () => undefined);
    opened.push({ close: () => client.socket.terminate() });
    await new Promise((resolve) => client.socket.once('open', resolve));
    return client;
  };

  const signIn = async (web: Web, token: string): Promise<Client> => {
    const client = await open(web);
    say(client, { type: 'auth', token });
    await until(() => client.heard.length === 1);
    expect(client.heard).toEqual([{ type: 'ready' }]);
    return client;
  };

  beforeAll(async () => {
    shared = await openKeyValue(null, '');
  });
  beforeEach(() => {
    sessions.clear();
    sessions.set('wang', ['owner:wang']).set('li', ['owner:li']).set('clerk', ['worker:clerk', 'staff:c1']);
  });
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });
  afterAll(() => shared.close());

  test('what one process sends reaches the sockets of both, once, and only those on the channel', async () => {
    const [first, second] = [await startWeb(), await startWeb()];
    const [wang, wangElsewhere, li] = [
      await signIn(first, 'wang'),
      await signIn(second, 'wang'),
      await signIn(second, 'li'),
    ];
    first.hub.send('owner:wang', { type: 'inbox.changed' });
    second.hub.send('owner:wang', { type: 'inbox.changed' });
    await until(() => wang.heard.length === 3 && wangElsewhere.heard.length === 3);
    await sleep(100);
    expect([wang.heard.length, wangElsewhere.heard.length, li.heard.length]).toEqual([3, 3, 1]);
    expect([first.hub.size(), second.hub.size()]).toEqual([1, 2]);
  });

  test('a socket hears all of its channels', async () => {
    const web = await startWeb();
    const clerk = await signIn(web, 'clerk');
    web.hub.send('staff:c1', { type: 'inbox.changed' });
    web.hub.send('worker:clerk', { type: 'inbox.changed' });
    await until(() => clerk.heard.length === 3);
  });

  test('a wrong token, a first message that is no sign-in, and silence are closed with 4401', async () => {
    const web = await startWeb({ authWithinMs: 150 });
    const [wrong, garbage, silent] = [await open(web), await open(web), await open(web)];
    say(wrong, { type: 'auth', token: 'nobody' });
    garbage.socket.send('hello');
    await until(() => [wrong, garbage, silent].every(({ closedWith }) => closedWith !== null));
    expect([wrong.closedWith, garbage.closedWith, silent.closedWith]).toEqual([4401, 4401, 4401]);
    expect([...wrong.heard, ...garbage.heard, ...silent.heard]).toEqual([]);
  });

  test('an ended session is closed within a second of being told, in every process; others stay', async () => {
    const [first, second] = [await startWeb(), await startWeb()];
    const [wang, elsewhere, li] = [
      await signIn(first, 'wang'),
      await signIn(second, 'wang'),
      await signIn(second, 'li'),
    ];
    sessions.delete('wang');
    first.hub.recheck('owner:wang');
    await until(() => wang.closedWith !== null && elsewhere.closedWith !== null, 1000);
    expect([wang.closedWith, elsewhere.closedWith, li.closedWith]).toEqual([4401, 4401, null]);
    await until(() => first.hub.size() === 0 && second.hub.size() === 1);
  });

  test('a session that ended unannounced is found by looking again, and changed rights take effect', async () => {
    const web = await startWeb({ recheckMs: 100 });
    const [wang, clerk] = [await signIn(web, 'wang'), await signIn(web, 'clerk')];
    sessions.delete('wang');
    sessions.set('clerk', ['worker:clerk']);
    await until(() => wang.closedWith === 4401);
    web.hub.send('staff:c1', { type: 'inbox.changed' });
    web.hub.send('worker:clerk', { type: 'inbox.changed' });
    await until(() => clerk.heard.length === 2);
    await sleep(60);
    expect(clerk.heard).toHaveLength(2);
  });

  test('a client that leaves while its token is looked up is not kept', async () => {
    const lookups: (() => void)[] = [];
    const web = await startWeb({
      authenticate: () =>
        new Promise((resolve) => {
          lookups.push(() => resolve({ channels: ['owner:wang'] }));
        }),
    });
    const client = await open(web);
    say(client, { type: 'auth', token: 'wang' });
    await until(() => lookups.length === 1);
    client.socket.terminate();
    await sleep(100);
    lookups[0]?.();
    await sleep(50);
    expect(web.hub.size()).toBe(0);
  });

  test('a person has ten sockets and no more', async () => {
    const web = await startWeb();
    for (let i = 0; i < 10; i++) await signIn(web, 'wang');
    const eleventh = await open(web);
    say(eleventh, { type: 'auth', token: 'wang' });
    await until(() => eleventh.closedWith !== null);
    expect(eleventh.closedWith).toBe(4429);
    await signIn(web, 'li');
  });

  test('a message over 4 KB and a broken frame end only their own socket', async () => {
    const web = await startWeb();
    const [large, li] = [await signIn(web, 'wang'), await signIn(web, 'li')];
    large.socket.send('x'.repeat(5000));
    await until(() => large.closedWith !== null);
    web.hub.send('owner:li', { type: 'inbox.changed' });
    await until(() => li.heard.length === 2);
  });

  test('other paths are refused', async () => {
    const { port } = await startWeb();
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/other`);
    const status = await new Promise((resolve) =>
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode)),
    );
    socket.on('error', () => undefined);
    socket.terminate();
    expect(status).toBe(404);
  });

  test('a stop says 1001 and ends also those who do not answer, so that the server can close', async () => {
    const web = await startWeb();
    const polite = await signIn(web, 'wang');
    const mute = connect(web.port, '127.0.0.1');
    mute.write(
      `GET ${livePath} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    mute.on('error', () => undefined);
    await new Promise((resolve) => mute.once('data', resolve));
    const serverClosed = new Promise<void>((resolve) => web.server.close(() => resolve()));
    const startedAt = performance.now();
    await web.hub.closeAll();
    await serverClosed;
    expect(performance.now() - startedAt).toBeLessThan(8000);
    await until(() => polite.closedWith === 1001);
  });
});

test('without its Redis a process still tells its own sockets, and stops cleanly', async () => {
  const keyValue = await openKeyValue('redis://127.0.0.1:1', 'x:');
  const hub = createLiveHub({ keyValue, log, authenticate: async () => ({ channels: ['owner:wang'] }) });
  const server = createServer();
  hub.attach(server, livePath);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}${livePath}`);
  const heard: string[] = [];
  socket.on('message', (data) => heard.push(String(data)));
  socket.on('open', () => socket.send(JSON.stringify({ type: 'auth', token: 'wang' })));
  await until(() => heard.length === 1);
  hub.send('owner:wang', { type: 'inbox.changed' });
  await until(() => heard.length === 2);
  await hub.closeAll();
  server.close();
  await keyValue.close();
});
