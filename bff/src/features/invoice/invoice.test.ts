import { newKey } from 'shared-types/client';
import * as api from 'shared-types/invoice';
import * as inbox from 'shared-types/notification';
import * as refunds from 'shared-types/refund';
import * as staffApi from 'shared-types/staffInvoice';
import { collectPayment, reverseCollection } from 'shared-types/staffPayment';
import { makePayer, makeTeller, type Payer } from '../../../test/factories/money.js';
import { makeCommunity } from '../../../test/factories/people.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { handlers } from '../../app.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { publish } from '../../platform/queue/queue.js';
import { startWorker } from '../../platform/queue/worker.js';
import { InvoiceEntity } from './invoice.entity.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());
afterEach(() => tax().calm());

const tax = () => server.simulators.control.invoice;
const minute = 60_000;
const companyNo = '91440300708461136T';

const later = async (ms = minute): Promise<void> => {
  server.deps.clock.advance(ms);
  await server.drain();
};

const office = async (label = '3栋2单元0903') => {
  const communityId = await makeCommunity(server);
  const asker = await makeTeller(server, communityId, 'customer-service', '林晓');
  const finance = await makeTeller(server, communityId, 'finance', '何静');
  const payer = await makePayer(server, communityId, label);
  const ofPayment = (id: string, by: Payer = payer) => by.call(api.readPaymentInvoice, { params: { id } });
  const own = (id: string, by: Payer = payer) => by.call(api.readInvoice, { params: { id } });
  const ask = (id: string, titleId: string | null, by: Payer = payer) =>
    by.call(api.requestInvoice, { params: { id }, body: { titleId }, idempotencyKey: newKey() });
  const title = (body: Partial<api.TitleBody> = {}, by: Payer = payer) =>
    by.call(api.createTitle, {
      body: { kind: 'company', name: '安居测试有限公司', taxNo: companyNo, isDefault: false, ...body },
      idempotencyKey: newKey(),
    });
  const staffOf = (id: string) => finance.call(staffApi.readStaffInvoice, { params: { id } });
  const list = (scope: (typeof staffApi.staffInvoiceScopes)[number] = 'all') =>
    finance.call(staffApi.listStaffInvoices, { query: { scope } });
  const retry = (id: string) => finance.call(staffApi.retryInvoice, { params: { id }, idempotencyKey: newKey() });
  const refund = async (
    paymentId: string,
    parts: { billId: string | null; amountFen: number }[],
    way: 'original' | 'balance' = 'original',
  ) => {
    const { id } = await asker.call(refunds.requestRefund, {
      params: { id: paymentId },
      body: { parts, way, reason: '多收了' },
      idempotencyKey: newKey(),
    });
    await finance.stepUp();
    await finance.call(refunds.approveRefund, { params: { id }, idempotencyKey: newKey() });
    return id;
  };
  /** Until all that a refund and its invoices wait for has come. */
  const settle = async () => {
    for (let turn = 0; turn < 6; turn++) await later(2 * minute);
  };
  return { communityId, asker, finance, payer, ofPayment, own, ask, title, staffOf, list, retry, refund, settle };
};

/** What the tax office has for a payment: blue and red, and their difference. */
const atTaxOffice = (paymentId: string) => {
  const all = tax()
    .invoices()
    .filter(({ request }) => request.requestNo.startsWith(`I${paymentId}-`));
  const sum = (states: string[]) =>
    all.filter(({ state }) => states.includes(state)).reduce((total, { request }) => total + request.totalFen, 0);
  const blue = sum(['issued', 'reversing', 'reversed', 'reverse_failed']);
  const red = sum(['reversed']);
  return { all, blue, red, inForce: blue - red };
};

