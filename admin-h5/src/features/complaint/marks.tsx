import type { StaffComplaintSummary } from 'shared-types/staffComplaint';
import { t } from '../../locales/zh-CN/complaint';
import { Chip } from '../../ui/Chip';
import { chipOf } from '../../ui/repairStatus';

type Marked = Pick<StaffComplaintSummary, 'status' | 'answered' | 'escalated' | 'outcome'>;

const under = new Set<Marked['status']>(['submitted', 'assigned', 'working']);

/** How far a complaint is, and what asks for somebody. */
export const ComplaintMarks = ({ complaint }: { complaint: Marked }) => (
  <span className="row g2 wrap">
    <Chip name={chipOf(complaint.status)}>{t.statuses[complaint.status]}</Chip>
    {complaint.answered && under.has(complaint.status) && <Chip name="done">{t.answered}</Chip>}
    {complaint.escalated && <Chip name="overdue">{t.escalated}</Chip>}
    {complaint.outcome !== 'none' && (
      <Chip name={complaint.outcome === 'published' ? 'done' : 'review'}>{t.outcome[complaint.outcome]}</Chip>
    )}
  </span>
);
