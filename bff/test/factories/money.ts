import * as auth from 'shared-types/auth';
import type { FeeKind } from 'shared-types/billing';
import { newKey } from 'shared-types/client';
import * as payments from 'shared-types/payment';
import type { StaffRole } from 'shared-types/permissions';
import { createOpeningBill } from '../../src/features/billing/billing.door.js';
import { OwnerAccountEntity } from '../../src/features/identity/identity.entity.js';
import { sha256 } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { openSession, stepUp } from '../../src/platform/session/sessions.js';
import { makeHouse, makeOwner, makeStaff } from './people.js';
import type { TestServer } from './serve.js';

const longMs = 1000 * 86_400_000;
let phones = 0;
let periods = 0;

/** A member of staff whose session may move money now. */
export const makeTeller = async (server: TestServer, communityId: string, role: StaffRole, name: string) => {
  const made = await makeStaff(server, communityId, [role], { name, department: 'finance' });
  // Tests let days pass: a session that goes idle is another test's subject.
  const terms = { actorKind: 'staff' as const, actorId: made.id, idleMs: longMs, maxMs: longMs };
  const token = await inTransaction(server.deps.db, (tx) => openSession(tx, server.deps.clock, terms));
  return {
    ...made,
    token,
    name,
    call: server.client(token),
    /** The password again: good for five minutes. */
    stepUp: () => inTransaction(server.deps.db, (tx) => stepUp(tx, server.deps.clock, sha256(token))),
  };
};

/** A house with its owner, who is signed in and owes what the test says. */
export const makePayer = async (server: TestServer, communityId: string, label: string) => {
  const { deps } = server;
  const phone = `199${String(20_000_000 + ++phones)}`;
  const houseId = await makeHouse(server, communityId, label, [{ name: '吴女士', role: 'owner', phone }]);
  const owner = await makeOwner(server, phone);
  const call = server.client(owner.token);
  await call(auth.giveWechatPhone, { body: { code: owner.phoneCode() } });
  const openid = (await deps.db.reader.findOneByOrFail(OwnerAccountEntity, { id: owner.id })).openid;
  const world = server.simulators.control.wechatPay;

  /** A bill of a month of its own. */
  const owe = async (amountFen: number, feeKind: FeeKind = 'property'): Promise<string> => {
    const month = ++periods;
    const period = `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    const { billId } = await inTransaction(deps.db, (tx) =>
      createOpeningBill(tx, deps.clock, {
        communityId,
        houseId,
        feeKind,
        period,
        amountFen,
        dueOn: '2026-11-25',
        note: null,
        by: null,
      }),
    );
    return billId;
  };

  /** An order at WeChat, not paid yet. */
  const order = async (billIds: string[], more: { topUpFen?: number; fromPrepaidFen?: number } = {}) => {
    const body = { houseId, billIds, ...more };
    const { amountFen } = await call(payments.quotePayment, { body });
    return call(payments.createPayment, {
      body: { ...body, channel: 'wechat-jsapi', expectedFen: amountFen },
      idempotencyKey: newKey(),
    });
  };

  /** The payer's thumb on the sheet; the platform has the money, we may not know. */
  const tap = (payment: Awaited<ReturnType<typeof order>>): void => {
    if (!payment.pay) throw new Error('nothing to pay');
    const { result, errMsg } = world.requestPayment(payment.pay, openid, 'pay');
    if (result !== 'ok') throw new Error(errMsg);
  };

  /** Ordered, paid, heard of and booked; the id of the payment. */
  const pay = async (billIds: string[], more: { topUpFen?: number; fromPrepaidFen?: number } = {}): Promise<string> => {
    const payment = await order(billIds, more);
    if (payment.status === 'open') {
      tap(payment);
      await call(payments.checkPayment, { params: { id: payment.id } });
    }
    await server.drain();
    return payment.id;
  };

  return { houseId, call, openid, owe, order, tap, pay, id: owner.id, token: owner.token };
};

export type Payer = Awaited<ReturnType<typeof makePayer>>;
