import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import { sendCommand } from '../../control/control.door.js';
import { type DeviceSummary, findDevice } from '../../device/device.door.js';
import { insertPassage } from '../access.store.js';
import { blankPassage } from '../doorFacts.js';
import { isapiOpenTopic } from '../isapiOpen.jobs.js';
import { canOpenFromAfar } from '../pass.rules.js';
import { tellChanged } from '../tell.js';
import { findPost } from '../terminalPost.store.js';

const prefix = 'access:opening:';

/** By which the end of a command finds its passage. */
export const openingCause = {
  write: (passageId: string): string => `${prefix}${passageId}`,
  read: (cause: string): string | null => (cause.startsWith(prefix) ? cause.slice(prefix.length) : null),
};

/** Whoever waits at a gate does not wait longer, and a gate that opens later opens for somebody else. */
const validMs = 20_000;

/** Has a door opened from afar, by the way that it understands; the passage says later whether it did. */
export const sendOpening = async (
  tx: Tx,
  { clock }: Pick<Deps, 'clock'>,
  door: Pick<DeviceSummary, 'communityId' | 'id' | 'protocol'>,
  passageId: string,
): Promise<void> => {
  const { communityId, id: deviceId } = door;
  const expiresAt = new Date(clock.realNow().getTime() + validMs);
  if (door.protocol === 'isapi') {
    const payload = { deviceId, passageId, expiresAt: expiresAt.toISOString() };
    await publish(tx, clock, { communityId, topic: isapiOpenTopic, payload, lane: 'calls' });
    return;
  }
  const cause = openingCause.write(passageId);
  await sendCommand(tx, clock, { communityId, deviceId, name: 'open', args: {}, expiresAt, cause });
};

/** A guard has a door opened from afar, with a reason (audited). It is kept as a passage, which says whether it opened. */
export const openDoor = (
  deps: Deps,
  call: Call<StaffActor>,
  { id: doorId, reason }: { id: string; reason: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: staffId, name: staffName } = call.actor;
    const door = await findDevice(tx, communityId, doorId);
    if (!door || !canOpenFromAfar(door) || (await findPost(tx, communityId, doorId)))
      throw new AppError('gate.cannot_open');
    const now = deps.clock.now();
    const id = newId(now);
    await insertPassage(tx, {
      ...blankPassage(door, id, now),
      id,
      ...{ passId: null, houseId: null, who: null, direction: 'in', at: now, way: 'remote' },
      ...{ admitted: false, reason: null, offline: false, staffId, staffName, note: reason },
    });
    await sendOpening(tx, deps, door, id);
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'gate.opened',
      subjectKind: 'passage',
      subjectId: id,
      subject: door.name,
      reason,
    });
    tellChanged(tx, deps, { communityId, accountId: null });
    return { id };
  });
