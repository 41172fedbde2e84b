import type { ResponseOf } from 'shared-types/contract';
import type { issueDeviceCredentials } from 'shared-types/staffDevice';
import { newId } from '../../../kernel/ids.js';
import { deviceTexts as t } from '../../../locales/device.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { maySignIn } from '../device.rules.js';
import { findDevices, insertEvents, lockDevices, saveDevice } from '../device.store.js';
import { usernameOf } from '../device.view.js';
import { newDeviceSecret } from '../secret.js';

const most = 500;

/**
 * First secrets of all devices in use that have none, as after an import; returned once and kept as hashes. `neverSeen`:
 * those too that were given one and have never been heard (the answer was lost, or the sheet).
 */
export const issueCredentials = (
  deps: Deps,
  call: Call<StaffActor>,
  { neverSeen }: { neverSeen: boolean },
): Promise<ResponseOf<typeof issueDeviceCredentials>> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: byId, name: byName } = call.actor;
    await lockDevices(tx, communityId);
    const due = (await findDevices(tx, communityId, {})).filter(
      ({ lifecycle, protocol, secretHash, lastSeenAt }) =>
        maySignIn(lifecycle) && protocol !== 'none' && (secretHash === null || (neverSeen && lastSeenAt === null)),
    );
    const [now, secretSetAt] = [deps.clock.now(), deps.clock.realNow()];
    const items = [];
    for (const device of due.slice(0, most)) {
      const { secret, secretHash } = newDeviceSecret();
      await saveDevice(tx, device, { secretHash, secretSetAt, oldSecretHash: null, oldSecretUntil: null });
      items.push({ code: device.code, name: device.name, username: usernameOf(device), secret, deviceId: device.id });
    }
    await insertEvents(
      tx,
      items.map(({ deviceId }) => ({
        ...{
          communityId,
          id: newId(now),
          deviceId,
          kind: 'secret' as const,
          note: t.secretFirst,
          at: now,
          byId,
          byName,
        },
      })),
    );
    if (items.length > 0)
      await audit(tx, deps.clock, call, {
        communityId,
        action: 'device.secrets',
        subjectKind: 'community',
        subjectId: communityId,
        subject: t.secretsAudit(items.length),
      });
    return { items: items.map(({ deviceId: _id, ...item }) => item), left: due.length - items.length };
  });
