import { useParams } from 'react-router';
import { exportReport, printReport, type ReportView, readReport } from 'shared-types/disclosure';
import { dayTime } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/disclosure';
import { Chip } from '../../ui/Chip';
import { ExportButton } from '../../ui/ExportButton';
import { Hash } from '../../ui/Hash';
import { BookRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { Corrections } from './Corrections';
import { Sections } from './Sections';
import { Sums } from './Sums';
import { Totals } from './Totals';

const SealCard = ({ report }: { report: ReportView }) => (
  <section className="card pad col g2">
    <h2>{t.seal}</h2>
    <span className="t2">{t.fingerprint}</span>
    <b className="money-big num">{report.seal.fingerprint}</b>
    <p className="t2">{t.fingerprintWhat}</p>
    <div className="row g2 wrap">
      <ExportButton
        contract={exportReport}
        input={{ params: { id: report.id } }}
        label={t.file}
        fileName={() => t.fileName(report.period)}
      />
      <ExportButton
        contract={printReport}
        input={{ params: { id: report.id } }}
        label={t.pdf}
        fileName={() => t.pdfName(report.period)}
      />
    </div>
    <details>
      <summary>{t.details}</summary>
      <div className="col g2 sunk">
        <Hash name={t.bodyHash} hash={report.seal.bodyHash} />
        <span className="num">
          <span className="t2">{t.chainSeq} </span>
          {t.chainSeqOf(report.seal.chainSeq)}
        </span>
        <Hash name={t.chainHash} hash={report.seal.chainHash} />
      </div>
    </details>
  </section>
);

const Head = ({ report }: { report: ReportView }) => {
  const now = useNow();
  return (
    <div className="row g3 wrap">
      <b className="fs-m w6">{report.communityName}</b>
      <Chip name="verified" pill>
        {t.states.published}
      </Chip>
      <span className="t2 num">{t.publishedOn(dayTime(report.publishedAt, now))}</span>
    </div>
  );
};

/** A month as it was published: it never changes again. */
export const ReportPage = () => {
  const { id = '' } = useParams();
  const query = useRead(readReport, { params: { id } }, { staleTime: 600_000 });
  return (
    <Page title={query.data ? t.reportOf(query.data.period) : t.title} tools={<BookRooms />} back="/reports">
      <Loaded query={query} skeleton={<SkeletonCards count={3} height={180} />}>
        {(report) => (
          <>
            <Head report={report} />
            <div className="settled">
              <div className="col g3">
                <Totals report={report} />
                <Sections report={report} reportId={report.id} />
                <Corrections report={report} />
                {report.remarks.length > 0 && (
                  <section className="card pad col g2">
                    <h2>{t.remarks}</h2>
                    {report.remarks.map((one) => (
                      <p key={one}>{one}</p>
                    ))}
                  </section>
                )}
              </div>
              <div className="col g3">
                <SealCard report={report} />
                <Sums report={report} />
              </div>
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
};
