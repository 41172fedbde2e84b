import type { DeviceKind, DeviceLifecycle, DeviceProtocol } from 'shared-types/device';

/** What the columns of an office's table of devices mean: pure. */

export type DeviceColumn =
  | 'code'
  | 'name'
  | 'kind'
  | 'building'
  | 'unit'
  | 'number'
  | 'house'
  | 'area'
  | 'spot'
  | 'vendor'
  | 'brand'
  | 'model'
  | 'serial'
  | 'installedOn'
  | 'warrantyUntil'
  | 'protocol'
  | 'lifecycle'
  | 'remark';

export type RowFault =
  | 'codeMissing'
  | 'codeLong'
  | 'nameMissing'
  | 'nameLong'
  | 'kindMissing'
  | 'kindUnknown'
  | 'protocolUnknown'
  | 'lifecycleUnknown'
  | 'buildingUnknown'
  | 'unitUnknown'
  | 'unitAlone'
  | 'areaUnknown'
  | 'dayUnreadable'
  | 'tooLong';

const headings: [DeviceColumn, RegExp][] = [
  ['code', /^(?:设备|资产)?(?:编号|编码|代码|号码)$/],
  ['name', /^(?:设备|资产)?名称$|^设备$/],
  ['kind', /^(?:设备)?(?:类型|类别|种类|分类)$/],
  ['serial', /^(?:出厂|产品|设备)?(?:序列号|序号SN|SN|S\/N|出厂编号|表号)$/i],
  ['house', /^(?:房屋|房屋地址|地址|户号)$/],
  ['building', /^(?:所在)?(?:楼栋|楼号|栋号|楼幢|幢号|栋)$/],
  ['unit', /^(?:所在)?单元(?:号)?$/],
  ['number', /^(?:房号|房间号|室号|门牌号|房间)$/],
  ['area', /^(?:所在)?(?:公共)?区域(?:名称)?$/],
  ['spot', /^(?:具体|安装|详细)?(?:位置|地点|部位)$/],
  ['vendor', /^(?:生产)?(?:厂家|厂商|供应商|生产商|制造商)$/],
  ['brand', /^(?:设备)?品牌$/],
  ['model', /^(?:设备|规格)?型号$|^规格$/],
  ['installedOn', /^(?:安装|启用|投用|投入使用)(?:日期|时间|日)$/],
  ['warrantyUntil', /^(?:质保|保修|维保)(?:到期|截止|至|期至|到期日|到期日期|截止日期|截止日)$/],
  ['protocol', /^(?:接入|通讯|通信|联网)(?:方式|协议)$|^协议$/],
  ['lifecycle', /^(?:设备|使用|资产)?(?:状态|状况)$/],
  ['remark', /^(?:备注|说明|备注说明)$/],
];

/** `heading` is plain. */
export const deviceColumnOf = (heading: string): DeviceColumn | null =>
  headings.find(([, words]) => words.test(heading))?.[0] ?? null;

const kindWords: [DeviceKind, RegExp][] = [
  ['plate-camera', /车牌/],
  ['camera', /摄像|监控|探头/],
  ['power-meter', /电表|电能表/],
  ['water-meter', /水表/],
  ['lift', /电梯|客梯|货梯|扶梯/],
  ['gate', /道闸|闸机|车闸/],
  ['door', /门禁|单元门/],
  ['smoke', /烟感|烟雾|感烟/],
  ['light', /照明|路灯|灯/],
  ['people-flow', /人流|客流/],
];

const protocolWords: [DeviceProtocol, RegExp][] = [
  ['mqtt', /mqtt/i],
  ['isapi', /isapi|海康/i],
  ['plate-push', /车牌推送|plate/i],
  ['camera-push', /事件推送|camera/i],
  ['none', /不联网|离线|无/],
];

const lifecycleWords: [DeviceLifecycle, RegExp][] = [
  ['under-repair', /维修|送修|故障/],
  ['scrapped', /报废|停用|拆除/],
  ['in-stock', /库存|在库|备件|备用|未安装/],
  ['in-use', /在用|使用|正常|运行|启用/],
];

const read = <T>(words: readonly [T, RegExp][], cell: string): T | null =>
  words.find(([, pattern]) => pattern.test(cell))?.[0] ?? null;

export const readKind = (cell: string): DeviceKind | null => read(kindWords, cell);
export const readProtocol = (cell: string): DeviceProtocol | null => read(protocolWords, cell);
export const readLifecycle = (cell: string): DeviceLifecycle | null => read(lifecycleWords, cell);

/** 2单元, 2号, 02 -> 2: how units are compared. */
export const unitKey = (text: string): string =>
  text
    .replace(/单元|号|楼/g, '')
    .replace(/^0+(?=.)/, '')
    .trim();

/** Longest texts of a device, as the registry keeps them. */
export const longest = {
  code: 40,
  name: 60,
  spot: 60,
  vendor: 40,
  brand: 40,
  model: 60,
  serial: 60,
  remark: 300,
} as const;
