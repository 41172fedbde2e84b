import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { type RunningSimulators, startSimulators } from '../../../simulators/server.js';
import { subscribeValues } from './subscribeValues.js';
import { createInProcessTokenCache, type TokenCache } from './tokenCache.js';
import { WechatError } from './wechat.errors.js';
import { createLiveWechat, type LiveWechatOptions } from './wechat.live.js';
import type { WechatPort } from './wechat.port.js';

const app = { appId: 'wx00000000000000aa', secret: 'secret-of-a-test' };
let nowMs: number;
let simulators: RunningSimulators;
let cache: TokenCache;
let wechat: WechatPort;

const make = (more: Partial<LiveWechatOptions> = {}): WechatPort =>
  createLiveWechat({
    ...app,
    origin: simulators.origin,
    realNow: () => new Date(nowMs),
    tokenCache: cache,
    backOffMs: 1,
    ...more,
  });

beforeAll(async () => {
  nowMs = Date.parse('2026-11-23T02:54:00.000Z');
  simulators = await startSimulators({ app, now: () => new Date(nowMs) });
});
afterAll(() => simulators.close());
beforeEach(() => {
  // A day apart, so that no test meets another's limit on forced tokens.
  nowMs += 86_400_000;
  world().reset();
  cache = createInProcessTokenCache();
  wechat = make();
});

const world = () => simulators.control.wechat;
const openidOf = (id: string): string => world().resident(id)?.openid ?? '';
const template = () => world().templates[0]?.id ?? '';
const callsOf = (api: string) =>
  world()
    .calls()
    .filter((call) => call.api === api);
const failure = async (work: Promise<unknown>): Promise<WechatError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(WechatError);
  return error as WechatError;
};
const minutes = (n: number): number => n * 60_000;
const data = subscribeValues({
  thing1: '厨房水槽下面的水管一直喷水，柜子都泡了',
  phrase2: '已派单',
  time3: new Date('2026-11-23T02:43:00.000Z'),
  thing4: '师傅 18 分钟内到',
  character_string5: '20261123-0017',
});
const message = (more: object = {}) => ({ openid: openidOf('linna'), templateId: template(), data, ...more });

describe('signing in', () => {
  it('gives the openid and nothing of the session key', async () => {
    const session = await wechat.exchangeLoginCode(world().makeCode('login', 'linna'));
    expect(session).toEqual({ openid: openidOf('linna') });
    expect(session.openid).toMatch(/^o[\w-]{27}$/);
  });

  it('takes a code once', async () => {
    const code = world().makeCode('login', 'linna');
    await wechat.exchangeLoginCode(code);
    expect(await failure(wechat.exchangeLoginCode(code))).toMatchObject({ kind: 'code_used', errcode: 40163 });
  });

  it.each([
    ['one nobody made', () => 'nonsense'],
    ['one of the phone button', () => world().makeCode('phone', 'linna')],
    [
      'one five minutes old',
      () => {
        const code = world().makeCode('login', 'linna');
        nowMs += minutes(5);
        return code;
      },
    ],
  ])('refuses a code: %s', async (_title, codeOf) => {
    expect(await failure(wechat.exchangeLoginCode(codeOf()))).toMatchObject({ kind: 'code_invalid', errcode: 40029 });
  });

  it.each([
    ['another AppID', { appId: 'wx00000000000000bb' }, 40013],
    ['no AppID', { appId: '' }, 41002],
    ['a wrong secret', { secret: 'wrong' }, 40125],
  ])('knows that our configuration is wrong: %s', async (_title, wrong, errcode) => {
    const error = await failure(make(wrong).exchangeLoginCode(world().makeCode('login', 'linna')));
    expect(error).toMatchObject({ kind: 'config', errcode });
  });

  it('knows a user whom WeChat holds for risky', async () => {
    world().faults.add({ api: 'login', kind: 'refuse' });
    expect(await failure(wechat.exchangeLoginCode(world().makeCode('login', 'linna')))).toMatchObject({
      kind: 'risky_user',
    });
  });
});

describe('the phone number', () => {
  it('comes with its country code', async () => {
    await expect(wechat.phoneNumber(world().makeCode('phone', 'linna'))).resolves.toEqual({
      phoneNumber: '19901007919',
      purePhoneNumber: '19901007919',
      countryCode: '86',
    });
  });

  it('is given once per code', async () => {
    const code = world().makeCode('phone', 'linna');
    await wechat.phoneNumber(code);
    expect(await failure(wechat.phoneNumber(code))).toMatchObject({ kind: 'code_invalid', errcode: 40029 });
  });

  it('is not believed with an old watermark', async () => {
    const ahead = make({ realNow: () => new Date(nowMs + minutes(6)) });
    expect(await failure(ahead.phoneNumber(world().makeCode('phone', 'linna')))).toMatchObject({
      kind: 'code_invalid',
    });
  });
});

