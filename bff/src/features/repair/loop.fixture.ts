import type { Department } from 'shared-types/permissions';
import type { ServicePolicy } from 'shared-types/policy';
import { defaultPolicy } from '../policy/policy.door.js';
import { freshClocks } from './commands/report.js';
import { type Loop, openPromises, settle } from './loop.rules.js';
import { dueTimes } from './promise.rules.js';
import type { RepairEntity, WorkOrderEntity } from './repair.entity.js';
import { freshOrder } from './repair.rules.js';

/** 阳光花园, Monday 23 November 2026, 10:42: the leak at 3栋2单元1102. */
export const reportedAt = new Date('2026-11-23T10:42:00+08:00');
export const later = (minutes: number): Date => new Date(reportedAt.getTime() + minutes * 60_000);

export const isDesk = (order: Pick<WorkOrderEntity, 'procedureId'>): boolean => order.procedureId === 'fees';

export const settled = (loop: Loop, now: Date, policy: ServicePolicy = defaultPolicy): Loop =>
  settle(loop, {
    policy,
    now,
    at: now,
    department: (loop.orders[0]?.department ?? 'engineering') as Department,
    worksAtDesk: isDesk,
  });

export const makeOrder = (more: Partial<WorkOrderEntity> = {}): WorkOrderEntity => ({
  ...freshOrder({
    communityId: 'C',
    id: 'O1',
    repairId: 'R',
    department: 'engineering',
    task: '给水管道',
    main: true,
    skill: 'plumber',
    procedureId: 'plumbing',
    round: 1,
    createdAt: reportedAt,
  }),
  ...more,
});

/** A request as it was just reported. */
export const makeLoop = (
  urgency: RepairEntity['urgency'] = 'general',
  policy: ServicePolicy = defaultPolicy,
  orders: WorkOrderEntity[] = [makeOrder()],
): Loop => {
  const repair: RepairEntity = {
    communityId: 'C',
    id: 'R',
    kind: 'repair',
    number: '20261123-0017',
    channel: 'miniprogram',
    reporterId: 'A',
    staffReporterId: null,
    houseId: 'H',
    areaId: null,
    placeLabel: '3栋2单元1102',
    placeCode: 'DOOR7',
    spot: '厨房',
    problemTypeId: 'plumbing',
    title: '厨房水管漏水',
    urgency,
    emergency: urgency === 'emergency' ? '爆管' : null,
    body: '厨房水槽下面的水管一直喷水',
    spoken: false,
    seenType: null,
    seenBp: null,
    preferredFrom: null,
    preferredTo: null,
    contactName: '林女士',
    contactPhoneEncrypted: null,
    status: 'submitted',
    moderation: 'passed',
    moderationReason: null,
    ...dueTimes(policy, urgency, reportedAt),
    createdAt: reportedAt,
    updatedAt: reportedAt,
    doneAt: null,
    closedAt: null,
    latest: '',
    stars: null,
    ratingText: null,
    ratedAt: null,
    ...freshClocks,
    typeSource: 'owner',
    confidenceBp: null,
    undecided: false,
    emergencyHint: null,
    stewardId: 'S',
    stewardName: '李晓梅',
    policyVersion: 0,
  };
  const promises = openPromises(repair, { policy, department: 'engineering', from: reportedAt });
  return settled({ repair, orders, promises, escalation: null }, reportedAt, policy);
};

/** What a rule answered; throws where it refused. */
export const value = <T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T => {
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};

export const codeOf = (result: { ok: boolean; refusal?: { code: string } }): string | undefined => result.refusal?.code;

export const withOrder = (loop: Loop, order: WorkOrderEntity): Loop => ({
  ...loop,
  orders: loop.orders.map((one) => (one.id === order.id ? order : one)),
});

export const promiseOf = (loop: Loop, kind: string) =>
  loop.promises.find((one) => one.kind === kind && one.round === loop.repair.round);