describe('after a payment', () => {
  it('is issued at once to the payer, fee by fee, and told with a link', async () => {
    const { payer, ofPayment, own } = await office();
    const bills = [await payer.owe(25_060), await payer.owe(1240, 'water')];
    const id = await payer.pay(bills);
    expect(await ofPayment(id)).toMatchObject({
      state: 'issuing',
      words: '电子发票正在开',
      inForceFen: 0,
      actions: [],
    });
    await later(6000);
    const issued = await ofPayment(id);
    expect(issued).toMatchObject({
      state: 'issued',
      words: '已开具 ¥263.00',
      payableFen: 26_300,
      inForceFen: 26_300,
      actions: ['retitle'],
    });
    const [summary] = issued.invoices;
    expect(summary).toMatchObject({ amountFen: 26_300, invoiceNo: expect.stringMatching(/^\d{20}$/) });
    const view = await own(summary?.id ?? '');
    expect(view).toMatchObject({
      title: { kind: 'personal', taxNo: null },
      lines: [
        { name: '物业服务费', amountFen: 25_060, taxRateBp: 600, taxFen: 1418 },
        { name: '水费', amountFen: 1240, taxRateBp: 300, taxFen: 36 },
      ],
      taxFen: 1454,
      actions: ['pdf'],
    });
    const [request] = atTaxOffice(id).all.map((one) => one.request);
    expect(request).toMatchObject({ totalFen: 26_300, remark: expect.stringContaining('3栋2单元0903') });
    await server.drain();
    const { items } = await payer.call(inbox.listInbox, { query: {} });
    expect(items).toContainEqual(
      expect.objectContaining({
        title: '电子发票开好了 ¥263.00',
        link: `/features/billing/pages/invoice/index?id=${view.id}`,
      }),
    );
    expect((await payer.call(api.listInvoices, { query: {} })).items).toEqual([
      expect.objectContaining({ id: view.id, status: 'issued' }),
    ]);
  });

  it('the PDF is the provider’s own file, for the payer and for finance alone', async () => {
    const { payer, ofPayment, finance, asker, communityId } = await office();
    const id = await payer.pay([await payer.owe(1000)]);
    await later(6000);
    const invoiceId = (await ofPayment(id)).invoices[0]?.id ?? '';
    const get = async (token: string, path: string) => {
      const answer = await fetch(`${server.origin}/api/v1${path}`, {
        headers: { Authorization: `Bearer ${token}`, 'X-Community': communityId },
      });
      return {
        status: answer.status,
        start: Buffer.from(await answer.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      };
    };
    expect(await get(finance.token, `/staff/invoices/${invoiceId}/pdf`)).toEqual({ status: 200, start: '%PDF-' });
    expect((await get(asker.token, `/staff/invoices/${invoiceId}/pdf`)).status).toBe(403);
    tax().outages.add({ api: 'file', kind: 'error', times: 1 });
    expect((await get(finance.token, `/staff/invoices/${invoiceId}/pdf`)).status).toBe(503);
  });

  it('the default title of the book is used; the first one is the default', async () => {
    const { payer, ofPayment, title } = await office();
    await title();
    await title({ kind: 'personal', name: '吴小红', taxNo: null });
    const id = await payer.pay([await payer.owe(1000)]);
    await later(6000);
    expect((await ofPayment(id)).invoices[0]?.title).toEqual({
      kind: 'company',
      name: '安居测试有限公司',
      taxNo: companyNo,
    });
  });

  it('what is put by is not invoiced, but when it pays a bill it is', async () => {
    const { payer, ofPayment } = await office();
    const first = await payer.pay([await payer.owe(2000)], { topUpFen: 500 });
    await later(6000);
    expect(await ofPayment(first)).toMatchObject({ payableFen: 2000, inForceFen: 2000 });
    const only = await payer.pay([], { topUpFen: 800 });
    await later(6000);
    expect(await ofPayment(only)).toMatchObject({ state: 'none', payableFen: 0, actions: [], invoices: [] });
    const spent = await payer.pay([await payer.owe(700, 'water')], { fromPrepaidFen: 700 });
    await later(6000);
    expect(await ofPayment(spent)).toMatchObject({ state: 'issued', inForceFen: 700 });
  });

  it('is issued once, however often the payment is told and whoever works', async () => {
    const { communityId, payer, ofPayment } = await office();
    const id = await payer.pay([await payer.owe(1000)]);
    const again = () =>
      inTransaction(server.deps.db, (tx) =>
        publish(tx, server.deps.clock, { communityId, topic: 'payment.settled', payload: { paymentId: id } }),
      );
    await Promise.all([again(), again(), again()]);
    const workers = [1, 2].map(() => startWorker({ deps: server.deps, handlers, polling: false }));
    for (let turn = 0; turn < 3; turn++) {
      await inTransaction(server.deps.db, async (tx) => {
        const rows = await tx.findBy(InvoiceEntity, { paymentId: id });
        const lane = 'calls' as const;
        for (const { id: invoiceId } of [...rows, ...rows])
          await publish(tx, server.deps.clock, { communityId, topic: 'invoice.work', payload: { invoiceId }, lane });
      });
      await Promise.all(workers.map((worker) => worker.drain()));
      server.deps.clock.advance(4000);
    }
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(await ofPayment(id)).toMatchObject({ state: 'issued', inForceFen: 1000, invoices: [expect.anything()] });
    expect(atTaxOffice(id).all).toHaveLength(1);
    const { items } = await payer.call(inbox.listInbox, { query: {} });
    expect(items.filter(({ title }) => title.startsWith('电子发票'))).toHaveLength(1);
  });

  it('a payment taken back at the counter takes its invoice with it', async () => {
    const { payer, asker, settle } = await office();
    const billId = await payer.owe(3000);
    const taken = await asker.call(collectPayment, {
      params: { id: payer.houseId },
      body: { billIds: [billId], method: 'cash', amountFen: 3000 },
      idempotencyKey: newKey(),
    });
    await server.drain();
    await later(6000);
    // The counter knows no payer: the household's owner has it.
    expect((await payer.call(api.listInvoices, { query: {} })).items).toHaveLength(1);
    await asker.call(reverseCollection, {
      params: { id: taken.id },
      body: { reason: '收错了' },
      idempotencyKey: newKey(),
    });
    await settle();
    expect(atTaxOffice(taken.id)).toMatchObject({ blue: 3000, red: 3000 });
  });
});

describe('misfortune', () => {
  it.each(['error', 'cut', 'busy', 'forged', 'garbage'] as const)(
    'a provider that does not answer (%s) is asked again: issued exactly once',
    async (kind) => {
      const { payer, ofPayment } = await office();
      tax().outages.add({ api: 'issue', kind, times: 2 });
      const id = await payer.pay([await payer.owe(1000)]);
      for (let turn = 0; turn < 6; turn++) await later(minute);
      expect(await ofPayment(id)).toMatchObject({ state: 'issued', inForceFen: 1000 });
      expect(atTaxOffice(id).all).toHaveLength(1);
    },
  );

  it('a long outage is told to finance once, and ends by itself', async () => {
    const { payer, ofPayment, list, finance } = await office();
    tax().outages.add({ api: 'issue', kind: 'error', times: 1000 });
    tax().outages.add({ api: 'query', kind: 'error', times: 1000 });
    const id = await payer.pay([await payer.owe(1000)]);
    for (let turn = 0; turn < 12; turn++) await later(5 * minute);
    const { items } = await list('attention');
    expect(items).toEqual([expect.objectContaining({ paymentId: id, status: 'issuing', actions: ['retry'] })]);
    const told = (await finance.call(inbox.listStaffInbox, { query: {} })).items;
    expect(told.filter(({ title }) => title === '电子发票要您看一下')).toEqual([
      expect.objectContaining({ link: `/invoices/${items[0]?.id}` }),
    ]);
    tax().calm();
    await later(60 * minute);
    await later();
    expect(await ofPayment(id)).toMatchObject({ state: 'issued' });
    expect((await list('attention')).items).toEqual([]);
    expect(atTaxOffice(id).all).toHaveLength(1);
  });

  it('a provider that refuses is tried again, then a person sees the reason and says: once more', async () => {
    const { payer, ofPayment, own, list, retry, staffOf, finance } = await office();
    tax().setMood({ ending: 'bad' });
    const id = await payer.pay([await payer.owe(1000)]);
    await later(6000);
    const first = (await ofPayment(id)).invoices[0]?.id ?? '';
    expect(await own(first)).toMatchObject({
      status: 'issuing',
      sayings: ['上次没有开成：税务平台拒绝开具：授信额度不足。系统会再试。'],
    });
    for (let turn = 0; turn < 20; turn++) await later(10 * minute);
    expect(await ofPayment(id)).toMatchObject({ state: 'failed', words: '没有开成，物业会处理' });
    expect((await list('attention')).items).toEqual([
      expect.objectContaining({ status: 'failed', attention: '税务平台拒绝开具：授信额度不足', actions: ['retry'] }),
    ]);
    expect(await staffOf(first)).toMatchObject({ reason: '税务平台拒绝开具：授信额度不足', nextLookAt: null });
    const told = (await finance.call(inbox.listStaffInbox, { query: {} })).items;
    expect(told.map(({ title }) => title)).toContain('电子发票要您看一下');
    expect(atTaxOffice(id).all.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
    tax().calm();
    expect((await retry(first)).status).toBe('issuing');
    await server.drain();
    await later(6000);
    expect(await ofPayment(id)).toMatchObject({ state: 'issued', inForceFen: 1000, invoices: [{ id: first }] });
    expect(atTaxOffice(id)).toMatchObject({ blue: 1000, red: 0 });
    expect(await codeOf(retry(first))).toBe('invoice.illegal_transition');
  });

  it('a title that is refused may be changed by the owner', async () => {
    const { payer, ofPayment, title, ask } = await office();
    await title({ name: '错误抬头有限公司' });
    tax().setMood({ refusedTitle: '错误' });
    const id = await payer.pay([await payer.owe(1000)]);
    await server.drain();
    expect(await ofPayment(id)).toMatchObject({ state: 'issuing', actions: ['retitle'] });
    expect(await ask(id, null)).toMatchObject({ state: 'issuing' });
    await server.drain();
    await later(6000);
    const { state, invoices } = await ofPayment(id);
    expect([state, invoices.map(({ title: on }) => on.kind)]).toEqual(['issued', ['personal']]);
  });
});

describe('a refund', () => {
  it('of a part takes the invoice back and issues the rest anew; of all leaves nothing', async () => {
    const { payer, ofPayment, refund, settle } = await office();
    const [a, b] = [await payer.owe(30_000), await payer.owe(4000, 'water')];
    const id = await payer.pay([a, b]);
    await later(6000);
    await refund(id, [{ billId: a, amountFen: 10_000 }]);
    await settle();
    expect(await ofPayment(id)).toMatchObject({
      state: 'partly-reversed',
      payableFen: 24_000,
      inForceFen: 24_000,
      invoices: [
        { status: 'issued', amountFen: 24_000 },
        { status: 'reversed', amountFen: 34_000, redInvoiceNo: expect.stringMatching(/^\d{20}$/) },
      ],
    });
    await refund(id, [{ billId: a, amountFen: 5000 }], 'balance');
    await refund(id, [{ billId: b, amountFen: 4000 }], 'balance');
    await settle();
    expect(atTaxOffice(id).inForce).toBe(15_000);
    await refund(id, [{ billId: a, amountFen: 15_000 }]);
    await settle();
    expect(await ofPayment(id)).toMatchObject({ state: 'reversed', inForceFen: 0, payableFen: 0, actions: [] });
    const { blue, red } = atTaxOffice(id);
    expect(blue).toBe(red);
    const { items } = await payer.call(inbox.listInbox, { query: {} });
    expect(items.map(({ title }) => title)).toContain('电子发票已红冲 ¥340.00');
  });

  it('that is done before the invoice was issued: what was given back is not in force in the end', async () => {
    const { payer, ofPayment, refund, settle } = await office();
    const a = await payer.owe(30_000);
    tax().setMood({ seconds: 3600 });
    const id = await payer.pay([a]);
    await refund(id, [{ billId: a, amountFen: 12_000 }], 'balance');
    await server.drain();
    expect(await ofPayment(id)).toMatchObject({ state: 'issuing', payableFen: 18_000 });
    tax().calm();
    await later(61 * minute);
    await settle();
    expect(await ofPayment(id)).toMatchObject({ state: 'partly-reversed', inForceFen: 18_000 });
    expect(atTaxOffice(id)).toMatchObject({ blue: 48_000, red: 30_000 });
  });

  it('while a refused one waits for its next try: it is given up, and nothing is ever issued', async () => {
    const { payer, refund, settle, ofPayment } = await office();
    const a = await payer.owe(30_000);
    tax().setMood({ ending: 'bad' });
    const id = await payer.pay([a]);
    await later(6000);
    tax().calm();
    await refund(id, [{ billId: a, amountFen: 30_000 }], 'balance');
    for (let turn = 0; turn < 4; turn++) await later(30 * minute);
    await settle();
    expect(atTaxOffice(id)).toMatchObject({ blue: 0, red: 0 });
    expect(await ofPayment(id)).toMatchObject({ state: 'none', payableFen: 0, invoices: [] });
  });

  it('whose red-letter invoice is refused comes to a person, who tries again', async () => {
    const { payer, ofPayment, refund, settle, list, retry } = await office();
    const a = await payer.owe(30_000);
    const id = await payer.pay([a]);
    await later(6000);
    tax().setMood({ ending: 'bad' });
    await refund(id, [{ billId: a, amountFen: 30_000 }], 'balance');
    for (let turn = 0; turn < 20; turn++) await later(10 * minute);
    const [stuck] = (await list('attention')).items;
    expect(stuck).toMatchObject({ status: 'reverse-failed', attention: '税务平台拒绝红冲：购方已确认用途' });
    expect(await ofPayment(id)).toMatchObject({ state: 'reversing', inForceFen: 30_000 });
    tax().calm();
    await retry(stuck?.id ?? '');
    await settle();
    expect(await ofPayment(id)).toMatchObject({ state: 'reversed', inForceFen: 0 });
    expect((await list('attention')).items).toEqual([]);
  });

  it.each(['error', 'cut', 'busy', 'forged'] as const)(
    'whose red-letter invoice is not answered (%s): red once',
    async (kind) => {
      const { payer, refund, settle } = await office();
      const a = await payer.owe(30_000);
      const id = await payer.pay([a]);
      await later(6000);
      tax().outages.add({ api: 'reverse', kind, times: 2 });
      await refund(id, [{ billId: a, amountFen: 100 }], 'balance');
      await settle();
      expect(atTaxOffice(id)).toMatchObject({ blue: 59_900, red: 30_000 });
    },
  );
});

describe('by hand', () => {
  it('another title: the old one is red, the new one has the amount; somebody else’s title is not there', async () => {
    const { payer, ofPayment, title, ask, settle, communityId } = await office();
    const id = await payer.pay([await payer.owe(30_000)]);
    await later(6000);
    const firm = await title({ taxNo: ' 9144 0300 7084 6113 6t' });
    const other = await makePayer(server, communityId, '5栋1单元0101');
    const theirs = await title({}, other);
    expect(await codeOf(ask(id, theirs.id))).toBe('title.not_found');
    expect(await codeOf(ask(id, firm.id, other))).toBe('payment.not_found');
    expect(await ask(id, firm.id)).toMatchObject({ state: 'reversing' });
    expect(await codeOf(ask(id, null))).toBe('invoice.illegal_transition');
    await settle();
    expect(await ofPayment(id)).toMatchObject({
      state: 'issued',
      inForceFen: 30_000,
      invoices: [
        { status: 'issued', title: { kind: 'company', name: '安居测试有限公司', taxNo: companyNo } },
        { status: 'reversed', title: { kind: 'personal' } },
      ],
    });
    expect(atTaxOffice(id)).toMatchObject({ blue: 60_000, red: 30_000 });
  });

  it('finance takes one back with a reason: none is issued in its stead until somebody asks', async () => {
    const { payer, finance, ofPayment, settle, staffOf, retry, refund } = await office();
    const a = await payer.owe(30_000);
    const id = await payer.pay([a]);
    await later(6000);
    const invoiceId = (await ofPayment(id)).invoices[0]?.id ?? '';
    const reverse = () =>
      finance.call(staffApi.reverseInvoice, {
        params: { id: invoiceId },
        body: { reason: '业主要求作废' },
        idempotencyKey: newKey(),
      });
    expect(await reverse()).toMatchObject({ status: 'reversing', reverseReason: '业主要求作废' });
    expect(await codeOf(reverse())).toBe('invoice.illegal_transition');
    await settle();
    await refund(id, [{ billId: a, amountFen: 1000 }], 'balance');
    await settle();
    expect(await ofPayment(id)).toMatchObject({ state: 'reversed', inForceFen: 0, actions: ['request'] });
    expect(await staffOf(invoiceId)).toMatchObject({ status: 'reversed', actions: ['retry', 'pdf'] });
    await retry(invoiceId);
    await settle();
    expect(await ofPayment(id)).toMatchObject({ inForceFen: 29_000 });
    expect((await staffOf(invoiceId)).actions).toEqual(['pdf']);
  });

  it('the list finds by number and state, and is finance’s alone', async () => {
    const { payer, finance, asker, ofPayment, list } = await office();
    const [first, second] = [await payer.pay([await payer.owe(100)]), await payer.pay([await payer.owe(200)])];
    await later(6000);
    const { items } = await list('issued');
    expect(items.map(({ paymentId }) => paymentId)).toEqual([second, first]);
    expect(items[0]?.house?.label).toContain('0903');
    const number = (await ofPayment(first)).invoices[0]?.invoiceNo ?? '';
    const found = await finance.call(staffApi.listStaffInvoices, { query: { q: number } });
    expect(found.items.map(({ paymentId }) => paymentId)).toEqual([first]);
    const page = await finance.call(staffApi.listStaffInvoices, { query: { limit: 1 } });
    const next = await finance.call(staffApi.listStaffInvoices, { query: { limit: 1, cursor: page.nextCursor ?? '' } });
    expect([...page.items, ...next.items].map(({ paymentId }) => paymentId)).toEqual([second, first]);
    expect(await codeOf(asker.call(staffApi.listStaffInvoices, { query: {} }))).toBe('auth.forbidden');
    expect((await list('reversed')).items).toEqual([]);
  });
});

describe('without a provider', () => {
  it('nothing is called an invoice; what was issued before can still be read', async () => {
    const { payer, ofPayment, ask, own } = await office();
    const before = await payer.pay([await payer.owe(900)]);
    await later(6000);
    const port = server.deps.invoice;
    server.deps.invoice = null;
    try {
      const id = await payer.pay([await payer.owe(1000)]);
      await later(6000);
      expect(await codeOf(ofPayment(id))).toBe('invoice.off');
      expect(await codeOf(ask(id, null))).toBe('invoice.off');
      const { open, items } = await payer.call(api.listInvoices, { query: {} });
      expect([open, items.length]).toEqual([false, 1]);
      expect(await ofPayment(before)).toMatchObject({ state: 'issued', actions: [] });
      expect((await own(items[0]?.id ?? '')).actions).toEqual([]);
      server.deps.invoice = port;
      await later(60 * minute);
      // Nobody asked for it while there was none.
      expect(await ofPayment(id)).toMatchObject({ state: 'none', actions: ['request'] });
      await ask(id, null);
      await server.drain();
      await later(6000);
      expect(await ofPayment(id)).toMatchObject({ state: 'issued', inForceFen: 1000 });
    } finally {
      server.deps.invoice = port;
    }
  });
});
