import type { PayableView, QrChannel } from 'shared-types/staffPayment';
import { t } from '../../locales/zh-CN/kiosk';
import { Money } from '../../ui/Money';

const shown = 5;
const ways: readonly QrChannel[] = ['wechat-native', 'alipay-qr'];

/** What a code can be made for: not what is disputed, nor what another payment holds. */
export const payableNow = ({ bills }: PayableView): PayableView['bills'] =>
  bills.filter(({ disputed, heldBy, outstandingFen }) => !disputed && heldBy === null && outstandingFen > 0);

interface PayBillsProps {
  payable: PayableView;
  busy: boolean;
  onShow: (channel: QrChannel) => void;
  onCash: () => void;
}

/** The bills in large type, their sum, and the ways to pay it. */
export const PayBills = ({ payable, busy, onShow, onCash }: PayBillsProps) => {
  const bills = payableNow(payable);
  const aside = payable.bills.length - bills.length;
  const open = ways.filter((way) => payable.channels.includes(way));
  if (bills.length === 0) return <p className="ktext">{aside > 0 ? t.payAside(aside) : t.payNothingHint}</p>;
  return (
    <>
      <ul className="kbills">
        {bills.slice(0, shown).map((bill) => (
          <li key={bill.id}>
            <span>{bill.title}</span>
            <Money fen={bill.outstandingFen} />
          </li>
        ))}
        {bills.length > shown && <li className="t2">{t.payMore(bills.length - shown)}</li>}
        <li className="ksum">
          <b>{t.payTotal}</b>
          <Money fen={bills.reduce((sum, { outstandingFen }) => sum + outstandingFen, 0)} due />
        </li>
      </ul>
      {aside > 0 && <p className="t2">{t.payAside(aside)}</p>}
      {open.map((way) => (
        <button key={way} type="button" className="kbtn pri" disabled={busy} onClick={() => onShow(way)}>
          {way === 'wechat-native' ? t.payWechat : t.payAlipay}
        </button>
      ))}
      {payable.channels.includes('cash') ? (
        <button type="button" className="kbtn out" disabled={busy} onClick={onCash}>
          {t.payByCash}
        </button>
      ) : (
        <p className="ktext">{open.length === 0 ? t.payOff : t.payCash}</p>
      )}
    </>
  );
};
