import type { FollowUpStage, StaffFollowUpRow } from 'shared-types/followUp';
import { useNow } from '../../lib/clock';
import { dueTime } from '../../lib/words';
import { t } from '../../locales/zh-CN/followUp';
import { Chip, type StatusName } from '../../ui/Chip';

const shapes: Record<FollowUpStage, StatusName> = {
  'customer-service': 'waiting',
  supervisor: 'working',
  manager: 'working',
  rectifying: 'review',
  finished: 'done',
};

export const StageChip = ({ one }: { one: Pick<StaffFollowUpRow, 'stage' | 'dueAt'> }) => {
  const now = useNow();
  const late = one.dueAt !== null && new Date(one.dueAt) <= now;
  return <Chip name={late ? 'overdue' : shapes[one.stage]}>{t.stages[one.stage]}</Chip>;
};

/** What is due when: the step, and the plan. */
export const DueWords = ({ one }: { one: StaffFollowUpRow }) => {
  const now = useNow();
  const { dueAt, planDueAt, planPublishedAt, lateCalls, stage } = one;
  if (stage === 'finished') return null;
  const late = dueAt !== null && new Date(dueAt) <= now;
  const planLate = !planPublishedAt && new Date(planDueAt) <= now;
  return (
    <span className="row g3 wrap num">
      {dueAt && <span className={late ? 'td' : 't2'}>{(late ? t.late : t.due)(dueTime(dueAt, now))}</span>}
      {planPublishedAt ? (
        <span className="t2">{t.planDone}</span>
      ) : (
        <span className={planLate ? 'td' : 'tm'}>{(planLate ? t.planLate : t.planDue)(dueTime(planDueAt, now))}</span>
      )}
      {lateCalls > 0 && <span className="td">{t.lateCalls(lateCalls)}</span>}
    </span>
  );
};
