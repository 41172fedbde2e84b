import { toDay } from 'shared-types/time';
import sharp from 'sharp';
import { StoredFileEntity, unread } from '../../src/features/file/file.entity.js';
import { postEntries } from '../../src/features/ledger/ledger.door.js';
import { recordSpending } from '../../src/features/spending/spending.door.js';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { insertRows } from '../../src/platform/database/write.js';
import type { Deps } from '../../src/platform/deps.js';
import type { Random } from '../random.js';
import { depsAt } from './demoClock.js';
import { heatOf, type Month, timeIn } from './months.js';

type Spending = Parameters<typeof recordSpending>[2];
type What = Pick<Spending, 'kind' | 'category' | 'supplier' | 'memo'> & {
  fundedBy?: Spending['fundedBy'];
  account?: Spending['account'];
  deviceLabel?: string;
};

interface Planned extends What {
  day: number;
  yuan: number;
}

/** What comes back every month; yuan, before a few percent of chance. */
const monthly: Planned[] = [
  {
    kind: 'expense',
    category: 'salary',
    day: 15,
    yuan: 46_800,
    supplier: '安居物业服务有限公司',
    memo: '物业服务人员工资和社保',
  },
  {
    kind: 'expense',
    category: 'security',
    day: 12,
    yuan: 9_600,
    supplier: '安盾保安服务有限公司',
    memo: '秩序维护外包服务费',
  },
  {
    kind: 'expense',
    category: 'cleaning',
    day: 10,
    yuan: 6_400,
    supplier: '净美保洁服务有限公司',
    memo: '楼道和公共区域保洁服务费',
  },
  {
    kind: 'expense',
    category: 'greening',
    day: 18,
    yuan: 2_300,
    supplier: '绿源园林养护有限公司',
    memo: '绿化养护：修剪、浇水、补种',
  },
  {
    kind: 'expense',
    category: 'lift',
    day: 20,
    yuan: 2_880,
    supplier: '恒升电梯工程有限公司',
    memo: '十二台电梯半月维保',
  },
  {
    kind: 'expense',
    category: 'office',
    day: 22,
    yuan: 860,
    supplier: '百纳办公用品有限公司',
    memo: '打印纸、硒鼓和电话费',
  },
  {
    kind: 'public-revenue',
    category: 'advert',
    day: 8,
    yuan: 3_600,
    supplier: '梯影传媒有限公司',
    memo: '电梯广告位租金',
  },
  {
    kind: 'public-revenue',
    category: 'parking-rent',
    day: 5,
    yuan: 4_200,
    supplier: '临停收费系统',
    memo: '地面公共车位临停收入',
  },
];

/** What happens now and then; one or two a month. */
const occasional: Planned[] = [
  {
    kind: 'expense',
    category: 'lift',
    day: 8,
    yuan: 12_800,
    supplier: '恒升电梯工程有限公司',
    memo: '2单元西梯换钢丝绳',
    deviceLabel: '2单元西梯',
  },
  {
    kind: 'expense',
    category: 'lift',
    day: 15,
    yuan: 3_640,
    supplier: '恒升电梯工程有限公司',
    memo: '5栋换门机皮带',
    deviceLabel: '5栋1单元电梯',
  },
  {
    kind: 'expense',
    category: 'repair',
    day: 13,
    yuan: 1_950,
    supplier: '通利管道疏通有限公司',
    memo: '3栋主排水管疏通和换弯头',
  },
  {
    kind: 'expense',
    category: 'fire',
    day: 17,
    yuan: 2_600,
    supplier: '平安消防设备有限公司',
    memo: '灭火器换药和消防栓水带更换',
  },
  {
    kind: 'expense',
    category: 'repair',
    day: 24,
    yuan: 1_280,
    supplier: '明辉电料行有限公司',
    memo: '地下车库 B 区换 LED 灯管四十支',
  },
  {
    kind: 'expense',
    category: 'greening',
    day: 25,
    yuan: 3_200,
    supplier: '绿源园林养护有限公司',
    memo: '中心花园补种桂花',
    fundedBy: 'public-revenue',
  },
  {
    kind: 'expense',
    category: 'other',
    day: 16,
    yuan: 2_400,
    supplier: '阳光花园业委会活动',
    memo: '重阳节长者慰问和社区活动',
    fundedBy: 'public-revenue',
  },
  {
    kind: 'expense',
    category: 'insurance',
    day: 11,
    yuan: 4_500,
    supplier: '国泰财产保险有限公司',
    memo: '公共责任险',
  },
];

const fund: Planned[] = [
  {
    kind: 'fund-in',
    category: 'interest',
    day: 21,
    yuan: 1_860,
    memo: '维修资金专户利息',
    supplier: '建设银行',
    account: 'fund',
  },
  {
    kind: 'fund-out',
    category: 'repair',
    day: 19,
    yuan: 26_400,
    memo: '1栋外墙渗水维修',
    supplier: '固美防水工程有限公司',
    account: 'fund',
  },
];

