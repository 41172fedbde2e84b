import fc from 'fast-check';
import type { InvoiceState } from 'shared-types/invoice';
import {
  contentOf,
  type Item,
  isEnded,
  type Line,
  linesFor,
  nextStep,
  type Refunded,
  requestNoOf,
  retryDelayMs,
  reverseNoOf,
  type Share,
  stateOf,
  sumsOf,
  type Title,
  taxOf,
  totalOf,
} from './invoice.rules.js';
import { invoiceItems } from './items.js';

const me: Title = { kind: 'personal', name: '林娜', taxNo: null };
const firm: Title = { kind: 'company', name: '某某有限公司', taxNo: '91440300708461136T' };
const share = (more: Partial<Share>): Share => ({
  billId: 'a',
  source: 'channel',
  feeKind: 'property',
  amountFen: 1000,
  ...more,
});
const both = new Set(['a', 'b']);
const lines = (shares: Share[], refunded: Refunded[] = [], standing: ReadonlySet<string> = both): Line[] =>
  linesFor(shares, refunded, standing, invoiceItems, 600);

describe('what there is to invoice', () => {
  it('one line a fee, with its own code and rate, or the policy’s', () => {
    expect(
      lines([
        share({}),
        share({ billId: 'b', amountFen: 234 }),
        share({ billId: 'b', feeKind: 'parking', amountFen: 66 }),
      ]),
    ).toEqual([
      { feeKind: 'property', name: '物业服务费', taxCode: '3040801010000000000', taxRateBp: 600, amountFen: 1234 },
      { feeKind: 'parking', name: '车辆停放服务费', taxCode: '3040502020200000000', taxRateBp: 900, amountFen: 66 },
    ]);
  });

  it('money out of the prepayment counts when it pays a bill; what tops it up, and coupons, do not', () => {
    const shares = [
      share({ amountFen: 300 }),
      share({ source: 'prepaid', amountFen: 500 }),
      share({ source: 'coupon', amountFen: 200 }),
      share({ billId: null, feeKind: null, amountFen: 5000 }),
    ];
    expect(totalOf(lines(shares))).toBe(800);
  });

  it('a bill that was reversed does not count: its money is in the prepayment', () => {
    expect(totalOf(lines([share({}), share({ billId: 'b', amountFen: 7 })], [], new Set(['b'])))).toBe(7);
  });

  it('what went back is taken off its own bill and source; nothing left is no line', () => {
    const shares = [share({}), share({ billId: 'b', feeKind: 'water', amountFen: 400 })];
    const back: Refunded[] = [
      { billId: 'a', source: 'channel', amountFen: 600 },
      { billId: 'a', source: 'channel', amountFen: 150 },
      { billId: 'b', source: 'channel', amountFen: 400 },
    ];
    expect(lines(shares, back).map(({ feeKind, amountFen }) => [feeKind, amountFen])).toEqual([['property', 250]]);
  });

  it('a fee without a kind is the one-off one', () => {
    expect(lines([share({ feeKind: null })])[0]).toMatchObject({ name: '物业其他服务费' });
  });
});

describe('tax', () => {
  it.each([
    [10_600, 600, 600],
    [26_300, 600, 1489],
    [1, 600, 0],
    [100, 0, 0],
    [113, 1300, 13],
  ])('of %i fen at %i basis points is %i', (amountFen, rateBp, taxFen) =>
    expect(taxOf(amountFen, rateBp)).toBe(taxFen),
  );

  it('and the price without it add up to the amount, and the tax is that of the price within half a fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_000_000_000_000 }), fc.integer({ min: 0, max: 2000 }), (amount, rate) => {
        const tax = taxOf(amount, rate);
        const net = amount - tax;
        expect(Number.isSafeInteger(tax) && tax >= 0 && net > 0).toBe(true);
        // |net − amount·10000/(10000+rate)| ≤ ½
        const off = BigInt(net) * BigInt(10_000 + rate) - BigInt(amount) * 10_000n;
        expect(2n * (off < 0n ? -off : off) <= BigInt(10_000 + rate)).toBe(true);
      }),
    );
  });
});

