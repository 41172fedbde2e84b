import { t } from '../../locales/zh-CN/kiosks';
import { SubNav } from '../../ui/SubNav';

/** The machines, and what they say. */
export const KioskRooms = () => (
  <SubNav
    label={t.title}
    rooms={[
      { to: '/kiosks', label: t.title, may: 'kiosk.manage' },
      { to: '/kiosks/voice', label: t.voice.title, may: 'kiosk.manage' },
    ]}
  />
);
