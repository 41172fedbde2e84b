import {
  type DifferenceView,
  type MatchView,
  type ReconciliationChannel,
  type ReconciliationView,
  reconciliationChannels,
} from 'shared-types/reconciliation';
import { atWall, toDay } from 'shared-types/time';
import { cursorTime, decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { reconciliationChannelNames } from '../../locales/reconciliation.js';
import type { StaffActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readCommunities, readHouseBriefs, readLedgerNames } from '../community/community.door.js';
import { balanceOf } from '../ledger/ledger.door.js';
import { dayAfter } from './compareSheet.js';
import { figuresOf } from './figures.js';
import { clearingAccount } from './keepStatement.js';
import type { ReconciliationEntity, Traded } from './reconciliation.entity.js';
import {
  countOpen,
  findDifference,
  findSheet,
  findSheets,
  findStatement,
  listDifferenceRows,
  listMatched,
  listSettled,
} from './reconciliation.store.js';
import {
  type MoneyFacts,
  presentDifference,
  presentMatch,
  presentSheet,
  presentTillMove,
  stateOf,
} from './reconciliation.view.js';
import { sheetChannels } from './runDay.js';
import { isStatementChannel } from './sheet.js';
import { tillOfDay } from './till.js';

/** 3栋2单元0903 吴女士, by house. */
export const whoOf = async (
  reader: Reader,
  communityId: string,
  houseIds: readonly (string | null)[],
): Promise<(houseId: string | null) => string | null> => {
  const ids = [...new Set(houseIds.flatMap((id) => id ?? []))];
  if (ids.length === 0) return () => null;
  const labels = new Map((await readHouseBriefs(reader, ids)).map(({ id, label }) => [id, label]));
  const names = await readLedgerNames(reader, communityId, ids);
  return (houseId) => {
    const label = houseId && labels.get(houseId);
    return label ? [label, names.get(houseId)?.[0]].filter(Boolean).join(' ') : null;
  };
};

export const readCalendar = async (
  deps: Deps,
  actor: StaffActor,
  query: { channel: ReconciliationChannel; until?: string | undefined; days: number },
) => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const until = query.until ?? toDay(deps.clock.now());
  const from = dayAfter(until, 1 - query.days);
  const sheets = new Map(
    (await findSheets(reader, { communityId, channel: query.channel, from, until })).map((sheet) => [sheet.day, sheet]),
  );
  const open = await countOpen(reader, communityId);
  const openOf = (sheet: ReconciliationEntity): number =>
    open.find(({ reconciliationId }) => reconciliationId === sheet.id)?.open ?? 0;
  const offered = sheetChannels(deps);
  return {
    channels: reconciliationChannels
      .filter((channel) => offered.includes(channel) || open.some((one) => one.channel === channel))
      .map((channel) => ({
        channel,
        name: reconciliationChannelNames[channel],
        openDifferences: open.filter((one) => one.channel === channel).reduce((sum, one) => sum + one.open, 0),
      })),
    days: Array.from({ length: query.days }, (_, index) => {
      const day = dayAfter(from, index);
      const sheet = sheets.get(day);
      const openDifferences = sheet ? openOf(sheet) : 0;
      return { day, id: sheet?.id ?? null, state: sheet ? stateOf(sheet, openDifferences) : null, openDifferences };
    }),
  };
};

/** What the channel holds for all communities at the end of the day by its own books, and by ours. */
const moneyFacts = async (deps: Deps, sheet: ReconciliationEntity): Promise<MoneyFacts | null> => {
  const { reader } = deps.db;
  const { channel, day } = sheet;
  if (!isStatementChannel(channel)) return null;
  const statement = await findStatement(reader, channel, day);
  const channelBalanceFen = statement?.balanceFen ?? null;
  let ledgerBalanceFen: number | null = null;
  if (channelBalanceFen !== null) {
    const to = atWall(day, 24);
    const account = clearingAccount(channel);
    const held = await Promise.all(
      (await readCommunities(reader)).map(({ id }) => balanceOf(reader, id, { account, to })),
    );
    ledgerBalanceFen = held.reduce((sum, fen) => sum + fen, 0);
  }
  return {
    channelBalanceFen,
    ledgerBalanceFen,
    arrived: await listSettled(reader, channel, toDay(deps.clock.now()), 3),
    bankDay: dayAfter(day, 1),
  };
};

