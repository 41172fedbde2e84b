import type { Contract, SubjectKind } from 'shared-types/contract';
import { type permissions, rolePermissions } from 'shared-types/permissions';
import { defaultPolicy } from '../../src/features/policy/policy.door.js';
import { testPassword } from '../factories/community.js';
import { homeOf, isStaffRole, type Role, type Side, type Subject, type World } from './world.js';

/** `allowed`: neither refused for who is calling nor for what is called for; the state may still say no. */
export type Expected = 'allowed' | { status: number; code?: string };

type IdKind = SubjectKind | 'placeCode' | 'shift' | 'row';

/** Ids in a path that `auth.on` does not speak of: what they point at, and what a stranger to it hears. */
export const otherParams: Record<string, { param: string; of: IdKind; refusal: Expected }> = {
  readPlace: { param: 'code', of: 'placeCode', refusal: { status: 404, code: 'place.code_unknown' } },
  readPlaceCodeImage: { param: 'code', of: 'placeCode', refusal: { status: 404, code: 'place.code_unknown' } },
  readPlaceQr: { param: 'code', of: 'placeCode', refusal: { status: 404, code: 'place.code_unknown' } },
  deleteShift: { param: 'id', of: 'shift', refusal: { status: 404, code: 'staff.not_found' } },
};

/** Params that name a part of the subject, not a subject. */
export const parts: Record<string, { param: string; value: (side: Side) => string }> = {
  recordStep: { param: 'stepId', value: () => 'first-check' },
  readPolicyVersion: { param: 'version', value: () => '0' },
  mendImportRow: { param: 'rowId', value: (side) => side.rowId ?? '' },
};

/** Ids that come in a body or a query: what they point at, and what a stranger to it hears. */
export const bodySubjects: Record<string, { of: IdKind; refusal: Expected }> = {
  reportRepair: { of: 'house', refusal: { status: 422, code: 'repair.place_refused' } },
  reportRepairForOwner: { of: 'house', refusal: { status: 422, code: 'repair.place_refused' } },
  createShift: { of: 'staff', refusal: { status: 404, code: 'staff.not_found' } },
  createPublicArea: { of: 'place', refusal: { status: 404, code: 'place.not_found' } },
};

interface Exception {
  route: string;
  roles: readonly Role[];
  subjects?: readonly Subject[];
  expected: Expected;
  reason: string;
}

const notFound = (kind: string): Expected => ({ status: 404, code: `${kind}.not_found` });
const lesser: readonly Role[] = ['family', 'tenant'];

/** Where a cell differs from what the contract alone says. */
export const exceptions: Exception[] = [
  {
    route: 'listHouseMembers',
    roles: lesser,
    subjects: ['own', 'household'],
    expected: { status: 403 },
    reason: 'only owners see who else is bound',
  },
  {
    route: 'endBinding',
    roles: lesser,
    subjects: ['household'],
    expected: notFound('binding'),
    reason: 'only owners end what others of the house hold',
  },
  ...[
    'readOwnRepair',
    'addToRepair',
    'cancelOwnRepair',
    'confirmRepair',
    'rateRepair',
    'urgeRepair',
    'reopenRepair',
  ].map((route) => ({
    route,
    roles: lesser,
    subjects: ['household'] as const,
    expected: notFound('repair'),
    reason: 'requests are seen by whoever reported them and by the owner',
  })),
];

const holds = (role: Role, permission: (typeof permissions)[number]): boolean =>
  role === 'foreign staff' || (isStaffRole(role) && rolePermissions[role].includes(permission));

/** Whether a subject is within the caller's reach, by the contract's own words. */
const reaches = (role: Role, subject: Subject, of: IdKind): boolean => {
  if (subject === 'own') return true;
  if (subject === 'other community' || subject === 'absent') return false;
  if (of === 'order') return false;
  return isStaffRole(role) || subject === 'household';
};

/** What this caller hears, derived from the contract, but for the exceptions. */
export const expectedOf = (contract: Contract, role: Role, subject: Subject): Expected => {
  const { auth } = contract;
  if (auth === 'public') return 'allowed';
  if (role === 'anonymous') return { status: 401, code: 'auth.required' };
  if (!auth.as.includes(isStaffRole(role) ? 'staff' : 'owner')) return { status: 403, code: 'auth.forbidden' };
  if (isStaffRole(role) && auth.may && !holds(role, auth.may)) return { status: 403, code: 'auth.forbidden' };
  const exception = exceptions.find(
    (one) => one.route === contract.name && one.roles.includes(role) && (one.subjects?.includes(subject) ?? true),
  );
  if (exception) return exception.expected;
  if (auth.on) return reaches(role, subject, auth.on.of) ? 'allowed' : notFound(auth.on.of);
  const elsewhere = otherParams[contract.name] ?? bodySubjects[contract.name];
  return !elsewhere || reaches(role, subject, elsewhere.of) ? 'allowed' : elsewhere.refusal;
};

/** A call that is right in everything but who makes it. */
export interface Example {
  query?: Record<string, string>;
  body?: unknown;
}

const member = (side: Side) => ({
  name: '刘强',
  department: 'cleaning',
  roles: ['cleaner'],
  skills: [],
  areaIds: [side.community.buildingId],
});

type ExampleOf = (side: Side, id: string, world: World) => Example;

