import * as api from 'shared-types/staffAccount';
import { atWall } from 'shared-types/time';
import { moneyTown } from '../../../test/factories/moneyTown.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { OutboxEntity, TimerEntity } from '../../platform/queue/queue.entity.js';
import { publish } from '../../platform/queue/queue.js';
import { BillEntity } from '../billing/bill.entity.js';
import { applyToBill, holdBills } from '../billing/billing.door.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';
import { BillReminderEntity } from './account.entity.js';
import { findDueReminders, keepReminders, lookTopic } from './reminders.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

type Town = Awaited<ReturnType<typeof moneyTown>>;

const reader = () => server.deps.db.reader;

/** The first bill sets the daily look going. */
const begin = async (town: Town): Promise<void> => {
  const { communityId, first } = town;
  const payload = { houseId: first.id, runId: 'none' };
  await inTransaction(server.deps.db, (tx) =>
    publish(tx, server.deps.clock, { communityId, topic: 'bill.published', payload }),
  );
  await server.drain();
};

const at = async (day: string, hour: number, minute = 0): Promise<void> => {
  server.deps.clock.set(atWall(day, hour, minute));
  await server.drain();
};

const stages = async ({ communityId }: Town, houseId?: string): Promise<string[]> =>
  (await reader().findBy(BillReminderEntity, houseId ? { communityId, houseId } : { communityId }))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ anchor, stage }) => `${anchor} ${stage}`);

const told = async (accountId: string): Promise<string[]> =>
  (await reader().findBy(InboxMessageEntity, { accountId }))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ title, body }) => `${title}：${body}`);

it('goes in stages, one polite message each, however often anybody looks', async () => {
  server.deps.clock.set(atWall('2027-01-20', 12));
  const town = await moneyTown(server);
  const { first, second } = town;
  const owner = await town.owner(first);
  const family = await town.owner(first, 'family');
  await town.owe(first, 25_060, '2027-01-25');
  await begin(town);
  await at('2027-01-21', 9);
  expect(await stages(town)).toEqual([]);
  await at('2027-01-22', 9);
  await at('2027-01-22', 18);
  await at('2027-01-24', 9);
  expect(await stages(town)).toEqual(['2027-01-25 d-3']);
  expect(await told(owner.id)).toEqual([`缴费日快到了：${first.label}还有 ¥250.60 没缴，1月25日前缴就好。`]);
  // The owner is bound, so nobody else of the house is troubled.
  expect(await told(family.id)).toEqual([]);
  await at('2027-01-30', 9);
  await at('2027-02-01', 9);
  expect(await told(owner.id)).toHaveLength(2);
  expect((await told(owner.id))[1]).toBe(
    `还有账单没缴：${first.label}还有 ¥250.60 没缴，1月25日已经到期，也许是您忙忘了。对账单有疑问，点开就能告诉我们。`,
  );
  await at('2027-02-14', 9);
  await at('2027-03-11', 9);
  await at('2027-06-01', 9);
  expect(await stages(town)).toEqual(['2027-01-25 d-3', '2027-01-25 d5', '2027-01-25 d20', '2027-01-25 d45']);
  expect(await told(owner.id)).toHaveLength(4);
  expect(await stages(town, second.id)).toEqual([]);
});

it('sends the stage of the day after the clock has leapt, not all that were missed', async () => {
  server.deps.clock.set(atWall('2027-06-20', 12));
  const town = await moneyTown(server);
  await town.owner(town.first);
  await town.owe(town.first, 25_060, '2027-06-25');
  await begin(town);
  await at('2027-12-24', 10);
  expect(await stages(town)).toEqual(['2027-06-25 d45']);
});

it('is silent in quiet hours, and speaks when they end', async () => {
  server.deps.clock.set(atWall('2028-01-20', 12));
  const town = await moneyTown(server);
  const owner = await town.owner(town.first);
  await town.owe(town.first, 25_060, '2028-01-25');
  await begin(town);
  // Nobody looked in the morning: the worker was down.
  await at('2028-01-22', 21, 30);
  await at('2028-01-23', 8, 59);
  expect(await told(owner.id)).toEqual([]);
  await at('2028-01-23', 9);
  expect(await told(owner.id)).toHaveLength(1);
  expect(await stages(town)).toEqual(['2028-01-25 d-3']);
});

it('leaves alone who disputes, is paying, owes next to nothing, or cannot be reached', async () => {
  server.deps.clock.set(atWall('2028-03-20', 12));
  const town = await moneyTown(server);
  const { communityId, first, second, third } = town;
  for (const house of [first, second]) await town.owner(house);
  const disputed = await town.owe(first, 25_060, '2028-03-25');
  const paying = await town.owe(second, 25_060, '2028-03-25');
  await town.owe(third, 25_060, '2028-03-25');
  await inTransaction(server.deps.db, async (tx) => {
    await tx.update(BillEntity, { communityId, id: disputed }, { disputedAt: server.deps.clock.now() });
    await holdBills(tx, communityId, [paying], '01JPAYMENT0000000000000001');
  });
  await begin(town);
  await at('2028-03-30', 9);
  expect(await stages(town)).toEqual([]);
  // A further bill that nobody disputes counts alone; 99 fen are less than the policy's least.
  await town.owe(first, 99, '2028-02-25');
  await at('2028-03-31', 9);
  expect(await stages(town)).toEqual([]);
  await town.owe(first, 1, '2028-01-25');
  await at('2028-04-01', 9);
  expect(await stages(town)).toEqual(['2028-01-25 d45']);
  const [sent] = await reader().findBy(BillReminderEntity, { communityId });
  expect(sent?.dueFen).toBe(100);
});

