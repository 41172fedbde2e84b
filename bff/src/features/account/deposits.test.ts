import { readAccount } from 'shared-types/account';
import { stepUpStaff } from 'shared-types/auth';
import { newKey } from 'shared-types/client';
import * as api from 'shared-types/staffAccount';
import { testPassword } from '../../../test/factories/community.js';
import { moneyTown } from '../../../test/factories/moneyTown.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const desk = async () => {
  const town = await moneyTown(server);
  const clerk = await town.staff('customer-service');
  const finance = await town.staff('finance');
  const take = (amountFen = 200_000, method: 'cash' | 'bank' | 'pos' = 'cash', key = newKey()) =>
    clerk.call(api.takeDeposit, {
      params: { id: town.first.id },
      body: { kind: 'renovation' as const, amountFen, method, note: '一楼装修' },
      idempotencyKey: key,
    });
  const giveBack = (id: string, body: { returnFen: number; method?: 'cash' | 'bank'; deductReason?: string }) =>
    finance.call(api.returnDeposit, { params: { id }, body: { method: 'cash' as const, ...body } });
  const confirm = () => finance.call(stepUpStaff, { body: { password: testPassword } });
  return { ...town, clerk, finance, take, giveBack, confirm };
};

it('is taken with a receipt number, booked, and shown to the owner', async () => {
  const { take, ledger, first, owner, clerk, communityId } = await desk();
  const key = newKey();
  const deposit = await take(200_000, 'cash', key);
  expect(await take(200_000, 'cash', key)).toEqual(deposit);
  expect(deposit).toMatchObject({
    number: 'Y20261123-0001',
    houseLabel: first.label,
    kindName: '装修押金',
    amountFen: 200_000,
    status: 'held',
    note: '一楼装修',
    returned: null,
    actions: [],
  });
  expect((await take(50_000, 'pos')).number).toBe('Y20261123-0002');
  expect([await ledger('1001'), await ledger('1012.pos'), await ledger('2241')]).toEqual([200_000, 50_000, -250_000]);
  const { call } = await owner(first);
  const account = await call(readAccount, { params: { id: first.id } });
  expect(account.deposits.map(({ number, amountFen }) => [number, amountFen])).toEqual([
    ['Y20261123-0002', 50_000],
    ['Y20261123-0001', 200_000],
  ]);
  const listed = await clerk.call(api.listDeposits, { query: { status: 'held', limit: 1 } });
  expect([listed.heldFen, listed.items.length, typeof listed.nextCursor]).toEqual([250_000, 1, 'string']);
  const lines = await server.deps.db.reader.findBy(AuditEntity, { communityId, action: 'deposit.taken' });
  expect(lines.map(({ subject }) => subject).sort()).toEqual([
    `Y20261123-0001 ${first.label} ¥2,000.00`,
    `Y20261123-0002 ${first.label} ¥500.00`,
  ]);
});

it('numbers many that are taken at once without holes or doubles', async () => {
  const { take } = await desk();
  const taken = await Promise.all(Array.from({ length: 12 }, () => take(100)));
  expect(taken.map(({ number }) => number).sort()).toEqual(
    Array.from({ length: 12 }, (_, n) => `Y20261123-${String(n + 1).padStart(4, '0')}`),
  );
});

it('goes back wholly, after the password was given again', async () => {
  const { take, giveBack, confirm, ledger } = await desk();
  const { id } = await take();
  expect(await codeOf(giveBack(id, { returnFen: 200_000 }))).toBe('auth.step_up_required');
  await confirm();
  expect(await giveBack(id, { returnFen: 200_000, method: 'bank' })).toMatchObject({
    status: 'returned',
    returned: { amountFen: 200_000, deductedFen: 0, reason: null, method: 'bank' },
  });
  expect([await ledger('1001'), await ledger('1002'), await ledger('2241'), await ledger('6302')]).toEqual([
    200_000, -200_000, 0, 0,
  ]);
});

it('goes back in part with a reason, and what is kept is income', async () => {
  const { take, giveBack, confirm, ledger, communityId, first } = await desk();
  const { id } = await take();
  await confirm();
  await expect(giveBack(id, { returnFen: 150_000 })).rejects.toMatchObject({
    code: 'request.invalid',
    problem: { fields: { deductReason: '没有全退，请写明扣款原因' } },
  });
  await expect(giveBack(id, { returnFen: 200_001 })).rejects.toMatchObject({
    problem: { fields: { returnFen: '不能比收的押金多' } },
  });
  expect((await giveBack(id, { returnFen: 150_000, deductReason: '电梯轿厢刮坏' })).returned).toMatchObject({
    amountFen: 150_000,
    deductedFen: 50_000,
    reason: '电梯轿厢刮坏',
  });
  expect([await ledger('1001'), await ledger('2241'), await ledger('6302')]).toEqual([50_000, 0, -50_000]);
  const [line] = await server.deps.db.reader.findBy(AuditEntity, { communityId, action: 'deposit.returned' });
  expect([line?.subject, line?.reason]).toEqual([
    `Y20261123-0001 ${first.label} 退 ¥1,500.00，扣 ¥500.00`,
    '电梯轿厢刮坏',
  ]);
});

it('goes back once, whoever tries at the same time', async () => {
  const { take, giveBack, confirm, ledger } = await desk();
  const { id } = await take();
  await confirm();
  const answers = await Promise.all(Array.from({ length: 6 }, () => codeOf(giveBack(id, { returnFen: 200_000 }))));
  expect(answers.filter((answer) => answer === 'deposit.illegal_transition')).toHaveLength(5);
  expect(await ledger('1001')).toBe(0);
});

it('is neither taken nor given back by those who may not, nor seen from another community', async () => {
  const { take, clerk, first } = await desk();
  const other = await desk();
  const { id } = await take();
  const body = { returnFen: 1, method: 'cash' as const };
  expect(await codeOf(clerk.call(api.returnDeposit, { params: { id }, body }))).toBe('auth.forbidden');
  await other.confirm();
  expect(await codeOf(other.giveBack(id, body))).toBe('deposit.not_found');
  expect(await codeOf(other.finance.call(api.readDeposit, { params: { id } }))).toBe('deposit.not_found');
  const taken = { kind: 'key' as const, amountFen: 1, method: 'cash' as const };
  expect(await codeOf(other.clerk.call(api.takeDeposit, { params: { id: first.id }, body: taken }))).toBe(
    'house.not_found',
  );
});
