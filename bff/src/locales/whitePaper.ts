import { durationWords as duration } from 'shared-types/time';
import type { PaperFollowUp, PaperSpan, PaperStep } from 'shared-types/whitePaper';
import type { Finding } from '../features/whitepaper/paper.model.js';
import { skillTrades } from './staff.js';

const monthName = (period: string): string => `${period.slice(0, 4)}年${Number(period.slice(5))}月`;

const spans: Record<PaperSpan, string> = { respond: '响应', arrive: '到场', finish: '办结' };
const steps: Record<PaperStep, string> = {
  dispatch: '等派单',
  accept: '等接单',
  travel: '路上',
  work: '干活',
  pause: '停表',
};
const urgencies = { emergency: '急事', general: '一般报修' } as const;

const percent = (bp: number): string => `${(bp / 100).toFixed(bp % 100 === 0 ? 0 : 1)}%`;

const change = (count: number, before: number): string =>
  before === 0
    ? '上月没有'
    : `比上月${count > before ? '多' : '少'} ${percent(Math.round((Math.abs(count - before) * 10_000) / before))}`;

/** What stands out, in words. */
const finding = (one: Finding): string => {
  switch (one.kind) {
    case 'rise':
    case 'fall':
      return `${one.name}报了 ${one.count} 件，${change(one.count, one.before)}。`;
    case 'slowest':
      return `时间最多花在“${steps[one.step as PaperStep]}”，占 ${percent(one.shareBp)}。`;
    case 'late':
      return `${urgencies[one.urgency as keyof typeof urgencies]}的${spans[one.span as PaperSpan]}承诺 ${one.promised} 次里有 ${one.promised - one.kept} 次没有守住。`;
    case 'repeat':
      return `${one.name}有一处${one.typeName}反复报了 ${one.count} 次，要查根子。`;
    case 'stars':
      return `有 ${one.bad} 件只得了一两颗星。`;
    case 'prepare':
      return `下个月${one.name}估计有 ${one.count} 件，这个月 ${one.now} 件，要提前备人备料。`;
    case 'people':
      return `${skillTrades[one.skill] ?? '师傅'}下个月估计要 ${one.needed} 人，现在 ${one.have} 人。`;
  }
};

/** Words of the white paper. */
export const whitePaperTexts = {
  monthName,
  spans,
  steps,
  urgencies,
  percent,
  duration,
  finding,
  totals: {
    requests: '报修',
    emergencies: '急事',
    finished: '办好的',
    reopened: '说没修好的',
    escalated: '督办过的',
    complaints: '投诉',
  },
  /** Of the message to staff. */
  ready: (period: string, requests: number): string => `${monthName(period)}的白皮书写好了，共 ${requests} 件报修`,
  fileName: (period: string): string => `服务质量白皮书-${period}.pdf`,
  pdf: {
    title: (community: string): string => `${community} 服务质量白皮书`,
    made: (day: string): string => `${day} 由系统按当月报修自动写成`,
    page: (page: number, of: number): string => `第 ${page} 页，共 ${of} 页`,
    findings: '这个月的要点',
    totals: '总数',
    count: (count: number): string => `${count} 件`,
    before: '上月',
    yearAgo: '去年同月',
    unknown: '—',
    thisMonth: '本月',
    kept: (share: string): string => `承诺守住 ${share}`,
    stars: (mean: string, rated: number): string => `平均 ${mean} 星（${rated} 人评）`,
    types: '报的是什么',
    places: '在哪里',
    hours: '几点报的（件）',
    months: '近一年各月（件）',
    durations: '多快',
    durationHeads: { what: '', median: '一半在多久内', p90: '九成在多久内', kept: '守住的承诺' },
    keptOf: (kept: number, promised: number): string => (promised === 0 ? '—' : `${kept} / ${promised}`),
    steps: '时间花在哪里',
    stepLine: (count: number, median: string): string => `${count} 单，一半在 ${median}内`,
    repeats: '反复出的毛病',
    repeat: (name: string, typeName: string, count: number): string => `${name} ${typeName} ${count} 次`,
    ratings: '评价',
    followUps: '差评跟进',
    followUp: {
      opened: '跟进的差评',
      'in-time': '一天内公布整改方案',
      late: '整改方案晚了',
      waiting: '还没有方案',
      finished: '整改全部办好',
    } satisfies Record<PaperFollowUp, string>,
    starLine: (stars: number): string => `${stars} 星`,
    forecast: (period: string): string => `${monthName(period)}要准备什么`,
    basis: {
      year: '按去年同月和今年走势估算，括号里是八成把握的范围。',
      recent: '没有去年的数，按最近几个月平均估算，括号里是八成把握的范围。',
      none: '报修还不满一个月，估不出来。',
    },
    forecastLine: (name: string, count: number, low: number, high: number): string =>
      `${name} ${count} 件（${low}～${high}）`,
    people: (name: string, hours: number, needed: number, have: number): string =>
      `${name}：约 ${hours} 小时的活，要 ${needed} 人，现有 ${have} 人`,
    parts: (list: string): string => `常用配件（按每件一份估，最多）：${list}`,
    part: (name: string, quantity: number): string => `${name} ${quantity}`,
  },
} as const;
