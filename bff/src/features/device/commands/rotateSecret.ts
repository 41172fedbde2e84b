import { toInstant } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { isEnd } from '../../../kernel/machine.js';
import { deviceTexts as t } from '../../../locales/device.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { readPolicyInForce } from '../../policy/policy.door.js';
import { deviceMachine } from '../device.machine.js';
import { rotated } from '../device.rules.js';
import { saveDevice } from '../device.store.js';
import { usernameOf } from '../device.view.js';
import { onDevice, record } from '../record.js';
import { newDeviceSecret } from '../secret.js';

/** A new secret, returned once and kept as a hash. On the wall's clock, as all credentials. */
export const rotateDeviceSecret = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, keepOld }: { id: string; keepOld: boolean },
): Promise<{ username: string; secret: string; oldUntil: string | null }> =>
  onDevice(deps, call, id, async (tx, device) => {
    if (isEnd(deviceMachine, device.lifecycle)) throw new AppError('device.illegal_transition');
    const { policy } = await readPolicyInForce(tx, device.communityId);
    const { secret, secretHash } = newDeviceSecret();
    const graceMs = keepOld ? policy.device.secretGraceMinutes * 60_000 : null;
    const next = rotated(device, secretHash, deps.clock.realNow(), graceMs);
    await saveDevice(tx, device, next);
    const replaced = next.oldSecretUntil ? t.secretGrace : t.secretSet;
    const note = device.secretHash === null ? t.secretFirst : replaced;
    await record(tx, deps, call, device, { action: 'device.secret', kind: 'secret', note });
    const oldUntil = next.oldSecretUntil && toInstant(next.oldSecretUntil);
    return { username: usernameOf(device), secret, oldUntil };
  });
