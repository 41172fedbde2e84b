import type { FileView } from 'shared-types/file';
import type { DeviceRow, DeviceView } from 'shared-types/staffDevice';
import { toDay, toInstant } from 'shared-types/time';
import { deviceTexts as t } from '../../locales/device.js';
import type { StaffActor } from '../../platform/call.js';
import type { DeviceDocumentEntity, DeviceEntity, DeviceEventEntity } from './device.entity.js';
import { deviceMachine } from './device.machine.js';
import { actionsOf } from './device.policy.js';
import { daysUntil } from './device.rules.js';

const instantOrNull = (at: Date | null): string | null => at && toInstant(at);

export const presentRow = (device: DeviceEntity): DeviceRow => ({
  id: device.id,
  code: device.code,
  kind: device.kind,
  kindWords: t.kinds[device.kind],
  name: device.name,
  placeLabel: device.placeLabel || t.noPlace,
  lifecycle: device.lifecycle,
  lifecycleWords: t.lifecycles[device.lifecycle],
  protocol: device.protocol,
  online: device.protocol === 'none' ? null : device.online,
  lastSeenAt: instantOrNull(device.lastSeenAt),
});

const warrantyWords = (until: string | null, today: string): string | null => {
  if (until === null) return null;
  const days = daysUntil(until, today);
  return days < 0 ? t.warrantyOver : t.warrantyLeft(days);
};

/** What a device signs in as over MQTT. */
export const usernameOf = ({ communityId, id }: Pick<DeviceEntity, 'communityId' | 'id'>): string =>
  `${communityId}/${id}`;

export interface AroundDevice {
  now: Date;
  /** The wall's. */
  realNow: Date;
  placeCode: string | null;
  loginName: string | null;
  documents: readonly DeviceDocumentEntity[];
  files: ReadonlyMap<string, FileView[]>;
  history: readonly DeviceEventEntity[];
  repairs: DeviceView['repairs'];
}

export const presentDevice = (device: DeviceEntity, around: AroundDevice, actor: StaffActor): DeviceView => {
  const { houseId, areaId, buildingId, unitId, spot } = device;
  const grace = device.oldSecretUntil && device.oldSecretUntil > around.realNow ? device.oldSecretUntil : null;
  const actions = actionsOf(actor, device);
  const label = spot ? device.placeLabel.replace(` · ${spot}`, '') : device.placeLabel;
  return {
    ...presentRow(device),
    protocolWords: t.protocols[device.protocol],
    place: {
      ...{ houseId, areaId, buildingId, unitId, spot, placeCode: around.placeCode },
      label: label === spot ? t.noPlace : label || t.noPlace,
    },
    lifecycleReason: device.lifecycleReason,
    lifecycleAt: toInstant(device.lifecycleAt),
    vendor: device.vendor,
    brand: device.brand,
    model: device.model,
    serial: device.serial,
    firmware: device.firmware,
    installedOn: device.installedOn,
    warrantyUntil: device.warrantyUntil,
    warrantyWords: warrantyWords(device.warrantyUntil, toDay(around.now)),
    remark: device.remark,
    qrCode: device.qrCode,
    credential: {
      setAt: instantOrNull(device.secretSetAt),
      oldUntil: instantOrNull(grace),
      username: usernameOf(device),
    },
    login: device.address && around.loginName ? { address: device.address, username: around.loginName } : null,
    documents: around.documents.map((document) => ({
      id: document.id,
      title: document.title,
      addedBy: document.addedByName,
      addedAt: toInstant(document.addedAt),
      files: around.files.get(document.id) ?? [],
    })),
    history: around.history.map((event) => ({
      id: event.id,
      kind: event.kind,
      words: event.note,
      at: toInstant(event.at),
      by: event.byName,
    })),
    repairs: around.repairs,
    moves: actions.includes('move') ? deviceMachine.to[device.lifecycle].map((to) => ({ to, words: t.moves[to] })) : [],
    actions,
  };
};
