import { callOf, makeCommunity, makeOwner, makeStaff } from '../../../test/factories/people.js';
import { placeHouse } from '../../../test/factories/places.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import type { OwnerActor } from '../../platform/call.js';
import { applyForBinding } from '../identity/commands/applyForBinding.js';
import { giveWechatPhone } from '../identity/commands/giveWechatPhone.js';
import { rejectBinding } from '../identity/commands/rejectBinding.js';
import { countUnreadOf } from '../notification/notification.door.js';
import { reportAsOwner } from '../repair/commands/reportAsOwner.js';
import { RepairEntity } from '../repair/repair.entity.js';
import { readHome as readHomeWith } from './home.queries.js';

let t: TestDeps;
let communityId: string;
beforeAll(async () => {
  t = await testDeps();
  communityId = await makeCommunity(t);
});
afterAll(() => t.close());

const readHome = (deps: TestDeps['deps'], actor: OwnerActor) => readHomeWith(deps, actor, countUnreadOf);

const report = async (actor: OwnerActor, houseId: string, text: string, emergency?: string): Promise<string> => {
  t.deps.clock.advance(60_000);
  const body = { houseId, problemTypeId: 'plumbing', text, emergency, fileIds: [] };
  return (await reportAsOwner(t.deps, callOf(actor), body)).id;
};

describe('the first screen of an owner', () => {
  it('says to whoever is new that the number is missing, and nothing else', async () => {
    const owner = await makeOwner(t, '19901000001');
    expect(await readHome(t.deps, await owner.actor())).toEqual({
      displayName: null,
      phoneGiven: false,
      houses: [],
      servicePhone: null,
      repairs: [],
      toConfirm: [],
      applications: [],
      unread: 0,
    });
  });

  it('puts emergencies first, then what is due next, and finished ones apart', async () => {
    const phone = '19901000002';
    const house = await placeHouse(t, communityId, {
      building: '3',
      unit: '2',
      number: '1102',
      people: [{ name: '林娜', phones: [phone] }],
    });
    const owner = await makeOwner(t, phone);
    await giveWechatPhone(t.deps, callOf(await owner.actor()), { code: owner.phoneCode() });
    const actor = await owner.actor();
    const ids: string[] = [];
    for (let n = 1; n <= 6; n++) ids.push(await report(actor, house.id, `水龙头滴水 ${n}`));
    const urgent = await report(actor, house.id, '水管爆了', '爆管');
    await t.deps.db.source.manager.update(RepairEntity, { communityId, id: ids[0] ?? '' }, { status: 'done' });

    const home = await readHome(t.deps, actor);
    expect(home.phoneGiven).toBe(true);
    expect(home.houses).toMatchObject([{ houseId: house.id, communityName: '阳光花园', label: '3栋2单元1102' }]);
    expect(home.repairs.map((repair) => repair.id)).toEqual([urgent, ids[1], ids[2], ids[3], ids[4]]);
    expect(home.toConfirm.map((repair) => repair.id)).toEqual([ids[0]]);
    expect(Buffer.byteLength(JSON.stringify(home))).toBeLessThan(16 * 1024);
  });

  it('keeps a refused application in sight for a while', async () => {
    const owner = await makeOwner(t, '19901000003');
    const staff = await (await makeStaff(t, communityId, ['customer-service'])).actor();
    const apply = async (number: string) => {
      const house = await placeHouse(t, communityId, { building: '5', unit: '1', number });
      t.deps.clock.advance(1000);
      const wish = { communityId, houseId: house.id, role: 'tenant' as const, name: '周强' };
      return applyForBinding(t.deps, callOf(await owner.actor()), wish);
    };
    const refused = await apply('101');
    await rejectBinding(t.deps, callOf(staff), { id: refused.id, reason: '请带合同到前台' });
    await apply('102');
    const seen = async () => (await readHome(t.deps, await owner.actor())).applications;
    expect(await seen()).toMatchObject([
      { houseLabel: '5栋1单元102', status: 'pending', reason: null },
      { houseLabel: '5栋1单元101', status: 'rejected', reason: '请带合同到前台' },
    ]);
    t.deps.clock.advance(15 * 86_400_000);
    expect((await seen()).map((one) => one.status)).toEqual(['pending']);
  });
});
