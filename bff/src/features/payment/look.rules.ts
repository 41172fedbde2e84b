/** When the channel is asked by itself whether an order was paid: WeChat Pay's fallback schedule (wechat.md 2.6). */
const afterSeconds = [5, 30, 60, 180, 300, 600, 1800] as const;

/** Each look by its number, from 0; the last thing is the end of the payment. */
export interface Look {
  step: number;
  at: Date;
  /** Not a look any more: it is closed now. */
  closes: boolean;
}

/** The look after `step` (-1: none yet) of a payment that was made at `madeAt` and may be paid until `expireAt`. */
export const lookAfter = (step: number, madeAt: Date, expireAt: Date): Look => {
  const seconds = afterSeconds[step + 1];
  const at = seconds === undefined ? null : new Date(madeAt.getTime() + seconds * 1000);
  if (!at || at >= expireAt) return { step: step + 1, at: expireAt, closes: true };
  return { step: step + 1, at, closes: false };
};
