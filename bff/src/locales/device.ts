import type { DeviceKind, DeviceLifecycle, DeviceProtocol } from 'shared-types/device';
import type { DeviceColumn, RowFault } from '../features/device/deviceRow.rules.js';

const kinds: Record<DeviceKind, string> = {
  'power-meter': '电表',
  'water-meter': '水表',
  lift: '电梯',
  door: '门禁',
  gate: '道闸',
  smoke: '烟感',
  light: '公共照明',
  'people-flow': '人流传感器',
  camera: '摄像头',
  'plate-camera': '车牌识别',
};

const protocols: Record<DeviceProtocol, string> = {
  mqtt: 'MQTT',
  isapi: '海康 ISAPI',
  'plate-push': '车牌推送',
  'camera-push': '事件推送',
  none: '不联网',
};

const lifecycles: Record<DeviceLifecycle, string> = {
  'in-stock': '库存',
  'in-use': '在用',
  'under-repair': '维修中',
  scrapped: '已报废',
};

const columns: Record<DeviceColumn, string> = {
  code: '设备编号',
  name: '设备名称',
  kind: '类型',
  building: '楼栋',
  unit: '单元',
  number: '房号',
  house: '房屋',
  area: '公共区域',
  spot: '具体位置',
  vendor: '厂家',
  brand: '品牌',
  model: '型号',
  serial: '序列号',
  installedOn: '安装日期',
  warrantyUntil: '质保到期',
  protocol: '接入方式',
  lifecycle: '状态',
  remark: '备注',
};

const rowFaults: Record<RowFault, (cell: string) => string> = {
  codeMissing: () => '没有写设备编号',
  codeLong: () => '设备编号太长，最多 40 个字',
  nameMissing: () => '新设备要写名称',
  nameLong: () => '名称太长，最多 60 个字',
  kindMissing: () => '新设备要写类型',
  kindUnknown: (cell) => `类型“${cell}”不认识，请写成：${Object.values(kinds).join('、')}`,
  protocolUnknown: (cell) => `接入方式“${cell}”不认识，请写成：${Object.values(protocols).join('、')}`,
  lifecycleUnknown: (cell) => `状态“${cell}”不认识，请写成：${Object.values(lifecycles).join('、')}`,
  buildingUnknown: (cell) => `没有“${cell}”这栋楼`,
  unitUnknown: (cell) => `这栋楼没有“${cell}”`,
  unitAlone: () => '写了单元，没有写楼栋',
  areaUnknown: (cell) => `没有叫“${cell}”的公共区域，请先在“公共区域”里加上`,
  dayUnreadable: (cell) => `日期“${cell}”看不懂，请写成 2024-06-30`,
  tooLong: (cell) => `“${cell.slice(0, 10)}…”太长了`,
};

/** Words of devices. */
export const deviceTexts = {
  kinds,
  protocols,
  lifecycles,
  columns,
  rowFault: (fault: RowFault, cell: string): string => rowFaults[fault](cell.slice(0, 24)),
  rowTwice: (row: number): string => `和第 ${row} 行的设备编号一样`,
  moveRefused: (from: DeviceLifecycle, to: DeviceLifecycle): string =>
    `这台设备现在是“${lifecycles[from]}”，不能直接改成“${lifecycles[to]}”`,
  scrappedFixed: '这台设备已报废，不能再改',
  noTable: '没有找到设备表：表头里要有“设备编号”和“设备名称”。',
  imported: (file: string, rows: number): string => `${file}：${rows} 行`,
  understood: (code: string, name: string, kind: string, place: string): string =>
    [`${code} ${name}`.trim(), kind, place].filter(Boolean).join(' · '),
  difference: (column: DeviceColumn | 'place', before: string, after: string): string =>
    `${column === 'place' ? '位置' : columns[column]}：${before || '空'} → ${after || '空'}`,
  noPlace: '没有登记位置',
  registered: '登记',
  registeredByImport: (file: string): string => `由“${file}”导入登记`,
  changedByImport: (file: string, changes: readonly string[]): string => `由“${file}”导入修改：${changes.join('；')}`,
  moved: (to: DeviceLifecycle, reason: string): string => `改为${lifecycles[to]}：${reason}`,
  /** Buttons of the machine. */
  moves: {
    'in-stock': '收回库存',
    'in-use': '投入使用',
    'under-repair': '送修',
    scrapped: '报废',
  } satisfies Record<DeviceLifecycle, string>,
  byImport: '随设备台账导入',
  secretFirst: '发了设备凭证',
  quietJob: '久没有消息的设备算离线',
  secretSet: '发了新的设备凭证，旧的立即作废',
  secretGrace: '发了新的设备凭证，旧的还能用一阵子',
  loginSet: (address: string): string => `改了设备地址和登录账号：${address}`,
  documentAdded: (title: string): string => `添加资料“${title}”`,
  documentRemoved: (title: string): string => `撤下资料“${title}”`,
  maintenance: (day: string, text: string): string => `${day} ${text}`,
  dayAhead: '日期不能晚于今天',
  warrantyBeforeInstall: '质保到期日不能早于安装日期',
  warrantyLeft: (days: number): string => (days === 0 ? '今天到期' : `还剩 ${days} 天`),
  warrantyOver: '已过保',
  unitNeedsBuilding: '请先选楼栋',
  onePlace: '房屋、公共区域和楼栋只选一种',
  subject: (code: string, name: string): string => `${code} ${name}`,
  sheet: '设备台账',
  secretsAudit: (count: number): string => `${count} 台设备的凭证`,
  exportAudit: (rows: number): string => `设备台账 ${rows} 台`,
} as const;
