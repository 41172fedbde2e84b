import { useState } from 'react';
import type { ReportLine } from 'shared-types/disclosure';
import { formatFen } from 'shared-types/money';
import { t } from '../../locales/zh-CN/disclosure';
import { Icon } from '../../ui/icons';
import { Money } from '../../ui/Money';
import { Empty } from '../../ui/States';
import type { ReportBody } from './Sums';
import { Vouchers } from './Vouchers';

interface LineProps {
  line: ReportLine;
  /** Null: a preview, whose figures have no vouchers of their own yet. */
  reportId: string | null;
  open: boolean;
  onToggle: () => void;
}

const Figure = ({ line }: { line: ReportLine }) => (
  <>
    <span className="col grow figure-name">
      <b className="w5">{line.name}</b>
      <span className="t2 num">
        {t.vouchers(line.entries)}
        {line.beforeFen !== null && ` · ${t.before(formatFen(line.beforeFen))}`}
      </span>
    </span>
    <span className="share" aria-hidden="true">
      <i className="share-fill" style={{ width: `${Math.min(Math.max(line.shareBp / 100, 0), 100)}%` }} />
    </span>
    <span className="t2 num percent">{t.share(line.shareBp)}</span>
    <Money fen={line.amountFen} />
  </>
);

const Line = ({ line, reportId, open, onToggle }: LineProps) => (
  <li className="slip-line">
    {reportId ? (
      <button type="button" className="row g3 figure" aria-expanded={open} title={t.open(line.name)} onClick={onToggle}>
        <Figure line={line} />
        <span className="t3">
          <Icon name={open ? 'down' : 'next'} size={18} />
        </span>
      </button>
    ) : (
      <div className="row g3 figure">
        <Figure line={line} />
      </div>
    )}
    {open && reportId && <Vouchers reportId={reportId} account={line.account} />}
  </li>
);

/** 钱从哪来、花在哪: the lines of one section at a time, each with its share, its vouchers below it. */
export const Sections = ({ report, reportId }: { report: ReportBody; reportId: string | null }) => {
  const [name, setName] = useState<string>('expense');
  const [open, setOpen] = useState<string | null>(null);
  const section = report.sections.find((one) => one.section === name) ?? report.sections[0];
  if (!section) return null;
  return (
    <section className="card pad col g2">
      <fieldset className="seg" aria-label={t.sections} style={{ alignSelf: 'start' }}>
        {report.sections.map((one) => (
          <button
            key={one.section}
            type="button"
            aria-pressed={one === section}
            className={one === section ? 'on' : ''}
            onClick={() => {
              setName(one.section);
              setOpen(null);
            }}
          >
            {one.name}
          </button>
        ))}
      </fieldset>
      {section.lines.length === 0 ? (
        <Empty>{t.noLines}</Empty>
      ) : (
        <ul className="plain">
          {section.lines.map((line) => (
            <Line
              key={line.account}
              line={line}
              reportId={reportId}
              open={open === line.account}
              onToggle={() => setOpen(open === line.account ? null : line.account)}
            />
          ))}
        </ul>
      )}
      <div className="row between g3 slip-sum">
        <span className="t2">{t.total}</span>
        <span className="fs-l">
          <Money fen={section.totalFen} />
        </span>
      </div>
    </section>
  );
};
