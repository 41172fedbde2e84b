import QRCode from 'qrcode';
import { callOf, makeCommunity, makeStaff } from '../../../test/factories/people.js';
import { type PlacedHouse, placeHouse } from '../../../test/factories/places.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import type { OwnerActor, StaffActor } from '../../platform/call.js';
import { createPublicArea } from './commands/createPublicArea.js';
import { communityGates } from './community.gates.js';
import { limitHouseSearch } from './community.limits.js';
import { listAreaViews, readPlaceView, searchHouseViews } from './community.queries.js';
import { readPlaceCodeFile, readPlaceQrFile } from './placeCodeImage.js';

let t: TestDeps;
let communityId: string;
let otherId: string;
let staff: StaffActor;
const houses: Record<string, PlacedHouse> = {};

beforeAll(async () => {
  t = await testDeps();
  communityId = await makeCommunity(t);
  otherId = await makeCommunity(t, '幸福里');
  staff = await (await makeStaff(t, communityId, ['customer-service', 'manager'])).actor();
  for (const [building, unit, number] of [
    ['1', '1', '101'],
    ['1', '2', '101'],
    ['1', '1', '1101'],
    ['11', '1', '101'],
    ['2', '1', '202'],
  ] as const) {
    const house = await placeHouse(t, communityId, {
      building,
      unit,
      number,
      people: [{ name: '林娜', phones: ['19901007919'] }],
    });
    houses[house.label] = house;
  }
  houses.foreign = await placeHouse(t, otherId, { building: '1', unit: '1', number: '101' });
  for (let number = 301; number <= 340; number++)
    await placeHouse(t, communityId, { building: '7', unit: '1', number: String(number) });
});
afterAll(() => t.close());

const owner = (...of: PlacedHouse[]): OwnerActor => ({
  kind: 'owner',
  id: '01J00000000000000000000000',
  name: '林女士',
  houses: of.map((house) => ({ houseId: house.id, communityId, role: 'owner' })),
});

const labels = async (q: string) =>
  (await searchHouseViews(t.deps, { communityId, q })).items.map((item) => item.label);

describe('house search', () => {
  it.each([
    ['1栋101', ['1栋1单元101', '1栋2单元101']],
    ['1-1-101', ['1栋1单元101']],
    ['1栋1单元101', ['1栋1单元101']],
    ['一号楼101', ['1栋1单元101', '1栋2单元101']],
    ['1#楼2单元101室', ['1栋2单元101']],
    ['101', ['1栋1单元101', '1栋2单元101', '11栋1单元101']],
    ['1101', ['1栋1单元1101']],
    ['20', ['2栋1单元202', '7栋1单元320']],
  ])('understands %s', async (q, found) => {
    expect(await labels(q)).toEqual(found);
  });

  it('finds nobody by name or number, and nothing of another community', async () => {
    expect(await labels('林娜')).toEqual([]);
    expect(await labels('7919')).toEqual([]);
    const found = await searchHouseViews(t.deps, { communityId, q: '1-1-101' });
    expect(found.items.map((item) => item.id)).not.toContain(houses.foreign?.id);
    expect(found.total).toBe(1);
  });

  it('shows thirty and says how many there are', async () => {
    const found = await searchHouseViews(t.deps, { communityId, q: '7栋' });
    expect(found.items).toHaveLength(30);
    expect(found.items[0]?.label).toBe('7栋1单元301');
    expect(found.total).toBe(40);
  });

  it('takes a sign of the pattern language as itself', async () => {
    expect(await labels('%')).toEqual([]);
    expect(await labels('1_1')).not.toContain('1栋1单元101');
  });

  it('refuses an unknown community and a copier of the register', async () => {
    await expect(
      searchHouseViews(t.deps, { communityId: '01J00000000000000000000000', q: '101' }),
    ).rejects.toMatchObject({ code: 'community.not_found' });
    for (let n = 0; n < 60; n++) await limitHouseSearch(t.deps, 'copier');
    await expect(limitHouseSearch(t.deps, 'copier')).rejects.toMatchObject({ code: 'rate.limited' });
    await expect(limitHouseSearch(t.deps, 'neighbour')).resolves.toBeUndefined();
  });
});

