import { formatFen } from 'shared-types/money';
import { zh } from '../locales/zh-CN';
import { element, openSheet } from './element.h5';
import type { PaymentAnswer, PaymentOrder } from './platform';

const simulator = '/simulators/wechat-pay';
const words = zh.paySheet;

interface Shown {
  description: string;
  amountFen: number;
  /** Why WeChat would not let it be paid; null when it would. */
  refusal: string | null;
}
type Act = 'pay' | 'cancel' | 'insufficient';

const read = async (order: PaymentOrder): Promise<Shown> => {
  const prepayId = order.package.replace(/^prepay_id=/, '');
  const answer = await fetch(`${simulator}/order?prepayId=${encodeURIComponent(prepayId)}`);
  if (!answer.ok) throw new Error(`simulator ${answer.status}`);
  return (await answer.json()) as Shown;
};

const act = async (payment: PaymentOrder, resident: string | null, what: Act): Promise<PaymentAnswer> => {
  const answer = await fetch(`${simulator}/pay`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ payment, resident, act: what }),
  });
  if (!answer.ok) return 'unknown';
  const { result } = (await answer.json()) as { result: 'ok' | 'cancel' | 'fail' };
  return result === 'ok' ? 'done' : result === 'cancel' ? 'cancelled' : 'unknown';
};

const choose = ({ description, amountFen, refusal }: Shown): Promise<Act> =>
  new Promise((resolve) => {
    const amount = formatFen(amountFen);
    const button = (kind: string, word: string): HTMLButtonElement => element('button', `btn ${kind}`, word);
    const pay = button('pri big', words.pay(amount));
    const refuse = button('ghost', words.refuse);
    const cancel = button('ghost', words.cancel);
    const close = openSheet(
      words.title,
      element('b', 'fs-l', words.title),
      element('p', 't2', words.simulated),
      element('p', 'fs-m', description),
      element('b', 'fs-xl tm num', amount),
      ...(refusal ? [element('p', 'td', refusal), cancel] : [pay, refuse, cancel]),
    );
    const end = (what: Act) => () => {
      close();
      resolve(what);
    };
    pay.addEventListener('click', end('pay'));
    refuse.addEventListener('click', end('insufficient'));
    cancel.addEventListener('click', end('cancel'));
    (refusal ? cancel : pay).focus();
  });

/** A browser has no WeChat Pay: this sheet stands in for it, says so, and lets the simulator take the money. */
export const askForPayment = async (order: PaymentOrder, resident: string | null): Promise<PaymentAnswer> => {
  try {
    return await act(order, resident, await choose(await read(order)));
  } catch {
    return 'unknown';
  }
};
