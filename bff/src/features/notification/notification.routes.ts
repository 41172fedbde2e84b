import * as api from 'shared-types/notification';
import { type Route, route } from '../../http/route.js';
import type { StaffActor } from '../../platform/call.js';
import { markInboxRead } from './commands/markInboxRead.js';
import { recordSubscriptions } from './commands/recordSubscriptions.js';
import { readInbox } from './notification.queries.js';
import type { Inbox } from './notification.store.js';

const staffInbox = ({ id, communityId }: StaffActor): Inbox => ({ accountId: id, communityId });

export const notificationRoutes: Route[] = [
  route(api.listInbox, (deps, call) => readInbox(deps, { accountId: call.actor.id }, call.query)),
  route(api.markInboxRead, (deps, call) => markInboxRead(deps, call, { accountId: call.actor.id }, call.body.ids)),
  route(api.listStaffInbox, (deps, call) => readInbox(deps, staffInbox(call.actor), call.query)),
  route(api.markStaffInboxRead, (deps, call) => markInboxRead(deps, call, staffInbox(call.actor), call.body.ids)),
  route(api.listSubscriptionTemplates, async (deps, call) => {
    const templates = deps.settings.subscribeTemplates;
    const wanted = {
      report: [templates.repairAssigned, templates.repairFinished],
      binding: [templates.bindingDecided],
      bill: [templates.billReminder, templates.reportPublished, templates.invoiceIssued],
      visitor: [templates.visitorArrived],
      complaint: [templates.complaintAnswered],
      announcement: [templates.announcementPublished],
      'home-visit': [templates.homeVisit],
    };
    return { templateIds: wanted[call.query.moment].filter(Boolean) };
  }),
  route(api.recordSubscriptions, (deps, call) => recordSubscriptions(deps, call, call.body.results)),
];
