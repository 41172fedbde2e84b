import { useCallback, useEffect, useRef, useState } from 'react';
import type { BodyInputOf, ResponseOf } from 'shared-types/contract';
import { quotePayment } from 'shared-types/payment';
import { call } from '../../lib/api';
import { wordsOf } from '../../lib/words';

type Wanted = BodyInputOf<typeof quotePayment>;

export interface Quoted {
  /** What the server counted, with what it was asked for. */
  view: ResponseOf<typeof quotePayment>;
  body: Wanted;
}

/** As much of the balance as the rest needs; the server counts again with it. */
const quote = async (wanted: Wanted, prepaidFen: number): Promise<Quoted> => {
  const view = await call(quotePayment, { body: wanted });
  const fromPrepaidFen = Math.min(prepaidFen, view.amountFen);
  if (fromPrepaidFen === 0) return { view, body: wanted };
  const body = { ...wanted, fromPrepaidFen };
  return { view: await call(quotePayment, { body }), body };
};

/**
 * The price of what is wanted, asked for anew with every change. While an answer is under way `quoted` is null: nobody
 * pays an amount of something else. `stamp` stands for everything the price depends on besides.
 */
export const useQuote = (wanted: Wanted | null, prepaidFen: number, stamp: string) => {
  const asked = wanted ? JSON.stringify([wanted, prepaidFen, stamp]) : null;
  const latest = useRef({ wanted, prepaidFen });
  latest.current = { wanted, prepaidFen };
  const [answer, setAnswer] = useState<{ asked: string; quoted: Quoted | null; error: string | null } | null>(null);
  const turn = useRef(0);
  const ask = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    const { wanted: now, prepaidFen: prepaid } = latest.current;
    if (!asked || !now) return;
    try {
      const quoted = await quote(now, prepaid);
      if (mine === turn.current) setAnswer({ asked, quoted, error: null });
    } catch (error) {
      if (mine === turn.current) setAnswer({ asked, quoted: null, error: wordsOf(error) });
    }
  }, [asked]);
  useEffect(() => void ask(), [ask]);
  const current = answer?.asked === asked ? answer : null;
  return { quoted: current?.quoted ?? null, error: current?.error ?? null, again: ask };
};
