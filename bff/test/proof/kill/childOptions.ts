import type { PayCredentials } from '../../../simulators/wechat-pay/world.js';
import type { IdempotencyClaim } from '../../../src/platform/call.js';
import type { Settings } from '../../../src/platform/deps.js';
import type { Keys } from '../../../src/platform/secrets/keys.js';

/** What a worker process of the kill tests is told. */
export interface ChildOptions {
  databaseUrl: string;
  communityId: string;
  keys: Keys;
  settings: Settings;
  wechat: { origin: string; appId: string; secret: string };
  wechatPay: Omit<PayCredentials, 'platformKeys'> & { platformKeys: [string, string][] };
  invoice: { appKey: string; appSecret: string; sellerTaxNo: string; sellerName: string };
  /** Where it ends itself, once. */
  failpoint: string | null;
  usedFile: string;
  /** One line for each effect outside of the database. */
  effectsFile: string;
  leaseMs: number;
  workMs: number;
  /** Runs one command with this key before it works. */
  claim: IdempotencyClaim | null;
  /** The broker that a child listens to, or the port of its own. */
  mqtt?: { url: string | null; port: number };
}
