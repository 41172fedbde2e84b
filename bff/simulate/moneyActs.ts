import type { Random } from '../seed/random.js';
import { readDueBills } from '../src/features/billing/billing.door.js';
import { noteInVisit } from '../src/features/homevisit/homevisit.door.js';
import { cancelPayment } from '../src/features/payment/commands/cancelPayment.js';
import { collectPayment } from '../src/features/payment/commands/collectPayment.js';
import { createPayment } from '../src/features/payment/commands/createPayment.js';
import { reverseCollection } from '../src/features/payment/commands/reverseCollection.js';
import { presentPayment } from '../src/features/payment/payment.queries.js';
import { findPayment } from '../src/features/payment/payment.store.js';
import { approveRefund } from '../src/features/refund/commands/approveRefund.js';
import { rejectRefund } from '../src/features/refund/commands/rejectRefund.js';
import { requestRefund } from '../src/features/refund/commands/requestRefund.js';
import type { Actor, Call, OwnerActor, StaffActor } from '../src/platform/call.js';
import type { LivingCommunity } from './community.js';

export type Say = <A extends Actor>(actor: A, route: string, act: (call: Call<A>) => Promise<unknown>) => Promise<void>;

/** What people do with money. Amounts, ways and mishaps are by lot. */
export interface MoneyActs {
  /** Opens a payment of all or some that is due, and pays it, or leaves it, or ends it. */
  pay(who: OwnerActor): Promise<void>;
  /** The channel tells what it has taken, but for what got lost. */
  hear(): Promise<void>;
  /** At the desk: cash, a part or more than is due. */
  collect(who: OwnerActor): Promise<void>;
  /** Somebody wants money back; another colleague decides. */
  refund(): Promise<void>;
}

export const moneyActsOf = (life: LivingCommunity, random: Random, say: Say): MoneyActs => {
  const { deps, communityId, simulators } = life;
  const channel = simulators.control.wechatPay;
  const paid: { id: string; by: 'channel' | 'desk'; amountFen: number; billIds: string[] }[] = [];

  const desk = (): StaffActor => random.pick(life.withRole('customer-service'));
  const openidOf = async (who: OwnerActor): Promise<string> => {
    const resident = await life.openidOf(who.id);
    return resident ?? '';
  };

  return {
    pay: async (who) => {
      const houseId = who.houses[0]?.houseId ?? '';
      const due = (await readDueBills(deps.db.reader, communityId, houseId)).filter(({ status }) => status === 'due');
      const chosen = random.chance(0.7) ? due : due.filter(() => random.chance(0.5));
      const topUpFen = random.chance(0.1) ? 1 + random.below(20_000) : 0;
      const expectedFen = chosen.reduce((sum, { outstandingFen }) => sum + outstandingFen, topUpFen);
      if (expectedFen === 0) return;
      if (random.chance(0.05)) channel.planNotice({ kind: random.pick(['lose', 'late', 'duplicate']) });
      let made: { communityId: string; id: string } | null = null;
      await say(who, 'createPayment', async (call) => {
        made = await createPayment(deps, call, {
          houseId,
          billIds: chosen.map(({ id }) => id),
          couponIds: [],
          fromPrepaidFen: 0,
          topUpFen,
          channel: 'wechat-jsapi',
          expectedFen,
        });
      });
      const payment = made as { communityId: string; id: string } | null;
      if (!payment) return;
      const row = await findPayment(deps.db.reader, payment.communityId, payment.id);
      if (!row) return;
      const view = await presentPayment(deps, who, row);
      if (random.chance(0.05)) return say(who, 'cancelPayment', (call) => cancelPayment(deps, call, row));
      if (!view.pay || random.chance(0.08)) return;
      channel.requestPayment(view.pay, await openidOf(who), random.chance(0.06) ? 'insufficient' : 'pay');
      paid.push({ id: row.id, by: 'channel', amountFen: row.amountFen, billIds: chosen.map(({ id }) => id) });
    },
    hear: () => channel.deliverDue(life.origin).then(() => undefined),
    collect: async (who) => {
      const houseId = who.houses[0]?.houseId ?? '';
      const person = desk();
      const amountFen = 1 + random.below(60_000);
      let id = '';
      await say(person, 'collectPayment', async (call) => {
        ({ id } = await collectPayment(deps, call, { houseId, method: 'cash', amountFen, billIds: [] }, noteInVisit));
      });
      if (id && random.chance(0.1))
        await say(person, 'reverseCollection', (call) => reverseCollection(deps, call, { id, reason: '数错了' }));
      else if (id) paid.push({ id, by: 'desk', amountFen, billIds: [] });
    },
    refund: async () => {
      const one = paid.length > 0 ? random.pick(paid) : null;
      const people = life.staff.filter(({ permissions }) => permissions.has('refund.request'));
      if (!one || people.length === 0) return;
      const billId = one.billIds.length > 0 ? random.pick(one.billIds) : null;
      const way = one.by === 'desk' ? 'cash' : random.chance(0.3) ? 'balance' : 'original';
      let id = '';
      await say(random.pick(people), 'requestRefund', async (call) => {
        ({ id } = await requestRefund(deps, call, {
          paymentId: one.id,
          parts: [{ billId, amountFen: 1 + random.below(one.amountFen) }],
          way,
          reason: '多收了',
        }));
      });
      const judges = life.staff.filter(({ permissions }) => permissions.has('refund.approve'));
      if (!id || judges.length === 0) return;
      const judge = random.pick(judges);
      await say(judge, 'decideRefund', (call) =>
        random.chance(0.2) ? rejectRefund(deps, call, { id, reason: '没有多收' }) : approveRefund(deps, call, { id }),
      );
    },
  };
};