/** Bodies and queries by route; `id` is the subject where the body carries it. */
export const examples: Record<string, ExampleOf> = {
  signInWithWechat: () => ({ body: { code: 'unknown-code' } }),
  giveWechatPhone: () => ({ body: { code: 'unknown-code' } }),
  signInStaff: () => ({ body: { username: 'nobody', password: 'nothing-at-all' } }),
  changeStaffPassword: () => ({ body: { oldPassword: testPassword, newPassword: 'mK7-vhGq2x-77' } }),
  searchHouses: (side) => ({ query: { communityId: side.community.id, q: '101' } }),
  applyForBinding: (side) => ({
    body: { communityId: side.community.id, houseId: side.community.houses[2]?.id, role: 'family', name: '林娜' },
  }),
  rejectBinding: () => ({ body: { reason: '资料不全' } }),
  endBindingByStaff: () => ({ body: { reason: '已搬走' } }),
  transferHouse: () => ({ body: { owners: [{ name: '王强', phone: '19900008888' }], reason: '过户' } }),
  unmaskPerson: () => ({ body: { reason: '联系业主' } }),
  createPublicArea: (_side, id) => ({ body: { name: `大堂${id.slice(-4)}`, buildingId: id } }),
  createCommunity: () => ({ body: { name: '新小区' } }),
  mapImport: () => ({
    body: { sheets: [{ index: 0, kind: 'houses', headerRow: 1, columns: [{ index: 0, field: 'building' }] }] },
  }),
  mendImportRow: () => ({ body: { excluded: true } }),
  markInboxRead: () => ({ body: {} }),
  listSubscriptionTemplates: () => ({ query: { moment: 'report' } }),
  recordSubscriptions: () => ({ body: { results: [{ templateId: 'unknown', result: 'reject' }] } }),
  reportRepair: (_side, id) => ({ body: { houseId: id, problemTypeId: 'plumbing', text: '水管漏水' } }),
  reportRepairForOwner: (_side, id) => ({ body: { houseId: id, problemTypeId: 'plumbing', text: '水管漏水' } }),
  addToRepair: () => ({ body: { text: '还在漏' } }),
  cancelOwnRepair: () => ({ body: { reason: '不修了' } }),
  rateRepair: () => ({ body: { stars: 5 } }),
  reopenRepair: () => ({ body: { text: '又漏了' } }),
  recogniseText: () => ({ body: { text: '水管漏水' } }),
  assignRepair: (side) => ({ body: { workerId: side.target.id, reason: '他在附近' } }),
  dispatchRepair: () => ({ body: {} }),
  classifyRepair: () => ({ body: { problemTypeId: 'plumbing', emergency: null } }),
  pauseRepair: () => ({ body: { until: '2026-11-25T09:00:00+08:00', reason: '业主约了周三' } }),
  pauseOrder: () => ({ body: { until: '2026-11-25T09:00:00+08:00', reason: '业主约了周三' } }),
  recordCallback: () => ({ body: { outcome: 'no-answer' } }),
  reopenRepairByStaff: () => ({ body: { reason: '又漏了' } }),
  addRepairOrder: () => ({ body: { department: 'security', skill: 'guard', task: '看着现场' } }),
  followEscalation: () => ({ body: {} }),
  judgeSpotCheck: () => ({ body: { verdict: 'passed' } }),
  previewPolicy: () => ({ body: { policy: defaultPolicy } }),
  changePolicy: () => ({ body: { policy: { ...defaultPolicy, confirmDays: 8 }, basedOn: 0, reason: '多等一天' } }),
  markStaffInboxRead: () => ({ body: {} }),
  cancelRepair: () => ({ body: { reason: '重复' } }),
  noteRepair: () => ({ body: { text: '已联系' } }),
  moderateRepair: () => ({ body: { decision: 'pass' } }),
  unmaskRepairContact: () => ({ body: { reason: '联系业主' } }),
  createStaff: (side) => ({ body: { username: `u${Math.random().toString(36).slice(2, 12)}`, ...member(side) } }),
  updateStaff: (side) => ({ body: member(side) }),
  setStaffActive: () => ({ body: { active: true } }),
  listShifts: () => ({ query: { from: '2026-11-20', to: '2026-11-27' } }),
  createShift: (_side, id) => ({
    body: { staffId: id, startsAt: '2026-12-01T08:00:00+08:00', endsAt: '2026-12-01T16:00:00+08:00' },
  }),
  acceptOrder: () => ({ body: {} }),
  refuseOrder: () => ({ body: { reason: '在忙' } }),
  signInToOrder: (side) => ({ body: { placeCode: side.community.houses[0]?.placeCode } }),
  recordStep: () => ({ body: { note: '做了' } }),
  finishOrder: () => ({ body: { result: '换了角阀' } }),
};

/** The path of a call, and the subject's id. */
export const addressOf = (contract: Contract, world: World, role: Role, subject: Subject, absentId: string) => {
  const side = homeOf(world, role);
  const on = contract.auth === 'public' ? undefined : contract.auth.on;
  const of = on?.of ?? otherParams[contract.name]?.of ?? bodySubjects[contract.name]?.of;
  const away = side === world.home ? world.other : world.home;
  const stranger: Role = away === world.other ? 'foreign owner' : 'owner';
  const worker: Role = away === world.other ? 'foreign staff' : 'engineer';
  const id = ((): string => {
    if (!of) return '';
    if (subject === 'absent') return of === 'placeCode' ? absentId.slice(0, 10) : absentId;
    if (subject === 'other community') return away.find(of, of === 'order' ? worker : stranger, 'own');
    return side.find(of, role, subject);
  })();
  const part = parts[contract.name];
  const param = on?.param ?? otherParams[contract.name]?.param;
  const path = contract.path.replace(/:(\w+)/g, (_match, name: string) => {
    if (name === param) return encodeURIComponent(id);
    if (name === part?.param) return part.value(subject === 'other community' ? away : side);
    throw new Error(`${contract.name}: nobody has said what :${name} points at`);
  });
  return { path, id, hasSubject: of !== undefined };
};
