import type { RichBlock } from 'shared-types/announcement';
import type { Audience } from 'shared-types/staffAnnouncement';
import { atWall, toDay } from 'shared-types/time';
import { AnnouncementEntity, AnnouncementReadEntity } from '../src/features/announcement/announcement.entity.js';
import { BuildingEntity } from '../src/features/community/community.entity.js';
import { newId } from '../src/kernel/ids.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import { insertRows } from '../src/platform/database/write.js';
import type { Deps } from '../src/platform/deps.js';
import type { DemoOwner } from './history.js';
import type { Random } from './random.js';

const dayMs = 86_400_000;

interface Story {
  /** Days ago; negative: it is a draft. */
  daysAgo: number;
  title: string;
  lines: readonly string[];
  kind?: AnnouncementEntity['kind'];
  pinned?: boolean;
  staff?: boolean;
  /** Of these buildings alone. */
  buildings?: readonly string[];
  /** What is off, hours of the day on which it is, counted from today. */
  outage?: { kind: NonNullable<AnnouncementEntity['outageKind']>; inDays: number; from: number; until: number };
  /** How many of ten have read it. */
  readOfTen: number;
  reminders?: number;
}

/** A year of a community: what is off, what is done, what is asked, and one for the staff. */
const stories: readonly Story[] = [
  {
    daysAgo: 360,
    title: '电动自行车请到集中充电区充电',
    lines: ['楼道、电梯间和架空层不能停放和充电。', '集中充电区在地下车库B区，满八小时自动断电，扫码即用。'],
    readOfTen: 9,
  },
  {
    daysAgo: 300,
    title: '春节前后快递柜和垃圾清运安排',
    lines: ['除夕到初三，垃圾清运改为一天一次，下午四点。', '快递柜照常使用，超过三天的件由前台代管。'],
    readOfTen: 9,
  },
  {
    daysAgo: 180,
    title: '消防演练通知',
    lines: ['周六上午九点半在中心花园集合，演练疏散和灭火器使用。', '警铃会响三分钟，请不要惊慌。'],
    readOfTen: 8,
  },
  {
    daysAgo: 95,
    title: '台风来袭，请收好阳台物品',
    lines: ['今晚有大风大雨，请关好门窗，把花盆和晾衣杆收进屋里。', '低楼层请关注车库积水，物业整夜值班。'],
    kind: 'emergency',
    readOfTen: 10,
  },
  {
    daysAgo: 40,
    title: '秋季消杀安排',
    lines: ['本周三、周四对绿化带、下水井和垃圾房做消杀。', '药剂低毒，请看好孩子和宠物，两小时内不要靠近草地。'],
    readOfTen: 7,
    reminders: 1,
  },
  {
    daysAgo: 20,
    title: '冬季用气用电安全提示',
    lines: ['洗澡时不要关死窗，燃气灶用完关总阀。', '取暖器不要和别的大功率电器共用一个插排。'],
    pinned: true,
    readOfTen: 6,
    reminders: 1,
  },
  {
    daysAgo: 12,
    title: '门岗和客服排班调整',
    lines: ['十二月起，夜班改为晚上十点交接。', '交接时请当面核对钥匙和未办结的报修。'],
    staff: true,
    readOfTen: 0,
  },
  {
    daysAgo: 3,
    title: '3栋电梯年检，停用 2 小时',
    lines: ['11月年检，检验时电梯停在一楼，请走 2 单元东梯。', '行动不便的住户请提前打服务电话，我们派人陪同。'],
    kind: 'outage',
    buildings: ['3栋'],
    outage: { kind: 'lift', inDays: 2, from: 9, until: 11 },
    readOfTen: 4,
  },
  {
    daysAgo: 1,
    title: '1栋、2栋更换水表，今天停水',
    lines: ['更换楼栋总表，恢复后先放几分钟水再用。', '请提前储水，关好水龙头。'],
    kind: 'outage',
    buildings: ['1栋', '2栋'],
    outage: { kind: 'water', inDays: 0, from: 0, until: 24 },
    readOfTen: 5,
  },
  {
    daysAgo: -1,
    title: '冬至包饺子活动',
    lines: ['12月21日下午三点，一楼大厅，带上围裙就行。'],
    readOfTen: 0,
  },
];

const bodyOf = (lines: readonly string[]): RichBlock[] => lines.map((text) => ({ kind: 'p', runs: [{ text }] }));

interface World {
  communityId: string;
  owners: readonly DemoOwner[];
  by: { id: string; name: string };
  random: Random;
}

/** What the office has told the community for a year, and who has read it; an outage runs today. */
export const makeAnnouncements = async (deps: Deps, { communityId, owners, by, random }: World): Promise<void> => {
  const now = deps.clock.now();
  const buildings = await deps.db.reader.findBy(BuildingEntity, { communityId });
  const today = toDay(now);
  const announcements: AnnouncementEntity[] = [];
  const reads: AnnouncementReadEntity[] = [];
  for (const story of stories) {
    const { daysAgo, outage, staff = false } = story;
    const isDraft = daysAgo < 0;
    const day = toDay(new Date(now.getTime() - Math.max(0, daysAgo) * dayMs));
    const morning = atWall(day, 9, 20);
    const at = morning < now ? morning : new Date(now.getTime() - 3_600_000);
    const publishedAt = isDraft ? null : at;
    const outageDay = atWall(today, 0).getTime() + (outage?.inDays ?? 0) * dayMs;
    const places = buildings.filter(({ name }) => story.buildings?.includes(name)).map(({ id }) => id);
    const audience: Audience = {
      roles: staff ? [] : ['owner', 'family', 'tenant'],
      staff,
      buildingIds: places,
      unitIds: [],
      houseIds: [],
    };
    const id = newId(at);
    announcements.push({
      ...{ communityId, id, kind: story.kind ?? 'notice', status: isDraft ? 'draft' : 'published' },
      ...{ title: story.title, body: bodyOf(story.lines), audience, fileIds: [], pinned: story.pinned ?? false },
      outageKind: outage?.kind ?? null,
      outageFrom: outage ? new Date(outageDay + outage.from * 3_600_000) : null,
      outageUntil: outage ? new Date(outageDay + outage.until * 3_600_000) : null,
      ...{ publishAt: null, publishedAt, withdrawnAt: null, withdrawnWhy: null },
      reminders: story.reminders ?? 0,
      remindedAt: story.reminders ? new Date(at.getTime() + dayMs) : null,
      ...{ remindAt: null, version: 2, createdAt: at, changedAt: at, byId: by.id, byName: by.name },
    });
    if (!publishedAt || staff) continue;
    for (const { accountId, house } of owners) {
      if (!accountId || (places.length > 0 && !places.includes(house.buildingId))) continue;
      if (!random.chance(story.readOfTen / 10)) continue;
      const readAt = new Date(publishedAt.getTime() + (5 + random.below(2000)) * 60_000);
      if (readAt < now) reads.push({ communityId, announcementId: id, accountId, at: readAt });
    }
  }
  await inTransaction(deps.db, async (tx) => {
    await insertRows(tx, AnnouncementEntity, announcements);
    for (let from = 0; from < reads.length; from += 500)
      await insertRows(tx, AnnouncementReadEntity, reads.slice(from, from + 500));
  });
};
