import type { Reader } from '../../platform/database/access.js';
import { importStore, type StateCount, toStateCount } from '../../platform/sheetImport/importStore.js';
import { DeviceImportEntity, DeviceImportRowEntity } from './device.entity.js';

export const imports = importStore(DeviceImportEntity, DeviceImportRowEntity);

export type RowCount = StateCount<DeviceImportRowEntity['state']>;

export const countStates = async (
  reader: Reader,
  communityId: string,
  importIds: readonly string[],
): Promise<RowCount[]> => (await imports.sumStates(reader, communityId, importIds)).map((row) => toStateCount(row));
