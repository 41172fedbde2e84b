import { toDay } from 'shared-types/time';
import { callOf, makeCommunity, makeOwner, makeStaff } from '../../../test/factories/people.js';
import { placeHouse } from '../../../test/factories/places.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import type { OwnerActor } from '../../platform/call.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { createOpeningBill } from '../billing/billing.door.js';
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
      bills: [],
      passes: [],
      complaints: [],
      notices: [],
      unreadNotices: 0,
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

  it('says what each house owes, what is overdue of it, and when', async () => {
    const phone = '19901000004';
    const people = [{ name: '周敏', phones: [phone] }];
    const first = await placeHouse(t, communityId, { building: '6', unit: '1', number: '201', people });
    const second = await placeHouse(t, communityId, { building: '6', unit: '1', number: '202', people });
    const paid = await placeHouse(t, communityId, { building: '6', unit: '1', number: '203', people });
    const owner = await makeOwner(t, phone);
    await giveWechatPhone(t.deps, callOf(await owner.actor()), { code: owner.phoneCode() });
    const now = t.deps.clock.now();
    const day = (by: number) => toDay(new Date(now.getTime() + by * 86_400_000));
    const owe = (houseId: string, period: string, amountFen: number, dueOn: string) =>
      inTransaction(t.deps.db, (tx) =>
        createOpeningBill(tx, t.deps.clock, {
          communityId,
          houseId,
          feeKind: 'property',
          period,
          amountFen,
          dueOn,
          note: null,
          by: null,
        }),
      );
    await owe(first.id, '2026-09', 20_000, day(-3));
    await owe(first.id, '2026-10', 22_195, day(4));
    await owe(second.id, '2026-10', 9_900, day(4));

    const { bills, houses } = await readHome(t.deps, await owner.actor());
    expect(houses.map(({ houseId }) => houseId)).toContain(paid.id);
    expect(bills).toEqual([
      {
        houseId: first.id,
        houseLabel: '6栋1单元201',
        dueFen: 42_195,
        overdueFen: 20_000,
        count: 2,
        period: null,
        dueOn: day(-3),
      },
      {
        houseId: second.id,
        houseLabel: '6栋1单元202',
        dueFen: 9_900,
        overdueFen: 0,
        count: 1,
        period: '2026-10',
        dueOn: day(4),
      },
    ]);
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
