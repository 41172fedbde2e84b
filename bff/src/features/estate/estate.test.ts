import { callOf, makeCommunity, makeOwner, makeStaff } from '../../../test/factories/people.js';
import { type PlacedHouse, placeHouse, placeParking } from '../../../test/factories/places.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import type { StaffActor } from '../../platform/call.js';
import { applyForBinding } from '../identity/commands/applyForBinding.js';
import { approveBinding } from '../identity/commands/approveBinding.js';
import { transferHouse } from '../identity/identity.door.js';
import { createCommunity } from './commands/createCommunity.js';
import { unmaskPerson } from './commands/unmaskPerson.js';
import { estateGates } from './estate.gates.js';
import { limitUnmasking } from './estate.limits.js';
import {
  listHouseViews,
  listParkingViews,
  readBuildingCells,
  readBuildingList,
  readHouseView,
} from './estate.queries.js';

let t: TestDeps;
let communityId: string;
let staff: StaffActor;
let bound: PlacedHouse;
let waiting: PlacedHouse;
let foreign: PlacedHouse;

const bind = async (house: PlacedHouse, phone: string, approve: boolean): Promise<void> => {
  const owner = await makeOwner(t, phone);
  const { id } = await applyForBinding(t.deps, callOf(await owner.actor()), {
    communityId,
    houseId: house.id,
    role: 'owner',
    name: '欧阳建国',
  });
  if (approve) await approveBinding(t.deps, callOf(staff), { id });
};

beforeAll(async () => {
  t = await testDeps();
  communityId = await makeCommunity(t);
  const otherId = await makeCommunity(t, '幸福里');
  staff = await (await makeStaff(t, communityId, ['customer-service'])).actor();
  bound = await placeHouse(t, communityId, {
    building: '3',
    unit: '2',
    number: '1102',
    people: [
      { name: '欧阳建国', phones: ['19901007919', '19901008020'], idLastFour: '123X' },
      { name: '林娜', role: 'tenant', phones: ['19901009131'] },
    ],
  });
  waiting = await placeHouse(t, communityId, { building: '3', unit: '2', number: '201', people: [{ name: '周强' }] });
  await placeHouse(t, communityId, { building: '3', unit: '1', number: '7919', occupancy: 'vacant' });
  await placeHouse(t, communityId, { building: '商铺', number: 'S1', kind: 'shop', occupancy: 'let' });
  foreign = await placeHouse(t, otherId, {
    building: '3',
    unit: '2',
    number: '1102',
    people: [{ name: '王五', phones: ['19901007919'] }],
  });
  await placeParking(t, communityId, { number: 'A-9', houseId: bound.id, plate: '川A12345' });
  await placeParking(t, communityId, { number: 'A-10' });
  await bind(bound, '19901009999', true);
  await bind(waiting, '19901008888', false);
});
afterAll(() => t.close());

const page = { limit: 30 };
const list = async (query: Partial<Parameters<typeof listHouseViews>[2]>) =>
  listHouseViews(t.deps, staff, { ...page, ...query });
const labels = async (query: Parameters<typeof list>[0]) => (await list(query)).items.map((item) => item.label);

