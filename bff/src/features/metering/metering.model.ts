import type { DeviceKind } from 'shared-types/device';
import type { FindingKind, HouseMeterKind } from 'shared-types/metering';
import type { Deps } from '../../platform/deps.js';

/** How a meter tells what it counted. */
export const meterOfKind: Partial<Record<DeviceKind, { kind: HouseMeterKind; counter: string; now: string }>> = {
  'water-meter': { kind: 'water', counter: 'volume', now: 'flow' },
  'power-meter': { kind: 'power', counter: 'energy', now: 'power' },
};

export interface Finding {
  communityId: string;
  id: string;
  deviceId: string;
  /** Null: a building's master. */
  houseId: string | null;
  buildingId: string | null;
  kind: FindingKind;
  figure: number;
  openedAt: Date;
}

/** Hears of every finding, by a worker and at least once; composed in `app.ts`. */
export type FindingListener = (deps: Deps, finding: Finding) => Promise<void>;

export const foundTopic = 'metering.found';
/** The household is told; the notification feature listens. */
export const toldTopic = 'metering.told';
export const lookTopic = 'metering.look';
export const feedTopic = 'metering.feed';
