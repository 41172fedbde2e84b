import { makeCommunity } from '../../../test/factories/community.js';
import { makeDevice } from '../../../test/factories/devices.js';
import { type TestServer, testServer } from '../../../test/factories/testServer.js';

let server: TestServer;
let device: { id: string; secret: string };
let communityId: string;
let username: string;
beforeAll(async () => {
  server = await testServer();
  const community = await makeCommunity(server.deps);
  communityId = community.id;
  device = await makeDevice(server.deps, communityId, { kind: 'power-meter' });
  username = `${communityId}/${device.id}`;
});
afterAll(() => server.close());

const secret = 'emqx-secret-emqx-secret-emqx-secret';
const settings = { secret, account: { username: 'anju', password: 'broker-password' } };
beforeEach(() => {
  server.deps.settings.emqx = settings;
});

const ask = async (what: 'authn' | 'authz', question: unknown, bearer = secret) => {
  const answer = await fetch(`${server.origin}/callbacks/mqtt/emqx/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: typeof question === 'string' ? question : JSON.stringify(question),
  });
  const text = await answer.text();
  return answer.status === 200 ? (JSON.parse(text) as { result: string }).result : answer.status;
};
const signIn = (more: object = {}) => ({ clientid: username, username, password: device.secret, ...more });

describe('EMQX asks who may sign in', () => {
  it('a device with its secret under its own name, and our own account', async () => {
    expect(await ask('authn', signIn())).toBe('allow');
    expect(await ask('authn', { clientid: 'bff-1', ...settings.account })).toBe('allow');
  });

  it.each([
    ['a wrong secret', () => signIn({ password: 'wrong' })],
    ['another’s name', () => signIn({ clientid: `${communityId}/01KAAAAAAAAAAAAAAAAAAAAAAA` })],
    ['a device that nobody knows', () => signIn({ username: `${communityId}/01KAAAAAAAAAAAAAAAAAAAAAAA` })],
    ['our account with a wrong password', () => ({ clientid: 'x', username: 'anju', password: 'broker' })],
    ['nobody', () => ({ clientid: '', username: '', password: '' })],
    ['a question without a password', () => ({ clientid: username, username })],
    ['no JSON', () => 'username=anju'],
  ])('refuses %s', async (_title, question) => expect(await ask('authn', question())).toBe('deny'));

  it('answers nobody but EMQX, and nobody at all where there is none', async () => {
    expect(await ask('authn', signIn(), 'another-secret-another-secret-1234')).toBe(404);
    server.deps.settings.emqx = null;
    expect(await ask('authn', signIn())).toBe(404);
  });
});

describe('EMQX asks who may write and listen where', () => {
  const may = (action: string, topic: string, as = username) => ask('authz', { username: as, topic, action });

  it('a device at its own topics', async () => {
    const own = `anju/v1/${username}`;
    expect(await may('publish', `${own}/telemetry`)).toBe('allow');
    expect(await may('publish', `${own}/command/ack`)).toBe('allow');
    expect(await may('subscribe', `${own}/command`)).toBe('allow');
  });

  it('not at another’s, not at all of them, and no command of its own', async () => {
    const other = `anju/v1/${communityId}/01KAAAAAAAAAAAAAAAAAAAAAAA`;
    for (const [action, topic] of [
      ['publish', `${other}/telemetry`],
      ['publish', `anju/v1/${username}/command`],
      ['subscribe', `${other}/command`],
      ['subscribe', 'anju/v1/+/+/telemetry'],
      ['subscribe', '#'],
      ['write', `anju/v1/${username}/telemetry`],
    ] as const)
      expect([topic, await may(action, topic)]).toEqual([topic, 'deny']);
  });

  it('our own account everywhere, another name nowhere', async () => {
    expect(await may('subscribe', '$share/anju/anju/v1/+/+/telemetry', 'anju')).toBe('allow');
    expect(await may('subscribe', `anju/v1/${username}/command`, 'someone')).toBe('deny');
  });
});
