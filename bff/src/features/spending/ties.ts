import { AppError } from '../../kernel/appError.js';
import { spendingTexts } from '../../locales/spending.js';
import type { Reader } from '../../platform/database/access.js';
import { readBuildingNames, readUnits } from '../community/community.door.js';
import { readOrderBrief } from '../repair/repair.door.js';
import type { SpendingEntity } from './spending.entity.js';

export interface TieInput {
  orderId?: string | undefined;
  buildingId?: string | undefined;
  unitId?: string | undefined;
  deviceLabel?: string | undefined;
}

type Ties = Pick<SpendingEntity, 'orderId' | 'orderNumber' | 'buildingId' | 'unitId' | 'placeLabel' | 'deviceLabel'>;

/** What a spending is tied to, with its words. Errors: order.not_found, place.not_found, request.invalid. */
export const readTies = async (reader: Reader, communityId: string, input: TieInput): Promise<Ties> => {
  const order = input.orderId ? await readOrderBrief(reader, communityId, input.orderId) : null;
  if (input.orderId && !order) throw new AppError('order.not_found');
  const units = input.unitId ? await readUnits(reader, communityId) : [];
  const unit = units.find(({ id }) => id === input.unitId);
  if (input.unitId && !unit) throw new AppError('place.not_found');
  if (unit && input.buildingId && unit.buildingId !== input.buildingId)
    throw new AppError('request.invalid', { fields: { unitId: spendingTexts.faults.unit } });
  const buildingId = unit?.buildingId ?? input.buildingId ?? null;
  const building = buildingId ? (await readBuildingNames(reader, communityId)).get(buildingId) : undefined;
  if (buildingId && building === undefined) throw new AppError('place.not_found');
  return {
    orderId: order?.id ?? null,
    orderNumber: order?.number ?? null,
    buildingId,
    unitId: unit?.id ?? null,
    placeLabel: building === undefined ? null : `${building}${unit?.name ?? ''}`,
    deviceLabel: input.deviceLabel || null,
  };
};
