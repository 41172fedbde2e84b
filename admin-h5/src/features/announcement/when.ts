import type { StaffAnnouncementRow } from 'shared-types/staffAnnouncement';
import { dayTime } from 'shared-types/time';
import { t } from '../../locales/zh-CN/announcement';

/** 定在 明天 9:00 发 · 昨天 9:00 发的 */
export const whenOf = ({ status, at }: Pick<StaffAnnouncementRow, 'status' | 'at'>, now: Date): string => {
  if (!at) return t.at.draft;
  const when = dayTime(at, now);
  return status === 'scheduled' ? t.at.scheduled(when) : t.at.published(when);
};
