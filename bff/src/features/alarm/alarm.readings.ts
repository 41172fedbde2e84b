import { alarmTexts } from '../../locales/alarm.js';
import type { Tx } from '../../platform/database/access.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { findDevice } from '../device/device.door.js';
import { readingsOf } from '../telemetry/telemetry.door.js';
import { hear, isQuiet, metricsOf, type Reading, type Watch, watches } from './alarm.rules.js';
import { findWatch, lockWatch, saveWatch } from './alarm.store.js';
import { applyOutcome, applySaid } from './commands/raise.js';
import { readAlarmPolicyInForce } from './policy.queries.js';

export interface HeardReadings {
  communityId: string;
  deviceId: string;
  readings: readonly Reading[];
}

/** While a device is normal its watermark is written at most so often: a million readings are not a million writes. */
const quietMs = 60_000;

/** A device that was never heard: so far before its first readings others of it may lie. */
const beforeFirstMs = 10 * 60_000;
const mostEarlier = 1000;

/**
 * What is kept of the device since it was last judged, besides what was handed in: batches are told by several workers,
 * so a later one may come first, and the earlier one would then be too late.
 */
const withEarlier = async (
  tx: Tx,
  watch: Watch,
  { communityId, deviceId, readings }: HeardReadings,
): Promise<Reading[]> => {
  const times = readings.map(({ at }) => at.getTime());
  if (times.length === 0) return [];
  const from = new Date(Number.isFinite(watch.at) ? watch.at : Math.min(...times) - beforeFirstMs);
  const range = { from, to: new Date(Math.max(...times)) };
  const kept = await readingsOf(tx, communityId, deviceId, range, mostEarlier);
  return [...kept.map(({ at, seq, values }) => ({ at, seq, values })), ...readings];
};

/**
 * Judges new readings of one device by the community's rules (E2). Telemetry calls it after each group commit, at least
 * once; what was heard already changes nothing.
 */
export const hearReadings = async (deps: Deps, { communityId, deviceId, readings }: HeardReadings): Promise<void> => {
  const { reader } = deps.db;
  const device = await findDevice(reader, communityId, deviceId);
  if (device?.lifecycle !== 'in-use') return;
  const inForce = await readAlarmPolicyInForce(reader, communityId);
  const rules = inForce.policy.rules.filter((rule) => watches(rule, device));
  if (rules.length === 0) return;
  const before = await findWatch(reader, communityId, deviceId);
  const first = hear(rules, before, readings, deps.clock.now());
  if (isQuiet(before, first) && first.watch.at - before.at < quietMs) return;
  await inTransaction(deps.db, async (tx) => {
    const watch = await lockWatch(tx, communityId, deviceId);
    const heard = hear(
      rules,
      watch,
      await withEarlier(tx, watch, { communityId, deviceId, readings }),
      deps.clock.now(),
    );
    await saveWatch(tx, communityId, deviceId, heard.watch);
    for (const { rule, outcome } of heard.outcomes) {
      const metrics = metricsOf(rule);
      const samples = heard.watch.recent.flatMap(({ at, values }) => {
        const own = Object.entries(values).filter(([metric]) => metrics.includes(metric));
        return own.length > 0 ? [{ at, values: Object.fromEntries(own) }] : [];
      });
      await applyOutcome(tx, deps, device, rule, outcome, { inForce, samples });
    }
  });
};

/** An event by which a device says itself that something is wrong; it is kept by whoever took it in. */
export interface ToldAlarm {
  communityId: string;
  deviceId: string;
  /** The device's own id of it. */
  eventId: string;
  at: Date;
  data: Record<string, unknown>;
}

/** Brings a device's own alarm to one that people see; what it returns runs in the transaction that ends the event. */
export const hearToldAlarm = async (deps: Deps, told: ToldAlarm): Promise<((tx: Tx) => Promise<void>) | undefined> => {
  const { communityId, deviceId, eventId, data } = told;
  const { reader } = deps.db;
  const device = await findDevice(reader, communityId, deviceId);
  if (device?.lifecycle !== 'in-use') return undefined;
  const inForce = await readAlarmPolicyInForce(reader, communityId);
  const rule = inForce.policy.told[device.kind === 'smoke' ? 'smoke' : 'other'];
  if (!rule.active) return undefined;
  const now = deps.clock.now();
  const words = typeof data.words === 'string' ? data.words : '';
  const said = {
    kind: 'told',
    at: told.at < now ? told.at : now,
    title: device.kind === 'smoke' ? alarmTexts.smokeSaid : alarmTexts.deviceSaid,
    detail: words.slice(0, 200),
    cameraKind: null,
    rule,
    saidId: eventId,
  };
  return async (tx) => {
    await applySaid(tx, deps, device, said, inForce);
  };
};
