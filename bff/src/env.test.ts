import { EnvError, readEnv } from './env.js';

const production = {
  ANJU_ENV: 'production',
  PUBLIC_URL: 'https://anju.example.cn',
  KEYS_FILE: '/etc/anju/keys.json',
  WX_APPID: 'wx0123456789abcdef',
  WX_SECRET: 'secret',
  DATABASE_URL: 'mysql://app:p@db:3306/anju',
};

/** Names of the variables that were refused, each once, in order. */
const refused = (variables: Record<string, string | undefined>): string[] => {
  try {
    readEnv(variables);
    return [];
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    return [...new Set(error.faults.map((fault) => fault.split('：')[0] ?? ''))].sort();
  }
};

test('a full production environment is taken as it stands', () => {
  expect(
    readEnv({
      ...production,
      PORT: '9000',
      TRUSTED_PROXIES: '10.0.0.0/8, 127.0.0.1',
      WX_TEMPLATES: 'repairAssigned=A,bindingDecided=B=C',
    }),
  ).toEqual({
    environment: 'production',
    port: 9000,
    publicUrl: 'https://anju.example.cn',
    dataDir: `${process.cwd()}/data`,
    databaseUrl: 'mysql://app:p@db:3306/anju',
    databaseOwnerUrl: 'mysql://app:p@db:3306/anju',
    keysFile: '/etc/anju/keys.json',
    trustedProxies: ['10.0.0.0/8', '127.0.0.1'],
    simulatorOrigin: null,
    redisUrl: null,
    storageUrl: `file:${process.cwd()}/data/files`,
    wechat: { origin: 'https://api.weixin.qq.com', appId: 'wx0123456789abcdef', secret: 'secret' },
    subscribeTemplates: { repairAssigned: 'A', repairFinished: '', bindingDecided: 'B=C' },
    logLevel: 'info',
  });
});

test('nothing said at all is production, and is refused for all that it lacks at once', () => {
  expect(refused({})).toEqual(['KEYS_FILE', 'PUBLIC_URL', 'WX_APPID', 'WX_SECRET']);
});

test('every malformed variable is listed at once', () => {
  const bad = {
    ANJU_ENV: 'staging',
    PORT: '70000',
    PUBLIC_URL: 'https://anju.example.cn/',
    DATABASE_URL: 'postgres://x',
    DATABASE_OWNER_URL: 'x',
    SIMULATOR_ORIGIN: 'localhost:9',
    REDIS_URL: 'http://x',
    STORAGE_URL: 'ftp://x',
    WXAPI_ORIGIN: 'api.weixin.qq.com',
    LOG_LEVEL: 'loud',
  };
  expect(refused(bad)).toEqual(Object.keys(bad).sort());
  expect(() => readEnv(bad)).toThrow(/环境变量有误/);
});

test.each<[string, Record<string, string>, string[]]>([
  ['simulators', { SIMULATOR_ORIGIN: 'http://sim:9000' }, ['SIMULATOR_ORIGIN']],
  ['WeChat on this machine', { WXAPI_ORIGIN: 'http://127.0.0.1:9000' }, ['WXAPI_ORIGIN']],
  ['WeChat on localhost', { WXAPI_ORIGIN: 'http://localhost:9000' }, ['WXAPI_ORIGIN']],
  ['an address without TLS', { PUBLIC_URL: 'http://anju.example.cn' }, ['PUBLIC_URL']],
  ['no keys', { KEYS_FILE: '' }, ['KEYS_FILE']],
  ['no app id', { WX_APPID: '' }, ['WX_APPID']],
])('production refuses %s', (_title, more, names) => {
  expect(refused({ ...production, ...more })).toEqual(names);
});

test('what production refuses is right for a demo', () => {
  expect(
    refused({ ANJU_ENV: 'demo', SIMULATOR_ORIGIN: 'http://127.0.0.1:9000', WXAPI_ORIGIN: 'http://127.0.0.1:9000' }),
  ).toEqual([]);
});

test.each(['redis://h', 'rediss://h', 'redis+sentinel://a,b/name', 'redis+cluster://a,b'])(
  '%s is an address of Redis',
  (url) => {
    expect(readEnv({ ...production, REDIS_URL: url }).redisUrl).toBe(url);
  },
);

test('an empty variable counts as not set', () => {
  expect(readEnv({ ...production, PORT: '', LOG_LEVEL: '', DATABASE_URL: '' })).toMatchObject({
    port: undefined,
    logLevel: 'info',
    databaseUrl: `sqlite:${process.cwd()}/data/anju.sqlite`,
  });
});

test('a secret is never in the text of a refusal', () => {
  const read = (): unknown =>
    readEnv({ ...production, WX_SECRET: 'do-not-show', DATABASE_URL: 'pg://u:do-not-show@h' });
  expect(read).toThrow(/DATABASE_URL/);
  expect(read).not.toThrow(/do-not-show/);
});
