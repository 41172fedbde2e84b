import { durationWords as duration } from 'shared-types/time';
import type { PaperFollowUp, PaperForecast, PaperSpan, PaperStep } from 'shared-types/whitePaper';

const monthOf = (period: string) => `${Number(period.slice(0, 4))} 年 ${Number(period.slice(5))} 月`;

/** Words of the white paper. Pages import them from here, so that they travel with their own package. */
export const whitePaperWords = {
  title: '服务质量白皮书',
  monthOf,
  month: (period: string) => `${Number(period.slice(5))}月`,
  made: (day: string) => `${day}由系统按当月报修自动写成`,
  findings: '这个月的要点',
  requests: '报修',
  kept: '承诺守住',
  stars: '平均星级',
  count: (count: number) => `${count} 件`,
  percent: (bp: number | null) => (bp === null ? '—' : `${Math.round(bp / 100)}%`),
  starsOf: (tenths: number | null) => (tenths === null ? '—' : (tenths / 10).toFixed(1)),
  beside: (before: number | null, yearAgo: number | null) =>
    [before === null ? null : `上月 ${before}`, yearAgo === null ? null : `去年同月 ${yearAgo}`]
      .filter(Boolean)
      .join(' · '),
  months: '近一年各月',
  chartSaid: (name: string, most: string) => `${name}，最多的是${most}`,
  types: '报的是什么',
  places: '在哪里',
  hours: '几点报的',
  hour: (hour: string) => `${hour}点`,
  durations: '多快',
  urgencies: { emergency: '急事', general: '一般报修' },
  spans: { respond: '响应', arrive: '到场', finish: '办结' } satisfies Record<PaperSpan, string>,
  took: (median: number | null, p90: number | null) => `一半在 ${duration(median)}内，九成在 ${duration(p90)}内`,
  keptOf: (kept: number, promised: number) => (promised === 0 ? '' : `守住 ${kept}/${promised}`),
  steps: '时间花在哪里',
  stepNames: {
    dispatch: '等派单',
    accept: '等接单',
    travel: '路上',
    work: '干活',
    pause: '停表',
  } satisfies Record<PaperStep, string>,
  half: (median: number) => `一半在 ${duration(median)}内`,
  repeats: '反复出的毛病',
  repeatOf: (typeName: string, count: number) => `${typeName} ${count} 次`,
  ratings: '评价和跟进',
  starLine: (stars: number) => `${stars} 星`,
  followUp: {
    opened: '跟进的差评',
    'in-time': '一天内公布整改方案',
    late: '整改方案晚了',
    waiting: '还没有方案',
    finished: '整改全部办好',
  } satisfies Record<PaperFollowUp, string>,
  complaints: (count: number) => `另有投诉 ${count} 件`,
  forecast: (period: string) => `${Number(period.slice(5))} 月要准备什么`,
  basis: {
    year: '按去年同月和今年走势估的',
    recent: '按最近几个月平均估的',
    none: '报修还不满一个月，估不出来',
  } satisfies Record<PaperForecast['basis'], string>,
  range: (low: number, high: number) => `多半在 ${low} 到 ${high} 件`,
  peopleOf: (name: string, needed: number, have: number) => `${name} 要 ${needed} 人，现有 ${have} 人`,
  behindSaid: (name: string, count: number) => `${name} ${count} 件，看每一件`,
  more: '看更多',
  pdf: '下载 PDF',
  pdfName: (period: string) => `服务质量白皮书-${period}.pdf`,
  empty: '还没有白皮书',
  emptyWhy: '每月 1 号自动写上个月的，到时在这里看',
  noHouse: '先绑定房子，就能看小区的白皮书',
  bind: '去绑定',
};
