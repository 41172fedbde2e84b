import type { Department } from 'shared-types/permissions';
import type { SpotCheckView } from 'shared-types/supervision';
import { cursorTime, decodeCursor, encodeCursor } from '../../http/cursor.js';
import type { StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { readOrderBriefs } from '../repair/repair.door.js';
import type { SpotCheckEntity } from './quality.entity.js';
import { listEnded, listOpen, type Place } from './quality.store.js';
import { presentCheck } from './quality.view.js';

/** Supervisors look after their own department first; a manager's list is the whole community's. */
const firstOf = (actor: StaffActor): Department | null =>
  actor.roles.includes('supervisor') && !actor.roles.includes('manager') ? actor.department : null;

const readPlace = (cursor: string | undefined): Place | null => {
  const [rank, at, id] = decodeCursor(cursor, 3);
  if (rank === undefined || at === undefined || id === undefined) return null;
  return { rank: rank === '0' ? 0 : 1, at: cursorTime(at), id };
};

export const listCheckViews = async (
  deps: Deps,
  actor: StaffActor,
  query: { scope: 'open' | 'ended'; department?: Department | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: SpotCheckView[]; nextCursor: string | null }> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const { scope, department, limit } = query;
  const first = firstOf(actor);
  const filter = { department, after: readPlace(query.cursor), limit: limit + 1 };
  const rows = await (scope === 'open'
    ? listOpen(reader, communityId, first, filter)
    : listEnded(reader, communityId, filter));
  const shown = rows.slice(0, limit);
  const orders = await readOrderBriefs(
    reader,
    communityId,
    shown.map(({ orderId }) => orderId),
  );
  const cursorOf = (check: SpotCheckEntity): string =>
    encodeCursor(
      check.department === first ? '0' : '1',
      (scope === 'open' ? check.dueAt : (check.judgedAt ?? check.dueAt)).toISOString(),
      check.id,
    );
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.flatMap((check) => {
      const order = orders.get(check.orderId);
      return order ? [presentCheck(check, order)] : [];
    }),
    nextCursor: last ? cursorOf(last) : null,
  };
};
