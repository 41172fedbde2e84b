import { accessCallbacks } from './features/access/access.callbacks.js';
import { hearOpening, hearPassage } from './features/access/access.events.js';
import { accessGates } from './features/access/access.gates.js';
import { accessSweep } from './features/access/access.jobs.js';
import { accessRoutes } from './features/access/access.routes.js';
import { isapiOpenHandlers } from './features/access/isapiOpen.jobs.js';
import { accessHandlers } from './features/access/lists.js';
import { moveBalance, prepaidOf, releaseCouponsOfBill, usableCoupons } from './features/account/account.door.js';
import { accountGates } from './features/account/account.gates.js';
import { accountHandlers } from './features/account/account.jobs.js';
import { accountRoutes } from './features/account/account.routes.js';
import { alarmCallbacks } from './features/alarm/alarm.callbacks.js';
import { hearFinding } from './features/alarm/alarm.findings.js';
import { alarmGates } from './features/alarm/alarm.gates.js';
import { alarmHandlers, alarmSweep } from './features/alarm/alarm.jobs.js';
import { hearReadings, hearToldAlarm } from './features/alarm/alarm.readings.js';
import { alarmRoutes } from './features/alarm/alarm.routes.js';
import { announcementGates } from './features/announcement/announcement.gates.js';
import { announcementHandlers } from './features/announcement/announcement.jobs.js';
import { announcementRoutes } from './features/announcement/announcement.routes.js';
import { autodebitCallbacks } from './features/autodebit/autodebit.callbacks.js';
import { autodebitGates } from './features/autodebit/autodebit.gates.js';
import { autodebitHandlers } from './features/autodebit/autodebit.jobs.js';
import { autodebitRoutes } from './features/autodebit/autodebit.routes.js';
import { billingGates } from './features/billing/billing.gates.js';
import { billingHandlers, billingSweep } from './features/billing/billing.jobs.js';
import type { BillingNeighbours } from './features/billing/billing.model.js';
import { billingRoutes } from './features/billing/billing.routes.js';
import { communityGates } from './features/community/community.gates.js';
import { importGates, importRoutes } from './features/community/community.import.routes.js';
import { communityRoutes } from './features/community/community.routes.js';
import { complaintGates } from './features/complaint/complaint.gates.js';
import { complaintHandlers } from './features/complaint/complaint.jobs.js';
import { complaintRoutes } from './features/complaint/complaint.routes.js';
import { noteAcks, noteBack } from './features/control/commands/noteAcks.js';
import { type CommandListener, controlHandlers, controlSweep } from './features/control/control.jobs.js';
import { deviceGates } from './features/device/device.gates.js';
import { deviceHandlers, deviceSweep } from './features/device/device.jobs.js';
import { deviceRoutes } from './features/device/device.routes.js';
import { disclosureGates } from './features/disclosure/disclosure.gates.js';
import { disclosureHandlers, disclosureSweep } from './features/disclosure/disclosure.jobs.js';
import { disclosureRoutes } from './features/disclosure/disclosure.routes.js';
import { readQuality } from './features/dispatch/dispatch.door.js';
import { dispatchHandlers } from './features/dispatch/dispatch.jobs.js';
import { hearCard } from './features/doorcard/doorCard.events.js';
import { doorCardHandlers, doorCardSweep } from './features/doorcard/doorCard.jobs.js';
import { estateGates } from './features/estate/estate.gates.js';
import { estateRoutes } from './features/estate/estate.routes.js';
import { faceCallbacks } from './features/face/face.callbacks.js';
import { faceHandlers, faceSweep } from './features/face/face.jobs.js';
import { faceRoutes } from './features/face/face.routes.js';
import { fileJobs } from './features/file/file.jobs.js';
import { fileRoutes } from './features/file/file.routes.js';
import { followUpGates } from './features/followup/followup.gates.js';
import { followUpHandlers } from './features/followup/followup.jobs.js';
import { followUpRoutes } from './features/followup/followup.routes.js';
import { homeRoutes } from './features/home/home.routes.js';
import { noteInVisit } from './features/homevisit/homevisit.door.js';
import { homeVisitGates } from './features/homevisit/homevisit.gates.js';
import { homeVisitHandlers } from './features/homevisit/homevisit.jobs.js';
import { homeVisitRoutes } from './features/homevisit/homevisit.routes.js';
import { identityGates } from './features/identity/identity.gates.js';
import { identityRoutes } from './features/identity/identity.routes.js';
import { inquiryGates } from './features/inquiry/inquiry.gates.js';
import { inquiryHandlers } from './features/inquiry/inquiry.jobs.js';
import { inquiryRoutes } from './features/inquiry/inquiry.routes.js';
import { announceBillVoided } from './features/invoice/invoice.door.js';
import { invoiceGates } from './features/invoice/invoice.gates.js';
import { invoiceHandlers } from './features/invoice/invoice.jobs.js';
import { invoiceRoutes } from './features/invoice/invoice.routes.js';
import { kioskGates } from './features/kiosk/kiosk.gates.js';
import { kioskRoutes } from './features/kiosk/kiosk.routes.js';
import { ledgerGates } from './features/ledger/ledger.gates.js';
import { ledgerHandlers } from './features/ledger/ledger.jobs.js';
import { ledgerRoutes } from './features/ledger/ledger.routes.js';
import { hearMeter } from './features/metering/intake.js';
import { meteringHandlers } from './features/metering/metering.jobs.js';
import type { FindingListener } from './features/metering/metering.model.js';
import { meteringRoutes } from './features/metering/metering.routes.js';
import { countUnreadOf } from './features/notification/notification.door.js';
import { notificationHandlers } from './features/notification/notification.jobs.js';
import { notificationRoutes } from './features/notification/notification.routes.js';
import { housekeeping } from './features/operations/housekeeping.jobs.js';
import { operationsGates, operationsRoutes } from './features/operations/operations.routes.js';
import { paymentCallbacks } from './features/payment/payment.callbacks.js';
import { billsPaidBy, openPaymentOf } from './features/payment/payment.door.js';
import { paymentGates } from './features/payment/payment.gates.js';
import { paymentHandlers } from './features/payment/payment.jobs.js';
import { paymentRoutes } from './features/payment/payment.routes.js';
import { policyRoutes } from './features/policy/policy.routes.js';
import { countOpenChecks, drawOf } from './features/quality/quality.door.js';
import { qualityGates } from './features/quality/quality.gates.js';
import { qualityHandlers } from './features/quality/quality.jobs.js';
import { qualityRoutes } from './features/quality/quality.routes.js';
import { recognitionRoutes } from './features/recognition/recognition.routes.js';
import { reconciliationGates } from './features/reconciliation/reconciliation.gates.js';
import { reconciliationHandlers } from './features/reconciliation/reconciliation.jobs.js';
import { reconciliationRoutes } from './features/reconciliation/reconciliation.routes.js';
import { refundGates } from './features/refund/refund.gates.js';
import { refundHandlers } from './features/refund/refund.jobs.js';
import { refundRoutes } from './features/refund/refund.routes.js';
import { openOrdersByWorker, previewPolicyEffects } from './features/repair/repair.door.js';
import { repairGates } from './features/repair/repair.gates.js';
import { repairHandlers } from './features/repair/repair.jobs.js';
import { repairRoutes } from './features/repair/repair.routes.js';
import { spendingGates } from './features/spending/spending.gates.js';
import { spendingRoutes } from './features/spending/spending.routes.js';
import { emqxCallbacks } from './features/telemetry/emqx.callbacks.js';
import { telemetrySweep } from './features/telemetry/retention.jobs.js';
import { telemetryHandlers } from './features/telemetry/telemetry.jobs.js';
import type { IntakeNeighbours, TelemetryListeners } from './features/telemetry/telemetry.model.js';
import { telemetryRoutes } from './features/telemetry/telemetry.routes.js';
import { whitePaperGates } from './features/whitepaper/paper.gates.js';
import { whitePaperHandlers, whitePaperSweep } from './features/whitepaper/paper.jobs.js';
import { whitePaperRoutes } from './features/whitepaper/paper.routes.js';
import type { Callback } from './http/callbacks.js';
import type { Gates, Route } from './http/route.js';
import { meteringTexts } from './locales/metering.js';
import type { Deps } from './platform/deps.js';
import type { HandlerEntry } from './platform/queue/worker.js';

