import type { DeviceKind, DeviceLifecycle, DeviceProtocol } from 'shared-types/device';
import type { Clock } from '../../platform/clock/clock.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import type { DeviceEntity } from './device.entity.js';
import { codePrefix, maySignIn } from './device.rules.js';
import * as store from './device.store.js';
import { type Login, openLogin } from './login.js';
import { type PlaceWish, resolvePlace } from './place.js';
import { draftDevice } from './register.js';
import { newDeviceSecret, secretFits } from './secret.js';

/** What other features may ask of the registry of devices. */

export interface DeviceSummary {
  communityId: string;
  id: string;
  /** The office's number of it: DT-0301 */
  code: string;
  kind: DeviceKind;
  protocol: DeviceProtocol;
  name: string;
  /** 3栋2单元 · 一楼大堂 */
  placeLabel: string;
  houseId: string | null;
  areaId: string | null;
  buildingId: string | null;
  unitId: string | null;
  /** 3栋 */
  building: string | null;
  /** 2单元 */
  unit: string | null;
  lifecycle: DeviceLifecycle;
  online: boolean;
  /** The community's time. */
  lastSeenAt: Date | null;
}

const summaryOf = (row: DeviceEntity): DeviceSummary => ({
  ...{ communityId: row.communityId, id: row.id, code: row.code, kind: row.kind, protocol: row.protocol },
  ...{ name: row.name, placeLabel: row.placeLabel, houseId: row.houseId, areaId: row.areaId },
  ...{ buildingId: row.buildingId, unitId: row.unitId, building: row.buildingName, unit: row.unitName },
  ...{ lifecycle: row.lifecycle, online: row.online, lastSeenAt: row.lastSeenAt },
});

export const findDevice = async (
  reader: Reader,
  communityId: string,
  deviceId: string,
): Promise<DeviceSummary | null> => {
  const row = await store.findDevice(reader, communityId, deviceId);
  return row && summaryOf(row);
};

/** In the order of kind and number; scrapped ones too: look at `lifecycle`. An empty list finds nothing. */
export const listDevices = async (
  reader: Reader,
  communityId: string,
  choice: store.DeviceChoice = {},
): Promise<DeviceSummary[]> => (await store.findDevices(reader, communityId, choice)).map(summaryOf);

/**
 * Whether a device may sign in: it is in use or under repair, and the secret is its own, or its last one within the
 * grace that the policy gives. In constant time.
 */
export const verifyDeviceSecret = async (
  deps: Pick<Deps, 'db' | 'clock'>,
  communityId: string,
  deviceId: string,
  secret: string,
): Promise<boolean> => {
  const row = await store.findDevice(deps.db.reader, communityId, deviceId);
  const fits = secretFits(row, secret, deps.clock.realNow());
  return fits && row !== null && maySignIn(row.lifecycle);
};

/** One device was heard, or its connection ended. `at` in the community's time; what is older than the last does nothing. */
export const noteDeviceSeen = async (
  tx: Tx,
  seen: { communityId: string; deviceId: string; at: Date; online: boolean; firmware?: string | undefined },
): Promise<void> => {
  await store.noteSeen(tx, seen.communityId, seen.deviceId, seen);
};

/** A device's row is written at most this often while it goes on speaking. */
const seenEveryMs = 30_000;

/** Many were heard in one batch of readings: one statement, and nothing for those that were seen a moment ago. */
export const noteDevicesSeen = (tx: Tx, communityId: string, deviceIds: readonly string[], at: Date): Promise<void> =>
  store.noteManySeen(tx, communityId, deviceIds, { at, staleBefore: new Date(at.getTime() - seenEveryMs) });

export interface DeviceToRegister extends PlaceWish {
  communityId: string;
  kind: DeviceKind;
  name: string;
  /** Without one it is numbered on: DT-0013 */
  code?: string | undefined;
  protocol?: DeviceProtocol | undefined;
  /** Default: in use. */
  lifecycle?: DeviceLifecycle | undefined;
  vendor?: string | undefined;
}

/** A new device with its first secret, which is told here and never again. `place.not_found`. */
export const registerDevice = async (
  tx: Tx,
  clock: Clock,
  { houseId, areaId, buildingId, unitId, spot, ...device }: DeviceToRegister,
): Promise<{ id: string; code: string; qrCode: string; secret: string }> => {
  const place = await resolvePlace(tx, device.communityId, { houseId, areaId, buildingId, unitId, spot });
  const code = device.code ?? (await nextCode(tx, device.communityId, device.kind));
  const { secret, secretHash } = newDeviceSecret();
  const row = draftDevice(clock, { ...device, code, secretHash }, place);
  await store.insertDevices(tx, [row]);
  return { id: row.id, code, qrCode: row.qrCode, secret };
};

const nextCode = async (tx: Tx, communityId: string, kind: DeviceKind): Promise<string> => {
  const prefix = codePrefix[kind];
  for (let n = (await store.countCodes(tx, communityId, prefix)) + 1; ; n++) {
    const code = `${prefix}-${String(n).padStart(4, '0')}`;
    if (!(await store.findByCode(tx, communityId, code))) return code;
  }
};

/** Where a device is called and as whom; null: nobody has told us, or it is not in use. For adapters only. */
export const readDeviceLogin = async (
  deps: Pick<Deps, 'db' | 'keys'>,
  communityId: string,
  deviceId: string,
): Promise<({ address: string } & Login) | null> => {
  const row = await store.findDevice(deps.db.reader, communityId, deviceId);
  if (!row?.address || !row.loginEncrypted || !maySignIn(row.lifecycle)) return null;
  return { address: row.address, ...openLogin(deps, row.loginEncrypted) };
};

/** By request: the device that caused it; requests without one are left out. */
export const devicesOfRepairs = async (
  reader: Reader,
  communityId: string,
  repairIds: string[],
): Promise<Map<string, string>> =>
  new Map(
    (await store.findDevicesOfRepairs(reader, communityId, repairIds)).map((row) => [row.repairId, row.deviceId]),
  );

/** A request that this device caused: its page shows it among its repairs. Said twice, it counts once. */
export const noteDeviceRepair = (
  tx: Tx,
  cause: { communityId: string; deviceId: string; repairId: string },
): Promise<void> => store.putRepair(tx, cause);
