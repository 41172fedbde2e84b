import { Link, useParams } from 'react-router';
import { readVisit, type StaffVisitView } from 'shared-types/staffHomeVisit';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/homeVisit';
import { Chip } from '../../ui/Chip';
import { Money } from '../../ui/Money';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { Timeline } from '../../ui/Timeline';
import { Call, DueWords, VisitChip } from './marks';
import { VisitActs } from './VisitActs';

const Head = ({ one }: { one: StaffVisitView }) => (
  <section className="card pad col g2" aria-label={t.facts}>
    <span className="row g2 wrap">
      <VisitChip one={one} />
      <span className="t2">{one.purposeName}</span>
    </span>
    <h2>{one.houseLabel}</h2>
    <b className="num">{one.whenWords}</b>
    <span className="row g3 wrap">
      <span className={one.staffName ? '' : 'tm'}>{one.staffName ? t.staff(one.staffName) : t.nobody}</span>
      <DueWords fen={one.dueFen} />
    </span>
    {(one.contactName || one.phoneMasked) && (
      <span className="row g3 wrap">
        <span>
          {one.contactName && t.who(one.contactName)} <span className="num t2">{one.phoneMasked}</span>
        </span>
        <Call one={one} />
      </span>
    )}
    {one.note && <p>“{one.note}”</p>}
    {one.result && (
      <p>
        <span className="t2">{t.result}：</span>
        {one.result}
      </p>
    )}
    {one.rebookedAs && (
      <Link className="tb" to={`/home-visits/${one.rebookedAs}`}>
        {t.rebookedAs}
      </Link>
    )}
  </section>
);

const Made = ({ one }: { one: StaffVisitView }) => (
  <section className="card pad col g2" aria-label={t.made}>
    <h2>{t.made}</h2>
    {one.payments.length + one.requests.length === 0 && <p className="t2">{t.nothingMade}</p>}
    <ul className="plain">
      {one.payments.map(({ id, number, title, amountFen, reversed, signed }) => (
        <li key={id} className="col g1 slip-line">
          <span className="row between g3 wrap">
            <b className="w5">{title}</b>
            <Money fen={amountFen} />
          </span>
          <span className="row g2 wrap">
            <Chip name={reversed ? 'void' : signed ? 'verified' : 'review'}>
              {reversed ? t.reversed : signed ? t.signed : t.notSigned}
            </Chip>
            <Link className="tb" to={`/payments/${id}`}>
              {t.receipt} {number}
            </Link>
          </span>
        </li>
      ))}
      {one.requests.map(({ id, number, title, complaint }) => (
        <li key={id} className="row between g3 wrap slip-line">
          <span>{title}</span>
          <Link className="tb num" to={complaint ? `/complaints/${id}` : `/requests/${id}`}>
            {complaint ? t.complaint : t.repair} {number}
          </Link>
        </li>
      ))}
    </ul>
  </section>
);

/** One visit: where, when, what for, and from it to what is done there (F3). */
export const HomeVisitPage = () => {
  const { id = '' } = useParams();
  const query = useRead(readVisit, { params: { id } });
  return (
    <Page title={t.title} back="/home-visits" live>
      <Loaded query={query} skeleton={<SkeletonCards count={3} height={160} />}>
        {(one) => (
          <div className="settled">
            <div className="col g3">
              <Head one={one} />
              <VisitActs one={one} />
            </div>
            <div className="col g3">
              <Made one={one} />
              <section className="card pad col g2" aria-label={t.history}>
                <h2>{t.history}</h2>
                <Timeline
                  entries={one.history
                    .map(({ at, text }) => ({ id: at + text, at, title: text, text: null, files: [] }))
                    .reverse()}
                />
              </section>
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
};