/** Account and payment know billing; what bills need of them comes from here. */
const besideBills: BillingNeighbours = {
  prepaidOf,
  usableCoupons,
  creditPrepayment: async (tx, clock, { communityId, houseId, amountFen, billId }) => {
    const cause = { kind: 'bill-void', id: billId };
    await moveBalance(tx, clock, { communityId, houseId, amountFen, kind: 'bill-void', cause });
    await announceBillVoided(tx, clock, { communityId, billId });
  },
  returnCoupons: (tx, _clock, { communityId, billId }) => releaseCouponsOfBill(tx, communityId, billId),
  openPaymentOf,
  billsPaidBy,
};

/** Who acts on what devices report. */
const deviceListeners: TelemetryListeners = {
  readings: [hearReadings, hearMeter],
  events: { alarm: hearToldAlarm, passage: hearPassage },
};

/** Who hears what meters give away. */
const findingListeners: readonly FindingListener[] = [
  (deps, finding) => hearFinding(deps, { ...finding, words: meteringTexts.found[finding.kind](finding.figure) }),
];

/** Who hears how a command to a device ended. */
const commandListeners: readonly CommandListener[] = [hearOpening];

/** What is done in the transaction in which a device's message is kept. */
export const intakeNeighbours: IntakeNeighbours = { noteAcks, noteBack };