test('another rate makes no other invoice; another title, fee or amount does', () => {
  const [line] = lines([share({})]) as [Line];
  const content = contentOf(me, [line]);
  expect(contentOf(me, [{ ...line, taxRateBp: 300, name: '物业费' }])).toBe(content);
  expect(contentOf(firm, [line])).not.toBe(content);
  expect(contentOf(me, [{ ...line, amountFen: 999 }])).not.toBe(content);
  expect(contentOf(me, [{ ...line, feeKind: 'water' }])).not.toBe(content);
});

test('numbers are the same on every repetition, and others after a refusal', () => {
  expect([requestNoOf('P', 1, 1), requestNoOf('P', 1, 2), requestNoOf('P', 2, 1)]).toEqual(['IP-1', 'IP-1-2', 'IP-2']);
  expect(reverseNoOf('IP-1', 1)).toBe('IP-1-R1');
  expect([1, 2, 3, 4].map(retryDelayMs)).toEqual([600_000, 3_600_000, null, null]);
});

describe('the next step', () => {
  const live = (status: InvoiceState, content: string, sent = true) => ({ status, amountFen: 100, content, sent });
  const want = (content: string, amountFen = 100) => ({ content, amountFen });
  it.each([
    ['nothing there, nothing wanted', null, null, 'none'],
    ['nothing there', null, want('x'), 'issue'],
    ['as wanted', live('issued', 'x'), want('x'), 'none'],
    ['under way as wanted', live('issuing', 'x'), want('x'), 'none'],
    ['refused, as wanted: a person sees to it', live('failed', 'x'), want('x'), 'none'],
    ['refused, and another is wanted', live('failed', 'x'), want('y'), 'drop'],
    ['not sent yet, and another is wanted', live('issuing', 'x', false), want('y'), 'drop'],
    ['sent: its end must be known first', live('issuing', 'x'), want('y'), 'none'],
    ['another title', live('issued', 'x'), want('y'), { reverse: 'title' }],
    ['another amount', live('issued', 'x'), want('y', 60), { reverse: 'amount' }],
    ['nothing left', live('issued', 'x'), null, { reverse: 'amount' }],
    ['being reversed', live('reversing', 'x'), want('y'), 'none'],
    ['could not be reversed, and is wanted after all', live('reverse-failed', 'x'), want('x'), 'keep'],
    ['could not be reversed', live('reverse-failed', 'x'), want('y'), 'none'],
  ] as const)('%s', (_title, paper, wanted, step) => expect(nextStep(paper, wanted)).toEqual(step));
});

describe('what is told of a payment', () => {
  const paper = (status: InvoiceState, reverseCause: string | null = null) => ({
    status,
    amountFen: 100,
    reverseCause,
  });
  it.each([
    ['none', []],
    ['none', [paper('dropped')]],
    ['issuing', [paper('issuing')]],
    ['issued', [paper('issued'), paper('reversed', 'title')]],
    ['partly-reversed', [paper('issued'), paper('reversed', 'amount')]],
    ['reversing', [paper('reversing', 'amount')]],
    ['reversing', [paper('reverse-failed', 'amount')]],
    ['reversed', [paper('reversed', 'amount')]],
    ['failed', [paper('failed')]],
    // Between the red one and the new one.
    ['issuing', [paper('issuing'), paper('reversed', 'amount')]],
  ] as const)('%s', (state, papers) => expect(stateOf(papers)).toBe(state));
});

