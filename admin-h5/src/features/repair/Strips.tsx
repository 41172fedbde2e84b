import { useState } from 'react';
import { listRepairs, readRepair, readRepairBoard, resumeRepair, type StaffRepairView } from 'shared-types/staffRepair';
import { useNow } from '../../lib/clock';
import { useCommand } from '../../lib/query';
import { dueTime } from '../../lib/words';
import { t } from '../../locales/zh-CN/handling';
import { FollowDialog } from '../../ui/FollowDialog';
import { ClassifyDialog } from './ClassifyDialog';
import { typedWords } from './typedWords';

const Escalated = ({ repair }: { repair: StaffRepairView }) => {
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const { escalation } = repair;
  if (!escalation) return null;
  return (
    <div className={`note ${escalation.follower ? 'money' : 'danger'} wrap`} style={{ alignItems: 'center' }}>
      <span className="grow">
        <b>{t.escalatedTo[escalation.level]}</b>，{t.since(dueTime(escalation.since, now))}，
        {escalation.follower ? t.followedBy(escalation.follower) : t.nobodyFollows}
      </span>
      {repair.actions.includes('follow') && (
        <button type="button" className="btn ghost sm" onClick={() => setAsking(true)}>
          {t.follow}
        </button>
      )}
      {asking && <FollowDialog escalationId={escalation.id} onClose={() => setAsking(false)} />}
    </div>
  );
};

const Paused = ({ repair }: { repair: StaffRepairView }) => {
  const now = useNow();
  const resume = useCommand(resumeRepair, {
    refreshes: [readRepair, listRepairs, readRepairBoard],
    done: t.resumed,
  });
  const { pause } = repair;
  if (!pause) return null;
  return (
    <div className="note money wrap" style={{ alignItems: 'center' }}>
      <span className="grow">
        <b>{t.pausedStrip(dueTime(pause.until, now))}</b>
        <br />
        {t.pausedBy(pause.by, dueTime(pause.since, now), pause.reason)}
      </span>
      {repair.actions.includes('resume') && (
        <button
          type="button"
          className="btn ghost sm"
          disabled={resume.isPending}
          onClick={() => resume.mutate({ params: { id: repair.id } })}
        >
          {t.resume}
        </button>
      )}
    </div>
  );
};

const Undecided = ({ repair }: { repair: StaffRepairView }) => {
  const [asking, setAsking] = useState(false);
  const { emergencyHint: hint, seen, undecided } = repair.typed;
  if (!undecided && !hint) return null;
  return (
    <div className="note money wrap" style={{ alignItems: 'center' }}>
      <span className="grow">
        {typedWords(repair)}
        {undecided && seen && `，${t.seenInPicture(seen.name, seen.confidencePercent)}`}
        {hint && <b className="td">，{t.hint(hint)}</b>}
      </span>
      {repair.actions.includes('classify') && (
        <button type="button" className="btn ghost sm" onClick={() => setAsking(true)}>
          {t.classify}
        </button>
      )}
      {asking && <ClassifyDialog repair={repair} onClose={() => setAsking(false)} />}
    </div>
  );
};

/** What is out of the ordinary with it, and the one thing to do about each. */
export const Strips = ({ repair }: { repair: StaffRepairView }) => (
  <>
    <Escalated repair={repair} />
    <Undecided repair={repair} />
    <Paused repair={repair} />
  </>
);
