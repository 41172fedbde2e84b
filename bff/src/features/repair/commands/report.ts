import type { BodyOf } from 'shared-types/contract';
import type { Department } from 'shared-types/permissions';
import type { ServicePolicy } from 'shared-types/policy';
import type { RequestKind, reportRepair } from 'shared-types/repair';
import { toDay } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { complaintMark, latestText, repairWords } from '../../../locales/repair.js';
import type { Actor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import { afterCommit } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { publish } from '../../../platform/queue/queue.js';
import { encryptField } from '../../../platform/secrets/fieldCrypto.js';
import { alertStaff } from '../../../platform/staffAlert.js';
import type { Place } from '../../community/community.door.js';
import { readUploadKinds, seenIn, takeFiles } from '../../file/file.door.js';
import { type PolicyInForce, readPolicyInForce } from '../../policy/policy.door.js';
import { keepSample, recognise, suggestionOf } from '../../recognition/recognition.door.js';
import { chainedOrders } from '../chain.rules.js';
import { saveChange, settleNow } from '../loop.js';
import { answerProcedure, type Loop, openPromises } from '../loop.rules.js';
import { chooseSteward, deskOf } from '../people.js';
import { partProcedure, problemType, undecidedType } from '../procedures.js';
import { dueTimes } from '../promise.rules.js';
import { nudgeScreens, tell } from '../record.js';
import type { Moderation, RepairEntity, WorkOrderEntity } from '../repair.entity.js';
import { freshOrder, titleOf, titleWords } from '../repair.rules.js';
import { insertRepair, nextNumber } from '../repair.store.js';
import { type Judged, judge } from '../typing.rules.js';

type ReportBody = BodyOf<typeof reportRepair>;

export interface Report {
  kind?: RequestKind;
  /** When its promises began; absent: now. Of a complaint that stands by itself again: when it was said. */
  since?: Date;
  body: Omit<ReportBody, 'houseId' | 'placeCode'>;
  place: Place;
  channel: RepairEntity['channel'];
  reporterId: string | null;
  contactName: string | null;
  contactPhone: string | null;
  moderation: Moderation;
}

/** What the body must hold beyond its shape; the words go beside the fields. */
export const checkReport = async (deps: Deps, body: Report['body']): Promise<void> => {
  const fields: Record<string, string> = {};
  const type = body.problemTypeId ? problemType(body.problemTypeId) : undefined;
  if (body.problemTypeId && !type) fields.problemTypeId = '没有这种问题类型';
  if (body.emergency && !type) fields.emergency = '先选是什么问题';
  if (body.emergency && type && !type.emergency.includes(body.emergency)) fields.emergency = '不在可选的范围里';
  if (!body.text && body.fileIds.length === 0) fields.text = '说一句、写几个字或拍张照片都行，至少要有一样';
  const from = body.preferredFrom ? new Date(body.preferredFrom) : null;
  const to = body.preferredTo ? new Date(body.preferredTo) : null;
  if (to && (!from || to <= from)) fields.preferredTo = '结束时间要晚于开始时间';
  if (to && to < deps.clock.now()) fields.preferredTo = '这个时间已经过去了';
  const kinds = await readUploadKinds(deps.db.reader, body.fileIds);
  if (kinds.filter((kind) => kind === 'image').length > 9) fields.fileIds = '照片最多 9 张';
  if (kinds.filter((kind) => kind === 'audio').length > 1) fields.fileIds = '录音只能有一段';
  if (Object.keys(fields).length > 0) throw new AppError('request.invalid', { fields });
};

const build = async (
  deps: Deps,
  tx: Tx,
  actor: Actor | null,
  report: Report,
  judged: Judged,
  inForce: PolicyInForce,
): Promise<RepairEntity> => {
  const { body, place } = report;
  const at = deps.clock.now();
  const seen = actor ? await seenIn(tx, body.fileIds) : null;
  const urgency = judged.emergency ? 'emergency' : 'general';
  const steward =
    actor?.kind === 'staff' && actor.roles.includes('customer-service')
      ? actor
      : ((await chooseSteward(tx, place.communityId, urgency, at)) ??
        // A complaint has one responsible person from the first minute, whoever is on shift.
        (report.kind === 'complaint' ? ((await deskOf(tx, place.communityId, at))[0] ?? null) : null));
  return {
    communityId: place.communityId,
    id: newId(at),
    kind: report.kind ?? 'repair',
    number: await nextNumber(tx, place.communityId, toDay(at)),
    channel: report.channel,
    reporterId: report.reporterId,
    staffReporterId: actor?.kind === 'staff' ? actor.id : null,
    houseId: place.kind === 'house' ? place.id : null,
    areaId: (place.kind === 'area' && place.id) || null,
    placeLabel: place.label,
    placeCode: place.placeCode,
    spot: body.spot || null,
    problemTypeId: judged.typeId,
    // Words that nobody passed yet stay out of the title, which everybody sees.
    title: titleOf(
      judged.undecided ? repairWords.undecidedTitle : (problemType(judged.typeId)?.name ?? ''),
      body.spot || null,
      report.moderation === 'passed' ? titleWords(report.kind, body.text ?? null) : null,
    ),
    urgency,
    emergency: judged.emergency,
    body: body.text || null,
    spoken: body.spoken === true && Boolean(body.text),
    seenType: seen?.typeId ?? null,
    seenBp: seen?.confidenceBp ?? null,
    preferredFrom: body.preferredFrom ? new Date(body.preferredFrom) : null,
    preferredTo: body.preferredTo ? new Date(body.preferredTo) : null,
    contactName: report.contactName,
    contactPhoneEncrypted: report.contactPhone ? encryptField(deps.keys, report.contactPhone, 'phone') : null,
    status: 'submitted',
    moderation: report.moderation,
    moderationReason: null,
    ...dueTimes(inForce.policy, urgency, report.since ?? at),
    createdAt: at,
    updatedAt: at,
    doneAt: null,
    closedAt: null,
    latest: '',
    stars: null,
    ratingText: null,
    ratedAt: null,
    ...freshClocks,
    typeSource: judged.source,
    confidenceBp: judged.confidenceBp,
    undecided: judged.undecided,
    emergencyHint: judged.emergencyHint,
    stewardId: steward?.id ?? null,
    stewardName: steward?.name ?? null,
    policyVersion: inForce.version,
  };
};

/** A request that nothing has happened to yet. */
export const freshClocks = {
  round: 1,
  nextKind: null,
  nextStartedAt: null,
  nextDueAt: null,
  answeredAt: null,
  pausedAt: null,
  pausedUntil: null,
  pauseReason: null,
  pausedBy: null,
  pauses: 0,
  pausedMinutes: 0,
  urges: 0,
  urgedAt: null,
  chained: false,
  escalationId: null,
  escalationLevel: null,
  escalatedAt: null,
  escalationFollower: null,
} as const satisfies Partial<RepairEntity>;

/** The first order, for the department that mends it. */
const firstOrder = (repair: RepairEntity): WorkOrderEntity => {
  const type = problemType(repair.problemTypeId);
  return freshOrder({
    communityId: repair.communityId,
    id: newId(repair.createdAt),
    repairId: repair.id,
    department: type?.department ?? 'customer-service',
    task: type?.name ?? '',
    main: true,
    skill: type?.skill ?? '',
    procedureId: repair.problemTypeId,
    round: repair.round,
    createdAt: repair.createdAt,
  });
};

/** The answer to a complaint: it is with whoever answers for the whole, who has to say that they take it. */
export const answerOrder = (repair: RepairEntity, id: string, at: Date): WorkOrderEntity => {
  const order = freshOrder({
    communityId: repair.communityId,
    id,
    repairId: repair.id,
    department: 'customer-service',
    task: repairWords.answerTask,
    main: true,
    skill: '',
    procedureId: answerProcedure,
    round: repair.round,
    createdAt: at,
  });
  const { stewardId: workerId, stewardName: workerName } = repair;
  return workerId ? { ...order, status: 'assigned', workerId, workerName, assignedAt: at, waitingSince: null } : order;
};

/** Orders of further departments by the chain rules (C8), with a line of history for each. */
export const chainOf = (repair: RepairEntity, main: WorkOrderEntity | null, policy: ServicePolicy, now: Date) =>
  chainedOrders(policy.chain, repair, main?.department ?? '').map((opened) => ({
    rule: opened.rule,
    order: freshOrder({
      communityId: repair.communityId,
      id: newId(now),
      repairId: repair.id,
      department: opened.department,
      task: opened.task,
      main: false,
      skill: opened.skill,
      procedureId: partProcedure(repair),
      round: repair.round,
      createdAt: now,
    }),
  }));

/** Customer service hears of what it has to decide, and of every emergency that it has to track. */
const alertDesk = async (deps: Deps, tx: Tx, repair: RepairEntity): Promise<void> => {
  const { communityId, id: repairId, urgency, stewardId } = repair;
  const people = (await deskOf(tx, communityId, deps.clock.now())).map(({ id }) => id);
  if (repair.undecided)
    await alertStaff(tx, deps.clock, { communityId, repairId, staffIds: people, kind: 'undecided' });
  if (repair.emergencyHint)
    await alertStaff(tx, deps.clock, {
      communityId,
      repairId,
      staffIds: people,
      kind: 'maybe-emergency',
      detail: repair.emergencyHint,
      rings: true,
    });
  if (repair.kind === 'complaint' && stewardId)
    await alertStaff(tx, deps.clock, {
      ...{ communityId, repairId, staffIds: [stewardId], kind: 'complaint' },
      link: `/complaints/${repairId}`,
    });
  if (urgency !== 'emergency') return;
  if (stewardId)
    await alertStaff(tx, deps.clock, {
      communityId,
      repairId,
      staffIds: [stewardId],
      kind: 'assigned',
      detail: repairWords.tracksEmergency,
      rings: true,
    });
  afterCommit(tx, () => deps.live.send(`staff:${communityId}`, { type: 'emergency', repairId, title: repair.title }));
};

/** What was said beyond the name of the type and the spot, which a report without words carries; null: nothing. */
const ownWords = (body: Report['body']): string | null => {
  const name = body.problemTypeId ? (problemType(body.problemTypeId)?.name ?? '') : '';
  const rest = [name, body.spot ?? '', body.emergency ?? ''].reduce(
    (text, known) => (known ? text.replaceAll(known, '') : text),
    body.text ?? '',
  );
  return /[\p{L}\p{N}]{2,}/u.test(rest) ? (body.text ?? null) : null;
};

/** A rule's own words are not listened to: it has said what it is. */
const judgeReport = (body: Report['body'], policy: ServicePolicy, byPerson: boolean): Judged => {
  const words = byPerson ? ownWords(body) : null;
  return judge(
    {
      chosenType: body.problemTypeId ?? null,
      chosenEmergency: body.emergency || null,
      denied: body.emergency === '',
      heard: words ? recognise(words) : null,
    },
    policy.recognition,
    undecidedType,
  );
};

/** What somebody chose beside what was suggested, from the words or else from the pictures; null: nothing to learn. */
const sampleOf = (body: Report['body'], { sample, typeId }: Judged, repair: RepairEntity) => {
  if (sample) return { ...sample, source: 'text' as const };
  const seen = suggestionOf(null, repair);
  return body.problemTypeId && seen.suggestedType
    ? { ...seen, chosenType: typeId, chosenEmergency: body.emergency || null }
    : null;
};

/**
 * Writes the request with its orders, promises, history and files. The caller has checked place and content. Without an
 * actor it is a device that reports, by a rule.
 */
export const fileReport = async (
  deps: Deps,
  tx: Tx,
  actor: Actor | null,
  report: Report,
): Promise<{ id: string; communityId: string; number: string; eventId: string }> => {
  const complains = report.kind === 'complaint';
  const inForce = await readPolicyInForce(tx, report.place.communityId);
  const judged = judgeReport(report.body, inForce.policy, actor !== null);
  const repair = await build(deps, tx, actor, report, judged, inForce);
  const now = repair.createdAt;
  const main = complains ? answerOrder(repair, newId(now), now) : firstOrder(repair);
  const chained =
    !complains && !judged.undecided && inForce.policy.chain.when === 'at-once'
      ? chainOf(repair, main, inForce.policy, now)
      : [];
  const department = main.department as Department;
  const context = { inForce, made: inForce.policy, now };
  const loop: Loop = settleNow(
    {
      repair: { ...repair, chained: !complains && !judged.undecided && inForce.policy.chain.when === 'at-once' },
      orders: [main, ...chained.map(({ order }) => order)],
      promises: openPromises(repair, { policy: inForce.policy, department, from: report.since ?? now }),
      escalation: null,
    },
    context,
    now,
  );
  const held = repair.moderation !== 'passed';
  loop.repair.latest = latestText({
    kind: 'report',
    actorKind: actor?.kind ?? 'system',
    actorName: actor?.name ?? '系统',
    detail: complains ? complaintMark : null,
  });
  await insertRepair(tx, loop.repair, loop.orders);
  await saveChange(deps, tx, null, loop, context);
  // Who complains stands in no line of the request: it is read by people who must not know.
  const teller = complains ? null : actor;
  const eventId = await tell(deps, tx, repair, teller, {
    kind: 'report',
    body: report.body.text || null,
    held,
    ...(complains ? { detail: complaintMark, toOwner: false } : {}),
  });
  if (judged.source === 'recogniser')
    await tell(deps, tx, repair, null, {
      kind: 'classify',
      detail: repairWords.recognised(
        judged.undecided ? null : (problemType(judged.typeId)?.name ?? ''),
        judged.confidenceBp,
        judged.emergency,
      ),
    });
  for (const { order, rule } of chained)
    await tell(deps, tx, repair, null, {
      kind: 'add-order',
      orderId: order.id,
      detail: repairWords.joined(order, rule),
    });
  if (actor)
    await takeFiles(tx, actor, report.body.fileIds, {
      communityId: repair.communityId,
      subjectKind: 'event',
      subjectId: eventId,
    });
  // What a rule wrote, or a complaint said, is nothing to learn from.
  const sample = actor && !complains ? sampleOf(report.body, judged, repair) : null;
  if (actor && sample)
    await keepSample(tx, {
      communityId: repair.communityId,
      repairId: repair.id,
      ...sample,
      byKind: actor.kind,
      at: now,
    });
  if (repair.moderation === 'pending')
    await publish(tx, deps.clock, {
      communityId: repair.communityId,
      topic: 'repair.recheck',
      payload: { repairId: repair.id },
    });
  await alertDesk(deps, tx, loop.repair);
  nudgeScreens(deps, tx, repair);
  return { id: repair.id, communityId: repair.communityId, number: repair.number, eventId };
};
