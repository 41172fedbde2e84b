import { clockTime } from 'shared-types/time';
import { deterministicId } from '../../kernel/ids.js';
import { accessTexts, flagWords } from '../../locales/access.js';
import { staffLinks } from '../../locales/staffAlerts.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { alertStaff } from '../../platform/staffAlert.js';
import { listByRole } from '../identity/identity.door.js';
import type { PassageEntity } from './access.entity.js';
import { guardsHere } from './guards.js';

/** Guards who are here now hear of it; where nobody is on shift, all of them. */
export const tellGuards = async (tx: Tx, deps: Deps, passage: PassageEntity): Promise<void> => {
  if (!passage.flag) return;
  const guards = await guardsHere(tx, passage.communityId, deps.clock.now());
  const supervisors = await listByRole(tx, passage.communityId, 'supervisor', deps.clock.now());
  await alertStaff(tx, deps.clock, {
    id: deterministicId('access-replay', passage.id),
    communityId: passage.communityId,
    repairId: null,
    staffIds: [...guards, ...supervisors].map(({ id }) => id),
    kind: 'access-replay',
    detail: accessTexts.replayed(passage.place, clockTime(passage.at), flagWords(passage.way, passage.flag)),
    link: staffLinks.gate(),
  });
};
