import { formatFen } from 'shared-types/money';
import { t } from '../../locales/zh-CN/disclosure';
import type { ReportBody } from './Sums';

/** What this report puts right of earlier ones: they stay as they were. */
export const Corrections = ({ report }: { report: ReportBody }) =>
  report.corrections.length === 0 ? null : (
    <section className="card pad col g2">
      <h2>{t.corrections}</h2>
      <ul className="plain">
        {report.corrections.map((one) => (
          <li key={`${one.period}${one.account}${one.words}`} className="col slip-line">
            <b className="w5 num">{t.correctionOf(one.period, one.name)}</b>
            <span className="num">{t.correctionSaid(formatFen(one.publishedFen), formatFen(one.nowFen))}</span>
            <span className="t2">{one.words}</span>
          </li>
        ))}
      </ul>
    </section>
  );
