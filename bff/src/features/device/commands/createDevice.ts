import type { BodyOf } from 'shared-types/contract';
import type { createDevice as createContract } from 'shared-types/staffDevice';
import { AppError } from '../../../kernel/appError.js';
import { deviceTexts as t } from '../../../locales/device.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import { isDuplicate } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { checkDays, fieldsOf } from '../device.fields.js';
import { findByCode, insertDevices } from '../device.store.js';
import { checkOnePlace, resolvePlace } from '../place.js';
import { record } from '../record.js';
import { draftDevice } from '../register.js';

/** A new device in the registry, without a credential. `device.code_taken`, `place.not_found`. */
export const createDevice = (
  deps: Deps,
  call: Call<StaffActor>,
  body: BodyOf<typeof createContract>,
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const fields = fieldsOf(body);
    checkDays(fields, deps.clock.now());
    checkOnePlace(body);
    const place = await resolvePlace(tx, communityId, body);
    if (await findByCode(tx, communityId, fields.code)) throw new AppError('device.code_taken');
    const device = draftDevice(deps.clock, { ...fields, communityId, lifecycle: body.lifecycle }, place);
    await insertDevices(tx, [device]);
    await record(tx, deps, call, device, { action: 'device.registered', kind: 'registered', note: t.registered });
    return { id: device.id };
  }).catch((error: unknown) => {
    throw isDuplicate(error) ? new AppError('device.code_taken') : error;
  });
