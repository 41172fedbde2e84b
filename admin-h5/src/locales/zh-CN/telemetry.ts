/** Words of what devices report. */
const names: Record<string, string> = {
  energy: '电量读数',
  power: '功率',
  voltage: '电压',
  volume: '水量读数',
  flow: '流量',
  battery: '电池',
  vibration: '振动',
  ropeWear: '钢丝绳磨损',
  temperature: '温度',
  trips: '运行次数',
  open: '开着',
  passes: '通行',
  smoke: '烟雾浓度',
  illuminance: '照度',
  people: '现在人数',
  entered: '进来的人',
  left: '出去的人',
};

const used: Record<string, string> = { energy: '用电', volume: '用水', trips: '运行次数', passes: '通行' };

const units: Record<string, string> = { n: '次', p: '人', kWh: '度', 'm³': '吨' };

export const t = {
  values: '现在的数值',
  none: '还没有报过数。设备连上以后，这里会自己出现。',
  nameOf: (name: string) => names[name] ?? name,
  /** Of what only grows: how much it grew. */
  usedOf: (name: string) => used[name] ?? names[name] ?? name,
  unitOf: (unit: string) => units[unit] ?? unit,
  flag: (value: number) => (value > 0 ? '是' : '否'),
  at: (when: string) => `${when}报的`,
  refused: (day: string, saying: string, count: number) => `${day} ${saying}（${count} 次）`,
  history: '历史',
  what: '看哪一项',
  span: '看多久',
  spans: { day: '24 小时', week: '7 天', month: '30 天', year: '一年' },
  empty: '这段时间没有读数。',
  range: (low: string, high: string) => `最低 ${low}，最高 ${high}`,
  total: (name: string, amount: string) => `${name} ${amount}`,
  chartOf: (name: string, span: string, said: string) => `${name}，${span}：${said}`,
} as const;
