import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type FollowUpLevel, followUpLevels, readStaffFollowUp, type StaffFollowUp } from 'shared-types/followUp';
import { useNow } from '../../lib/clock';
import { useRead } from '../../lib/query';
import { dueTime } from '../../lib/words';
import { t } from '../../locales/zh-CN/followUp';
import { Chip } from '../../ui/Chip';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { DueWords, StageChip } from './marks';
import { NoteDialog } from './NoteDialog';
import { Plan } from './Plan';

const Head = ({ one }: { one: StaffFollowUp }) => {
  const now = useNow();
  return (
    <section className="card pad col g2">
      <span className="row g2 wrap">
        <StageChip one={one} />
        <b className="tm">{t.stars(one.stars)}</b>
        {one.starsAfter !== null && <Chip name="verified">{t.starsAfter(one.starsAfter)}</Chip>}
      </span>
      <h2>{one.title}</h2>
      <span className="t2 num">
        {one.number} · {one.placeLabel} · {t.rated(dueTime(one.ratedAt, now))}
      </span>
      <p>
        {t.ownerSaid}：{one.words ? `“${one.words}”` : t.noWords}
        {one.wordsAfter && ` · “${one.wordsAfter}”`}
      </p>
      <DueWords one={one} />
      <Link className="tb" to={`/requests/${one.repairId}`}>
        {t.openRequest}
      </Link>
    </section>
  );
};

const isLevel = (stage: StaffFollowUp['stage']): stage is FollowUpLevel =>
  (followUpLevels as readonly string[]).includes(stage);

const Notes = ({ one }: { one: StaffFollowUp }) => {
  const now = useNow();
  const [writing, setWriting] = useState(false);
  return (
    <section className="card pad col g3" aria-label={t.notes}>
      <span className="row between g3 wrap">
        <h2>{t.notes}</h2>
        {one.actions.includes('note') && (
          <button type="button" className="btn pri sm" onClick={() => setWriting(true)}>
            {t.add}
          </button>
        )}
      </span>
      {one.notes.length === 0 ? (
        <p className="t2">{t.noNotes}</p>
      ) : (
        <ol className="plain">
          {one.notes.map(({ id, level, by, at, outcome, note, ownerWords }) => (
            <li key={id} className="col g1 slip-line">
              <span className="row between g2 wrap">
                <span className="t2 num">{t.noteBy(t.levels[level], by, dueTime(at, now))}</span>
                <Chip name={outcome === 'reached' ? 'verified' : 'review'}>{t.outcomes[outcome]}</Chip>
              </span>
              <span>{note}</span>
              {ownerWords && (
                <span className="t2">
                  {t.ownerSaid}：“{ownerWords}”
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
      {writing && isLevel(one.stage) && <NoteDialog id={one.id} level={one.stage} onClose={() => setWriting(false)} />}
    </section>
  );
};

/** One bad rating: the three levels, and the plan (C9). */
export const FollowUpPage = () => {
  const { id = '' } = useParams();
  const query = useRead(readStaffFollowUp, { params: { id } });
  return (
    <Page title={t.title} back="/follow-ups" live>
      <Loaded query={query} skeleton={<SkeletonCards count={3} height={160} />}>
        {(one) => (
          <div className="settled">
            <div className="col g3">
              <Head one={one} />
              <Notes one={one} />
            </div>
            <div className="col g3">
              <Plan one={one} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
};
