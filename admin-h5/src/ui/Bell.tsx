import { NavLink } from 'react-router';
import { listStaffInbox } from 'shared-types/notification';
import { useRead } from '../lib/query';
import { t } from '../locales/zh-CN/common';
import { Icon } from './icons';

const most = 99;

/** 消息, with how many were not read; in the head of every page. */
export const Bell = () => {
  const inbox = useRead(listStaffInbox, { query: { limit: 1 } }, { staleTime: 60_000 });
  const unread = inbox.data?.unread ?? 0;
  return (
    <NavLink
      to="/messages"
      className={({ isActive }) => `bellmark ${isActive ? 'on' : ''}`}
      aria-label={t.messages(unread)}
    >
      <Icon name="bell" />
      {t.pages.messages}
      {unread > 0 && <em>{unread > most ? `${most}+` : unread}</em>}
    </NavLink>
  );
};
