import { useState } from 'react';
import { listFees } from 'shared-types/fee';
import { listPools, type PoolView } from 'shared-types/reading';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useMe } from '../../lib/me';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/reading';
import { Chip } from '../../ui/Chip';
import { Money } from '../../ui/Money';
import { Empty, Loaded, SkeletonCards } from '../../ui/States';
import { type Column, Table } from '../../ui/Table';
import { PoolDialog, type PoolPlace } from './PoolDialog';

const Missing = ({ missing, onEnter }: { missing: PoolPlace[]; onEnter: ((place: PoolPlace) => void) | null }) => (
  <section className="card pad col g2">
    <p className={missing.length > 0 ? 'w5' : 't2'}>{t.missing(missing.length)}</p>
    {missing.map((place) => (
      <div key={`${place.feeId}${place.buildingId}`} className="row between g3 irow-line">
        <span>
          <b className="w5">{place.feeName}</b> <span className="t2">{place.buildingName}</span>
        </span>
        {onEnter && (
          <button type="button" className="btn sec sm" onClick={() => onEnter(place)}>
            {t.enter}
          </button>
        )}
      </div>
    ))}
  </section>
);

const columnsOf = (now: Date, onChange: ((pool: PoolView) => void) | null): Column<PoolView>[] => [
  { id: 'fee', head: t.poolColumns.fee, nowrap: true, cell: (pool) => <b className="w5">{pool.feeName}</b> },
  { id: 'where', head: t.poolColumns.where, nowrap: true, cell: (pool) => pool.buildingName },
  { id: 'total', head: t.poolColumns.total, nowrap: true, cell: (pool) => <Money fen={pool.totalFen} /> },
  { id: 'voucher', head: t.poolColumns.voucher, cell: (pool) => pool.voucher },
  {
    id: 'by',
    head: t.poolColumns.by,
    nowrap: true,
    cell: (pool) => <span className="t2 num">{`${pool.by}，${dayTime(pool.at, now)}`}</span>,
  },
  {
    id: 'state',
    head: t.poolColumns.state,
    nowrap: true,
    cell: (pool) => (
      <span className="row g2">
        <Chip name={pool.billed ? 'done' : 'waiting'}>{pool.billed ? t.billed : t.open}</Chip>
        {!pool.billed && onChange && (
          <button type="button" className="btn plain sm" onClick={() => onChange(pool)}>
            {t.change}
          </button>
        )}
      </span>
    ),
  },
];

/** The sums of a month that are shared, each with what it rests on. */
export const Pools = ({ period }: { period: string }) => {
  const now = useNow();
  const { may } = useMe();
  const query = useRead(listPools, { query: { period } });
  const fees = useRead(listFees, { query: { scope: 'all' } }, { enabled: may('fee.read') });
  const [place, setPlace] = useState<PoolPlace | null>(null);
  // A sum is known by its fee's code; it is entered for the version that is in force then.
  const feeOf = ({ feeCode }: PoolView) =>
    fees.data?.items.find(
      (fee) => fee.code === feeCode && fee.validFrom <= period && (fee.validTo === null || period <= fee.validTo),
    );
  const change = (pool: PoolView) => {
    const fee = feeOf(pool);
    if (fee) setPlace({ feeId: fee.id, ...pool });
  };
  const mayEnter = may('bill.run');
  return (
    <>
      <p className="t2">{t.poolsWhat}</p>
      <Loaded query={query} skeleton={<SkeletonCards count={2} height={120} />}>
        {({ items, missing }) => (
          <>
            <Missing missing={missing} onEnter={mayEnter ? setPlace : null} />
            <section className="card pad col g2" aria-label={t.entered}>
              <h2 className="fs-m">{t.entered}</h2>
              {items.length === 0 ? (
                <Empty>{t.noPools(period)}</Empty>
              ) : (
                <Table
                  label={t.entered}
                  rows={items}
                  columns={columnsOf(now, mayEnter ? change : null)}
                  rowKey={(pool) => pool.id}
                />
              )}
            </section>
          </>
        )}
      </Loaded>
      {place && <PoolDialog key={place.feeId} place={place} period={period} onClose={() => setPlace(null)} />}
    </>
  );
};
