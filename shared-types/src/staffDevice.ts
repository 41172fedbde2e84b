import { contract } from './contract.js';
import { DeviceKindSchema, DeviceLifecycleSchema, DeviceProtocolSchema } from './device.js';
import { FileView } from './file.js';
import { repairStatuses } from './repair.js';
import { Day, Id, Instant, optionalText, PageQuery, page, text, z } from './schemas.js';

/** The registry of devices, for staff. */

const deviceFacts = {
  id: Id,
  /** DT-0301, the office's own. */
  code: z.string(),
  kind: DeviceKindSchema,
  /** 电梯 */
  kindWords: z.string(),
  name: z.string(),
  /** 3栋2单元 · 一楼大堂 */
  placeLabel: z.string(),
  lifecycle: DeviceLifecycleSchema,
  lifecycleWords: z.string(),
  protocol: DeviceProtocolSchema,
  /** Null: it does not speak to us. */
  online: z.nullable(z.boolean()),
  lastSeenAt: z.nullable(Instant),
};

export const DeviceRow = z.object(deviceFacts);
export type DeviceRow = z.infer<typeof DeviceRow>;

export const listDevices = contract({
  name: 'listDevices',
  summary: '设备台账',
  method: 'GET',
  path: '/staff/devices',
  auth: { as: ['staff'], may: 'device.read' },
  query: z.object({
    kind: z.optional(DeviceKindSchema),
    lifecycle: z.optional(DeviceLifecycleSchema),
    online: z.optional(z.enum(['yes', 'no'])),
    buildingId: z.optional(Id),
    areaId: z.optional(Id),
    houseId: z.optional(Id),
    /** Number, name, place, serial number or model. */
    q: z.optional(z.string().check(z.maxLength(40))),
    ...PageQuery,
  }),
  response: z.object({
    ...page(DeviceRow).shape,
    /** Of what the filters leave. */
    total: z.int(),
    /** Of the whole community. */
    counts: z.object({ all: z.int(), inUse: z.int(), offline: z.int(), underRepair: z.int() }),
  }),
  errors: ['request.invalid'],
});

/** Where a device may stand, beside the houses: for forms and filters. */
export const listDevicePlaces = contract({
  name: 'listDevicePlaces',
  summary: '设备可以装在哪里',
  method: 'GET',
  path: '/staff/device-places',
  auth: { as: ['staff'], may: 'device.read' },
  response: z.object({
    areas: z.array(z.object({ id: Id, name: z.string() })),
    buildings: z.array(z.object({ id: Id, name: z.string(), units: z.array(z.object({ id: Id, name: z.string() })) })),
  }),
  errors: [],
});

export const DeviceDocumentView = z.object({
  id: Id,
  title: z.string(),
  addedBy: z.string(),
  addedAt: Instant,
  files: z.array(FileView),
});
export type DeviceDocumentView = z.infer<typeof DeviceDocumentView>;

export const DeviceEventView = z.object({
  id: Id,
  kind: z.enum(['registered', 'changed', 'lifecycle', 'secret', 'document', 'maintenance']),
  /** 改为维修中：门机异响 */
  words: z.string(),
  at: Instant,
  by: z.string(),
});
export type DeviceEventView = z.infer<typeof DeviceEventView>;

export const DeviceView = z.object({
  ...deviceFacts,
  protocolWords: z.string(),
  place: z.object({
    houseId: z.nullable(Id),
    areaId: z.nullable(Id),
    buildingId: z.nullable(Id),
    unitId: z.nullable(Id),
    /** The house, area or building with unit, without the spot. */
    label: z.string(),
    /** 一楼大堂 */
    spot: z.nullable(z.string()),
    /** Of the house or the area: a report starts there. */
    placeCode: z.nullable(z.string()),
  }),
  lifecycleReason: z.nullable(z.string()),
  lifecycleAt: Instant,
  vendor: z.nullable(z.string()),
  brand: z.nullable(z.string()),
  model: z.nullable(z.string()),
  serial: z.nullable(z.string()),
  firmware: z.nullable(z.string()),
  installedOn: z.nullable(Day),
  warrantyUntil: z.nullable(Day),
  /** 还剩 210 天 · 已过保 */
  warrantyWords: z.nullable(z.string()),
  remark: z.nullable(z.string()),
  /** On its label. */
  qrCode: z.string(),
  credential: z.object({
    /** Null: it has none yet. */
    setAt: z.nullable(Instant),
    /** Until when the last one still opens. */
    oldUntil: z.nullable(Instant),
    /** What it signs in as over MQTT: the community and the device. */
    username: z.string(),
  }),
  /** Where we call it; null: it calls us. The password is told to nobody. */
  login: z.nullable(z.object({ address: z.string(), username: z.string() })),
  documents: z.array(DeviceDocumentView),
  /** Newest first, at most thirty. */
  history: z.array(DeviceEventView),
  /** Requests at this device's place, and those that it caused; newest first. */
  repairs: z.array(
    z.object({ id: Id, number: z.string(), title: z.string(), status: z.enum(repairStatuses), createdAt: Instant }),
  ),
  /** Where its life may go now. */
  moves: z.array(z.object({ to: DeviceLifecycleSchema, words: z.string() })),
  actions: z.array(z.enum(['change', 'secret', 'login', 'document', 'note', 'move'])),
});
export type DeviceView = z.infer<typeof DeviceView>;

