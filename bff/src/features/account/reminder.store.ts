import type { Reader, Tx } from '../../platform/database/access.js';
import { marks, toDate, toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { insertRows } from '../../platform/database/write.js';
import { BillReminderEntity } from './account.entity.js';

export const findReminder = (reader: Reader, communityId: string, id: string): Promise<BillReminderEntity | null> =>
  selectOne(reader, BillReminderEntity, { communityId, id });

/** Newest first. */
export const findReminders = (
  reader: Reader,
  communityId: string,
  houseId: string,
  limit: number,
): Promise<BillReminderEntity[]> =>
  selectAll(reader, BillReminderEntity, { where: { communityId, houseId }, orderBy: 't.at DESC, t.id DESC', limit });

const rowsAtOnce = 1000;

/** The unique key of (house, due day, stage) decides between two that would send the same. */
export const insertReminders = async (tx: Tx, reminders: readonly BillReminderEntity[]): Promise<void> => {
  for (let from = 0; from < reminders.length; from += rowsAtOnce)
    await insertRows(tx, BillReminderEntity, reminders.slice(from, from + rowsAtOnce));
};

export interface LastStage {
  /** The highest stage that went out for this due day; null: reminded by hand only. */
  stageDays: number | null;
  at: Date;
}

/** `<house>|<due day>` -> what went out for it. Null: of the whole community. */
export const findLastStages = async (
  reader: Reader,
  communityId: string,
  houseIds: readonly string[] | null,
): Promise<Map<string, LastStage>> => {
  if (houseIds?.length === 0) return new Map();
  const rows = await selectRows(
    reader,
    `SELECT house_id, anchor, MAX(stage_days) AS stage_days, MAX(at) AS at FROM bill_reminder
     WHERE community_id = ? ${houseIds ? `AND house_id IN (${marks(houseIds)})` : ''} GROUP BY house_id, anchor`,
    [communityId, ...(houseIds ?? [])],
  );
  return new Map(
    rows.map((row) => [
      `${String(row.house_id)}|${String(row.anchor)}`,
      { stageDays: row.stage_days === null ? null : toNumber(row.stage_days), at: toDate(row.at) },
    ]),
  );
};
