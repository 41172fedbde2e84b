import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { makePayKeys, PayKeys } from '../../simulators/wechat-pay/keys.js';

const renewAfterMs = 30 * 86_400_000;

/** Three RSA keys cost most of a second; every test process of this user shares one set, made once. */
export const testPayKeys = async (): Promise<PayKeys> => {
  const file = join(tmpdir(), `anju-test-pay-keys-${userInfo().uid}.json`);
  const now = new Date();
  const kept = existsSync(file) ? PayKeys.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  if (kept?.success && kept.data.certificate.expiresAtMs - now.getTime() > renewAfterMs) return kept.data;
  const keys = await makePayKeys(now);
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(keys), { mode: 0o600 });
  renameSync(`${file}.${process.pid}`, file);
  return keys;
};