describe('the access token', () => {
  const check = () => wechat.checkText({ openid: openidOf('linna'), content: '水管漏水', scene: 'comment' });

  it('is fetched once for many calls at once', async () => {
    await Promise.all(Array.from({ length: 20 }, check));
    expect(callsOf('token')).toHaveLength(1);
  });

  it('is kept until five minutes before its end, then renewed without force', async () => {
    await check();
    const first = await cache.get();
    nowMs += minutes(115);
    await check();
    expect(await cache.get()).toEqual(first);
    nowMs += 1;
    await check();
    expect(await cache.get()).not.toEqual(first);
    expect(callsOf('token')).toHaveLength(2);
  });

  it('is used to its end when no new one can be had', async () => {
    await check();
    nowMs += minutes(116);
    world().faults.add({ api: 'token', kind: 'busy', times: null });
    await expect(check()).resolves.toMatchObject({ suggest: 'pass' });
    nowMs += minutes(5);
    expect(await failure(check())).toMatchObject({ kind: 'busy' });
  });

  it('that another process renewed is taken from the cache', async () => {
    await check();
    const good = (await cache.get()) ?? { token: '', expiresAtMs: 0 };
    const shared = createInProcessTokenCache();
    await shared.set({ ...good, token: '90_long-gone' });
    // The other process renews while this one waits for the lock.
    const lock: TokenCache['lock'] = (work) => shared.lock(() => shared.set(good).then(work));
    cache = { ...shared, lock };
    wechat = make();
    await expect(check()).resolves.toMatchObject({ suggest: 'pass' });
    expect(callsOf('token')).toHaveLength(1);
  });

  it.each([
    ['unknown to WeChat', 'token_invalid', 40001],
    ['expired', 'token_expired', 42001],
  ] as const)('that is %s is renewed and the call made once more', async (_title, kind, _errcode) => {
    await check();
    const first = await cache.get();
    world().faults.add({ api: 'check', kind });
    await expect(check()).resolves.toMatchObject({ suggest: 'pass' });
    expect((await cache.get())?.token).not.toBe(first?.token);
    expect(callsOf('check')).toHaveLength(3);
    // Once as usual, and once by force, because WeChat still gave the refused one.
    expect(callsOf('token')).toHaveLength(3);
  });

  it('really ended is renewed without force', async () => {
    await check();
    world().tokens.revokeAll();
    await expect(check()).resolves.toMatchObject({ suggest: 'pass' });
    expect(callsOf('token')).toHaveLength(2);
  });

  it.each([
    ['token_invalid', 40001],
    ['token_expired', 42001],
  ] as const)('is renewed only once a call: %s', async (kind, errcode) => {
    world().faults.add({ api: 'check', kind, times: null });
    expect(await failure(check())).toMatchObject({ kind: 'token', errcode });
    expect(callsOf('check')).toHaveLength(2);
  });
});

