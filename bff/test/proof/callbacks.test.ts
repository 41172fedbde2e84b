import type { Forgery } from '../../simulators/wechat-pay/forgeries.js';
import { callbacks, gates, handlers, routes } from '../../src/app.js';
import { prepaidOf } from '../../src/features/account/account.door.js';
import { balanceOf } from '../../src/features/ledger/ledger.door.js';
import { draftPayment } from '../../src/features/payment/draftPayment.js';
import { ChannelNotificationEntity, PaymentEntity } from '../../src/features/payment/payment.entity.js';
import { planPayment } from '../../src/features/payment/plan.rules.js';
import { unwrap } from '../../src/kernel/result.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { makePayingCommunity, type PayingCommunity } from '../factories/payments.js';
import { serve, type TestServer } from '../factories/serve.js';
import { testDeps } from '../factories/testDeps.js';

// 10,000 with `npm run prove`: each notice 1 to 5 times, shuffled and at once, and half as many forgeries.
const orders = Number(process.env.CALLBACK_ORDERS ?? 1000);
const forged = Math.floor(orders / 2);
const seed = Number(process.env.CALLBACK_SEED ?? 20_261_123);
const atOnce = 16;

let server: TestServer;
let home: PayingCommunity;
beforeAll(async () => {
  server = await serve(await testDeps(), { routes, gates, handlers, callbacks });
  home = await makePayingCommunity(server);
}, 60_000);
afterAll(() => server.close());

/** Numbers that are the same for the same seed. */
const lot = ((state: number) => () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
})(seed);

const shuffled = <T>(list: readonly T[]): T[] =>
  list
    .map((item) => ({ item, at: lot() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

const inParallel = async (tasks: readonly (() => Promise<void>)[]): Promise<void> => {
  const waiting = [...tasks];
  const worker = async (): Promise<void> => {
    for (let task = waiting.pop(); task; task = waiting.pop()) await task();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};

interface Made {
  id: string;
  orderNumber: string;
  amountFen: number;
  paid: boolean;
}

const pretended = () => server.simulators.control.wechatPay;

/** An order of ours and the same order at the channel, where four of five are paid. */
const makeOrder = async (index: number): Promise<Made> => {
  const { deps } = server;
  const topUpFen = 1 + Math.floor(lot() * 100_000);
  const plan = unwrap(
    planPayment({ bills: [], coupons: [], fromPrepaidFen: 0, balanceFen: 0, topUpFen, topUpTitle: '存入预存款' }),
  );
  const { id, orderNumber } = await inTransaction(deps.db, (tx) =>
    draftPayment(deps, tx, {
      communityId: home.id,
      houseId: home.houseId,
      channel: 'wechat-jsapi',
      plan,
      bills: [],
      more: { payerId: home.owner.id },
    }),
  );
  const { appId, keys } = pretended();
  const { prepay_id: token } = pretended().place('JSAPI', {
    appid: appId,
    mchid: keys.mchId,
    description: '存入预存款',
    out_trade_no: orderNumber ?? '',
    notify_url: 'https://anju.example/callbacks/wechat-pay/transactions',
    amount: { total: topUpFen, currency: 'CNY' },
    payer: { openid: home.owner.openid },
  }) as { prepay_id: string };
  const paid = index % 5 !== 0;
  if (paid) pretended().pay({ token, openid: home.owner.openid, act: 'pay' });
  return { id, orderNumber: orderNumber ?? '', amountFen: topUpFen, paid };
};

test(
  `${orders} orders, each notice 1 to 5 times, shuffled and at once, among ${forged} forgeries: what is credited is what was paid`,
  async () => {
    const { deps } = server;
    const made: Made[] = [];
    const notices: string[] = [];
    for (let index = 0; index < orders; index++) {
      const order = await makeOrder(index);
      made.push(order);
      if (order.paid) notices.push(pretended().notices()[0]?.id ?? '');
      // The simulator keeps the newest notices only: they are sent in loads.
      if (notices.length < 1000 && index < orders - 1) continue;
      const statuses = new Map<string, number>();
      const genuine = notices.flatMap((id) =>
        Array.from({ length: 1 + Math.floor(lot() * 5) }, () => async () => {
          // An answer that does not come (a connection that was just closed) is no refusal: the platform sends again.
          let status: number | null | undefined = null;
          for (let tries = 0; tries < 3 && status === null; tries++)
            [status] = await pretended().resend(id, 1, server.origin);
          statuses.set(String(status), (statuses.get(String(status)) ?? 0) + 1);
        }),
      );
      const accepted: Forgery[] = [];
      const load = Math.round((forged * notices.length) / (orders * 0.8));
      const forgeries = Array.from({ length: load }, (_, turn) => async () => {
        const forgery = pretended().forgeries[turn % pretended().forgeries.length] as Forgery;
        const victim = made[Math.floor(lot() * made.length)];
        const order = pretended().order(victim?.orderNumber ?? '');
        if (!order) throw new Error('no order');
        const { status } = await pretended().forge(order, forgery, server.origin);
        if (status !== null && (status < 400 || status >= 500)) accepted.push(forgery);
      });
      await inParallel(shuffled([...genuine, ...forgeries]));
      expect([...statuses]).toEqual([['204', genuine.length]]);
      // Genuine, ours, and says that nothing was paid: taken, and changes nothing.
      expect(new Set(accepted)).toEqual(new Set(accepted.length > 0 ? ['not_paid'] : []));
      notices.length = 0;
      await server.drain();
    }
    const rows = await deps.db.reader.findBy(PaymentEntity, { communityId: home.id });
    const settled = new Set(rows.filter(({ status }) => status === 'settled').map(({ id }) => id));
    expect(settled).toEqual(new Set(made.filter(({ paid }) => paid).map(({ id }) => id)));
    expect(new Set(rows.filter(({ id }) => !settled.has(id)).map(({ status }) => status))).toEqual(new Set(['open']));
    const credited = made.reduce((sum, { paid, amountFen }) => sum + (paid ? amountFen : 0), 0);
    expect(await balanceOf(deps.db.reader, home.id, { account: '1012.wechat' })).toBe(credited);
    expect(await prepaidOf(deps.db.reader, home.id, home.houseId)).toBe(credited);
    expect(await balanceOf(deps.db.reader, home.id, {})).toBe(0);
    expect(await deps.db.reader.countBy(ChannelNotificationEntity, { status: 'waiting' })).toBe(0);
  },
  60_000 + orders * 200,
);
