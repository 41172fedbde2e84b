import { NavLink } from 'react-router';
import { useMe } from '../../lib/me';
import { t } from '../../locales/zh-CN/house';

/** The rooms of 楼盘. */
export const Tabs = () => {
  const { may } = useMe();
  return (
    <nav className="seg" aria-label={t.tabs.grid}>
      {[
        { to: '/houses', label: t.tabs.grid, show: true },
        { to: '/houses/list', label: t.tabs.list, show: true },
        { to: '/houses/parking', label: t.tabs.parking, show: true },
        { to: '/houses/areas', label: t.tabs.areas, show: may('request.read') },
      ]
        .filter((tab) => tab.show)
        .map((tab) => (
          <NavLink key={tab.to} to={tab.to} end className={({ isActive }) => (isActive ? 'on' : '')}>
            {tab.label}
          </NavLink>
        ))}
    </nav>
  );
};
