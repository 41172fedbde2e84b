import { callOf, makeCommunity, makeHouse, makeOwner, makeStaff } from '../../../test/factories/people.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { OutboxEntity } from '../../platform/queue/queue.entity.js';
import { applyForBinding } from './commands/applyForBinding.js';
import { approveBinding } from './commands/approveBinding.js';
import { endBinding } from './commands/endBinding.js';
import { endBindingByStaff } from './commands/endBindingByStaff.js';
import { giveWechatPhone } from './commands/giveWechatPhone.js';
import { rejectBinding } from './commands/rejectBinding.js';
import { signInWithWechat } from './commands/signInWithWechat.js';
import { transferHouse } from './commands/transferHouse.js';
import { authenticate } from './identity.authenticate.js';
import { BindingEntity, OwnerAccountEntity } from './identity.entity.js';
import { identityGates } from './identity.gates.js';
import { liveIdentity } from './identity.live.js';
import { listMemberViews, listOwnBindingViews, openApplications, readOwnerView } from './owner.queries.js';
import { listReviewViews } from './review.queries.js';

let t: TestDeps;
let community: string;
// Ids of one millisecond sort by chance.
const tick = (): void => t.deps.clock.advance(1);
beforeAll(async () => {
  t = await testDeps();
  community = await makeCommunity(t);
});
afterAll(() => t.close());

let numbers = 19_900_000_000;
const newNumber = (): string => String(++numbers);
const code = (error: unknown): unknown => (error as { code?: string }).code;
const codesOf = (results: PromiseSettledResult<unknown>[]): unknown[] =>
  results.map((result) => (result.status === 'fulfilled' ? 'done' : code(result.reason))).sort();

const apply = async (owner: Awaited<ReturnType<typeof makeOwner>>, houseId: string) => {
  tick();
  const input = { communityId: community, houseId, role: 'family' as const, name: '林娜' };
  return applyForBinding(t.deps, callOf(await owner.actor()), input);
};

describe('signing in with WeChat', () => {
  it('makes one account of two first sign-ins at once', async () => {
    const { wechat } = t.simulators.control;
    const resident = wechat.putResident({ name: '双开', phone: newNumber() });
    const signIns = Array.from({ length: 8 }, () =>
      signInWithWechat(t.deps, callOf(null), { code: wechat.makeCode('login', resident.id) }),
    );
    const ids = new Set((await Promise.all(signIns)).map((signIn) => signIn.accountId));
    expect(ids.size).toBe(1);
    expect(await t.deps.db.reader.countBy(OwnerAccountEntity, { openid: resident.openid })).toBe(1);
  });

  it('refuses a code twice', async () => {
    const { wechat } = t.simulators.control;
    const resident = wechat.putResident({ name: '重放', phone: newNumber() });
    const once = wechat.makeCode('login', resident.id);
    await signInWithWechat(t.deps, callOf(null), { code: once });
    await expect(signInWithWechat(t.deps, callOf(null), { code: once })).rejects.toMatchObject({
      code: 'auth.wechat_code_invalid',
    });
  });

  it('lasts 30 days without a call and 90 at most', async () => {
    const owner = await makeOwner(t, newNumber());
    const day = 86_400_000;
    const start = t.deps.clock.now();
    t.deps.clock.advance(29 * day);
    expect(await authenticate(t.deps, owner.token, null)).not.toBeNull();
    t.deps.clock.advance(29 * day);
    expect(await authenticate(t.deps, owner.token, null)).not.toBeNull();
    t.deps.clock.advance(30 * day);
    expect(await authenticate(t.deps, owner.token, null)).toBeNull();
    const other = await makeOwner(t, newNumber());
    for (let i = 0; i < 3; i++) {
      t.deps.clock.advance(29.9 * day);
      expect(await authenticate(t.deps, other.token, null)).not.toBeNull();
    }
    t.deps.clock.advance(0.4 * day);
    expect(await authenticate(t.deps, other.token, null)).toBeNull();
    t.deps.clock.set(start);
  });
});

