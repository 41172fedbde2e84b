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
import { dispatchEntities } from './features/dispatch/dispatch.entity.js';
import { StoredFileEntity } from './features/file/file.entity.js';
import { identityEntities } from './features/identity/identity.entity.js';
import {
  InboxMessageEntity,
  MessageDeliveryEntity,
  SubscriptionQuotaEntity,
} from './features/notification/notification.entity.js';
import { ServicePolicyEntity } from './features/policy/policy.entity.js';
import { SpotCheckEntity } from './features/quality/quality.entity.js';
import { RecognitionSampleEntity } from './features/recognition/recognition.entity.js';
import { CallbackTryEntity, EscalationEntity, PromiseEntity } from './features/repair/loop.entity.js';
import { OrderStepEntity, RepairEntity, RepairEventEntity, WorkOrderEntity } from './features/repair/repair.entity.js';
import { AuditEntity } from './platform/audit/audit.entity.js';
import { ClockEntity } from './platform/clock/clock.entity.js';
import { IdempotencyEntity } from './platform/idempotency/idempotency.entity.js';
import { OutboxEntity, TimerEntity } from './platform/queue/queue.entity.js';
import { SessionEntity } from './platform/session/session.entity.js';

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
  RecognitionSampleEntity,
  ...dispatchEntities,
  SpotCheckEntity,
  InboxMessageEntity,
  SubscriptionQuotaEntity,
  MessageDeliveryEntity,
];
