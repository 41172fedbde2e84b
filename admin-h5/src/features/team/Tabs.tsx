import { NavLink } from 'react-router';
import { t } from '../../locales/zh-CN/team';

export const Tabs = () => (
  <nav className="seg" aria-label={t.title}>
    <NavLink to="/team" end className={({ isActive }) => (isActive ? 'on' : '')}>
      {t.tabs.people}
    </NavLink>
    <NavLink to="/team/shifts" className={({ isActive }) => (isActive ? 'on' : '')}>
      {t.tabs.shifts}
    </NavLink>
  </nav>
);
