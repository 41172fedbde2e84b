import { Link } from 'react-router';
import { listReportVouchers, type ReportVoucher } from 'shared-types/disclosure';
import { useMe } from '../../lib/me';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/disclosure';
import { Money } from '../../ui/Money';
import { Loaded, More, Skeleton } from '../../ui/States';

const factsOf = ({ number, day, supplier, order, reverses }: ReportVoucher): string =>
  [number ?? t.unnumbered, day, supplier, order, reverses && t.reverses(reverses)].filter(Boolean).join(' · ');

const Voucher = ({ voucher }: { voucher: ReportVoucher }) => {
  const { may } = useMe();
  return (
    <li className="row between g3 top-a slip-line">
      <span className="col g1">
        <b className="w5">{voucher.title}</b>
        <span className="t2 num">{factsOf(voucher)}</span>
        <span className="row g3 wrap">
          {may('ledger.read') && (
            <Link className="tb" to={`/books/entries/${voucher.entryId}`}>
              {t.openEntry}
            </Link>
          )}
          {voucher.files.map((file, i) => (
            <a key={file.id} className="tb" href={file.url} target="_blank" rel="noreferrer">
              {t.paper(i + 1)}
            </a>
          ))}
        </span>
      </span>
      <Money fen={voucher.amountFen} />
    </li>
  );
};

/** What stands behind a figure, as owners see it: without anybody's personal data. */
export const Vouchers = ({ reportId, account }: { reportId: string; account: string }) => {
  const query = usePages(listReportVouchers, { params: { id: reportId }, query: { account } });
  return (
    <div className="sunk">
      <Loaded query={query} skeleton={<Skeleton rows={3} height={20} />}>
        {() =>
          query.items.length === 0 ? (
            <p className="t2">{t.noVouchers}</p>
          ) : (
            <>
              <ul className="plain">
                {query.items.map((voucher) => (
                  <Voucher key={voucher.entryId} voucher={voucher} />
                ))}
              </ul>
              <More query={query} />
            </>
          )
        }
      </Loaded>
    </div>
  );
};
