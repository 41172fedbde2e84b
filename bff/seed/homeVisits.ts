import type { VisitHalf } from 'shared-types/homeVisit';
import { atWall, toDay, wall } from 'shared-types/time';
import sharp from 'sharp';
import { In } from 'typeorm';
import { StoredFileEntity, unread } from '../src/features/file/file.entity.js';
import { setLooks } from '../src/features/homevisit/commands/bookVisit.js';
import { HomeVisitEntity, HomeVisitMadeEntity } from '../src/features/homevisit/homevisit.entity.js';
import { hoursOf, openKeyOf } from '../src/features/homevisit/homevisit.rules.js';
import { PaymentEntity } from '../src/features/payment/payment.entity.js';
import { defaultPolicy } from '../src/features/policy/policy.door.js';
import { newId } from '../src/kernel/ids.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import { insertRows } from '../src/platform/database/write.js';
import type { Deps } from '../src/platform/deps.js';
import type { DemoOwner } from './history.js';

interface Person {
  id: string;
  name: string;
}

interface World {
  communityId: string;
  owners: readonly DemoOwner[];
  residents: readonly DemoOwner[];
  /** Who goes, and a colleague of theirs. */
  goes: Person;
  colleague: Person;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const policy = defaultPolicy.homeVisit;

const dayAt = (now: Date, days: number): string => toDay(new Date(now.getTime() + days * dayMs));

/** What an owner wrote with a finger. */
const drawSignature = (): Promise<Buffer> =>
  sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="400"><rect width="1200" height="400" fill="#fff"/><path d="M180 120h170M262 70v250M262 130c-20 70-50 110-90 140M270 150c30 40 50 60 90 80M440 120h160M520 70v250M520 140c-20 60-50 100-90 130M530 150c30 40 60 70 100 90M720 90c40 20 70 40 90 70M880 60c-20 90-70 190-170 240M780 210c60-10 140-20 210-20M900 190c10 60-10 110-60 130" fill="none" stroke="#000" stroke-width="9" stroke-linecap="round"/></svg>',
    ),
  )
    .jpeg({ quality: 84 })
    .toBuffer();

type Part = Partial<HomeVisitEntity> & Pick<HomeVisitEntity, 'houseId' | 'day' | 'half' | 'purpose'>;

/** A visit of the last weeks or the next days; what is open holds its half-day. */
const drafter =
  (communityId: string) =>
  (part: Part): HomeVisitEntity => {
    const { from: fromAt, to: toAt } = hoursOf(policy, part.day, part.half);
    const bookedAt = part.bookedAt ?? new Date(fromAt.getTime() - 26 * hourMs);
    return {
      ...{ communityId, id: newId(bookedAt), accountId: null, bookedById: null, bookedByName: null, note: null },
      ...{ fromAt, toAt, contactName: null, phoneEncrypted: null, status: 'booked', staffId: null, staffName: null },
      ...{ bookedAt, givenAt: null, setOutAt: null, endedAt: null, result: null, rebookedAs: null },
      openKey: openKeyOf(part.houseId, part.day, part.half),
      ...part,
    };
  };

/** Whose other visits are told: nobody is told twice. */
const toldOf = (owners: readonly DemoOwner[]): DemoOwner[] =>
  owners.filter(({ accountId }) => accountId !== null).slice(30, 33);

/** Some cash that was taken days ago: it was taken at their home, and they signed. */
const signPast = async (
  deps: Deps,
  { communityId, goes, owners }: World,
): Promise<{ visit: HomeVisitEntity; made: HomeVisitMadeEntity } | null> => {
  const before = deps.clock.now().getTime() - 2 * dayMs;
  const told = toldOf(owners);
  const houseIds = owners.filter((one) => !told.includes(one)).map(({ house }) => house.id);
  const paid = (
    await deps.db.reader.find(PaymentEntity, {
      where: { communityId, channel: 'cash', houseId: In(houseIds) },
      order: { createdAt: 'DESC' },
      take: 200,
    })
  ).find(
    ({ settledAt }) => settledAt && settledAt.getTime() < before && [9, 10, 15, 16].includes(wall(settledAt).hour),
  );
  const owner = owners.find(({ house }) => house.id === paid?.houseId);
  if (!paid?.settledAt || !owner) return null;
  const picture = await drawSignature();
  const name = 'demo/signature';
  await deps.storage.put(`${name}.jpg`, picture, 'image/jpeg');
  await deps.storage.put(`${name}-small.jpg`, await sharp(picture).resize(320).jpeg().toBuffer(), 'image/jpeg');
  const fileId = newId(paid.settledAt);
  const half: VisitHalf = wall(paid.settledAt).hour < 12 ? 'morning' : 'afternoon';
  const at = paid.settledAt.getTime();
  const visit = drafter(communityId)({
    ...{ houseId: paid.houseId, day: toDay(paid.settledAt), half, purpose: 'payment', accountId: owner.accountId },
    ...{ contactName: owner.name, status: 'done', staffId: goes.id, staffName: goes.name },
    givenAt: new Date(at - 20 * hourMs),
    setOutAt: new Date(at - 15 * 60_000),
    endedAt: new Date(at + 5 * 60_000),
    result: '收了这几个月的费用，教老人家看了收据',
  });
  await inTransaction(deps.db, async (tx) => {
    await tx.insert(StoredFileEntity, {
      ...{ id: fileId, uploaderKind: 'staff', uploaderId: goes.id, kind: 'image', storageKey: `${name}.jpg` },
      ...{ thumbKey: `${name}-small.jpg`, mime: 'image/jpeg', bytes: picture.length, width: 1200, height: 400 },
      ...{ durationMs: null, createdAt: paid.settledAt ?? deps.clock.now(), communityId, subjectKind: 'payment' },
      ...{ subjectId: paid.id, position: 0, ...unread },
    });
    await tx.update(
      PaymentEntity,
      { communityId, id: paid.id },
      { signatureFileId: fileId, assistedById: goes.id, assistedByName: goes.name },
    );
  });
  const made = { communityId, subjectId: paid.id, visitId: visit.id, kind: 'payment' as const, at: paid.settledAt };
  return { visit, made };
};

