import { resolve } from 'node:path';
import { z } from 'zod';

const origin = z.string().regex(/^https?:\/\/[^/]+$/, '要写成 https://主机 的样子，后面没有斜杠');

/** Providers that an installation may do without: each group is given whole, or not at all. */
export const providerShape = {
  ALIPAY_GATEWAY: z
    .string()
    .regex(/^https?:\/\/[^/]+\/gateway\.do$/, '要写成 https://主机/gateway.do 的样子')
    .default('https://openapi.alipay.com/gateway.do'),
  ALIPAY_APP_ID: z
    .string()
    .regex(/^\d{16}$/, '是 16 位数字')
    .optional(),
  ALIPAY_SELLER_ID: z
    .string()
    .regex(/^2088\d{12}$/, '是 2088 开头的 16 位数字')
    .optional(),
  ALIPAY_PRIVATE_KEY_FILE: z.string().optional(),
  ALIPAY_PUBLIC_KEY_FILE: z.string().optional(),
  INVOICE_ORIGIN: origin.optional(),
  INVOICE_APP_KEY: z.string().optional(),
  INVOICE_APP_SECRET: z.string().min(16, '至少 16 个字符').optional(),
  INVOICE_SELLER_TAX_NO: z
    .string()
    .regex(/^[0-9A-Z]{15,20}$/, '是 15 到 20 位数字或大写字母')
    .optional(),
  INVOICE_SELLER_NAME: z.string().optional(),
  SPEECH_ORIGIN: origin.optional(),
  SPEECH_KEY: z.string().min(16, '至少 16 个字符').optional(),
  VISION_ORIGIN: origin.optional(),
  VISION_KEY: z.string().min(16, '至少 16 个字符').optional(),
  PHRASING_ORIGIN: origin.optional(),
  PHRASING_KEY: z.string().min(16, '至少 16 个字符').optional(),
  WXPAPAY_ORIGIN: origin.default('https://api.mch.weixin.qq.com'),
  WXPAPAY_PLAN_ID: z
    .string()
    .regex(/^\d{1,28}$/, '是数字')
    .optional(),
  WXPAPAY_APIV2_KEY: z.string().length(32, '是 32 个字符').optional(),
};

const schema = z.object(providerShape);
type Raw = z.output<typeof schema> & { WXPAY_MCHID?: string | undefined };
type Name = keyof Raw;

export interface ProviderEnv {
  /** Null: no Alipay code at the counter. */
  alipay: { gateway: string; appId: string; sellerId: string; privateKeyFile: string; publicKeyFile: string } | null;
  /** Null: owners get a receipt, not an invoice. */
  invoice: { origin: string; appKey: string; appSecret: string; sellerTaxNo: string; sellerName: string } | null;
  /** Null: a recording is not written down, it goes to people as it is. */
  speech: { origin: string; key: string } | null;
  /** Null: a picture goes to people as it is. */
  vision: { origin: string; key: string } | null;
  /** Null: what answers a question is shown as it is written. */
  phrasing: { origin: string; key: string } | null;
  /** Null: nobody is debited by itself. */
  autoDebit: { origin: string; planId: string; apiV2Key: string } | null;
}

/** The first names decide whether the provider is wanted; the rest it needs as well. */
const groups: { deciding: Name[]; needing: Name[]; what: string }[] = [
  {
    deciding: ['ALIPAY_APP_ID', 'ALIPAY_SELLER_ID', 'ALIPAY_PRIVATE_KEY_FILE', 'ALIPAY_PUBLIC_KEY_FILE'],
    needing: [],
    what: '支付宝当面付',
  },
  {
    deciding: [
      'INVOICE_ORIGIN',
      'INVOICE_APP_KEY',
      'INVOICE_APP_SECRET',
      'INVOICE_SELLER_TAX_NO',
      'INVOICE_SELLER_NAME',
    ],
    needing: [],
    what: '电子发票',
  },
  { deciding: ['SPEECH_ORIGIN', 'SPEECH_KEY'], needing: [], what: '语音转写' },
  { deciding: ['VISION_ORIGIN', 'VISION_KEY'], needing: [], what: '照片识别' },
  { deciding: ['PHRASING_ORIGIN', 'PHRASING_KEY'], needing: [], what: '咨询的语言模型' },
  {
    deciding: ['WXPAPAY_PLAN_ID', 'WXPAPAY_APIV2_KEY'],
    // Its merchant is WeChat Pay's, which is whole or absent by rules of its own.
    needing: ['WXPAY_MCHID'],
    what: '微信委托代扣',
  },
];

const local = /^http:\/\/(127\.|localhost|\[::1\])/;

/** One sentence for each breach; `production` refuses simulators too. */
export const providerFaults = (raw: Raw, production: boolean): string[] => {
  const faults: string[] = [];
  for (const { deciding, needing, what } of groups) {
    const given = deciding.filter((name) => raw[name] !== undefined);
    if (given.length === 0) continue;
    for (const name of [...deciding, ...needing])
      if (raw[name] === undefined) faults.push(`${name}：要用${what}就必须设置`);
  }
  if (production)
    for (const name of [
      'ALIPAY_GATEWAY',
      'INVOICE_ORIGIN',
      'SPEECH_ORIGIN',
      'VISION_ORIGIN',
      'PHRASING_ORIGIN',
      'WXPAPAY_ORIGIN',
    ] as const)
      if (local.test(raw[name] ?? '')) faults.push(`${name}：生产环境不能指向本机的模拟器`);
  return faults;
};

/** Call it once `providerFaults` found nothing: a group is then whole or absent. */
export const providersOf = (raw: Raw): ProviderEnv => ({
  alipay: raw.ALIPAY_APP_ID
    ? {
        gateway: raw.ALIPAY_GATEWAY,
        appId: raw.ALIPAY_APP_ID,
        sellerId: raw.ALIPAY_SELLER_ID ?? '',
        privateKeyFile: resolve(raw.ALIPAY_PRIVATE_KEY_FILE ?? ''),
        publicKeyFile: resolve(raw.ALIPAY_PUBLIC_KEY_FILE ?? ''),
      }
    : null,
  invoice: raw.INVOICE_ORIGIN
    ? {
        origin: raw.INVOICE_ORIGIN,
        appKey: raw.INVOICE_APP_KEY ?? '',
        appSecret: raw.INVOICE_APP_SECRET ?? '',
        sellerTaxNo: raw.INVOICE_SELLER_TAX_NO ?? '',
        sellerName: raw.INVOICE_SELLER_NAME ?? '',
      }
    : null,
  speech: raw.SPEECH_ORIGIN ? { origin: raw.SPEECH_ORIGIN, key: raw.SPEECH_KEY ?? '' } : null,
  vision: raw.VISION_ORIGIN ? { origin: raw.VISION_ORIGIN, key: raw.VISION_KEY ?? '' } : null,
  phrasing: raw.PHRASING_ORIGIN ? { origin: raw.PHRASING_ORIGIN, key: raw.PHRASING_KEY ?? '' } : null,
  autoDebit: raw.WXPAPAY_PLAN_ID
    ? {
        origin: raw.WXPAPAY_ORIGIN,
        planId: raw.WXPAPAY_PLAN_ID,
        apiV2Key: raw.WXPAPAY_APIV2_KEY ?? '',
      }
    : null,
});
