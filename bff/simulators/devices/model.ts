import { createHash } from 'node:crypto';
import type { DeviceKind } from 'shared-types/device';

/**
 * What a device measures at a moment: a pure function of the seed, the device, the time and what was done to it, so that
 * the same seed lives the same days, and any moment can be asked for without living those before it.
 */

export const faultKinds = ['leak', 'theft', 'overload', 'worn', 'smoke', 'silent', 'clock'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Which faults a kind of device can have. */
export const faultsOf: Record<string, readonly FaultKind[]> = {
  'water-meter': ['leak', 'theft', 'silent', 'clock'],
  'power-meter': ['theft', 'overload', 'silent', 'clock'],
  lift: ['worn', 'silent', 'clock'],
  smoke: ['smoke', 'silent', 'clock'],
  door: ['silent', 'clock'],
  gate: ['silent', 'clock'],
  light: ['silent', 'clock'],
  'people-flow': ['silent', 'clock'],
};

/** When a fault began (and ended), in milliseconds since 1970. */
export interface Fault {
  kind: FaultKind;
  sinceMs: number;
  untilMs: number | null;
}

export interface Measured {
  seed: string;
  code: string;
  kind: DeviceKind;
  faults: readonly Fault[];
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** The estate's zone is that of its community. */
const zoneMs = 8 * hourMs;
/** Meters were set to nought at this moment. */
export const metersSince = new Date('2025-01-01T00:00:00+08:00');
const firstDay = Math.floor((metersSince.getTime() + zoneMs) / dayMs);

/** 0..1, the same for the same words. */
const chance = (...words: (string | number)[]): number =>
  createHash('sha256').update(words.join('|')).digest().readUInt32BE(0) / 2 ** 32;

const dayOf = (atMs: number): number => Math.floor((atMs + zoneMs) / dayMs);
const hourOf = (atMs: number): number => ((atMs + zoneMs) % dayMs) / hourMs;
/** -1 in the middle of January, 1 in the middle of July. */
const seasonOf = (day: number): number => -Math.cos((2 * Math.PI * ((day - 5) % 365.25)) / 365.25);

/** How much of a day's use is through by an hour of it, for a household that gets up at seven and cooks at six. */
const weights = [1, 0, 0, 0, 0, 0, 2, 6, 5, 3, 2, 4, 5, 3, 2, 2, 3, 6, 9, 8, 7, 6, 4, 2];
const total = weights.reduce((sum, weight) => sum + weight, 0);
const shareBy = (hour: number): number => {
  const whole = Math.floor(hour);
  const before = weights.slice(0, whole).reduce((sum, weight) => sum + weight, 0);
  return (before + (weights[whole] ?? 0) * (hour - whole)) / total;
};

/** A household's day: kWh or m³. */
const dailyUse = ({ seed, code, kind }: Measured, day: number): number => {
  const size = 0.5 + chance(seed, code, 'size');
  const mood = 0.7 + 0.6 * chance(seed, code, day);
  // 1970-01-01 was a Thursday.
  const weekend = (day + 4) % 7 === 0 || (day + 4) % 7 === 6 ? 1.25 : 1;
  const season = seasonOf(day);
  // Cooling in summer, some heating in winter; water is drunk and showered more when it is hot.
  const [base, swing] = kind === 'power-meter' ? [6.5, 0.45 * season * season + 0.25 * season] : [0.42, 0.2 * season];
  return base * size * mood * weekend * (1 + swing);
};

const sums = new Map<string, number[]>();

/** Everything that was used before a day; kept, for each day adds to the one before it. */
const usedBefore = (device: Measured, day: number): number => {
  const key = `${device.seed}|${device.kind}|${device.code}`;
  const known = sums.get(key) ?? [0];
  sums.set(key, known);
  for (let next = known.length; next <= day - firstDay; next++)
    known.push((known[next - 1] ?? 0) + dailyUse(device, firstDay + next - 1));
  return known[Math.max(0, day - firstDay)] ?? 0;
};

const honestUse = (device: Measured, atMs: number): number => {
  const day = dayOf(atMs);
  return usedBefore(device, day) + dailyUse(device, day) * shareBy(hourOf(atMs));
};

/** Hours that a fault has lasted by a moment. */
const lastedHours = ({ sinceMs, untilMs }: Fault, atMs: number): number =>
  Math.max(0, Math.min(atMs, untilMs ?? atMs) - sinceMs) / hourMs;

const isOn = (fault: Fault, atMs: number): boolean =>
  fault.sinceMs <= atMs && (fault.untilMs === null || atMs < fault.untilMs);

export const hasFault = (device: Pick<Measured, 'faults'>, kind: FaultKind, atMs: number): boolean =>
  device.faults.some((fault) => fault.kind === kind && isOn(fault, atMs));

const leakPerHour = 0.045;
/** Of what is used, so much passes by the meter. */
const stolen = 0.7;

/** The meter's state: what was used, more by leaks, less by what was led around it. */
const meterState = (device: Measured, atMs: number): number => {
  let state = honestUse(device, atMs);
  for (const fault of device.faults) {
    if (fault.kind === 'leak') state += lastedHours(fault, atMs) * leakPerHour;
    if (fault.kind === 'overload') state += lastedHours(fault, atMs) * 9;
    if (fault.kind === 'theft' && fault.sinceMs < atMs) {
      const until = Math.min(atMs, fault.untilMs ?? atMs);
      state -= stolen * (honestUse(device, until) - honestUse(device, fault.sinceMs));
    }
  }
  return state;
};

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

const perHour = (device: Measured, atMs: number): number => {
  const spanMs = 10 * 60_000;
  return Math.max(0, (meterState(device, atMs) - meterState(device, atMs - spanMs)) * (hourMs / spanMs));
};

const ageHours = (device: Measured, kind: FaultKind, atMs: number): number =>
  device.faults
    .filter((fault) => fault.kind === kind && isOn(fault, atMs))
    .reduce((sum, one) => sum + lastedHours(one, atMs), 0);

/** Little by little, the same for some minutes. */
const noise = ({ seed, code }: Measured, what: string, atMs: number): number =>
  chance(seed, code, what, Math.floor(atMs / 300_000)) - 0.5;

const battery = (device: Measured, atMs: number): number => {
  const days = dayOf(atMs) - firstDay;
  return round(100 - 35 * chance(device.seed, device.code, 'battery') - ((days * 0.01) % 40), 1);
};

/** How busy the estate is at an hour, 0..1. */
const bustle = (atMs: number): number => (weights[Math.floor(hourOf(atMs))] ?? 0) / 9;

type Values = Record<string, number>;

const measure: Record<string, (device: Measured, atMs: number) => Values> = {
  'power-meter': (device, atMs) => {
    const kilowatts = perHour(device, atMs);
    return {
      energy: round(meterState(device, atMs), 3),
      power: round(kilowatts * 1000 * (1 + 0.2 * noise(device, 'power', atMs)), 0),
      voltage: round(229 + 6 * noise(device, 'voltage', atMs) - kilowatts / 4, 1),
    };
  },
  'water-meter': (device, atMs) => ({
    volume: round(meterState(device, atMs), 4),
    flow: round(perHour(device, atMs) * 1000, 0),
    battery: battery(device, atMs),
  }),
  lift: (device, atMs) => {
    const worn = ageHours(device, 'worn', atMs);
    const days = dayOf(atMs) - firstDay;
    const size = chance(device.seed, device.code, 'size');
    // A bad bearing is felt at once and gets worse by the hour.
    const bearing = worn > 0 ? 3.6 + Math.min(3, worn * 0.5) : 0;
    return {
      vibration: round(1.2 + size + 0.8 * bustle(atMs) + 0.5 * noise(device, 'vibration', atMs) + bearing, 2),
      ropeWear: round(1.5 + 2.5 * size + days * 0.003 + Math.min(8, worn * 0.2), 2),
      temperature: round(24 + 8 * seasonOf(dayOf(atMs)) + 6 * bustle(atMs) + noise(device, 'temperature', atMs), 1),
      trips: Math.floor((days + shareBy(hourOf(atMs))) * (120 + 80 * size)),
    };
  },
  smoke: (device, atMs) => {
    const burning = ageHours(device, 'smoke', atMs) * 60;
    return {
      smoke: round(0.6 + 0.6 * noise(device, 'smoke', atMs) + Math.min(30, burning * 15 + (burning > 0 ? 14 : 0)), 2),
      temperature: round(
        20 + 9 * seasonOf(dayOf(atMs)) + noise(device, 'temperature', atMs) + Math.min(60, burning * 12),
        1,
      ),
      battery: battery(device, atMs),
    };
  },
  light: (device, atMs) => {
    const hour = hourOf(atMs);
    const isLit = hour < 6.3 || hour > 18.2;
    return {
      illuminance: round(
        isLit ? 60 + 10 * noise(device, 'light', atMs) : 240 + 400 * Math.sin(((hour - 6) / 12) * Math.PI),
        0,
      ),
      power: isLit ? round(36 + 2 * noise(device, 'power', atMs), 1) : 0,
    };
  },
  door: (device, atMs) => ({ open: noise(device, 'open', atMs) > 0.47 ? 1 : 0, battery: battery(device, atMs) }),
  gate: (device, atMs) => ({
    open: noise(device, 'open', atMs) > 0.4 ? 1 : 0,
    passes: Math.floor(
      (dayOf(atMs) - firstDay + shareBy(hourOf(atMs))) * (180 + 60 * chance(device.seed, device.code)),
    ),
  }),
  'people-flow': (device, atMs) => {
    const days = dayOf(atMs) - firstDay;
    const daily = 260 + 160 * chance(device.seed, device.code);
    const entered = Math.floor((days + shareBy(hourOf(atMs))) * daily);
    const people = Math.max(0, Math.round(bustle(atMs) * 14 + 4 * noise(device, 'people', atMs)));
    return { people, entered, left: Math.max(0, entered - people) };
  },
};

/** Kinds that report readings over MQTT. */
export const reports = (kind: DeviceKind): boolean => measure[kind] !== undefined;

export const valuesAt = (device: Measured, atMs: number): Values => measure[device.kind]?.(device, atMs) ?? {};
