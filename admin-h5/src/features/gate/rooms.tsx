import { useMe } from '../../lib/me';
import { t } from '../../locales/zh-CN/gate';
import { SubNav } from '../../ui/SubNav';

/** 门岗: who passes, and which doors belong together. */
export const GateRooms = () => {
  const { may } = useMe();
  // Who enters the first room alone needs no doors between rooms.
  if (!may('gate.manage')) return null;
  return (
    <SubNav
      label={t.title}
      rooms={[
        { to: '/gate', label: t.title, may: 'gate.watch' },
        { to: '/gate/groups', label: t.groupsTitle, may: 'gate.manage' },
      ]}
    />
  );
};
