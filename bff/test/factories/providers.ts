import type { RunningSimulators } from '../../simulators/server.js';
import { createLiveIsapi } from '../../src/adapters/access-control/isapi.live.js';
import { alipayPrivateKey, alipayPublicKey } from '../../src/adapters/alipay/alipay.keys.js';
import { createLiveAlipay } from '../../src/adapters/alipay/alipay.live.js';
import { createLiveAutoDebit } from '../../src/adapters/autodebit/autoDebit.live.js';
import { createLiveInvoice } from '../../src/adapters/invoice/invoice.live.js';
import { createLivePhrasing } from '../../src/adapters/phrasing/phrasing.live.js';
import { createLiveSpeech } from '../../src/adapters/speech/speech.live.js';
import { createLiveVision } from '../../src/adapters/vision/vision.live.js';
import type { Clock } from '../../src/platform/clock/clock.js';
import type { Deps } from '../../src/platform/deps.js';

type Providers = Pick<Deps, 'alipay' | 'invoice' | 'speech' | 'vision' | 'phrasing' | 'autoDebit' | 'isapi'>;

/** Live adapters that talk to the simulators. Keys are made only when a test first needs them. */
export const simulatedProviders = (simulators: RunningSimulators, { now, realNow }: Clock): Providers => {
  const { origin, control } = simulators;
  const { alipay, invoice, papay, perception, phrasing, wechatPay } = control;
  const merchant = wechatPay.credentials();
  return {
    alipay: createLiveAlipay({
      gateway: `${origin}/gateway.do`,
      appId: alipay.appId,
      sellerId: alipay.sellerId,
      get privateKey() {
        return alipayPrivateKey(alipay.setup.appPrivateKey);
      },
      get alipayPublicKey() {
        return alipayPublicKey(alipay.setup.alipayPublicKey);
      },
      realNow,
    }),
    invoice: createLiveInvoice({ ...invoice.setup, origin, realNow }),
    speech: createLiveSpeech({ origin, key: perception.setup.speechKey, realNow }),
    vision: createLiveVision({ origin, key: perception.setup.visionKey, realNow }),
    phrasing: createLivePhrasing({ origin, key: phrasing.setup.key, realNow }),
    autoDebit: createLiveAutoDebit({
      ...papay.setup,
      origin,
      appId: papay.merchant.appId,
      merchantId: merchant.mchId,
      merchantSerial: merchant.merchantSerial,
      merchantPrivateKey: merchant.merchantKey,
      now,
      realNow,
    }),
    isapi: createLiveIsapi({ realNow }),
  };
};
