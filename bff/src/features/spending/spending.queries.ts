import type { SpendingSummary, SpendingView } from 'shared-types/spending';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import type { StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { readFilesOf } from '../file/file.door.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import { readOrderBrief } from '../repair/repair.door.js';
import { countWaiting, findCorrection, findSpending, listSpendings, type SpendingFilter } from './spending.store.js';
import { presentSpending, presentSummary } from './spending.view.js';

export const readSpendingView = async (deps: Deps, actor: StaffActor, id: string): Promise<SpendingView> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const spending = await findSpending(reader, communityId, id);
  if (!spending) throw new AppError('spending.not_found');
  const [files, order, correction, policy] = await Promise.all([
    readFilesOf(deps, reader, [id]),
    spending.orderId ? readOrderBrief(reader, communityId, spending.orderId) : null,
    findCorrection(reader, communityId, id),
    readMoneyPolicy(reader, communityId),
  ]);
  const { approveAboveFen } = policy.spending;
  const around = { files: files.get(id) ?? [], order, correctedById: correction?.id ?? null, approveAboveFen };
  return presentSpending(spending, around, actor);
};

export const listSpendingViews = async (
  deps: Deps,
  communityId: string,
  { cursor, limit, ...filter }: Omit<SpendingFilter, 'after'> & { cursor?: string | undefined },
): Promise<{ items: SpendingSummary[]; nextCursor: string | null; waiting: number; approveAboveFen: number }> => {
  const { reader } = deps.db;
  const [day, id] = decodeCursor(cursor, 2);
  const after = day !== undefined && id !== undefined ? { day, id } : null;
  const [rows, waiting, policy] = await Promise.all([
    listSpendings(reader, communityId, { ...filter, after, limit: limit + 1 }),
    countWaiting(reader, communityId),
    readMoneyPolicy(reader, communityId),
  ]);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(presentSummary),
    nextCursor: last ? encodeCursor(last.day, last.id) : null,
    waiting,
    approveAboveFen: policy.spending.approveAboveFen,
  };
};