describe('subscribe messages', () => {
  it('needs an acceptance for each', async () => {
    const resident = world().resident('linna');
    if (!resident) throw new Error('no 林娜');
    await expect(wechat.sendSubscribeMessage(message())).resolves.toEqual({ refused: 'no_subscription' });
    world().answerPopup(resident, [template()]);
    world().answerPopup(resident, [template()]);
    await expect(wechat.sendSubscribeMessage(message({ page: 'pages/a/b?id=1' }))).resolves.toBe('sent');
    await expect(wechat.sendSubscribeMessage(message())).resolves.toBe('sent');
    await expect(wechat.sendSubscribeMessage(message())).resolves.toEqual({ refused: 'no_subscription' });
    expect(world().messages('linna')).toHaveLength(2);
    expect(world().messages('linna')[1]).toMatchObject({
      page: 'pages/a/b?id=1',
      title: '报修派单通知',
      fields: [
        { key: 'thing1', value: '厨房水槽下面的水管一直喷水，柜子都泡了' },
        { key: 'phrase2', value: '已派单' },
        { key: 'time3', value: '2026年11月23日 10:43' },
        { key: 'thing4', value: '师傅 18 分钟内到' },
        { key: 'character_string5', value: '20261123-0017' },
      ],
    });
  });

  it('to somebody who is not ours is refused for good', async () => {
    await expect(wechat.sendSubscribeMessage(message({ openid: 'oNobody' }))).resolves.toEqual({
      refused: 'user_unknown',
    });
  });

  it.each([
    ['a template of nobody', { templateId: 'x'.repeat(43) }, 40037],
    ['a page with a leading slash', { page: '/pages/a' }, 41030],
    ['a thing of 21 characters', { data: { ...data, thing1: '水'.repeat(21) } }, 47003],
    ['an empty value', { data: { ...data, thing4: '' } }, 47003],
    ['a line break', { data: { ...data, thing4: '一\n二' } }, 47003],
    ['a phrase with a letter', { data: { ...data, phrase2: '已派A' } }, 47003],
    ['a time in ISO form', { data: { ...data, time3: '2026-11-23 10:43' } }, 47003],
    ['Chinese in a character string', { data: { ...data, character_string5: '17号' } }, 47003],
    ['a field too many', { data: { ...data, thing9: '多' } }, 47003],
    ['a field too few', { data: { thing1: '少' } }, 47003],
  ])('is our own fault with %s', async (_title, wrong, errcode) => {
    expect(await failure(wechat.sendSubscribeMessage(message(wrong)))).toMatchObject({ kind: 'bad_argument', errcode });
  });

  it('two at once to one user: the second must wait', async () => {
    world().setQuota('linna', template(), 2);
    await wechat.checkText({ openid: openidOf('linna'), content: '好', scene: 'comment' });
    const both = await Promise.allSettled([
      wechat.sendSubscribeMessage(message()),
      wechat.sendSubscribeMessage(message()),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { kind: 'rate', errcode: 43108 },
    });
  });

  it('that was carried out, but answered too late, is unknown and not sent again', async () => {
    world().setQuota('linna', template(), 5);
    world().faults.add({ api: 'send', kind: 'late', ms: 2000 });
    const error = await failure(make({ timeoutMs: 300 }).sendSubscribeMessage(message()));
    expect(error).toMatchObject({ kind: 'unknown', errcode: null });
    expect(world().messages('linna')).toHaveLength(1);
  });

  it('whose connection broke after it was carried out is unknown and not sent again', async () => {
    world().setQuota('linna', template(), 5);
    world().faults.add({ api: 'send', kind: 'cut' });
    expect(await failure(wechat.sendSubscribeMessage(message()))).toMatchObject({ kind: 'unknown', errcode: null });
    expect(world().messages('linna')).toHaveLength(1);
  });
});

describe('place codes', () => {
  it('is a picture', async () => {
    const { bytes, contentType } = await wechat.placeCode({
      scene: 'p-7HQ2K9',
      page: 'features/repair/pages/report/index',
    });
    expect(contentType).toBe('image/jpeg');
    await expect(sharp(bytes).metadata()).resolves.toMatchObject({ format: 'jpeg', width: 430, height: 430 });
  });

  it.each([
    ['33 characters', 'a'.repeat(33), 'pages/a'],
    ['no scene', '', 'pages/a'],
    ['a scene with Chinese', '一栋', 'pages/a'],
    ['a leading slash', 'a', '/pages/a'],
    ['a query in the page', 'a', 'pages/a?b=1'],
  ])('never asks WeChat for what it must refuse: %s', async (_title, scene, page) => {
    expect(await failure(wechat.placeCode({ scene, page }))).toMatchObject({ kind: 'bad_argument', errcode: null });
    expect(callsOf('code')).toHaveLength(0);
  });

  it('reads a refusal that comes instead of the picture', async () => {
    world().faults.add({ api: 'code', kind: 'refuse' });
    expect(await failure(wechat.placeCode({ scene: 'a', page: 'pages/a' }))).toMatchObject({
      kind: 'bad_argument',
      errcode: 41030,
    });
  });
});

