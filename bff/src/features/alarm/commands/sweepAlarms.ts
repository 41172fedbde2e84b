import { alarmTexts } from '../../../locales/alarm.js';
import { inTransaction } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { type DeviceSummary, listDevices } from '../../device/device.door.js';
import { hasSilence, sweepRule, watches } from '../alarm.rules.js';
import { findAbnormal, lockAlarm, lockWatch, saveWatch } from '../alarm.store.js';
import { readAlarmPolicyInForce } from '../policy.queries.js';
import { applyOutcome, becomeNormal, ruleKey } from './raise.js';

/** What can be judged by silence alone: a device that was heard at all. */
const isSilent = (device: DeviceSummary, minutes: number, now: Date): boolean =>
  device.lastSeenAt !== null && now.getTime() - device.lastSeenAt.getTime() > minutes * 60_000;

/**
 * Looks for silent devices, for those that speak again without a reading, and for alarms whose rule or device is gone.
 * Runs by a timer; late or twice it does the same.
 */
export const sweepAlarms = async (deps: Deps, communityId: string): Promise<void> => {
  const { reader } = deps.db;
  const now = deps.clock.now();
  const inForce = await readAlarmPolicyInForce(reader, communityId);
  const rules = inForce.policy.rules.filter((rule) => rule.active && hasSilence(rule));
  const abnormal = await findAbnormal(reader, communityId);
  const isOpen = new Set(abnormal.map(({ ruleId, deviceId }) => ruleKey(ruleId ?? '', deviceId ?? '')));
  const kinds = rules.some(({ deviceId }) => deviceId) ? undefined : [...new Set(rules.flatMap((rule) => rule.kinds))];
  const devices = rules.length > 0 ? await listDevices(reader, communityId, kinds ? { kinds } : {}) : [];
  for (const device of devices.filter(({ lifecycle }) => lifecycle === 'in-use')) {
    const due = rules.filter((rule) => {
      const silent = rule.conditions.some((one) => one.kind === 'silence' && isSilent(device, one.minutes, now));
      return watches(rule, device) && silent !== isOpen.has(ruleKey(rule.id, device.id));
    });
    if (due.length === 0) continue;
    await inTransaction(deps.db, async (tx) => {
      const watch = await lockWatch(tx, communityId, device.id);
      const states = { ...watch.rules };
      for (const rule of due) {
        const outcome = sweepRule(rule, states[rule.id], { lastSeenAt: device.lastSeenAt, now });
        states[rule.id] = outcome.state;
        await applyOutcome(tx, deps, device, rule, outcome, { inForce, samples: [] });
      }
      await saveWatch(tx, communityId, device.id, { ...watch, rules: states });
    });
  }
  await dropOrphans(
    deps,
    communityId,
    inForce.policy.rules.filter(({ active }) => active).map(({ id }) => id),
  );
};

/** Nothing will say of these that they are normal: the rule was switched off, or the device is out of use. */
const dropOrphans = async (deps: Deps, communityId: string, ruleIds: string[]): Promise<void> => {
  const { reader } = deps.db;
  const abnormal = await findAbnormal(reader, communityId);
  if (abnormal.length === 0) return;
  const inUse = new Set(
    (await listDevices(reader, communityId)).filter(({ lifecycle }) => lifecycle === 'in-use').map(({ id }) => id),
  );
  for (const { id, ruleId, deviceId } of abnormal) {
    const gone = !ruleIds.includes(ruleId ?? '');
    const out = !inUse.has(deviceId ?? '');
    if (!gone && !out) continue;
    await inTransaction(deps.db, async (tx) => {
      const alarm = await lockAlarm(tx, communityId, id);
      if (!alarm || alarm.normalAt || alarm.closedAt) return;
      await becomeNormal(tx, deps, alarm, deps.clock.now(), [], gone ? alarmTexts.ruleOff : alarmTexts.deviceOff);
    });
  }
};
