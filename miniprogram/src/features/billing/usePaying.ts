import Taro from '@tarojs/taro';
import { useCallback, useRef, useState } from 'react';
import { ApiError, newKey } from 'shared-types/client';
import type { BodyInputOf } from 'shared-types/contract';
import { cancelPayment, createPayment, type PaymentView, readPayment } from 'shared-types/payment';
import { call } from '../../lib/api';
import { useCommand } from '../../lib/hooks';
import { pages } from '../../lib/pages';
import { isUnanswered } from '../../lib/words';
import { wx } from '../../lib/wx';

type Body = BodyInputOf<typeof createPayment>;

const orderTries = 6;
const orderWaitMs = 500;

/** What the owner should read on the page that they paid from. */
export type Said = 'changed' | 'cancelled' | null;

/** The channel's order may still be on its way: it is asked for a few times. */
const withOrder = async (payment: PaymentView): Promise<PaymentView> => {
  let now = payment;
  for (let tries = 0; tries < orderTries && now.status === 'open' && !now.pay; tries += 1) {
    await new Promise((done) => setTimeout(done, orderWaitMs));
    now = await call(readPayment, { params: { id: now.id } });
  }
  return now;
};

/** Not paid: the bills are free again for anybody of the house. If it was paid after all, the answer says so. */
const giveUp = async (payment: PaymentView): Promise<PaymentView> => {
  try {
    return await call(cancelPayment, { params: { id: payment.id } });
  } catch {
    // It ends by itself in a few minutes, and the page of bills shows it until then.
    return payment;
  }
};

/** Makes a payment, lets WeChat take the money, and goes where the result is said. Nothing here is believed as proof. */
export const usePaying = (refresh: () => Promise<void>) => {
  const { busy, run } = useCommand();
  const [said, setSaid] = useState<Said>(null);
  const attempt = useRef({ key: newKey(), body: '' });

  const take = useCallback(
    async (made: PaymentView): Promise<void> => {
      const payment = await withOrder(made);
      const goTo = (word: 'done' | 'unknown' | 'none') => Taro.navigateTo({ url: pages.paid(payment.id, word) });
      if (payment.status !== 'open' || !payment.pay) return void (await goTo('none'));
      const answer = await wx.requestPayment(payment.pay);
      if (answer !== 'cancelled') return void (await goTo(answer));
      const after = await giveUp(payment);
      if (after.status === 'received' || after.status === 'settled') return void (await goTo('done'));
      setSaid('cancelled');
      await refresh();
    },
    [refresh],
  );

  /** A lost answer is asked for again under the same key, so that it stays one payment. */
  const make = useCallback(async (body: Body): Promise<PaymentView> => {
    const text = JSON.stringify(body);
    if (attempt.current.body !== text) attempt.current = { key: newKey(), body: text };
    try {
      const made = await call(createPayment, { body, idempotencyKey: attempt.current.key });
      attempt.current = { key: newKey(), body: '' };
      return made;
    } catch (error) {
      if (!isUnanswered(error)) attempt.current = { key: newKey(), body: '' };
      throw error;
    }
  }, []);

  const pay = (body: Body): void => {
    setSaid(null);
    void run(async () => {
      try {
        await take(await make(body));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        await refresh();
        if (error.code !== 'payment.changed') throw error;
        setSaid('changed');
      }
    });
  };
  const goOn = (id: string): void => {
    setSaid(null);
    void run(async () => take(await call(readPayment, { params: { id } })));
  };
  const drop = (id: string): void => {
    setSaid(null);
    void run(async () => {
      await call(cancelPayment, { params: { id } });
      await refresh();
    });
  };
  return { busy, said, pay, goOn, drop };
};
