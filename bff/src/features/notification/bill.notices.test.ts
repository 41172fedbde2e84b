import { listSubscriptionTemplates } from 'shared-types/notification';
import { makeCommunity, makeOwner, type TestHouse } from '../../../test/factories/community.js';
import { type TestServer, testServer } from '../../../test/factories/testServer.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { OutboxEntity } from '../../platform/queue/queue.entity.js';
import { publish } from '../../platform/queue/queue.js';
import { BillEntity } from '../billing/bill.entity.js';
import { applyToBill, createOpeningBill } from '../billing/billing.door.js';
import { InboxMessageEntity } from './notification.entity.js';
import { addQuota } from './notification.store.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const runId = '01JRUN00000000000000000001';

const town = async () => {
  const { deps } = server;
  const { id: communityId, houses } = await makeCommunity(deps);
  const [first, second] = houses as [TestHouse, TestHouse];
  const bind = (house: TestHouse, role: 'owner' | 'family' | 'tenant') =>
    makeOwner(deps, communityId, [house], { role });
  const bill = (house: TestHouse, feeKind: 'property' | 'water', amountFen: number) =>
    inTransaction(deps.db, async (tx) => {
      const opening = { communityId, houseId: house.id, feeKind, period: '2026-11', amountFen, dueOn: '2026-11-25' };
      const { billId } = await createOpeningBill(tx, deps.clock, { ...opening, note: null, by: null });
      await tx.update(BillEntity, { communityId, id: billId }, { runId, origin: 'run' });
      return billId;
    });
  const tell = async (topic: string, houseIds: string[], more: object = {}) => {
    const messages = houseIds.map((houseId) => ({ communityId, topic, payload: { houseId, runId, ...more } }));
    await inTransaction(deps.db, (tx) => publish(tx, deps.clock, ...messages));
    await server.drain();
  };
  const told = async (accountId: string) =>
    (await deps.db.reader.findBy(InboxMessageEntity, { accountId })).map(
      ({ title, body, link }) => `${title}：${body} ${link}`,
    );
  return { communityId, first, second, bind, bill, tell, told };
};

it('tells the owners of a house of its new bills in one message, with sum and day', async () => {
  const { first, second, bind, bill, tell, told } = await town();
  const [lin, wang] = [await bind(first, 'owner'), await bind(first, 'owner')];
  const [family, neighbour] = [await bind(first, 'family'), await bind(second, 'owner')];
  await bill(first, 'property', 25_060);
  await bill(first, 'water', 24_934);
  await tell('bill.published', [first.id]);
  const message = `11月账单出来了：11月账单 ¥499.94，11月25日前缴就好。每笔怎么算的，点开就能看到。 /features/billing/pages/due/index?house=${first.id}`;
  expect(await told(lin.id)).toEqual([message]);
  expect(await told(wang.id)).toEqual([message]);
  expect([await told(family.id), await told(neighbour.id)]).toEqual([[], []]);
});

it('tells the family where no owner is bound, and the tenant where nobody else is', async () => {
  const { first, second, bind, bill, tell, told } = await town();
  const [family, tenant, alone] = [
    await bind(first, 'family'),
    await bind(first, 'tenant'),
    await bind(second, 'tenant'),
  ];
  await bill(first, 'property', 100);
  await bill(second, 'property', 100);
  await tell('bill.published', [first.id, second.id]);
  expect([(await told(family.id)).length, (await told(tenant.id)).length, (await told(alone.id)).length]).toEqual([
    1, 0, 1,
  ]);
});

it('says what the balance paid already', async () => {
  const { communityId, first, second, bind, bill, tell, told } = await town();
  const [lin, wang] = [await bind(first, 'owner'), await bind(second, 'owner')];
  for (const [house, amountFen] of [
    [first, 20_000],
    [second, 25_060],
  ] as const) {
    const billId = await bill(house, 'property', 25_060);
    await inTransaction(server.deps.db, (tx) =>
      applyToBill(tx, server.deps.clock, { communityId, billId, amountFen, kind: 'prepayment', sourceId: 'offset' }),
    );
  }
  await tell('bill.announced', [first.id], { offsetFen: 20_000 });
  await tell('bill.announced', [second.id], { offsetFen: 25_060 });
  expect((await told(lin.id))[0]).toContain('11月账单 ¥250.60，预存付了 ¥200.00，还有 ¥50.60，11月25日前缴就好');
  expect((await told(wang.id))[0]).toContain('11月账单付好了：11月账单 ¥250.60，已经从预存里付清，您不用操心。');
});

it('says nothing of bills that were reversed meanwhile, and tells of a correction', async () => {
  const { communityId, first, bind, bill, tell, told } = await town();
  const lin = await bind(first, 'owner');
  const id = await bill(first, 'property', 25_060);
  await inTransaction(server.deps.db, (tx) => tx.update(BillEntity, { communityId, id }, { status: 'void' }));
  await tell('bill.announced', [first.id]);
  expect(await told(lin.id)).toEqual([]);
  await tell('bill.corrected', [first.id], { billId: id });
  expect((await told(lin.id))[0]).toContain(`${first.label}有一笔账单更正了`);
});

it('sends a subscribe message to each who accepted one, and to nobody else', async () => {
  const { communityId, first, bind, bill, tell } = await town();
  const { deps, simulators } = server;
  const templateId = deps.settings.subscribeTemplates.billReminder;
  const { wechat } = simulators.control;
  const people = await Promise.all([bind(first, 'owner'), bind(first, 'owner'), bind(first, 'owner')]);
  const [lin, wang] = people;
  for (const person of [lin, wang])
    await inTransaction(deps.db, (tx) => addQuota(tx, person?.id ?? '', templateId, deps.clock.realNow()));
  await bill(first, 'property', 25_060);
  await tell('bill.published', [first.id]);
  const jobs = await deps.db.reader.findBy(OutboxEntity, { communityId, topic: 'notification.subscribe' });
  expect(jobs.map(({ payload }) => (JSON.parse(payload) as { accountId: string }).accountId).sort()).toEqual(
    [lin?.id ?? '', wang?.id ?? ''].sort(),
  );
  expect(wechat.templates.find(({ id }) => id === templateId)?.purpose).toBe('billReminder');
  const { token } = await bind(first, 'owner');
  expect(await server.client(token)(listSubscriptionTemplates, { query: { moment: 'bill' } })).toEqual({
    templateIds: [
      templateId,
      deps.settings.subscribeTemplates.reportPublished,
      deps.settings.subscribeTemplates.invoiceIssued,
    ],
  });
});
