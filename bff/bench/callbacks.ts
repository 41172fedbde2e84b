import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { makePayKeys, type PayKeys } from '../simulators/wechat-pay/keys.js';
import { compose, makeNotice, normalPlan, type Posting, post } from '../simulators/wechat-pay/notices.js';
import { platformSigning } from '../simulators/wechat-pay/signing.js';
import { entities } from '../src/entities.js';
import { ChannelNotificationEntity, PaymentEntity } from '../src/features/payment/payment.entity.js';
import { newId } from '../src/kernel/ids.js';
import { systemClock } from '../src/platform/clock/clock.js';
import { type Database, openDatabase } from '../src/platform/database/database.js';
import { migrateUp } from '../src/platform/database/migrate.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import { projectRoot } from '../src/platform/projectRoot.js';
import { type BenchOptions, childOrigin, type Measured, pairedRuns } from './frame.js';

const serverUrl = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306/test';
const atOnce = 16;
const runs = 7;
const perSecond = 300;
const appId = 'wx0000000000000001';
const path = '/callbacks/wechat-pay/transactions';

interface Order {
  number: string;
  amountFen: number;
}

/** Orders that are open and wait for their notification, the same on every database. */
const makeOrders = async (dbs: Database[], count: number): Promise<Order[]> => {
  const at = systemClock.now();
  const communityId = newId(at);
  const payments = Array.from({ length: count }, (_none, index) => ({
    communityId,
    id: newId(at),
    number: `20261123-${index}`,
    houseId: newId(at),
    channel: 'wechat-native' as const,
    status: 'open' as const,
    title: '存入预存款',
    orderNumber: newId(at),
    amountFen: 1 + ((index * 7919) % 100_000),
    couponFen: 0,
    prepaidFen: 0,
    topUpFen: 0,
    refundedFen: 0,
    held: false,
    createdAt: at,
  }));
  for (const db of dbs)
    for (let from = 0; from < count; from += 500)
      await inTransaction(db, (tx) => tx.insert(PaymentEntity, payments.slice(from, from + 500)));
  return payments.map(({ orderNumber, amountFen }) => ({ number: orderNumber, amountFen }));
};

const sign = (keys: PayKeys, { number, amountFen }: Order): Posting => {
  const sender = { keys, signing: platformSigning(keys), wallNow: systemClock.realNow };
  const plaintext = {
    ...{ appid: appId, mchid: keys.mchId, out_trade_no: number, transaction_id: `42${number}`, trade_type: 'NATIVE' },
    ...{ trade_state: 'SUCCESS', trade_state_desc: '支付成功', bank_type: 'OTHERS', attach: '' },
    success_time: `${new Date(Date.now() + 28_800_000).toISOString().slice(0, 19)}+08:00`,
    payer: { openid: 'somebody' },
    amount: { total: amountFen, payer_total: amountFen, currency: 'CNY', payer_currency: 'CNY' },
  };
  const input = {
    ...{ kind: 'transaction' as const, eventType: 'TRANSACTION.SUCCESS', summary: '支付成功', outTradeNo: number },
    ...{ plaintext, notifyUrl: path },
  };
  return compose(sender, makeNotice(input, normalPlan, Date.now()), 'public_key');
};

const send = async (url: string, posting: Posting): Promise<void> => {
  const status = await post(url, posting);
  if (status !== 204) throw new Error(`a notification was answered ${status}`);
};

