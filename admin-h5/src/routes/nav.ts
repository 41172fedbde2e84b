import type { StaffSelf } from 'shared-types/auth';
import type { Permission } from 'shared-types/permissions';
import { t } from '../locales/zh-CN/common';
import type { IconName } from '../ui/icons';

export interface NavItem {
  to: string;
  label: string;
  icon: IconName;
  may: Permission;
  badge?: 'waiting' | 'pendingBindings' | 'escalated' | 'callbacks' | 'spotChecks';
}

const items: readonly NavItem[] = [
  { to: '/board', label: t.pages.board, icon: 'board', may: 'request.read', badge: 'waiting' },
  { to: '/requests', label: t.pages.requests, icon: 'wrench', may: 'request.read' },
  { to: '/orders', label: t.pages.orders, icon: 'order', may: 'order.work' },
  { to: '/escalations', label: t.pages.escalations, icon: 'flag', may: 'request.read', badge: 'escalated' },
  { to: '/callbacks', label: t.pages.callbacks, icon: 'phone', may: 'request.callback', badge: 'callbacks' },
  { to: '/spot-checks', label: t.pages.spotChecks, icon: 'sample', may: 'spotcheck.judge', badge: 'spotChecks' },
  { to: '/houses', label: t.pages.houses, icon: 'buildings', may: 'house.read' },
  { to: '/bindings', label: t.pages.bindings, icon: 'key', may: 'binding.review', badge: 'pendingBindings' },
  { to: '/imports', label: t.pages.imports, icon: 'import', may: 'import.run' },
  { to: '/team', label: t.pages.team, icon: 'people', may: 'staff.read' },
  { to: '/policy', label: t.pages.policy, icon: 'rules', may: 'policy.read' },
  { to: '/audit', label: t.pages.audit, icon: 'shield', may: 'audit.read' },
  { to: '/operations', label: t.pages.operations, icon: 'device', may: 'operations.read' },
];

/** What this person's permissions open, in the order of use. */
export const navFor = (self: StaffSelf): NavItem[] => {
  const mine = items.filter((item) => self.permissions.includes(item.may));
  // Somebody who works orders and sees no requests starts with their own.
  return self.permissions.includes('request.read')
    ? mine
    : mine.sort((a, b) => Number(b.to === '/orders') - Number(a.to === '/orders'));
};

export const landing = (self: StaffSelf): string => navFor(self)[0]?.to ?? '/me';
