import type { FeeKind } from 'shared-types/billing';
import type { NoBillReason } from 'shared-types/fee';
import { plainYuan } from 'shared-types/money';
import type { MeterKind } from 'shared-types/reading';

/** 2.8 · 0.5325: ten-thousandths of a yuan, at least two decimals. */
const price = (tenThousandths: number): string => {
  const digits = String(tenThousandths % 10_000)
    .padStart(4, '0')
    .replace(/0{1,2}$/, '');
  return `${Math.floor(tenThousandths / 10_000)}.${digits}`;
};

/** 89.5: hundredths or thousandths without needless zeros. */
const decimal = (value: number, digits: number): string => {
  const unit = 10 ** digits;
  const rest = String(value % unit)
    .padStart(digits, '0')
    .replace(/0+$/, '');
  return `${Math.floor(value / unit)}${rest ? `.${rest}` : ''}`;
};

const percent = (basisPoints: number): string => `${decimal(basisPoints, 2)}%`;
const yuan = (fen: number): string => `${plainYuan(fen)} 元`;
const square = (hundredths: number): string => `${decimal(hundredths, 2)} m²`;
const month = (period: string): number => Number(period.slice(5, 7));

const units: Record<MeterKind, string> = { water: '吨', 'hot-water': '吨', power: '度', gas: 'm³' };
const meters: Record<MeterKind, string> = { water: '水表', 'hot-water': '热水表', power: '电表', gas: '燃气表' };

const kinds: Record<FeeKind, string> = {
  property: '物业费',
  water: '水费',
  power: '电费',
  gas: '燃气费',
  parking: '车位费',
  'shared-water': '公摊水费',
  'shared-power': '公摊电费',
  'one-off': '一次性费用',
};

const reasons: Record<NoBillReason, string> = {
  'out-of-scope': '不在收费范围内',
  'not-this-month': '这个月不到收费的时候',
  'no-area': '没有登记面积，请到房产台账补上',
  'no-reading': '这个月还没有抄表',
  'first-reading': '只有第一次读数，下个月起才能算用量',
  'no-use': '这个月没有用量',
  'no-pool': '还没有录入公摊总额',
  'pool-billed': '这笔公摊已经分摊出账',
  'no-space': '没有车位',
  'tenure-unknown': '车位没有登记是自有还是租用',
  free: '优惠后不用交',
  nothing: '算出来是 0 元',
  'already-billed': '这个月已经出过账',
};

const flaws: Record<string, string> = {
  'tiers-order': '每一档的上限要比前一档大',
  'last-tier': '最后一档不设上限',
  kind: '计费方式和费用种类对不上',
  dates: '最后一个月不能早于第一个月',
  discount: '每项优惠至少写一个条件',
  building: '有楼栋不在这个小区',
  house: '承担零头的房屋不在这个小区',
  'after-before': '要接在前一个版本之后',
};

const origins: Record<string, string> = {
  run: '账单发布',
  'one-off': '开出账单',
  correction: '更正后的账单',
  opening: '从旧账转来',
};

const events: Record<string, string> = {
  payment: '收到缴费',
  prepayment: '用预存抵扣',
  coupon: '用券抵扣',
  refunded: '退款，账单重新待缴',
  'late-waived': '减免违约金',
  disputed: '业主提出疑问',
  withdrawn: '业主收回疑问',
  answered: '物业答复疑问',
  corrected: '账单有误，已经冲销并重开',
  voided: '账单有误，已经冲销',
};

const cycle = (every: number): string => (every === 1 ? '' : `，每 ${every} 个月收一次`);

/** 10–12月 · 11月; with its year where that is not the reader's; null: always. */
const months = (period: string, count: number, thisYear: number | null): string => {
  const year = Number(period.slice(0, 4));
  const first = month(period);
  const last = first + count - 1;
  const span = count === 1 ? `${first}月` : last <= 12 ? `${first}–${last}月` : `${first}月–次年${last - 12}月`;
  return year === thisYear ? span : `${year}年${span}`;
};

