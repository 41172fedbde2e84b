import * as api from 'shared-types/payment';
import * as staffApi from 'shared-types/staffPayment';
import { type FileAnswer, type Route, route } from '../../http/route.js';
import { AppError } from '../../kernel/appError.js';
import type { OwnerActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import type { NoteInVisit } from '../../platform/inVisit.js';
import { askChannel } from './commands/askChannel.js';
import { cancelPayment } from './commands/cancelPayment.js';
import { collectPayment } from './commands/collectPayment.js';
import { createPayment, quote } from './commands/createPayment.js';
import { createQrPayment } from './commands/createQrPayment.js';
import { createPayConsent, revokePayConsent } from './commands/payConsents.js';
import { reverseCollection } from './commands/reverseCollection.js';
import { listConsents, presentConsent, readPaidFor } from './consent.queries.js';
import { limitCodes, limitPaying, mayAsk } from './payment.limits.js';
import { knowsHouse } from './payment.policy.js';
import { listHouseHistory, mustFind, presentPayment, presentQuote, readReceiptOf } from './payment.queries.js';
import { findPayment } from './payment.store.js';
import { receiptPdf } from './receiptPdf.js';
import { listStaffPayments, presentStaffPayment, readCounterPayable, readSheet } from './staff.queries.js';

const pdfOf = async (receipt: api.ReceiptView): Promise<FileAnswer> => ({
  bytes: await receiptPdf(receipt),
  contentType: 'application/pdf',
  fileName: `${receipt.number}.pdf`,
});

const ownReceipt = async (deps: Deps, actor: OwnerActor, id: string): Promise<api.ReceiptView> => {
  const payment = await mustFind(deps.db.reader, id);
  return readReceiptOf(deps, payment, knowsHouse(actor, payment));
};

const ownerRoutes: Route[] = [
  route(api.quotePayment, async (deps, call) => {
    const { plan, communityId } = await quote(deps, call.actor, call.body);
    return presentQuote(deps, plan, communityId);
  }),
  route(api.createPayment, async (deps, call) => {
    await limitPaying(deps, call.actor.id);
    return presentPayment(deps, call.actor, await createPayment(deps, call, call.body));
  }),
  route(api.readPayment, async (deps, call) =>
    presentPayment(deps, call.actor, await mustFind(deps.db.reader, call.params.id)),
  ),
  route(api.checkPayment, async (deps, call) => {
    const payment = await mustFind(deps.db.reader, call.params.id);
    const asked = (await mayAsk(deps, payment.id)) ? await askChannel(deps, payment) : payment;
    return presentPayment(deps, call.actor, asked ?? payment);
  }),
  route(api.cancelPayment, async (deps, call) => {
    const payment = await mustFind(deps.db.reader, call.params.id);
    return presentPayment(deps, call.actor, await cancelPayment(deps, call, payment));
  }),
  route(api.listHousePayments, (deps, call) => listHouseHistory(deps, call.actor, call.params.id, call.query)),
  route(api.readReceipt, (deps, call) => ownReceipt(deps, call.actor, call.params.id)),
  route(api.readReceiptPdf, async (deps, call) => pdfOf(await ownReceipt(deps, call.actor, call.params.id))),
  route(api.createPayConsent, async (deps, call) =>
    presentConsent(deps, await createPayConsent(deps, call, { houseId: call.params.id, ...call.body })),
  ),
  route(api.listPayConsents, (deps, call) => listConsents(deps, call.actor, call.params.id)),
  route(api.revokePayConsent, async (deps, call) => {
    const { id: houseId, consentId } = call.params;
    return presentConsent(deps, await revokePayConsent(deps, call, { houseId, consentId }));
  }),
  route(api.readPayConsent, async (deps, call) => {
    await limitCodes(deps, call.actor.id);
    return readPaidFor(deps, call.actor, call.params.code);
  }),
];

/** Of the community in which the staff act; another one's is as absent. */
const inCommunity = async (deps: Deps, communityId: string, id: string) => {
  const payment = await findPayment(deps.db.reader, communityId, id);
  if (!payment) throw new AppError('payment.not_found');
  return payment;
};

const staffRoutes = ({ noteInVisit }: { noteInVisit: NoteInVisit }): Route[] => [
  route(staffApi.listPayments, (deps, call) => listStaffPayments(deps, call.actor, call.query)),
  route(staffApi.readStaffPayment, (deps, call) => presentStaffPayment(deps, call.actor, call.params.id)),
  route(staffApi.readPayableAtCounter, (deps, call) => readCounterPayable(deps, call.actor, call.params.id)),
  route(staffApi.collectPayment, async (deps, call) => {
    const { id } = await collectPayment(deps, call, { houseId: call.params.id, ...call.body }, noteInVisit);
    return presentStaffPayment(deps, call.actor, id);
  }),
  route(staffApi.createQrPayment, async (deps, call) => {
    const { id } = await createQrPayment(deps, call, { houseId: call.params.id, ...call.body });
    return presentStaffPayment(deps, call.actor, id);
  }),
  route(staffApi.checkStaffPayment, async (deps, call) => {
    const payment = await inCommunity(deps, call.actor.communityId, call.params.id);
    if (await mayAsk(deps, payment.id)) await askChannel(deps, payment);
    return presentStaffPayment(deps, call.actor, payment.id);
  }),
  route(staffApi.cancelStaffPayment, async (deps, call) => {
    const payment = await inCommunity(deps, call.actor.communityId, call.params.id);
    await cancelPayment(deps, call, payment);
    return presentStaffPayment(deps, call.actor, payment.id);
  }),
  route(staffApi.reverseCollection, async (deps, call) => {
    const { id } = await reverseCollection(deps, call, { ...call.params, ...call.body });
    return presentStaffPayment(deps, call.actor, id);
  }),
  route(staffApi.readStaffReceipt, async (deps, call) =>
    readReceiptOf(deps, await inCommunity(deps, call.actor.communityId, call.params.id), true),
  ),
  route(staffApi.readStaffReceiptPdf, async (deps, call) =>
    pdfOf(await readReceiptOf(deps, await inCommunity(deps, call.actor.communityId, call.params.id), true)),
  ),
  route(staffApi.readCashSheet, (deps, call) => readSheet(deps, call.actor, call.query)),
];

/** `noteInVisit` belongs to the feature that keeps visits at owners' homes. */
export const paymentRoutes = (more: { noteInVisit: NoteInVisit }): Route[] => [...ownerRoutes, ...staffRoutes(more)];
