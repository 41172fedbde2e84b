import * as api from 'shared-types/announcement';
import * as staffApi from 'shared-types/staffAnnouncement';
import { type Route, route } from '../../http/route.js';
import { AppError } from '../../kernel/appError.js';
import { listOwn, readHouseOutages, readOwn } from './announcement.queries.js';
import { changeAnnouncement, createAnnouncement } from './commands/keepAnnouncement.js';
import { publishAnnouncement, withdrawAnnouncement } from './commands/publishAnnouncement.js';
import { discardAnnouncement, markRead, openNotice, pinAnnouncement, remindByHand } from './commands/smallActs.js';
import {
  listAll,
  listNotices,
  listPeopleOf,
  previewAudience,
  readBoard,
  readForStaff,
  readNotice,
  readReceiptsOf,
} from './staff.queries.js';

const ownerRoutes: Route[] = [
  route(api.listAnnouncements, (deps, call) => listOwn(deps, call.actor, call.query)),
  route(api.readAnnouncement, (deps, call) => readOwn(deps, call.actor, call.params.id)),
  route(api.markAnnouncementRead, (deps, call) => markRead(deps, call, call.params)),
  route(api.listHouseOutages, (deps, call) => {
    const house = call.actor.houses.find(({ houseId }) => houseId === call.params.id);
    if (!house) throw new AppError('house.not_found');
    return readHouseOutages(deps, house.communityId, house.houseId);
  }),
];

const staffRoutes: Route[] = [
  route(staffApi.listStaffAnnouncements, (deps, call) => listAll(deps, call.actor, call.query)),
  route(staffApi.readStaffAnnouncement, (deps, call) => readForStaff(deps, call.actor, call.params.id)),
  route(staffApi.previewReach, (deps, call) => previewAudience(deps, call.actor, call.body.audience)),
  route(staffApi.createAnnouncement, async (deps, call) =>
    readForStaff(deps, call.actor, (await createAnnouncement(deps, call, call.body)).id),
  ),
  route(staffApi.changeAnnouncement, async (deps, call) =>
    readForStaff(deps, call.actor, (await changeAnnouncement(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(staffApi.publishAnnouncement, async (deps, call) =>
    readForStaff(deps, call.actor, (await publishAnnouncement(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(staffApi.withdrawAnnouncement, async (deps, call) =>
    readForStaff(deps, call.actor, (await withdrawAnnouncement(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(staffApi.discardAnnouncement, (deps, call) => discardAnnouncement(deps, call, call.params)),
  route(staffApi.pinAnnouncement, async (deps, call) =>
    readForStaff(deps, call.actor, (await pinAnnouncement(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(staffApi.remindAnnouncement, async (deps, call) =>
    readForStaff(deps, call.actor, (await remindByHand(deps, call, call.params)).id),
  ),
  route(staffApi.readReceipts, (deps, call) => readReceiptsOf(deps, call.actor, call.params.id)),
  route(staffApi.listReceiptPeople, (deps, call) => listPeopleOf(deps, call.actor, call.params.id, call.query)),
  route(staffApi.listStaffNotices, (deps, call) => listNotices(deps, call.actor, call.query)),
  route(staffApi.openStaffNotice, async (deps, call) =>
    readNotice(deps, call.actor, (await openNotice(deps, call, call.params)).id),
  ),
  route(staffApi.readNoticeBoard, (deps, call) => readBoard(deps, call.actor)),
  route(staffApi.listOutagesOfHouse, (deps, call) => readHouseOutages(deps, call.actor.communityId, call.params.id)),
];

export const announcementRoutes: Route[] = [...ownerRoutes, ...staffRoutes];
