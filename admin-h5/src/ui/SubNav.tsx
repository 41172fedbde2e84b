import { useEffect, useRef } from 'react';
import { NavLink } from 'react-router';
import type { Permission } from 'shared-types/permissions';
import { useMe } from '../lib/me';

export interface Room {
  to: string;
  label: string;
  may: Permission;
}

/** The rooms of one part of the office; who may not enter a room does not see its door. */
export const SubNav = ({ label, rooms }: { label: string; rooms: readonly Room[] }) => {
  const { may } = useMe();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the rooms scroll: the one that one stands in is in sight.
    nav.current?.querySelector('.on')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, []);
  return (
    <nav className="seg" aria-label={label} ref={nav}>
      {rooms
        .filter((room) => may(room.may))
        .map(({ to, label: name }) => (
          <NavLink key={to} to={to} end className={({ isActive }) => (isActive ? 'on' : '')}>
            {name}
          </NavLink>
        ))}
    </nav>
  );
};