describe('checking text', () => {
  const check = (content: string, id = 'linna') =>
    wechat.checkText({ openid: openidOf(id), content, scene: 'comment' });

  it.each([
    ['厨房水管漏水', 'pass', 100],
    ['你们物业是骗子', 'review', 20003],
    ['代开发票，骗子勿扰', 'risky', 10001],
  ])('%s: %s', async (content, suggest, label) => {
    const verdict = await check(content);
    expect(verdict).toEqual({ suggest, label, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });

  it('gives no verdict on one who left more than two hours ago', async () => {
    const resident = world().resident('linna');
    if (!resident) throw new Error('no 林娜');
    resident.leftAt = new Date(nowMs - minutes(121));
    expect(await failure(check('漏水'))).toMatchObject({ kind: 'inactive_user', errcode: 61010 });
    world().makeCode('login', 'linna');
    await expect(check('漏水')).resolves.toMatchObject({ suggest: 'pass' });
  });

  it('takes 2500 characters and no more', async () => {
    await expect(check('水'.repeat(2500))).resolves.toMatchObject({ suggest: 'pass' });
    expect(await failure(check('水'.repeat(2501)))).toMatchObject({ kind: 'bad_argument' });
    expect(await failure(check(''))).toMatchObject({ kind: 'bad_argument' });
  });
});

describe('misfortune', () => {
  const check = () => wechat.checkText({ openid: openidOf('linna'), content: '漏水', scene: 'comment' });

  it('busy twice, then answered', async () => {
    world().faults.add({ api: 'check', kind: 'busy', times: 2 });
    await expect(check()).resolves.toMatchObject({ suggest: 'pass' });
    expect(callsOf('check')).toHaveLength(3);
  });

  it('busy for good: given up after two more tries', async () => {
    world().faults.add({ api: 'check', kind: 'busy', times: null });
    expect(await failure(check())).toMatchObject({ kind: 'busy', errcode: -1 });
    expect(callsOf('check')).toHaveLength(3);
  });

  it.each([
    ['too many a minute', { kind: 'rate' }, 'rate', 45011],
    ['nothing more today', { kind: 'quota' }, 'quota', 45009],
    ['not authorised', { kind: 'errcode', errcode: 48001 }, 'config', 48001],
    ['address not on the list', { kind: 'errcode', errcode: 40164 }, 'config', 40164],
    ['a code nobody wrote down', { kind: 'errcode', errcode: 99999 }, 'unknown', 99999],
    ['a gateway that fails', { kind: 'bad_gateway' }, 'unknown', null],
    ['half a JSON', { kind: 'garbage' }, 'unknown', null],
  ] as const)('%s: one try, and its kind', async (_title, fault, kind, errcode) => {
    world().faults.add({ api: 'check', ...fault });
    expect(await failure(check())).toMatchObject({ kind, errcode });
    expect(callsOf('check')).toHaveLength(1);
  });

  it('nobody there: busy, for nothing was sent', async () => {
    const gone = await startSimulators({ app });
    await gone.close();
    expect(await failure(make({ origin: gone.origin }).exchangeLoginCode('a'))).toMatchObject({
      kind: 'busy',
      errcode: null,
    });
  });

  it('tells nothing secret in its errors', async () => {
    world().faults.add({ api: 'send', kind: 'errcode', errcode: 47003 });
    const error = await failure(wechat.sendSubscribeMessage(message()));
    const told = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
    for (const secret of [app.secret, openidOf('linna'), (await cache.get())?.token ?? 'none', 'access_token'])
      expect(told).not.toContain(secret);
  });
});

describe('answers that WeChat should never give', () => {
  let server: Server;
  let answer: RequestListener;
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url?.startsWith('/cgi-bin/stable_token'))
        response.end(JSON.stringify({ access_token: 'a-token', expires_in: 7200 }));
      else answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise<unknown>((resolve) => server.close(resolve)));

  it.each([
    ['a session without openid', { session_key: 'k' }],
    ['no object', [1]],
    ['an errcode in words', { errcode: 'forty' }],
  ])('%s is unknown', async (_title, body) => {
    answer = (_request, response) => void response.end(JSON.stringify(body));
    expect(await failure(make({ origin: origin() }).exchangeLoginCode('a'))).toMatchObject({
      kind: 'unknown',
      errcode: null,
    });
  });

  it('a redirect is not followed', async () => {
    let asked = 0;
    answer = (_request, response) => {
      asked += 1;
      response.writeHead(302, { Location: '/elsewhere' }).end();
    };
    expect(await failure(make({ origin: origin() }).exchangeLoginCode('a'))).toMatchObject({ kind: 'unknown' });
    expect(asked).toBe(1);
  });

  it('a watermark of another mini-program is not believed', async () => {
    const watermark = { timestamp: nowMs / 1000, appid: 'wx00000000000000bb' };
    const phone_info = { phoneNumber: '1', purePhoneNumber: '1', countryCode: 86, watermark };
    answer = (_request, response) => void response.end(JSON.stringify({ errcode: 0, phone_info }));
    expect(await failure(make({ origin: origin() }).phoneNumber('a'))).toMatchObject({ kind: 'config' });
  });

  it('an endless answer is cut off', async () => {
    answer = (_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 0x20)));
      };
      response.on('drain', more);
      more();
    };
    const error = await failure(make({ origin: origin() }).exchangeLoginCode('a'));
    expect(error).toMatchObject({ kind: 'unknown', message: expect.stringContaining('too large') });
  });
});
