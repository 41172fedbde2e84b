import type { Contract, SubjectKind } from 'shared-types/contract';
import { type permissions, rolePermissions } from 'shared-types/permissions';
import { defaultAlarmPolicy } from '../../src/features/alarm/policy.queries.js';
import { defaultMoneyPolicy, defaultPolicy } from '../../src/features/policy/policy.door.js';
import { testPassword } from '../factories/community.js';
import { kioskCard } from './kioskThings.js';
import { homeOf, isStaffRole, type Role, type Side, type Subject, type World } from './world.js';

/** `allowed`: neither refused for who is calling nor for what is called for; the state may still say no. */
export type Expected = 'allowed' | { status: number; code?: string };

type IdKind = SubjectKind | 'placeCode' | 'deviceCode' | 'shift' | 'row';

/** Ids in a path that `auth.on` does not speak of: what they point at, and what a stranger to it hears. */
export const otherParams: Record<string, { param: string; of: IdKind; refusal: Expected }> = {
  readPlace: { param: 'code', of: 'placeCode', refusal: { status: 404, code: 'place.code_unknown' } },
  readPlaceCodeImage: { param: 'code', of: 'placeCode', refusal: { status: 404, code: 'place.code_unknown' } },
  readPlaceQr: { param: 'code', of: 'placeCode', refusal: { status: 404, code: 'place.code_unknown' } },
  readDeviceCode: { param: 'code', of: 'deviceCode', refusal: { status: 404, code: 'place.code_unknown' } },
  deleteShift: { param: 'id', of: 'shift', refusal: { status: 404, code: 'staff.not_found' } },
};

/** The consent of a house; of a house that is none, whichever there is. */
const consentOf = ({ consents }: Side, houseId: string): { id: string; code: string } => {
  const consent = consents[houseId] ?? Object.values(consents)[0];
  if (!consent) throw new Error('the world has no consent');
  return consent;
};

/** Params that name a part of the subject, not a subject. */
export const parts: Record<string, { param: string; value: (side: Side, id: string) => string }> = {
  recordStep: { param: 'stepId', value: () => 'first-check' },
  readPolicyVersion: { param: 'version', value: () => '0' },
  readMoneyPolicyVersion: { param: 'version', value: () => '0' },
  readAlarmPolicyVersion: { param: 'version', value: () => '0' },
  previewReport: { param: 'period', value: () => '2026-11' },
  readMeterUse: { param: 'meter', value: () => 'water' },
  endKioskVisit: { param: 'id', value: (side) => side.visitId },
  keepKioskPrompt: { param: 'key', value: () => 'which' },
  removeKioskPrompt: { param: 'key', value: () => 'which' },
  recordAtKiosk: { param: 'id', value: (side) => side.visitId },
  openKioskFaceVisit: { param: 'id', value: (side) => side.visitId },
  reportAtKiosk: { param: 'id', value: (side) => side.visitId },
  removeDeviceDocument: { param: 'documentId', value: (side) => side.documentId },
  checkOffMeasure: { param: 'measureId', value: (_side, id) => id },
  askDoorToken: { param: 'doorId', value: (side) => side.gate.door },
  openOwnDoor: { param: 'doorId', value: (side) => side.gate.door },
  mendImportRow: { param: 'rowId', value: (side) => side.rowId ?? '' },
  revokePayConsent: { param: 'consentId', value: (side, houseId) => consentOf(side, houseId).id },
  readPayConsent: { param: 'code', value: (side) => consentOf(side, '').code },
};

