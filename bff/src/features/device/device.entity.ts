import type { DeviceKind, DeviceLifecycle, DeviceProtocol } from 'shared-types/device';
import { EntitySchema } from 'typeorm';
import { bool, id, key, nullable, string, time } from '../../platform/database/entityColumns.js';
import {
  type ImportRow,
  type ImportRun,
  importRowColumns,
  importRunColumns,
} from '../../platform/sheetImport/importStore.js';

/** A device with its place, its electronic identity and what it signs in with. */
export interface DeviceEntity {
  communityId: string;
  id: string;
  /** The office's own number of it, unique in the community: DT-0301 */
  code: string;
  /** On its label, unguessable, unique everywhere. */
  qrCode: string;
  kind: DeviceKind;
  protocol: DeviceProtocol;
  name: string;
  /** 海康威视 */
  vendor: string | null;
  houseId: string | null;
  areaId: string | null;
  buildingId: string | null;
  unitId: string | null;
  /** 3栋, kept with the device so that a list asks one table. */
  buildingName: string | null;
  unitName: string | null;
  /** 3栋2单元 · 一楼大堂 */
  placeLabel: string;
  /** 一楼大堂: where exactly. */
  spot: string | null;
  lifecycle: DeviceLifecycle;
  lifecycleReason: string | null;
  lifecycleAt: Date;
  online: boolean;
  /** The community's time. */
  lastSeenAt: Date | null;
  firmware: string | null;
  brand: string | null;
  model: string | null;
  serial: string | null;
  /** YYYY-MM-DD */
  installedOn: string | null;
  warrantyUntil: string | null;
  remark: string | null;
  /** SHA-256 of 256 random bits; null: it has none yet. */
  secretHash: string | null;
  /** The wall's time, as are the following. */
  secretSetAt: Date | null;
  oldSecretHash: string | null;
  oldSecretUntil: Date | null;
  /** Where we call it: http://10.0.3.7 */
  address: string | null;
  /** Encrypted JSON of the account with which we sign in at the device. */
  loginEncrypted: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export const DeviceEntity = new EntitySchema<DeviceEntity>({
  name: 'device',
  tableName: 'device',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    code: string(40),
    qrCode: string(24, 'qr_code'),
    kind: string(16),
    protocol: string(16),
    name: string(60),
    vendor: string(40, undefined, nullable),
    houseId: id('house_id', nullable),
    areaId: id('area_id', nullable),
    buildingId: id('building_id', nullable),
    unitId: id('unit_id', nullable),
    buildingName: string(40, 'building_name', nullable),
    unitName: string(40, 'unit_name', nullable),
    placeLabel: string(120, 'place_label'),
    spot: string(60, undefined, nullable),
    lifecycle: string(16),
    lifecycleReason: string(200, 'lifecycle_reason', nullable),
    lifecycleAt: time('lifecycle_at'),
    online: bool(),
    lastSeenAt: time('last_seen_at', nullable),
    firmware: string(40, undefined, nullable),
    brand: string(40, undefined, nullable),
    model: string(60, undefined, nullable),
    serial: string(60, undefined, nullable),
    installedOn: string(10, 'installed_on', nullable),
    warrantyUntil: string(10, 'warranty_until', nullable),
    remark: string(300, undefined, nullable),
    secretHash: string(64, 'secret_hash', nullable),
    secretSetAt: time('secret_set_at', nullable),
    oldSecretHash: string(64, 'old_secret_hash', nullable),
    oldSecretUntil: time('old_secret_until', nullable),
    address: string(200, undefined, nullable),
    loginEncrypted: string(1000, 'login_encrypted', nullable),
    createdAt: time('created_at'),
    updatedAt: time('updated_at'),
  },
});

/** A picture or paper of a device; the file itself is the file feature's, its subject is this row. */
export interface DeviceDocumentEntity {
  communityId: string;
  id: string;
  deviceId: string;
  title: string;
  addedAt: Date;
  addedBy: string;
  addedByName: string;
  /** Taken away again; the file stays for the audit. */
  removedAt: Date | null;
}

export const DeviceDocumentEntity = new EntitySchema<DeviceDocumentEntity>({
  name: 'device_document',
  tableName: 'device_document',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    deviceId: id('device_id'),
    title: string(60),
    addedAt: time('added_at'),
    addedBy: id('added_by'),
    addedByName: string(30, 'added_by_name'),
    removedAt: time('removed_at', nullable),
  },
});

/** What happened to a device, by whom; the words are in `locales/device.ts`. */
export const deviceEventKinds = ['registered', 'changed', 'lifecycle', 'secret', 'document', 'maintenance'] as const;
export type DeviceEventKind = (typeof deviceEventKinds)[number];

export interface DeviceEventEntity {
  communityId: string;
  id: string;
  deviceId: string;
  kind: DeviceEventKind;
  /** In words, without secrets. */
  note: string;
  /** Of maintenance: when it was done; else when it was written. */
  at: Date;
  byId: string | null;
  byName: string;
}

export const DeviceEventEntity = new EntitySchema<DeviceEventEntity>({
  name: 'device_event',
  tableName: 'device_event',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    deviceId: id('device_id'),
    kind: string(16),
    note: string(400),
    at: time(),
    byId: id('by_id', nullable),
    byName: string(30, 'by_name'),
  },
});

/** A request that a device caused, beside those that are reported at its place. */
export interface DeviceRepairEntity {
  communityId: string;
  repairId: string;
  deviceId: string;
}

export const DeviceRepairEntity = new EntitySchema<DeviceRepairEntity>({
  name: 'device_repair',
  tableName: 'device_repair',
  columns: {
    communityId: key('community_id'),
    repairId: key('repair_id'),
    deviceId: id('device_id'),
  },
});

export const DeviceImportEntity = new EntitySchema<ImportRun>({
  name: 'device_import',
  tableName: 'device_import',
  columns: importRunColumns,
});

export interface DeviceImportRowEntity extends ImportRow {
  state: 'create' | 'update' | 'same' | 'bad' | 'skipped';
}

export const DeviceImportRowEntity = new EntitySchema<DeviceImportRowEntity>({
  name: 'device_import_row',
  tableName: 'device_import_row',
  columns: importRowColumns,
});

export const deviceEntities = [
  DeviceEntity,
  DeviceDocumentEntity,
  DeviceEventEntity,
  DeviceRepairEntity,
  DeviceImportEntity,
  DeviceImportRowEntity,
];
