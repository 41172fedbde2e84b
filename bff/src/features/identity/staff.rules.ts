import { type Permission, rolePermissions, type StaffRole } from 'shared-types/permissions';

export const permissionsOf = (roles: readonly StaffRole[]): ReadonlySet<Permission> =>
  new Set(roles.flatMap((role) => rolePermissions[role]));

/** Doing one's own work gives no power over others, so whoever makes accounts may hand it out. */
const harmless: ReadonlySet<Permission> = new Set(['order.work']);

/** What is done on foot, at a machine or at a gate; none of it shows lists of people or requests. */
const inTheField: ReadonlySet<Permission> = new Set([
  ...harmless,
  'device.read',
  'alarm.read',
  'alarm.handle',
  'gate.watch',
  'gate.open',
]);

/** Nobody hands out more than they hold, but for administrators, who set everything up. */
export const mayGive = (giver: readonly StaffRole[], roles: readonly StaffRole[]): boolean => {
  const held = permissionsOf(giver);
  if (!held.has('staff.manage')) return false;
  if (giver.includes('administrator')) return true;
  return roles.every((role) => rolePermissions[role].every((right) => held.has(right) || harmless.has(right)));
};

interface Post {
  communityId: string;
  roles: StaffRole[];
}

/**
 * Name, telephone and password are the person's in every community, so whoever changes them must have power over the
 * person in each of them.
 */
export const mayTouchAccount = (giver: readonly Post[], target: readonly Post[]): boolean =>
  target.every((post) => giver.some((own) => own.communityId === post.communityId && mayGive(own.roles, post.roles)));

const minuteMs = 60_000;
const hourMs = 3_600_000;
const workingDayMs = 12 * hourMs;

/** A worker's phone lies in a pocket for hours; who sees requests or people is signed out after half an hour. */
export const staffSessionTerms = (posts: readonly Post[]): { idleMs: number; maxMs: number } => {
  const rights = [...permissionsOf(posts.flatMap((post) => post.roles))];
  const onlyWorks = rights.length > 0 && rights.every((right) => inTheField.has(right));
  return { idleMs: onlyWorks ? workingDayMs : 30 * minuteMs, maxMs: workingDayMs };
};

/** A first password must be changed anywhere, one that a demo printed in production. */
export const mustChangePassword = (kind: 'own' | 'first' | 'demo', production: boolean): boolean =>
  kind === 'first' || (kind === 'demo' && production);
