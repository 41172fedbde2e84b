import { resolve } from 'node:path';
import { z } from 'zod';
import type { EmqxSettings } from './adapters/mqtt/emqx.js';
import { type ProviderEnv, providerFaults, providerShape, providersOf } from './env.providers.js';
import { readWechatPay, type WechatPayEnv } from './envWechatPay.js';

const list = (value: string): string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

const origin = z.string().regex(/^https?:\/\/[^/]+$/, '要写成 https://主机 的样子，后面没有斜杠');

const schema = z.object({
  ...providerShape,
  ANJU_ENV: z.enum(['demo', 'test', 'production']).default('production'),
  PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  PUBLIC_URL: origin.optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:|mysql:\/\/)/, '要以 sqlite: 或 mysql:// 开头')
    .optional(),
  DATABASE_OWNER_URL: z
    .string()
    .regex(/^(sqlite:|mysql:\/\/)/, '要以 sqlite: 或 mysql:// 开头')
    .optional(),
  KEYS_FILE: z.string().optional(),
  TRUSTED_PROXIES: z.string().default('').transform(list),
  SIMULATOR_ORIGIN: origin.optional(),
  REDIS_URL: z
    .string()
    .regex(/^redis(s|\+sentinel|\+cluster)?:\/\//, '要以 redis:// 开头')
    .optional(),
  MQTT_URL: z
    .string()
    .regex(/^(mqtts?|wss?):\/\//, '要以 mqtt:// 或 mqtts:// 开头')
    .optional(),
  MQTT_ADMIN_URL: z
    .string()
    .regex(/^(mqtts?|wss?):\/\//, '要以 mqtt:// 或 mqtts:// 开头')
    .optional(),
  EMQX_AUTH_SECRET: z.string().min(32, '至少 32 个字符').optional(),
  MQTT_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  STORAGE_URL: z
    .string()
    .regex(/^(file:|s3:\/\/)/, '要以 file: 或 s3:// 开头')
    .optional(),
  WXAPI_ORIGIN: origin.default('https://api.weixin.qq.com'),
  WX_APPID: z.string().default(''),
  WX_SECRET: z.string().default(''),
  WX_TEMPLATES: z.string().default('').transform(list),
  WXPAY_ORIGIN: origin.default('https://api.mch.weixin.qq.com'),
  WXPAY_MCHID: z
    .string()
    .regex(/^\d{6,32}$/, '商户号是一串数字')
    .optional(),
  WXPAY_MERCHANT_SERIAL: z
    .string()
    .regex(/^[0-9A-Fa-f]{8,64}$/, '证书序列号是十六进制')
    .optional(),
  WXPAY_MERCHANT_KEY_FILE: z.string().optional(),
  WXPAY_MERCHANT_CERT_FILE: z.string().optional(),
  WXPAY_APIV3_KEY: z.string().optional(),
  WXPAY_PLATFORM_KEYS: z.string().optional(),
  DEMO_SPEED: z.coerce.number().int().min(1).max(100_000).optional(),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
});

export interface Env extends ProviderEnv {
  environment: 'demo' | 'test' | 'production';
  /** Undefined: 8080, or the next free one. */
  port: number | undefined;
  publicUrl: string | undefined;
  dataDir: string;
  databaseUrl: string;
  databaseOwnerUrl: string;
  keysFile: string;
  trustedProxies: string[];
  simulatorOrigin: string | null;
  redisUrl: string | null;
  storageUrl: string;
  /** Null: the broker is inside this process. */
  mqttUrl: string | null;
  /** The broker's administrator, for `npm run mqtt:roles` alone. */
  mqttAdminUrl: string | null;
  /** Of the broker inside; undefined: 1883, or the next free one. */
  mqttPort: number | undefined;
  emqx: EmqxSettings | null;
  wechat: { origin: string; appId: string; secret: string };
  /** Null: online payment is off. */
  wechatPay: WechatPayEnv | null;
  subscribeTemplates: Record<TemplatePurpose, string>;
  /** How fast the demo's clock runs; undefined leaves it as it is. */
  demoSpeed: number | undefined;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
}

const purposes = [
  'repairAssigned',
  'repairFinished',
  'bindingDecided',
  'billReminder',
  'reportPublished',
  'invoiceIssued',
  'visitorArrived',
  'complaintAnswered',
  'announcementPublished',
  'homeVisit',
] as const;
type TemplatePurpose = (typeof purposes)[number];

/** `WX_TEMPLATES=repairAssigned=ID,repairFinished=ID,bindingDecided=ID,billReminder=ID,… */
/** EMQX knows our account by the name and password of MQTT_URL. */
const emqxOf = (secret: string | undefined, mqttUrl: string | undefined): EmqxSettings | null => {
  if (!secret || !mqttUrl) return null;
  const { username, password } = new URL(mqttUrl);
  // Without a name and a password of our own, nobody at all would be us.
  if (!username || !password) return null;
  return { secret, account: { username: decodeURIComponent(username), password: decodeURIComponent(password) } };
};

const templatesOf = (pairs: string[]): Record<TemplatePurpose, string> => {
  const given = Object.fromEntries(pairs.map((pair) => [pair.split('=')[0], pair.split('=').slice(1).join('=')]));
  return Object.fromEntries(purposes.map((purpose) => [purpose, given[purpose] ?? ''])) as Record<
    TemplatePurpose,
    string
  >;
};

/** What production must have, and must not; one sentence for each breach. */
const productionFaults = (raw: z.infer<typeof schema>): string[] => {
  const faults: string[] = [];
  const need = (name: keyof typeof raw, why: string): void => {
    if (!raw[name]) faults.push(`${name}：生产环境必须设置（${why}）`);
  };
  need('KEYS_FILE', '加密手机号和签名地址的密钥');
  need('PUBLIC_URL', '对外的 https 地址');
  need('WX_APPID', '小程序的 AppID');
  need('WX_SECRET', '小程序的 AppSecret');
  if (raw.SIMULATOR_ORIGIN) faults.push('SIMULATOR_ORIGIN：生产环境不能使用模拟器');
  if (raw.PUBLIC_URL && !raw.PUBLIC_URL.startsWith('https://')) faults.push('PUBLIC_URL：生产环境必须是 https');
  for (const name of ['WXAPI_ORIGIN', 'WXPAY_ORIGIN'] as const)
    if (/^https?:\/\/(127\.|localhost|\[::1\])/.test(raw[name])) faults.push(`${name}：生产环境不能指向本机的模拟器`);
  return faults;
};

/** Every bad variable is listed at once. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
  constructor(readonly faults: string[]) {
    super(`环境变量有误：\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/** The parsed environment; throws EnvError. */
export const readEnv = (variables: Record<string, string | undefined>): Env => {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    throw new EnvError(parsed.error.issues.map((issue) => `${issue.path.join('.')}：${issue.message}`));
  const raw = parsed.data;
  const pay = readWechatPay(raw);
  const production = raw.ANJU_ENV === 'production';
  const ownFaults = production ? productionFaults(raw) : [];
  const emqx = emqxOf(raw.EMQX_AUTH_SECRET, raw.MQTT_URL);
  const emqxFaults = raw.EMQX_AUTH_SECRET && !emqx ? ['EMQX_AUTH_SECRET：MQTT_URL 里要写上账号和密码'] : [];
  const faults = [...ownFaults, ...emqxFaults, ...pay.faults, ...providerFaults(raw, production)];
  if (faults.length > 0) throw new EnvError(faults);
  const dataDir = resolve(raw.DATA_DIR);
  const databaseUrl = raw.DATABASE_URL ?? `sqlite:${dataDir}/anju.sqlite`;
  return {
    environment: raw.ANJU_ENV,
    port: raw.PORT,
    publicUrl: raw.PUBLIC_URL,
    dataDir,
    databaseUrl,
    databaseOwnerUrl: raw.DATABASE_OWNER_URL ?? databaseUrl,
    keysFile: resolve(raw.KEYS_FILE ?? `${dataDir}/keys.json`),
    trustedProxies: raw.TRUSTED_PROXIES,
    simulatorOrigin: raw.SIMULATOR_ORIGIN ?? null,
    redisUrl: raw.REDIS_URL ?? null,
    mqttUrl: raw.MQTT_URL ?? null,
    mqttAdminUrl: raw.MQTT_ADMIN_URL ?? null,
    mqttPort: raw.MQTT_PORT,
    emqx,
    storageUrl: raw.STORAGE_URL ?? `file:${dataDir}/files`,
    wechat: { origin: raw.WXAPI_ORIGIN, appId: raw.WX_APPID, secret: raw.WX_SECRET },
    wechatPay: pay.wechatPay,
    ...providersOf(raw),
    subscribeTemplates: templatesOf(raw.WX_TEMPLATES),
    demoSpeed: raw.ANJU_ENV === 'production' ? undefined : raw.DEMO_SPEED,
    logLevel: raw.LOG_LEVEL,
  };
};
