import { bindingRoles } from './auth.js';
import { contract } from './contract.js';
import { Done, Id, Instant, optionalText, PageQuery, page, text, z } from './schemas.js';

export const bindingStatuses = ['pending', 'active', 'rejected', 'ended'] as const;
export type BindingStatus = (typeof bindingStatuses)[number];

export const BindingView = z.object({
  id: Id,
  houseId: Id,
  communityName: z.string(),
  houseLabel: z.string(),
  role: z.enum(bindingRoles),
  status: z.enum(bindingStatuses),
  appliedAt: Instant,
  decidedAt: z.nullable(Instant),
  /** Why it was refused or ended, in the words of whoever did it. */
  reason: z.nullable(z.string()),
  actions: z.array(z.enum(['end', 'withdraw'])),
});
export type BindingView = z.infer<typeof BindingView>;

export const listCommunities = contract({
  name: 'listCommunities',
  summary: '可以申请绑定的小区',
  method: 'GET',
  path: '/communities',
  auth: { as: ['owner'] },
  response: z.object({
    items: z.array(z.object({ id: Id, name: z.string(), servicePhone: z.nullable(z.string()) })),
  }),
  errors: [],
});

/** Understands "1栋101", "1-1-101", "一号楼101" (experience.md). Says whether there is more; shows no names. */
export const searchHouses = contract({
  name: 'searchHouses',
  summary: '按房号找房子',
  method: 'GET',
  path: '/houses/search',
  auth: { as: ['owner'] },
  query: z.object({ communityId: Id, q: z.string().check(z.trim(), z.minLength(1), z.maxLength(40)) }),
  response: z.object({ items: z.array(z.object({ id: Id, label: z.string() })), total: z.int() }),
  errors: ['community.not_found', 'rate.limited'],
});

export const applyForBinding = contract({
  name: 'applyForBinding',
  summary: '申请绑定房子',
  method: 'POST',
  path: '/bindings',
  auth: { as: ['owner'] },
  body: z.object({ communityId: Id, houseId: Id, role: z.enum(bindingRoles), name: text(30), note: optionalText(200) }),
  response: BindingView,
  idempotent: true,
  errors: ['house.not_found', 'binding.already_open', 'rate.limited'],
});

export const listOwnBindings = contract({
  name: 'listOwnBindings',
  summary: '我的房子和申请',
  method: 'GET',
  path: '/bindings',
  auth: { as: ['owner'] },
  response: z.object({ items: z.array(BindingView) }),
  errors: [],
});

/** One's own, or a family member's or tenant's of a house that one owns. Access ends at once. */
export const endBinding = contract({
  name: 'endBinding',
  summary: '解除绑定或撤回申请',
  method: 'POST',
  path: '/bindings/:id/end',
  auth: { as: ['owner'], on: { param: 'id', of: 'binding', within: 'household' } },
  params: z.object({ id: Id }),
  response: Done,
  idempotent: true,
  errors: ['binding.not_found', 'binding.not_active'],
});

export const listHouseMembers = contract({
  name: 'listHouseMembers',
  summary: '这套房子绑定了谁（业主可见）',
  method: 'GET',
  path: '/houses/:id/members',
  auth: { as: ['owner'], on: { param: 'id', of: 'house', within: 'household' } },
  params: z.object({ id: Id }),
  response: z.object({
    items: z.array(
      z.object({
        bindingId: Id,
        displayName: z.string(),
        phoneMasked: z.nullable(z.string()),
        role: z.enum(bindingRoles),
        since: Instant,
        isMe: z.boolean(),
        actions: z.array(z.enum(['end'])),
      }),
    ),
  }),
  errors: ['house.not_found', 'auth.forbidden'],
});

export const StaffBindingView = z.object({
  id: Id,
  houseId: Id,
  houseLabel: z.string(),
  role: z.enum(bindingRoles),
  status: z.enum(bindingStatuses),
  applicantName: z.string(),
  phoneMasked: z.nullable(z.string()),
  note: z.nullable(z.string()),
  appliedAt: Instant,
  decidedAt: z.nullable(Instant),
  decidedBy: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  /** Names in the ledger of this house, surname first, given name masked, to compare with. */
  ledgerNames: z.array(z.string()),
  /** The applicant's name is one of the ledger's. */
  nameMatches: z.boolean(),
  /** Who is bound already. */
  boundNow: z.int(),
  actions: z.array(z.enum(['approve', 'reject', 'end'])),
});
export type StaffBindingView = z.infer<typeof StaffBindingView>;

export const listBindings = contract({
  name: 'listBindings',
  summary: '绑定申请与已绑定',
  method: 'GET',
  path: '/staff/bindings',
  auth: { as: ['staff'], may: 'binding.review' },
  query: z.object({ status: z.optional(z.enum(bindingStatuses)), ...PageQuery }),
  response: page(StaffBindingView),
  errors: [],
});

export const approveBinding = contract({
  name: 'approveBinding',
  summary: '同意绑定',
  method: 'POST',
  path: '/staff/bindings/:id/approve',
  auth: { as: ['staff'], may: 'binding.review', on: { param: 'id', of: 'binding', within: 'community' } },
  params: z.object({ id: Id }),
  response: StaffBindingView,
  idempotent: true,
  errors: ['binding.not_found', 'binding.not_pending'],
});

export const rejectBinding = contract({
  name: 'rejectBinding',
  summary: '不同意绑定，写明原因',
  method: 'POST',
  path: '/staff/bindings/:id/reject',
  auth: { as: ['staff'], may: 'binding.review', on: { param: 'id', of: 'binding', within: 'community' } },
  params: z.object({ id: Id }),
  body: z.object({ reason: text(200) }),
  response: StaffBindingView,
  idempotent: true,
  errors: ['binding.not_found', 'binding.not_pending'],
});

export const endBindingByStaff = contract({
  name: 'endBindingByStaff',
  summary: '解除绑定，写明原因',
  method: 'POST',
  path: '/staff/bindings/:id/end',
  auth: { as: ['staff'], may: 'binding.review', on: { param: 'id', of: 'binding', within: 'community' } },
  params: z.object({ id: Id }),
  body: z.object({ reason: text(200) }),
  response: StaffBindingView,
  idempotent: true,
  errors: ['binding.not_found', 'binding.not_active'],
});
