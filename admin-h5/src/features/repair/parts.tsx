import { useState } from 'react';
import { Link } from 'react-router';
import { type StaffRepairView, unmaskRepairContact } from 'shared-types/staffRepair';
import { useNow } from '../../lib/clock';
import { useCommand } from '../../lib/query';
import { when } from '../../lib/words';
import { t as common } from '../../locales/zh-CN/common';
import { t as handling } from '../../locales/zh-CN/handling';
import { t } from '../../locales/zh-CN/repair';
import { Chip } from '../../ui/Chip';
import { Confirm } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { Files } from '../../ui/Files';
import { Icon } from '../../ui/icons';
import { typedWords } from './typedWords';

const dueByWords = (of: StaffRepairView['kind'], kind: keyof typeof common.dueBy): string =>
  of === 'complaint' && kind === 'finish' ? common.answerBy : common.dueBy[kind];

/** The deadline that lies ahead, for the head of the timeline. */
export const promised = (repair: StaffRepairView): { at: string; title: string } | null =>
  repair.promise && !repair.promise.pausedAt && !['closed', 'cancelled'].includes(repair.status)
    ? { at: repair.promise.dueAt, title: dueByWords(repair.kind, repair.promise.kind) }
    : null;

/** What the owner said, showed and recorded. */
export const Words = ({ repair }: { repair: StaffRepairView }) => (
  <section className="col g2" aria-label={t.words}>
    {repair.moderation !== 'passed' && (
      <p className="note money">
        <Chip name="review">{t.moderations[repair.moderation]}</Chip>
        <span>{repair.moderationReason ?? t.moderationNote[repair.moderation]}</span>
      </p>
    )}
    <p className={repair.text ? 't2 pre' : 't3'}>{repair.text ? `“${repair.text}”` : t.noWords}</p>
    {repair.spoken && <p className="t3">{common.spoken}</p>}
    <Files files={repair.files} />
  </section>
);

/** Masked until somebody says why they need to see it. */
export const Contact = ({ repair }: { repair: StaffRepairView }) => {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const unmask = useCommand(unmaskRepairContact, { onDone: () => setAsking(false) });
  const { name, phoneMasked } = repair.contact;
  const phone = unmask.data?.phone ?? null;
  return (
    <section className="card pad col g2">
      <div className="row g2">
        <div className="grow">
          <b className="fs-m">{unmask.data?.name ?? name ?? t.contact}</b>
          {phone === null && <div className="t2 num">{phoneMasked ?? common.none}</div>}
        </div>
        {repair.actions.includes('unmask') && phone === null && (
          <button type="button" className="btn ghost sm" onClick={() => setAsking(true)}>
            {t.unmask}
          </button>
        )}
      </div>
      {phone && (
        <a className="btn sec" href={`tel:${phone}`}>
          <Icon name="phone" />
          {t.call(phone)}
        </a>
      )}
      {asking && (
        <Confirm
          title={t.unmaskTitle}
          action={t.unmask}
          busy={unmask.isPending}
          disabled={!reason.trim()}
          onConfirm={() => unmask.mutate({ params: { id: repair.id }, body: { reason } })}
          onClose={() => setAsking(false)}
        >
          <p>{t.unmaskWhat(name ?? t.contact)}</p>
          <TextField label={t.unmaskReason} value={reason} onValue={setReason} maxLength={100} />
        </Confirm>
      )}
    </section>
  );
};

export const Facts = ({ repair }: { repair: StaffRepairView }) => {
  const now = useNow();
  return (
    <dl className="kv">
      <dt>{t.columns.created}</dt>
      <dd className="num">{when(repair.createdAt, now)}</dd>
      <dt>{t.channel}</dt>
      <dd>{t.channels[repair.channel]}</dd>
      <dt>{handling.type}</dt>
      <dd>
        {repair.problemType.name} <span className="t3">{typedWords(repair)}</span>
      </dd>
      <dt>{handling.steward}</dt>
      <dd className={repair.steward ? '' : 't3'}>{repair.steward ?? handling.noSteward}</dd>
      {repair.urged > 0 && (
        <>
          <dt>{handling.urged}</dt>
          <dd className="tm">{handling.times(repair.urged)}</dd>
        </>
      )}
      {repair.emergency && (
        <>
          <dt>{t.emergencyWas}</dt>
          <dd className="td">{repair.emergency}</dd>
        </>
      )}
      {repair.preferredTime && (
        <>
          <dt>{t.preferred}</dt>
          <dd>{repair.preferredTime}</dd>
        </>
      )}
      {repair.house && (
        <>
          <dt>{t.house}</dt>
          <dd>
            <Link className="tb" to={`/houses/list?id=${repair.house.id}`}>
              {repair.house.label}
            </Link>
          </dd>
        </>
      )}
    </dl>
  );
};

export const Rating = ({ repair }: { repair: StaffRepairView }) => {
  if (!repair.rating) return null;
  return (
    <section className="card pad col g2">
      <div className="row g2">
        <b className="fs-m grow">{t.rating}</b>
        <span className="stars" role="img" aria-label={t.stars(repair.rating.stars)}>
          {'★'.repeat(repair.rating.stars)}
          <span className="t3">{'★'.repeat(5 - repair.rating.stars)}</span>
        </span>
        <span className="num">{t.stars(repair.rating.stars)}</span>
      </div>
      {repair.rating.text && <p className="pre">{repair.rating.text}</p>}
      <Files files={repair.rating.files} />
    </section>
  );
};
