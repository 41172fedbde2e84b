import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testPayKeys } from '../test/factories/payKeys.js';
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
    emqx: null,
    port: 9000,
    publicUrl: 'https://anju.example.cn',
    dataDir: `${process.cwd()}/data`,
    databaseUrl: 'mysql://app:p@db:3306/anju',
    databaseOwnerUrl: 'mysql://app:p@db:3306/anju',
    keysFile: '/etc/anju/keys.json',
    trustedProxies: ['10.0.0.0/8', '127.0.0.1'],
    simulatorOrigin: null,
    redisUrl: null,
    mqttUrl: null,
    mqttAdminUrl: null,
    mqttPort: undefined,
    storageUrl: `file:${process.cwd()}/data/files`,
    wechat: { origin: 'https://api.weixin.qq.com', appId: 'wx0123456789abcdef', secret: 'secret' },
    wechatPay: null,
    subscribeTemplates: {
      repairAssigned: 'A',
      repairFinished: '',
      bindingDecided: 'B=C',
      billReminder: '',
      reportPublished: '',
      visitorArrived: '',
      complaintAnswered: '',
      announcementPublished: '',
      homeVisit: '',
      invoiceIssued: '',
    },
    alipay: null,
    invoice: null,
    speech: null,
    vision: null,
    phrasing: null,
    autoDebit: null,
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
    WXPAY_ORIGIN: 'api.mch.weixin.qq.com',
    WXPAY_MCHID: 'merchant',
    WXPAY_MERCHANT_SERIAL: 'serial no',
    LOG_LEVEL: 'loud',
  };
  expect(refused(bad)).toEqual(Object.keys(bad).sort());
  expect(() => readEnv(bad)).toThrow(/环境变量有误/);
});

