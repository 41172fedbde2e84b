import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, newKey } from 'shared-types/client';
import * as api from 'shared-types/payment';
import { balanceOf } from '../../src/features/ledger/ledger.door.js';
import { PaymentEntity } from '../../src/features/payment/payment.entity.js';
import { billsNow, makeBill, makePayingCommunity, type PayingCommunity } from '../factories/payments.js';
import { serve, type TestServer } from '../factories/serve.js';
import { testClock, testDeps } from '../factories/testDeps.js';
import { transportTo } from '../factories/transport.js';
import { until } from './chaos/workers.js';
import { type Children, ended, kill, makeChildren } from './kill/children.js';

const kills = Number(process.env.KILLS ?? 1);
const billFen = 25_060;
const healthyMs = 10_000;

let t: TestServer;
let home: PayingCommunity;
let children: Children;
beforeAll(async () => {
  t = await serve(await testDeps({ clock: testClock(new Date().toISOString()) }), {
    routes: [],
    gates: {},
    handlers: [],
  });
  home = await makePayingCommunity(t);
  children = await makeChildren(t, home.id, 'payChild.ts');
}, 60_000);
afterAll(async () => {
  await children.close();
  await t.close();
});

const pretended = () => t.simulators.control.wechatPay;

/** The process that serves now; when it has ended itself, the next one takes its place. */
const startShop = async (failpoint: string) => {
  const options = children.options({ failpoint });
  let child: ChildProcess;
  let origin = '';
  const open = async (): Promise<void> => {
    child = await children.start(options, (line) => {
      origin = `http://127.0.0.1:${line.trim()}`;
    });
  };
  await open();
  return {
    /** Tries until it is answered, however often the process ends under it. */
    insist: async <T>(act: (origin: string) => Promise<T | null>): Promise<T> => {
      const from = Date.now();
      for (;;) {
        if (child.exitCode !== null || child.signalCode !== null) await open();
        const answer = await act(origin).catch(() => null);
        if (answer !== null) return answer;
        if (Date.now() - from > healthyMs * 2) throw new Error(`not healthy again after ${failpoint}`);
        await sleep(50);
      }
    },
    revive: async (): Promise<void> => {
      if (child.exitCode !== null || child.signalCode !== null) await open();
    },
    stop: async (): Promise<void> => {
      if (child.exitCode === null && child.signalCode === null) await kill(child, 'SIGTERM');
      else await ended(child);
    },
    wasUsed: (): boolean => existsSync(options.usedFile),
  };
};

const turns = Array.from({ length: kills }, (_, index) => index + 1);
const statusOf = async (id: string): Promise<string> =>
  (await t.deps.db.reader.findOneByOrFail(PaymentEntity, { id })).status;
const clientTo = (origin: string) =>
  createClient({ transport: transportTo(origin), token: () => home.owner.token, community: () => null });

describe.each([
  'before the order is stored',
  'before the commit of the order',
  'before ordering',
  'after ordering',
  'before the arguments are kept',
  'before a notice is kept',
  'before the commit of a notice',
  'inside the receiving',
  'inside the settling',
  'before the commit of the settling',
])('killed %s', (failpoint) => {
  test.each(turns)(
    'the payment comes through, once (kill %i)',
    async () => {
      const bill = await makeBill(t.deps, home, billFen);
      const before = await balanceOf(t.deps.db.reader, home.id, { account: '1012.wechat' });
      const shop = await startShop(failpoint);
      const key = newKey();
      const body = { houseId: home.houseId, billIds: [bill], channel: 'wechat-jsapi' as const, expectedFen: billFen };
      const view = await shop.insist((origin) => clientTo(origin)(api.createPayment, { body, idempotencyKey: key }));
      const ready = await shop.insist(async (origin) => {
        const now = await clientTo(origin)(api.readPayment, { params: { id: view.id } });
        return now.pay ? now : null;
      });
      expect(pretended().requestPayment(ready.pay as never, home.owner.openid, 'pay').result).toBe('ok');
      const notice = pretended().notices()[0]?.id ?? '';
      await shop.insist(async (origin) => ((await pretended().resend(notice, 1, origin))[0] === 204 ? true : null));
      await until(async () => {
        await shop.revive();
        return (await statusOf(view.id)) === 'settled';
      });
      expect(shop.wasUsed()).toBe(true);
      expect(await billsNow(t.deps, home.id, [bill])).toEqual([
        { status: 'paid', paidFen: billFen, couponFen: 0, heldBy: null },
      ]);
      const orders = await t.deps.db.reader.findBy(PaymentEntity, { communityId: home.id });
      expect(orders.filter(({ status }) => status !== 'settled' && status !== 'closed')).toEqual([]);
      expect(await balanceOf(t.deps.db.reader, home.id, { account: '1012.wechat' })).toBe(before + billFen);
      expect(await balanceOf(t.deps.db.reader, home.id, {})).toBe(0);
      await shop.stop();
    },
    90_000,
  );
});

describe.each(['before the closing is written', 'before closing', 'after closing', 'while the bills are freed'])(
  'killed %s',
  (failpoint) => {
    test.each(turns)(
      'the payment is closed at the channel and here, and its bill is free (kill %i)',
      async () => {
        const bill = await makeBill(t.deps, home, billFen);
        const shop = await startShop(failpoint);
        const body = { houseId: home.houseId, billIds: [bill], channel: 'wechat-jsapi' as const, expectedFen: billFen };
        const key = newKey();
        const view = await shop.insist((origin) => clientTo(origin)(api.createPayment, { body, idempotencyKey: key }));
        const { orderNumber } = await t.deps.db.reader.findOneByOrFail(PaymentEntity, { id: view.id });
        await shop.insist(async (origin) => {
          const params = { id: view.id };
          const now = await clientTo(origin)(api.readPayment, { params });
          if (now.status === 'open' || now.status === 'closing') await clientTo(origin)(api.cancelPayment, { params });
          return (await statusOf(view.id)) === 'closed' ? true : null;
        });
        expect(shop.wasUsed()).toBe(true);
        expect(pretended().order(orderNumber ?? '')?.state).toBe('CLOSED');
        expect(await billsNow(t.deps, home.id, [bill])).toMatchObject([{ status: 'due', heldBy: null }]);
        await shop.stop();
      },
      90_000,
    );
  },
);