describe('giving the telephone number', () => {
  it('binds every house of the ledger that holds it, as owner or tenant, once', async () => {
    const phone = newNumber();
    const owned = await makeHouse(t, community, '3栋2单元1102', [{ name: '林娜', role: 'owner', phone }]);
    const rented = await makeHouse(t, community, '1栋101', [
      { name: '王强', role: 'owner', phone: newNumber() },
      { name: '林娜', role: 'tenant', phone },
    ]);
    const owner = await makeOwner(t, phone);
    const call = callOf(await owner.actor());
    expect(await giveWechatPhone(t.deps, call, { code: owner.phoneCode() })).toEqual({ newlyBound: 2 });
    expect(await giveWechatPhone(t.deps, call, { code: owner.phoneCode() })).toEqual({ newlyBound: 0 });
    const view = await readOwnerView(t.deps, owner.id);
    expect(view.displayName).toBe('林娜');
    expect(view.phoneMasked).toBe(`${phone.slice(0, 3)}****${phone.slice(-4)}`);
    expect(
      new Map(view.houses.map((house) => [house.houseId, [house.label, house.role, house.communityName]])),
    ).toEqual(
      new Map([
        [owned, ['3栋2单元1102', 'owner', '阳光花园']],
        [rented, ['1栋101', 'tenant', '阳光花园']],
      ]),
    );
  });

  it('keeps no number in the clear', async () => {
    const phone = newNumber();
    const owner = await makeOwner(t, phone);
    await giveWechatPhone(t.deps, callOf(await owner.actor()), { code: owner.phoneCode() });
    const account = await t.deps.db.reader.findOneBy(OwnerAccountEntity, { id: owner.id });
    expect(account?.phoneEncrypted).toEqual(expect.any(String));
    expect(JSON.stringify(account)).not.toContain(phone);
  });

  it('binds once when pressed twice at the same moment', async () => {
    const phone = newNumber();
    const house = await makeHouse(t, community, '3栋301', [{ name: '周杰', role: 'owner', phone }]);
    const owner = await makeOwner(t, phone);
    const call = callOf(await owner.actor());
    const results = await Promise.all(
      [owner.phoneCode(), owner.phoneCode()].map((each) => giveWechatPhone(t.deps, call, { code: each })),
    );
    expect(results.reduce((sum, result) => sum + result.newlyBound, 0)).toBe(1);
    expect(await t.deps.db.reader.countBy(BindingEntity, { houseId: house })).toBe(1);
  });

  it('decides an application that was waiting', async () => {
    const phone = newNumber();
    const house = await makeHouse(t, community, '3栋302', [{ name: '何梅', role: 'owner', phone }]);
    const owner = await makeOwner(t, phone);
    const { id } = await apply(owner, house);
    await giveWechatPhone(t.deps, callOf(await owner.actor()), { code: owner.phoneCode() });
    const binding = await t.deps.db.reader.findOneBy(BindingEntity, { id });
    expect(binding).toMatchObject({ status: 'active', role: 'owner', basis: 'phone', decidedByKind: 'ledger' });
  });

  it('does not bring back what staff ended, but what the person left', async () => {
    const phone = newNumber();
    const house = await makeHouse(t, community, '3栋303', [{ name: '高飞', role: 'owner', phone }]);
    const owner = await makeOwner(t, phone);
    const staff = await makeStaff(t, community, ['customer-service']);
    const give = async () => {
      tick();
      return giveWechatPhone(t.deps, callOf(await owner.actor()), { code: owner.phoneCode() });
    };
    await give();
    const [own] = await listOwnBindingViews(t.deps, await owner.actor());
    await endBinding(t.deps, callOf(await owner.actor()), { id: own?.id ?? '' });
    expect(await give()).toEqual({ newlyBound: 1 });
    const [again] = await listOwnBindingViews(t.deps, await owner.actor());
    const reason = '台账待核实';
    await endBindingByStaff(t.deps, callOf(await staff.actor()), { id: again?.id ?? '', reason });
    expect(await give()).toEqual({ newlyBound: 0 });
    expect((await owner.actor()).houses.some((each) => each.houseId === house)).toBe(false);
  });
});