/** Ids that come in a body or a query: what they point at, and what a stranger to it hears. */
export const bodySubjects: Record<string, { of: IdKind; refusal: Expected }> = {
  reportRepair: { of: 'house', refusal: { status: 422, code: 'repair.place_refused' } },
  reportRepairForOwner: { of: 'house', refusal: { status: 422, code: 'repair.place_refused' } },
  fileComplaint: { of: 'house', refusal: { status: 422, code: 'repair.place_refused' } },
  takeInComplaint: { of: 'house', refusal: { status: 422, code: 'repair.place_refused' } },
  createShift: { of: 'staff', refusal: { status: 404, code: 'staff.not_found' } },
  readDueBills: { of: 'house', refusal: { status: 404, code: 'house.not_found' } },
  quotePayment: { of: 'house', refusal: { status: 404, code: 'house.not_found' } },
  createPayment: { of: 'house', refusal: { status: 404, code: 'house.not_found' } },
  tryFee: { of: 'house', refusal: { status: 404, code: 'house.not_found' } },
  registerMandate: { of: 'house', refusal: { status: 404, code: 'house.not_found' } },
  createPass: { of: 'house', refusal: { status: 404, code: 'house.not_found' } },
  bookVisit: { of: 'house', refusal: { status: 404, code: 'house.not_found' } },
  ask: { of: 'house', refusal: { status: 404, code: 'house.not_found' } },
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
    route: 'listMovements',
    roles: ['tenant'],
    subjects: ['own', 'household'],
    expected: { status: 403 },
    reason: 'what was paid ahead is the owner’s, not told to tenants',
  },
  {
    route: 'setAutoOffset',
    roles: lesser,
    subjects: ['own', 'household'],
    expected: { status: 403 },
    reason: 'what becomes of the balance by itself is the owner’s to say',
  },
  ...['createPayConsent', 'listPayConsents', 'revokePayConsent'].map((route) => ({
    route,
    roles: lesser,
    subjects: ['own', 'household'] as const,
    expected: { status: 403, code: 'auth.forbidden' },
    reason: 'only owners let others pay: what a house owes is theirs to show',
  })),
  ...['readPayment', 'readReceipt', 'readReceiptPdf', 'listPaymentRefunds'].map((route) => ({
    route,
    roles: ['tenant'] as const,
    subjects: ['household'] as const,
    expected: notFound('payment'),
    reason: 'tenants see what they paid themselves',
  })),
  ...['checkPayment', 'cancelPayment'].map((route) => ({
    route,
    roles: ['owner', 'family', 'tenant'] as const,
    subjects: ['household'] as const,
    expected: notFound('payment'),
    reason: 'a payment is its payer’s to check and to cancel',
  })),
  ...['signAutoDebit', 'checkAutoDebit', 'endAutoDebit'].map((route) => ({
    route,
    roles: ['tenant'] as const,
    subjects: ['own', 'household'] as const,
    expected: { status: 403, code: 'auth.forbidden' },
    reason: 'what is taken by itself is for owners and family to agree to',
  })),
  {
    route: 'endBinding',
    roles: lesser,
    subjects: ['household'],
    expected: notFound('binding'),
    reason: 'only owners end what others of the house hold',
  },
  ...['disputeBill', 'withdrawDispute'].map((route) => ({
    route,
    roles: ['tenant'] as const,
    subjects: ['own', 'household'] as const,
    expected: { status: 403, code: 'auth.forbidden' },
    reason: 'tenants pay what is due; owners and family speak for the house',
  })),
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
  ...[
    'readOwnComplaint',
    'addToComplaint',
    'urgeComplaint',
    'acceptComplaintAnswer',
    'objectToComplaintAnswer',
    'rateComplaint',
  ].map((route) => ({
    route,
    roles: ['owner', 'family', 'tenant'] as const,
    subjects: ['household'] as const,
    expected: notFound('complaint'),
    reason: 'what somebody complains about is not for others of the house to read',
  })),
  {
    route: 'rateAgain',
    roles: ['owner', 'family', 'tenant'],
    subjects: ['household'],
    expected: notFound('follow_up'),
    reason: 'whoever rated badly rates again, nobody else of the house',
  },
  ...['readPaymentInvoice', 'requestInvoice'].map((route) => ({
    route,
    roles: ['owner', 'family', 'tenant'] as const,
    subjects: ['household'] as const,
    expected: notFound('payment'),
    reason: 'an invoice bears the title of whoever paid: it is theirs alone',
  })),
  ...['readInvoice', 'readInvoicePdf'].map((route) => ({
    route,
    roles: ['owner', 'family', 'tenant'] as const,
    subjects: ['household'] as const,
    expected: notFound('invoice'),
    reason: 'an invoice bears the title of whoever paid: it is theirs alone',
  })),
  ...['changeTitle', 'deleteTitle'].map((route) => ({
    route,
    roles: ['owner', 'family', 'tenant'] as const,
    subjects: ['household'] as const,
    expected: notFound('title'),
    reason: 'a title book is a person’s own',
  })),
  ...['askForPerson', 'askInWriting', 'closeInquiry'].map((route) => ({
    route,
    roles: ['owner', 'family', 'tenant'] as const,
    subjects: ['household'] as const,
    expected: notFound('inquiry'),
    reason: 'what somebody asks is their own affair',
  })),
  ...['readOwnVisit', 'cancelOwnVisit'].map((route) => ({
    route,
    roles: ['tenant'] as const,
    subjects: ['household'] as const,
    expected: notFound('home_visit'),
    reason: 'tenants see the visits that they booked themselves',
  })),
  ...['readPass', 'revokePass'].map((route) => ({
    route,
    roles: ['owner', 'family', 'tenant'] as const,
    subjects: ['household'] as const,
    expected: notFound('pass'),
    reason: 'whom somebody invited is their own affair',
  })),
];

