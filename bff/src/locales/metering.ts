import type { FindingKind, HouseMeterKind, UseSpan } from 'shared-types/metering';

const amount = (thousandths: number): string =>
  (thousandths / 1000).toLocaleString('en-US', { maximumFractionDigits: thousandths < 10_000 ? 2 : 1 });

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

/** Words of smart meters. */
export const meteringTexts = {
  meters: { water: '水表', power: '电表' } satisfies Record<HouseMeterKind, string>,
  units: { water: '吨', power: '度' } satisfies Record<HouseMeterKind, string>,
  live: {
    water: (flow: number): string => (flow < 1 ? '现在没有用水' : `现在每小时 ${whole(flow)} 升`),
    power: (watts: number): string => `现在 ${whole(watts)} 瓦`,
  } satisfies Record<HouseMeterKind, (value: number) => string>,
  found: {
    leak: (litres: number): string => `夜里一直在走水，每小时至少 ${whole(litres)} 升，可能漏水`,
    empty: (used: number): string => `空置的房子一天用了 ${amount(used)}`,
    lost: (used: number): string => `楼栋总表比各户多走 ${amount(used)}，可能有偷漏`,
    overload: (watts: number): string => `用电超过负荷，到了 ${whole(watts)} 瓦`,
    silent: (hours: number): string => `${whole(hours)} 小时没有读数`,
  } satisfies Record<FindingKind, (figure: number) => string>,
  before: { day: '昨天这个时候', month: '上月同期', year: '前一年' } satisfies Record<UseSpan, string>,
  label: {
    day: (key: string): string => `${Number(key)}时`,
    month: (key: string): string => String(Number(key.slice(8))),
    year: (key: string): string => `${Number(key.slice(5))}月`,
  } satisfies Record<UseSpan, (key: string) => string>,
  compared: (label: string, change: number): string =>
    change === 0 ? `和${label}差不多` : `比${label}${change > 0 ? '多' : '少'}用 ${Math.abs(change)}%`,
  jobs: { look: '看水电表有没有异常', feed: '把月底读数交给账单', found: '告诉告警：水电表异常' },
} as const;
