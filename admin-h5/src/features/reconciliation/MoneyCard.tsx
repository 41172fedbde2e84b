import type { ReactNode } from 'react';
import type { ReconciliationView } from 'shared-types/reconciliation';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { t } from '../../locales/zh-CN/reconciliation';
import { Chip } from '../../ui/Chip';
import { Money } from '../../ui/Money';

const Row = ({ label, fen }: { label: string; fen: number }) => (
  <div className="row between g3">
    <span className="t2">{label}</span>
    <Money fen={fen} />
  </div>
);

type Flow = NonNullable<ReconciliationView['money']>;

const Sums = ({ money, channelName }: { money: Flow; channelName: string }) => (
  <>
    <Row label={t.net(channelName)} fen={money.netFen} />
    <Row label={money.feeRateBp === null ? t.fee : t.feeAt(money.feeRateBp)} fen={-money.feeFen} />
    <div className="row between g3 slip-sum">
      <b className="w5">{t.toBank}</b>
      <span className="fs-l">
        <Money fen={money.expectedFen} />
      </span>
    </div>
    {money.words && <p className="t2">{money.words}</p>}
    {money.channelBalanceFen !== null && <Row label={t.channelBalance} fen={money.channelBalanceFen} />}
    {money.ledgerBalanceFen !== null && <Row label={t.ledgerBalance} fen={money.ledgerBalanceFen} />}
  </>
);

const Counted = ({ count }: { count: NonNullable<ReconciliationView['count']> }) => {
  const now = useNow();
  return (
    <>
      <Row label={t.tillCounted} fen={count.countedFen} />
      {count.bankedFen > 0 && <Row label={t.tillBanked} fen={count.bankedFen} />}
      {count.feeFen > 0 && <Row label={t.fee} fen={-count.feeFen} />}
      <p className="t2 num">
        {t.countedBy(count.by, dayTime(count.at, now))}
        {count.note && ` · ${count.note}`}
      </p>
    </>
  );
};

/** 钱到哪里了: what the channel keeps, what the bank is to get, what arrived; under it the closing of the day. */
export const MoneyCard = ({ sheet, children }: { sheet: ReconciliationView; children: ReactNode }) => (
  <section className="card pad col g2">
    <h2>{sheet.money ? t.money : t.tillCounted}</h2>
    {sheet.money && <Sums money={sheet.money} channelName={sheet.channelName} />}
    {sheet.count && <Counted count={sheet.count} />}
    {children}
    {sheet.money && sheet.money.arrived.length > 0 && (
      <div className="col g2 slip-sum">
        <b className="w5">{t.arrived}</b>
        {sheet.money.arrived.map((one) => (
          <div key={`${one.day}${one.amountFen}`} className="row between g3">
            <span className="t2 num">{t.dayWords(one.day)}</span>
            <Chip name="paid">{t.arrivedOne}</Chip>
            <Money fen={one.amountFen} />
          </div>
        ))}
      </div>
    )}
  </section>
);
