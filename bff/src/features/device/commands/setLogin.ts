import { AppError } from '../../../kernel/appError.js';
import { isEnd } from '../../../kernel/machine.js';
import { deviceTexts as t } from '../../../locales/device.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { deviceMachine } from '../device.machine.js';
import { saveDevice } from '../device.store.js';
import { sealLogin } from '../login.js';
import { onDevice, record } from '../record.js';

/** Where we call a device and as whom; the password is never told again. */
export const setDeviceLogin = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, address, username, password }: { id: string; address: string; username: string; password: string },
): Promise<{ id: string }> =>
  onDevice(deps, call, id, async (tx, device) => {
    if (isEnd(deviceMachine, device.lifecycle)) throw new AppError('device.illegal_transition');
    await saveDevice(tx, device, { address, loginEncrypted: sealLogin(deps, { username, password }) });
    await record(tx, deps, call, device, { action: 'device.login', kind: 'secret', note: t.loginSet(address) });
    return { id };
  });