/** Notifications answered in a second, so many under way at once. */
const answeredPerSecond = async (url: string, postings: Posting[]): Promise<number> => {
  const waiting = [...postings];
  const from = performance.now();
  const one = async (): Promise<void> => {
    for (let posting = waiting.pop(); posting; posting = waiting.pop()) await send(url, posting);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return postings.length / ((performance.now() - from) / 1000);
};

/** Milliseconds of the slowest hundredth when so many come every second, whatever is under way. */
const slowest = async (url: string, postings: Posting[]): Promise<number> => {
  const times: number[] = [];
  const from = performance.now();
  const all = postings.map(async (posting, index) => {
    const due = (index * 1000) / perSecond;
    await sleep(due);
    // From when it should have gone out: a sender that is late does not hide a server that is.
    await send(url, posting);
    times.push(performance.now() - from - due);
  });
  await Promise.all(all);
  return times.sort((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;
};

const payVariables = async (keys: PayKeys, folder: string): Promise<Record<string, string>> => {
  const keep = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  return {
    WX_APPID: appId,
    WXPAY_MCHID: keys.mchId,
    WXPAY_MERCHANT_SERIAL: keys.merchant.serial,
    WXPAY_MERCHANT_KEY_FILE: await keep('merchant-key.pem', keys.merchant.keyPem),
    WXPAY_MERCHANT_CERT_FILE: await keep('merchant-cert.pem', keys.merchant.certPem),
    WXPAY_APIV3_KEY: keys.apiV3Key,
    WXPAY_PLATFORM_KEYS: `${keys.publicKey.id}=${await keep('platform.pem', keys.publicKey.publicPem)}`,
  };
};

/** Row c: callbacks over HTTP ÷ bare verification, decryption and a transaction of six statements. */
export const run = async ({ full }: BenchOptions): Promise<Measured[]> => {
  const perRun = full ? 1000 : 300;
  const steady = full ? 20 * perSecond : 5 * perSecond;
  const folder = await mkdtemp(join(tmpdir(), 'anju-bench-'));
  const admin = await createConnection(serverUrl);
  const names = ['ours', 'bare'].map((kind) => `anju_bench_${process.pid}_c_${kind}`);
  const urls = names.map((name) => Object.assign(new URL(serverUrl), { pathname: `/${name}` }).toString());
  const [oursUrl = '', bareUrl = ''] = urls;
  const children: ChildProcess[] = [];
  const dbs: Database[] = [];
  try {
    for (const [at, name] of names.entries()) {
      await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
      await migrateUp(urls[at] ?? '');
      dbs.push(await openDatabase({ url: urls[at] ?? '', entities }));
    }
    const keys = await makePayKeys(new Date());
    const keysFile = join(folder, 'bare.json');
    await writeFile(keysFile, JSON.stringify({ publicPem: keys.publicKey.publicPem, apiV3Key: keys.apiV3Key }));
    const bare = fork(join(projectRoot, 'bff/dist/bench/baselineCallbacks.js'), [bareUrl, keysFile]);
    const product = fork(join(projectRoot, 'bff/dist/src/main.js'), ['--run=web'], {
      execArgv: ['--max-semi-space-size=32'],
      env: {
        ...process.env,
        ...{ ANJU_ENV: 'test', DATABASE_URL: oursUrl, DATA_DIR: folder, LOG_LEVEL: 'silent', PORT: '0' },
        ...(await payVariables(keys, folder)),
      },
    });
    children.push(bare, product);
    const [bareOrigin, ourOrigin] = await Promise.all([childOrigin(bare), childOrigin(product)]);
    const rounds = runs + 1;
    const orders = await makeOrders(dbs, rounds * perRun + steady);
    const load = (at: number, origin: string) => (): Promise<number> => {
      const postings = orders.slice(at * perRun, (at + 1) * perRun).map((order) => sign(keys, order));
      return answeredPerSecond(origin + path, postings);
    };
    await load(0, bareOrigin)();
    await load(0, ourOrigin)();
    const turn = { bare: 0, ours: 0 };
    const {
      baseline,
      product: ours,
      ratio,
    } = await pairedRuns(
      runs,
      () => load(++turn.bare, bareOrigin)(),
      () => load(++turn.ours, ourOrigin)(),
    );
    const rest = orders.slice(rounds * perRun).map((order) => sign(keys, order));
    const p99 = await slowest(ourOrigin + path, rest);
    const kept = await dbs[0]?.reader.countBy(ChannelNotificationEntity, { status: 'waiting' });
    if (kept !== orders.length) throw new Error(`${kept} of ${orders.length} notifications are kept`);
    return [
      {
        metric: 'c',
        what: '微信支付回调：验签、解密、入库、答 204，比裸验签加六句事务',
        sizes: `${atOnce} 路 · 每次 ${perRun} 个`,
        baseline: `${baseline.toFixed(0)} 个/s`,
        product: `${ours.toFixed(0)} 个/s`,
        value: ratio,
        unit: '×',
        gate: 0.8,
        goal: 1.2,
        atLeast: true,
      },
      {
        metric: 'c',
        what: '回调 p99',
        sizes: `每秒 ${perSecond} 个 · ${(steady / perSecond).toFixed(0)} s`,
        baseline: '',
        product: `${p99.toFixed(0)} ms`,
        value: p99,
        unit: ' ms',
        gate: 500,
        goal: 250,
      },
    ];
  } finally {
    for (const child of children) child.kill('SIGKILL');
    for (const db of dbs) await db.close();
    for (const name of names) await admin.query(`DROP DATABASE IF EXISTS ${name}`);
    await admin.end();
    await rm(folder, { recursive: true, force: true });
  }
};
