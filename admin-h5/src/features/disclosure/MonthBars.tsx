import { formatFen } from 'shared-types/money';
import { t } from '../../locales/zh-CN/disclosure';
import type { ReportBody } from './Sums';

/** Income and expense of each month from 0 on one scale; a loss is said, and drawn as nothing. */
export const MonthBars = ({ report }: { report: ReportBody }) => {
  const { months, period } = report;
  const most = Math.max(1, ...months.flatMap(({ incomeFen, expenseFen }) => [incomeFen, expenseFen]));
  const height = (fen: number): string => `${(Math.max(fen, 0) / most) * 100}%`;
  return (
    <ol className="month-bars plain" aria-label={t.chart}>
      {months.map((month) => {
        const said = t.chartOf(t.monthWords(month.period), formatFen(month.incomeFen), formatFen(month.expenseFen));
        return (
          <li key={month.period} className={month.period === period ? 'on' : ''} title={said}>
            <span className="pair-bars" aria-hidden="true">
              <i className="in-bar" style={{ height: height(month.incomeFen) }} />
              <i className="out-bar" style={{ height: height(month.expenseFen) }} />
            </span>
            <span className="fs-t num" aria-hidden="true">
              {t.monthShort(month.period)}
            </span>
            <span className="sr">{said}</span>
          </li>
        );
      })}
    </ol>
  );
};
