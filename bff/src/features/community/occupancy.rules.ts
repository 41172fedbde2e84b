import type { Occupancy } from 'shared-types/community';
import { type Reading, reading, warning } from './fault.rules.js';
import { compact, saysNothing } from './text.rules.js';

const self =
  /^(?:业主)?(?:自住|自用|自主|自营|自居|居住|入住|已入住|常住|在住|已住|住人|有人|使用|使用中|营业|营业中|已装修入住)$/;
const letOut = /^(?:出租|已出租|出租中|租赁|已租|租住|租户|租客|租用|租|整租|合租|外租|对外出租)$/;
const vacant = /^(?:空置|空|空房|空关|空户|空闲|空铺|空置房|闲置|未入住|未住|无人|无人住|待租|待售|未使用|毛坯空置)$/;

/** 自住, 自用, 出租, 空置 and their like; null when the cell says nothing or nothing that we know. */
export const readOccupancy = (cell: string): Reading<Occupancy | null> => {
  if (saysNothing(cell)) return reading(null);
  const plain = compact(cell);
  if (self.test(plain)) return reading('self');
  if (letOut.test(plain)) return reading('let');
  if (vacant.test(plain)) return reading('vacant');
  if (/^(?:未知|不详|不明)$/.test(plain)) return reading('unknown');
  return reading(null, warning('occupancyUnknown', cell.trim()));
};

export type Tenure = 'owned' | 'leased' | 'unknown';

const owned = /^(?:产权|自有|私有|私家|购买|已购|已售|出售|买断|业主自有|产权车位|固定产权|有产权)$/;
const leased = /^(?:租赁|出租|租用|承租|月租|年租|长租|已租|租|月卡|月保|租赁车位|固定租赁)$/;

/** 产权 or 租赁 of a parking space. */
export const readTenure = (cell: string): Reading<Tenure | null> => {
  if (saysNothing(cell)) return reading(null);
  const plain = compact(cell);
  if (owned.test(plain)) return reading('owned');
  if (leased.test(plain)) return reading('leased');
  if (/^(?:未知|不详|不明)$/.test(plain)) return reading('unknown');
  return reading(null, warning('tenureUnknown', cell.trim()));
};
