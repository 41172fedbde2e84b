import { listMovements, readAccount, setAutoOffset } from 'shared-types/account';
import * as api from 'shared-types/staffAccount';
import { moneyTown } from '../../../test/factories/moneyTown.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { issueCoupon, releaseCoupons, releaseCouponsOfBill, usableCoupons, useCoupon } from './account.door.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

type Town = Awaited<ReturnType<typeof moneyTown>>;

const issue = (town: Town, id = 'challenge-1', more: { amountFen?: number; validUntil?: string } = {}) =>
  inTransaction(server.deps.db, (tx) =>
    issueCoupon(tx, server.deps.clock, {
      communityId: town.communityId,
      houseId: town.first.id,
      feeKind: 'property',
      amountFen: 500,
      validUntil: '2026-12-31',
      reason: '节能挑战奖励',
      cause: { kind: 'challenge', id },
      ...more,
    }),
  );

const use = (
  town: Town,
  couponId: string,
  paymentId: string,
  bill: { id?: string; houseId?: string; feeKind?: string; outstandingFen?: number } = {},
) =>
  inTransaction(server.deps.db, (tx) =>
    useCoupon(tx, server.deps.clock, {
      communityId: town.communityId,
      couponId,
      bill: { id: 'bill', houseId: town.first.id, feeKind: 'property', outstandingFen: 25_060, ...bill },
      paymentId,
    }),
  );

const usable = async (town: Town) =>
  (await usableCoupons(server.deps.db.reader, town.communityId, town.first.id, server.deps.clock.now())).map(
    ({ id }) => id,
  );

it('is issued once a cause, however many try', async () => {
  const town = await moneyTown(server);
  const answers = await Promise.all(Array.from({ length: 10 }, () => issue(town)));
  expect(new Set(answers.map(({ couponId }) => couponId)).size).toBe(1);
  expect(answers.filter(({ issued }) => issued)).toHaveLength(1);
  expect(await usable(town)).toEqual([answers[0]?.couponId]);
});

it('is used by one of a hundred payments at once', async () => {
  const town = await moneyTown(server);
  const { couponId } = await issue(town);
  const uses = await Promise.allSettled(Array.from({ length: 100 }, (_, n) => use(town, couponId, `payment-${n}`)));
  expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const one of uses)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'coupon.not_usable' });
  expect(await usable(town)).toEqual([]);
});

it('pays bills of its own kind and house only, and at most what is outstanding', async () => {
  const town = await moneyTown(server);
  const { couponId } = await issue(town);
  for (const bill of [{ feeKind: 'water' }, { houseId: town.second.id }, { outstandingFen: 0 }])
    await expect(use(town, couponId, 'p', bill)).rejects.toMatchObject({ code: 'coupon.not_usable' });
  expect(await use(town, couponId, 'p', { outstandingFen: 120 })).toEqual({ usedFen: 120 });
  // The same payment again, after a crash, is no second use.
  expect(await use(town, couponId, 'p', { outstandingFen: 9999 })).toEqual({ usedFen: 120 });
});

it('is free again when its payment came to nothing, or its bill is reversed', async () => {
  const town = await moneyTown(server);
  const { couponId } = await issue(town);
  const { communityId } = town;
  await use(town, couponId, 'p');
  await inTransaction(server.deps.db, (tx) => releaseCoupons(tx, communityId, 'another'));
  expect(await usable(town)).toEqual([]);
  await inTransaction(server.deps.db, (tx) => releaseCoupons(tx, communityId, 'p'));
  expect(await usable(town)).toEqual([couponId]);
  await use(town, couponId, 'q', { id: 'wrong-bill' });
  await inTransaction(server.deps.db, (tx) => releaseCouponsOfBill(tx, communityId, 'wrong-bill'));
  expect(await usable(town)).toEqual([couponId]);
});

it('counts on its last day and not after it', async () => {
  const town = await moneyTown(server);
  const today = await issue(town, 'today', { validUntil: '2026-11-23' });
  const past = await issue(town, 'past', { validUntil: '2026-11-22' });
  expect(await usable(town)).toEqual([today.couponId]);
  await expect(use(town, past.couponId, 'p')).rejects.toMatchObject({ code: 'coupon.not_usable' });
  expect(await use(town, today.couponId, 'p')).toEqual({ usedFen: 500 });
});