test.each<[string, Record<string, string>, string[]]>([
  ['simulators', { SIMULATOR_ORIGIN: 'http://sim:9000' }, ['SIMULATOR_ORIGIN']],
  ['WeChat on this machine', { WXAPI_ORIGIN: 'http://127.0.0.1:9000' }, ['WXAPI_ORIGIN']],
  ['WeChat on localhost', { WXAPI_ORIGIN: 'http://localhost:9000' }, ['WXAPI_ORIGIN']],
  ['WeChat Pay on this machine', { WXPAY_ORIGIN: 'http://127.0.0.1:9000' }, ['WXPAY_ORIGIN']],
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

test.each<[string, Record<string, string>, string[]]>([
  [
    'half of Alipay',
    { ALIPAY_APP_ID: '2021000000000001', ALIPAY_SELLER_ID: '2088000000000001' },
    ['ALIPAY_PRIVATE_KEY_FILE', 'ALIPAY_PUBLIC_KEY_FILE'],
  ],
  [
    'an invoice provider without a seller',
    { INVOICE_ORIGIN: 'https://i.example.cn', INVOICE_APP_KEY: 'k', INVOICE_APP_SECRET: '0123456789abcdef' },
    ['INVOICE_SELLER_NAME', 'INVOICE_SELLER_TAX_NO'],
  ],
  ['auto debit without a merchant', { WXPAPAY_PLAN_ID: '1', WXPAPAY_APIV2_KEY: 'k'.repeat(32) }, ['WXPAY_MCHID']],
  ['Alipay on this machine', { ALIPAY_GATEWAY: 'http://127.0.0.1:9000/gateway.do' }, ['ALIPAY_GATEWAY']],
  ['papay on this machine', { WXPAPAY_ORIGIN: 'http://localhost:9000' }, ['WXPAPAY_ORIGIN']],
])('production refuses %s', (_title, more, names) => {
  expect(refused({ ...production, ...more })).toEqual(names);
});

test('a provider that is given whole is taken', () => {
  const taken = readEnv({
    ...production,
    ALIPAY_APP_ID: '2021000000000001',
    ALIPAY_SELLER_ID: '2088000000000001',
    ALIPAY_PRIVATE_KEY_FILE: '/etc/a.pem',
    ALIPAY_PUBLIC_KEY_FILE: '/etc/b.pem',
  });
  expect(taken.alipay).toEqual({
    gateway: 'https://openapi.alipay.com/gateway.do',
    appId: '2021000000000001',
    sellerId: '2088000000000001',
    privateKeyFile: '/etc/a.pem',
    publicKeyFile: '/etc/b.pem',
  });
  expect(taken.invoice).toBeNull();
  expect(taken.autoDebit).toBeNull();
});

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

it('an EMQX that asks us needs an account of ours at the broker', () => {
  const secret = 'x'.repeat(32);
  const account = { MQTT_URL: 'mqtts://anju:p%40ss@broker:8883', EMQX_AUTH_SECRET: secret };
  expect(readEnv({ ANJU_ENV: 'test', ...account }).emqx).toEqual({
    ...{ secret, account: { username: 'anju', password: 'p@ss' } },
  });
  for (const MQTT_URL of ['mqtts://broker:8883', 'mqtts://anju@broker:8883', ''])
    expect(() => readEnv({ ANJU_ENV: 'test', ...account, MQTT_URL })).toThrow('EMQX_AUTH_SECRET');
  expect(readEnv({ ANJU_ENV: 'test' }).emqx).toBeNull();
});

describe('WeChat Pay', () => {
  let folder: string;
  let pay: Record<string, string>;
  let keys: Awaited<ReturnType<typeof testPayKeys>>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'anju-env-'));
    keys = await testPayKeys();
    const write = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    pay = {
      WXPAY_MCHID: keys.mchId,
      WXPAY_MERCHANT_SERIAL: keys.merchant.serial.toLowerCase(),
      WXPAY_MERCHANT_KEY_FILE: write('key.pem', keys.merchant.keyPem),
      WXPAY_MERCHANT_CERT_FILE: write('cert.pem', keys.merchant.certPem),
      WXPAY_APIV3_KEY: keys.apiV3Key,
      WXPAY_PLATFORM_KEYS: `${keys.publicKey.id}=${write('pub.pem', keys.publicKey.publicPem)}, ${keys.certificate.serial}=${write('platform.pem', keys.certificate.certPem)}`,
    };
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is on when all of it is set, with the texts of its files', () => {
    expect(readEnv({ ...production, ...pay }).wechatPay).toEqual({
      origin: 'https://api.mch.weixin.qq.com',
      mchId: keys.mchId,
      merchantSerial: keys.merchant.serial,
      merchantKey: keys.merchant.keyPem,
      merchantCert: keys.merchant.certPem,
      apiV3Key: keys.apiV3Key,
      platformKeys: new Map([
        [keys.publicKey.id, keys.publicKey.publicPem],
        [keys.certificate.serial, keys.certificate.certPem],
      ]),
    });
  });

  test('a part of it is a fault in every environment, each missing variable named', () => {
    const names = Object.keys(pay).sort();
    for (const name of names) {
      expect(refused({ ...production, ...pay, [name]: '' })).toEqual([name]);
      expect(refused({ ANJU_ENV: 'demo', [name]: pay[name] })).toEqual(names.filter((other) => other !== name));
    }
  });

  test.each<[string, () => Record<string, string>, string]>([
    ['an APIv3 key of another length', () => ({ WXPAY_APIV3_KEY: 'short' }), 'WXPAY_APIV3_KEY'],
    ['a key file that is not there', () => ({ WXPAY_MERCHANT_KEY_FILE: '/nowhere.pem' }), 'WXPAY_MERCHANT_KEY_FILE'],
    [
      'a certificate in place of the key',
      () => ({ WXPAY_MERCHANT_KEY_FILE: `${folder}/cert.pem` }),
      'WXPAY_MERCHANT_KEY_FILE',
    ],
    [
      'a key in place of the certificate',
      () => ({ WXPAY_MERCHANT_CERT_FILE: `${folder}/key.pem` }),
      'WXPAY_MERCHANT_CERT_FILE',
    ],
    [
      'a certificate of another key',
      () => ({ WXPAY_MERCHANT_CERT_FILE: `${folder}/platform.pem` }),
      'WXPAY_MERCHANT_KEY_FILE',
    ],
    [
      'the serial of another certificate',
      () => ({ WXPAY_MERCHANT_SERIAL: keys.certificate.serial }),
      'WXPAY_MERCHANT_SERIAL',
    ],
    ['a platform key without its serial', () => ({ WXPAY_PLATFORM_KEYS: `${folder}/pub.pem` }), 'WXPAY_PLATFORM_KEYS'],
    [
      'a platform key that is not there',
      () => ({ WXPAY_PLATFORM_KEYS: 'PUB_KEY_ID_1=/nowhere.pem' }),
      'WXPAY_PLATFORM_KEYS',
    ],
    [
      'a platform certificate under another serial',
      () => ({ WXPAY_PLATFORM_KEYS: `AB12=${folder}/platform.pem` }),
      'WXPAY_PLATFORM_KEYS',
    ],
    ['no platform key at all', () => ({ WXPAY_PLATFORM_KEYS: ' , ' }), 'WXPAY_PLATFORM_KEYS'],
  ])('refuses %s', (_title, more, name) => {
    expect(refused({ ...production, ...pay, ...more() })).toEqual([name]);
  });

  test('keys are never in the text of a refusal', () => {
    const read = (): unknown => readEnv({ ...production, ...pay, WXPAY_APIV3_KEY: 'do-not-show' });
    expect(read).toThrow(/WXPAY_APIV3_KEY/);
    expect(read).not.toThrow(/do-not-show|PRIVATE KEY/);
  });
});

test('the broker is inside, or one at an address that speaks MQTT', () => {
  const { mqttUrl, mqttPort } = readEnv({ ...production, MQTT_URL: 'mqtts://anju:p@broker:8883', MQTT_PORT: '1884' });
  expect([mqttUrl, mqttPort]).toEqual(['mqtts://anju:p@broker:8883', 1884]);
  expect(refused({ ...production, MQTT_URL: 'http://broker', MQTT_ADMIN_URL: 'broker', MQTT_PORT: '70000' })).toEqual([
    'MQTT_ADMIN_URL',
    'MQTT_PORT',
    'MQTT_URL',
  ]);
});