const onDevice = { param: 'id', of: 'device', within: 'community' } as const;
const manage = { as: ['staff'], may: 'device.manage', on: onDevice } as const;
const DeviceParams = z.object({ id: Id });

export const readDevice = contract({
  name: 'readDevice',
  summary: '一台设备的全部情况',
  method: 'GET',
  path: '/staff/devices/:id',
  auth: { as: ['staff'], may: 'device.read', on: onDevice },
  params: DeviceParams,
  response: DeviceView,
  errors: ['device.not_found'],
});

const DeviceBody = z.object({
  code: text(40),
  kind: DeviceKindSchema,
  protocol: z.optional(DeviceProtocolSchema),
  name: text(60),
  /** A house, a public area, or a building with or without a unit. */
  houseId: z.nullable(Id),
  areaId: z.nullable(Id),
  buildingId: z.nullable(Id),
  unitId: z.nullable(Id),
  spot: optionalText(60),
  vendor: optionalText(40),
  brand: optionalText(40),
  model: optionalText(60),
  serial: optionalText(60),
  installedOn: z.nullable(Day),
  warrantyUntil: z.nullable(Day),
  remark: optionalText(300),
});
export type DeviceBody = z.infer<typeof DeviceBody>;

/** It has no credential yet: that is given with `rotateDeviceSecret`, and shown only there. */
export const createDevice = contract({
  name: 'createDevice',
  summary: '登记设备',
  method: 'POST',
  path: '/staff/devices',
  auth: { as: ['staff'], may: 'device.manage' },
  body: z.extend(DeviceBody, { lifecycle: z._default(z.enum(['in-stock', 'in-use']), 'in-use') }),
  response: DeviceView,
  idempotent: true,
  errors: ['device.code_taken', 'place.not_found', 'request.invalid'],
});

/** A scrapped device is changed no more. */
export const changeDevice = contract({
  name: 'changeDevice',
  summary: '修改设备',
  method: 'PUT',
  path: '/staff/devices/:id',
  auth: manage,
  params: DeviceParams,
  body: DeviceBody,
  response: DeviceView,
  errors: ['device.not_found', 'device.code_taken', 'device.illegal_transition', 'place.not_found', 'request.invalid'],
});

/** 库存 → 在用 ⇄ 维修中 → 报废, with a reason; scrapped for good, its credential is dead at once. */
export const moveDevice = contract({
  name: 'moveDevice',
  summary: '设备启用、报修、报废',
  method: 'POST',
  path: '/staff/devices/:id/lifecycle',
  auth: manage,
  params: DeviceParams,
  body: z.object({ to: DeviceLifecycleSchema, reason: text(200) }),
  response: DeviceView,
  idempotent: true,
  errors: ['device.not_found', 'device.illegal_transition'],
});

/**
 * A new secret, told in this answer and nowhere else; each call makes another one. `keepOld`: the one that the device
 * holds opens on for the time that the policy gives; without it it is dead at once.
 */
export const rotateDeviceSecret = contract({
  name: 'rotateDeviceSecret',
  summary: '发新的设备凭证，只显示一次',
  method: 'POST',
  path: '/staff/devices/:id/secret',
  auth: manage,
  params: DeviceParams,
  body: z.object({ keepOld: z.boolean() }),
  response: z.object({ username: z.string(), secret: z.string(), oldUntil: z.nullable(Instant) }),
  errors: ['device.not_found', 'device.illegal_transition'],
});