it('says nothing to who has paid between the look and the message', async () => {
  server.deps.clock.set(atWall('2028-06-26', 12));
  const town = await moneyTown(server);
  const { communityId, first } = town;
  const owner = await town.owner(first);
  const billId = await town.owe(first, 25_060, '2028-06-21');
  await inTransaction(server.deps.db, async (tx) => {
    await keepReminders(tx, server.deps, await findDueReminders(server.deps, tx, communityId));
    const paid = { communityId, billId, amountFen: 25_060, kind: 'payment' as const, sourceId: 'payment' };
    await applyToBill(tx, server.deps.clock, paid);
  });
  await server.drain();
  expect(await stages(town)).toHaveLength(1);
  expect(await told(owner.id)).toEqual([]);
});

it('sends a stage once though two workers decide on it at the same time', async () => {
  server.deps.clock.set(atWall('2028-09-26', 12));
  const town = await moneyTown(server);
  const { communityId } = town;
  for (const house of [town.first, town.second]) {
    await town.owner(house);
    await town.owe(house, 25_060, '2028-09-21');
  }
  const due = await findDueReminders(server.deps, reader(), communityId);
  expect(due).toHaveLength(2);
  const tries = await Promise.allSettled(
    Array.from({ length: 4 }, () => inTransaction(server.deps.db, (tx) => keepReminders(tx, server.deps, due))),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await stages(town)).toHaveLength(2);
  expect(await reader().countBy(OutboxEntity, { communityId, topic: 'arrears.reminded' })).toBe(2);
  expect(await findDueReminders(server.deps, reader(), communityId)).toEqual([]);
});

it('keeps one look a day going, whoever sets it', async () => {
  server.deps.clock.set(atWall('2028-11-20', 12));
  const town = await moneyTown(server);
  await begin(town);
  await begin(town);
  const looks = () => reader().findBy(TimerEntity, { communityId: town.communityId, topic: lookTopic });
  expect((await looks()).map(({ state, dueAt }) => [state, dueAt])).toEqual([['waiting', atWall('2028-11-21', 9)]]);
  await at('2028-11-21', 9);
  expect((await looks()).filter(({ state }) => state === 'waiting').map(({ dueAt }) => dueAt)).toEqual([
    atWall('2028-11-22', 9),
  ]);
});

describe('by hand', () => {
  it('goes once a day, audited, and never beside an automatic one', async () => {
    server.deps.clock.set(atWall('2029-01-10', 12));
    const town = await moneyTown(server);
    const { first, communityId } = town;
    const owner = await town.owner(first);
    const desk = await town.staff('customer-service');
    await town.owe(first, 25_060, '2029-01-05');
    const remind = () => codeOf(desk.call(api.remindHouse, { params: { id: first.id } }));
    const answers = await Promise.all([remind(), remind(), remind()]);
    expect(answers.filter((answer) => answer === 'reminder.not_now')).toHaveLength(2);
    await server.drain();
    expect(await told(owner.id)).toHaveLength(1);
    server.deps.clock.set(atWall('2029-01-11', 9));
    const morning = await town.staff('customer-service');
    const again = () => codeOf(morning.call(api.remindHouse, { params: { id: first.id } }));
    expect(await again()).toMatchObject({ answered: { words: '人工提醒', dueFen: 25_060, by: '周建国' } });
    await inTransaction(server.deps.db, async (tx) =>
      keepReminders(tx, server.deps, await findDueReminders(server.deps, tx, communityId)),
    );
    expect((await stages(town)).sort()).toEqual(['2029-01-05 d5', '2029-01-05 h2029-01-10', '2029-01-05 h2029-01-11']);
    server.deps.clock.advance(60_000);
    expect(await again()).toBe('reminder.not_now');
    const seen = await morning.call(api.readHouseAccount, { params: { id: first.id } });
    expect(seen.arrears?.reminders).toHaveLength(3);
    expect(seen.actions).toEqual(['take-deposit', 'remind']);
    const lines = await reader().findBy(AuditEntity, { communityId, action: 'arrears.reminded' });
    expect(lines.map(({ subject }) => subject)).toEqual([`${first.label} 欠 ¥250.60`, `${first.label} 欠 ¥250.60`]);
  });

  it('does not go at night, to who owes nothing, nor where nobody is bound', async () => {
    server.deps.clock.set(atWall('2029-03-10', 22));
    const town = await moneyTown(server);
    const { first, second, third } = town;
    for (const house of [first, second]) await town.owner(house);
    await town.owe(first, 25_060, '2029-03-05');
    await town.owe(third, 25_060, '2029-03-05');
    const desk = await town.staff('customer-service');
    const remind = (id: string) => codeOf(desk.call(api.remindHouse, { params: { id } }));
    expect(await remind(first.id)).toBe('reminder.not_now');
    server.deps.clock.set(atWall('2029-03-10', 22, 10));
    server.deps.clock.set(atWall('2029-03-10', 22, 20));
    expect(await remind(second.id)).toBe('reminder.not_now');
    expect(await remind(third.id)).toBe('reminder.not_now');
    const engineer = await town.staff('engineer');
    expect(await codeOf(engineer.call(api.remindHouse, { params: { id: first.id } }))).toBe('auth.forbidden');
  });
});
