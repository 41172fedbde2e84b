import type { DeviceKind } from 'shared-types/device';
import { deviceTexts as t } from '../../locales/device.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { decryptField, encryptField } from '../../platform/secrets/fieldCrypto.js';
import type { DeviceEntity, DeviceImportRowEntity } from './device.entity.js';
import { changesOf } from './device.fields.js';
import { findDevices } from './device.store.js';
import { type PlanFault, type PlannedRow, planRows } from './devicePlan.rules.js';
import type { ReadRow } from './deviceSheet.js';

/** How rows of an import are kept, and what they would make against what is there. */

/** A row as it is kept, with what was found when it was read. */
export interface KeptRow extends ReadRow {
  changes: string[];
}

const context = 'device-import';

export const sealRow = ({ keys }: Pick<Deps, 'keys'>, row: KeptRow): string =>
  encryptField(keys, JSON.stringify(row), context);

export const openRow = ({ keys }: Pick<Deps, 'keys'>, row: Pick<DeviceImportRowEntity, 'contentEncrypted'>): KeptRow =>
  JSON.parse(decryptField(keys, row.contentEncrypted, context)) as KeptRow;

const faultWords = (fault: PlanFault, rows: readonly ReadRow[]): string[] => {
  if (fault.kind === 'rowTwice') return [t.rowTwice(rows[fault.row]?.rowNumber ?? 0)];
  if (fault.kind === 'moveRefused') return [t.moveRefused(fault.from, fault.to)];
  return fault.kind === 'scrapped' ? [t.scrappedFixed] : [];
};

/** What a new device still lacks. */
const lackOf = ({ fields }: ReadRow): string[] => [
  ...(fields.name ? [] : [t.rowFault('nameMissing', '')]),
  ...(fields.kind ? [] : [t.rowFault('kindMissing', '')]),
];

export interface Planned {
  planned: PlannedRow;
  device: DeviceEntity | null;
  changes: string[];
  problems: string[];
}

export const rowChanges = (device: DeviceEntity, row: ReadRow): string[] => {
  const { code: _code, ...fields } = row.fields;
  const changes = changesOf(device, { ...fields, ...(row.place && { placeLabel: row.place.placeLabel }) });
  const moved = row.lifecycle !== null && row.lifecycle !== device.lifecycle;
  return moved && row.lifecycle
    ? [...changes, t.difference('lifecycle', t.lifecycles[device.lifecycle], t.lifecycles[row.lifecycle])]
    : changes;
};

/** Every row against the registry as it is now. */
export const planImport = async (reader: Reader, communityId: string, rows: readonly ReadRow[]): Promise<Planned[]> => {
  const byCode = new Map((await findDevices(reader, communityId, {})).map((device) => [device.code, device]));
  const deviceOf = (row: ReadRow): DeviceEntity | null =>
    row.fields.code === undefined ? null : (byCode.get(row.fields.code) ?? null);
  const changes = rows.map((row) => {
    const device = deviceOf(row);
    return device && !row.skipped ? rowChanges(device, row) : [];
  });
  const plan = planRows(
    rows.map(({ fields, lifecycle, problems, skipped }) => ({
      code: fields.code ?? null,
      whole: Boolean(fields.name && fields.kind),
      ...{ lifecycle, problems, skipped },
    })),
    (index, code) => {
      const device = byCode.get(code);
      return device ? { lifecycle: device.lifecycle, changes: changes[index] ?? [] } : null;
    },
  );
  return rows.map((row, index): Planned => {
    const planned = plan[index] ?? { state: 'skipped', faults: [] };
    const lacks = planned.faults.some(({ kind }) => kind === 'notWhole') ? lackOf(row) : [];
    return {
      planned,
      device: deviceOf(row),
      changes: changes[index] ?? [],
      problems: [...row.problems, ...lacks, ...planned.faults.flatMap((fault) => faultWords(fault, rows))],
    };
  });
};

export const understood = ({ fields, place }: ReadRow): string =>
  t.understood(
    fields.code ?? '',
    fields.name ?? '',
    fields.kind ? t.kinds[fields.kind satisfies DeviceKind] : '',
    place?.placeLabel ?? '',
  );