/**
 * First credentials of all devices in use that have none, five hundred at once; told here and never again. `neverSeen`:
 * also new ones for those that have one and were never heard. Not repeated by a key: no answer with secrets is kept.
 */
export const issueDeviceCredentials = contract({
  name: 'issueDeviceCredentials',
  summary: '给没有凭证的设备一起发凭证，只显示一次',
  method: 'POST',
  path: '/staff/device-credentials',
  auth: { as: ['staff'], may: 'device.manage' },
  stepUp: true,
  body: z.object({ neverSeen: z.boolean() }),
  response: z.object({
    items: z.array(z.object({ code: z.string(), name: z.string(), username: z.string(), secret: z.string() })),
    /** How many are left for another call. */
    left: z.int(),
  }),
  errors: ['auth.step_up_required'],
});

/** With what we sign in at the device itself (controllers and cameras that wait to be called). */
export const setDeviceLogin = contract({
  name: 'setDeviceLogin',
  summary: '填写设备地址和登录账号',
  method: 'PUT',
  path: '/staff/devices/:id/login',
  auth: manage,
  params: DeviceParams,
  body: z.object({
    /** http://10.0.3.7 */
    address: z.string().check(z.trim(), z.maxLength(200), z.regex(/^https?:\/\/[^\s/]+(\/[^\s]*)?$/)),
    username: text(60),
    password: z.string().check(z.minLength(1), z.maxLength(100)),
  }),
  response: DeviceView,
  errors: ['device.not_found', 'device.illegal_transition', 'request.invalid'],
});

export const addDeviceDocument = contract({
  name: 'addDeviceDocument',
  summary: '添加设备资料',
  method: 'POST',
  path: '/staff/devices/:id/documents',
  auth: manage,
  params: DeviceParams,
  body: z.object({ title: text(60), fileIds: z.array(Id).check(z.minLength(1), z.maxLength(9)) }),
  response: DeviceView,
  idempotent: true,
  errors: ['device.not_found', 'file.not_yours', 'request.invalid'],
});

export const removeDeviceDocument = contract({
  name: 'removeDeviceDocument',
  summary: '撤下设备资料',
  method: 'POST',
  path: '/staff/devices/:id/documents/:documentId/remove',
  auth: manage,
  params: z.object({ id: Id, documentId: Id }),
  response: DeviceView,
  idempotent: true,
  errors: ['device.not_found'],
});

/** What was done to it outside of any order: a yearly inspection, a change of oil. */
export const noteDeviceMaintenance = contract({
  name: 'noteDeviceMaintenance',
  summary: '补记维保',
  method: 'POST',
  path: '/staff/devices/:id/maintenance',
  auth: manage,
  params: DeviceParams,
  body: z.object({ day: Day, text: text(300) }),
  response: DeviceView,
  idempotent: true,
  errors: ['device.not_found', 'request.invalid'],
});

/** The same columns as the import reads: exported and imported again, nothing changes. */
export const exportDevices = contract({
  name: 'exportDevices',
  summary: '导出设备台账',
  method: 'GET',
  path: '/staff/device-export',
  auth: { as: ['staff'], may: 'device.read' },
  query: z.object({ kind: z.optional(DeviceKindSchema) }),
  produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  errors: [],
});

/** getwxacodeunlimit behind it: the code that owners' phones read. */
export const readDeviceCodeImage = contract({
  name: 'readDeviceCodeImage',
  summary: '设备的小程序码图片',
  method: 'GET',
  path: '/staff/devices/:id/code-image',
  auth: { as: ['staff'], may: 'device.read', on: onDevice },
  params: DeviceParams,
  produces: 'image/jpeg',
  errors: ['device.not_found', 'upstream.unavailable'],
});

/** The code alone as a plain QR, for the camera of a web page. */
export const readDeviceQr = contract({
  name: 'readDeviceQr',
  summary: '设备二维码（工作人员扫）',
  method: 'GET',
  path: '/staff/devices/:id/qr',
  auth: { as: ['staff'], may: 'device.read', on: onDevice },
  params: DeviceParams,
  produces: 'image/svg+xml',
  errors: ['device.not_found'],
});
