import { toDay } from 'shared-types/time';
import { FollowUpEntity, FollowUpNoteEntity, MeasureEntity } from '../src/features/followup/followup.entity.js';
import { begin } from '../src/features/followup/followup.rules.js';
import { setLook } from '../src/features/followup/open.js';
import { defaultPolicy } from '../src/features/policy/policy.door.js';
import { problemType } from '../src/features/repair/procedures.js';
import { RepairEntity, RepairEventEntity } from '../src/features/repair/repair.entity.js';
import { deterministicId, newId } from '../src/kernel/ids.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import type { Deps } from '../src/platform/deps.js';

interface Person {
  id: string;
  name: string;
}

interface Story {
  stars: number;
  words: string;
  notes: readonly [note: string, owner: string][];
  cause: string;
  measures: readonly [text: string, responsible: string][];
  after: number | null;
}

/** What went badly in the year, from the oldest on; the last is still at its beginning. */
const told: readonly Story[] = [
  {
    stars: 1,
    words: '来了三趟才修好，每趟都说缺配件',
    notes: [
      ['致电道歉，问清三次上门的时间', '每次都请假等，还是没修好'],
      ['和班组核对领料单，缺的是同一种角阀', '下次能不能先把料备齐'],
      ['登门致歉，说明备料怎么改', '改了就行'],
    ],
    cause: '常用角阀断货两周，班组没有提前报，师傅带着不对的配件上门。',
    measures: [
      ['常用配件按月盘点，低于十件就补', '工程部'],
      ['派单时写明要带的配件', '客服部'],
    ],
    after: 4,
  },
  {
    stars: 2,
    words: '约了上午，下午四点才来，也不打个电话',
    notes: [
      ['致电道歉', '晚了至少说一声'],
      ['查排班，上午有两单急事', '可以理解，但要告诉我们'],
      ['电话回访', '好的'],
    ],
    cause: '上午接连两件急事，原来约好的没有人通知业主改时间。',
    measures: [['改了时间，客服十分钟内打电话告诉业主', '客服部']],
    after: 5,
  },
  {
    stars: 1,
    words: '墙角还是渗水，上次补的地方又裂了',
    notes: [
      ['致电，约了复查', '一下雨就渗'],
      ['现场复查，外墙缝没有处理', '要修就修到根上'],
      ['和业主确认了外墙处理的日子', '等你们'],
    ],
    cause: '只补了室内，外墙的缝没有处理。',
    measures: [
      ['外墙缝重新打胶', '工程部'],
      ['渗水一律先查外墙再补室内', '工程主管'],
    ],
    after: null,
  },
  { stars: 2, words: '修是修好了，垃圾没有带走', notes: [], cause: '', measures: [], after: null },
];

const hour = 3_600_000;
const day = 24 * hour;

interface World {
  communityId: string;
  desk: Person;
  supervisor: Person;
  manager: Person;
}

/** A few ratings of the year that were bad, and what became of them. */
export const makeFollowUps = async (deps: Deps, world: World): Promise<void> => {
  const { communityId } = world;
  const repairs = await deps.db.reader.find(RepairEntity, {
    where: { communityId, status: 'closed' },
    order: { createdAt: 'ASC' },
  });
  const now = deps.clock.now();
  const rated = repairs.filter(({ stars, houseId, ratedAt }) => stars !== null && houseId && ratedAt);
  // The last was given this morning or last night; the others lie spread over the year before.
  for (const [index, story] of told.entries()) {
    const last = index === told.length - 1;
    const repair = last ? rated.at(-1) : rated[Math.floor((rated.length * (index + 4)) / 8)];
    if (repair) await follow(deps, world, repair, story, last ? new Date(now.getTime() - hour) : null);
  }
};

const follow = async (
  deps: Deps,
  world: World,
  repair: RepairEntity,
  story: Story,
  just: Date | null,
): Promise<void> => {
  const { communityId } = world;
  const policy = defaultPolicy.followUp;
  const ratedAt = just ?? repair.ratedAt ?? repair.updatedAt;
  const id = deterministicId('follow_up', communityId, repair.id);
  const after = (hours: number): Date => new Date(ratedAt.getTime() + hours * hour);
  const { stars, words, cause, measures } = story;
  const over = measures.length > 0;
  const publishedAt = over ? after(20) : null;
  const finishedAt = over ? after(24 * 6) : null;
  const followUp: FollowUpEntity = {
    ...{ communityId, id, repairId: repair.id, subjectId: repair.id, accountId: repair.reporterId },
    ...{ houseId: repair.houseId, number: repair.number, title: repair.title, placeLabel: repair.placeLabel },
    ...{
      typeName: problemType(repair.problemTypeId)?.name ?? '',
      place: /^\d+栋/.exec(repair.placeLabel)?.[0] ?? '小区内',
    },
    ...{ stars, words, ratedAt, ...begin(ratedAt, ratedAt, policy) },
    ...(over ? { stage: 'finished' as const, stageAt: after(24 * 6), dueAt: null } : {}),
    ...{ cause: over ? cause : null, publishedAt, publishedBy: over ? world.manager.name : null, finishedAt },
    ...{ starsAfter: story.after, wordsAfter: '', ratedAgainAt: story.after === null ? null : after(24 * 8) },
  };
  const levels = ['customer-service', 'supervisor', 'manager'] as const;
  const people = [world.desk, world.supervisor, world.manager];
  await inTransaction(deps.db, async (tx) => {
    await tx.update(RepairEntity, { communityId, id: repair.id }, { stars, ratingText: words, ratedAt });
    await tx.update(
      RepairEventEntity,
      { communityId, repairId: repair.id, kind: 'rate' },
      { body: words, detail: String(stars), at: ratedAt },
    );
    await tx.insert(FollowUpEntity, followUp);
    for (const [index, [note, ownerWords]] of story.notes.entries())
      await tx.insert(FollowUpNoteEntity, {
        ...{ communityId, id: newId(after(index * 5 + 1)), followUpId: id, at: after(index * 5 + 1) },
        ...{ level: levels[index] ?? 'manager', byId: people[index]?.id ?? '', byName: people[index]?.name ?? '' },
        ...{ outcome: 'reached' as const, note, ownerWords },
      });
    for (const [position, [text, responsible]] of measures.entries())
      await tx.insert(MeasureEntity, {
        ...{ communityId, id: newId(after(20)), followUpId: id, position, text, responsible },
        dueOn: toDay(new Date(ratedAt.getTime() + 7 * day)),
        ...{ doneAt: after(24 * 5 + position), doneById: world.supervisor.id, doneByName: world.supervisor.name },
        doneNote: '已经照办，主管看过',
      });
    await setLook(deps, tx, followUp, policy);
  });
};