/** Background work of every feature. */
export const handlers: HandlerEntry<Deps>[] = [
  ...repairHandlers,
  ...dispatchHandlers,
  ...complaintHandlers,
  ...qualityHandlers,
  ...accountHandlers,
  ...ledgerHandlers,
  ...paymentHandlers,
  ...autodebitHandlers,
  ...billingHandlers,
  ...refundHandlers,
  ...reconciliationHandlers,
  ...disclosureHandlers,
  ...whitePaperHandlers,
  ...followUpHandlers,
  ...invoiceHandlers,
  ...deviceHandlers,
  ...alarmHandlers,
  ...announcementHandlers,
  ...inquiryHandlers,
  ...homeVisitHandlers,
  ...accessHandlers,
  ...notificationHandlers,
  ...telemetryHandlers(deviceListeners),
  ...meteringHandlers(findingListeners),
  ...controlHandlers(commandListeners),
  ...isapiOpenHandlers,
  ...faceHandlers,
  ...doorCardHandlers,
  ...housekeeping([
    fileJobs,
    billingSweep,
    disclosureSweep,
    whitePaperSweep,
    telemetrySweep,
    controlSweep,
    accessSweep,
    alarmSweep,
    deviceSweep,
    faceSweep,
    doorCardSweep,
  ]),
];

/** Routes of every feature. */
export const routes: Route[] = [
  ...identityRoutes({
    countOpenOrders: async (reader, communityId) => ({
      openOrders: await openOrdersByWorker(reader, communityId),
      quality: await readQuality(reader, communityId),
    }),
  }),
  ...communityRoutes,
  ...accountRoutes,
  ...importRoutes,
  ...estateRoutes,
  ...repairRoutes({
    countChecks: (deps, communityId) => countOpenChecks(deps.db.reader, communityId),
    noteInVisit,
  }),
  ...policyRoutes({
    previewEffects: (deps, communityId, before, after) =>
      previewPolicyEffects(deps, communityId, before, after, drawOf),
  }),
  ...qualityRoutes,
  ...ledgerRoutes,
  ...paymentRoutes({ noteInVisit }),
  ...autodebitRoutes,
  ...spendingRoutes,
  ...billingRoutes(besideBills),
  ...refundRoutes,
  ...reconciliationRoutes,
  ...disclosureRoutes,
  ...whitePaperRoutes,
  ...followUpRoutes,
  ...invoiceRoutes,
  ...telemetryRoutes,
  ...accessRoutes,
  ...faceRoutes,
  ...alarmRoutes,
  ...complaintRoutes({ noteInVisit }),
  ...deviceRoutes,
  ...meteringRoutes,
  ...recognitionRoutes,
  ...announcementRoutes,
  ...inquiryRoutes,
  ...homeVisitRoutes,
  ...kioskRoutes,
  ...homeRoutes({ countUnread: countUnreadOf }),
  ...fileRoutes,
  ...notificationRoutes,
  ...operationsRoutes(handlers),
];

/** How near a subject is to a caller, for every kind of subject. */
export const gates: Gates = {
  ...communityGates,
  ...importGates,
  ...estateGates,
  ...identityGates,
  ...repairGates,
  ...qualityGates,
  ...accountGates,
  ...ledgerGates,
  ...paymentGates,
  ...autodebitGates,
  ...spendingGates,
  ...billingGates(besideBills),
  ...refundGates,
  ...reconciliationGates,
  ...disclosureGates,
  ...whitePaperGates,
  ...followUpGates,
  ...invoiceGates,
  ...accessGates,
  ...alarmGates,
  ...complaintGates,
  ...announcementGates,
  ...inquiryGates,
  ...homeVisitGates,
  ...kioskGates,
  ...deviceGates,
  ...operationsGates,
};

/** Addresses that other systems call. */
export const callbacks: readonly Callback[] = [
  ...emqxCallbacks,
  ...paymentCallbacks,
  ...autodebitCallbacks,
  ...accessCallbacks,
  ...faceCallbacks(hearCard),
  ...alarmCallbacks,
];
