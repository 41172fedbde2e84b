import fc from 'fast-check';
import { atWall } from 'shared-types/time';
import { lose, reconcileStage } from '../../../test/factories/reconcile.js';
import { balanceOf } from '../ledger/ledger.door.js';
import { dayAfter } from './compareSheet.js';

const story = fc.array(
  fc.record({
    what: fc.constantFrom('paid', 'lost', 'refunded', 'closed-refund', 'stranger', 'midnight-refund'),
    amountFen: fc.integer({ min: 100, max: 90_000 }),
    doubled: fc.boolean(),
  }),
  { minLength: 1, maxLength: 5 },
);

const runs = Number(process.env.MIX_RUNS ?? 6);
const longEnoughMs = 120_000 + runs * 20_000;

it(
  'any mix of what goes wrong ends even after the decisions, and our account of WeChat is WeChat’s own',
  async () => {
    await fc.assert(
      fc.asyncProperty(story, async (events) => {
        const w = await reconcileStage();
        for (const { what, amountFen, doubled } of events) {
          w.deps.clock.advance(120_000);
          if (doubled) w.pay.planNotice({ kind: 'duplicate', times: 3 });
          if (what === 'stranger') w.pay.addBillOnly(amountFen, '别处收的');
          else if (what === 'lost') await lose(w, w.payer, amountFen);
          else {
            const billId = await w.payer.owe(amountFen);
            const paymentId = await w.payer.pay([billId]);
            if (doubled) await w.pay.deliverDue(w.server.origin);
            w.deps.clock.advance(120_000);
            if (what === 'closed-refund') w.pay.planRefunds({ ends: 'CLOSED', delayMs: 5000 });
            if (what !== 'paid') {
              const asked = await w.refund(paymentId, billId, Math.ceil(amountFen / 3));
              const made =
                what === 'midnight-refund'
                  ? w.pay.refunds().find((one) => one.outRefundNo === asked.number)
                  : undefined;
              if (made) made.createdAtMs = atWall(w.day, 24, 1).getTime();
              await w.to(new Date(w.deps.clock.now().getTime() + 120_000));
            }
            w.pay.planRefunds({ ends: 'SUCCESS', delayMs: 3000 });
          }
          await w.server.drain();
        }
        const days = [w.day, dayAfter(w.day, 1)];
        for (const day of days) await w.morningAfter(day);
        for (const day of days)
          for (const one of await w.differencesOf(day).catch(() => []))
            if (one.actions.includes('book')) await w.decide(one.id, 'book');
            else if (one.actions.includes('write-off')) await w.decide(one.id, 'write-off', '核对过');
        await w.server.drain();
        for (const day of days) {
          const sheet = await w.sheetOf(day);
          expect([sheet.state === 'even' || sheet.state === 'closed', sheet.differenceFen ?? 0]).toEqual([true, 0]);
          expect(sheet.ours.netFen).toBe(sheet.theirs?.netFen ?? 0);
          if (sheet.state === 'even') await w.close(day);
        }
        expect(await w.account('1012.wechat')).toBe(await w.held());
        expect(await balanceOf(w.deps.db.reader, w.communityId, {})).toBe(0);
        await w.server.close();
      }),
      { numRuns: runs },
    );
  },
  longEnoughMs,
);
