import type { IssueBody } from 'shared-types/staffPass';
import { AppError } from '../../../kernel/appError.js';
import { deterministicId } from '../../../kernel/ids.js';
import { accessTexts } from '../../../locales/access.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import { readHouseDetail } from '../../community/house.door.js';
import { lockPass } from '../access.store.js';
import { readHosts } from '../passDesk.queries.js';
import { tellChanged } from '../tell.js';
import { endPass } from './revokePass.js';
import { invalid, readWish, writePass } from './writePass.js';

/** Staff make a pass for an owner who stands beside them: it is the owner's, and the audit log says who made it. */
export const issuePass = async (
  deps: Deps,
  call: Call<StaffActor>,
  { id: houseId, hostId, ...body }: IssueBody & { id: string },
): Promise<{ id: string }> => {
  const { communityId } = call.actor;
  const { reader } = deps.db;
  const house = await readHouseDetail(reader, communityId, houseId);
  if (!house) throw new AppError('house.not_found');
  const wish = await readWish(deps, house, body);
  return transaction(deps, call, async (tx) => {
    // Inside, so that nobody who has just moved out invites.
    const host = (await readHosts(tx, deps, communityId, houseId)).find(({ id }) => id === hostId);
    if (!host) throw invalid('hostId', accessTexts.noSuchHost);
    const isPerson = host.kind === 'person';
    const pass = await writePass(tx, deps, {
      ...{ house, wish },
      host: { accountId: host.id, hostPersonId: isPerson ? host.id : null, hostName: host.name },
    });
    await audit(tx, deps.clock, call, {
      ...{ communityId, action: 'pass.issued', subjectKind: 'pass', subjectId: pass.id },
      subject: accessTexts.subjectPass(house.label, pass.name),
    });
    const told = { id: deterministicId('access.issued', pass.id), communityId, topic: 'access.issued' };
    // Whoever can look hears at once of a pass in their name.
    if (!isPerson) await publish(tx, deps.clock, { ...told, payload: { passId: pass.id, by: call.actor.id } });
    tellChanged(tx, deps, pass);
    return { id: pass.id };
  });
};

/** For somebody who cannot do it by themselves. Revoking twice is no error. */
export const revokeIssuedPass = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, reason }: { id: string; reason: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const pass = await lockPass(tx, communityId, id);
    if (!pass) throw new AppError('pass.not_found');
    if (pass.revokedAt) return { id };
    await endPass(tx, deps, pass, 'staff');
    const house = await readHouseDetail(tx, communityId, pass.houseId);
    await audit(tx, deps.clock, call, {
      ...{ communityId, action: 'pass.revoked', subjectKind: 'pass', subjectId: id, reason },
      subject: accessTexts.subjectPass(house?.label ?? '', pass.name),
    });
    return { id };
  });
