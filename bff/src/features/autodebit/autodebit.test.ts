import * as api from 'shared-types/autodebit';
import { disputeBill, readDueBills } from 'shared-types/billing';
import { newKey } from 'shared-types/client';
import * as payments from 'shared-types/payment';
import { cancelStaffPayment, collectPayment, listPayments } from 'shared-types/staffPayment';
import { type DebitTown, debitTown, setTerms } from '../../../test/factories/debits.js';
import { billsNow, booksOf, startPaying } from '../../../test/factories/payments.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { handlers } from '../../app.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { OutboxEntity, TimerEntity } from '../../platform/queue/queue.entity.js';
import { startWorker } from '../../platform/queue/worker.js';
import { BindingEntity } from '../identity/identity.entity.js';
import { balanceOf } from '../ledger/ledger.door.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';
import { PaymentEntity } from '../payment/payment.entity.js';
import { DebitEntity, DebitNoticeEntity, MandateEntity } from './autodebit.entity.js';

let server: TestServer;
let town: DebitTown;

beforeAll(async () => {
  server = await testServer();
}, 60_000);
afterAll(() => server.close());
beforeEach(async () => {
  server.deps.clock.set('2026-12-18T10:00:00+08:00');
  server.simulators.control.papay.reset();
  await inTransaction(server.deps.db, async (tx) => {
    await tx.deleteAll(OutboxEntity);
    await tx.deleteAll(TimerEntity);
  });
  town = await debitTown(server);
});
/** What must hold whatever happened: an even ledger, and no charge that we do not know of. */
afterEach(async () => {
  expect(await balanceOf(server.deps.db.reader, town.home.id, {})).toBe(0);
});

const paymentsNow = () =>
  server.deps.db.reader.find(PaymentEntity, { where: { communityId: town.home.id }, order: { id: 'ASC' } });
const told = async (): Promise<string[]> =>
  (
    await server.deps.db.reader.find(InboxMessageEntity, {
      where: { accountId: town.home.owner.id },
      order: { at: 'ASC' },
    })
  ).map(({ title }) => title);
const books = () =>
  booksOf(server.deps, town.home.id, ['1012.autodebit', '1012.wechat', '1122.property', '2203', '2243']);
const stateOf = async () => {
  const { mandate, debits } = await town.view();
  return { mandate: mandate?.state ?? null, debits: debits.map(({ state }) => state) };
};

describe('signing', () => {
  it('is offered, leads to WeChat’s page, and holds once WeChat says so', async () => {
    expect(await town.view()).toMatchObject({ offered: true, mandate: null, actions: ['sign'] });
    const { view, jump } = await town.start();
    expect(view).toMatchObject({ mandate: { state: 'signing' }, actions: ['sign', 'check', 'end'] });
    expect(jump.extraData.contract_display_account).toBe('1栋1单元101 林娜');
    town.world.sign(jump.extraData, town.home.owner.openid);
    expect((await town.view()).mandate?.state).toBe('signing');
    await town.hear();
    expect(await town.view()).toMatchObject({
      mandate: { kind: 'papay', state: 'active', limitFen: 300_000, nextOn: '2026-12-20' },
      actions: ['end'],
    });
  });

  it('is found out by asking, where the notification got lost', async () => {
    town.world.setMood({ notice: 'lost' });
    const { jump } = await town.start();
    town.world.sign(jump.extraData, town.home.owner.openid);
    await town.hear();
    const checked = await town.call(api.checkAutoDebit, town.house);
    expect(checked.mandate?.state).toBe('active');
  });

  it('twice with one key, and begun again, is one contract', async () => {
    const idempotencyKey = newKey();
    const first = await town.call(api.signAutoDebit, { ...town.house, idempotencyKey });
    const again = await town.call(api.signAutoDebit, { ...town.house, idempotencyKey });
    const anew = await town.start();
    expect(again.jump.extraData.contract_code).toBe(first.jump.extraData.contract_code);
    expect(anew.jump.extraData.contract_code).toBe(first.jump.extraData.contract_code);
    expect(await server.deps.db.reader.countBy(MandateEntity, { communityId: town.home.id })).toBe(1);
  });

  it('that nobody finishes is given up; a contract that is signed after that is ended again', async () => {
    const { jump } = await town.start();
    for (const minutes of [1, 5, 20, 60, 120, 180]) {
      server.deps.clock.advance(minutes * 60_000);
      await server.drain();
    }
    expect(await town.view()).toMatchObject({ mandate: null, actions: ['sign'] });
    const contract = town.world.sign(jump.extraData, town.home.owner.openid);
    await town.hear();
    expect(await town.view()).toMatchObject({ mandate: null });
    expect(contract).toMatchObject({ state: 'terminated' });
  });

  it('is refused to a tenant, to a stranger, and where it is off', async () => {
    const tenant = await town.another(0, 'tenant');
    const stranger = await town.another(1, 'owner');
    const sign = (token: string) =>
      codeOf(server.client(token)(api.signAutoDebit, { ...town.house, idempotencyKey: newKey() }));
    expect(await sign(tenant.token)).toBe('auth.forbidden');
    expect(await sign(stranger.token)).toBe('house.not_found');
    await setTerms(server, town.home.manager, { on: false }, 1);
    expect(await sign(town.home.owner.token)).toBe('autodebit.off');
    expect(await town.view()).toMatchObject({ offered: false, mandate: null, sayings: [], actions: [] });
  });

  it('a tenant sees nothing of what the owner signed', async () => {
    await town.sign();
    const tenant = await town.another(0, 'tenant');
    expect(await server.client(tenant.token)(api.readAutoDebit, town.house)).toMatchObject({
      offered: false,
      mandate: null,
      debits: [],
    });
  });
});

