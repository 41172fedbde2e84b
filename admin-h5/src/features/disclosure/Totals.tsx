import { t } from '../../locales/zh-CN/disclosure';
import { Money } from '../../ui/Money';
import { MonthBars } from './MonthBars';
import type { ReportBody } from './Sums';

/** What came in, what was spent, what is left; and the months up to this one. */
export const Totals = ({ report }: { report: ReportBody }) => (
  <section className="card pad col g3">
    <div className="row g6 wrap top-a">
      <div className="col">
        <span className="row g2 t2">
          <i className="lg in-bar" />
          {t.income}
        </span>
        <span className="money-big">
          <Money fen={report.incomeFen} />
        </span>
      </div>
      <div className="col">
        <span className="row g2 t2">
          <i className="lg out-bar" />
          {t.expense}
        </span>
        <span className="money-big">
          <Money fen={report.expenseFen} />
        </span>
      </div>
      <div className="col">
        <span className="t2">{report.surplusFen < 0 ? t.deficit : t.surplus}</span>
        <span className="money-big tb">
          <Money fen={report.surplusFen} />
        </span>
      </div>
    </div>
    <MonthBars report={report} />
    <p className="t2 num">{t.entries(report.entries)}</p>
  </section>
);
