import type { DeviceKind, DeviceLifecycle, DeviceProtocol } from 'shared-types/device';

/** How a device of a kind speaks where nobody says otherwise. */
export const protocolOf: Record<DeviceKind, DeviceProtocol> = {
  'power-meter': 'mqtt',
  'water-meter': 'mqtt',
  lift: 'mqtt',
  door: 'mqtt',
  gate: 'mqtt',
  smoke: 'mqtt',
  light: 'mqtt',
  'people-flow': 'mqtt',
  camera: 'camera-push',
  'plate-camera': 'plate-push',
};

/** In stock or scrapped, its credential opens nothing. */
export const maySignIn = (lifecycle: DeviceLifecycle): boolean =>
  lifecycle === 'in-use' || lifecycle === 'under-repair';

/** Letters before a number that the office did not give: DT for 电梯. */
export const codePrefix: Record<DeviceKind, string> = {
  'power-meter': 'DB',
  'water-meter': 'SB',
  lift: 'DT',
  door: 'MJ',
  gate: 'DZ',
  smoke: 'YG',
  light: 'ZM',
  'people-flow': 'RL',
  camera: 'SX',
  'plate-camera': 'CP',
};

export interface PlaceNames {
  houseLabel: string | null;
  areaName: string | null;
  buildingName: string | null;
  unitName: string | null;
  spot: string | null;
}

/** 3栋2单元1102 · 厨房 */
export const placeLabelOf = ({ houseLabel, areaName, buildingName, unitName, spot }: PlaceNames): string => {
  const place = houseLabel ?? areaName ?? `${buildingName ?? ''}${unitName ?? ''}`;
  return [place, spot].filter(Boolean).join(' · ').slice(0, 120);
};

const dayMs = 86_400_000;

/** Whole days from one YYYY-MM-DD to another; negative when it is past. */
export const daysUntil = (day: string, today: string): number =>
  Math.round((Date.parse(day) - Date.parse(today)) / dayMs);

export interface Secrets {
  secretHash: string | null;
  secretSetAt: Date | null;
  oldSecretHash: string | null;
  oldSecretUntil: Date | null;
}

/**
 * A new secret in place of the present one. With a grace the one that the device surely holds opens on: while an older
 * one still does, that is it, and the one between, whose answer may have been lost, is dead.
 */
export const rotated = (before: Secrets, secretHash: string, at: Date, graceMs: number | null): Secrets => {
  const fresh = { secretHash, secretSetAt: at };
  if (graceMs === null || before.secretHash === null) return { ...fresh, oldSecretHash: null, oldSecretUntil: null };
  const running = before.oldSecretHash !== null && before.oldSecretUntil !== null && before.oldSecretUntil > at;
  return running
    ? { ...fresh, oldSecretHash: before.oldSecretHash, oldSecretUntil: before.oldSecretUntil }
    : { ...fresh, oldSecretHash: before.secretHash, oldSecretUntil: new Date(at.getTime() + graceMs) };
};
