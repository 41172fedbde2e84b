/** Words of smart meters, for staff. */
export const t = {
  title: '用量',
  today: '今天',
  month: '这个月',
  counter: '表上读数',
  days: '最近 30 天',
  daySaid: (day: string, amount: string) => `${day} ${amount}`,
  estimated: '浅色含估算，收到读数就改正。',
  findings: '异常',
  over: '好了',
  open: '异常',
  noFindings: '没有发现异常。',
  since: (from: string, until: string | null) => (until ? `${from} 到 ${until}` : `${from} 起，还没好`),
} as const;
