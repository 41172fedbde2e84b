import { contract } from './contract.js';
import { Id, Instant, PageQuery, page, z } from './schemas.js';

/** 设备台账 from the office's own table: read, previewed row by row, then all good rows or none. */

export const deviceImportStatuses = ['draft', 'applied', 'cancelled'] as const;
export const deviceRowStates = ['create', 'update', 'same', 'bad', 'skipped'] as const;

export const DeviceImportView = z.object({
  id: Id,
  fileName: z.string(),
  status: z.enum(deviceImportStatuses),
  counts: z.object({ create: z.int(), update: z.int(), same: z.int(), bad: z.int(), skipped: z.int() }),
  createdAt: Instant,
  createdBy: z.string(),
  appliedAt: z.nullable(Instant),
  actions: z.array(z.enum(['apply', 'cancel'])),
});
export type DeviceImportView = z.infer<typeof DeviceImportView>;

export const DeviceImportRowView = z.object({
  id: Id,
  sheetName: z.string(),
  /** 1-based row in the sheet. */
  rowNumber: z.int(),
  state: z.enum(deviceRowStates),
  /** As the office wrote it, joined. */
  cells: z.string(),
  /** DT-0301 2号客梯 · 电梯 · 3栋2单元电梯 */
  understood: z.string(),
  /** 名称：1号梯 → 1号客梯 */
  changes: z.array(z.string()),
  problems: z.array(z.string()),
});
export type DeviceImportRowView = z.infer<typeof DeviceImportRowView>;

const manage = { as: ['staff'], may: 'device.manage' } as const;
const onImport = { ...manage, on: { param: 'id', of: 'device_import', within: 'community' } } as const;
const ImportParams = z.object({ id: Id });

/** .xlsx or .csv, field `file`, at most 10 MB. Nothing is changed yet. */
export const startDeviceImport = contract({
  name: 'startDeviceImport',
  summary: '上传设备台账，先看不动数据',
  method: 'POST',
  path: '/staff/device-imports',
  auth: manage,
  bodyKind: 'upload',
  response: DeviceImportView,
  idempotent: true,
  errors: ['import.unreadable', 'file.too_large', 'file.type_refused'],
});

export const listDeviceImports = contract({
  name: 'listDeviceImports',
  summary: '设备导入记录',
  method: 'GET',
  path: '/staff/device-imports',
  auth: manage,
  query: z.object({ ...PageQuery }),
  response: page(DeviceImportView),
  errors: [],
});

export const readDeviceImport = contract({
  name: 'readDeviceImport',
  summary: '一次设备导入',
  method: 'GET',
  path: '/staff/device-imports/:id',
  auth: onImport,
  params: ImportParams,
  response: DeviceImportView,
  errors: ['device_import.not_found'],
});

export const listDeviceImportRows = contract({
  name: 'listDeviceImportRows',
  summary: '设备导入逐行预览',
  method: 'GET',
  path: '/staff/device-imports/:id/rows',
  auth: onImport,
  params: ImportParams,
  query: z.object({ state: z.optional(z.enum(deviceRowStates)), ...PageQuery }),
  response: page(DeviceImportRowView),
  errors: ['device_import.not_found'],
});

/** All good rows or none; refused while there are bad rows, unless they are left out knowingly. Audited. */
export const applyDeviceImport = contract({
  name: 'applyDeviceImport',
  summary: '导入设备：好的行全部成功或全部不动',
  method: 'POST',
  path: '/staff/device-imports/:id/apply',
  auth: onImport,
  params: ImportParams,
  body: z.object({ leaveBad: z.boolean() }),
  response: DeviceImportView,
  idempotent: true,
  errors: ['device_import.not_found', 'import.closed', 'import.doubtful_left', 'import.nothing_to_do'],
});

export const cancelDeviceImport = contract({
  name: 'cancelDeviceImport',
  summary: '不导入设备了',
  method: 'POST',
  path: '/staff/device-imports/:id/cancel',
  auth: onImport,
  params: ImportParams,
  response: DeviceImportView,
  idempotent: true,
  errors: ['device_import.not_found', 'import.closed'],
});
