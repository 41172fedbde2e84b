import { DoorPassageFacts } from '../../adapters/access-control/anjuWire.js';
import { accessTexts } from '../../locales/access.js';
import { GiveUp } from '../../platform/queue/worker.js';
import type { CommandListener } from '../control/control.door.js';
import { findDevice } from '../device/device.door.js';
import type { EventListener } from '../telemetry/telemetry.door.js';
import { endOpening } from './commands/endOpening.js';
import { openingCause } from './commands/openDoor.js';
import { takeTold } from './commands/takeTold.js';

/** A passage that a controller tells over MQTT: kept already, and the same one that it may tell by HTTP. */
export const hearPassage: EventListener = async (deps, { communityId, deviceId, eventId, at, data }) => {
  const facts = DoorPassageFacts.safeParse(data);
  const door = await findDevice(deps.db.reader, communityId, deviceId);
  if (!facts.success || !door) throw new GiveUp(accessTexts.oddPassage);
  await takeTold(deps, door, { ...facts.data, id: eventId, at: at.toISOString() });
};

/** Whether a door that was told to open has opened; told again, the later word counts. */
export const hearOpening: CommandListener = async (deps, { communityId, cause, state }) => {
  const passageId = openingCause.read(cause);
  if (!passageId) return;
  await endOpening(deps, { communityId, passageId, admitted: state === 'done' });
};
