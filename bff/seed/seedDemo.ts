import { readFileSync } from 'node:fs';
import { atWall, toDay, wall } from 'shared-types/time';
import { importLedgerFile } from '../src/features/community/community.door.js';
import {
  BuildingEntity,
  CommunityEntity,
  HouseEntity,
  HousePersonEntity,
  PersonPhoneEntity,
  PublicAreaEntity,
} from '../src/features/community/community.entity.js';
import { choose, recordDecision, setInHand, syncWorker } from '../src/features/dispatch/dispatch.door.js';
import { countFinished, countWork } from '../src/features/dispatch/dispatch.worker.js';
import { StoredFileEntity, unread } from '../src/features/file/file.entity.js';
import { createStaffAccount, hashPassword } from '../src/features/identity/identity.door.js';
import { BindingEntity, OwnerAccountEntity, ShiftEntity } from '../src/features/identity/identity.entity.js';
import { defaultPolicy } from '../src/features/policy/policy.door.js';
import { SpotCheckEntity } from '../src/features/quality/quality.entity.js';
import { drawOf } from '../src/features/quality/sample.rules.js';
import { toOpenOrder } from '../src/features/repair/commands/openOrder.js';
import { CallbackTryEntity, PromiseEntity } from '../src/features/repair/loop.entity.js';
import { saveChange } from '../src/features/repair/loop.js';
import { isHeld, type Loop } from '../src/features/repair/loop.rules.js';
import { openOrdersByWorker } from '../src/features/repair/repair.door.js';
import {
  OrderStepEntity,
  RepairEntity,
  RepairEventEntity,
  WorkOrderEntity,
} from '../src/features/repair/repair.entity.js';
import { stepSubject } from '../src/features/repair/stepSubject.js';
import { writePastPapers } from '../src/features/whitepaper/whitepaper.door.js';
import { newId, randomCode } from '../src/kernel/ids.js';
import { demoPassword } from '../src/locales/demoPage.js';
import { repairWords } from '../src/locales/repair.js';
import type { Tx } from '../src/platform/database/access.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import type { Deps } from '../src/platform/deps.js';
import { decryptField } from '../src/platform/secrets/fieldCrypto.js';
import { makeAlarms } from './alarms.js';
import { makeAnnouncements } from './announcements.js';
import { makeComplaints } from './complaints.js';
import { makeDevices } from './devices.js';
import { makeFollowUps } from './followUps.js';
import { type DemoOwner, type DemoWorker, type History, makeHistory, pictureKey, type World } from './history.js';
import { makeHomeVisits } from './homeVisits.js';
import { makeInquiries } from './inquiries.js';
import { makeKiosk } from './kiosk.js';
import { ledgerMends } from './ledgerMends.js';
import { makeMeterDays } from './meters.js';
import { turnOnAutoDebit } from './money/autodebit.js';
import { makeMoney } from './money/makeMoney.js';
import { demoStaff, shiftPlan } from './people.js';
import { drawPicture, pictureNames } from './pictures.js';
import { createRandom, type Random } from './random.js';
import { makeVisitors } from './visitors.js';

const ledger = new URL('./阳光花园房产台账.xlsx', import.meta.url);
const dayMs = 86_400_000;

/** Telephone numbers of the residents whom the simulator plays (simulators/wechat/residents.json). */
const residentPhones = (
  JSON.parse(readFileSync(new URL('../simulators/wechat/residents.json', import.meta.url), 'utf8')) as {
    phone: string;
  }[]
).map(({ phone }) => phone);

const insertAll = async <T extends object>(tx: Tx, entity: Parameters<Tx['insert']>[0], rows: T[]): Promise<void> => {
  for (let i = 0; i < rows.length; i += 100) await tx.insert(entity, rows.slice(i, i + 100));
};

/** Where the buildings stand, metres from the south gate. */
const measureBuildings = (deps: Deps, communityId: string): Promise<void> =>
  inTransaction(deps.db, async (tx) => {
    const buildings = await tx.find(BuildingEntity, { where: { communityId }, order: { position: 'ASC' } });
    for (const [index, building] of buildings.entries())
      await tx.update(
        BuildingEntity,
        { communityId, id: building.id },
        { mapX: 40 + (index % 3) * 85, mapY: 30 + Math.floor(index / 3) * 70 },
      );
  });

const makeCommunity = async (deps: Deps): Promise<string> => {
  const at = deps.clock.now();
  const id = newId(at);
  await inTransaction(deps.db, async (tx) => {
    await tx.insert(CommunityEntity, { id, name: '阳光花园', servicePhone: '8866 1234', createdAt: at });
  });
  return id;
};