describe('a debit', () => {
  it('is announced a day before, taken on its day, settled once by callback and query, and told', async () => {
    const [property, water] = [await town.owe(25_060), await town.owe(4_940)];
    await town.sign();
    await town.to('2026-12-19T09:00:00+08:00');
    expect(await town.view()).toMatchObject({ debits: [{ state: 'announced', amountFen: 30_000, day: '2026-12-20' }] });
    expect(town.world.preNotices()).toMatchObject([{ fen: 30_000 }]);
    await town.to('2026-12-20T09:00:00+08:00');
    expect(await stateOf()).toEqual({ mandate: 'active', debits: ['asking'] });
    server.deps.clock.advance(40_000);
    // The query finds it by itself; both notifications come afterwards.
    await server.drain();
    town.world.setMood({ notice: 'twice' });
    await town.hear();
    await town.hear();
    expect(await stateOf()).toEqual({ mandate: 'active', debits: ['paid'] });
    expect(await billsNow(server.deps, town.home.id, [property, water])).toMatchObject([
      { status: 'paid', paidFen: 25_060, heldBy: null },
      { status: 'paid', paidFen: 4_940, heldBy: null },
    ]);
    expect(await books()).toEqual({ '1012.autodebit': 30_000 });
    expect(await told()).toEqual(['12月20日自动缴 ¥300.00', '自动缴了 ¥300.00']);
    expect(town.world.deductions()).toHaveLength(1);
    const [payment] = await paymentsNow();
    const receipt = await town.call(payments.readReceipt, { params: { id: payment?.id ?? '' } });
    expect(receipt).toMatchObject({ channelName: '微信代扣', payer: '自动代扣', amountFen: 30_000 });
  });

  it('by the callback alone, before anybody asked', async () => {
    await town.owe(25_060);
    await town.sign();
    await town.toDebitDay();
    server.deps.clock.advance(6_000);
    await town.hear();
    expect(await stateOf()).toEqual({ mandate: 'active', debits: ['paid'] });
    expect((await paymentsNow()).map(({ status }) => status)).toEqual(['settled']);
  });

  it('is one although the answer to it got lost, and although two workers are at it', async () => {
    await town.owe(25_060);
    await town.sign();
    await town.to('2026-12-19T09:00:00+08:00');
    town.world.outages.add({ api: 'pappayapply', kind: 'cut', times: 2 });
    server.deps.clock.set('2026-12-20T09:00:00+08:00');
    const workers = [1, 2].map(() => startWorker({ deps: server.deps, handlers, polling: false }));
    for (let round = 0; round < 4; round++) {
      await Promise.all(workers.map((worker) => worker.drain()));
      server.deps.clock.advance(60_000);
    }
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(await stateOf()).toEqual({ mandate: 'active', debits: ['paid'] });
    expect(town.world.deductions()).toHaveLength(1);
    expect(await books()).toEqual({ '1012.autodebit': 25_060 });
  });

  it('leaves out what is disputed, and what is more than the limit', async () => {
    await setTerms(server, town.home.manager, { on: true, limitFen: 30_000 }, 1);
    const oldest = await town.owe(25_000, { dueOn: '2026-12-01' });
    const [large, disputed] = [await town.owe(9_000), await town.owe(1_000)];
    await town.call(disputeBill, { params: { id: disputed }, body: { reason: '已经交过' }, idempotencyKey: newKey() });
    await town.sign();
    await town.toDebitDay();
    await town.hear();
    server.deps.clock.advance(40_000);
    await town.hear();
    expect(await billsNow(server.deps, town.home.id, [oldest, large, disputed])).toMatchObject([
      { status: 'paid' },
      { status: 'due', heldBy: null },
      { status: 'due', heldBy: null },
    ]);
  });

  it('with nothing due is none', async () => {
    await town.sign();
    await town.toDebitDay();
    expect((await town.view()).debits).toEqual([]);
    expect(await paymentsNow()).toEqual([]);
  });

  it('whose bills are paid by hand after the notice takes nothing', async () => {
    const bill = await town.owe(25_060);
    await town.sign();
    await town.to('2026-12-19T09:00:00+08:00');
    const counter = await server.client(town.home.desk.token)(collectPayment, {
      params: { id: town.home.houseId },
      body: { method: 'cash', billIds: [bill], amountFen: 25_060 },
      idempotencyKey: newKey(),
    });
    expect(counter.status).toBe('settled');
    await town.to('2026-12-20T09:00:00+08:00');
    expect((await town.view()).debits).toMatchObject([{ state: 'skipped', saying: '没有要扣的账单' }]);
    expect(town.world.deductions()).toEqual([]);
  });
});

