import { readFileSync } from 'node:fs';
import { atWall, toDay } from 'shared-types/time';
import { importLedgerFile } from '../src/features/community/community.door.js';
import {
  BuildingEntity,
  CommunityEntity,
  HouseEntity,
  HousePersonEntity,
  PersonPhoneEntity,
  PublicAreaEntity,
} from '../src/features/community/community.entity.js';
import { StoredFileEntity } from '../src/features/file/file.entity.js';
import { createStaffAccount, hashPassword } from '../src/features/identity/identity.door.js';
import { BindingEntity, OwnerAccountEntity, ShiftEntity } from '../src/features/identity/identity.entity.js';
import {
  OrderStepEntity,
  RepairEntity,
  RepairEventEntity,
  WorkOrderEntity,
} from '../src/features/repair/repair.entity.js';
import { stepSubject } from '../src/features/repair/stepSubject.js';
import { newId, randomCode } from '../src/kernel/ids.js';
import { demoPassword } from '../src/locales/demoPage.js';
import type { Tx } from '../src/platform/database/access.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import type { Deps } from '../src/platform/deps.js';
import { decryptField } from '../src/platform/secrets/fieldCrypto.js';
import { type DemoOwner, type DemoWorker, type History, makeHistory, pictureKey, type World } from './history.js';
import { ledgerMends } from './ledgerMends.js';
import { demoStaff, shiftPlan } from './people.js';
import { drawPicture, pictureNames } from './pictures.js';
import { createRandom, type Random } from './random.js';

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
    for (const { areas, ...person } of demoStaff)
      ids.set(
        person.username,
        await createStaffAccount(tx, deps, {
          ...person,
          passwordHash,
          passwordKind: 'demo',
          communityId,
          areaIds: buildings.filter((building) => areas.includes(building.name)).map((building) => building.id),
        }),
      );
    await insertAll(tx, ShiftEntity, makeShifts(deps, communityId, ids));
  });
  return ids;
};

/** A week back and two weeks ahead. Somebody of the engineers and guards is always there. */
const makeShifts = (deps: Deps, communityId: string, ids: Map<string, string>): ShiftEntity[] => {
  const shifts: ShiftEntity[] = [];
  const today = toDay(deps.clock.now());
  for (const [index, person] of demoStaff.entries()) {
    const plan = shiftPlan[person.department];
    const staffId = ids.get(person.username);
    if (!plan || !staffId) continue;
    for (let day = -7; day < 14; day++) {
      const turn = (((day + index * 3) % (plan.on + plan.off)) + plan.on + plan.off) % (plan.on + plan.off);
      if (turn >= plan.on) continue;
      const night = person.department === 'security' && index % 2 === 0;
      const startsAt = new Date(atWall(today, night ? plan.from + 12 : plan.from).getTime() + day * dayMs);
      const endsAt = new Date(startsAt.getTime() + plan.hours * 3_600_000);
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
    const at = new Date(deps.clock.now().getTime() - (130 + random.below(60)) * dayMs);
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
    };
  });

const makeRequests = async (deps: Deps, world: World): Promise<void> => {
  const history = makeHistory(world, deps.clock.now(), 240);
  const sizes = await storePictures(deps);
  const today = toDay(deps.clock.now()).replaceAll('-', '');
  const usedToday = history.repairs.filter((repair) => repair.number.startsWith(today)).length;
  await inTransaction(deps.db, async (tx) => {
    await insertAll(tx, RepairEntity, history.repairs);
    await insertAll(tx, WorkOrderEntity, history.orders);
    await insertAll(tx, OrderStepEntity, history.steps);
    await insertAll(tx, RepairEventEntity, history.events);
    await insertAll(tx, StoredFileEntity, filesOf(world.communityId, history, sizes));
    await tx.query('INSERT INTO repair_number (community_id, day, last_number) VALUES (?, ?, ?)', [
      world.communityId,
      today,
      usedToday,
    ]);
  });
};

/** The demo community, once: the office's ledger through the import, then people and months of stories on top. */
export const seedDemo = async (deps: Deps): Promise<void> => {
  if (await deps.db.reader.existsBy(RepairEntity, {})) return;
  if (await deps.db.reader.existsBy(CommunityEntity, {}))
    throw new Error('演示数据上次没有做完，请用 npm start -- --fresh 重新开始');
  const random = createRandom(20261123);
  const communityId = await makeCommunity(deps);
  await importLedgerFile(
    deps,
    { communityId, fileName: '阳光花园房产台账.xlsx', bytes: readFileSync(ledger), staffName: '系统' },
    ledgerMends,
  );
  const staffIds = await makeStaff(deps, communityId);
  await makeAreas(deps, communityId);
  const { owners, residents } = await makeOwners(deps, communityId, random);
  const workers: DemoWorker[] = demoStaff
    .filter((person) => person.roles.some((role) => ['engineer', 'cleaner', 'guard'].includes(role)))
    .map((person) => ({ id: staffIds.get(person.username) ?? '', name: person.name, skills: person.skills }));
  const areas = await deps.db.reader.findBy(PublicAreaEntity, { communityId });
  const dispatcher = { id: staffIds.get('kefu') ?? '', name: '李晓梅' };
  await makeRequests(deps, {
    communityId,
    owners,
    residents: residents.slice(0, 3),
    workers,
    dispatcher,
    areas,
    random,
  });
};
