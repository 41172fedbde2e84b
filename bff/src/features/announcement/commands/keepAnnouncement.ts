import type { AnnouncementBody } from 'shared-types/staffAnnouncement';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { mayGo } from '../../../kernel/machine.js';
import { outageFaultTexts, announcementTexts as t } from '../../../locales/announcement.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Reader, Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readBuildingNames, readHouseBriefs, readUnits } from '../../community/community.door.js';
import { takeFiles } from '../../file/file.door.js';
import type { AnnouncementEntity } from '../announcement.entity.js';
import { announcementMachine } from '../announcement.machine.js';
import { insertAnnouncement, lockAnnouncement, saveAnnouncement } from '../announcement.store.js';
import { outageFault } from '../outage.rules.js';
import { readRich } from '../richText.js';
import { cancelTimersOf } from '../tell.js';

type Written = Pick<
  AnnouncementEntity,
  'kind' | 'title' | 'body' | 'audience' | 'fileIds' | 'pinned' | 'outageKind' | 'outageFrom' | 'outageUntil'
>;

const invalid = (field: string, words: string): AppError =>
  new AppError('request.invalid', { fields: { [field]: words } });

const checkAudience = async (
  reader: Reader,
  communityId: string,
  { roles, staff, buildingIds, unitIds, houseIds }: AnnouncementBody['audience'],
): Promise<void> => {
  if (roles.length === 0 && !staff) throw invalid('audience', t.nobody);
  const [buildings, units, houses] = await Promise.all([
    readBuildingNames(reader, communityId),
    readUnits(reader, communityId),
    readHouseBriefs(reader, houseIds),
  ]);
  const known =
    buildingIds.every((id) => buildings.has(id)) &&
    unitIds.every((id) => units.some((unit) => unit.id === id)) &&
    houseIds.every((id) => houses.some((house) => house.id === id && house.communityId === communityId));
  if (!known) throw invalid('audience', t.noPlace);
};

/** What was written, checked and in its stored form. */
const readBody = async (deps: Deps, communityId: string, body: AnnouncementBody): Promise<Written> => {
  const rich = readRich(body.html);
  if (!rich) throw invalid('html', t.tooLong);
  if (rich.length === 0) throw invalid('html', t.emptyBody);
  if (body.kind === 'outage' && !body.outage) throw invalid('outage', t.outageMissing);
  if (body.kind !== 'outage' && body.outage) throw invalid('outage', t.outageNot);
  const outage = body.outage && {
    kind: body.outage.kind,
    from: new Date(body.outage.from),
    until: new Date(body.outage.until),
  };
  const fault = outage && outageFault(outage, deps.clock.now());
  if (fault) throw invalid('outage', outageFaultTexts[fault]);
  await checkAudience(deps.db.reader, communityId, body.audience);
  return {
    kind: body.kind,
    title: body.title,
    body: rich,
    audience: body.audience,
    fileIds: [...new Set(body.fileIds)],
    pinned: body.pinned,
    outageKind: outage?.kind ?? null,
    outageFrom: outage?.from ?? null,
    outageUntil: outage?.until ?? null,
  };
};

const takeNew = (
  tx: Tx,
  call: Call<StaffActor>,
  { communityId, id, fileIds }: Pick<AnnouncementEntity, 'communityId' | 'id' | 'fileIds'>,
  known: readonly string[],
): Promise<void> => {
  const fresh = fileIds.filter((fileId) => !known.includes(fileId));
  const subject = { communityId, subjectKind: 'announcement', subjectId: id };
  return takeFiles(tx, call.actor, fresh, subject, ['image', 'document']);
};

export const note = (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  call: Call<StaffActor>,
  { id, title }: Pick<AnnouncementEntity, 'id' | 'title'>,
  action: `announcement.${'created' | 'changed' | 'published' | 'scheduled' | 'withdrawn' | 'discarded' | 'pinned' | 'unpinned' | 'reminded'}`,
  reason?: string,
): Promise<void> =>
  audit(tx, deps.clock, call, {
    communityId: call.actor.communityId,
    action,
    subjectKind: 'announcement',
    subjectId: id,
    subject: title,
    ...(reason ? { reason } : {}),
  });

/** Locked; `announcement.not_found`. */
export const mustLock = async (tx: Tx, { actor }: Call<StaffActor>, id: string): Promise<AnnouncementEntity> => {
  const announcement = await lockAnnouncement(tx, actor.communityId, id);
  if (!announcement) throw new AppError('announcement.not_found');
  return announcement;
};

export const createAnnouncement = async (
  deps: Deps,
  call: Call<StaffActor>,
  body: AnnouncementBody,
): Promise<{ id: string }> => {
  const { communityId, id: byId, name: byName } = call.actor;
  const written = await readBody(deps, communityId, body);
  return transaction(deps, call, async (tx) => {
    const now = deps.clock.now();
    const announcement: AnnouncementEntity = {
      ...written,
      communityId,
      id: newId(now),
      status: 'draft',
      publishAt: null,
      publishedAt: null,
      withdrawnAt: null,
      withdrawnWhy: null,
      reminders: 0,
      remindedAt: null,
      remindAt: null,
      version: 1,
      createdAt: now,
      changedAt: now,
      byId,
      byName,
    };
    await insertAnnouncement(tx, announcement);
    await takeNew(tx, call, announcement, []);
    await note(tx, deps, call, announcement, 'announcement.created');
    return { id: announcement.id };
  });
};

/** What was scheduled is a draft again: somebody publishes what they have seen. */
export const changeAnnouncement = async (
  deps: Deps,
  call: Call<StaffActor>,
  { id, version, ...body }: AnnouncementBody & { id: string; version: number },
): Promise<{ id: string }> => {
  const written = await readBody(deps, call.actor.communityId, body);
  return transaction(deps, call, async (tx) => {
    const before = await mustLock(tx, call, id);
    if (before.status !== 'draft' && !mayGo(announcementMachine, before.status, 'draft'))
      throw new AppError('announcement.illegal_transition');
    if (before.version !== version) throw new AppError('announcement.changed');
    await takeNew(tx, call, { ...before, fileIds: written.fileIds }, before.fileIds);
    await saveAnnouncement(tx, before, {
      ...written,
      status: 'draft',
      publishAt: null,
      version: version + 1,
      changedAt: deps.clock.now(),
    });
    await cancelTimersOf(tx, before);
    await note(tx, deps, call, { id, title: written.title }, 'announcement.changed');
    return { id };
  });
};
