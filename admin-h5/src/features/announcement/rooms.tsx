import { t } from '../../locales/zh-CN/announcement';
import { SubNav } from '../../ui/SubNav';

/** What the office writes, and what is for the staff. */
export const AnnouncementRooms = () => (
  <SubNav
    label={t.title}
    rooms={[
      { to: '/announcements', label: t.title, may: 'announcement.read' },
      { to: '/notices', label: t.notices, may: 'announcement.read' },
    ]}
  />
);
