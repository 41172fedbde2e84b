import type { fileComplaint as contract } from 'shared-types/complaint';
import type { BodyOf } from 'shared-types/contract';
import type { takeInComplaint as staffContract } from 'shared-types/staffComplaint';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { withoutPersonal } from '../../../kernel/personal.js';
import { takenOut } from '../../../kernel/takenOut.js';
import { complaintWords } from '../../../locales/complaint.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Actor, Call, OwnerActor, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import type { NoteInVisit } from '../../../platform/inVisit.js';
import { encryptField } from '../../../platform/secrets/fieldCrypto.js';
import { normalisePhone, readAreas, readBuildingNames, readHouseBrief } from '../../community/community.door.js';
import { readUploadKinds } from '../../file/file.door.js';
import { readOwnerBrief, readOwnerPhone } from '../../identity/identity.door.js';
import { checkWords, type Moderation, openCase } from '../../repair/case.door.js';
import { isOffered } from '../categories.js';
import type { ComplaintReportEntity } from '../complaint.entity.js';
import { insertReport } from '../complaint.store.js';
import { namesOf } from '../people.js';
import { keepSaid, splitFiles } from '../said.js';

type Body = Omit<BodyOf<typeof contract>, 'houseId'>;

const checkBody = async (deps: Deps, body: Body): Promise<void> => {
  const fields: Record<string, string> = {};
  if (!isOffered(body.categoryId)) fields.categoryId = '没有这个类别';
  if (!body.text && body.fileIds.length === 0) fields.text = '说一句、写几个字或拍张照片都行，至少要有一样';
  const kinds = await readUploadKinds(deps.db.reader, body.fileIds);
  if (kinds.filter((kind) => kind === 'image').length > 9) fields.fileIds = '照片最多 9 张';
  if (kinds.filter((kind) => kind === 'audio').length > 1) fields.fileIds = '录音只能有一段';
  if (Object.keys(fields).length > 0) throw new AppError('request.invalid', { fields });
};

interface House {
  id: string;
  label: string;
  buildingId: string;
}

/** Where it happened, as everybody may read it: an anonymous complainant's own house is no more than its building. */
const placeOf = async (
  deps: Deps,
  communityId: string,
  input: { areaId: string | undefined; house: House | null; anonymous: boolean },
): Promise<{ areaId: string | null; placeLabel: string; placeCode: string }> => {
  const { reader } = deps.db;
  if (input.areaId) {
    const area = (await readAreas(reader, communityId)).find(({ id }) => id === input.areaId);
    if (!area) throw new AppError('repair.place_refused');
    return { areaId: area.id, placeLabel: area.name, placeCode: area.placeCode };
  }
  if (!input.house) throw new AppError('repair.place_refused');
  if (!input.anonymous) return { areaId: null, placeLabel: input.house.label, placeCode: '' };
  const building = (await readBuildingNames(reader, communityId)).get(input.house.buildingId);
  return { areaId: null, placeLabel: building ?? complaintWords.somewhere, placeCode: '' };
};

interface Complainant {
  reporterId: string | null;
  staffReporterId: string | null;
  house: House | null;
  contactName: string | null;
  contactPhone: string | null;
}

interface Filing {
  communityId: string;
  body: Body;
  place: Awaited<ReturnType<typeof placeOf>>;
  who: Complainant;
  channel: ComplaintReportEntity['channel'];
  moderation: Moderation;
}

/** Opens the request and keeps what the household said; the request itself bears nobody's name. */
export const openComplaint = async (
  deps: Deps,
  tx: Tx,
  actor: Actor,
  filing: Filing,
): Promise<ComplaintReportEntity> => {
  const { communityId, body, place, who } = filing;
  const known = { names: await namesOf(tx, deps, communityId, [who]), houses: who.house ? [who.house.label] : [] };
  const words = body.text ?? '';
  const fieldWords = body.anonymous ? withoutPersonal(words, known, takenOut) : words;
  const spot = body.spot
    ? (body.anonymous ? withoutPersonal(body.spot, known, takenOut) : body.spot).slice(0, 20)
    : null;
  const { shared, own } = await splitFiles(deps, body.fileIds, body.anonymous);
  const opened = await openCase(deps, tx, actor, {
    ...{ communityId, ...place, spot, categoryId: body.categoryId, text: fieldWords || null, fileIds: shared },
    ...{ moderation: filing.moderation, channel: filing.channel },
  });
  const at = deps.clock.now();
  const report: ComplaintReportEntity = {
    ...{ communityId, id: newId(at), number: opened.number, complaintId: opened.id, originId: opened.id },
    ...{ channel: filing.channel, reporterId: who.reporterId, staffReporterId: who.staffReporterId },
    houseId: who.house?.id ?? null,
    houseLabel: who.house?.label ?? '',
    contactName: who.contactName,
    contactPhoneEncrypted: who.contactPhone ? encryptField(deps.keys, who.contactPhone, 'phone') : null,
    ...{ anonymous: body.anonymous, createdAt: at, joinedAt: null, nod: null, nodRound: 0, objections: 0 },
    ...{ stars: null, ratingText: null, ratedAt: null },
  };
  await insertReport(tx, report);
  await keepSaid(deps, tx, actor, report, { kind: 'report', words, fieldWords, eventId: opened.eventId, own });
  return report;
};

