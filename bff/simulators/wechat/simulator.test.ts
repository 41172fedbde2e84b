import sharp from 'sharp';
import { type RunningSimulators, startSimulators } from '../server.js';

const app = { appId: 'wx00000000000000aa', secret: 'secret-of-a-test' };
const rid = / rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/;
let nowMs = Date.parse('2026-11-23T02:54:00.000Z');
let simulators: RunningSimulators;

beforeAll(async () => {
  simulators = await startSimulators({ app, now: () => new Date(nowMs) });
});
afterAll(() => simulators.close());
beforeEach(async () => {
  nowMs += 86_400_000;
  await control('POST', '/simulators/reset', {});
});

type Json = Record<string, unknown>;

const ask = async (
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; type: string; body: Json }> => {
  const init: RequestInit = { method, headers: { 'Content-Type': 'application/json' } };
  if (body !== undefined) init.body = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(`${simulators.origin}${path}`, init);
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    body: (await answer.json()) as Json,
  };
};
const control = async (method: string, path: string, body?: unknown): Promise<Json> => {
  const answer = await ask(method, path, body);
  expect(answer.status).toBeLessThan(300);
  return answer.body;
};
const wire = async (path: string, body?: unknown): Promise<Json> =>
  (await ask(body === undefined ? 'GET' : 'POST', path, body)).body;
const stableToken = (force_refresh = false): Promise<Json> =>
  wire('/cgi-bin/stable_token', {
    grant_type: 'client_credential',
    appid: app.appId,
    secret: app.secret,
    force_refresh,
  });
const withToken = async (path: string): Promise<string> => `${path}?access_token=${(await stableToken()).access_token}`;
const login = (code: unknown): string =>
  `/sns/jscode2session?appid=${app.appId}&secret=${app.secret}&grant_type=authorization_code&js_code=${code}`;
const openidOf = async (id: string): Promise<string> => {
  const { code } = await control('GET', `/simulators/wechat/code?resident=${id}`);
  return String((await wire(login(code))).openid);
};

describe('the wire', () => {
  it('answers a login as text that is JSON, session key and all', async () => {
    const { code } = await control('GET', '/simulators/wechat/code?resident=linna');
    const answer = await ask('GET', login(code));
    expect(answer.type).toContain('text/plain');
    expect(answer.body).toEqual({ openid: expect.stringMatching(/^o/), session_key: expect.any(String) });
  });

  it.each([
    ['a code that nobody made', () => wire(login('x')), 40029, 'invalid code, rid:'],
    ['no code', () => wire(login('')), 41008, 'missing code rid:'],
    ['another grant', () => wire(login('x').replace('authorization_code', 'x')), 40002, 'invalid grant_type'],
    ['no token', () => wire('/wxa/msg_sec_check', {}), 41001, 'access_token missing'],
    ['a wrong token', () => wire('/wxa/msg_sec_check?access_token=x', {}), 40001, 'invalid credential'],
    ['GET where POST is wanted', () => wire('/cgi-bin/stable_token'), 43002, 'require POST method'],
    ['no JSON', () => wire('/cgi-bin/stable_token', '{"a"'), 47001, 'data format error'],
  ])('refuses with HTTP 200, errcode and rid: %s', async (_title, call, errcode, errmsg) => {
    const body = await call();
    expect(body).toEqual({ errcode, errmsg: expect.stringContaining(errmsg) });
    expect(body.errmsg).toMatch(rid);
  });

  it('knows the same person by the same openid after a restart', async () => {
    const before = await openidOf('linna');
    const again = await startSimulators({ app });
    expect(again.control.wechat.resident('linna')?.openid).toBe(before);
    expect(again.control.wechat.resident('zhouming')?.openid).not.toBe(before);
    await again.close();
  });

  it('names the field of a value that a template does not take', async () => {
    const [template] = simulators.control.wechat.templates;
    const body = { touser: await openidOf('linna'), template_id: template?.id, data: { thing1: { value: '好' } } };
    const answer = await wire(await withToken('/cgi-bin/message/subscribe/send'), body);
    expect(answer.errcode).toBe(47003);
    expect(answer.errmsg).toMatch(/^argument invalid! data\.phrase2\.value invalid rid: /);
  });

  it.each([
    ['a width below 280', { width: 279 }, 40097],
    ['a scene of 33', { scene: 'a'.repeat(33) }, 40169],
    ['a scene with a blank', { scene: 'a b' }, 40129],
    ['a page with a slash in front', { page: '/pages/a' }, 41030],
  ])('draws no code for %s', async (_title, wrong, errcode) => {
    const answer = await wire(await withToken('/wxa/getwxacodeunlimit'), { scene: 'a', page: 'pages/a', ...wrong });
    expect(answer.errcode).toBe(errcode);
  });

  it('draws a code of the width that was asked for', async () => {
    const address = `${simulators.origin}${await withToken('/wxa/getwxacodeunlimit')}`;
    const answer = await fetch(address, { method: 'POST', body: JSON.stringify({ scene: 'p-1', width: 600 }) });
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    await expect(sharp(Buffer.from(await answer.arrayBuffer())).metadata()).resolves.toMatchObject({ width: 600 });
  });
});