describe('at the desk', () => {
  const given = { feeKind: 'property' as const, amountFen: 500, validUntil: '2026-12-31', reason: '停水补偿' };

  it('is given with a reason, listed and taken back while nobody used it', async () => {
    const town = await moneyTown(server);
    const { call } = await town.staff('manager');
    const owner = await town.owner(town.first);
    const params = { id: town.first.id };
    const coupon = await call(api.issueCoupon, { params, body: given });
    expect(coupon).toMatchObject({ feeName: '物业费', status: 'usable', reason: '停水补偿', usedFen: 0 });
    const account = await owner.call(readAccount, { params });
    expect(account.coupons.map(({ id }) => id)).toEqual([coupon.id]);
    await issue(town, 'past', { validUntil: '2026-11-22' });
    const listed = async (status: 'usable' | 'expired' | 'withdrawn') =>
      (await call(api.listCoupons, { query: { status } })).items.map(({ id }) => id);
    expect(await listed('usable')).toEqual([coupon.id]);
    expect(await listed('expired')).toHaveLength(1);
    const withdraw = () => call(api.withdrawCoupon, { params: { id: coupon.id }, body: { reason: '发错了' } });
    expect(await withdraw()).toMatchObject({ status: 'withdrawn' });
    expect(await codeOf(withdraw())).toBe('coupon.not_usable');
    expect(await listed('withdrawn')).toEqual([coupon.id]);
    expect((await owner.call(readAccount, { params })).coupons.map(({ status }) => status)).toEqual(['expired']);
    const lines = await server.deps.db.reader.findBy(AuditEntity, { communityId: town.communityId });
    expect(lines.map(({ action, subject, reason }) => [action, subject, reason])).toEqual(
      expect.arrayContaining([
        ['coupon.issued', `${town.first.label} 物业费券 ¥5.00`, '停水补偿'],
        ['coupon.withdrawn', `${town.first.label} 物业费券 ¥5.00`, '发错了'],
      ]),
    );
  });

  it('is not given for days that are past, nor by those who may not, nor in another community', async () => {
    const town = await moneyTown(server);
    const other = await moneyTown(server);
    const { call } = await town.staff('finance');
    const params = { id: town.first.id };
    expect(await codeOf(call(api.issueCoupon, { params, body: { ...given, validUntil: '2026-11-22' } }))).toBe(
      'request.invalid',
    );
    const desk = await town.staff('customer-service');
    expect(await codeOf(desk.call(api.issueCoupon, { params, body: given }))).toBe('auth.forbidden');
    const foreign = await other.staff('finance');
    expect(await codeOf(foreign.call(api.issueCoupon, { params, body: given }))).toBe('house.not_found');
    const coupon = await call(api.issueCoupon, { params, body: given });
    const body = { reason: '想收回' };
    expect(await codeOf(foreign.call(api.withdrawCoupon, { params: { id: coupon.id }, body }))).toBe(
      'coupon.not_found',
    );
  });
});

describe('the account of a house', () => {
  it('shows the owner the balance and its movements, and a tenant neither', async () => {
    const town = await moneyTown(server);
    await town.topUp(town.first, 10_000);
    server.deps.clock.advance(1000);
    await town.topUp(town.first, 2_550);
    const params = { id: town.first.id };
    const owner = await town.owner(town.first);
    const family = await town.owner(town.first, 'family');
    const tenant = await town.owner(town.first, 'tenant');
    const neighbour = await town.owner(town.second);
    expect(await owner.call(readAccount, { params })).toMatchObject({
      balanceFen: 12_550,
      autoOffset: false,
      actions: ['set-auto-offset', 'movements'],
    });
    expect(await family.call(readAccount, { params })).toMatchObject({ balanceFen: 12_550, actions: ['movements'] });
    expect(await tenant.call(readAccount, { params })).toMatchObject({ balanceFen: null, deposits: [], actions: [] });
    expect(await codeOf(neighbour.call(readAccount, { params }))).toBe('house.not_found');
    const first = await owner.call(listMovements, { params, query: { limit: 1 } });
    expect(first.items.map(({ amountFen, balanceFen, words }) => [amountFen, balanceFen, words])).toEqual([
      [2_550, 12_550, '存入'],
    ]);
    const second = await owner.call(listMovements, { params, query: { limit: 1, cursor: first.nextCursor ?? '' } });
    expect(second.items.map(({ amountFen }) => amountFen)).toEqual([10_000]);
    expect(second.nextCursor).toBeNull();
    expect(await codeOf(tenant.call(listMovements, { params }))).toBe('auth.forbidden');
    for (const one of [family, tenant])
      expect(await codeOf(one.call(setAutoOffset, { params, body: { on: true } }))).toBe('auth.forbidden');
    expect((await owner.call(setAutoOffset, { params, body: { on: true } })).autoOffset).toBe(true);
    expect((await owner.call(setAutoOffset, { params, body: { on: false } })).autoOffset).toBe(false);
    const staff = await town.staff('customer-service');
    const seen = await staff.call(api.readHouseAccount, { params });
    expect(seen).toMatchObject({ balanceFen: 12_550, arrears: { dueFen: 0, bills: 0 }, actions: ['take-deposit'] });
    expect((await staff.call(api.listHouseMovements, { params })).items).toHaveLength(2);
  });
});