/** Visits that are over: done, nobody at home and booked again, called off. */
const pastOf = ({ communityId, owners, goes, colleague }: World, now: Date): HomeVisitEntity[] => {
  const draft = drafter(communityId);
  const [one, two, three] = toldOf(owners);
  if (!one || !two || !three) return [];
  const went = (person: Person, day: string, hour: number) => ({
    ...{ staffId: person.id, staffName: person.name },
    givenAt: atWall(day, hour - 1),
    setOutAt: atWall(day, hour),
    endedAt: atWall(day, hour, 35),
  });
  const [early, later] = [dayAt(now, -9), dayAt(now, -4)];
  const again = draft({
    ...{ houseId: two.house.id, day: dayAt(now, -2), half: 'morning', purpose: 'help', contactName: two.name },
    ...{ bookedById: colleague.id, bookedByName: colleague.name, note: '帮老人家绑定小程序', status: 'done' },
    ...{ ...went(goes, dayAt(now, -2), 10), result: '绑定好了，也教了怎么报修', bookedAt: atWall(later, 17) },
  });
  return [
    draft({
      ...{ houseId: one.house.id, day: early, half: 'afternoon', purpose: 'report', accountId: one.accountId },
      ...{ contactName: one.name, note: '厨房下水慢，说不清楚', status: 'done', ...went(colleague, early, 15) },
      result: '看过了，是滤网堵，当场清了，不用报修',
    }),
    draft({
      ...{ houseId: two.house.id, day: later, half: 'afternoon', purpose: 'help', contactName: two.name },
      ...{ note: '帮老人家绑定小程序', status: 'missed', ...went(goes, later, 16), result: '敲门没人应，电话没接' },
      rebookedAs: again.id,
    }),
    again,
    draft({
      ...{ houseId: three.house.id, day: dayAt(now, -1), half: 'morning', purpose: 'payment' },
      ...{ accountId: three.accountId, contactName: three.name, status: 'cancelled', openKey: null },
      ...{ endedAt: new Date(atWall(dayAt(now, -1), 8).getTime() - 12 * hourMs), result: '业主取消' },
    }),
  ];
};

/** One that is to come today, or in the morning where today is over; and one that nobody was named for. */
const openOf = ({ communityId, residents, goes, colleague }: World, now: Date): HomeVisitEntity[] => {
  const draft = drafter(communityId);
  const [first, second] = residents;
  if (!first || !second) return [];
  const hour = wall(now).hour;
  const day = hour < policy.afternoonTo - 1 ? dayAt(now, 0) : dayAt(now, 1);
  const half: VisitHalf = day === dayAt(now, 0) && hour >= policy.morningTo - 1 ? 'afternoon' : 'morning';
  const bookedAt = new Date(now.getTime() - 20 * hourMs);
  const byDesk = { bookedById: colleague.id, bookedByName: colleague.name };
  return [
    draft({
      ...{ houseId: first.house.id, day, half, purpose: 'payment', ...byDesk, contactName: first.name, bookedAt },
      ...{ phoneEncrypted: first.phoneEncrypted, note: '老人家腿脚不便，门铃坏了，请敲门', status: 'given' },
      ...{ staffId: goes.id, staffName: goes.name, givenAt: new Date(bookedAt.getTime() + hourMs / 2) },
    }),
    draft({
      ...{ houseId: second.house.id, day: dayAt(now, 2), half: 'afternoon', purpose: 'report', ...byDesk },
      ...{
        contactName: second.name,
        phoneEncrypted: second.phoneEncrypted,
        bookedAt: new Date(now.getTime() - hourMs),
      },
    }),
  ];
};

/** 上门服务 of the last weeks and the next days. */
export const makeHomeVisits = async (deps: Deps, world: World): Promise<void> => {
  const now = deps.clock.now();
  const signed = await signPast(deps, world);
  const open = openOf(world, now);
  await inTransaction(deps.db, async (tx) => {
    await insertRows(tx, HomeVisitEntity, [...pastOf(world, now), ...(signed ? [signed.visit] : []), ...open]);
    if (signed) await insertRows(tx, HomeVisitMadeEntity, [signed.made]);
    // What is open has its timers, as if it had been booked.
    for (const visit of open) await setLooks(tx, deps, visit, policy);
  });
};
