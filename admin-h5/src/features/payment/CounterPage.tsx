import { useState } from 'react';
import { Link } from 'react-router';
import { counterMethods, type PayableView, qrChannels, readPayableAtCounter } from 'shared-types/staffPayment';
import { useFilters } from '../../lib/filters';
import { useMe } from '../../lib/me';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/payment';
import { HouseField, HouseSearch } from '../../ui/HouseSearch';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { CashSheet } from './CashSheet';
import { CounterBills } from './CounterBills';
import { Paying } from './Paying';
import { TakeByCode } from './TakeByCode';
import { TakeByHand } from './TakeByHand';

/** `visit`: at their home, in this visit. */
const names = ['house', 'pay', 'visit'] as const;
const ways = [...counterMethods, ...qrChannels];
type Way = (typeof ways)[number];

const isQr = (way: Way): way is (typeof qrChannels)[number] => qrChannels.some((one) => one === way);

interface TakingProps {
  payable: PayableView;
  visitId: string;
  onTaken: (paymentId: string) => void;
}

const Taking = ({ payable, visitId, onTaken }: TakingProps) => {
  // What is taken by hand is what they sign for.
  const open = ways.filter((one) => payable.channels.includes(one) && !(visitId && isQr(one)));
  const [picked, setPicked] = useState<ReadonlySet<string>>(
    () => new Set(payable.bills.filter((bill) => bill.heldBy === null && !bill.disputed).map((bill) => bill.id)),
  );
  const [chosen, setWay] = useState<Way | null>(null);
  const way = chosen ?? open[0] ?? 'cash';
  const bills = payable.bills.filter((bill) => picked.has(bill.id) && bill.heldBy === null);
  return (
    <div className="counter">
      <CounterBills payable={payable} picked={picked} onPicked={setPicked} />
      <section className="card pad col g3">
        <fieldset className="field" aria-label={t.how}>
          <span>{t.how}</span>
          <div className="opt">
            {open.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === way}
                className={one === way ? 'on' : ''}
                onClick={() => setWay(one)}
              >
                {t.channels[one]}
              </button>
            ))}
          </div>
        </fieldset>
        {isQr(way) ? (
          <TakeByCode key={way} payable={payable} bills={bills} channel={way} onTaken={onTaken} />
        ) : (
          <TakeByHand key={way} payable={payable} bills={bills} method={way} visitId={visitId} onTaken={onTaken} />
        )}
      </section>
    </div>
  );
};

const AtHouse = ({
  houseId,
  visitId,
  onTaken,
  onOther,
}: {
  houseId: string;
  visitId: string;
  onTaken: (id: string) => void;
  onOther: () => void;
}) => {
  const query = useRead(readPayableAtCounter, { params: { id: houseId } });
  return (
    <Loaded query={query} skeleton={<SkeletonCards count={2} height={160} />}>
      {(payable) => (
        <>
          {visitId ? (
            <b className="fs-m">{t.inVisit(payable.houseLabel)}</b>
          ) : (
            <HouseField label={t.counter} house={{ id: houseId, label: payable.houseLabel }} onHouse={onOther} />
          )}
          <Taking key={houseId} payable={payable} visitId={visitId} onTaken={onTaken} />
        </>
      )}
    </Loaded>
  );
};

/** 收银台: find the house, choose what is paid, take the money, give the receipt. */
export const CounterPage = () => {
  const { may } = useMe();
  const [{ house, pay, visit }, set] = useFilters(names);
  return (
    <Page
      title={t.counter}
      tools={visit ? undefined : <ChargeRooms />}
      {...(visit ? { back: `/home-visits/${visit}` } : {})}
      live
    >
      {pay ? (
        <Paying id={pay}>
          {visit ? (
            <Link className="btn pri" to={`/home-visits/${visit}`}>
              {t.backToVisit}
            </Link>
          ) : (
            <button type="button" className="btn pri" onClick={() => set({ pay: '', house: '' })}>
              {t.nextHouse}
            </button>
          )}
          <button type="button" className="btn ghost" onClick={() => set({ pay: '' })}>
            {t.sameHouse}
          </button>
        </Paying>
      ) : house ? (
        <AtHouse
          houseId={house}
          visitId={visit}
          onTaken={(id) => set({ pay: id }, false)}
          onOther={() => set({ house: '' })}
        />
      ) : (
        <>
          <section className="card pad narrow">
            <HouseSearch onPick={(picked) => set({ house: picked.id }, false)} />
          </section>
          {may('payment.read') && <CashSheet />}
        </>
      )}
    </Page>
  );
};
