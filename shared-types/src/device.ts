import { contract } from './contract.js';
import { Id, z } from './schemas.js';

/** 设备: what hangs in the community and speaks to us, or is looked after by us. */

export const deviceKinds = [
  'power-meter',
  'water-meter',
  'lift',
  'door',
  'gate',
  'smoke',
  'light',
  'people-flow',
  'camera',
  'plate-camera',
] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** How it speaks to us. `none`: it does not, it is only looked after. */
export const deviceProtocols = ['mqtt', 'isapi', 'plate-push', 'camera-push', 'none'] as const;
export type DeviceProtocol = (typeof deviceProtocols)[number];

/** 库存 → 在用 ⇄ 维修中 → 报废 */
export const deviceLifecycles = ['in-stock', 'in-use', 'under-repair', 'scrapped'] as const;
export type DeviceLifecycle = (typeof deviceLifecycles)[number];

export const DeviceKindSchema = z.enum(deviceKinds);
export const DeviceProtocolSchema = z.enum(deviceProtocols);
export const DeviceLifecycleSchema = z.enum(deviceLifecycles);

/** What a scanned label of a device stands for; staff get its page, owners a report at its place. */
export const DeviceCodeView = z.object({
  /** 2号客梯 */
  name: z.string(),
  /** 电梯 */
  kindWords: z.string(),
  /** 3栋2单元 · 一楼大堂 */
  placeLabel: z.string(),
  /** For staff who may read devices; else null. */
  deviceId: z.nullable(Id),
  /** Where an owner reports it: their own house, or a public area by its code. Null: the place is neither. */
  place: z.nullable(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('house'), houseId: Id, label: z.string() }),
      z.object({ kind: z.literal('area'), code: z.string(), label: z.string() }),
    ]),
  ),
});
export type DeviceCodeView = z.infer<typeof DeviceCodeView>;

/** Owners know devices of their communities' public places and of their own houses. */
export const readDeviceCode = contract({
  name: 'readDeviceCode',
  summary: '扫到的码是哪台设备',
  method: 'GET',
  path: '/device-codes/:code',
  auth: { as: ['owner', 'staff'] },
  params: z.object({ code: z.string().check(z.maxLength(64)) }),
  response: DeviceCodeView,
  errors: ['place.code_unknown'],
});