describe('stable_token', () => {
  it('gives the same token with what is left of it, until 300 s before its end', async () => {
    const first = await stableToken();
    expect(first).toEqual({ access_token: expect.any(String), expires_in: 7200 });
    nowMs += 6_899_000;
    expect(await stableToken()).toEqual({ ...first, expires_in: 301 });
    nowMs += 1000;
    const next = await stableToken();
    expect(next.access_token).not.toBe(first.access_token);
    const check = (token: unknown) => wire(`/wxa/msg_sec_check?access_token=${token}`, { content: '' });
    expect((await check(first.access_token)).errcode).toBe(44002);
    nowMs += 300_000;
    expect((await check(first.access_token)).errcode).toBe(42001);
    expect((await check(next.access_token)).errcode).toBe(44002);
  });

  it('by force kills the old one, not twice within 30 s and not more than 20 times a day', async () => {
    const first = await stableToken();
    expect((await stableToken(true)).access_token).not.toBe(first.access_token);
    expect((await wire(`/wxa/msg_sec_check?access_token=${first.access_token}`, {})).errcode).toBe(40001);
    nowMs += 29_999;
    expect((await stableToken(true)).errcode).toBe(45011);
    for (let n = 0; n < 19; n += 1) {
      nowMs += 30_000;
      expect((await stableToken(true)).expires_in).toBe(7200);
    }
    nowMs += 30_000;
    expect((await stableToken(true)).errcode).toBe(45009);
  });
});