/** A provider and an owner who do what they like, in any order, against the rules alone. */
const events = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant('refund' as const),
      bill: fc.constantFrom('a' as const, 'b' as const),
      share: fc.integer({ min: 1, max: 100 }),
    }),
    fc.record({ do: fc.constant('title' as const), title: fc.constantFrom(me, firm) }),
    fc.constant({ do: 'sent' as const }),
    fc.record({ do: fc.constant('answer' as const), good: fc.boolean() }),
    fc.constant({ do: 'retry' as const }),
  ),
  { maxLength: 40 },
);

interface Paper {
  status: InvoiceState;
  amountFen: number;
  content: string;
  sent: boolean;
}

test('in any order of refunds, titles and answers, blue less red ends at what was paid and not refunded', () => {
  const amounts = fc.record({ a: fc.integer({ min: 1, max: 1e9 }), b: fc.integer({ min: 1, max: 1e9 }) });
  fc.assert(
    fc.property(amounts, events, (paid, list) => {
      const items: Readonly<Record<string, Item>> = invoiceItems;
      expect(Object.keys(items)).toContain('water');
      const shares = [share({ amountFen: paid.a }), share({ billId: 'b', feeKind: 'water', amountFen: paid.b })];
      const back: Refunded[] = [];
      const papers: Paper[] = [];
      let title = me;
      const alive = (): Paper | undefined => papers.find(({ status }) => !isEnded(status));
      const due = (): number => totalOf(lines(shares, back));
      const sync = (): void => {
        for (let again = true; again; ) {
          const now = lines(shares, back);
          const wanted = now.length > 0 ? { amountFen: totalOf(now), content: contentOf(title, now) } : null;
          const paper = alive();
          const step = nextStep(paper ?? null, wanted);
          again = step === 'drop' || step === 'keep';
          if (step === 'issue' && wanted) papers.push({ ...wanted, status: 'issuing', sent: false });
          else if (step === 'drop' && paper) paper.status = 'dropped';
          else if (step === 'keep' && paper) paper.status = 'issued';
          else if (typeof step === 'object' && paper) paper.status = 'reversing';
        }
        const { blueFen, redFen } = sumsOf(papers);
        expect(redFen).toBeLessThanOrEqual(blueFen);
        expect(blueFen - redFen).toBeLessThanOrEqual(paid.a + paid.b);
        expect(papers.filter(({ status }) => !isEnded(status)).length).toBeLessThanOrEqual(1);
      };
      const answer = (good: boolean): void => {
        const paper = alive();
        if (paper?.status === 'issuing' && paper.sent) paper.status = good ? 'issued' : 'failed';
        else if (paper?.status === 'reversing') paper.status = good ? 'reversed' : 'reverse-failed';
      };
      const retry = (): void => {
        const paper = alive();
        if (paper?.status === 'failed') Object.assign(paper, { status: 'issuing', sent: false });
        else if (paper?.status === 'reverse-failed') paper.status = 'reversing';
      };
      const send = (): void => {
        const paper = alive();
        if (paper?.status === 'issuing') paper.sent = true;
      };
      sync();
      for (const event of list) {
        if (event.do === 'refund') {
          const gone = back
            .filter(({ billId }) => billId === event.bill)
            .reduce((sum, part) => sum + part.amountFen, 0);
          const amountFen = Math.ceil(((paid[event.bill] - gone) * event.share) / 100);
          if (amountFen > 0) back.push({ billId: event.bill, source: 'channel', amountFen });
        } else if (event.do === 'title') title = event.title;
        else if (event.do === 'sent') send();
        else if (event.do === 'answer') answer(event.good);
        else retry();
        sync();
      }
      // In the end the provider does what it is asked.
      for (let turn = 0; turn < 12; turn++) {
        retry();
        sync();
        send();
        answer(true);
        sync();
      }
      const { blueFen, redFen } = sumsOf(papers);
      expect(blueFen - redFen).toBe(due());
      const last = alive();
      expect(last?.content ?? null).toBe(due() > 0 ? contentOf(title, lines(shares, back)) : null);
    }),
  );
});
