import { toInstant } from 'shared-types/time';
import type { PaperRequest, WhitePaperSummary } from 'shared-types/whitePaper';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import type { Reader } from '../../platform/database/access.js';
import { readBuildingNames, readHouseBriefs } from '../community/community.door.js';
import { readRepairBriefs } from '../repair/repair.door.js';
import type { WhitePaperEntity } from './paper.entity.js';
import type { FigureIndex } from './paper.model.js';
import { findPaperById, listPaperRows } from './paper.store.js';
import { presentSummary } from './paper.view.js';

interface PageOf {
  cursor?: string | undefined;
  limit: number;
}

/** The gate has seen that it is the caller's. Errors: white_paper.not_found. */
export const paperOf = async (reader: Reader, id: string): Promise<WhitePaperEntity> => {
  const paper = await findPaperById(reader, id);
  if (!paper) throw new AppError('white_paper.not_found');
  return paper;
};

export const listSummaries = async (
  reader: Reader,
  communityId: string,
  { cursor, limit }: PageOf,
): Promise<{ items: WhitePaperSummary[]; nextCursor: string | null }> => {
  const [before = null] = decodeCursor(cursor, 1);
  const rows = await listPaperRows(reader, communityId, { before, limit: limit + 1 });
  const items = rows.slice(0, limit).map(presentSummary);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor(last.period) : null };
};

/** Requests behind a number, in its own order; a number that the paper does not have opens to nothing. */
export const listBehind = async (
  reader: Reader,
  paper: WhitePaperEntity,
  { figure, cursor, limit }: PageOf & { figure: string },
  withoutDoors: boolean,
): Promise<{ items: PaperRequest[]; nextCursor: string | null }> => {
  const { ids, figures } = JSON.parse(paper.figures) as FigureIndex;
  const all = Object.hasOwn(figures, figure) ? (figures[figure] ?? []) : [];
  const [after = '0'] = decodeCursor(cursor, 1);
  const start = Math.max(0, Math.trunc(Number(after)) || 0);
  const shown = all.slice(start, start + limit).flatMap((position) => ids[position] ?? []);
  const briefs = await readRepairBriefs(reader, paper.communityId, shown);
  const placeOf = withoutDoors ? await buildingsOf(reader, paper.communityId, [...briefs.values()]) : null;
  const items = shown.flatMap((id) => {
    const brief = briefs.get(id);
    if (!brief) return [];
    const { number, title, placeLabel, createdAt, status } = brief;
    return [{ id, number, title, place: placeOf ? placeOf(id) : placeLabel, at: toInstant(createdAt), status }];
  });
  return { items, nextCursor: start + limit < all.length ? encodeCursor(String(start + limit)) : null };
};

/** A request's building, for readers who shall not see the door; a public area says its own name. */
const buildingsOf = async (
  reader: Reader,
  communityId: string,
  briefs: readonly { id: string; houseId: string | null; placeLabel: string }[],
): Promise<(id: string) => string> => {
  const houses = await readHouseBriefs(
    reader,
    briefs.flatMap(({ houseId }) => houseId ?? []),
  );
  const buildings = await readBuildingNames(reader, communityId);
  const buildingOf = new Map(houses.map((house) => [house.id, buildings.get(house.buildingId) ?? '']));
  const places = new Map(
    briefs.map(({ id, houseId, placeLabel }) => [id, houseId ? (buildingOf.get(houseId) ?? '') : placeLabel]),
  );
  return (id) => places.get(id) ?? '';
};
