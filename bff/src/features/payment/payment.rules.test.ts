import { amountInWords } from './amountWords.rules.js';
import { lookAfter } from './look.rules.js';
import { type Expected, mismatchOf, type PaidFacts } from './notice.rules.js';
import { mayReverse, maySee } from './payment.policy.js';

describe('amounts in words', () => {
  it.each([
    [49_994, '肆佰玖拾玖元玖角肆分'],
    [0, '零元整'],
    [5, '伍分'],
    [30, '叁角整'],
    [100, '壹元整'],
    [103, '壹元零叁分'],
    [120, '壹元贰角整'],
    [1_000, '壹拾元整'],
    [100_500, '壹仟零伍元整'],
    [103_000, '壹仟零叁拾元整'],
    [1_000_000, '壹万元整'],
    [1_000_100, '壹万零壹元整'],
    [12_003_400, '壹拾贰万零叁拾肆元整'],
    [10_000_000_000, '壹亿元整'],
    [10_000_050_000, '壹亿零伍佰元整'],
    [-2_550, '负贰拾伍元伍角整'],
  ])('%i fen are %s', (fen, words) => {
    expect(amountInWords(fen)).toBe(words);
  });
});

describe('looks at the channel', () => {
  const madeAt = new Date('2026-11-23T10:00:00+08:00');
  const expireAt = new Date('2026-11-23T10:30:00+08:00');

  it('come after 5 s, 30 s, 1, 3, 5 and 10 minutes, and the end closes', () => {
    const seconds: number[] = [];
    let look = lookAfter(-1, madeAt, expireAt);
    while (!look.closes) {
      seconds.push((look.at.getTime() - madeAt.getTime()) / 1000);
      look = lookAfter(look.step, madeAt, expireAt);
    }
    expect(seconds).toEqual([5, 30, 60, 180, 300, 600]);
    expect(look.at).toEqual(expireAt);
  });

  it('the one after 30 minutes is made where a payment is open for longer', () => {
    const long = new Date('2026-11-23T11:30:00+08:00');
    expect(lookAfter(5, madeAt, long)).toEqual({ step: 6, at: expireAt, closes: false });
    expect(lookAfter(6, madeAt, long)).toEqual({ step: 7, at: long, closes: true });
  });
});

describe('what a channel says against our own order', () => {
  const facts: PaidFacts = {
    channel: 'wechat',
    appId: 'wx1',
    merchantId: '1900',
    orderNumber: 'P1',
    transactionId: '4200',
    payerHash: 'linna',
    tradeType: 'JSAPI',
    currency: 'CNY',
    amountFen: 49_994,
    paidAt: new Date(0),
  };
  const order: Expected = {
    channel: 'wechat-jsapi',
    orderNumber: 'P1',
    amountFen: 49_994,
    appId: 'wx1',
    merchantId: '1900',
    payerHash: 'linna',
  };

  it('fits when everything does', () => {
    expect(mismatchOf(facts, order)).toBeNull();
  });

  it.each<[string, Partial<PaidFacts>]>([
    ['channel', { channel: 'alipay' }],
    ['order', { orderNumber: 'P2' }],
    ['app', { appId: 'wx2' }],
    ['merchant', { merchantId: '1901' }],
    ['currency', { currency: 'USD' }],
    ['amount', { amountFen: 49_993 }],
    ['payer', { payerHash: 'zhouming' }],
    ['payer', { payerHash: null }],
  ])('differs in the %s', (what, change) => {
    expect(mismatchOf({ ...facts, ...change }, order)).toBe(what);
  });

  it('a code on a screen may be paid by anybody', () => {
    expect(
      mismatchOf({ ...facts, payerHash: 'anybody' }, { ...order, channel: 'wechat-native', payerHash: null }),
    ).toBeNull();
  });
});

describe('who sees a payment', () => {
  const owner = (role: 'owner' | 'family' | 'tenant', id = 'me') => ({
    kind: 'owner' as const,
    id,
    name: '林女士',
    houses: [{ houseId: 'H', communityId: 'C', role }],
  });

  it.each([
    ['owner', true],
    ['family', true],
    ['tenant', false],
  ] as const)('%s of the house: %s', (role, expected) => {
    expect(maySee(owner(role), { houseId: 'H', payerId: 'other' })).toBe(expected);
  });

  it('whoever paid, for whatever house', () => {
    expect(maySee(owner('tenant'), { houseId: 'X', payerId: 'me' })).toBe(true);
    expect(maySee(owner('owner'), { houseId: 'X', payerId: 'other' })).toBe(false);
  });
});

describe('who may take a collection back', () => {
  const settledAt = new Date('2026-11-23T23:50:00+08:00');
  const payment = { collectorId: 'me', settledAt };
  const clerk = { id: 'me', roles: ['customer-service' as const] };

  it('its collector on the same day, not on the next', () => {
    expect(mayReverse(clerk, payment, new Date('2026-11-23T23:59:59+08:00'))).toBe(true);
    expect(mayReverse(clerk, payment, new Date('2026-11-24T00:00:00+08:00'))).toBe(false);
  });

  it('no other clerk, and a manager at any time', () => {
    expect(mayReverse({ id: 'other', roles: ['finance'] }, payment, settledAt)).toBe(false);
    expect(mayReverse({ id: 'other', roles: ['manager'] }, payment, new Date('2026-12-24T00:00:00+08:00'))).toBe(true);
  });
});
