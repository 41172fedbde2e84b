import { readFileSync } from 'node:fs';
import { createLiveIsapi } from './adapters/access-control/isapi.live.js';
import { alipayPrivateKey, alipayPublicKey } from './adapters/alipay/alipay.keys.js';
import { createLiveAlipay } from './adapters/alipay/alipay.live.js';
import { createLiveAutoDebit } from './adapters/autodebit/autoDebit.live.js';
import { createLiveInvoice } from './adapters/invoice/invoice.live.js';
import { createLivePhrasing } from './adapters/phrasing/phrasing.live.js';
import { createLiveSpeech } from './adapters/speech/speech.live.js';
import { createLiveVision } from './adapters/vision/vision.live.js';
import type { Env } from './env.js';
import type { Clock } from './platform/clock/clock.js';
import type { Deps } from './platform/deps.js';

type Providers = Pick<Deps, 'alipay' | 'invoice' | 'speech' | 'vision' | 'phrasing' | 'autoDebit' | 'isapi'>;

/** The outside systems that an installation may do without, and devices that are called. Throws when a key file is missing or is no key. */
export const openProviders = (env: Env, { now, realNow }: Pick<Clock, 'now' | 'realNow'>): Providers => {
  const { alipay, invoice, speech, vision, phrasing, autoDebit, wechatPay } = env;
  return {
    alipay: alipay
      ? createLiveAlipay({
          gateway: alipay.gateway,
          appId: alipay.appId,
          sellerId: alipay.sellerId,
          privateKey: alipayPrivateKey(readFileSync(alipay.privateKeyFile, 'utf8')),
          alipayPublicKey: alipayPublicKey(readFileSync(alipay.publicKeyFile, 'utf8')),
          realNow,
        })
      : null,
    invoice: invoice ? createLiveInvoice({ ...invoice, realNow }) : null,
    speech: speech ? createLiveSpeech({ ...speech, realNow }) : null,
    vision: vision ? createLiveVision({ ...vision, realNow }) : null,
    phrasing: phrasing ? createLivePhrasing({ ...phrasing, realNow }) : null,
    autoDebit:
      autoDebit && wechatPay
        ? createLiveAutoDebit({
            origin: autoDebit.origin,
            appId: env.wechat.appId,
            planId: autoDebit.planId,
            apiV2Key: autoDebit.apiV2Key,
            merchantId: wechatPay.mchId,
            merchantSerial: wechatPay.merchantSerial,
            merchantPrivateKey: wechatPay.merchantKey,
            now,
            realNow,
          })
        : null,
    isapi: createLiveIsapi({ realNow }),
  };
};
