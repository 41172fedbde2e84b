import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { unwrap } from '../../../kernel/result.js';
import { deviceTexts as t } from '../../../locales/device.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import { isDuplicate } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { importDrafts, mayApply } from '../../../platform/sheetImport/importDrafts.js';
import type { ImportRun } from '../../../platform/sheetImport/importStore.js';
import { readHouseIndex, readOfficeSheets } from '../../community/sheet.door.js';
import type { DeviceEntity, DeviceEventEntity } from '../device.entity.js';
import { maySignIn } from '../device.rules.js';
import { insertDevices, insertEvents, saveDevice } from '../device.store.js';
import { openRow, type Planned, planImport, sealRow } from '../deviceImport.plan.js';
import { imports } from '../deviceImport.store.js';
import { type ReadRow, readDeviceSheets } from '../deviceSheet.js';
import { readPlaces } from '../place.js';
import { draftDevice } from '../register.js';

const drafts = importDrafts({ kind: 'device_import', folder: 'devices', store: imports, words: t.imported });

/** Reads the table and keeps what each row would make; nothing else changes yet. */
export const startDeviceImport = async (
  deps: Deps,
  call: Call<StaffActor>,
  file: { fileName: string; bytes: Buffer },
) => {
  const { communityId } = call.actor;
  const { reader } = deps.db;
  const sheets = unwrap(await readOfficeSheets(file.bytes, file.fileName));
  const index = await readHouseIndex(reader, communityId);
  const read = readDeviceSheets(sheets, { index, places: await readPlaces(reader, communityId, index.ids) });
  if (!read) throw new AppError('import.unreadable', { detail: t.noTable });
  const planned = await planImport(reader, communityId, read);
  const rows = read.flatMap((row, position) => {
    const plan = planned[position];
    return plan ? [{ row, plan }] : [];
  });
  return drafts.start(deps, call, file, rows, ({ row, plan: { planned: found, problems, changes } }, ids) => ({
    ...ids,
    state: found.state,
    contentEncrypted: sealRow(deps, { ...row, problems, changes }),
  }));
};

interface Made {
  devices: DeviceEntity[];
  events: DeviceEventEntity[];
}

/** A device of a row that the registry does not know. */
const create = (deps: Deps, run: ImportRun, row: ReadRow): DeviceEntity | null => {
  const { code, name, kind, ...rest } = row.fields;
  if (!code || !name || !kind || !row.place) return null;
  const given = { ...rest, code, name, kind, communityId: run.communityId };
  return draftDevice(deps.clock, { ...given, lifecycle: row.lifecycle ?? 'in-use' }, row.place);
};

const update = async (tx: Tx, deps: Deps, device: DeviceEntity, row: ReadRow): Promise<void> => {
  const now = deps.clock.now();
  const moved = row.lifecycle !== null && row.lifecycle !== device.lifecycle ? row.lifecycle : null;
  await saveDevice(tx, device, {
    ...row.fields,
    ...row.place,
    ...(moved && { lifecycle: moved, lifecycleAt: now, lifecycleReason: t.byImport }),
    ...(moved && !maySignIn(moved) && { online: false }),
    updatedAt: now,
  });
};

const apply = async (
  tx: Tx,
  deps: Deps,
  call: Call<StaffActor>,
  run: ImportRun,
  rows: readonly ReadRow[],
  plans: readonly Planned[],
): Promise<number> => {
  const made: Made = { devices: [], events: [] };
  const at = deps.clock.now();
  const happened = (device: DeviceEntity, kind: 'registered' | 'changed', words: string): void => {
    const { communityId } = run;
    const by = { byId: call.actor.id, byName: call.actor.name };
    made.events.push({ communityId, id: newId(at), deviceId: device.id, kind, note: words.slice(0, 400), at, ...by });
  };
  for (const [index, { planned, device, changes }] of plans.entries()) {
    const row = rows[index];
    if (!row) continue;
    const fresh = planned.state === 'create' ? create(deps, run, row) : null;
    if (fresh) {
      made.devices.push(fresh);
      happened(fresh, 'registered', t.registeredByImport(run.fileName));
    }
    if (planned.state === 'update' && device) {
      await update(tx, deps, device, row);
      happened(device, 'changed', t.changedByImport(run.fileName, changes));
    }
  }
  await insertDevices(tx, made.devices);
  await insertEvents(tx, made.events);
  return made.events.length;
};

/** Every good row or none of them. */
export const applyDeviceImport = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, leaveBad }: { id: string; leaveBad: boolean },
) =>
  drafts
    .apply(deps, call, id, async (tx, run) => {
      const rows = (await imports.rows(tx, run.communityId, id)).map((row) => openRow(deps, row));
      // Planned again: the registry may have changed since.
      const plans = await planImport(tx, run.communityId, rows);
      mayApply(
        plans.map(({ planned }) => planned.state),
        leaveBad,
      );
      return apply(tx, deps, call, run, rows, plans);
    })
    .catch((error: unknown) => {
      // Somebody registered one of these numbers meanwhile: look again.
      throw isDuplicate(error) ? new AppError('import.doubtful_left') : error;
    });

export const cancelDeviceImport = (deps: Deps, call: Call<StaffActor>, { id }: { id: string }) =>
  drafts.cancel(deps, call, id);
