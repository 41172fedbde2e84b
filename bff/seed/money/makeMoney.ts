import { In } from 'typeorm';
import { issueCoupon } from '../../src/features/account/account.door.js';
import { startTicking } from '../../src/features/billing/billing.jobs.js';
import { enterPool } from '../../src/features/billing/commands/enterPool.js';
import { prepareAutomaticRun } from '../../src/features/billing/commands/prepareRun.js';
import { accrueLateFees } from '../../src/features/billing/late.work.js';
import { runTopic, workOnRun } from '../../src/features/billing/run.work.js';
import { HouseEntity } from '../../src/features/community/community.entity.js';
import { publishPast } from '../../src/features/disclosure/disclosure.door.js';
import { BindingEntity } from '../../src/features/identity/identity.entity.js';
import { postEntries, sealNow } from '../../src/features/ledger/ledger.door.js';
import type { PaymentEntity } from '../../src/features/payment/payment.entity.js';
import { accountOf } from '../../src/features/payment/settle.rules.js';
import { deterministicId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';
import { OutboxEntity } from '../../src/platform/queue/queue.entity.js';
import { createRandom, type Random } from '../random.js';
import { depsAt, staffCall } from './demoClock.js';
import { makeFees } from './fees.js';
import { demoMonths, heatOf, type Month, monthAfter, timeIn } from './months.js';
import { type Payer, payAll, pickChannel } from './payments.js';
import { makeReadings } from './readings.js';
import { makeSpendings, openBooks } from './spendings.js';

interface Person {
  id: string;
  name: string;
}

export interface MoneyWorld {
  communityId: string;
  staff: { finance: Person; manager: Person; desk: Person };
  /** Houses whose owners the demo plays: their last month's bills wait to be paid. */
  waitingHouses: ReadonlySet<string>;
}

const months = 12;

type House = Pick<HouseEntity, 'id' | 'kind' | 'label' | 'occupancy' | 'areaHundredths'>;

/** How a house pays: most at once, some late, a few not for months. */
const habitOf = (random: Random): 'prompt' | 'late' | 'slow' | 'never' => {
  const lot = random.next();
  if (lot < 0.84) return 'prompt';
  if (lot < 0.93) return 'late';
  return lot < 0.975 ? 'slow' : 'never';
};

const dayOf = (habit: 'prompt' | 'late' | 'slow', index: number, random: Random): number | null => {
  if (habit === 'prompt') return 1 + Math.floor(random.next() ** 2 * 24);
  if (habit === 'late') return 26 + random.below(5);
  // Twice a year, at the counter, for all that has come together.
  return index % 4 === 3 ? 12 + random.below(12) : null;
};

const payersOf = (
  month: Month,
  index: number,
  houses: readonly House[],
  world: MoneyWorld,
  habits: ReadonlyMap<string, ReturnType<typeof habitOf>>,
  accounts: ReadonlyMap<string, string>,
  now: Date,
  random: Random,
): Payer[] => {
  const lastDays = new Date(now.getTime() - 3 * 86_400_000);
  return houses.flatMap((house) => {
    const habit = habits.get(house.id) ?? 'prompt';
    if (habit === 'never' && index > 3) return [];
    if (index === months - 1 && world.waitingHouses.has(house.id)) return [];
    const day = dayOf(habit === 'never' ? 'late' : habit, index, random);
    if (day === null) return [];
    const at = new Date(timeIn(month, day, 7 + random.below(14), random.below(60)).getTime() + random.below(60_000));
    if (at >= now) return [];
    const payerId = accounts.get(house.id) ?? null;
    const channel = pickChannel(random, payerId !== null);
    // The simulated channels know nothing of the history: their statements of the last days would lack it.
    return [{ houseId: house.id, at, payerId, channel: at > lastDays ? 'cash' : channel }];
  });
};

/** What the channels hold goes to the bank at the end of the month, less their fee of 0.60 %. */
const settleToBank = async (deps: Deps, communityId: string, month: Month, paid: readonly PaymentEntity[]) => {
  const at = timeIn(month, 31, 22);
  if (at > deps.clock.now()) return;
  const totals = new Map<string, number>();
  for (const { channel, amountFen } of paid) {
    const account = accountOf(channel);
    if (account?.startsWith('1012')) totals.set(account, (totals.get(account) ?? 0) + amountFen);
  }
  await inTransaction(deps.db, (tx) =>
    postEntries(
      tx,
      deps.clock,
      [...totals].map(([account, amountFen]) => {
        const feeFen = Math.round(amountFen * 0.006);
        return {
          communityId,
          cause: { kind: 'opening', id: `${account}:${month}` },
          at,
          memo: `${month} 渠道结算到银行`,
          postings: [
            { account: '1002', amountFen: amountFen - feeFen },
            { account: '6603.channel-fee', amountFen: feeFen },
            { account, amountFen: -amountFen },
          ],
        };
      }),
    ),
  );
};

/** News of the past is nobody's news: what the history announced is not sent. */
const forgetNews = (deps: Deps, communityId: string): Promise<void> =>
  inTransaction(deps.db, async (tx) => {
    await tx.delete(OutboxEntity, {
      communityId,
      state: 'waiting',
      topic: In([runTopic, 'bill.published', 'bill.corrected', 'staff.alert', 'report.published', 'report.told']),
    });
  });

/** A year of fees, readings, bills, payments and spendings, month by month as they came about. */
export const makeMoney = async (deps: Deps, world: MoneyWorld): Promise<void> => {
  const { communityId, staff } = world;
  const random = createRandom(20261124);
  const now = deps.clock.now();
  const told = demoMonths(now, months);
  const first = told[0] ?? '';
  const call = staffCall(communityId, { ...staff.finance, role: 'finance' });
  const houses = await deps.db.reader.find(HouseEntity, { where: { communityId }, order: { naturalKey: 'ASC' } });
  const bindings = await deps.db.reader.findBy(BindingEntity, { communityId, status: 'active' });
  const accounts = new Map(bindings.map(({ houseId, accountId }) => [houseId, accountId]));
  const habits = new Map(houses.map(({ id }) => [id, habitOf(random)]));
  const before = depsAt(deps, timeIn(monthAfter(first, -1), 1, 9));
  const shared = await makeFees(before, call, monthAfter(first, -1));
  await makeReadings(
    deps,
    communityId,
    houses,
    told.map((month) => monthAfter(month, -1)),
    random,
  );
  await openBooks(deps, communityId, timeIn(first, 1, 0, 1));
  for (const [index, month] of told.entries()) {
    const begins = depsAt(deps, timeIn(month, 1, 6));
    const period = monthAfter(month, -1);
    await enterPool(begins, call, {
      feeId: shared,
      period,
      buildingId: null,
      totalFen: 430_000 + Math.round(160_000 * heatOf(period)) + random.below(20_000),
      voucher: `${period} 公共照明电费发票`,
    });
    await inTransaction(deps.db, (tx) => prepareAutomaticRun(tx, begins, communityId, month));
    await workOnRun(begins, communityId, deterministicId('billing.run', communityId, month));
    const payers = payersOf(month, index, houses, world, habits, accounts, now, random);
    const paid = await payAll(deps, communityId, payers, staff.desk);
    await makeSpendings(deps, communityId, month, index, staff, random);
    await settleToBank(deps, communityId, month, paid);
    const ends = timeIn(month, 31, 23);
    const until = depsAt(deps, ends < now ? ends : now);
    await accrueLateFees(until, communityId);
    await forgetNews(deps, communityId);
    await sealNow(until, communityId);
    const reported = timeIn(monthAfter(month), 10, 9);
    if (reported < now) await publishPast(depsAt(deps, reported), communityId);
  }
  await forgetNews(deps, communityId);
  const story = houses.find(({ label }) => label === '1栋1单元101');
  await inTransaction(deps.db, async (tx) => {
    if (story)
      await issueCoupon(tx, deps.clock, {
        communityId,
        houseId: story.id,
        feeKind: 'property',
        amountFen: 1500,
        validUntil: timeIn(monthAfter(told[told.length - 1] ?? '', 3), 28)
          .toISOString()
          .slice(0, 10),
        reason: '上月用电比小区平均低 18%，抵物业费',
        cause: { kind: 'demo', id: 'energy' },
      });
    await startTicking(tx, deps, communityId);
  });
};
