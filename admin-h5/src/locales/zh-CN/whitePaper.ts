import { durationWords as duration } from 'shared-types/time';
import type { PaperFollowUp, PaperForecast, PaperSpan, PaperStep, WhitePaperView } from 'shared-types/whitePaper';

const monthWords = (period: string) => `${Number(period.slice(0, 4))} 年 ${Number(period.slice(5))} 月`;

const percent = (bp: number) => `${(bp / 100).toFixed(1)}%`;

/** Words of the white paper. */
export const t = {
  title: '服务质量白皮书',
  monthWords,
  monthShort: (period: string) => `${Number(period.slice(5))}月`,
  duration,
  percent,
  what: '每月由系统按上个月的报修自己写成，业主也看得到。写好以后不再改，后来的变化在下一份里。',
  none: '还没有白皮书。第一个整月过完，会自动写好。',
  columns: { month: '月份', requests: '报修', kept: '承诺守住', stars: '平均星级', made: '写成' },
  stars: (tenths: number | null) => (tenths === null ? '—' : (tenths / 10).toFixed(1)),
  kept: (bp: number | null) => (bp === null ? '—' : percent(bp)),
  made: (words: string) => `${words}写成`,
  paperOf: (period: string) => `${monthWords(period)}白皮书`,
  pdf: '下载 PDF',
  pdfName: (period: string) => `服务质量白皮书-${period}.pdf`,
  findings: '这个月的要点',
  noFindings: '没有特别突出的事。',
  totals: {
    requests: '报修',
    emergencies: '急事',
    finished: '办好的',
    reopened: '说没修好的',
    escalated: '督办过的',
    complaints: '投诉',
  } satisfies Record<keyof WhitePaperView['totals'], string>,
  beside: (before: number | null, yearAgo: number | null) =>
    [before === null ? null : `上月 ${before}`, yearAgo === null ? null : `去年同月 ${yearAgo}`]
      .filter(Boolean)
      .join(' · '),
  count: (count: number) => `${count} 件`,
  open: (name: string) => `看${name}的每一件`,
  types: '报的是什么',
  places: '在哪里',
  months: '近一年各月',
  monthOf: (period: string, count: number, emergencies: number) =>
    `${monthWords(period)}，${count} 件，其中急事 ${emergencies} 件`,
  hours: '几点报的',
  hourName: (hour: string) => `${hour} 点`,
  hourOf: (hour: string, count: number) => `${hour} 点到 ${Number(hour) + 1} 点，${count} 件`,
  durations: '多快',
  durationColumns: { what: '什么', median: '一半在多久内', p90: '九成在多久内', kept: '守住的承诺' },
  urgencies: { emergency: '急事', general: '一般报修' },
  spans: { respond: '响应', arrive: '到场', finish: '办结' } satisfies Record<PaperSpan, string>,
  keptOf: (kept: number, promised: number) => (promised === 0 ? '—' : `${kept} / ${promised}`),
  late: (count: number) => `${count} 次没守住`,
  steps: '时间花在哪里',
  stepsWhat: '停表的时间单独算，不算在别的里面。点开看最慢的那些。',
  stepNames: {
    dispatch: '等派单',
    accept: '等接单',
    travel: '路上',
    work: '干活',
    pause: '停表',
  } satisfies Record<PaperStep, string>,
  stepOf: (count: number, median: string, total: string) => `${count} 单 · 一半在 ${median}内 · 一共 ${total}`,
  repeats: '反复出的毛病',
  noRepeats: '没有反复出的毛病。',
  repeatOf: (typeName: string, count: number) => `${typeName} ${count} 次`,
  ratings: '评价',
  rated: (count: number) => `${count} 人评过`,
  star: (stars: number) => `${stars} 星`,
  followUps: '差评跟进',
  followUp: {
    opened: '跟进的差评',
    'in-time': '一天内公布整改方案',
    late: '整改方案晚了',
    waiting: '还没有方案',
    finished: '整改全部办好',
  } satisfies Record<PaperFollowUp, string>,
  forecast: (period: string) => `${monthWords(period)}要准备什么`,
  basis: {
    year: '按去年同月和今年走势估算，括号里是八成把握的范围。',
    recent: '没有去年的数，按最近几个月平均估算，括号里是八成把握的范围。',
    none: '报修还不满一个月，估不出来。',
  } satisfies Record<PaperForecast['basis'], string>,
  forecastOf: (count: number, low: number, high: number) => `${count} 件（${low}～${high}）`,
  thisMonth: (count: number) => `这个月 ${count} 件`,
  people: '人手',
  peopleOf: (hours: number, needed: number, have: number) => `约 ${hours} 小时的活，要 ${needed} 人，现有 ${have} 人`,
  parts: '配件（按每件一份估，最多）',
  part: (name: string, quantity: number) => `${name} ${quantity}`,
  noneBehind: '没有。',
};