const makeStaff = async (deps: Deps, communityId: string): Promise<Map<string, string>> => {
  const buildings = await deps.db.reader.findBy(BuildingEntity, { communityId });
  const passwordHash = await hashPassword(demoPassword);
  const ids = new Map<string, string>();
  await inTransaction(deps.db, async (tx) => {
    for (const { areas, papers, ...person } of demoStaff)
      ids.set(
        person.username,
        await createStaffAccount(tx, deps, {
          ...person,
          passwordHash,
          passwordKind: 'demo',
          communityId,
          areaIds: buildings.filter((building) => areas.includes(building.name)).map((building) => building.id),
          certificates: papers.map((paper, index) => ({
            kind: paper.kind,
            number: `T4401${person.username.length}${String(index + 17).padStart(5, '0')}`,
            validUntil: toDay(new Date(deps.clock.now().getTime() + paper.months * 30 * dayMs)),
          })),
        }),
      );
    await insertAll(tx, ShiftEntity, makeShifts(deps, communityId, ids));
  });
  return ids;
};

/** A week back and two weeks ahead; somebody is there day and night. */
const makeShifts = (deps: Deps, communityId: string, ids: Map<string, string>): ShiftEntity[] => {
  const shifts: ShiftEntity[] = [];
  const today = toDay(deps.clock.now());
  for (const [index, person] of demoStaff.entries()) {
    const plan = shiftPlan[person.department];
    const staffId = ids.get(person.username);
    if (!plan || !staffId) continue;
    for (let day = -7; day < 14; day++) {
      const turn = (((day + index * 3) % (plan.on + plan.off)) + plan.on + plan.off) % (plan.on + plan.off);
      if (turn >= plan.on && person.username !== 'zhou') continue;
      // The worker whose phone the demo shows is there whenever it is looked at.
      const onCall = person.username === 'zhou';
      const hour = wall(deps.clock.now()).hour;
      const isNight = plan.night !== null && (hour < plan.from || hour >= plan.night.from);
      const night = plan.night && (onCall ? isNight : index % plan.night.every === 0) ? plan.night : null;
      const { from, hours } = night ?? plan;
      const startsAt = new Date(atWall(today, from).getTime() + day * dayMs);
      const endsAt = new Date(startsAt.getTime() + hours * 3_600_000);
      shifts.push({ communityId, id: newId(startsAt), staffId, startsAt, endsAt });
    }
  }
  return shifts;
};

const areaNames = (buildings: BuildingEntity[]): { name: string; buildingId: string | null }[] => [
  ...buildings
    .filter((building) => building.name.endsWith('栋'))
    .flatMap((building) =>
      ['1单元门厅', '2单元门厅', '1单元电梯', '2单元电梯', '楼道'].map((part) => ({
        name: `${building.name}${part}`,
        buildingId: building.id,
      })),
    ),
  ...['南门岗亭', '北门道闸', '中心花园', '儿童游乐场', '地下车库A区', '地下车库B区', '垃圾分类点', '快递柜'].map(
    (name) => ({
      name,
      buildingId: null,
    }),
  ),
];

const makeAreas = async (deps: Deps, communityId: string): Promise<void> => {
  const buildings = await deps.db.reader.findBy(BuildingEntity, { communityId });
  const at = deps.clock.now();
  await inTransaction(deps.db, (tx) =>
    insertAll(
      tx,
      PublicAreaEntity,
      areaNames(buildings).map((area) => ({
        communityId,
        id: newId(at),
        ...area,
        placeCode: randomCode(10),
        createdAt: at,
      })),
    ),
  );
};

