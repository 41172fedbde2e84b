import { contract } from './contract.js';
import { departments, staffRoles } from './permissions.js';
import { Day, Done, Id, Instant, PageQuery, page, text, z } from './schemas.js';

/** Papers without which some work may not be given: lifts, gas, power (C3). */
export const certificateKinds = ['lift', 'gas', 'electrician'] as const;

export const CertificateView = z.object({
  kind: z.enum(certificateKinds),
  number: text(40),
  /** Last day on which it holds. */
  validUntil: Day,
});

export const StaffMemberView = z.object({
  id: Id,
  name: z.string(),
  username: z.string(),
  phoneMasked: z.nullable(z.string()),
  department: z.enum(departments),
  roles: z.array(z.enum(staffRoles)),
  /** Skill ids: plumber, electrician … */
  skills: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Buildings served; empty: everywhere. */
  areas: z.array(z.object({ id: Id, name: z.string() })),
  /** Open orders that this person may have; null: the community's default. */
  orderLimit: z.nullable(z.int()),
  certificates: z.array(CertificateView),
  /** Out of 100, from ratings, rework and spot checks; null before the first. */
  quality: z.nullable(z.int()),
  active: z.boolean(),
  mustChangePassword: z.boolean(),
  onShift: z.boolean(),
  openOrders: z.int(),
  actions: z.array(z.enum(['edit', 'reset-password', 'disable', 'enable'])),
});
export type StaffMemberView = z.infer<typeof StaffMemberView>;

export const listSkills = contract({
  name: 'listSkills',
  summary: '技能一览',
  method: 'GET',
  path: '/staff/skills',
  auth: { as: ['staff'], may: 'staff.read' },
  response: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
  errors: [],
});

export const listStaff = contract({
  name: 'listStaff',
  summary: '员工列表',
  method: 'GET',
  path: '/staff/members',
  auth: { as: ['staff'], may: 'staff.read' },
  query: z.object({
    q: z.optional(z.string().check(z.maxLength(40))),
    department: z.optional(z.enum(departments)),
    ...PageQuery,
  }),
  response: page(StaffMemberView),
  errors: [],
});

const memberFields = {
  name: text(30),
  phone: z.optional(z.string().check(z.trim(), z.maxLength(30))),
  department: z.enum(departments),
  roles: z.array(z.enum(staffRoles)).check(z.minLength(1), z.maxLength(8)),
  skills: z.array(z.string().check(z.minLength(1), z.maxLength(32))).check(z.maxLength(30)),
  areaIds: z.array(Id).check(z.maxLength(200)),
  orderLimit: z._default(z.nullable(z.int().check(z.minimum(1), z.maximum(50))), null),
  certificates: z._default(z.array(CertificateView).check(z.maxLength(10)), []),
};

/** The first password is made by the server, shown once, and must be changed. */
export const createStaff = contract({
  name: 'createStaff',
  summary: '新增员工',
  method: 'POST',
  path: '/staff/members',
  auth: { as: ['staff'], may: 'staff.manage' },
  body: z.object({ username: z.string().check(z.regex(/^[a-z][a-z0-9._-]{2,31}$/)), ...memberFields }),
  response: z.object({ member: StaffMemberView, firstPassword: z.nullable(z.string()) }),
  idempotent: true,
  errors: ['staff.username_taken', 'place.not_found', 'request.invalid', 'auth.forbidden'],
});

const onMember = { as: ['staff'], may: 'staff.manage', on: { param: 'id', of: 'staff', within: 'community' } } as const;

export const updateStaff = contract({
  name: 'updateStaff',
  summary: '修改员工',
  method: 'PUT',
  path: '/staff/members/:id',
  auth: onMember,
  params: z.object({ id: Id }),
  body: z.object(memberFields),
  response: StaffMemberView,
  idempotent: true,
  errors: ['staff.not_found', 'staff.self_refused', 'place.not_found', 'request.invalid', 'auth.forbidden'],
});

/** Ends every session of that person. */
export const setStaffActive = contract({
  name: 'setStaffActive',
  summary: '停用或启用员工',
  method: 'POST',
  path: '/staff/members/:id/active',
  auth: onMember,
  params: z.object({ id: Id }),
  body: z.object({ active: z.boolean() }),
  response: StaffMemberView,
  idempotent: true,
  errors: ['staff.not_found', 'staff.self_refused', 'auth.forbidden'],
});

export const resetStaffPassword = contract({
  name: 'resetStaffPassword',
  summary: '重置密码',
  method: 'POST',
  path: '/staff/members/:id/password',
  auth: onMember,
  params: z.object({ id: Id }),
  response: z.object({ firstPassword: z.string() }),
  errors: ['staff.not_found', 'staff.self_refused', 'auth.forbidden'],
});

export const ShiftView = z.object({
  id: Id,
  staffId: Id,
  staffName: z.string(),
  startsAt: Instant,
  endsAt: Instant,
});
export type ShiftView = z.infer<typeof ShiftView>;

export const listShifts = contract({
  name: 'listShifts',
  summary: '排班',
  method: 'GET',
  path: '/staff/shifts',
  auth: { as: ['staff'], may: 'staff.read' },
  /** At most 31 days. */
  query: z.object({ from: Day, to: Day }),
  response: z.object({ items: z.array(ShiftView) }),
  errors: ['request.invalid'],
});

export const createShift = contract({
  name: 'createShift',
  summary: '排一个班',
  method: 'POST',
  path: '/staff/shifts',
  auth: { as: ['staff'], may: 'staff.manage' },
  body: z.object({ staffId: Id, startsAt: Instant, endsAt: Instant }),
  response: ShiftView,
  idempotent: true,
  errors: ['staff.not_found', 'request.invalid'],
});

export const deleteShift = contract({
  name: 'deleteShift',
  summary: '撤一个班',
  method: 'DELETE',
  path: '/staff/shifts/:id',
  auth: { as: ['staff'], may: 'staff.manage' },
  params: z.object({ id: Id }),
  response: Done,
  idempotent: true,
  errors: ['staff.not_found'],
});