describe('applying for a house', () => {
  it('opens one application of ten at once', async () => {
    const house = await makeHouse(t, community, '2栋201');
    const owner = await makeOwner(t, newNumber());
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => apply(owner, house)));
    expect(codesOf(results)).toEqual([...Array<string>(9).fill('binding.already_open'), 'done']);
    expect(await t.deps.db.reader.countBy(OutboxEntity, { topic: 'binding.applied' })).toBeGreaterThan(0);
  });

  it('may be tried again after a refusal, whose reason the applicant reads', async () => {
    const house = await makeHouse(t, community, '2栋202');
    const owner = await makeOwner(t, newNumber());
    const staff = await makeStaff(t, community, ['customer-service']);
    const { id } = await apply(owner, house);
    await rejectBinding(t.deps, callOf(await staff.actor()), { id, reason: '请带购房合同到前台' });
    const [refused] = await listOwnBindingViews(t.deps, await owner.actor());
    expect(refused).toMatchObject({ status: 'rejected', reason: '请带购房合同到前台', actions: [] });
    const waiting = () => openApplications(t.deps.db.reader, owner.id, t.deps.clock.now());
    expect(await waiting()).toEqual([{ id, houseLabel: '2栋202', status: 'rejected', reason: '请带购房合同到前台' }]);
    await apply(owner, house);
    expect(await waiting()).toMatchObject([{ houseLabel: '2栋202', status: 'pending', reason: null }]);
    expect((await listOwnBindingViews(t.deps, await owner.actor())).map((view) => view.status)).toEqual([
      'pending',
      'rejected',
    ]);
  });

  it('finds no house of another community', async () => {
    const elsewhere = await makeCommunity(t, '翠湖苑');
    const house = await makeHouse(t, elsewhere, '1栋101');
    const owner = await makeOwner(t, newNumber());
    await expect(apply(owner, house)).rejects.toMatchObject({ code: 'house.not_found' });
  });

  it('repeats nothing under the same key', async () => {
    const house = await makeHouse(t, community, '2栋203');
    const owner = await makeOwner(t, newNumber());
    const idempotency = { actor: `owner:${owner.id}`, route: 'applyForBinding', key: 'key-12345678', inputHash: 'h' };
    const input = { communityId: community, houseId: house, role: 'owner' as const, name: '林娜' };
    const call = callOf(await owner.actor(), { idempotency });
    const first = await applyForBinding(t.deps, call, input);
    expect(await applyForBinding(t.deps, call, input)).toEqual(first);
    const other = { ...call, idempotency: { ...idempotency, inputHash: 'other' } };
    await expect(applyForBinding(t.deps, other, input)).rejects.toMatchObject({ code: 'idempotency.key_reused' });
  });
});

describe('reviewing', () => {
  it('lets one of ten decisions at once win', async () => {
    const house = await makeHouse(t, community, '2栋204');
    const owner = await makeOwner(t, newNumber());
    const staff = await makeStaff(t, community, ['customer-service']);
    const { id } = await apply(owner, house);
    const call = callOf(await staff.actor());
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) =>
        i % 2 ? approveBinding(t.deps, call, { id }) : rejectBinding(t.deps, call, { id, reason: '不符' }),
      ),
    );
    expect(codesOf(results)).toEqual([...Array<string>(9).fill('binding.not_pending'), 'done']);
    const lines = await t.deps.db.reader.findBy(AuditEntity, { subjectId: id });
    expect(lines.map((line) => line.action).filter((action) => action !== 'binding.applied')).toHaveLength(1);
  });

  it('compares the name with the ledger and shows the ledger masked', async () => {
    const house = await makeHouse(t, community, '2栋205', [
      { name: '林娜', role: 'owner' },
      { name: '王小明', role: 'owner' },
    ]);
    const owner = await makeOwner(t, newNumber());
    const staff = await makeStaff(t, community, ['customer-service']);
    const { id } = await apply(owner, house);
    const { items } = await listReviewViews(t.deps, await staff.actor(), { status: 'pending', limit: 100 });
    expect(items.find((item) => item.id === id)).toMatchObject({
      houseLabel: '2栋205',
      applicantName: '林娜',
      ledgerNames: ['林*', '王**'],
      nameMatches: true,
      boundNow: 0,
      actions: ['approve', 'reject'],
    });
  });

  it('pages through all, each once', async () => {
    const staff = await makeStaff(t, community, ['customer-service']);
    const actor = await staff.actor();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listReviewViews(t.deps, actor, { limit: 3, cursor });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(await t.deps.db.reader.countBy(BindingEntity, { communityId: community }));
  });

  it("is not for another community's staff, nor can they see it", async () => {
    const house = await makeHouse(t, community, '2栋206');
    const owner = await makeOwner(t, newNumber());
    const { id } = await apply(owner, house);
    const elsewhere = await makeCommunity(t, '翠湖苑');
    const stranger = await (await makeStaff(t, elsewhere, ['manager'])).actor();
    await expect(approveBinding(t.deps, callOf(stranger), { id })).rejects.toMatchObject({ code: 'binding.not_found' });
    expect(await identityGates.binding?.(t.deps, stranger, id, 'community')).toBe(false);
    expect(await identityGates.house?.(t.deps, stranger, house, 'community')).toBe(false);
    expect((await listReviewViews(t.deps, stranger, { limit: 100 })).items).toEqual([]);
  });
});