/** Two houses in three have been bound for months, by the telephone number in the ledger. */
const makeOwners = async (
  deps: Deps,
  communityId: string,
  random: Random,
): Promise<{ owners: DemoOwner[]; residents: DemoOwner[] }> => {
  const reader = deps.db.reader;
  const [houses, people, phones] = await Promise.all([
    reader.findBy(HouseEntity, { communityId }),
    reader.findBy(HousePersonEntity, { communityId, position: 0, role: 'owner' }),
    reader.findBy(PersonPhoneEntity, { communityId, position: 0 }),
  ]);
  const played = new Set(residentPhones);
  const owners: DemoOwner[] = [];
  const residents: DemoOwner[] = [];
  const accounts: OwnerAccountEntity[] = [];
  const bindings: BindingEntity[] = [];
  const seen = new Set<string>();
  for (const person of people) {
    const house = houses.find((one) => one.id === person.houseId);
    const phone = phones.find((one) => one.personId === person.id);
    if (!house || !phone || house.occupancy === 'vacant' || seen.has(phone.numberIndex)) continue;
    // The simulated residents sign in for themselves and are matched then.
    if (played.has(decryptField(deps.keys, phone.numberEncrypted, 'phone'))) {
      residents.push({ accountId: null, name: person.name, phoneEncrypted: phone.numberEncrypted, house });
      continue;
    }
    if (!random.chance(0.68)) continue;
    seen.add(phone.numberIndex);
    const at = new Date(deps.clock.now().getTime() - (440 + random.below(60)) * dayMs);
    const accountId = newId(at);
    accounts.push({
      id: accountId,
      openid: `demo-${accountId}`,
      unionid: null,
      name: person.name,
      phoneEncrypted: phone.numberEncrypted,
      phoneIndex: phone.numberIndex,
      createdAt: at,
      lastSignedInAt: at,
    });
    bindings.push(boundByPhone(communityId, house.id, accountId, person.name, at));
    owners.push({ accountId, name: person.name, phoneEncrypted: phone.numberEncrypted, house });
  }
  await inTransaction(deps.db, async (tx) => {
    await insertAll(tx, OwnerAccountEntity, accounts);
    await insertAll(tx, BindingEntity, bindings);
  });
  return { owners, residents };
};

const boundByPhone = (
  communityId: string,
  houseId: string,
  accountId: string,
  name: string,
  at: Date,
): BindingEntity => ({
  communityId,
  id: newId(at),
  houseId,
  accountId,
  role: 'owner',
  status: 'active',
  basis: 'phone',
  applicantName: name,
  note: null,
  appliedAt: at,
  decidedAt: at,
  decidedBy: null,
  decidedByName: null,
  decidedByKind: 'ledger',
  reason: null,
  openKey: `${accountId}|${houseId}`,
});

const storePictures = async (deps: Deps): Promise<Map<string, number>> => {
  const sizes = new Map<string, number>();
  for (const name of pictureNames) {
    const { full, thumb } = await drawPicture(name);
    await deps.storage.put(pictureKey(name), full, 'image/jpeg');
    await deps.storage.put(pictureKey(`${name}-small`), thumb, 'image/jpeg');
    sizes.set(name, full.length);
  }
  return sizes;
};

const filesOf = (communityId: string, history: History, sizes: Map<string, number>): StoredFileEntity[] =>
  history.photos.map((photo) => {
    const [orderId = '', stepId] = photo.subjectId.split('/');
    return {
      id: newId(photo.at),
      uploaderKind: photo.uploaderKind,
      uploaderId: photo.uploaderId,
      kind: 'image',
      storageKey: pictureKey(photo.picture),
      thumbKey: pictureKey(`${photo.picture}-small`),
      mime: 'image/jpeg',
      bytes: sizes.get(photo.picture) ?? 0,
      width: 800,
      height: 600,
      durationMs: null,
      createdAt: photo.at,
      communityId,
      subjectKind: photo.subjectKind,
      subjectId: stepId ? stepSubject(orderId, stepId) : orderId,
      position: 0,
      ...unread,
    };
  });

const makeRequests = async (deps: Deps, world: World): Promise<void> => {
  const now = deps.clock.now();
  const history = makeHistory(world, now, 240);
  const sizes = await storePictures(deps);
  const today = toDay(now).replaceAll('-', '');
  const repairs = history.loops.map((loop) => loop.repair);
  const orders = history.loops.flatMap((loop) => loop.orders);
  const isPast = (loop: Loop): boolean => loop.repair.status === 'closed' || loop.repair.status === 'cancelled';
  const usedToday = repairs.filter((repair) => repair.number.startsWith(today)).length;
  const inForce = { version: 0, policy: defaultPolicy };
  await inTransaction(deps.db, async (tx) => {
    await insertAll(tx, RepairEntity, repairs);
    await insertAll(tx, WorkOrderEntity, orders);
    await insertAll(tx, OrderStepEntity, history.steps);
    await insertAll(tx, RepairEventEntity, history.events);
    await insertAll(tx, CallbackTryEntity, history.callbacks);
    await insertAll(tx, StoredFileEntity, filesOf(world.communityId, history, sizes));
    await insertAll(
      tx,
      PromiseEntity,
      history.loops.filter(isPast).flatMap((loop) => loop.promises),
    );
    // What is open has its timers, as if it had been reported.
    for (const loop of history.loops.filter((one) => !isPast(one)))
      await saveChange(deps, tx, null, loop, { inForce, made: defaultPolicy, now });
    await insertAll(tx, SpotCheckEntity, spotChecksOf(history.loops, now, world));
    await tx.query('INSERT INTO repair_number (community_id, day, last_number) VALUES (?, ?, ?)', [
      world.communityId,
      today,
      usedToday,
    ]);
  });
  await teachDispatch(deps, world, history.loops);
};

