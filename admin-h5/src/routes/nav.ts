import type { StaffSelf } from 'shared-types/auth';
import type { Permission } from 'shared-types/permissions';
import { t } from '../locales/zh-CN/common';
import type { IconName } from '../ui/icons';

export interface NavItem {
  to: string;
  label: string;
  icon: IconName;
  /** Absent: everybody's. */
  may?: Permission;
  /** Whoever has this has a wider entry instead. */
  unless?: Permission;
  /** Pages elsewhere that belong to it too. */
  also?: readonly string[];
  badge?: 'waiting' | 'pendingBindings' | 'escalated' | 'callbacks' | 'spotChecks' | 'alarms' | 'inquiries';
}

const items: readonly NavItem[] = [
  { to: '/board', label: t.pages.board, icon: 'board', may: 'request.read', badge: 'waiting' },
  { to: '/requests', label: t.pages.requests, icon: 'wrench', may: 'request.read' },
  { to: '/complaints', label: t.pages.complaints, icon: 'talk', may: 'complaint.read' },
  { to: '/orders', label: t.pages.orders, icon: 'order', may: 'order.work' },
  { to: '/alarms', label: t.pages.alarms, icon: 'siren', may: 'alarm.read', badge: 'alarms' },
  { to: '/escalations', label: t.pages.escalations, icon: 'flag', may: 'request.read', badge: 'escalated' },
  { to: '/callbacks', label: t.pages.callbacks, icon: 'phone', may: 'request.callback', badge: 'callbacks' },
  { to: '/spot-checks', label: t.pages.spotChecks, icon: 'sample', may: 'spotcheck.judge', badge: 'spotChecks' },
  { to: '/follow-ups', label: t.pages.followUps, icon: 'again', may: 'followup.read' },
  { to: '/home-visits', label: t.pages.homeVisits, icon: 'door', may: 'homevisit.manage' },
  { to: '/white-papers', label: t.pages.whitePapers, icon: 'chart', may: 'whitepaper.read' },
  { to: '/gate', label: t.pages.gate, icon: 'door', may: 'gate.watch' },
  {
    to: '/inquiries',
    label: t.pages.inquiries,
    icon: 'talk',
    may: 'inquiry.answer',
    also: ['/articles', '/canned-answers'],
    badge: 'inquiries',
  },
  {
    to: '/announcements',
    label: t.pages.announcements,
    icon: 'horn',
    may: 'announcement.read',
    also: ['/notices'],
  },
  { to: '/notices', label: t.pages.announcements, icon: 'horn', unless: 'announcement.read' },
  { to: '/houses', label: t.pages.houses, icon: 'buildings', may: 'house.read' },
  {
    to: '/bills',
    label: t.pages.charges,
    icon: 'bill',
    may: 'bill.read',
    also: ['/counter', '/payments', '/refunds', '/invoices', '/arrears', '/deposits', '/auto-debit'],
  },
  { to: '/reconciliation', label: t.pages.reconciliation, icon: 'scales', may: 'reconcile.read' },
  {
    to: '/books',
    label: t.pages.books,
    icon: 'book',
    may: 'ledger.read',
    also: ['/spendings', '/reports'],
  },
  { to: '/bindings', label: t.pages.bindings, icon: 'key', may: 'binding.review', badge: 'pendingBindings' },
  { to: '/devices', label: t.pages.devices, icon: 'lift', may: 'device.read' },
  { to: '/imports', label: t.pages.imports, icon: 'import', may: 'import.run' },
  { to: '/kiosks', label: t.pages.kiosks, icon: 'device', may: 'kiosk.manage' },
  { to: '/team', label: t.pages.team, icon: 'people', may: 'staff.read' },
  { to: '/policy', label: t.pages.policy, icon: 'rules', may: 'policy.read' },
  { to: '/audit', label: t.pages.audit, icon: 'shield', may: 'audit.read' },
  { to: '/operations', label: t.pages.operations, icon: 'device', may: 'operations.read' },
];

/** What this person's permissions open, in the order of use. */
export const navFor = (self: StaffSelf): NavItem[] => {
  const holds = (permission: Permission): boolean => self.permissions.includes(permission);
  const mine = items.filter(({ may, unless }) => (!may || holds(may)) && !(unless && holds(unless)));
  // Somebody who works orders and sees no requests starts with their own.
  return self.permissions.includes('request.read')
    ? mine
    : mine.sort((a, b) => Number(b.to === '/orders') - Number(a.to === '/orders'));
};

export const landing = (self: StaffSelf): string => navFor(self)[0]?.to ?? '/me';
