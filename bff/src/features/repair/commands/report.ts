import type { BodyOf } from 'shared-types/contract';
import type { reportRepair } from 'shared-types/repair';
import { toDay } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import { afterCommit } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { publish } from '../../../platform/queue/queue.js';
import { encryptField } from '../../../platform/secrets/fieldCrypto.js';
import type { Place } from '../../community/community.door.js';
import { readUploadKinds, takeFiles } from '../../file/file.door.js';
import { servicePolicy } from '../policy.js';
import { problemType } from '../procedures.js';
import { dueTimes } from '../promise.rules.js';
import { nudgeScreens, saveWithLatest, tell } from '../record.js';
import type { Moderation, RepairEntity } from '../repair.entity.js';
import { titleOf } from '../repair.rules.js';
import { insertRepair, nextNumber } from '../repair.store.js';

type ReportBody = BodyOf<typeof reportRepair>;

export interface Report {
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
  const type = problemType(body.problemTypeId);
  if (!type) fields.problemTypeId = '没有这种问题类型';
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

const build = async (deps: Deps, tx: Tx, actor: Actor, report: Report): Promise<RepairEntity> => {
  const { body, place } = report;
  const at = deps.clock.now();
  const urgency = body.emergency ? 'emergency' : 'general';
  return {
    communityId: place.communityId,
    id: newId(at),
    number: await nextNumber(tx, place.communityId, toDay(at)),
    channel: report.channel,
    reporterId: report.reporterId,
    staffReporterId: actor.kind === 'staff' ? actor.id : null,
    houseId: place.kind === 'house' ? place.id : null,
    areaId: place.kind === 'area' ? place.id : null,
    placeLabel: place.label,
    placeCode: place.placeCode,
    spot: body.spot || null,
    problemTypeId: body.problemTypeId,
    // Words that nobody passed yet stay out of the title, which everybody sees.
    title: titleOf(
      problemType(body.problemTypeId)?.name ?? '',
      body.spot || null,
      report.moderation === 'passed' ? (body.text ?? null) : null,
    ),
    urgency,
    emergency: body.emergency || null,
    body: body.text || null,
    preferredFrom: body.preferredFrom ? new Date(body.preferredFrom) : null,
    preferredTo: body.preferredTo ? new Date(body.preferredTo) : null,
    contactName: report.contactName,
    contactPhoneEncrypted: report.contactPhone ? encryptField(deps.keys, report.contactPhone, 'phone') : null,
    status: 'submitted',
    moderation: report.moderation,
    moderationReason: null,
    ...dueTimes(servicePolicy, urgency, at),
    createdAt: at,
    updatedAt: at,
    doneAt: null,
    closedAt: null,
    latest: '',
    stars: null,
    ratingText: null,
    ratedAt: null,
  };
};

/** Writes the request with its first work order, its history and its files. The caller has checked place and content. */
export const fileReport = async (
  deps: Deps,
  tx: Tx,
  actor: Actor,
  report: Report,
): Promise<{ id: string; communityId: string }> => {
  const repair = await build(deps, tx, actor, report);
  const department = problemType(repair.problemTypeId)?.department ?? 'customer-service';
  await insertRepair(tx, repair, {
    communityId: repair.communityId,
    id: newId(repair.createdAt),
    repairId: repair.id,
    department,
    status: 'waiting',
    workerId: null,
    workerName: null,
    dispatchNote: null,
    assignedAt: null,
    acceptedAt: null,
    arrivedAt: null,
    finishedAt: null,
    result: null,
    createdAt: repair.createdAt,
  });
  const event = { kind: 'report' as const, body: repair.body, held: repair.moderation !== 'passed' };
  const eventId = await tell(deps, tx, repair, actor, event);
  await saveWithLatest(tx, repair, actor, event);
  await takeFiles(tx, actor, report.body.fileIds, {
    communityId: repair.communityId,
    subjectKind: 'event',
    subjectId: eventId,
  });
  if (repair.moderation === 'pending')
    await publish(tx, deps.clock, {
      communityId: repair.communityId,
      topic: 'repair.recheck',
      payload: { repairId: repair.id },
    });
  nudgeScreens(deps, tx, repair);
  if (repair.urgency === 'emergency')
    afterCommit(tx, () =>
      deps.live.send(`staff:${repair.communityId}`, { type: 'emergency', repairId: repair.id, title: repair.title }),
    );
  return { id: repair.id, communityId: repair.communityId };
};
