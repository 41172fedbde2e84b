import { type CameraKind, cameraKinds } from 'shared-types/alarmPolicy';
import { alarmTexts, cameraNames } from '../../../locales/alarm.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { findDevice } from '../../device/device.door.js';
import { findSaid, saveSaid } from '../alarm.store.js';
import { readAlarmPolicyInForce } from '../policy.queries.js';
import { applySaid } from './raise.js';

const isCameraKind = (kind: string): kind is CameraKind => cameraKinds.some((one) => one === kind);

/** Brings what a camera or a device told to its alarm, once. */
export const actOnSaid = async (tx: Tx, deps: Deps, communityId: string, saidId: string): Promise<void> => {
  const said = await findSaid(tx, communityId, saidId);
  if (!said || said.actedAt) return;
  const at = deps.clock.now();
  const device = await findDevice(tx, communityId, said.deviceId);
  const inForce = await readAlarmPolicyInForce(tx, communityId);
  const cameraKind = isCameraKind(said.kind) ? said.kind : null;
  const rule = cameraKind ? inForce.policy.camera[cameraKind] : inForce.policy.told.other;
  if (!device || !rule.active) {
    await saveSaid(tx, said, { actedAt: at });
    return;
  }
  const alarm = await applySaid(
    tx,
    deps,
    device,
    {
      kind: said.kind,
      at: said.at,
      title: cameraKind ? cameraNames[cameraKind] : alarmTexts.deviceSaid,
      detail: said.words ?? '',
      cameraKind,
      rule,
      saidId,
    },
    inForce,
  );
  await saveSaid(tx, said, { actedAt: at, alarmId: alarm.id });
};
