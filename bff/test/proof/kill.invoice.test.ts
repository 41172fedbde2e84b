import { existsSync } from 'node:fs';
import { newKey } from 'shared-types/client';
import { collectPayment, reverseCollection } from 'shared-types/staffPayment';
import { gates, routes } from '../../src/app.js';
import { InvoiceEntity } from '../../src/features/invoice/invoice.entity.js';
import { OutboxEntity } from '../../src/platform/queue/queue.entity.js';
import { makeBill, makePayingCommunity, type PayingCommunity } from '../factories/payments.js';
import { serve, type TestServer } from '../factories/serve.js';
import { testClock, testDeps } from '../factories/testDeps.js';
import { until } from './chaos/workers.js';
import { type Children, ended, kill, makeChildren } from './kill/children.js';

const kills = Number(process.env.KILLS ?? 1);
const billFen = 25_060;

let t: TestServer;
let home: PayingCommunity;
let children: Children;
beforeAll(async () => {
  t = await serve(await testDeps({ clock: testClock(new Date().toISOString()) }), {
    routes,
    gates,
    handlers: [],
  });
  home = await makePayingCommunity(t);
  children = await makeChildren(t, home.id, 'invoiceChild.ts');
  t.simulators.control.invoice.setMood({ seconds: 0 });
}, 60_000);
afterAll(async () => {
  await children.close();
  await t.close();
});

const papersOf = (paymentId: string) => t.deps.db.reader.findBy(InvoiceEntity, { paymentId });
const atTaxOffice = (paymentId: string) =>
  t.simulators.control.invoice
    .invoices()
    .filter(({ request }) => request.requestNo.startsWith(`I${paymentId}-`))
    .map(({ state, request }) => [state, request.totalFen]);

describe.each([
  'before the invoice is stored',
  'before the commit of the invoice',
  'before the sending is written',
  'before issuing',
  'after issuing',
  'after asking',
  'before the number is kept',
  'before the commit of the number',
  'before the reversal is begun',
  'before reversing',
  'after reversing',
  'before the red number is kept',
  'before the commit of the red number',
])('killed %s', (failpoint) => {
  test.each(Array.from({ length: kills }, (_, index) => index + 1))(
    'there is one blue invoice, and in the end one red one (kill %i)',
    async () => {
      const billId = await makeBill(t.deps, home, billFen);
      const manager = t.client(home.manager.token);
      const { id } = await manager(collectPayment, {
        params: { id: home.houseId },
        body: { method: 'cash', amountFen: billFen, billIds: [billId] },
        idempotencyKey: newKey(),
      });
      const options = children.options({ failpoint });
      let child = await children.start(options);
      const comes = (status: string) =>
        until(async () => {
          if (child.exitCode !== null || child.signalCode !== null) child = await children.start(options);
          return (await papersOf(id)).some((paper) => paper.status === status);
        }, 30_000);
      await comes('issued');
      expect(atTaxOffice(id)).toEqual([['issued', billFen]]);
      const back = { params: { id }, body: { reason: '收错了' }, idempotencyKey: newKey() };
      // Two processes write one file: the desk says it again, with its key.
      await until(async () => (await manager(reverseCollection, back)).status === 'reversed');
      await comes('reversed');
      expect(existsSync(options.usedFile)).toBe(true);
      const [paper, ...others] = await papersOf(id);
      expect(others).toEqual([]);
      expect(paper).toMatchObject({
        status: 'reversed',
        invoiceNo: expect.any(String),
        redInvoiceNo: expect.any(String),
      });
      expect(atTaxOffice(id)).toEqual([['reversed', billFen]]);
      // Who it is for is told once of each.
      const told = await t.deps.db.reader.findBy(OutboxEntity, { communityId: home.id });
      const topics = told.filter(({ payload }) => payload.includes(paper?.id ?? 'none')).map(({ topic }) => topic);
      expect(topics.filter((topic) => topic === 'invoice.issued')).toHaveLength(1);
      expect(topics.filter((topic) => topic === 'invoice.reversed')).toHaveLength(1);
      if (child.exitCode === null && child.signalCode === null) await kill(child, 'SIGTERM');
      else await ended(child);
    },
    90_000,
  );
});