const holds = (role: Role, permission: (typeof permissions)[number]): boolean =>
  role === 'foreign staff' || (isStaffRole(role) && rolePermissions[role].includes(permission));

/** Whether a subject is within the caller's reach, by the contract's own words. */
const reaches = (role: Role, subject: Subject, of: IdKind): boolean => {
  if (subject === 'own') return true;
  if (subject === 'other community' || subject === 'absent') return false;
  if (of === 'order') return false;
  // The papers that a community publishes are everybody's who has a house in it.
  if (of === 'report' || of === 'white_paper') return true;
  return isStaffRole(role) || subject === 'household';
};

/** What this caller hears, derived from the contract, but for the exceptions. */
export const expectedOf = (contract: Contract, role: Role, subject: Subject): Expected => {
  const { auth } = contract;
  if (auth === 'public') return 'allowed';
  if (role === 'anonymous') return { status: 401, code: 'auth.required' };
  const kind = role === 'kiosk' ? 'kiosk' : isStaffRole(role) ? 'staff' : 'owner';
  if (!auth.as.includes(kind)) return { status: 403, code: 'auth.forbidden' };
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

const fee = {
  ...{ name: '保洁费', kind: 'property', icon: 'home', validFrom: '2026-11', validTo: null, late: null, discounts: [] },
  rule: { kind: 'per-house', monthFen: 800 },
  scope: { buildingIds: [], houseKinds: [], usages: [] },
};
const device = {
  ...{ code: 'DT-9', kind: 'lift', name: '9号客梯', installedOn: null, warrantyUntil: null },
  ...{ houseId: null, areaId: null, buildingId: null, unitId: null },
};
const readings = { meter: 'water', period: '2026-11', readOn: '2026-11-20' };

/** Nobody's: a body that is right but for it. */
const absentFile = '01KAAAAAAAAAAAAAAAAAAAAAAA';
const visit = { purpose: 'payment', day: '2026-12-02', half: 'morning' };

const article = {
  ...{ title: '宠物登记', questions: ['养狗要登记吗'], answer: '要。', source: '公约' },
  ...{ validFrom: null, validUntil: null },
};
const announcement = {
  ...{ kind: 'notice', title: '冬至包饺子', html: '<p>下午三点</p>', fileIds: [], pinned: false, outage: null },
  audience: { roles: ['owner'], staff: false, buildingIds: [], unitIds: [], houseIds: [] },
};

const november = { from: '2026-11-01', to: '2026-11-30' };

type ExampleOf = (side: Side, id: string, world: World) => Example;

/** Bodies and queries by route; `id` is the subject where the body carries it. */
export const examples: Record<string, ExampleOf> = {
  signInWithWechat: () => ({ body: { code: 'unknown-code' } }),
  giveWechatPhone: () => ({ body: { code: 'unknown-code' } }),
  signInStaff: () => ({ body: { username: 'nobody', password: 'nothing-at-all' } }),
  stepUpStaff: () => ({ body: { password: testPassword } }),
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
  quotePayment: (_side, id) => ({ body: { houseId: id, topUpFen: 100 } }),
  createPayment: (_side, id) => ({
    body: { houseId: id, topUpFen: 100, channel: 'wechat-jsapi', expectedFen: 100 },
  }),
  createPayConsent: (side, id) => ({ body: { billIds: [side.bills[id] ?? id] } }),
  collectPayment: () => ({ body: { method: 'cash', amountFen: 100 } }),
  createQrPayment: () => ({ body: { channel: 'wechat-native', topUpFen: 100, expectedFen: 100 } }),
  reverseCollection: () => ({ body: { reason: '收错了' } }),
  requestRefund: () => ({ body: { parts: [{ billId: null, amountFen: 100 }], way: 'original', reason: '多收了' } }),
  rejectRefund: () => ({ body: { reason: '没有多收' } }),
  settleRefund: () => ({ body: { way: 'cash', note: '已当面付清' } }),
  decideDifference: () => ({ body: { decision: 'write-off', reason: '核对过' } }),
  waitDifference: () => ({ body: {} }),
  countTill: () => ({ body: { countedFen: 0 } }),
  recordSubscriptions: () => ({ body: { results: [{ templateId: 'unknown', result: 'reject' }] } }),
  reportRepair: (_side, id) => ({ body: { houseId: id, problemTypeId: 'plumbing', text: '水管漏水' } }),
  reportRepairForOwner: (_side, id) => ({ body: { houseId: id, problemTypeId: 'plumbing', text: '水管漏水' } }),
  addToRepair: () => ({ body: { text: '还在漏' } }),
  cancelOwnRepair: () => ({ body: { reason: '不修了' } }),
  rateRepair: () => ({ body: { stars: 5 } }),
  reopenRepair: () => ({ body: { text: '又漏了' } }),
  recogniseText: () => ({ body: { text: '水管漏水' } }),
  readMedia: () => ({ body: { fileId: absentFile } }),
  assignRepair: (side) => ({ body: { workerId: side.target.id, reason: '他在附近' } }),
  dispatchRepair: () => ({ body: {} }),
  classifyRepair: () => ({ body: { problemTypeId: 'plumbing', emergency: null } }),
  pauseRepair: () => ({ body: { until: '2026-11-25T09:00:00+08:00', reason: '业主约了周三' } }),
  pauseOrder: () => ({ body: { until: '2026-11-25T09:00:00+08:00', reason: '业主约了周三' } }),
  recordCallback: () => ({ body: { outcome: 'no-answer' } }),
  reopenRepairByStaff: () => ({ body: { reason: '又漏了' } }),
  addRepairOrder: () => ({ body: { department: 'security', skill: 'guard', task: '看着现场' } }),
  followEscalation: () => ({ body: {} }),
  readDueBills: (_side, id) => ({ query: { houseId: id } }),
  disputeBill: () => ({ body: { reason: '已经交过' } }),
  withdrawDispute: () => ({ body: {} }),
  createFee: () => ({ body: fee }),
  changeFee: () => ({ body: fee }),
  endFee: () => ({ body: { validTo: '2026-12' } }),
  tryFee: (_side, id) => ({ body: { fee, houseId: id, period: '2026-11' } }),
  noteFollowUp: () => ({ body: { outcome: 'no-answer', note: '没接', pass: false } }),
  publishPlan: () => ({
    body: { cause: '配件不好', measures: [{ text: '换掉', responsible: '工程部', dueOn: '2026-12-01' }] },
  }),
  checkOffMeasure: () => ({ body: { note: '换好了', fileIds: [absentFile] } }),
  rateAgain: () => ({ body: { stars: 5 } }),
  listPaperRequests: () => ({ query: { figure: 'all' } }),
  explainHouse: () => ({ query: { month: '2026-11' } }),
  issuePass: (side) => ({
    body: {
      hostId: side.ids.owner ?? side.ids['foreign owner'],
      ...{ name: '赵明', from: '2026-11-23T14:00:00+08:00', until: '2026-11-23T18:00:00+08:00', uses: 2 },
      placeIds: [side.gate.group],
    },
  }),
  revokeIssuedPass: () => ({ body: { reason: '业主说不来了' } }),
  createPass: (side, id) => ({
    body: {
      ...{ houseId: id, name: '赵明', from: '2026-11-23T14:00:00+08:00', until: '2026-11-23T18:00:00+08:00', uses: 2 },
      placeIds: [side.gate.group],
    },
  }),
  revokePass: () => ({ body: {} }),
  openSharedPass: (side) => ({ body: { token: side.gate.shareToken } }),
  giveFaceConsent: () => ({ body: { version: 1 } }),
  withdrawFaceConsent: () => ({ body: {} }),
  agreeToKioskFace: () => ({ body: { version: 1 } }),
  withdrawKioskFace: () => ({ body: {} }),
  askDoorToken: () => ({ body: { challenge: '00'.repeat(16) } }),
  openOwnDoor: () => ({ body: {} }),
  openDoor: () => ({ body: { reason: '业主忘带钥匙' } }),
  recordPassage: (side) => ({
    body: { doorId: side.gate.door, direction: 'in', passId: null, who: '快递', reason: '送快递' },
  }),
  createGateGroup: (side) => ({ body: { name: '东门', buildingId: null, unitId: null, doorIds: [side.gate.door] } }),
  changeGateGroup: (side) => ({ body: { name: '南门', buildingId: null, unitId: null, doorIds: [side.gate.door] } }),
  createTitle: () => ({ body: { kind: 'personal', name: '林娜', taxNo: null, isDefault: false } }),
  changeTitle: () => ({ body: { kind: 'personal', name: '林娜', taxNo: null, isDefault: false } }),
  requestInvoice: () => ({ body: { titleId: null } }),
  reverseInvoice: () => ({ body: { reason: '业主要求作废' } }),
  listReadings: () => ({ query: { meter: 'water', period: '2026-11' } }),
  enterReading: () => ({ body: { ...readings, value: 1000 } }),
  enterReadings: () => ({ body: { ...readings, rows: [{ house: '1栋1单元101', value: '1' }] } }),
  listPools: () => ({ query: { period: '2026-11' } }),
  enterPool: () => ({ body: { period: '2026-11', totalFen: 100, voucher: '发票' } }),
  prepareRun: () => ({ body: { month: '2026-11' } }),
  publishRun: () => ({ body: { totalFen: 0 } }),
  voidRun: () => ({ body: { reason: '单价填错' } }),
  correctBill: () => ({ body: { reason: '开错了', to: { how: 'amount', amountFen: 0 } } }),
  waiveLateFee: () => ({ body: { amountFen: 1, reason: '住院' } }),
  createOneOffBill: (side) => ({
    body: { feeId: side.find('fee', 'finance', 'own'), amountFen: 100, note: '一车' },
  }),
  answerDispute: () => ({ body: { words: '按产权证登记的面积' } }),
  readTrialBalance: () => ({ query: november }),
  exportTrialBalance: () => ({ query: november }),
  enterSpending: () => ({
    body: {
      ...{ kind: 'expense', category: 'lift', amountFen: 100, day: '2026-11-20', account: 'bank', memo: '电梯' },
      fileIds: [],
    },
  }),
  rejectSpending: () => ({ body: { reason: '发票不符' } }),
  reverseSpending: () => ({ body: { reason: '记错了' } }),
  listReportVouchers: () => ({ query: { account: '6301' } }),
  publishReport: () => ({ body: { period: '2026-11' } }),
  judgeSpotCheck: () => ({ body: { verdict: 'passed' } }),
  previewPolicy: () => ({ body: { policy: defaultPolicy } }),
  previewMoneyPolicy: () => ({ body: { policy: defaultMoneyPolicy } }),
  changeMoneyPolicy: () => ({
    body: {
      policy: { ...defaultMoneyPolicy, report: { ...defaultMoneyPolicy.report, hour: 10 } },
      ...{ basedOn: 0, reason: '晚一点公布' },
    },
  }),
  fileComplaint: (_side, id) => ({ body: { houseId: id, categoryId: 'cleaning', text: '楼道没有拖' } }),
  addToComplaint: () => ({ body: { text: '今天还是' } }),
  objectToComplaintAnswer: () => ({ body: { text: '没有解决' } }),
  rateComplaint: () => ({ body: { stars: 4 } }),
  takeInComplaint: (_side, id) => ({ body: { houseId: id, categoryId: 'cleaning', text: '楼道没有拖' } }),
  answerComplaint: () => ({ body: { text: '已经拖了' } }),
  mergeComplaint: (_side, id) => ({ body: { intoId: id } }),
  splitComplaint: (_side, id) => ({ body: { reportId: id } }),
  draftOutcome: () => ({ body: { title: '楼道保洁', text: '每天拖一次' } }),
  decideOutcome: () => ({ body: { decision: 'publish', text: '每天拖一次' } }),
  withdrawOutcome: () => ({ body: { reason: '有误' } }),
  unmaskComplaintContact: (_side, id) => ({ body: { reportId: id, reason: '回电' } }),
  handleAlarm: () => ({ body: { note: '清了导轨' } }),
  noteAlarm: () => ({ body: { note: '到了' } }),
  closeAlarm: () => ({ body: { note: '看过了', outcome: 'real' } }),
  openAlarmOrder: () => ({ body: { problemTypeId: 'lift' } }),
  previewAlarmPolicy: () => ({ body: { policy: defaultAlarmPolicy } }),
  changeAlarmPolicy: () => ({
    body: {
      policy: { ...defaultAlarmPolicy, rules: defaultAlarmPolicy.rules.slice(1) },
      ...{ basedOn: 0, reason: '电梯换了' },
    },
  }),
  markAnnouncementRead: () => ({ body: {} }),
  openStaffNotice: () => ({ body: {} }),
  previewReach: () => ({ body: { audience: announcement.audience } }),
  createAnnouncement: () => ({ body: announcement }),
  changeAnnouncement: () => ({ body: { ...announcement, version: 1 } }),
  publishAnnouncement: () => ({ body: { version: 1 } }),
  withdrawAnnouncement: () => ({ body: { reason: '日期写错了' } }),
  discardAnnouncement: () => ({ body: {} }),
  pinAnnouncement: () => ({ body: { pinned: true } }),
  remindAnnouncement: () => ({ body: {} }),
  listReceiptPeople: () => ({ query: { read: 'no' } }),
  ask: (_side, id) => ({ body: { houseId: id, text: '怎么租车位' } }),
  askForPerson: () => ({ body: {} }),
  askInWriting: () => ({ body: {} }),
  closeInquiry: () => ({ body: {} }),
  askForHouse: () => ({ body: { text: '怎么租车位' } }),
  askPersonForHouse: () => ({ body: {} }),
  takeInquiry: () => ({ body: {} }),
  sayInInquiry: () => ({ body: { text: '您好' } }),
  handOverInquiry: (side) => ({ body: { staffId: side.target.id } }),
  writeInquiry: () => ({ body: {} }),
  endInquiry: () => ({ body: {} }),
  createCanned: () => ({ body: { title: '再见', text: '还有要问的随时说。' } }),
  changeCanned: () => ({ body: { title: '再见', text: '还有要问的随时说。', version: 1 } }),
  removeCanned: () => ({ body: {} }),
  bookVisit: (_side, id) => ({ body: { houseId: id, ...visit, phone: '13912345678' } }),
  cancelOwnVisit: () => ({ body: {} }),
  bookVisitForOwner: () => ({ body: { ...visit, contactName: '林娜', phone: '13912345678' } }),
  giveVisit: (side) => ({ body: { staffId: side.ids['customer-service'] ?? side.ids['foreign staff'] } }),
  cancelVisit: () => ({ body: { reason: '业主打电话取消' } }),
  rebookVisit: () => ({ body: { day: visit.day, half: visit.half } }),
  setOutForVisit: () => ({ body: {} }),
  endVisit: () => ({ body: { result: '收了物业费' } }),
  missVisit: () => ({ body: { reason: '敲门没人应' } }),
  readVisitPhone: () => ({ body: {} }),
  registerKiosk: () => ({ body: { name: '一号机', place: '服务驿站' } }),
  issueKioskCode: () => ({ body: {} }),
  revokeKiosk: () => ({ body: { reason: '坏了' } }),
  enrolKiosk: () => ({ body: { code: 'AAAAA-AAAAA' } }),
  keepKioskPrompt: () => ({ body: { fileId: '01J0000000000000000000000Z' } }),
  preferKioskPrompts: () => ({ body: { preferRecorded: true } }),
  linkKioskTerminal: () => ({ body: { deviceId: null } }),
  takeKioskFace: () => ({ body: {} }),
  openKioskFaceVisit: () => ({ body: { houseId: absentFile } }),
  openKioskVisit: () => ({ body: { card: kioskCard } }),
  endKioskVisit: () => ({ body: {} }),
  reportAtKiosk: () => ({ body: { text: '水龙头滴水' } }),
  issueCard: () => ({ body: { number: String(Math.floor(1e9 + Math.random() * 9e9)) } }),
  closeCardDoors: () => ({ body: {} }),
  blockCard: () => ({ body: { reason: '丢了' } }),
  identifyByCard: () => ({ body: { card: kioskCard } }),
  createArticle: () => ({ body: article }),
  changeArticle: () => ({ body: { ...article, version: 1 } }),
  retireArticle: () => ({ body: {} }),
  setAutoOffset: () => ({ body: { on: true } }),
  takeDeposit: () => ({ body: { kind: 'key', amountFen: 5000, method: 'cash' } }),
  returnDeposit: () => ({ body: { returnFen: 5000, method: 'cash' } }),
  issueCoupon: () => ({ body: { feeKind: 'water', amountFen: 500, validUntil: '2026-12-31', reason: '停水补偿' } }),
  withdrawCoupon: () => ({ body: { reason: '发错了' } }),
  registerMandate: (_side, id) => ({
    body: {
      ...{ houseId: id, holderName: '林建国', bankName: '工商银行', cardNumber: '6222021001112204321' },
      ...{ agreementNo: 'AG-2026', fileIds: [absentFile] },
    },
  }),
  endMandate: () => ({ body: { reason: '业主要求' } }),
  withdrawBatch: () => ({ body: { reason: '没有交给银行' } }),
  applyArrearsImport: () => ({ body: { leaveBad: false } }),
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
  readDeviceSeries: () => ({
    query: { metric: 'energy', step: 'hour', from: '2026-11-20T00:00:00+08:00', to: '2026-11-21T00:00:00+08:00' },
  }),
  acceptOrder: () => ({ body: {} }),
  refuseOrder: () => ({ body: { reason: '在忙' } }),
  signInToOrder: (side) => ({ body: { placeCode: side.community.houses[0]?.placeCode } }),
  recordStep: () => ({ body: { note: '做了' } }),
  createDevice: (_side, id) => ({ body: { ...device, code: `DT-${id.slice(-6)}${Math.random()}`.slice(0, 30) } }),
  changeDevice: () => ({ body: device }),
  moveDevice: () => ({ body: { to: 'under-repair', reason: '异响' } }),
  issueDeviceCredentials: () => ({ body: { neverSeen: false } }),
  rotateDeviceSecret: () => ({ body: { keepOld: true } }),
  setDeviceLogin: () => ({ body: { address: 'http://10.0.3.7', username: 'admin', password: 'secret-2026' } }),
  addDeviceDocument: () => ({ body: { title: '说明书', fileIds: [absentFile] } }),
  removeDeviceDocument: () => ({ body: {} }),
  noteDeviceMaintenance: () => ({ body: { day: '2026-11-20', text: '年检合格' } }),
  applyDeviceImport: () => ({ body: { leaveBad: false } }),
  cancelDeviceImport: () => ({ body: {} }),
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
    if (name === part?.param) return part.value(subject === 'other community' ? away : side, id);
    throw new Error(`${contract.name}: nobody has said what :${name} points at`);
  });
  return { path, id, hasSubject: of !== undefined };
};