describe('a household', () => {
  const household = async () => {
    const phone = newNumber();
    const house = await makeHouse(t, community, '5栋501', [{ name: '林娜', role: 'owner', phone }]);
    const staff = await makeStaff(t, community, ['customer-service']);
    const owner = await makeOwner(t, phone);
    await giveWechatPhone(t.deps, callOf(await owner.actor()), { code: owner.phoneCode() });
    const family = await makeOwner(t, newNumber());
    const { id } = await apply(family, house);
    await approveBinding(t.deps, callOf(await staff.actor()), { id });
    return { house, owner, family, familyBinding: id };
  };

  it('is listed for its owner alone, other names masked', async () => {
    const { house, owner, family } = await household();
    const members = await listMemberViews(t.deps, await owner.actor(), house);
    expect(members.map(({ displayName, role, isMe, actions }) => ({ displayName, role, isMe, actions }))).toEqual([
      { displayName: '林娜', role: 'owner', isMe: true, actions: ['end'] },
      { displayName: '林*', role: 'family', isMe: false, actions: ['end'] },
    ]);
    await expect(listMemberViews(t.deps, await family.actor(), house)).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
    const stranger = await (await makeOwner(t, newNumber())).actor();
    expect(await identityGates.house?.(t.deps, stranger, house, 'household')).toBe(false);
  });

  it('loses a member at once when the owner says so', async () => {
    const { house, owner, family, familyBinding } = await household();
    expect((await family.actor()).houses.map((each) => each.houseId)).toEqual([house]);
    await endBinding(t.deps, callOf(await owner.actor()), { id: familyBinding });
    expect((await family.actor()).houses).toEqual([]);
    await expect(endBinding(t.deps, callOf(await owner.actor()), { id: familyBinding })).rejects.toMatchObject({
      code: 'binding.not_active',
    });
  });

  it("is out of reach of family: an owner's binding is not theirs to end, nor of somebody who was owner", async () => {
    const { house, owner, family, familyBinding } = await household();
    const [ownersBinding] = await t.deps.db.reader.findBy(BindingEntity, { houseId: house, accountId: owner.id });
    const id = ownersBinding?.id ?? '';
    const familyActor = await family.actor();
    expect(await identityGates.binding?.(t.deps, familyActor, id, 'household')).toBe(false);
    await expect(endBinding(t.deps, callOf(familyActor), { id })).rejects.toMatchObject({ code: 'binding.not_found' });
    const formerOwner = await owner.actor();
    await endBinding(t.deps, callOf(formerOwner), { id });
    await expect(endBinding(t.deps, callOf(formerOwner), { id: familyBinding })).rejects.toMatchObject({
      code: 'binding.not_found',
    });
  });
});

