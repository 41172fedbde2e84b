import { DeviceDocumentEntity, DeviceImportEntity } from '../../src/features/device/device.entity.js';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';
import { makeDevice } from '../factories/devices.js';

/** A lift at a public area with a paper of its own, a meter in each house, and an import that waits. */
export const makeDeviceThings = async (
  deps: Deps,
  communityId: string,
  areaId: string,
  houseIds: readonly string[],
): Promise<{ device: string; deviceCodes: string[]; document: string; deviceImport: string }> => {
  const lift = await makeDevice(deps, communityId, { kind: 'lift', name: '1号客梯', areaId });
  const deviceCodes: string[] = [];
  for (const houseId of houseIds)
    deviceCodes.push((await makeDevice(deps, communityId, { kind: 'water-meter', houseId })).qrCode);
  const at = deps.clock.now();
  const [document, deviceImport] = [newId(at), newId(at)];
  await inTransaction(deps.db, async (tx) => {
    await tx.insert(DeviceDocumentEntity, {
      ...{ communityId, id: document, deviceId: lift.id, title: '合格证', addedAt: at },
      ...{ addedBy: document, addedByName: '周建国', removedAt: null },
    });
    await tx.insert(DeviceImportEntity, {
      ...{ communityId, id: deviceImport, fileName: '设备.xlsx', fileKey: `devices/${deviceImport}`, status: 'draft' },
      ...{ createdAt: at, createdByName: '周建国', appliedAt: null },
    });
  });
  return { device: lift.id, deviceCodes, document, deviceImport };
};
