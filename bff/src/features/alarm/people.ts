import type { AlarmDepartment } from 'shared-types/alarmPolicy';
import type { StaffRole } from 'shared-types/permissions';
import type { Reader } from '../../platform/database/access.js';
import { type Colleague, listByRole } from '../identity/identity.door.js';

/** Whom an alarm concerns. */

const roleOf: Record<AlarmDepartment, StaffRole> = { security: 'guard', engineering: 'engineer' };

const supervisorsOf = async (
  reader: Reader,
  communityId: string,
  department: AlarmDepartment,
  now: Date,
): Promise<Colleague[]> =>
  (await listByRole(reader, communityId, 'supervisor', now)).filter((one) => one.department === department);

export const hasSupervisor = async (
  reader: Reader,
  communityId: string,
  department: AlarmDepartment,
  now: Date,
): Promise<boolean> => (await supervisorsOf(reader, communityId, department, now)).length > 0;

/** Who is called at a level; where nobody has that post, whoever stands above, and at last customer service. */
export const calledAt = async (
  reader: Reader,
  communityId: string,
  level: 'supervisor' | 'manager',
  department: AlarmDepartment,
  now: Date,
): Promise<Colleague[]> => {
  const own = level === 'supervisor' ? await supervisorsOf(reader, communityId, department, now) : [];
  if (own.length > 0) return own;
  for (const role of ['manager', 'administrator', 'customer-service'] as const) {
    const people = await listByRole(reader, communityId, role, now);
    if (people.length > 0) return people;
  }
  return [];
};

/** The guards or engineers on duty, or all of them when nobody is; of an emergency their supervisors besides. */
export const onDuty = async (
  reader: Reader,
  communityId: string,
  alarm: { department: AlarmDepartment; severity: string },
  now: Date,
): Promise<Colleague[]> => {
  const all = await listByRole(reader, communityId, roleOf[alarm.department], now);
  const there = all.filter(({ onShift }) => onShift);
  const people = there.length > 0 ? there : all;
  const above = alarm.severity === 'emergency' ? await supervisorsOf(reader, communityId, alarm.department, now) : [];
  const told = [...people, ...above];
  return told.length > 0 ? told : calledAt(reader, communityId, 'supervisor', alarm.department, now);
};
