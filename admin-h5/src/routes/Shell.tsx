import { Suspense, useEffect, useState } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router';
import { listAlarms } from 'shared-types/alarm';
import type { StaffSelf } from 'shared-types/auth';
import { listInquiries } from 'shared-types/staffInquiry';
import { readRepairBoard } from 'shared-types/staffRepair';
import { startLive } from '../lib/live';
import { useIsPhone } from '../lib/media';
import { useRead } from '../lib/query';
import { session } from '../lib/session';
import { ring } from '../lib/sound';
import { useStore } from '../lib/store';
import { t } from '../locales/zh-CN/common';
import { Dialog } from '../ui/Dialog';
import { Face } from '../ui/Face';
import { Icon } from '../ui/icons';
import { SkeletonCards } from '../ui/States';
import { toast } from '../ui/toastStore';
import { type NavItem, navFor } from './nav';

const onPhone = 4;

const useBadges = (self: StaffSelf) => {
  const board = useRead(readRepairBoard, {}, { enabled: self.permissions.includes('request.read') });
  const alarms = useRead(listAlarms, { query: { limit: 1 } }, { enabled: self.permissions.includes('alarm.read') });
  const inquiries = useRead(listInquiries, {}, { enabled: self.permissions.includes('inquiry.answer') });
  return ({ badge }: NavItem): number => {
    if (!badge) return 0;
    if (badge === 'inquiries') return inquiries.data?.waiting ?? 0;
    if (badge === 'alarms') return alarms.data?.counts.unacknowledged ?? 0;
    return board.data?.[badge] ?? 0;
  };
};

const Entry = ({ item, count, onClick }: { item: NavItem; count: number; onClick?: () => void }) => {
  const { pathname } = useLocation();
  const within = item.also?.some((path) => pathname === path || pathname.startsWith(`${path}/`)) ?? false;
  return (
    <NavLink to={item.to} className={({ isActive }) => (isActive || within ? 'on' : '')} onClick={onClick}>
      <Icon name={item.icon} size={24} />
      {item.label}
      {count > 0 && <em>{count}</em>}
    </NavLink>
  );
};

/** Rail on a desk, bar on a phone; keeps the live socket while somebody is signed in. */
export const Shell = ({ self }: { self: StaffSelf }) => {
  const phone = useIsPhone();
  const [menu, setMenu] = useState(false);
  const items = navFor(self);
  const badge = useBadges(self);
  const { token, communityId } = useStore(session);
  const { pathname } = useLocation();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another community needs another socket
  useEffect(() => {
    if (!token) return undefined;
    return startLive((message) => {
      if (!('title' in message)) return;
      // An alarm's title says by itself what is asked: 请督办：….
      toast(message.type === 'emergency' ? t.emergencyCame(message.title) : message.title, 'danger');
      ring();
    });
  }, [token, communityId]);

  const works = self.permissions.includes('order.work');
  useEffect(() => {
    if (works && token) void import('../features/order/queue').then(({ startQueue }) => startQueue());
  }, [works, token]);

  const outlet = (
    <Suspense
      fallback={
        <div className="body">
          <SkeletonCards />
        </div>
      }
    >
      <Outlet />
    </Suspense>
  );
  if (!phone) {
    return (
      <div className="desk">
        <nav className="rail no-print" aria-label={t.menu}>
          <img src="/staff/icon.svg" width={40} height={40} alt={t.brand} style={{ marginBottom: 8 }} />
          {items.map((item) => (
            <Entry key={item.to} item={item} count={badge(item)} />
          ))}
          <NavLink to="/me" className={({ isActive }) => (isActive ? 'on' : '')} style={{ marginTop: 'auto' }}>
            <Face size={32} />
            {self.name}
          </NavLink>
        </nav>
        {outlet}
      </div>
    );
  }
  // One order or alarm fills the phone: its dock takes the place of the bar.
  const alone = /^\/(orders|alarms)\/./.test(pathname);
  const bar = items.slice(0, onPhone);
  const rest = items.slice(onPhone);
  return (
    <>
      {outlet}
      {!alone && (
        <nav className="bar no-print" aria-label={t.menu}>
          {bar.map((item) => (
            <Entry key={item.to} item={item} count={badge(item)} />
          ))}
          {rest.length > 0 ? (
            <button type="button" aria-haspopup="dialog" onClick={() => setMenu(true)}>
              <Icon name="more" size={24} />
              {t.pages.more}
            </button>
          ) : (
            <NavLink to="/me" className={({ isActive }) => (isActive ? 'on' : '')}>
              <Icon name="me" size={24} />
              {self.name}
            </NavLink>
          )}
        </nav>
      )}
      {menu && (
        <Dialog title={t.menu} onClose={() => setMenu(false)}>
          <div className="menu-list">
            {rest.map((item) => (
              <Entry key={item.to} item={item} count={badge(item)} onClick={() => setMenu(false)} />
            ))}
            <NavLink to="/me" onClick={() => setMenu(false)}>
              <Icon name="me" size={24} />
              {self.name}
            </NavLink>
          </div>
        </Dialog>
      )}
    </>
  );
};
