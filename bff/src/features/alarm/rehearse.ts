import type { AlarmPolicy, AlarmRule } from 'shared-types/alarmPolicy';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { listDevices } from '../device/device.door.js';
import { readingsOf } from '../telemetry/telemetry.door.js';
import { countFaults, metricsOf, watches } from './alarm.rules.js';

const dayMs = 86_400_000;
export const rehearsedDays = 7;

/** So much is read at most for one preview: a person waits for it. */
const mostDevices = 40;
const mostReadings = 2000;

export interface Rehearsal {
  ruleId: string;
  /** Alarms that the rule as it was, and as it would be, made of the last days; null: there was no such rule. */
  before: number | null;
  after: number | null;
  /** Devices that were looked at, and whether all of them and all that they said. */
  devices: number;
  whole: boolean;
}

/** Silence is judged by the clock and a trend by months: neither can be played again from a week of readings. */
const canRehearse = (rule: AlarmRule): boolean =>
  rule.conditions.every(({ kind }) => kind === 'threshold' || kind === 'rate');

const rehearseRule = async (
  reader: Reader,
  communityId: string,
  { was, is }: { was: AlarmRule | null; is: AlarmRule | null },
  now: Date,
): Promise<Rehearsal | null> => {
  const rules = [was, is].filter((rule) => rule !== null);
  if (rules.length === 0 || !rules.every(canRehearse) || !is) return null;
  const all = await listDevices(reader, communityId);
  const watched = all.filter(
    (device) => device.lifecycle === 'in-use' && rules.some((rule) => watches({ ...rule, active: true }, device)),
  );
  const shown = watched.slice(0, mostDevices);
  const counts = { was: 0, is: 0 };
  let whole = shown.length === watched.length;
  const from = new Date(now.getTime() - rehearsedDays * dayMs);
  for (const device of shown) {
    const readings = await readingsOf(reader, communityId, device.id, { from, to: now }, mostReadings);
    whole &&= readings.length < mostReadings;
    if (was && watches(was, device)) counts.was += countFaults(was, readings);
    if (watches(is, device)) counts.is += countFaults(is, readings);
  }
  return { ruleId: is.id, before: was ? counts.was : null, after: counts.is, devices: shown.length, whole };
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify([a]) === JSON.stringify([b]);

/** What each changed rule made, and would have made, of the readings of the last days. */
export const rehearse = async (
  deps: Deps,
  communityId: string,
  before: AlarmPolicy,
  after: AlarmPolicy,
): Promise<Rehearsal[]> => {
  const found: Rehearsal[] = [];
  for (const is of after.rules) {
    const was = before.rules.find(({ id }) => id === is.id) ?? null;
    if (
      same(was && [was.match, was.conditions, was.forSeconds, was.kinds, was.active], [
        is.match,
        is.conditions,
        is.forSeconds,
        is.kinds,
        is.active,
      ])
    )
      continue;
    if (metricsOf(is).length === 0) continue;
    const one = await rehearseRule(deps.db.reader, communityId, { was, is }, deps.clock.now());
    if (one) found.push(one);
  }
  return found;
};