/** The lots that the sample drew of the last two weeks; older ones have been looked at, nearly all of them good. */
const spotChecksOf = (loops: readonly Loop[], now: Date, world: World): SpotCheckEntity[] =>
  loops.flatMap(({ repair, orders }) =>
    orders.flatMap((order) => {
      const { finishedAt, workerId, workerName } = order;
      if (!finishedAt || !workerId) return [];
      const draw = drawOf(order.communityId, order.id);
      if (draw >= defaultPolicy.spotCheck.shareBp) return [];
      const age = now.getTime() - finishedAt.getTime();
      const judged = age > 4 * dayMs;
      const failed = judged && world.random.chance(0.08);
      return [
        {
          communityId: order.communityId,
          id: newId(finishedAt),
          orderId: order.id,
          repairId: repair.id,
          department: order.department as SpotCheckEntity['department'],
          workerId,
          workerName: workerName ?? '',
          finishedAt,
          draw,
          shareBp: defaultPolicy.spotCheck.shareBp,
          dueAt: new Date(finishedAt.getTime() + defaultPolicy.spotCheck.withinDays * dayMs),
          verdict: judged ? (failed ? ('failed' as const) : ('passed' as const)) : null,
          note: failed ? '修后照片看不清，请补拍。' : null,
          judgedBy: judged ? world.supervisor.id : null,
          judgedByName: judged ? world.supervisor.name : null,
          judgedAt: judged ? new Date(finishedAt.getTime() + 2 * dayMs) : null,
        },
      ];
    }),
  );

/** Dispatch knows who is there, what they have in hand, how good their work was and which places they know. */
const teachDispatch = async (deps: Deps, world: World, loops: readonly Loop[]): Promise<void> => {
  const { communityId } = world;
  for (const worker of world.workers) await syncWorker(deps, communityId, worker.id);
  const inHand = new Map<string, number>();
  await inTransaction(deps.db, async (tx) => {
    for (const { repair, orders } of loops)
      for (const order of orders) {
        const { workerId } = order;
        if (!workerId) continue;
        if (isHeld(order)) inHand.set(workerId, (inHand.get(workerId) ?? 0) + 1);
        if (!order.finishedAt) continue;
        const buildingId = world.owners.find(({ house }) => house.id === repair.houseId)?.house.buildingId ?? null;
        await countFinished(tx, { communityId, workerId, houseId: repair.houseId, buildingId, at: order.finishedAt });
        if (order.main && repair.stars !== null)
          await countWork(tx, communityId, workerId, { starsCount: 1, starsSum: repair.stars });
      }
    await setInHand(tx, communityId, inHand);
  });
  await explainChoices(deps, world, loops);
};

/** Why the open orders are with whom they are: as the system weighs it, or at the desk's word. */
const explainChoices = async (deps: Deps, world: World, loops: readonly Loop[]): Promise<void> => {
  const { reader } = deps.db;
  const { communityId, dispatcher } = world;
  for (const { repair, orders } of loops)
    for (const order of orders) {
      if (!isHeld(order) || !order.workerId || !order.assignedAt) continue;
      const asked = await toOpenOrder(reader, repair, order);
      const [weighed] = await choose(reader, [asked], defaultPolicy.dispatch, deps.clock.now());
      if (!weighed) continue;
      const first = weighed.candidates[0]?.id === order.workerId;
      const reason = first ? null : '业主点名，他上次修过';
      const worker = { id: order.workerId, name: order.workerName ?? '' };
      const at = order.assignedAt;
      await inTransaction(deps.db, async (tx) => {
        const decisionId = await recordDecision(tx, {
          communityId,
          repairId: repair.id,
          orderId: order.id,
          mode: first ? 'automatic' : 'manual',
          worker,
          by: first ? null : dispatcher,
          reason,
          candidates: weighed.candidates,
          excluded: weighed.excluded,
          words: first ? weighed.words : repairWords.byHand(dispatcher.name, reason),
          at,
        });
        await tx.update(WorkOrderEntity, { communityId, id: order.id }, { decisionId });
      });
    }
};

