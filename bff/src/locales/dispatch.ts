import type { HardRule } from 'shared-types/dispatch';
import { clockTime, dayTime, toDay, wall } from 'shared-types/time';
import { skillTrades } from './staff.js';

/** Skill id -> what somebody of that trade can do, as a neighbour says it. */
export const abilities: Record<string, string> = {
  plumber: '会修水管',
  electrician: '会修电路',
  'lift-technician': '会修电梯',
  'low-voltage': '会修弱电',
  guard: '管秩序',
  hvac: '会修空调',
  mason: '会泥瓦活',
  carpenter: '会木工活',
  appliance: '会修家电',
  gas: '会修燃气',
  'fire-safety': '管消防',
  cleaner: '管保洁',
  gardener: '会绿化',
  'pest-control': '会消杀',
  billing: '管收费',
  supervisor: '是主管',
  'front-desk': '是客服前台',
};

const abilityOf = (skill: string): string => abilities[skill] ?? `是${skillTrades[skill] ?? '师傅'}`;

const certificateNames = { lift: '电梯证', gas: '燃气证', electrician: '电工证' } as const;

const monthDay = (day: string): string => {
  const w = wall(`${day}T12:00:00+08:00`);
  return `${w.month}月${w.day}日`;
};

const tensOf = (metres: number): number => Math.max(10, Math.round(metres / 10) * 10);
const nearMetres = 150;
const midMetres = 400;

/** Why a part of a score is what it is. */
export const scoreWords = {
  skill: (stars: number | null, reworks: number): string =>
    `${stars === null ? '还没有评价' : `评分 ${stars.toFixed(1)}`}${reworks > 0 ? `，返工 ${reworks} 次` : ''}`,
  place: (known: { house: number; building: number; named: boolean }, buildingName: string | null): string => {
    if (buildingName === null) return '公共地方，谁都能去';
    const visits =
      known.house > 0 ? `来过这户 ${known.house} 次` : known.building > 0 ? `来过这栋楼 ${known.building} 次` : '';
    return [known.named ? `管 ${buildingName}` : '', visits].filter(Boolean).join('，') || '没来过这里';
  },
  load: (inHand: number): string => (inHand === 0 ? '手上没活' : `手上 ${inHand} 单`),
  distance: (reach: { metres: number; measured: boolean; from: 'here' | 'building' | 'centre' }): string => {
    if (reach.from === 'here') return '就在这栋楼';
    const about = `${reach.measured ? '' : '约 '}${tensOf(reach.metres)} 米`;
    if (reach.from === 'centre') return `不知道在哪，从小区中间算 ${about}`;
    const how = reach.metres <= nearMetres ? '离得近' : reach.metres <= midMetres ? '不算远' : '有点远';
    return `${how}：${about}`;
  },
} as const;

export interface ExclusionFacts {
  skill: string;
  inHand: number;
  certificate: keyof typeof certificateNames | null;
  /** Last day of the paper that ran out; null: there is none. */
  expiredOn: string | null;
  areaNames: readonly string[];
  lastEndedAt: Date | null;
  nextStartsAt: Date | null;
  now: Date;
}

const shiftWords = ({ lastEndedAt, nextStartsAt, now }: ExclusionFacts): string => {
  if (lastEndedAt && toDay(lastEndedAt) === toDay(now)) return `${clockTime(lastEndedAt)} 下班了`;
  return nextStartsAt ? `${dayTime(nextStartsAt, now)} 才上班` : '没有排班';
};

const certificateWords = ({ certificate, expiredOn }: ExclusionFacts): string => {
  const name = certificate ? certificateNames[certificate] : '证件';
  return expiredOn ? `${name} ${monthDay(expiredOn)}到期` : `没有${name}`;
};

/** Why somebody was left out. */
export const ruleWords: Record<HardRule, (facts: ExclusionFacts) => string> = {
  inactive: () => '不在这里接单了',
  skill: ({ skill }) => `不${abilityOf(skill)}`,
  certificate: certificateWords,
  refused: () => '刚才没接',
  area: ({ areaNames }) => `只管 ${areaNames.join('、')}`,
  shift: shiftWords,
  limit: ({ inHand }) => `手上 ${inHand} 单，到上限了`,
};

export const unknownName = '查不到的人';
export const unknownWords = '这个小区没有这个人';

const loadWords = (inHand: number, least: boolean): string => {
  if (inHand === 0) return '手上没活';
  return inHand === 1 || least ? `手上只有 ${inHand} 单` : `手上 ${inHand} 单`;
};

/** 会修水管，离得最近，手上只有 1 单 */
export const choiceWords = (choice: {
  skill: string;
  inHand: number;
  /** Nobody else has less in hand. */
  leastLoaded: boolean;
  nearest: boolean;
  near: boolean;
  house: number;
  only: boolean;
}): string =>
  [
    abilityOf(choice.skill),
    choice.only ? '眼下只有这一位合适' : '',
    choice.nearest ? '离得最近' : choice.near ? '离得近' : '',
    choice.house > 0 ? `来过这户 ${choice.house} 次` : '',
    loadWords(choice.inHand, choice.leastLoaded),
  ]
    .filter(Boolean)
    .join('，');

const counted: Record<HardRule, string> = {
  inactive: '人不接单了',
  skill: '人不做这一行',
  certificate: '人的证件不够',
  refused: '人没接',
  area: '人不管这栋楼',
  shift: '人没上班',
  limit: '人手上满了',
};

/** When nobody fits: 眼下没有合适的人：2 人没上班，1 人手上满了 */
export const nobodyWords = (skill: string, rules: readonly HardRule[]): string => {
  if (rules.length === 0) return `眼下没有${abilityOf(skill)}的人`;
  const parts = [...new Set(rules)].map((rule) => `${rules.filter((one) => one === rule).length} ${counted[rule]}`);
  return `眼下没有合适的人：${parts.join('，')}`;
};

/** Titles of background work, as the dead letters show them. */
export const dispatchJobTitles = {
  sync: '更新师傅的班次和手艺',
  shift: '师傅上下班',
  policy: '按新规则更新接单上限',
  rated: '评分记到师傅名下',
  finished: '完工记到师傅名下',
  reworked: '返工记到师傅名下',
  checked: '抽查结果记到师傅名下',
} as const;