export const needSheet = async (deps: Deps, actor: StaffActor, id: string): Promise<ReconciliationEntity> => {
  const sheet = await findSheet(deps.db.reader, actor.communityId, id);
  if (!sheet) throw new AppError('reconciliation.not_found');
  return sheet;
};

export const readSheetView = async (deps: Deps, actor: StaffActor, id: string): Promise<ReconciliationView> => {
  const sheet = await needSheet(deps, actor, id);
  return presentSheet(sheet, await figuresOf(deps.db.reader, sheet), await moneyFacts(deps, sheet), actor);
};

export const listDifferenceViews = async (
  deps: Deps,
  actor: StaffActor,
  query: { id: string; cursor?: string | undefined; limit: number },
): Promise<{ items: DifferenceView[]; nextCursor: string | null }> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const [decided, at, id] = decodeCursor(query.cursor, 3);
  const after = decided && at && id ? { decided: decided === '0' ? 0 : 1, at: cursorTime(at), id } : null;
  const rows = await listDifferenceRows(reader, communityId, query.id, { after, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const who = await whoOf(
    reader,
    communityId,
    shown.map(({ houseId }) => houseId),
  );
  const now = deps.clock.now();
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((one) => presentDifference(one, who(one.houseId), actor, now)),
    nextCursor: last ? encodeCursor(last.decidedAt ? '1' : '0', last.at.toISOString(), last.id) : null,
  };
};

export const readDifferenceView = async (deps: Deps, actor: StaffActor, id: string): Promise<DifferenceView> => {
  const { reader } = deps.db;
  const difference = await findDifference(reader, actor.communityId, id);
  if (!difference) throw new AppError('difference.not_found');
  const who = await whoOf(reader, actor.communityId, [difference.houseId]);
  return presentDifference(difference, who(difference.houseId), actor, deps.clock.now());
};

interface MatchQuery {
  id: string;
  what?: Traded | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** A till has no more moves in a day than a counter can take: they are read at once and paged here. */
const tillPage = async (deps: Deps, sheet: ReconciliationEntity, query: MatchQuery) => {
  const { moves } = await tillOfDay(deps.db.reader, sheet.communityId, sheet.channel, sheet.day);
  const all = moves.filter(({ what }) => !query.what || what === query.what).reverse();
  const [place] = decodeCursor(query.cursor, 1);
  const from = Number(place ?? 0);
  if (!Number.isSafeInteger(from) || from < 0)
    throw new AppError('request.invalid', { fields: { cursor: '页码不对，请从头再看' } });
  const shown = all.slice(from, from + query.limit);
  const who = await whoOf(
    deps.db.reader,
    sheet.communityId,
    shown.map(({ houseId }) => houseId),
  );
  return {
    items: shown.map((move) => presentTillMove(move, who(move.houseId))),
    nextCursor: from + query.limit < all.length ? encodeCursor(String(from + query.limit)) : null,
  };
};

export const listMatchViews = async (
  deps: Deps,
  actor: StaffActor,
  query: MatchQuery,
): Promise<{ items: MatchView[]; nextCursor: string | null }> => {
  const { reader } = deps.db;
  const { communityId } = actor;
  const sheet = await needSheet(deps, actor, query.id);
  const { channel, day } = sheet;
  if (!isStatementChannel(channel)) return tillPage(deps, sheet, query);
  const [at, rowKey] = decodeCursor(query.cursor, 2);
  const rows = await listMatched(reader, communityId, channel, day, {
    what: query.what ?? null,
    after: at && rowKey ? { at: cursorTime(at), rowKey } : null,
    limit: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const who = await whoOf(
    reader,
    communityId,
    shown.map(({ houseId }) => houseId),
  );
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => presentMatch(row, who(row.houseId))),
    nextCursor: last ? encodeCursor(last.at.toISOString(), last.rowKey) : null,
  };
};