describe('the list of houses', () => {
  it('stands in the order of the doors and masks whom the ledger names', async () => {
    const { items, total } = await list({});
    expect(items.map((item) => item.label)).toEqual(['3栋1单元7919', '3栋2单元201', '3栋2单元1102', '商铺S1']);
    expect(total).toBe(4);
    expect(items[2]).toMatchObject({
      ledgerNames: ['欧阳**', '林*'],
      bound: true,
      pendingBindings: 0,
      openRequests: 0,
    });
    expect(items[1]).toMatchObject({ bound: false, pendingBindings: 1 });
  });

  it.each([
    ['3-2-1102', ['3栋2单元1102']],
    ['3栋1102', ['3栋2单元1102']],
    ['1102', ['3栋2单元1102']],
    ['林', ['3栋2单元1102']],
    ['9131', ['3栋2单元1102']],
    ['19901008020', ['3栋2单元1102']],
    // A number on a door and the end of a telephone number at once
    ['7919', ['3栋1单元7919', '3栋2单元1102']],
    ['没有这人', []],
  ])('is searched by %s', async (q, found) => {
    expect(await labels({ q })).toEqual(found);
  });

  it('is filtered by building, occupancy and binding', async () => {
    expect(await labels({ buildingId: bound.buildingId, occupancy: 'vacant' })).toEqual(['3栋1单元7919']);
    expect(await labels({ binding: 'bound' })).toEqual(['3栋2单元1102']);
    expect(await labels({ binding: 'pending' })).toEqual(['3栋2单元201']);
    expect(await labels({ binding: 'unbound' })).toEqual(['3栋1单元7919', '3栋2单元201', '商铺S1']);
  });

  it('is paged without gaps or doubles, and refuses a forged cursor', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const part = await list({ limit: 1, cursor });
      expect(part.total).toBe(4);
      seen.push(...part.items.map((item) => item.label));
      cursor = part.nextCursor ?? undefined;
    } while (cursor && seen.length < 10);
    expect(seen).toEqual(await labels({}));
    const forged = Buffer.from(JSON.stringify(['x', '1', '1', '1', '1'])).toString('base64url');
    await expect(list({ cursor: forged })).rejects.toMatchObject({ code: 'request.invalid' });
  });
});

describe('buildings', () => {
  it('are counted with what stands there and who is bound', async () => {
    const { items, totals } = await readBuildingList(t.deps, staff);
    expect(items.map(({ name, houseCount, units }) => [name, houseCount, units.map((unit) => unit.name)])).toEqual([
      ['3栋', 3, ['1单元', '2单元']],
      ['商铺', 1, []],
    ]);
    expect(totals).toEqual({ houses: 3, shops: 1, parkingSpaces: 2, bound: 1, pending: 1 });
  });

  it('show every door of one building, and none of another community', async () => {
    const { building, cells } = await readBuildingCells(t.deps, staff, bound.buildingId);
    expect(building.houseCount).toBe(3);
    expect(cells.map(({ number, occupancy, bound: isBound }) => [number, occupancy, isBound])).toEqual([
      ['7919', 'vacant', false],
      ['201', 'self', false],
      ['1102', 'self', true],
    ]);
    expect(cells[2]?.placeCode).toBe(bound.placeCode);
    await expect(readBuildingCells(t.deps, staff, foreign.buildingId)).rejects.toMatchObject({
      code: 'place.not_found',
    });
  });
});

describe('one house', () => {
  it('shows its people with masked numbers, its bindings and spaces', async () => {
    const view = await readHouseView(t.deps, staff, bound.id);
    expect(view).toMatchObject({ label: '3栋2单元1102', buildingName: '3栋', unitName: '2单元' });
    expect(
      view.people.map(({ name, phonesMasked, role, idLastFour }) => ({ name, phonesMasked, role, idLastFour })),
    ).toEqual([
      { name: '欧阳建国', phonesMasked: ['199****7919', '199****8020'], role: 'owner', idLastFour: '123X' },
      { name: '林娜', phonesMasked: ['199****9131'], role: 'tenant', idLastFour: null },
    ]);
    expect(view.bindings).toMatchObject([{ role: 'owner', status: 'active' }]);
    expect(view.parkingSpaces).toMatchObject([{ number: 'A-9', plate: '川A12345' }]);
    expect(view.actions).toEqual(['transfer', 'unmask', 'report']);
    expect(JSON.stringify(view)).not.toMatch(/1990100\d{4}/);
  });

  it('of another community is not there', async () => {
    await expect(readHouseView(t.deps, staff, foreign.id)).rejects.toMatchObject({ code: 'house.not_found' });
  });

  it('offers finance nothing to do', async () => {
    const finance = await (await makeStaff(t, communityId, ['finance'])).actor();
    expect(await readHouseView(t.deps, finance, bound.id)).toMatchObject({ actions: [], requests: [] });
  });
});

