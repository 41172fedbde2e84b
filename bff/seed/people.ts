import type { Department, StaffRole } from 'shared-types/permissions';

export interface DemoStaff {
  username: string;
  name: string;
  phone: string;
  department: Department;
  roles: StaffRole[];
  skills: string[];
  /** Names of the buildings served; empty: everywhere. */
  areas: string[];
  /** Papers, with the months for which they still hold; below 0: run out. */
  papers: { kind: 'lift' | 'gas' | 'electrician'; months: number }[];
}

const staff = (
  username: string,
  name: string,
  department: Department,
  roles: StaffRole[],
  skills: string[] = [],
  areas: string[] = [],
  papers: DemoStaff['papers'] = [],
): Omit<DemoStaff, 'phone'> => ({ username, name, department, roles, skills, areas, papers });

/** Twenty-six people of a property office. Numbers begin with 199 00, which nobody has. */
export const demoStaff: DemoStaff[] = [
  staff('admin', '苏敏', 'management', ['administrator']),
  staff('jingli', '王建平', 'management', ['manager']),
  staff('zhuguan', '陈志远', 'engineering', ['supervisor']),
  staff('kefu', '李晓梅', 'customer-service', ['customer-service']),
  staff('kefu2', '方婷', 'customer-service', ['customer-service']),
  staff('kefu3', '罗颖', 'customer-service', ['customer-service']),
  staff('qiantai', '田静', 'customer-service', ['customer-service', 'engineer'], ['front-desk', 'billing']),
  staff(
    'zhou',
    '周建国',
    'engineering',
    ['engineer'],
    ['plumber', 'electrician'],
    [],
    [{ kind: 'electrician', months: 20 }],
  ),
  staff(
    'sun',
    '孙伟',
    'engineering',
    ['engineer'],
    ['electrician', 'low-voltage'],
    ['1栋', '2栋'],
    [{ kind: 'electrician', months: 2 }],
  ),
  staff(
    'liu',
    '刘涛',
    'engineering',
    ['engineer'],
    ['low-voltage', 'electrician'],
    [],
    [{ kind: 'electrician', months: -1 }],
  ),
  staff('ma', '马骏', 'engineering', ['engineer'], ['mason', 'plumber'], ['2栋', '3栋']),
  staff(
    'wu',
    '吴强',
    'engineering',
    ['engineer'],
    ['lift-technician', 'electrician'],
    [],
    [
      { kind: 'lift', months: 14 },
      { kind: 'electrician', months: 9 },
    ],
  ),
  staff('zheng', '郑海', 'engineering', ['engineer'], ['hvac', 'appliance']),
  staff('qian', '钱勇', 'engineering', ['engineer'], ['gas', 'plumber'], [], [{ kind: 'gas', months: 11 }]),
  staff('feng', '冯木生', 'engineering', ['engineer'], ['carpenter', 'mason'], ['1栋']),
  staff('zhuguan2', '唐军', 'security', ['supervisor', 'guard'], ['guard', 'fire-safety']),
  staff('ding', '丁强', 'security', ['guard'], ['guard']),
  staff('hao', '郝峰', 'security', ['guard'], ['guard', 'fire-safety']),
  staff('shi', '石磊', 'security', ['guard'], ['guard']),
  staff('bai', '白雪松', 'security', ['guard'], ['guard', 'fire-safety']),
  staff('zhuguan3', '江丽', 'cleaning', ['supervisor', 'cleaner'], ['cleaner']),
  staff('he', '何兰', 'cleaning', ['cleaner'], ['cleaner', 'gardener']),
  staff('xia', '夏芬', 'cleaning', ['cleaner'], ['cleaner'], ['1栋']),
  staff('pan', '潘玉', 'cleaning', ['cleaner'], ['cleaner', 'pest-control'], ['2栋', '3栋']),
  staff('caiwu', '贾文', 'finance', ['finance']),
  staff('shoufei', '邹琳', 'finance', ['finance', 'engineer'], ['billing']),
].map((one, index) => ({ ...one, phone: `1990000${String(1001 + index * 7).padStart(4, '0')}` }));

export interface ShiftPlan {
  from: number;
  hours: number;
  on: number;
  off: number;
  /** The other half of the day, for every n-th of the department; somebody is there day and night. */
  night: { from: number; hours: number; every: number } | null;
}

/** Which hours a department works, and for how many days on and off. */
export const shiftPlan: Record<string, ShiftPlan> = {
  engineering: { from: 8, hours: 10, on: 5, off: 2, night: { from: 18, hours: 14, every: 3 } },
  'customer-service': { from: 8, hours: 12, on: 4, off: 2, night: { from: 20, hours: 12, every: 3 } },
  security: { from: 7, hours: 12, on: 3, off: 1, night: { from: 19, hours: 12, every: 2 } },
  cleaning: { from: 6, hours: 12, on: 6, off: 1, night: { from: 18, hours: 12, every: 3 } },
  finance: { from: 9, hours: 8, on: 5, off: 2, night: null },
  management: { from: 9, hours: 9, on: 5, off: 2, night: null },
};
