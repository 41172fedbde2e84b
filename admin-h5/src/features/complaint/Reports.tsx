import { useState } from 'react';
import { type ComplaintReportView, type StaffComplaintView, unmaskComplaintContact } from 'shared-types/staffComplaint';
import { useNow } from '../../lib/clock';
import { useMe } from '../../lib/me';
import { useCommand } from '../../lib/query';
import { spokenNumber, when } from '../../lib/words';
import { t } from '../../locales/zh-CN/complaint';
import { t as repairs } from '../../locales/zh-CN/repair';
import { Chip } from '../../ui/Chip';
import { Files } from '../../ui/Files';
import { Icon } from '../../ui/icons';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { SplitDialog } from './ActDialogs';

/** Who it was, for those who may know; the number in full only with a reason. */
const Who = ({ complaintId, report }: { complaintId: string; report: ComplaintReportView }) => {
  const { may } = useMe();
  const [asking, setAsking] = useState(false);
  const unmask = useCommand(unmaskComplaintContact, { onDone: () => setAsking(false) });
  const { who } = report;
  if (!who) return <span className="t3">{t.hidden}</span>;
  const phone = unmask.data?.phone;
  return (
    <>
      <span className="num">{[who.name ?? t.unnamed, who.house].filter(Boolean).join(' · ')}</span>
      {phone ? (
        <a className="btn sec sm" href={`tel:${phone}`}>
          <Icon name="phone" size={18} />
          {phone}
        </a>
      ) : (
        who.phoneMasked && (
          <span className="row g2">
            <span className="t2 num">{who.phoneMasked}</span>
            {may('complaint.reporter') && (
              <button type="button" className="btn ghost sm" onClick={() => setAsking(true)}>
                {t.unmask}
              </button>
            )}
          </span>
        )
      )}
      {asking && (
        <ReasonDialog
          title={t.unmaskTitle}
          action={t.unmask}
          label={t.unmaskReason}
          busy={unmask.isPending}
          maxLength={100}
          onClose={() => setAsking(false)}
          onConfirm={(reason) => unmask.mutate({ params: { id: complaintId }, body: { reportId: report.id, reason } })}
        >
          <p>{t.unmaskWhat}</p>
        </ReasonDialog>
      )}
    </>
  );
};

const Report = ({
  complaint,
  report,
  onSplit,
}: {
  complaint: StaffComplaintView;
  report: ComplaintReportView;
  onSplit: () => void;
}) => {
  const now = useNow();
  return (
    <article className="col g2 hair" aria-label={spokenNumber(report.number)}>
      <div className="row g2 wrap">
        <span className="t3 num">{spokenNumber(report.number)}</span>
        <span className="t3">{repairs.channels[report.channel]}</span>
        {report.joined && <span className="t3">{t.joined}</span>}
        {report.nod && <Chip name={report.nod === 'accepted' ? 'done' : 'review'}>{t.nods[report.nod]}</Chip>}
        {report.stars !== null && <span className="num">{t.stars(report.stars)}</span>}
      </div>
      <div className="row g2 wrap">
        <Who complaintId={complaint.id} report={report} />
      </div>
      {report.anonymous && <span className="tm">{t.anonymous}</span>}
      {report.said.map((one) => (
        <div key={one.id} className="col g1">
          <span className="t3 num">{`${t.said[one.kind]} ${when(one.at, now)}`}</span>
          <p className={one.text ? 't2 pre' : 't3'}>{one.text ? `“${one.text}”` : t.noWords}</p>
          <Files files={one.files} />
        </div>
      ))}
      {report.ratingText && <p className="t2 pre">{report.ratingText}</p>}
      {report.joined && complaint.actions.includes('split') && (
        <div>
          <button type="button" className="btn ghost sm" onClick={onSplit}>
            {t.split}
          </button>
        </div>
      )}
    </article>
  );
};

/** What each household said. */
export const Reports = ({ complaint }: { complaint: StaffComplaintView }) => {
  const [splitting, setSplitting] = useState<string | null>(null);
  return (
    <section className="card pad col g3" aria-label={t.reports(complaint.households)}>
      <b className="fs-m">{t.reports(complaint.households)}</b>
      {complaint.reports.map((report) => (
        <Report key={report.id} complaint={complaint} report={report} onSplit={() => setSplitting(report.id)} />
      ))}
      {splitting && <SplitDialog complaint={complaint} reportId={splitting} onClose={() => setSplitting(null)} />}
    </section>
  );
};
