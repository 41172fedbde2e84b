import { alarmTexts } from '../../locales/alarm.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { findDevice } from '../device/device.door.js';
import { lockOpenAlarm } from './alarm.store.js';
import { applySaid, saidKey } from './commands/raise.js';
import { readAlarmPolicyInForce } from './policy.queries.js';

/** What the reading of meters gave away. */
export interface MeterFinding {
  communityId: string;
  id: string;
  deviceId: string;
  kind: keyof typeof alarmTexts.found;
  openedAt: Date;
  /** 夜里一直在走水，每小时至少 12 升，可能漏水 */
  words: string;
}

/** A finding becomes engineering's alarm (E7). Heard at least once: the same finding is one alarm. */
export const hearFinding = async (deps: Deps, finding: MeterFinding): Promise<void> => {
  const { communityId, deviceId, kind, openedAt } = finding;
  const device = await findDevice(deps.db.reader, communityId, deviceId);
  if (device?.lifecycle !== 'in-use') return;
  const inForce = await readAlarmPolicyInForce(deps.db.reader, communityId);
  const rule = inForce.policy.found[kind];
  if (!rule.active) return;
  const said = {
    kind: `found-${kind}`,
    at: openedAt,
    title: alarmTexts.found[kind],
    detail: finding.words,
    cameraKind: null,
    rule,
    saidId: finding.id,
    department: 'engineering' as const,
  };
  await inTransaction(deps.db, async (tx) => {
    const open = await lockOpenAlarm(tx, communityId, saidKey(said.kind, deviceId));
    if (open && open.lastAt >= openedAt) return;
    await applySaid(tx, deps, device, said, inForce);
  });
};
