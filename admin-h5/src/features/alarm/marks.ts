import type { AlarmStatus, AlarmSummary } from 'shared-types/alarm';
import type { AlarmSeverity } from 'shared-types/alarmPolicy';
import type { PromiseView } from 'shared-types/repair';
import type { StatusName } from '../../ui/Chip';

/** The shape of each weight and of each state. */
export const severityMarks: Record<AlarmSeverity, StatusName> = {
  emergency: 'urgent',
  serious: 'overdue',
  notice: 'assigned',
};
export const statusMarks: Record<AlarmStatus, StatusName> = {
  open: 'waiting',
  acknowledged: 'working',
  handled: 'confirming',
  closed: 'done',
};

/** What a ring needs; null: nothing waits. */
export const spanOf = ({ due }: Pick<AlarmSummary, 'due'>): Pick<PromiseView, 'startedAt' | 'dueAt'> | null =>
  due && { startedAt: due.startedAt, dueAt: due.at };
