import { insertGroup, insertPass, replaceGroupDevices } from '../../src/features/access/access.store.js';
import { sealDigits } from '../../src/features/access/digits.js';
import { shareTokenOf } from '../../src/features/access/shareToken.js';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';
import { makeDevice } from '../factories/devices.js';

const dayMs = 86_400_000;

/** A gate in a group of its own, and a pass of each resident. */
export const makeAccessThings = async (
  deps: Deps,
  communityId: string,
  hosts: readonly { id: string; houseId: string }[],
): Promise<{ gate: { group: string; door: string; shareToken: string }; passes: Record<string, string> }> => {
  const at = deps.clock.now();
  const { id: door } = await makeDevice(deps, communityId, { kind: 'gate', name: '北门' });
  const group = newId(at);
  const passes = Object.fromEntries(hosts.map(({ id }) => [id, newId(at)]));
  await inTransaction(deps.db, async (tx) => {
    const nowhere = { buildingId: null, unitId: null, removedAt: null };
    await insertGroup(tx, { communityId, id: group, number: 1, name: '北门', position: 1, createdAt: at, ...nowhere });
    await replaceGroupDevices(tx, communityId, group, [door]);
    for (const { id: accountId, houseId } of hosts)
      await insertPass(tx, {
        ...{
          communityId,
          id: passes[accountId] ?? '',
          houseId,
          accountId,
          hostPersonId: null,
          hostName: '林女士',
          name: '赵明',
        },
        ...{ groupIds: [group], groupNumbers: [1], uses: 2, used: 0, plate: null },
        ...{ validFrom: at, validUntil: new Date(at.getTime() + dayMs), createdAt: at },
        ...{ digitsEncrypted: sealDigits(deps, '482917'), revokedAt: null, revokedWhy: null },
      });
  });
  const shareToken = shareTokenOf(deps, Object.values(passes)[0] ?? '');
  return { gate: { group, door, shareToken }, passes };
};
