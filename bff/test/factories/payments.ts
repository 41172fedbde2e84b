import type { FeeKind } from 'shared-types/billing';
import { newKey } from 'shared-types/client';
import type { PaymentView } from 'shared-types/payment';
import { createPayment } from 'shared-types/payment';
import { issueCoupon, moveBalance } from '../../src/features/account/account.door.js';
import { createOpeningBill, readBills } from '../../src/features/billing/billing.door.js';
import { balanceOf, postEntry } from '../../src/features/ledger/ledger.door.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity } from './community.js';
import type { TestServer } from './testServer.js';

/** A community whose owner of 1栋1单元101 is known to WeChat's simulator, with a desk, finance and a manager. */
export interface PayingCommunity extends TestCommunity {
  houseId: string;
  owner: { id: string; token: string; openid: string };
  desk: { id: string; token: string };
  finance: { id: string; token: string };
  manager: { id: string; token: string };
}

let residents = 0;

/** Somebody new whom WeChat's simulator knows. */
export const newOpenid = (server: Pick<TestServer, 'simulators'>): string => {
  residents += 1;
  const phone = `199${String(20_000_000 + residents)}`;
  return server.simulators.control.wechat.putResident({ id: `payer${residents}`, name: `付款人${residents}`, phone })
    .openid;
};

export const makePayingCommunity = async (server: TestServer): Promise<PayingCommunity> => {
  const { deps } = server;
  const community = await makeCommunity(deps);
  const house = community.houses[0];
  if (!house) throw new Error('no house');
  const owner = await makeOwner(deps, community.id, [house], { openid: newOpenid(server) });
  const desk = await makeStaff(deps, community.id, 'customer-service', { name: '陈静' });
  const finance = await makeStaff(deps, community.id, 'finance', { name: '何芳' });
  const manager = await makeStaff(deps, community.id, 'manager', { name: '方总' });
  return { ...community, houseId: house.id, owner, desk, finance, manager };
};

let bills = 0;

/** A bill that is due; the ledger has it as an opening balance. */
export const makeBill = async (
  deps: Deps,
  { id: communityId, houseId }: { id: string; houseId: string },
  amountFen: number,
  more: { feeKind?: FeeKind; dueOn?: string; feeName?: string } = {},
): Promise<string> => {
  bills += 1;
  const month = String((bills % 12) + 1).padStart(2, '0');
  const year = 2000 + Math.floor(bills / 12);
  const { billId } = await inTransaction(deps.db, (tx) =>
    createOpeningBill(tx, deps.clock, {
      communityId,
      houseId,
      feeKind: more.feeKind ?? 'property',
      feeName: more.feeName,
      period: `${year}-${month}`,
      amountFen,
      dueOn: more.dueOn ?? '2026-11-25',
      note: null,
      by: null,
    }),
  );
  return billId;
};

/** What a house has paid ahead, in the sub-ledger and in the ledger. */
export const fillBalance = (
  deps: Deps,
  { id: communityId, houseId }: { id: string; houseId: string },
  amountFen: number,
) =>
  inTransaction(deps.db, async (tx) => {
    bills += 1;
    const cause = { kind: 'opening-prepaid', id: `test-${bills}` };
    await moveBalance(tx, deps.clock, { communityId, houseId, amountFen, kind: 'opening', cause });
    await postEntry(tx, deps.clock, {
      communityId,
      cause,
      at: deps.clock.now(),
      memo: 'opening',
      postings: [
        { account: '3201', amountFen },
        { account: '2203', amountFen: -amountFen, houseId },
      ],
    });
  });

export const giveCoupon = async (
  deps: Deps,
  { id: communityId, houseId }: { id: string; houseId: string },
  amountFen: number,
  feeKind: FeeKind = 'property',
): Promise<string> => {
  bills += 1;
  const { couponId } = await inTransaction(deps.db, (tx) =>
    issueCoupon(tx, deps.clock, {
      communityId,
      houseId,
      feeKind,
      amountFen,
      validUntil: '2026-12-31',
      reason: '节能奖励',
      cause: { kind: 'test', id: `coupon-${bills}` },
    }),
  );
  return couponId;
};

/** Asks for a payment as the mini-program does. */
export const startPaying = (
  server: TestServer,
  token: string,
  body: {
    houseId?: string;
    billIds?: string[];
    couponIds?: string[];
    fromPrepaidFen?: number;
    topUpFen?: number;
    expectedFen: number;
    consentCode?: string;
  },
  key = newKey(),
): Promise<PaymentView> =>
  server.client(token)(createPayment, { body: { channel: 'wechat-jsapi', ...body }, idempotencyKey: key });

/** The owner's thumb on WeChat's sheet. */
export const payBySheet = (server: TestServer, view: Pick<PaymentView, 'pay'>, openid: string): string => {
  if (!view.pay) throw new Error('nothing to pay with');
  return server.simulators.control.wechatPay.requestPayment(view.pay, openid, 'pay').result;
};

/** WeChat Pay's notices arrive, and everything that follows happens. */
export const deliverNotices = async (server: TestServer): Promise<void> => {
  await server.simulators.control.wechatPay.deliverDue(server.origin);
  await server.drain();
};

/** Balances by account, without those that are even. */
export const booksOf = async (
  deps: Deps,
  communityId: string,
  accounts: readonly string[],
): Promise<Record<string, number>> => {
  const books: Record<string, number> = {};
  for (const account of accounts) {
    const fen = await balanceOf(deps.db.reader, communityId, { account });
    if (fen !== 0) books[account] = fen;
  }
  return books;
};

export const billsNow = async (deps: Deps, communityId: string, ids: string[]) =>
  (await readBills(deps.db.reader, communityId, ids)).map(({ status, paidFen, couponFen, heldBy }) => ({
    status,
    paidFen,
    couponFen,
    heldBy,
  }));
