import type { ReactNode } from 'react';
import type { ReportView } from 'shared-types/disclosure';
import { t } from '../../locales/zh-CN/disclosure';
import { Money } from '../../ui/Money';

/** A report as it is drawn before it has an id, and after. */
export type ReportBody = Omit<ReportView, 'id' | 'publishedAt' | 'seal' | 'body'>;

const Row = ({ label, last = false, children }: { label: string; last?: boolean; children: ReactNode }) => (
  <div className={`row between g3 ${last ? 'slip-sum' : ''}`}>
    <span className="t2">{label}</span>
    {children}
  </div>
);

const fundRows = Object.keys(t.fundRows) as (keyof typeof t.fundRows)[];
const revenueRows = Object.keys(t.revenueRows) as (keyof typeof t.revenueRows)[];

/** Where the maintenance fund, the public revenue and the collection of the month stand. */
export const Sums = ({ report }: { report: ReportBody }) => {
  const { fund, publicRevenue, collection } = report;
  return (
    <>
      <section className="card pad col g2">
        <h2>{t.fund}</h2>
        {fundRows.map((name) => (
          <Row key={name} label={t.fundRows[name]} last={name === 'closingFen'}>
            <Money fen={name === 'outFen' ? -fund[name] : fund[name]} />
          </Row>
        ))}
      </section>
      <section className="card pad col g2">
        <h2>{t.revenue}</h2>
        {revenueRows.map((name) => (
          <Row key={name} label={t.revenueRows[name]} last={name === 'closingFen'}>
            <Money fen={name === 'usedFen' ? -publicRevenue[name] : publicRevenue[name]} />
          </Row>
        ))}
      </section>
      <section className="card pad col g2">
        <h2>{t.collection}</h2>
        <Row label={t.collectionRows.billedFen}>
          <Money fen={collection.billedFen} />
        </Row>
        <Row label={t.collectionRows.collectedFen}>
          <Money fen={collection.collectedFen} />
        </Row>
        <Row label={t.rate} last>
          <b className="w6 num">{t.share(collection.rateBp)}</b>
        </Row>
      </section>
    </>
  );
};
