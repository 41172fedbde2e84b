import { timingSafeEqual } from 'node:crypto';
import { newToken, sha256 } from '../../kernel/ids.js';
import type { DeviceEntity } from './device.entity.js';

/** What a device signs in with: 256 random bits, shown once, kept as a hash. */
export const newDeviceSecret = (): { secret: string; secretHash: string } => {
  const secret = newToken();
  return { secret, secretHash: sha256(secret) };
};

const same = (given: Buffer, kept: string | null): boolean =>
  timingSafeEqual(given, Buffer.from(kept ?? '0'.repeat(64), 'hex')) && kept !== null;

/** For an unknown device the same work is done, so that time tells nothing. */
export const secretFits = (
  device: Pick<DeviceEntity, 'secretHash' | 'oldSecretHash' | 'oldSecretUntil'> | null,
  secret: string,
  realNow: Date,
): boolean => {
  const given = Buffer.from(sha256(secret), 'hex');
  const fresh = same(given, device?.secretHash ?? null);
  const old = same(given, device?.oldSecretHash ?? null);
  const grace = device?.oldSecretUntil ? device.oldSecretUntil.getTime() > realNow.getTime() : false;
  return fresh || (old && grace);
};
