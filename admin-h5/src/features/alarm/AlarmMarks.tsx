import type { AlarmSummary, AlarmView } from 'shared-types/alarm';
import { t } from '../../locales/zh-CN/alarm';
import { Chip } from '../../ui/Chip';
import { severityMarks, statusMarks } from './marks';

/** How heavy it is, where it stands, and to whom it has climbed. */
export const AlarmMarks = ({ alarm }: { alarm: AlarmSummary & Partial<Pick<AlarmView, 'outcome'>> }) => (
  <>
    <Chip name={severityMarks[alarm.severity]}>{t.severities[alarm.severity]}</Chip>
    {alarm.outcome === 'false' ? (
      <Chip name="void">{t.falseAlarm}</Chip>
    ) : (
      <Chip name={statusMarks[alarm.status]}>{t.statuses[alarm.status]}</Chip>
    )}
    {alarm.level && <span className="td">{t.levels[alarm.level]}</span>}
  </>
);
