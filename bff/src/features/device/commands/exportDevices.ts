import type { DeviceKind } from 'shared-types/device';
import type { FileAnswer } from '../../../http/route.js';
import { deviceTexts as t } from '../../../locales/device.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { workbookType, writeWorkbook } from '../../../platform/sheet.js';
import type { DeviceEntity } from '../device.entity.js';
import { findDevices } from '../device.store.js';
import type { DeviceColumn } from '../deviceRow.rules.js';
import { type Places, readPlaces } from '../place.js';

const columns: readonly DeviceColumn[] = [
  ...(['code', 'name', 'kind', 'house', 'area', 'building', 'unit', 'spot', 'vendor', 'brand', 'model'] as const),
  ...(['serial', 'installedOn', 'warrantyUntil', 'protocol', 'lifecycle', 'remark'] as const),
];

const cellOf = (device: DeviceEntity, column: DeviceColumn, places: Places): string => {
  switch (column) {
    case 'kind':
      return t.kinds[device.kind];
    case 'protocol':
      return t.protocols[device.protocol];
    case 'lifecycle':
      return t.lifecycles[device.lifecycle];
    case 'house':
      return device.houseId ? (places.houses.get(device.houseId)?.label ?? '') : '';
    case 'area':
      return device.areaId ? (places.areas.get(device.areaId)?.name ?? '') : '';
    // A house or an area says it all.
    case 'building':
      return device.houseId || device.areaId ? '' : (device.buildingName ?? '');
    case 'unit':
      return device.houseId || device.areaId ? '' : (device.unitName ?? '');
    case 'number':
      return '';
    default:
      return device[column] ?? '';
  }
};

/** The registry as a table that the import reads again. Audited: it leaves the house. */
export const exportDevices = async (
  deps: Deps,
  call: Call<StaffActor>,
  { kind }: { kind?: DeviceKind | undefined },
): Promise<FileAnswer> => {
  const { communityId } = call.actor;
  const { reader } = deps.db;
  const devices = await findDevices(reader, communityId, kind ? { kinds: [kind] } : {});
  const houseIds = [...new Set(devices.flatMap(({ houseId }) => houseId ?? []))];
  const places = await readPlaces(reader, communityId, houseIds);
  const bytes = await writeWorkbook([
    {
      name: t.sheet,
      headings: columns.map((column) => t.columns[column]),
      rows: devices.map((device) => columns.map((column) => cellOf(device, column, places))),
    },
  ]);
  await transaction(deps, { ...call, idempotency: null }, (tx) =>
    audit(tx, deps.clock, call, {
      communityId,
      action: 'device.exported',
      subjectKind: 'community',
      subjectId: communityId,
      subject: t.exportAudit(devices.length),
    }),
  );
  return { bytes, contentType: workbookType, fileName: `${t.sheet}.xlsx` };
};
