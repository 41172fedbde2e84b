import type { DeviceBody } from 'shared-types/staffDevice';
import { toDay } from 'shared-types/time';
import { AppError } from '../../kernel/appError.js';
import { deviceTexts as t } from '../../locales/device.js';
import type { DeviceEntity } from './device.entity.js';
import { protocolOf } from './device.rules.js';

/** What a form says of a device, beside its place. */
export type DeviceFields = Pick<
  DeviceEntity,
  | 'code'
  | 'kind'
  | 'protocol'
  | 'name'
  | 'vendor'
  | 'brand'
  | 'model'
  | 'serial'
  | 'installedOn'
  | 'warrantyUntil'
  | 'remark'
>;

const orNull = (value: string | undefined): string | null => value || null;

export const fieldsOf = (body: DeviceBody): DeviceFields => ({
  code: body.code,
  kind: body.kind,
  protocol: body.protocol ?? protocolOf[body.kind],
  name: body.name,
  vendor: orNull(body.vendor),
  brand: orNull(body.brand),
  model: orNull(body.model),
  serial: orNull(body.serial),
  installedOn: body.installedOn,
  warrantyUntil: body.warrantyUntil,
  remark: orNull(body.remark),
});

/** Days that contradict each other: `request.invalid`. */
export const checkDays = ({ installedOn, warrantyUntil }: DeviceFields, now: Date): void => {
  if (installedOn !== null && installedOn > toDay(now))
    throw new AppError('request.invalid', { fields: { installedOn: t.dayAhead } });
  if (installedOn !== null && warrantyUntil !== null && warrantyUntil < installedOn)
    throw new AppError('request.invalid', { fields: { warrantyUntil: t.warrantyBeforeInstall } });
};

const shown = ['name', 'code', 'vendor', 'brand', 'model', 'serial', 'installedOn', 'warrantyUntil', 'remark'] as const;

/** What another state of a device would change, in words: 名称：1号梯 → 1号客梯 */
export const changesOf = (
  before: DeviceEntity,
  after: Partial<DeviceFields> & { placeLabel?: string | undefined },
): string[] => {
  const changes: string[] = [];
  const say = (column: Parameters<typeof t.difference>[0], was: string | null, is: string | null): void => {
    if (was !== is) changes.push(t.difference(column, was ?? '', is ?? ''));
  };
  if (after.kind) say('kind', t.kinds[before.kind], t.kinds[after.kind]);
  for (const column of shown) {
    const is = after[column];
    if (is !== undefined) say(column, before[column], is);
  }
  if (after.protocol) say('protocol', t.protocols[before.protocol], t.protocols[after.protocol]);
  if (after.placeLabel !== undefined) say('place', before.placeLabel, after.placeLabel);
  return changes;
};