/** Nobody relies on a demo that is half made: SQLite need not wait for the disk before it stands. */
const hurried = async ({ db }: Deps, make: () => Promise<void>): Promise<void> => {
  if (db.engine !== 'sqlite') return make();
  await db.source.query('PRAGMA synchronous = OFF');
  await make();
  await db.source.query('PRAGMA synchronous = FULL');
  // What is written with the disk in step from here on brings all before it to the disk too.
  await db.source.query('PRAGMA wal_checkpoint(TRUNCATE)');
};

/** The demo community, once: the office's ledger through the import, then people and months of stories on top. */
export const seedDemo = async (deps: Deps): Promise<void> => {
  if (await deps.db.reader.existsBy(RepairEntity, {})) return;
  if (await deps.db.reader.existsBy(CommunityEntity, {}))
    throw new Error('演示数据上次没有做完，请用 npm start -- --fresh 重新开始');
  await hurried(deps, () => makeAll(deps));
};

const makeAll = async (deps: Deps): Promise<void> => {
  const random = createRandom(20261123);
  const communityId = await makeCommunity(deps);
  await importLedgerFile(
    deps,
    { communityId, fileName: '阳光花园房产台账.xlsx', bytes: readFileSync(ledger), staffName: '系统' },
    ledgerMends,
  );
  await measureBuildings(deps, communityId);
  const staffIds = await makeStaff(deps, communityId);
  await makeAreas(deps, communityId);
  const { owners, residents } = await makeOwners(deps, communityId, random);
  const now = deps.clock.now();
  const shifts = await deps.db.reader.findBy(ShiftEntity, { communityId });
  const onShift = new Set(shifts.filter((one) => one.startsAt <= now && one.endsAt > now).map((one) => one.staffId));
  const workers: DemoWorker[] = demoStaff
    .filter((person) => person.roles.some((role) => ['engineer', 'cleaner', 'guard'].includes(role)))
    .map((person) => {
      const id = staffIds.get(person.username) ?? '';
      return { id, name: person.name, skills: person.skills, onShift: onShift.has(id) };
    });
  const areas = await deps.db.reader.findBy(PublicAreaEntity, { communityId });
  const dispatcher = { id: staffIds.get('kefu') ?? '', name: '李晓梅' };
  const supervisor = { id: staffIds.get('zhuguan') ?? '', name: '陈志远' };
  const person = (username: string): { id: string; name: string } => ({
    id: staffIds.get(username) ?? '',
    name: demoStaff.find((one) => one.username === username)?.name ?? '',
  });
  const houses = await deps.db.reader.findBy(HouseEntity, { communityId });
  await makeDevices(deps, { communityId, houses, areas, by: person('zhou') });
  await makeMeterDays(deps, communityId, new Set(residents.map(({ house }) => house.id)));
  await makeVisitors(deps, { communityId, owners, random: createRandom(20261124) });
  await makeAnnouncements(deps, { communityId, owners, by: person('kefu'), random: createRandom(20261125) });
  await makeInquiries(deps, { communityId, owners, by: person('kefu') });
  await makeKiosk(deps, communityId, person('kefu').id);
  await makeAlarms(deps, { communityId, guard: person('ding') });
  await makeMoney(deps, {
    communityId,
    staff: { finance: person('caiwu'), manager: person('jingli'), desk: person('shoufei') },
    waitingHouses: new Set(residents.map(({ house }) => house.id)),
  });
  await makeHomeVisits(deps, { communityId, owners, residents, goes: person('kefu'), colleague: person('kefu2') });
  await turnOnAutoDebit(deps, communityId, person('jingli'));
  await makeRequests(deps, {
    communityId,
    owners,
    residents: residents.slice(0, 3),
    workers,
    dispatcher,
    supervisor,
    areas,
    random,
  });
  await makeComplaints(deps, {
    ...{ communityId, workers, areas, desk: person('kefu'), manager: person('jingli') },
    owners: owners.filter(({ accountId }) => accountId !== null),
  });
  // Complaints gave work to people too.
  const loads = await openOrdersByWorker(deps.db.reader, communityId);
  await inTransaction(deps.db, (tx) => setInHand(tx, communityId, loads));
  await makeFollowUps(deps, { communityId, desk: dispatcher, supervisor, manager: person('jingli') });
  await writePastPapers(deps, communityId);
};