describe('an empty account', () => {
  it('is tried again by policy, then given back to the owner with a notice', async () => {
    const bill = await town.owe(25_060);
    await town.sign();
    town.world.setMood({ ending: 'NOTENOUGH' });
    await town.toDebitDay();
    server.deps.clock.advance(40_000);
    await town.hear();
    expect((await town.view()).debits).toMatchObject([
      { state: 'waiting', day: '2026-12-22', attempts: 1, saying: '账户余额不足，12月22日再扣一次' },
    ]);
    // Between the tries it is the owner's to pay.
    expect(await billsNow(server.deps, town.home.id, [bill])).toMatchObject([{ status: 'due', heldBy: null }]);
    for (const day of ['22', '24']) {
      await town.to(`2026-12-${day}T09:00:00+08:00`);
      server.deps.clock.advance(40_000);
      await town.hear();
    }
    await town.to('2026-12-26T09:00:00+08:00');
    expect((await town.view()).debits).toMatchObject([
      { state: 'failed', attempts: 3, saying: '没有扣成：账户余额不足' },
    ]);
    expect((await paymentsNow()).map(({ status, closeReason }) => `${status} ${closeReason}`)).toEqual([
      'failed debit',
      'failed debit',
      'failed debit',
    ]);
    expect(await told()).toEqual([
      '12月20日自动缴 ¥250.60',
      '自动缴费没有扣成',
      '自动缴费没有扣成',
      '自动缴费没有扣成',
    ]);
    expect(await books()).toEqual({ '1122.property': 25_060 });
  });

  it('that is filled by the second try pays then, once', async () => {
    await town.owe(25_060);
    await town.sign();
    town.world.setMood({ ending: 'NOTENOUGH' });
    await town.toDebitDay();
    server.deps.clock.advance(40_000);
    await town.hear();
    town.world.setMood({ ending: 'good' });
    await town.to('2026-12-22T09:00:00+08:00');
    server.deps.clock.advance(40_000);
    await town.hear();
    expect(await stateOf()).toEqual({ mandate: 'active', debits: ['paid'] });
    expect(await books()).toEqual({ '1012.autodebit': 25_060 });
  });
});

describe('a race with somebody who pays by hand', () => {
  it('debit first: the hand is told why, nobody can give it up, and it is charged once', async () => {
    const bill = await town.owe(25_060);
    await town.sign();
    await town.toDebitDay();
    const [payment] = await paymentsNow();
    const wanted = { houseId: town.home.houseId, billIds: [bill], expectedFen: 25_060 };
    const refused = await startPaying(server, town.home.owner.token, wanted).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'payment.open_elsewhere',
      problem: { detail: '这几笔账单正在自动扣款，现在付会多扣一次，请等它有了结果。' },
    });
    const { openPayment } = await town.call(readDueBills, {
      query: { houseId: town.home.houseId },
    });
    expect(openPayment).toMatchObject({ debit: true, mine: false, amountFen: 25_060 });
    const desk = server.client(town.home.desk.token);
    const cancel = desk(cancelStaffPayment, {
      params: { id: payment?.id ?? '' },
    });
    expect(await codeOf(cancel)).toBe('payment.not_open');
    server.deps.clock.advance(40_000);
    await town.hear();
    expect(await books()).toEqual({ '1012.autodebit': 25_060 });
  });

  it('hand first: the debit gives way, and takes what is left another day', async () => {
    const bill = await town.owe(25_060);
    await town.sign();
    await town.to('2026-12-19T09:00:00+08:00');
    server.deps.clock.set('2026-12-20T08:59:00+08:00');
    const view = await startPaying(server, town.home.owner.token, {
      houseId: town.home.houseId,
      billIds: [bill],
      expectedFen: 25_060,
    });
    await town.to('2026-12-20T09:00:00+08:00');
    expect(town.world.deductions()).toEqual([]);
    expect((await town.view()).debits).toMatchObject([{ state: 'announced', day: '2026-12-21' }]);
    await town.call(payments.cancelPayment, { params: { id: view.id } });
    await town.to('2026-12-21T09:00:00+08:00');
    server.deps.clock.advance(40_000);
    await town.hear();
    expect(await stateOf()).toEqual({ mandate: 'active', debits: ['paid'] });
    expect(await books()).toEqual({ '1012.autodebit': 25_060 });
  });
});