/** Words of fees, bills and runs. */
export const billingTexts = {
  price,
  yuan,
  percent,
  square,
  decimal,
  unit: (meter: MeterKind): string => units[meter],
  meter: (meter: MeterKind): string => meters[meter],
  kind: (kind: FeeKind): string => kinds[kind],
  reason: (reason: NoBillReason): string => reasons[reason],
  months,
  title: (feeName: string, period: string, count: number, thisYear: number | null): string =>
    `${months(period, count, thisYear)}${feeName}`,

  /** 89.5 m² × 2.80 元 × 1 个月 = 250.60 元 */
  area: (area: number, unitPrice: number, count: number, fen: number): string =>
    `${square(area)} × ${price(unitPrice)} 元 × ${count} 个月 = ${yuan(fen)}`,
  perHouse: (monthFen: number, count: number, fen: number): string =>
    `每户每月 ${yuan(monthFen)} × ${count} 个月 = ${yuan(fen)}`,
  /** 水表 1,024 → 1,039.5，用 15.5 吨 */
  use: (meter: MeterKind, from: string, to: string, used: string, estimated: boolean): string =>
    `${meters[meter]} ${from} → ${to}，用 ${used} ${units[meter]}${estimated ? '（估抄，下次按实数补正）' : ''}`,
  newMeter: (start: string): string => `换了新表，新表从 ${start} 起`,
  tierName: (index: number): string => `第${['一', '二', '三', '四', '五', '六', '七', '八'][index] ?? index + 1}档`,
  tierSpan: (from: string, to: string | null, unit: string): string =>
    to === null ? `${from} ${unit}以上` : `${from}–${to} ${unit}`,
  tier: (used: string, unit: string, unitPrice: number, fen: number): string =>
    `${used} ${unit} × ${price(unitPrice)} 元 = ${yuan(fen)}`,
  wholeCommunity: '全小区',
  poolTotal: (where: string, totalFen: number, houses: number): string =>
    `${where}共 ${yuan(totalFen)}，${houses} 户分摊`,
  poolByArea: (totalFen: number, own: number, all: number, fen: number): string =>
    `${yuan(totalFen)} × ${square(own)} ÷ ${square(all)} = ${yuan(fen)}`,
  poolByHouse: (totalFen: number, houses: number, fen: number): string =>
    `${yuan(totalFen)} ÷ ${houses} 户 = ${yuan(fen)}`,
  restOwn: (fen: number): string => `含除不尽的 ${fen} 分`,
  restTo: (label: string, fen: number): string => `除不尽的 ${fen} 分由 ${label} 承担`,
  space: (number: string, monthFen: number, count: number, fen: number): string =>
    `${number} 车位每月 ${yuan(monthFen)} × ${count} 个月 = ${yuan(fen)}`,
  spaceLabel: (number: string): string => `${number} 车位`,
  fixed: (fen: number): string => `合计 ${yuan(fen)}`,
  discount: (name: string, bp: number, fen: number): string => `${name}减 ${percent(bp)}：−${yuan(fen)}`,
  afterDiscount: (fen: number): string => `优惠后 ${yuan(fen)}`,
  opening: (feeName: string): string => `${feeName}：以前的欠费，从旧账转来`,

  unitPrice: (unit: string, unitPrice: number): string => `每${unit} ${price(unitPrice)} 元`,
  ruleArea: (unitPrice: number, every: number): string => `每月每平方米 ${price(unitPrice)} 元${cycle(every)}`,
  rulePerHouse: (monthFen: number, every: number): string => `每月每户 ${yuan(monthFen)}${cycle(every)}`,
  ruleMetered: (meter: string, tiers: string): string => `按${meter}用量：${tiers}`,
  rulePool: (level: 'community' | 'building', by: 'area' | 'house', restLabel: string | null): string =>
    `${level === 'community' ? '全小区' : '每栋'}的总额按${by === 'area' ? '面积' : '户数'}分摊，${
      restLabel === null ? '除不尽的几分从零头最多的户起各加一分' : `除不尽的由 ${restLabel} 承担`
    }`,
  ruleParking: (ownedFen: number, leasedFen: number, every: number): string =>
    `每个车位每月：自有 ${yuan(ownedFen)}，租用 ${yuan(leasedFen)}${cycle(every)}`,
  ruleOneOff: (usualFen: number | null): string =>
    usualFen === null ? '单独开账，金额当时填写' : `单独开账，通常 ${yuan(usualFen)}`,
  houseKind: (kind: 'house' | 'shop'): string => (kind === 'house' ? '房屋' : '商铺'),
  scope: (words: readonly string[]): string => `只收：${words.join('、')}`,
  discountRule: (name: string, bp: number, vacantDays: number | null): string =>
    `${name}减 ${percent(bp)}${vacantDays === null ? '' : `（到当月 1 日空置满 ${vacantDays} 天）`}`,
  lateRule: (bpPerDay: number, graceDays: number, capBp: number): string =>
    `逾期${graceDays > 0 ? ` ${graceDays} 天后` : ''}每天加收 ${percent(bpPerDay)}，最多 ${percent(capBp)}`,
  flaw: (flaw: string): string => flaws[flaw] ?? '请再看看这一项',
  madeTitle: (origin: string): string => origins[origin] ?? '账单发布',
  lateTitle: (day: string): string => `算到${day}的违约金`,
  eventTitle: (kind: string, fen: number | null): string => {
    const words = events[kind] ?? '有变动';
    return fen === null || fen === 0 ? words : `${words} ${yuan(Math.abs(fen))}`;
  },
  noHouses: '这个小区还没有房屋，请先导入房产台账',
  nothing: (fees: readonly string[]): string => `没有一户能出账。${fees.join('；')}`,
  nothingOf: (fee: string, reasons: readonly string[]): string => `${fee}：${reasons.join('，')}`,
  nothingReason: (words: string, houses: number): string => `${houses} 户${words}`,
  notReckoned: '这类账单不能按规则重算，请填新的金额',
  sameAmount: '和原来的金额一样，不用更正',
  waiveTooMuch: '减免不能超过还没交的违约金',
  dueBefore: '截止日不能早于今天',
  notShared: '这个收费项目不是公摊',
  poolLevel: (byBuilding: boolean): string => (byBuilding ? '请选是哪一栋的总额' : '这个项目按全小区的总额分摊'),
  houseUnknown: '没有找到这户',
  houseMany: (count: number): string => `像这样的有 ${count} 户，请写全楼栋和房号`,
  noReading: '看不懂这个读数',
  belowLast: '比上次的读数小；换了表请单独录入',
  correctedSubject: (memo: string, before: number, after: number): string =>
    `${memo}：${yuan(before)} 改为 ${yuan(after)}`,
  waivedSubject: (memo: string, fen: number): string => `${memo} 违约金 ${yuan(fen)}`,
  madeSubject: (house: string, fee: string, fen: number): string => `${house} ${fee} ${yuan(fen)}`,
  readingSubject: (house: string, meter: MeterKind, period: string, value: number): string =>
    `${house} ${period} ${meters[meter]} ${decimal(value, 3)}`,
  readingsSubject: (meter: MeterKind, period: string, count: number): string =>
    `${period} ${meters[meter]}读数 ${count} 户`,
  poolSubject: (fee: string, period: string, fen: number): string => `${period} ${fee}总额 ${yuan(fen)}`,
  runEmpty: (month: string): string => `${months(month, 1, null)}没有一户能出账，请看原因`,
  runNothing: '没有可出的账',
  runReady: (month: string, bills: number, fen: number): string =>
    `${months(month, 1, null)}账单 ${bills} 笔共 ${yuan(fen)}，请核对后发布`,
  runPublished: (month: string, bills: number, fen: number): string =>
    `${months(month, 1, null)}账单 ${bills} 笔共 ${yuan(fen)}，已经发布`,
  runTotal: (month: string, bills: number, fen: number): string =>
    `${months(month, 1, null)}账单 ${bills} 笔 ${yuan(fen)}`,
  runSubject: (month: string, fees: readonly string[]): string => `${months(month, 1, null)}：${fees.join('、')}`,
  monthAhead: '这个月还没到出账的时候',
  noFees: '这个月没有要出账的收费项目，请先新建收费项目。',
  feeNotThisMonth: (name: string): string => `${name}这个月不出账`,
  readingAhead: '还没到这一天',
  readingBilled: '这个月或以后的月份已经出账，要先更正账单才能改读数',
  lateMemo: '违约金',
  waiveMemo: '减免违约金',
  madeMemo: (feeName: string, period: string): string => `${period} ${feeName}`,
  voidMemo: (feeName: string, period: string): string => `冲销 ${period} ${feeName}`,

  lateTerms: (bpPerDay: number, capBp: number, day: string): string =>
    `过了${day}没交，每天加收未交部分的 ${percent(bpPerDay)}，最多收到 ${percent(capBp)}`,
  dayWords: (day: string): string => `${month(day)}月${Number(day.slice(8, 10))}日`,
} as const;