describe('scanned codes', () => {
  it('stand for an owner’s own house, and not for the neighbour’s', async () => {
    const [mine, next] = [houses['1栋1单元101'] as PlacedHouse, houses['1栋2单元101'] as PlacedHouse];
    expect(await readPlaceView(t.deps, owner(mine), mine.placeCode)).toEqual({
      kind: 'house',
      id: mine.id,
      communityId,
      label: '1栋1单元101',
    });
    for (const code of [next.placeCode, 'nobody-knows', (houses.foreign as PlacedHouse).placeCode])
      await expect(readPlaceView(t.deps, owner(mine), code)).rejects.toMatchObject({ code: 'place.code_unknown' });
  });

  it('stand for a public area to everybody who lives there, and to its staff', async () => {
    const mine = houses['1栋1单元101'] as PlacedHouse;
    await createPublicArea(t.deps, callOf(staff), { name: '1栋大堂', buildingId: mine.buildingId });
    const area = (await listAreaViews(t.deps.db.reader, communityId)).items[0];
    expect(area).toMatchObject({ name: '1栋大堂', buildingId: mine.buildingId });
    const code = area?.placeCode ?? '';
    expect(await readPlaceView(t.deps, owner(mine), code)).toMatchObject({ kind: 'area', label: '1栋大堂' });
    expect(await readPlaceView(t.deps, staff, code)).toMatchObject({ kind: 'area' });
    await expect(readPlaceView(t.deps, owner(), code)).rejects.toMatchObject({ code: 'place.code_unknown' });
    await expect(readPlaceView(t.deps, { ...staff, communityId: otherId }, code)).rejects.toMatchObject({
      code: 'place.code_unknown',
    });
  });

  it('become a picture, and say so when WeChat is away', async () => {
    const { placeCode } = houses['1栋1单元101'] as PlacedHouse;
    const image = await readPlaceCodeFile(t.deps, staff, placeCode);
    expect(image.contentType).toBe('image/jpeg');
    expect(image.bytes.subarray(0, 2).toString('hex')).toBe('ffd8');
    t.simulators.control.wechat.faults.add({ api: 'code', kind: 'bad_gateway', times: null });
    await expect(readPlaceCodeFile(t.deps, staff, placeCode)).rejects.toMatchObject({ code: 'upstream.unavailable' });
    t.simulators.control.wechat.faults.clear();
    await expect(readPlaceCodeFile(t.deps, staff, (houses.foreign as PlacedHouse).placeCode)).rejects.toMatchObject({
      code: 'place.code_unknown',
    });
  });
});

describe('the plain QR of a door', () => {
  it('says the place code and nothing else, and is refused for another community’s door', async () => {
    const { placeCode } = houses['1栋1单元101'] as PlacedHouse;
    const { bytes, contentType } = await readPlaceQrFile(t.deps, staff, placeCode);
    expect(contentType).toBe('image/svg+xml');
    expect(bytes.toString()).toBe(
      await QRCode.toString(placeCode, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 }),
    );
    await expect(readPlaceQrFile(t.deps, staff, (houses.foreign as PlacedHouse).placeCode)).rejects.toMatchObject({
      code: 'place.code_unknown',
    });
  });
});

describe('a new public area', () => {
  it('has a name of its own, also when two are made at once', async () => {
    const twice = await Promise.allSettled([1, 2].map(() => createPublicArea(t.deps, callOf(staff), { name: '北门' })));
    expect(twice.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(createPublicArea(t.deps, callOf(staff), { name: '北门' })).rejects.toMatchObject({
      code: 'request.invalid',
      refusal: { fields: { name: expect.any(String) } },
    });
  });

  it('stands in a building of this community only', async () => {
    const { buildingId } = houses.foreign as PlacedHouse;
    await expect(createPublicArea(t.deps, callOf(staff), { name: '大堂', buildingId })).rejects.toMatchObject({
      code: 'place.not_found',
    });
    expect(await communityGates.place?.(t.deps, staff, buildingId, 'community')).toBe(false);
    const own = (houses['1栋1单元101'] as PlacedHouse).buildingId;
    expect(await communityGates.place?.(t.deps, staff, own, 'community')).toBe(true);
  });
});
