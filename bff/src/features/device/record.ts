import { AppError } from '../../kernel/appError.js';
import { newId } from '../../kernel/ids.js';
import type { AuditAction } from '../../locales/auditActions.js';
import { deviceTexts as t } from '../../locales/device.js';
import { audit } from '../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../platform/call.js';
import type { Tx } from '../../platform/database/access.js';
import { isDuplicate } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { transaction } from '../../platform/idempotency/command.js';
import type { DeviceEntity, DeviceEventKind } from './device.entity.js';
import { insertEvents, lockDevice } from './device.store.js';

interface Happened {
  action: AuditAction;
  kind: DeviceEventKind;
  /** In words, for the device's own history. */
  note: string;
  reason?: string | undefined;
  /** When it was done, where that is not now. */
  at?: Date | undefined;
}

/** One line of the device's history and one of the audit log. */
export const record = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  call: Call<StaffActor>,
  device: Pick<DeviceEntity, 'communityId' | 'id' | 'code' | 'name'>,
  { action, kind, note, reason, at }: Happened,
): Promise<void> => {
  const now = deps.clock.now();
  const { communityId, id: deviceId } = device;
  const by = { byId: call.actor.id, byName: call.actor.name };
  await insertEvents(tx, [
    { communityId, id: newId(now), deviceId, kind, note: note.slice(0, 400), at: at ?? now, ...by },
  ]);
  await audit(tx, deps.clock, call, {
    communityId,
    action,
    subjectKind: 'device',
    subjectId: deviceId,
    subject: t.subject(device.code, device.name),
    reason: reason ?? note,
  });
};

/** One command on one device, which is held until it ends. `device.not_found`. */
export const onDevice = <T>(
  deps: Deps,
  call: Call<StaffActor>,
  id: string,
  fn: (tx: Tx, device: DeviceEntity) => Promise<T>,
): Promise<T> =>
  transaction(deps, call, async (tx) => {
    const device = await lockDevice(tx, call.actor.communityId, id);
    if (!device) throw new AppError('device.not_found');
    return fn(tx, device);
  }).catch((error: unknown) => {
    throw isDuplicate(error) ? new AppError('device.code_taken') : error;
  });
