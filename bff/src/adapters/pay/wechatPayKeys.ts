import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';

const refreshEveryMs = 12 * 3_600_000;
const refreshAtMostEveryMs = 60_000;

export interface PlatformKeys {
  /** By the exact value of `Wechatpay-Serial`; its look tells nothing. */
  keyOf(serial: string): KeyObject | undefined;
  /** What `Wechatpay-Serial` of our requests asks to be answered with; null in certificate mode. */
  readonly publicKeyId: string | null;
  /** Certificate mode: fetches the list when it is half a day old. */
  whenDue(): Promise<void>;
  /** Certificate mode: an unknown serial was met. Asks at most once a minute, however many are met. */
  afterUnknown(): Promise<void>;
}

export interface KeyOptions {
  /** Serial -> PEM of a public key or certificate. */
  platformKeys: ReadonlyMap<string, string>;
  certificateMode: boolean;
  now: () => Date;
  /** Downloads and checks the certificates: serial -> PEM. */
  download: (known: (serial: string) => KeyObject | undefined) => Promise<Map<string, string>>;
}

interface Held {
  key: KeyObject;
  /** Null: a public key never expires. */
  expiresAtMs: number | null;
}

/** A platform certificate or public key in PEM. Throws on anything else. */
export const readPlatformKey = (pem: string): Held => {
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) return { key: createPublicKey(pem), expiresAtMs: null };
  const certificate = new X509Certificate(pem);
  return { key: certificate.publicKey, expiresAtMs: Date.parse(certificate.validTo) };
};

/** Public keys and platform certificates side by side, as during a switch from one to the other. */
export const createPlatformKeys = (options: KeyOptions): PlatformKeys => {
  const { now, certificateMode, download } = options;
  const held = new Map<string, Held>();
  for (const [serial, pem] of options.platformKeys) held.set(serial, readPlatformKey(pem));
  const publicKeyId = [...held].find(([, { expiresAtMs }]) => expiresAtMs === null)?.[0] ?? null;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | null = null;

  const keyOf = (serial: string): KeyObject | undefined => {
    const found = held.get(serial);
    if (!found || (found.expiresAtMs !== null && found.expiresAtMs <= now().getTime())) return undefined;
    return found.key;
  };

  const refresh = (): Promise<void> => {
    askedAtMs = now().getTime();
    asking ??= download(keyOf)
      .then((fresh) => {
        for (const [serial, pem] of fresh) held.set(serial, readPlatformKey(pem));
      })
      .finally(() => {
        asking = null;
      });
    return asking;
  };

  const olderThan = (ms: number): boolean => now().getTime() - askedAtMs >= ms;
  return {
    keyOf,
    publicKeyId,
    // What is held serves on when the list cannot be had: the call itself will tell.
    whenDue: async () => {
      if (certificateMode && (asking || olderThan(refreshEveryMs))) await refresh().catch(() => undefined);
    },
    afterUnknown: async () => {
      if (certificateMode && (asking || olderThan(refreshAtMostEveryMs))) await refresh().catch(() => undefined);
    },
  };
};
