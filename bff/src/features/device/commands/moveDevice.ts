import type { DeviceLifecycle } from 'shared-types/device';
import { AppError } from '../../../kernel/appError.js';
import { mayGo } from '../../../kernel/machine.js';
import { deviceTexts as t } from '../../../locales/device.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { deviceMachine } from '../device.machine.js';
import { maySignIn } from '../device.rules.js';
import { saveDevice } from '../device.store.js';
import { onDevice, record } from '../record.js';

/** The life of a device goes on, with a reason. Where it may no longer sign in, it is offline at once. */
export const moveDevice = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, to, reason }: { id: string; to: DeviceLifecycle; reason: string },
): Promise<{ id: string }> =>
  onDevice(deps, call, id, async (tx, device) => {
    if (!mayGo(deviceMachine, device.lifecycle, to))
      throw new AppError('device.illegal_transition', { detail: t.moveRefused(device.lifecycle, to) });
    const now = deps.clock.now();
    await saveDevice(tx, device, {
      lifecycle: to,
      lifecycleReason: reason,
      lifecycleAt: now,
      updatedAt: now,
      ...(maySignIn(to) ? {} : { online: false }),
      // Scrapped for good: nothing that it held opens anything any more.
      ...(to === 'scrapped'
        ? { secretHash: null, oldSecretHash: null, oldSecretUntil: null, loginEncrypted: null, address: null }
        : {}),
    });
    await record(tx, deps, call, device, {
      ...{ action: 'device.moved', kind: 'lifecycle', note: t.moved(to, reason) },
    });
    return { id };
  });