describe('the control calls', () => {
  it('list the residents without their openids', async () => {
    const { items } = (await control('GET', '/simulators/wechat/residents')) as { items: Json[] };
    expect(items).toContainEqual({ id: 'linna', name: '林娜', phone: '19901007919', note: '1栋1单元101 业主' });
    expect(items).toHaveLength(9);
  });

  it('take a new resident, who can sign in at once, and change a known one', async () => {
    const made = await control('POST', '/simulators/wechat/residents', { name: '孙立', phone: '19888880003' });
    expect(made).toEqual({ id: 'r88880003', name: '孙立', phone: '19888880003', note: '' });
    expect(await openidOf('r88880003')).toMatch(/^o/);
    const before = await openidOf('linna');
    await control('POST', '/simulators/wechat/residents', { id: 'linna', name: '林娜', phone: '19888880004' });
    expect(await openidOf('linna')).toBe(before);
  });

  it('answer the popup as the resident was told to', async () => {
    const templates = simulators.control.wechat.templates.map(({ id }) => id);
    const [id = ''] = templates;
    const popup = () =>
      control('POST', '/simulators/wechat/subscribe', { resident: 'linna', templateIds: [id, 'nobody'] });
    expect(await popup()).toEqual({ results: { [id]: 'accept', nobody: 'filter' } });
    await control('POST', '/simulators/wechat/popup', { resident: 'linna', answer: 'reject' });
    expect(await popup()).toEqual({ results: { [id]: 'reject', nobody: 'filter' } });
    expect(simulators.control.wechat.quota('linna', id)).toBe(1);
  });

  it('set, count and clear faults', async () => {
    const once = await control('POST', '/simulators/wechat/faults', { api: 'token', kind: 'busy' });
    const ever = await control('POST', '/simulators/wechat/faults', { api: '*', kind: 'rate', times: null });
    expect((await stableToken()).errcode).toBe(-1);
    expect((await stableToken()).errcode).toBe(45011);
    expect(await control('GET', '/simulators/wechat/faults')).toEqual({ items: [ever] });
    expect(once).toMatchObject({ api: 'token', kind: 'busy', times: 1 });
    await control('DELETE', `/simulators/wechat/faults?id=${ever.id}`);
    expect((await stableToken()).expires_in).toBe(7200);
  });

  it.each([
    ['an unknown resident', 'GET', '/simulators/wechat/code?resident=nobody', undefined, 404],
    ['an unknown path', 'GET', '/simulators/nothing', undefined, 404],
    ['an unknown path of WeChat', 'GET', '/wxa/nothing', undefined, 404],
    ['another method', 'PUT', '/simulators/wechat/faults', {}, 405],
    ['no JSON', 'POST', '/simulators/wechat/faults', 'x', 400],
    ['an unknown fault', 'POST', '/simulators/wechat/faults', { api: 'send', kind: 'flood' }, 422],
    ['a phone number that is none', 'POST', '/simulators/wechat/residents', { name: '某', phone: '1' }, 422],
  ])('refuse %s', async (_title, method, path, body, status) => {
    expect((await ask(method, path, body)).status).toBe(status);
  });

  it('cannot be posted by a foreign page', async () => {
    const answer = await fetch(`${simulators.origin}/simulators/reset`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(415);
  });

  it('log calls without a code, token, openid or word of theirs', async () => {
    const openid = await openidOf('linna');
    const { access_token } = await stableToken();
    await wire(`/wxa/msg_sec_check?access_token=${access_token}`, {
      openid,
      content: '代开发票',
      scene: 2,
      version: 2,
    });
    const log = await control('GET', '/simulators/wechat/calls');
    expect(log.items).toHaveLength(3);
    expect((log.items as Json[])[0]).toMatchObject({ api: 'check', resident: '林娜', errcode: 0, status: 200 });
    for (const secret of [openid, access_token, app.secret, '代开发票'])
      expect(JSON.stringify(log)).not.toContain(secret);
  });
});

describe('the console', () => {
  const page = async (path = '/simulators/'): Promise<Response> => fetch(`${simulators.origin}${path}`);

  it('says that it is a simulation, and lets only its own script run', async () => {
    const answer = await page();
    const text = await answer.text();
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(text).toContain('这里的微信是模拟的');
    expect(text).not.toMatch(/<script>|<style|\son\w+=|\sstyle=/);
  });

  it('escapes what a resident is called', async () => {
    await control('POST', '/simulators/wechat/residents', { id: 'x', name: '<img src=x>"', phone: '19888880009' });
    const text = await (await page('/simulators/?resident=x')).text();
    expect(text).toContain('&#60;img src=x&#62;&#34;');
    expect(text).not.toContain('<img');
  });

  it.each([
    ['/simulators/console.css', 'text/css', '--brand:#0D7862'],
    ['/simulators/console.js', 'text/javascript', 'addEventListener'],
  ])('serves %s', async (path, type, words) => {
    const answer = await page(path);
    expect(answer.headers.get('content-type')).toContain(type);
    expect(await answer.text()).toContain(words);
  });
});
