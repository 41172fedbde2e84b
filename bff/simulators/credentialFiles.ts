import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningSimulators } from './server.js';

/**
 * The environment with which the community talks to these simulators as to the real providers: the keys lie in files of
 * `folder`, as an operator would keep them.
 */
export const providerVariables = ({ origin, control }: RunningSimulators, folder: string): Record<string, string> => {
  const keep = (name: string, pem: string): string => {
    const path = join(folder, name);
    writeFileSync(path, pem, { mode: 0o600 });
    return path;
  };
  const { alipay, invoice, papay, perception, phrasing } = control;
  const { appPrivateKey, alipayPublicKey } = alipay.setup;
  return {
    ALIPAY_GATEWAY: `${origin}/gateway.do`,
    ALIPAY_APP_ID: alipay.appId,
    ALIPAY_SELLER_ID: alipay.sellerId,
    ALIPAY_PRIVATE_KEY_FILE: keep('alipay-app-key.pem', appPrivateKey),
    ALIPAY_PUBLIC_KEY_FILE: keep('alipay-public-key.pem', alipayPublicKey),
    INVOICE_ORIGIN: origin,
    INVOICE_APP_KEY: invoice.setup.appKey,
    INVOICE_APP_SECRET: invoice.setup.appSecret,
    INVOICE_SELLER_TAX_NO: invoice.setup.sellerTaxNo,
    INVOICE_SELLER_NAME: invoice.setup.sellerName,
    SPEECH_ORIGIN: origin,
    SPEECH_KEY: perception.setup.speechKey,
    VISION_ORIGIN: origin,
    VISION_KEY: perception.setup.visionKey,
    PHRASING_ORIGIN: origin,
    PHRASING_KEY: phrasing.setup.key,
    WXPAPAY_ORIGIN: origin,
    WXPAPAY_PLAN_ID: papay.setup.planId,
    WXPAPAY_APIV2_KEY: papay.setup.apiV2Key,
  };
};
