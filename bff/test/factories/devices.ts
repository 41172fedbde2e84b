import type { DeviceKind } from 'shared-types/device';
import {
  type DeviceSummary,
  type DeviceToRegister,
  findDevice,
  registerDevice,
} from '../../src/features/device/device.door.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';

export interface TestDevice extends DeviceSummary {
  secret: string;
  qrCode: string;
}

/** A device of the registry, in use, with the secret that it signs in with. */
export const makeDevice = async (
  deps: Pick<Deps, 'db' | 'clock'>,
  communityId: string,
  wish: { kind: DeviceKind } & Partial<Omit<DeviceToRegister, 'communityId' | 'kind'>>,
): Promise<TestDevice> => {
  const { id, secret, qrCode } = await inTransaction(deps.db, (tx) =>
    registerDevice(tx, deps.clock, { name: '测试设备', ...wish, communityId }),
  );
  const device = await findDevice(deps.db.reader, communityId, id);
  if (!device) throw new Error('the device was not registered');
  return { ...device, secret, qrCode };
};
