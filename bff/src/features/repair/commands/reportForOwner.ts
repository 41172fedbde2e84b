import type { BodyOf } from 'shared-types/contract';
import type { reportRepairForOwner } from 'shared-types/staffRepair';
import { AppError } from '../../../kernel/appError.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import type { NoteInVisit } from '../../../platform/inVisit.js';
import { findPlace, normalisePhone, type Place, readHouseBrief } from '../../community/community.door.js';
import { checkReport, fileReport } from './report.js';

type Body = BodyOf<typeof reportRepairForOwner>;

const placeOf = async (deps: Deps, communityId: string, body: Body): Promise<Place> => {
  const house = body.houseId ? await readHouseBrief(deps.db.reader, communityId, body.houseId) : null;
  if (house) return { ...house, kind: 'house' };
  const place = body.placeCode ? await findPlace(deps.db.reader, body.placeCode) : null;
  if (place?.communityId === communityId) return place;
  throw new AppError('repair.place_refused');
};

/** Staff report for an owner who called, came or is visited: the same request, another channel (C1). */
export const reportForOwner = async (
  deps: Deps,
  call: Call<StaffActor>,
  body: Body,
  noteInVisit: NoteInVisit,
): Promise<{ id: string; communityId: string }> => {
  const place = await placeOf(deps, call.actor.communityId, body);
  await checkReport(deps, body);
  const contactPhone = body.contactPhone ? normalisePhone(body.contactPhone) : null;
  if (body.contactPhone && !contactPhone)
    throw new AppError('request.invalid', { fields: { contactPhone: '电话号码不对' } });
  return transaction(deps, call, async (tx) => {
    const filed = await fileReport(deps, tx, call.actor, {
      body,
      place,
      channel: body.channel,
      reporterId: null,
      contactName: body.contactName || null,
      contactPhone,
      moderation: 'passed',
    });
    if (body.homeVisitId)
      await noteInVisit(tx, deps, call.actor, {
        ...{ visitId: body.homeVisitId, kind: 'repair', subjectId: filed.id },
        houseId: place.kind === 'house' ? place.id : null,
      });
    await audit(tx, deps.clock, call, {
      communityId: place.communityId,
      action: 'repair.reported',
      subjectKind: 'repair',
      subjectId: filed.id,
      subject: place.label,
    });
    return filed;
  });
};
