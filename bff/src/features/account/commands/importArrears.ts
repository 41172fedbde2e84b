import { toDay } from 'shared-types/time';
import { AppError } from '../../../kernel/appError.js';
import { unwrap } from '../../../kernel/result.js';
import { arrearsTexts } from '../../../locales/arrears.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { importDrafts, mayApply } from '../../../platform/sheetImport/importDrafts.js';
import { createOpeningBill } from '../../billing/billing.door.js';
import { lockHouse } from '../../community/community.door.js';
import { readHouseIndex, readOfficeSheets } from '../../community/sheet.door.js';
import { postEntry } from '../../ledger/ledger.door.js';
import { openRow, planImport, toRowEntity } from '../arrearsImport.plan.js';
import { imports } from '../arrearsImport.store.js';
import { type ReadRow, readArrearsSheets } from '../arrearsSheet.js';
import { moveBalance } from '../balance.js';
import { setNextLook } from '../reminders.js';

const drafts = importDrafts({
  kind: 'arrears_import',
  folder: 'arrears',
  store: imports,
  words: arrearsTexts.imported,
});

/** Reads the table, finds the house of every row and keeps what it would make; nothing else changes yet. */
export const startArrearsImport = async (
  deps: Deps,
  call: Call<StaffActor>,
  file: { fileName: string; bytes: Buffer },
) => {
  const { communityId } = call.actor;
  const { reader } = deps.db;
  const sheets = unwrap(await readOfficeSheets(file.bytes, file.fileName));
  const read = readArrearsSheets(sheets, await readHouseIndex(reader, communityId), toDay(deps.clock.now()));
  if (!read) throw new AppError('import.unreadable', { detail: arrearsTexts.noTable });
  const planned = await planImport(reader, communityId, read);
  const rows = read.flatMap((row, position) => {
    const plan = planned[position];
    if (!plan) return [];
    const faults = plan.faults.map((fault) => arrearsTexts.planFault(fault, (index) => read[index]?.rowNumber ?? 0));
    return [{ row: { ...row, problems: [...row.problems, ...faults] }, plan }];
  });
  return drafts.start(deps, call, file, rows, ({ row, plan }, ids) => toRowEntity(deps, ids, row, plan));
};

/** The last day of a month: what was owed for it was due by then. */
const endOf = (period: string): string =>
  new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5)), 0)).toISOString().slice(0, 10);

interface Opening {
  communityId: string;
  by: string;
  row: ReadRow;
}

const openDebt = async (tx: Tx, deps: Deps, { communityId, by, row }: Opening): Promise<void> => {
  const { houseId, fee, period, arrearsFen: amountFen } = row;
  if (!houseId || !fee || !period) return;
  const made = await createOpeningBill(tx, deps.clock, {
    communityId,
    houseId,
    feeKind: fee.kind,
    feeName: fee.name,
    period,
    amountFen,
    dueOn: endOf(period),
    // The office's remark is not for the owner's bill: it stays with the import.
    note: null,
    by,
  });
  // Two imports of the same debt at once, and they do not agree.
  if (!made.created && made.amountFen !== amountFen) throw new AppError('import.doubtful_left');
};

/** Dr 3201, Cr 2203: what a house had paid ahead before the books began. */
const openBalance = async (tx: Tx, deps: Deps, { communityId, by, row }: Opening): Promise<void> => {
  const { houseId, prepaidFen: amountFen } = row;
  if (!houseId) return;
  const move = { communityId, houseId, amountFen, kind: 'opening' as const, cause: { kind: 'opening', id: 'prepaid' } };
  const { moved } = await moveBalance(tx, deps.clock, move);
  if (!moved) return;
  await postEntry(tx, deps.clock, {
    communityId,
    cause: { kind: 'opening-prepaid', id: houseId },
    at: deps.clock.now(),
    memo: arrearsTexts.openingMemo,
    by,
    postings: [
      { account: '3201', amountFen },
      { account: '2203', amountFen: -amountFen, houseId },
    ],
  });
};

/** Every good row or none of them. Houses are held in their order, so that two imports wait for each other. */
export const applyArrearsImport = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, leaveBad }: { id: string; leaveBad: boolean },
) =>
  drafts.apply(deps, call, id, async (tx, { communityId }) => {
    const rows = (await imports.rows(tx, communityId, id)).map((row) => openRow(deps, row));
    const houseIds = [...new Set(rows.flatMap(({ houseId }) => houseId ?? []))].sort();
    for (const houseId of houseIds) await lockHouse(tx, communityId, houseId);
    // Planned again: something else may have been imported since.
    const planned = await planImport(tx, communityId, rows);
    mayApply(
      planned.map(({ state }) => state),
      leaveBad,
    );
    let made = 0;
    for (const [index, { makesBill, makesPrepaid }] of planned.entries()) {
      const row = rows[index];
      if (!row) continue;
      const opening = { communityId, by: call.actor.id, row };
      if (makesBill) await openDebt(tx, deps, opening);
      if (makesPrepaid) await openBalance(tx, deps, opening);
      if (makesBill || makesPrepaid) made += 1;
    }
    await setNextLook(tx, deps, communityId);
    return made;
  });

export const cancelArrearsImport = (deps: Deps, call: Call<StaffActor>, { id }: { id: string }) =>
  drafts.cancel(deps, call, id);
