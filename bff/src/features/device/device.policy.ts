import type { DeviceView } from 'shared-types/staffDevice';
import { isEnd } from '../../kernel/machine.js';
import type { StaffActor } from '../../platform/call.js';
import type { DeviceEntity } from './device.entity.js';
import { deviceMachine } from './device.machine.js';

/** What this caller may do next; the front end draws its buttons from it. */
export const actionsOf = (
  actor: Pick<StaffActor, 'permissions'>,
  device: Pick<DeviceEntity, 'lifecycle' | 'protocol'>,
): DeviceView['actions'] => {
  if (!actor.permissions.has('device.manage')) return [];
  // A scrapped one keeps its papers.
  if (isEnd(deviceMachine, device.lifecycle)) return ['document'];
  const speaks = device.protocol === 'none' ? [] : (['secret', 'login'] as const);
  return ['change', ...speaks, 'document', 'note', 'move'];
};
