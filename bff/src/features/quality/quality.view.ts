import type { SpotCheckView } from 'shared-types/supervision';
import { toInstant } from 'shared-types/time';
import { qualityTexts } from '../../locales/quality.js';
import type { OrderBrief } from '../repair/repair.door.js';
import type { SpotCheckEntity } from './quality.entity.js';

export const presentCheck = (check: SpotCheckEntity, order: OrderBrief): SpotCheckView => ({
  id: check.id,
  repairId: check.repairId,
  number: order.number,
  title: order.title,
  placeLabel: order.placeLabel,
  urgency: order.urgency,
  orderId: check.orderId,
  department: check.department,
  worker: { id: check.workerId, name: check.workerName },
  finishedAt: toInstant(check.finishedAt),
  result: order.result,
  stars: order.stars,
  drawWords: qualityTexts.drawWords(check.draw, check.shareBp),
  dueAt: toInstant(check.dueAt),
  verdict: check.verdict,
  note: check.note,
  judgedBy: check.judgedByName,
  judgedAt: check.judgedAt && toInstant(check.judgedAt),
});
