import { clockTime } from 'shared-types/time';
import { deterministicId } from '../../kernel/ids.js';
import { accessTexts } from '../../locales/access.js';
import { staffLinks } from '../../locales/staffAlerts.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { alertStaff } from '../../platform/staffAlert.js';
import { type Colleague, listByRole } from '../identity/identity.door.js';
import type { PassageEntity } from './access.entity.js';

/** Guards who are here now; where nobody is on shift, all of them. */
export const guardsHere = async (reader: Reader, communityId: string, now: Date): Promise<Colleague[]> => {
  const guards = await listByRole(reader, communityId, 'guard', now);
  const here = guards.filter(({ onShift }) => onShift);
  return here.length > 0 ? here : guards;
};

/** A car that goes back and forth before the bar is one car that waits. */
const sameCarMs = 5 * 60_000;

/** A car stands before a bar that did not lift (S7): the guards hear why, once in a while for the same car at the same lane. */
export const tellRefusedCar = async (tx: Tx, deps: Pick<Deps, 'clock'>, passage: PassageEntity): Promise<void> => {
  // What a camera kept back is over: nobody waits there any more.
  if (passage.admitted || passage.offline || !passage.reason) return;
  const { communityId, deviceId, place, at, plate, reason } = passage;
  const slot = String(Math.floor(at.getTime() / sameCarMs));
  await alertStaff(tx, deps.clock, {
    id: deterministicId('access-refused', communityId, deviceId, plate ?? '', slot),
    communityId,
    repairId: null,
    staffIds: (await guardsHere(tx, communityId, deps.clock.now())).map(({ id }) => id),
    kind: 'access-refused',
    detail: accessTexts.carRefused(place, clockTime(at), plate, reason),
    link: staffLinks.gate(),
  });
};