describe('a resale', () => {
  it("ends everybody's access and applications at once, and the old number finds the house no more", async () => {
    const phone = newNumber();
    const house = await makeHouse(t, community, '6栋601', [{ name: '林娜', role: 'owner', phone }]);
    const staff = await makeStaff(t, community, ['customer-service']);
    const seller = await makeOwner(t, phone);
    const waiting = await makeOwner(t, newNumber());
    await giveWechatPhone(t.deps, callOf(await seller.actor()), { code: seller.phoneCode() });
    await apply(waiting, house);
    const buyerPhone = newNumber();
    const owners = [
      { name: '赵敏', phone: `${buyerPhone.slice(0, 3)} ${buyerPhone.slice(3, 7)}-${buyerPhone.slice(7)}` },
    ];
    await transferHouse(t.deps, callOf(await staff.actor()), { id: house, owners, reason: '二手房过户' });
    expect((await seller.actor()).houses).toEqual([]);
    const statuses = (await t.deps.db.reader.findBy(BindingEntity, { houseId: house })).map((each) => each.status);
    expect(statuses).toEqual(['ended', 'ended']);
    const call = callOf(await seller.actor());
    expect(await giveWechatPhone(t.deps, call, { code: seller.phoneCode() })).toEqual({ newlyBound: 0 });
    const buyer = await makeOwner(t, buyerPhone);
    const buying = callOf(await buyer.actor());
    expect(await giveWechatPhone(t.deps, buying, { code: buyer.phoneCode() })).toEqual({ newlyBound: 1 });
    expect((await buyer.actor()).houses).toEqual([{ houseId: house, communityId: community, role: 'owner' }]);
  });

  it('never leaves the seller in, however it crosses with their sign-in', async () => {
    const staff = callOf(await (await makeStaff(t, community, ['customer-service'])).actor());
    for (let round = 0; round < 5; round++) {
      const phone = newNumber();
      const house = await makeHouse(t, community, `7栋70${round}`, [{ name: '林娜', role: 'owner', phone }]);
      const seller = await makeOwner(t, phone);
      const call = callOf(await seller.actor());
      await Promise.all([
        giveWechatPhone(t.deps, call, { code: seller.phoneCode() }),
        transferHouse(t.deps, staff, { id: house, owners: [{ name: '赵敏' }], reason: '过户' }),
      ]);
      expect((await seller.actor()).houses).toEqual([]);
    }
  });

  it('asks for a telephone number that is one', async () => {
    const house = await makeHouse(t, community, '6栋602');
    const staff = await makeStaff(t, community, ['customer-service']);
    await expect(
      transferHouse(t.deps, callOf(await staff.actor()), {
        id: house,
        owners: [{ name: '赵敏', phone: '12' }],
        reason: '过户',
      }),
    ).rejects.toMatchObject({ code: 'request.invalid', refusal: { fields: { 'owners.0.phone': '电话号码格式不对' } } });
  });
});

describe('live channels', () => {
  it('are their own for owners, and for staff by what they may read', async () => {
    const owner = await makeOwner(t, newNumber());
    const desk = await makeStaff(t, community, ['customer-service']);
    const worker = await makeStaff(t, community, ['engineer']);
    expect(await liveIdentity(t.deps, owner.token, null)).toEqual({ channels: [`owner:${owner.id}`] });
    expect(await liveIdentity(t.deps, desk.token, community)).toEqual({
      channels: [`worker:${desk.id}`, `staff:${community}`, `finance:${community}`, `alarm:${community}`],
    });
    expect(await liveIdentity(t.deps, worker.token, community)).toEqual({
      channels: [`worker:${worker.id}`, `alarm:${community}`],
    });
    const guard = await makeStaff(t, community, ['guard']);
    expect(await liveIdentity(t.deps, guard.token, community)).toEqual({
      channels: [`worker:${guard.id}`, `gate:${community}`, `alarm:${community}`],
    });
    const elsewhere = await makeCommunity(t, '翠湖苑');
    expect(await liveIdentity(t.deps, desk.token, elsewhere)).toBeNull();
    expect(await liveIdentity(t.deps, 'x'.repeat(43), null)).toBeNull();
  });
});