/** Words are never refused by a machine: what it doubts is read by a person first, and the complaint goes on. */
export const moderationOf = async (deps: Deps, accountId: string, text: string): Promise<Moderation> => {
  const owner = text ? await readOwnerBrief(deps.db.reader, deps, accountId) : null;
  const verdict = await checkWords(deps, { openid: owner?.openid ?? null, text, emergency: true });
  return verdict === 'passed' ? 'passed' : 'review';
};

export const fileComplaint = async (
  deps: Deps,
  call: Call<OwnerActor>,
  { houseId, ...body }: BodyOf<typeof contract>,
): Promise<{ id: string }> => {
  const { reader } = deps.db;
  const bound = call.actor.houses.find((house) => house.houseId === houseId);
  const house = bound ? await readHouseBrief(reader, bound.communityId, houseId) : null;
  if (!bound || !house) throw new AppError('repair.place_refused');
  await checkBody(deps, body);
  const { communityId } = bound;
  const place = await placeOf(deps, communityId, { areaId: body.areaId, house, anonymous: body.anonymous });
  const owner = await readOwnerBrief(reader, deps, call.actor.id);
  const contactPhone = await readOwnerPhone(deps, reader, call.actor.id);
  const moderation = await moderationOf(deps, call.actor.id, body.text ?? '');
  const { id: reporterId } = call.actor;
  const contactName = owner?.displayName ?? null;
  return transaction(deps, call, async (tx) => {
    const who = { reporterId, staffReporterId: null, house, contactName, contactPhone };
    const filing: Filing = { communityId, body, place, who, channel: 'miniprogram', moderation };
    const { id } = await openComplaint(deps, tx, call.actor, filing);
    return { id };
  });
};

/**
 * By telephone, at the desk or in a visit: the same complaint, another channel (C1). One without a name is not kept with
 * the visit: that would say whose it is. Returns the complaint's id.
 */
export const takeInComplaint = async (
  deps: Deps,
  call: Call<StaffActor>,
  input: BodyOf<typeof staffContract>,
  noteInVisit: NoteInVisit,
): Promise<{ id: string }> => {
  const { houseId, channel, contactName, contactPhone: typed, homeVisitId, ...body } = input;
  const { communityId } = call.actor;
  const house = houseId ? await readHouseBrief(deps.db.reader, communityId, houseId) : null;
  if (houseId && !house) throw new AppError('repair.place_refused');
  await checkBody(deps, body);
  const place = await placeOf(deps, communityId, { areaId: body.areaId, house, anonymous: body.anonymous });
  const contactPhone = typed ? normalisePhone(typed) : null;
  if (typed && !contactPhone) throw new AppError('request.invalid', { fields: { contactPhone: '电话号码不对' } });
  return transaction(deps, call, async (tx) => {
    const named = { contactName: contactName || null, contactPhone };
    const who = { reporterId: null, staffReporterId: call.actor.id, house, ...named };
    const filing: Filing = { communityId, body, place, who, channel, moderation: 'passed' };
    const { complaintId, number } = await openComplaint(deps, tx, call.actor, filing);
    if (homeVisitId && !body.anonymous)
      await noteInVisit(tx, deps, call.actor, {
        ...{ visitId: homeVisitId, houseId: house?.id ?? null, kind: 'complaint', subjectId: complaintId },
      });
    await audit(tx, deps.clock, call, {
      ...{ communityId, action: 'complaint.taken_in', subjectKind: 'repair', subjectId: complaintId },
      subject: `${number} ${place.placeLabel}`,
    });
    return { id: complaintId };
  });
};