describe('the end of a mandate', () => {
  it('by its owner: ended at WeChat too, and what was announced is not taken', async () => {
    await town.owe(25_060);
    const contract = await town.sign();
    await town.to('2026-12-19T09:00:00+08:00');
    const idempotencyKey = newKey();
    const ended = await town.call(api.endAutoDebit, { ...town.house, idempotencyKey });
    expect(ended).toMatchObject({ mandate: null, debits: [{ state: 'skipped' }], actions: ['sign'] });
    expect(await town.call(api.endAutoDebit, { ...town.house, idempotencyKey })).toMatchObject({ mandate: null });
    expect(town.world.contract({ contractId: contract.contractId })?.state).toBe('terminated');
    await town.to('2026-12-20T09:00:00+08:00');
    expect(town.world.deductions()).toEqual([]);
  });

  it('by its owner while WeChat is away: nothing is taken, and a worker goes on', async () => {
    await town.owe(25_060);
    const contract = await town.sign();
    town.world.outages.add({ api: 'deletecontract', kind: 'error', times: 1 });
    const ended = await town.call(api.endAutoDebit, { ...town.house, idempotencyKey: newKey() });
    expect(ended).toMatchObject({ mandate: { state: 'ending' } });
    await town.toDebitDay();
    expect(town.world.contract({ contractId: contract.contractId })?.state).toBe('terminated');
    expect(await stateOf()).toEqual({ mandate: null, debits: [] });
  });

  it('by the payer in WeChat: heard by the callback, told, and the bills are the owner’s', async () => {
    const bill = await town.owe(25_060);
    const contract = await town.sign();
    town.world.terminate(contract, '1');
    await town.hear();
    expect(await stateOf()).toEqual({ mandate: null, debits: [] });
    await town.toDebitDay();
    expect(town.world.deductions()).toEqual([]);
    expect(await billsNow(server.deps, town.home.id, [bill])).toMatchObject([{ status: 'due', heldBy: null }]);
    expect(await told()).toEqual(['自动缴费已关闭']);
  });

  it('by the payer in WeChat, told to nobody: found by asking before a debit, and by the refusal of one', async () => {
    await town.owe(25_060);
    const contract = await town.sign();
    town.world.setMood({ notice: 'lost' });
    town.world.terminate(contract, '1');
    await town.to('2026-12-19T09:00:00+08:00');
    expect(await stateOf()).toEqual({ mandate: null, debits: [] });

    const second = await town.sign().catch(() => null);
    await town.call(api.checkAutoDebit, town.house);
    expect(second).not.toBeNull();
    expect((await town.view()).mandate?.state).toBe('active');
    await town.to('2026-12-19T09:30:00+08:00');
    await town.to('2026-12-20T09:00:00+08:00');
    if (second) town.world.terminate(second, '1');
    for (const day of ['20T09:01', '21T09:00', '22T09:00']) await town.to(`2026-12-${day}:00+08:00`);
    expect((await town.view()).mandate).toBeNull();
    expect(await books()).toEqual({ '1122.property': 25_060 });
  });

  it('by staff, with a reason that the owner reads; staff of other posts may not', async () => {
    await town.sign();
    const { items } = await town.finance(api.listMandates, { query: {} });
    expect(items).toMatchObject([{ kind: 'papay', payer: '林娜', houseLabel: '1栋1单元101' }]);
    const params = { id: items[0]?.id ?? '' };
    const body = { reason: '业主到服务台要求' };
    const desk = server.client(town.home.desk.token)(api.endMandate, { params, body, idempotencyKey: newKey() });
    expect(await codeOf(desk)).toBe('auth.forbidden');
    const ended = await town.finance(api.endMandate, { params, body, idempotencyKey: newKey() });
    expect(ended).toMatchObject({ state: 'ended', endWords: '物业结束：业主到服务台要求' });
    await server.drain();
    expect(await told()).toEqual(['自动缴费已关闭']);
    const [line] = await server.deps.db.reader.findBy(AuditEntity, {
      communityId: town.home.id,
      action: 'autodebit.ended',
    });
    expect(line).toMatchObject({ subject: '1栋1单元101 微信代扣', reason: '业主到服务台要求' });
  });

  it('comes with the end of the binding of whoever signed', async () => {
    await town.owe(25_060);
    const contract = await town.sign();
    await inTransaction(server.deps.db, (tx) =>
      tx.update(BindingEntity, { communityId: town.home.id, accountId: town.home.owner.id }, { status: 'ended' }),
    );
    await town.toDebitDay();
    expect(town.world.deductions()).toEqual([]);
    expect(town.world.contract({ contractId: contract.contractId })?.state).toBe('terminated');
  });
});

