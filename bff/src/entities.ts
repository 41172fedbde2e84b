import { accessEntities } from './features/access/access.entity.js';
import { accountEntities } from './features/account/account.entity.js';
import { alarmEntities } from './features/alarm/alarm.entity.js';
import { announcementEntities } from './features/announcement/announcement.entity.js';
import { autodebitEntities } from './features/autodebit/autodebit.entity.js';
import { billingEntities } from './features/billing/billing.entity.js';
import {
  BuildingEntity,
  CommunityEntity,
  HouseEntity,
  HousePersonEntity,
  ParkingSpaceEntity,
  PersonPhoneEntity,
  PublicAreaEntity,
  UnitEntity,
} from './features/community/community.entity.js';
import { importEntities } from './features/community/import.entity.js';
import { complaintEntities } from './features/complaint/complaint.entity.js';
import { commandEntities } from './features/control/control.entity.js';
import { deviceEntities } from './features/device/device.entity.js';
import { FinanceReportEntity } from './features/disclosure/disclosure.entity.js';
import { dispatchEntities } from './features/dispatch/dispatch.entity.js';
import { doorCardEntities } from './features/doorcard/doorCard.entity.js';
import { faceEntities } from './features/face/face.entity.js';
import { StoredFileEntity } from './features/file/file.entity.js';
import { followUpEntities } from './features/followup/followup.entity.js';
import { homeVisitEntities } from './features/homevisit/homevisit.entity.js';
import { identityEntities } from './features/identity/identity.entity.js';
import { inquiryEntities } from './features/inquiry/inquiry.entity.js';
import { invoiceEntities } from './features/invoice/invoice.entity.js';
import { kioskEntities } from './features/kiosk/kiosk.entity.js';
import { ledgerEntities } from './features/ledger/ledger.entity.js';
import { meteringEntities } from './features/metering/metering.entity.js';
import {
  InboxMessageEntity,
  MessageDeliveryEntity,
  SubscriptionQuotaEntity,
} from './features/notification/notification.entity.js';
import { paymentEntities } from './features/payment/payment.entity.js';
import { MoneyPolicyEntity, ServicePolicyEntity } from './features/policy/policy.entity.js';
import { SpotCheckEntity } from './features/quality/quality.entity.js';
import { RecognitionSampleEntity } from './features/recognition/recognition.entity.js';
import { reconciliationEntities } from './features/reconciliation/reconciliation.entity.js';
import { refundEntities } from './features/refund/refund.entity.js';
import { CallbackTryEntity, EscalationEntity, PromiseEntity } from './features/repair/loop.entity.js';
import { OrderStepEntity, RepairEntity, RepairEventEntity, WorkOrderEntity } from './features/repair/repair.entity.js';
import { SpendingEntity } from './features/spending/spending.entity.js';
import { telemetryEntities } from './features/telemetry/telemetry.entity.js';
import { WhitePaperEntity } from './features/whitepaper/paper.entity.js';
import { AuditEntity } from './platform/audit/audit.entity.js';
import { ClockEntity } from './platform/clock/clock.entity.js';
import { IdempotencyEntity } from './platform/idempotency/idempotency.entity.js';
import { OutboxEntity, TimerEntity } from './platform/queue/queue.entity.js';
import { SessionEntity } from './platform/session/session.entity.js';
import { SlotEntity } from './platform/slot/slot.entity.js';

/** Every table that the application knows. */
export const entities = [
  ClockEntity,
  SessionEntity,
  IdempotencyEntity,
  OutboxEntity,
  TimerEntity,
  AuditEntity,
  CommunityEntity,
  BuildingEntity,
  UnitEntity,
  HouseEntity,
  HousePersonEntity,
  PersonPhoneEntity,
  ParkingSpaceEntity,
  PublicAreaEntity,
  ...importEntities,
  ...identityEntities,
  StoredFileEntity,
  RepairEntity,
  WorkOrderEntity,
  OrderStepEntity,
  RepairEventEntity,
  PromiseEntity,
  EscalationEntity,
  CallbackTryEntity,
  ServicePolicyEntity,
  MoneyPolicyEntity,
  ...billingEntities,
  RecognitionSampleEntity,
  ...dispatchEntities,
  SpotCheckEntity,
  ...ledgerEntities,
  SpendingEntity,
  ...refundEntities,
  ...reconciliationEntities,
  FinanceReportEntity,
  WhitePaperEntity,
  ...followUpEntities,
  ...invoiceEntities,
  ...accountEntities,
  ...paymentEntities,
  ...autodebitEntities,
  ...deviceEntities,
  ...meteringEntities,
  ...telemetryEntities,
  ...commandEntities,
  SlotEntity,
  ...accessEntities,
  ...alarmEntities,
  ...complaintEntities,
  ...announcementEntities,
  ...inquiryEntities,
  ...faceEntities,
  ...homeVisitEntities,
  ...doorCardEntities,
  ...kioskEntities,
  InboxMessageEntity,
  SubscriptionQuotaEntity,
  MessageDeliveryEntity,
];
