import { lazy } from 'react';
import type { DeviceSlot } from '../features/device/DevicePage';

/**
 * What other features show on a device's page: each a component of its own chunk (`lazy`) that draws a card, or nothing
 * for devices that it does not know.
 */

const DeviceReadings = lazy(async () => ({
  default: (await import('../features/telemetry/DeviceReadings')).DeviceReadings,
}));
const MeterCard = lazy(async () => ({ default: (await import('../features/metering/MeterCard')).MeterCard }));

const DeviceAlarms = lazy(async () => ({ default: (await import('../features/alarm/DeviceAlarms')).DeviceAlarms }));

/** Live values and their history, and what a meter counted: below the head. */
export const liveSlots: readonly DeviceSlot[] = [DeviceReadings, MeterCard];

/** Beside the facts. */
export const relatedSlots: readonly DeviceSlot[] = [DeviceAlarms];
