import { useState } from 'react';
import { Link } from 'react-router';
import type { PostingView } from 'shared-types/ledger';
import { useMe } from '../../lib/me';
import { t } from '../../locales/zh-CN/books';
import { Money } from '../../ui/Money';
import { endOf, Moved } from './Side';

/** A run of bills has a leg for each: so many are drawn at first. */
const shownAtFirst = 60;

const About = ({ posting }: { posting: PostingView }) => {
  const { may } = useMe();
  const { houseId, houseLabel, billId, subject, note } = posting;
  const reads = may('bill.read');
  if (!houseLabel && !billId && !subject && !note) return <span className="t3">—</span>;
  return (
    <span className="row g2 wrap">
      {houseLabel &&
        (reads && houseId ? (
          <Link className="tb" to={`/bills/houses/${houseId}`}>
            {houseLabel}
          </Link>
        ) : (
          houseLabel
        ))}
      {billId && reads && (
        <Link className="tb" to={`/bills/${billId}`}>
          {t.bill}
        </Link>
      )}
      {subject && <span>{subject.label}</span>}
      {note && <span className="t2">{note}</span>}
    </span>
  );
};

const sumOf = (postings: readonly PostingView[], side: 'debitFen' | 'creditFen'): number =>
  postings.reduce((sum, posting) => sum + posting[side], 0);

/** Debit and credit of an entry, and that both sides are alike. */
export const Postings = ({ postings }: { postings: readonly PostingView[] }) => {
  const [all, setAll] = useState(false);
  const shown = all ? postings : postings.slice(0, shownAtFirst);
  return (
    <div className="scroll-x">
      <table aria-label={t.postings} className="stack books">
        <thead>
          <tr>
            <th scope="col">{t.postingHeads.account}</th>
            <th scope="col">{t.postingHeads.what}</th>
            <th scope="col" className="end">
              {t.postingHeads.debit}
            </th>
            <th scope="col" className="end">
              {t.postingHeads.credit}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((posting) => (
            <tr key={posting.leg}>
              <td>
                <Link to={`/books/entries?account=${posting.account}`} className="row g2 wrap">
                  <b className="w5">{posting.accountName}</b>
                  <span className="t2 num">{posting.account}</span>
                </Link>
              </td>
              <td data-head={t.postingHeads.what}>
                <About posting={posting} />
              </td>
              <td className={endOf(posting.debitFen)} data-head={t.postingHeads.debit}>
                <Moved fen={posting.debitFen} />
              </td>
              <td className={endOf(posting.creditFen)} data-head={t.postingHeads.credit}>
                <Moved fen={posting.creditFen} />
              </td>
            </tr>
          ))}
          <tr className="sum">
            <td>
              <b className="w6">{t.sum}</b>
            </td>
            <td className="gap" />
            <td className="end" data-head={t.postingHeads.debit}>
              <Money fen={sumOf(postings, 'debitFen')} />
            </td>
            <td className="end" data-head={t.postingHeads.credit}>
              <Money fen={sumOf(postings, 'creditFen')} />
            </td>
          </tr>
        </tbody>
      </table>
      {shown.length < postings.length && (
        <button type="button" className="btn ghost sm" onClick={() => setAll(true)}>
          {t.morePostings(postings.length)}
        </button>
      )}
    </div>
  );
};