describe('what is told that is not so', () => {
  it('a forged notification is refused and leaves no trace', async () => {
    await town.owe(25_060);
    await town.sign();
    await town.toDebitDay();
    const before = await server.deps.db.reader.countBy(DebitNoticeEntity, {});
    town.world.setMood({ notice: 'forged' });
    town.world.settleAll();
    await town.hear();
    const [notice] = town.world.notices.list();
    expect(notice?.answer).toMatch(/^400 /);
    expect(await server.deps.db.reader.countBy(DebitNoticeEntity, {})).toBe(before);
    expect(await stateOf()).toEqual({ mandate: 'active', debits: ['asking'] });
    // The truth is asked for all the same.
    server.deps.clock.advance(40_000);
    await server.drain();
    expect(await stateOf()).toEqual({ mandate: 'active', debits: ['paid'] });
  });

  test.each([
    ['nothing', ''],
    ['no XML', '{"a":1}'],
    ['an entity', '<!DOCTYPE x [<!ENTITY a "b">]><xml><return_code>SUCCESS</return_code></xml>'],
    ['no signature', '<xml><return_code>SUCCESS</return_code><result_code>SUCCESS</result_code></xml>'],
  ])('%s is refused', async (_title, body) => {
    const answer = await fetch(`${server.origin}/callbacks/papay`, { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('FAIL');
  });
});

describe('where it is off', () => {
  it('without WeChat’s approval (no keys) nothing is offered, signed, heard or taken', async () => {
    const { autoDebit } = server.deps;
    server.deps.autoDebit = null;
    try {
      expect(await town.view()).toMatchObject({ offered: false, actions: [] });
      expect(await codeOf(town.start())).toBe('autodebit.off');
      const answer = await fetch(`${server.origin}/callbacks/papay`, { method: 'POST', body: '<xml></xml>' });
      expect(answer.status).toBe(404);
      const desk = await town.finance(api.readAutoDebitDesk);
      expect(desk).toMatchObject({ on: true, papay: false });
      expect(desk.sayings.join('')).toContain('没有接通微信委托代扣');
    } finally {
      server.deps.autoDebit = autoDebit;
    }
  });

  it('turned off after the notice, nothing is taken', async () => {
    await town.owe(25_060);
    await town.sign();
    await town.to('2026-12-19T09:00:00+08:00');
    await setTerms(server, town.home.manager, { on: false }, 1);
    await town.to('2026-12-20T09:00:00+08:00');
    expect(town.world.deductions()).toEqual([]);
    expect((await town.view()).sayings).toEqual(['小区现在关闭了代扣，不会扣款，账单请自己付。']);
  });
});

test('staff see what was taken, with its payment', async () => {
  await town.owe(25_060);
  await town.sign();
  await town.toDebitDay();
  server.deps.clock.advance(40_000);
  await town.hear();
  const { items } = await town.finance(api.listDebits, { query: { state: 'paid' } });
  expect(items).toMatchObject([{ kind: 'papay', houseLabel: '1栋1单元101', amountFen: 25_060, saying: '已扣' }]);
  const listed = await town.finance(listPayments, { query: { channel: 'autodebit' } });
  expect(listed.items.map(({ id }) => id)).toEqual([items[0]?.paymentId]);
  expect(await server.deps.db.reader.countBy(DebitEntity, { communityId: town.home.id })).toBe(1);
});
