import { type DisclosureSection, disclosureSections } from 'shared-types/disclosure';
import { accountNames, booksTexts } from './books.js';
import { spendingTexts } from './spending.js';

const sections: Record<DisclosureSection, string> = {
  income: '收入',
  expense: '支出',
  'public-revenue': '公共收益',
  'maintenance-fund': '维修资金',
};

const categories: Readonly<Record<string, string>> = spendingTexts.categories;

/** fund-out.repair: 用于维修养护; fund-in.interest: 利息 */
const fundLine = (purpose: string | undefined): string => {
  const [flow, category = ''] = purpose?.split('.') ?? [];
  const name = categories[category] ?? spendingTexts.categories.other;
  return flow === 'fund-out' ? `用于${name}` : name;
};

const monthName = (period: string): string => `${period.slice(0, 4)}年${Number(period.slice(5))}月`;

/** Words of the finance report. */
export const disclosureTexts = {
  sections,
  allSections: disclosureSections,
  monthName,
  /** 6602.lift: 电梯维保; 6602.lift:public-revenue: 用于电梯维保; 3101:fund-in.interest: 利息 */
  line: (section: DisclosureSection, key: string): string => {
    const [account = '', purpose] = key.split(':');
    if (account === '3101') return fundLine(purpose);
    const name = accountNames[account] ?? account;
    return section === 'public-revenue' && purpose ? `用于${name}` : name;
  },
  /** 记-1204 冲销 支-261123-7F3K：发票金额填错 */
  corrected: (vouchers: readonly { number: number; title: string }[]): string => {
    const said = vouchers.slice(0, 2).map(({ number, title }) => `${booksTexts.number(number)} ${title}`);
    return vouchers.length > 2 ? `${said.join('；')}，等 ${vouchers.length} 笔` : said.join('；');
  },
  /** 违约金（12 笔） */
  many: (title: string, count: number): string => (count > 1 ? `${title}（${count} 笔）` : title),
  order: (number: string): string => `工单 ${number}`,
  obstacles: {
    'month-not-over': () => '这个月还没有过完，过完才能公布',
    unsealed: (count: number) => `有 ${count} 笔凭证还没有封存，一般几秒钟就好`,
    'spending-waiting': (count: number) => `有 ${count} 笔收支还没有审核，没有计入`,
    'day-not-reconciled': (count: number) => `有 ${count} 份收款日对账还没有日结`,
    'chain-fault': (_count: number, what = '账本和封存时不一样') => `核对账本时发现问题：${what}`,
  },
  reportFault: (period: string): string => `${monthName(period)}的月报和公布时不一样`,
  /** Of the message to staff. */
  late: (period: string, why: string | null): string =>
    `${monthName(period)}的月报到期没有公布${why ? `，${why}` : ''}`,
  fileName: (period: string, kind: string): string => `财务月报-${period}.${kind}`,
  audited: (period: string): string => `${monthName(period)}财务月报`,
  pdf: {
    title: (community: string): string => `${community} 财务月报`,
    published: (at: string, entries: number): string => `${at} 公布 · 依据账本 ${entries} 笔凭证`,
    income: '收入',
    expense: '支出',
    surplus: '结余',
    deficit: '亏空',
    chart: '近几个月的收入和支出（万元）',
    share: (percent: string): string => `占 ${percent}`,
    before: '上月',
    noBefore: '—',
    thisMonth: '本月',
    sum: '合计',
    none: '本月没有',
    fund: ['月初', '进账', '用掉', '月末'],
    revenue: ['以前剩的', '本月收的', '用掉的', '还剩'],
    collection: (billed: string, collected: string, percent: string): string =>
      `本月新出账单 ${billed}，本月收回 ${collected}，相当于新账单的 ${percent}`,
    corrections: '对以前月报的更正',
    correction: (period: string, name: string, before: string, now: string): string =>
      `${monthName(period)} ${name}：当时公布 ${before}，现在应是 ${now}`,
    remarks: '公布时还没有办完的',
    seal: '怎么核验',
    sealWords:
      '月报公布以后一个字也不能改。下面的指纹是全文的 SHA-256 开头八位，公布那天发给每位业主的消息里也有，一样就没有被换过。也可以在小程序里下载可核验的文件，用公开的核验程序检查。',
    fingerprint: (fingerprint: string): string => `指纹 ${fingerprint}`,
    hash: (hash: string): string => `全文 SHA-256 ${hash}`,
    chain: (seq: number, hash: string): string => `账本链第 ${seq} 节 ${hash}`,
    page: (number: number, pages: number): string => `第 ${number} 页，共 ${pages} 页`,
  },
} as const;
