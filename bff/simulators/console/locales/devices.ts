import type { DeviceKind } from 'shared-types/device';
import type { FaultKind } from '../../devices/model.js';

export const faultNames: Record<FaultKind, string> = {
  leak: '漏水',
  theft: '偷用',
  overload: '过载',
  worn: '轴承坏了',
  smoke: '冒烟',
  silent: '不报数',
  clock: '时钟错乱',
};

export const kindNames: Record<DeviceKind, string> = {
  lift: '电梯',
  'power-meter': '电表',
  'water-meter': '水表',
  smoke: '烟感',
  door: '门',
  gate: '道闸',
  light: '照明',
  'people-flow': '人流计',
  camera: '摄像头',
  'plate-camera': '车牌相机',
};

const valueNames: Record<string, string> = {
  energy: '电量',
  power: '功率',
  voltage: '电压',
  volume: '水量',
  flow: '流量',
  battery: '电池',
  vibration: '振动',
  ropeWear: '钢丝绳磨损',
  temperature: '温度',
  trips: '次数',
  open: '开着',
  passes: '通行',
  smoke: '烟雾',
  illuminance: '照度',
  people: '人数',
  entered: '进',
  left: '出',
};

export const deviceTexts = {
  valuesText: (values: Record<string, number>) =>
    Object.entries(values)
      .map(([name, value]) => `${valueNames[name] ?? name} ${value}`)
      .join(' · '),
  intro:
    '这里的设备是模拟的，可是它们用真的 MQTT 和小区说话：各用各的密钥登录，按真实的钟点和季节报数，签了名的指令才听。在这里让一台坏掉、漏水、断网，看小区怎么知道。',
  fleet: '设备',
  fleetHint: (connected: number, count: number, seconds: number) =>
    `${connected} / ${count} 台在线 · 每台${seconds > 0 ? `每 ${seconds} 秒报一次` : '不自己报数'}`,
  fleetEmpty: '小区启动几秒后，设备才一台一台连上来',
  device: '设备',
  values: '现在的数值',
  state: '网络',
  act: '让它',
  online: '在线',
  offline: '断开',
  cut: '断网',
  restore: '恢复网络',
  begin: (fault: string) => fault,
  end: (fault: string) => `修好（${fault}）`,
  pace: '多久报一次',
  paceName: (seconds: number) => (seconds === 0 ? '停' : `${seconds} 秒`),
  kinds: '看哪一种',
} as const;
