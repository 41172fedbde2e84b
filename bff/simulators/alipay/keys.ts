import { generateKeyPairSync } from 'node:crypto';

export interface AlipaySetup {
  appId: string;
  /** The merchant's Alipay account. */
  sellerId: string;
  /** PKCS#8 PEM: what the merchant would make with Alipay's key tool. */
  appPrivateKey: string;
  appPublicKey: string;
  alipayPrivateKey: string;
  alipayPublicKey: string;
}

export const alipayIds = { appId: '9021000000000001', sellerId: '2088000000000001' };

const pair = (): { privateKey: string; publicKey: string } =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

/** Fresh keys of the merchant's application and of the pretended Alipay. */
export const makeSetup = (): AlipaySetup => {
  const [app, alipay] = [pair(), pair()];
  return {
    ...alipayIds,
    appPrivateKey: app.privateKey,
    appPublicKey: app.publicKey,
    alipayPrivateKey: alipay.privateKey,
    alipayPublicKey: alipay.publicKey,
  };
};