const planOf = (month: Month, index: number, random: Random): Planned[] => {
  const number = Number(month.slice(5));
  const swing = (one: Planned): Planned => ({ ...one, yuan: Math.round(one.yuan * (0.96 + random.next() * 0.08)) });
  const power = {
    kind: 'expense' as const,
    category: 'utilities' as const,
    day: 14,
    yuan: 7_900 + Math.round(2_600 * heatOf(month)),
    supplier: '市供电公司',
    memo: '公共照明、电梯和水泵电费',
  };
  // What houses use themselves is only passed on.
  const passedOn = {
    kind: 'expense' as const,
    category: 'utilities' as const,
    day: 20,
    yuan: 48_000 + Math.round(22_000 * heatOf(month)),
    supplier: '市供电公司和自来水公司',
    memo: '代缴住户水费和电费',
  };
  return [
    ...monthly.map(swing),
    swing(power),
    swing(passedOn),
    swing(occasional[index % occasional.length] as Planned),
    ...(index % 2 ? [swing(occasional[(index + 3) % occasional.length] as Planned)] : []),
    ...(number % 3 === 0 ? [fund[0] as Planned] : []),
    ...(index === 5 ? [fund[1] as Planned] : []),
  ];
};

const voucherPicture = (title: string): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="520"><rect width="800" height="520" fill="#FBF8EE"/><rect x="24" y="24" width="752" height="472" fill="none" stroke="#A8412F" stroke-width="3"/><rect x="270" y="52" width="260" height="10" fill="#A8412F"/><ellipse cx="640" cy="400" rx="96" ry="62" fill="none" stroke="#C7362C" stroke-width="6" opacity=".75"/><g fill="#4A463C">${Array.from({ length: 7 }, (_, i) => `<rect x="70" y="${120 + i * 44}" width="${300 + ((i * 97 + title.length * 31) % 300)}" height="12" opacity=".55"/>`).join('')}</g></svg>`,
  );

const voucherKey = (index: number): string => `demo/voucher-${index}.jpg`;
const drawn = 3;

/** The vouchers are drawings: paper with lines and a stamp, nothing to read. */
const storeVouchers = async (deps: Deps): Promise<number[]> => {
  const sizes: number[] = [];
  for (let index = 0; index < drawn; index++) {
    const svg = voucherPicture('票'.repeat(index + 1));
    const full = await sharp(svg).jpeg({ quality: 84 }).toBuffer();
    await deps.storage.put(voucherKey(index), full, 'image/jpeg');
    await deps.storage.put(`demo/voucher-${index}-s.jpg`, await sharp(svg).resize(320).jpeg().toBuffer(), 'image/jpeg');
    sizes.push(full.length);
  }
  return sizes;
};

const voucherOf = (communityId: string, spendingId: string, by: string, at: Date, lot: number, bytes: number) => ({
  id: newId(at),
  uploaderKind: 'staff' as const,
  uploaderId: by,
  kind: 'image' as const,
  storageKey: voucherKey(lot),
  thumbKey: `demo/voucher-${lot}-s.jpg`,
  mime: 'image/jpeg',
  bytes,
  width: 800,
  height: 520,
  durationMs: null,
  createdAt: at,
  communityId,
  subjectKind: 'spending',
  subjectId: spendingId,
  position: 0,
  ...unread,
});

interface Staff {
  id: string;
  name: string;
}

/** A year's expenses, public revenue and maintenance fund, with vouchers; the large ones by two people. */
export const makeSpendings = async (
  deps: Deps,
  communityId: string,
  month: Month,
  index: number,
  staff: { finance: Staff; manager: Staff },
  random: Random,
): Promise<void> => {
  const sizes = index === 0 ? await storeVouchers(deps) : Array.from({ length: drawn }, () => 24_000);
  const now = deps.clock.now();
  const files: StoredFileEntity[] = [];
  await inTransaction(deps.db, async (tx) => {
    for (const { day, yuan, ...what } of planOf(month, index, random)) {
      const at = timeIn(month, day, 9 + random.below(8), random.below(60));
      if (at > now) continue;
      const amountFen = yuan * 100 + random.below(100);
      const large = amountFen > 200_000;
      const spending = await recordSpending(tx, depsAt(deps, at).clock, {
        communityId,
        account: 'bank',
        ...what,
        amountFen,
        day: toDay(at),
        by: staff.finance,
        vouchers: 1,
        isBooked: true,
        ...(large ? { decidedBy: { ...staff.manager, at } } : {}),
      });
      const lot = random.below(drawn);
      files.push(voucherOf(communityId, spending.id, staff.finance.id, at, lot, sizes[lot] ?? 24_000));
    }
    await insertRows(tx, StoredFileEntity, files);
  });
};

/** What the bank, the fund and public revenue held before the first month. */
export const openBooks = async (deps: Deps, communityId: string, at: Date): Promise<void> => {
  const post = (account: string, amountFen: number, against: string, memo: string, id: string) => ({
    communityId,
    cause: { kind: 'opening', id },
    at,
    memo,
    postings: [
      { account, amountFen },
      { account: against, amountFen: -amountFen },
    ],
  });
  await inTransaction(deps.db, (tx) =>
    postEntries(tx, deps.clock, [
      post('1002', 38_642_050, '3201', '期初：银行存款', 'bank'),
      post('1501', 284_371_500, '3101', '期初：维修资金专户', 'fund'),
    ]),
  );
};
