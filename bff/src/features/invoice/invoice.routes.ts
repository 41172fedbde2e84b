import * as api from 'shared-types/invoice';
import * as staffApi from 'shared-types/staffInvoice';
import { type Route, route } from '../../http/route.js';
import { AppError } from '../../kernel/appError.js';
import type { Deps } from '../../platform/deps.js';
import { changeTitle, createTitle, removeTitle } from './commands/keepTitle.js';
import { requestInvoice } from './commands/requestInvoice.js';
import { retryInvoice } from './commands/retryInvoice.js';
import { reverseInvoice } from './commands/reverseInvoice.js';
import {
  fileOf,
  listOwnInvoices,
  listStaffViews,
  mustFindInvoice,
  mustFindPayment,
  presentPaymentInvoice,
  readStaffView,
} from './invoice.queries.js';
import { findTitle, findTitles } from './invoice.store.js';
import { presentInvoice, presentTitle } from './invoice.view.js';

const titleView = async (deps: Deps, id: string): Promise<api.TitleView> => {
  const title = await findTitle(deps.db.reader, id);
  if (!title) throw new AppError('title.not_found');
  return presentTitle(title);
};

const ownerRoutes: Route[] = [
  route(api.listTitles, async (deps, call) => ({
    items: (await findTitles(deps.db.reader, call.actor.id)).map(presentTitle),
  })),
  route(api.createTitle, async (deps, call) => titleView(deps, (await createTitle(deps, call, call.body)).id)),
  route(api.changeTitle, async (deps, call) =>
    titleView(deps, (await changeTitle(deps, call, { ...call.params, ...call.body })).id),
  ),
  route(api.deleteTitle, (deps, call) => removeTitle(deps, call, call.params)),
  route(api.listInvoices, (deps, call) => listOwnInvoices(deps, call.actor, call.query)),
  route(api.readInvoice, async (deps, call) =>
    presentInvoice(await mustFindInvoice(deps.db.reader, call.params.id), deps.invoice !== null),
  ),
  route(api.readInvoicePdf, async (deps, call) => fileOf(deps, await mustFindInvoice(deps.db.reader, call.params.id))),
  route(api.readPaymentInvoice, async (deps, call) =>
    presentPaymentInvoice(deps, await mustFindPayment(deps.db.reader, call.actor, call.params.id)),
  ),
  route(api.requestInvoice, async (deps, call) => {
    const payment = await mustFindPayment(deps.db.reader, call.actor, call.params.id);
    await requestInvoice(deps, call, { payment, titleId: call.body.titleId });
    return presentPaymentInvoice(deps, payment);
  }),
];

const staffRoutes: Route[] = [
  route(staffApi.listStaffInvoices, (deps, call) => listStaffViews(deps, call.actor, call.query)),
  route(staffApi.readStaffInvoice, (deps, call) => readStaffView(deps, call.actor, call.params.id)),
  route(staffApi.readStaffInvoicePdf, async (deps, call) =>
    fileOf(deps, await mustFindInvoice(deps.db.reader, call.params.id)),
  ),
  route(staffApi.retryInvoice, async (deps, call) => {
    const { id } = await retryInvoice(deps, call, call.params);
    return readStaffView(deps, call.actor, id);
  }),
  route(staffApi.reverseInvoice, async (deps, call) => {
    const { id } = await reverseInvoice(deps, call, { ...call.params, ...call.body });
    return readStaffView(deps, call.actor, id);
  }),
];

export const invoiceRoutes: Route[] = [...ownerRoutes, ...staffRoutes];