describe('unmasking', () => {
  const personOf = async (house: PlacedHouse): Promise<string> =>
    (await readHouseView(t.deps, staff, house.id)).people[0]?.id ?? '';

  it('shows the whole numbers and puts the reason on record, without them', async () => {
    const id = await personOf(bound);
    expect(await unmaskPerson(t.deps, callOf(staff), { id, reason: '漏水要联系' })).toEqual({
      name: '欧阳建国',
      phones: ['19901007919', '19901008020'],
    });
    const [line] = await t.deps.db.reader.findBy(AuditEntity, { communityId, action: 'person.unmasked' });
    expect(line).toMatchObject({
      actorId: staff.id,
      subjectId: id,
      subject: '3栋2单元1102 欧阳**',
      reason: '漏水要联系',
    });
    expect(JSON.stringify(line)).not.toMatch(/1990100\d{4}/);
  });

  it('reaches only people of the own community, and not without end', async () => {
    const otherStaff = { ...staff, communityId: '01J00000000000000000000000' };
    const id = await personOf(bound);
    expect(await estateGates.person?.(t.deps, staff, id, 'community')).toBe(true);
    expect(await estateGates.person?.(t.deps, otherStaff, id, 'community')).toBe(false);
    await expect(unmaskPerson(t.deps, callOf(otherStaff), { id, reason: '看看' })).rejects.toMatchObject({
      code: 'person.not_found',
    });
    for (let n = 0; n < 60; n++) await limitUnmasking(t.deps, 'curious');
    await expect(limitUnmasking(t.deps, 'curious')).rejects.toMatchObject({ code: 'rate.limited' });
  });
});

describe('parking spaces', () => {
  it('are listed by number and found by number, plate and house', async () => {
    const find = async (q?: string) =>
      (await listParkingViews(t.deps, staff, { ...page, q })).items.map((item) => item.number);
    expect(await find()).toEqual(['A-9', 'A-10']);
    expect(await find('a-1')).toEqual(['A-10']);
    expect(await find('12345')).toEqual(['A-9']);
    expect(await find('3-2-1102')).toEqual(['A-9']);
    const first = await listParkingViews(t.deps, staff, { limit: 1 });
    const second = await listParkingViews(t.deps, staff, { limit: 1, cursor: first.nextCursor ?? '' });
    expect([first.items[0]?.number, second.items[0]?.number, second.nextCursor]).toEqual(['A-9', 'A-10', null]);
    expect(first.items[0]?.houseLabel).toBe('3栋2单元1102');
  });
});

describe('a resale', () => {
  it('replaces the ledger’s people, ends bindings and their numbers, and refuses a bad number', async () => {
    const owners = [{ name: '周敏', phone: '199 0100 6601' }];
    await expect(
      transferHouse(t.deps, callOf(staff), { id: bound.id, owners: [{ name: '周敏', phone: '12' }], reason: '买卖' }),
    ).rejects.toMatchObject({ code: 'request.invalid', refusal: { fields: { 'owners.0.phone': expect.any(String) } } });
    await transferHouse(t.deps, callOf(staff), { id: bound.id, owners, reason: '买卖' });
    const view = await readHouseView(t.deps, staff, bound.id);
    expect(view.people).toMatchObject([{ name: '周敏', phonesMasked: ['199****6601'] }]);
    expect(view.bindings).toEqual([]);
    expect(await labels({ q: '9131' })).toEqual([]);
    expect(await labels({ q: '6601' })).toEqual(['3栋2单元1102']);
    expect(await labels({ binding: 'bound' })).toEqual([]);
  });
});

describe('a new community', () => {
  it('is administered by whoever made it, and stands on record in both', async () => {
    const maker = await (await makeStaff(t, communityId, ['administrator'])).actor();
    const made = await createCommunity(t.deps, callOf(maker), { name: '锦绣家园', servicePhone: '' });
    expect(made.name).toBe('锦绣家园');
    const lines = await t.deps.db.reader.findBy(AuditEntity, { action: 'community.created', subjectId: made.id });
    expect(lines.map((line) => line.communityId).sort()).toEqual([communityId, made.id].sort());
    expect(await readBuildingList(t.deps, { ...maker, communityId: made.id })).toMatchObject({ items: [] });
  });
});
