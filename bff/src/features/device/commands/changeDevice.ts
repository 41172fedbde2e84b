import type { DeviceBody } from 'shared-types/staffDevice';
import { AppError } from '../../../kernel/appError.js';
import { isEnd } from '../../../kernel/machine.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { changesOf, checkDays, fieldsOf } from '../device.fields.js';
import { deviceMachine } from '../device.machine.js';
import { findByCode, saveDevice } from '../device.store.js';
import { checkOnePlace, resolvePlace } from '../place.js';
import { onDevice, record } from '../record.js';

/** What the registry says of a device; the same said again changes nothing. */
export const changeDevice = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, ...body }: DeviceBody & { id: string },
): Promise<{ id: string }> =>
  onDevice(deps, call, id, async (tx, device) => {
    if (isEnd(deviceMachine, device.lifecycle)) throw new AppError('device.illegal_transition');
    const fields = fieldsOf(body);
    checkDays(fields, deps.clock.now());
    checkOnePlace(body);
    const place = await resolvePlace(tx, device.communityId, body);
    const changes = changesOf(device, { ...fields, placeLabel: place.placeLabel });
    const moved = (['houseId', 'areaId', 'buildingId', 'unitId'] as const).some((name) => device[name] !== place[name]);
    if (changes.length === 0 && !moved) return { id };
    const other = fields.code === device.code ? null : await findByCode(tx, device.communityId, fields.code);
    if (other) throw new AppError('device.code_taken');
    await saveDevice(tx, device, { ...fields, ...place, updatedAt: deps.clock.now() });
    await record(tx, deps, call, device, { action: 'device.changed', kind: 'changed', note: changes.join('；') });
    return { id };
  });
