import { t } from '../../locales/zh-CN/money';
import { SubNav } from '../../ui/SubNav';

/** 规则: of service, and of money. */
export const PolicyRooms = () => (
  <SubNav
    label={t.rules}
    rooms={[
      { to: '/policy', label: t.rooms.servicePolicy, may: 'policy.read' },
      { to: '/policy/money', label: t.rooms.moneyPolicy, may: 'policy.read' },
      { to: '/policy/alarms', label: t.rooms.alarmPolicy, may: 'policy.read' },
    ]}
  />
);
