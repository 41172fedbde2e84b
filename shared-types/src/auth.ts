import { contract } from './contract.js';
import { departments, permissions, staffRoles } from './permissions.js';
import { Done, Id, Instant, text, z } from './schemas.js';

export const bindingRoles = ['owner', 'family', 'tenant'] as const;
export type BindingRole = (typeof bindingRoles)[number];

export const BoundHouse = z.object({
  bindingId: Id,
  houseId: Id,
  communityId: Id,
  communityName: z.string(),
  /** 3栋2单元1102 */
  label: z.string(),
  role: z.enum(bindingRoles),
});
export type BoundHouse = z.infer<typeof BoundHouse>;

export const OwnerView = z.object({
  id: Id,
  /** 林女士; null until a name is known. */
  displayName: z.nullable(z.string()),
  /** 199****7919; null until the number was given. */
  phoneMasked: z.nullable(z.string()),
  houses: z.array(BoundHouse),
});
export type OwnerView = z.infer<typeof OwnerView>;

/** jscode2session behind it (wechat.md 3.1): code lives 5 min, once. */
export const signInWithWechat = contract({
  name: 'signInWithWechat',
  summary: '业主用微信登录',
  method: 'POST',
  path: '/auth/wechat',
  auth: 'public',
  body: z.object({ code: text(128) }),
  response: z.object({ token: z.string(), owner: OwnerView }),
  errors: ['auth.wechat_code_invalid', 'auth.wechat_risky', 'rate.limited', 'upstream.unavailable'],
});

/** getuserphonenumber behind it (wechat.md 3.3). Houses whose ledger holds this number are bound at once. */
export const giveWechatPhone = contract({
  name: 'giveWechatPhone',
  summary: '用微信手机号找到名下的房子',
  method: 'POST',
  path: '/auth/wechat/phone',
  auth: { as: ['owner'] },
  body: z.object({ code: text(128) }),
  response: z.object({ owner: OwnerView, newlyBound: z.int() }),
  errors: ['auth.phone_code_invalid', 'rate.limited', 'upstream.unavailable'],
});

export const readOwner = contract({
  name: 'readOwner',
  summary: '我是谁，名下有哪些房子',
  method: 'GET',
  path: '/me',
  auth: { as: ['owner'] },
  response: OwnerView,
  errors: [],
});

export const StaffSelf = z.object({
  id: Id,
  name: z.string(),
  username: z.string(),
  mustChangePassword: z.boolean(),
  community: z.object({ id: Id, name: z.string(), servicePhone: z.nullable(z.string()) }),
  /** Every community in which this person serves. */
  communities: z.array(z.object({ id: Id, name: z.string() })),
  roles: z.array(z.enum(staffRoles)),
  department: z.enum(departments),
  permissions: z.array(z.enum(permissions)),
});
export type StaffSelf = z.infer<typeof StaffSelf>;

/** Locked for a while after repeated failures, and rate-limited by address (bars.md, Security). */
export const signInStaff = contract({
  name: 'signInStaff',
  summary: '员工登录',
  method: 'POST',
  path: '/auth/staff',
  auth: 'public',
  body: z.object({
    username: text(64),
    password: z.string().check(z.minLength(1), z.maxLength(200)),
  }),
  response: z.object({ token: z.string(), staff: StaffSelf }),
  errors: ['auth.bad_credentials', 'auth.locked', 'rate.limited'],
});

export const readStaffSelf = contract({
  name: 'readStaffSelf',
  summary: '我是谁，能做什么',
  method: 'GET',
  path: '/staff/me',
  auth: { as: ['staff'] },
  response: StaffSelf,
  errors: [],
  beforePasswordChange: true,
});

/** Ends every other session of this person. */
export const changeStaffPassword = contract({
  name: 'changeStaffPassword',
  summary: '修改密码',
  method: 'POST',
  path: '/auth/staff/password',
  auth: { as: ['staff'] },
  body: z.object({
    oldPassword: z.string().check(z.minLength(1), z.maxLength(200)),
    /** At least 8 characters, and not a common one. */
    newPassword: z.string().check(z.minLength(8), z.maxLength(200)),
  }),
  response: Done,
  errors: ['auth.bad_credentials', 'auth.password_weak', 'rate.limited'],
  beforePasswordChange: true,
});

/**
 * Staff confirm that it is they, with their password, before acts that move money (`stepUp` of a contract). Limited and
 * locked like a sign-in.
 */
export const stepUpStaff = contract({
  name: 'stepUpStaff',
  summary: '动钱之前再输一次密码',
  method: 'POST',
  path: '/auth/staff/step-up',
  auth: { as: ['staff'] },
  body: z.object({ password: z.string().check(z.minLength(1), z.maxLength(200)) }),
  /** By the wall's clock. */
  response: z.object({ validUntil: Instant }),
  errors: ['auth.bad_credentials', 'auth.locked', 'rate.limited'],
});

export const signOut = contract({
  name: 'signOut',
  summary: '退出登录',
  method: 'POST',
  path: '/auth/sign-out',
  auth: { as: ['owner', 'staff'] },
  response: Done,
  errors: [],
  beforePasswordChange: true,
});
