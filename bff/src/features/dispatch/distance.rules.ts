/** A building on the map of its community. */
export interface Spot {
  id: string;
  name: string;
  /** Metres from the community's own origin; null: not measured. */
  mapX: number | null;
  mapY: number | null;
}

export interface Reach {
  /** On foot. */
  metres: number;
  /** False: from the order of the buildings, or from where the worker may be. */
  measured: boolean;
  /** here: in the same building; centre: nobody knows where they are, so from the middle of the community. */
  from: 'here' | 'building' | 'centre';
}

interface Point {
  x: number;
  y: number;
}

/** Paths between buildings are longer than the line of sight. */
const detour = 1.3;
/** Buildings that are not measured stand in rows of four, this far apart. */
const perRow = 4;
const gapMetres = 60;

const measured = (spot: Spot): Point | null =>
  spot.mapX === null || spot.mapY === null ? null : { x: spot.mapX, y: spot.mapY };

const inRows = (index: number): Point => ({
  x: (index % perRow) * gapMetres,
  y: Math.floor(index / perRow) * gapMetres,
});

const centreOf = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, point) => sum + point.x, 0) / Math.max(1, points.length),
  y: points.reduce((sum, point) => sum + point.y, 0) / Math.max(1, points.length),
});

const walk = (a: Point, b: Point): number => Math.round(Math.hypot(a.x - b.x, a.y - b.y) * detour);

const pointOf = (spots: readonly Spot[], id: string | null, place: (spot: Spot, index: number) => Point): Point => {
  const index = id === null ? -1 : spots.findIndex((spot) => spot.id === id);
  const spot = spots[index];
  return spot ? place(spot, index) : centreOf(spots.map(place));
};

/**
 * The way between two buildings; null or unknown: the middle of the community. `spots` stand in the order of the ledger.
 * The map and the rows have different origins, so one building that is not measured puts all of them in rows.
 */
export const reachOf = (spots: readonly Spot[], fromId: string | null, toId: string | null): Reach => {
  if (fromId !== null && fromId === toId) return { metres: 0, measured: true, from: 'here' };
  const ends = spots.filter((spot) => spot.id === fromId || spot.id === toId);
  const known = fromId !== null && spots.some((spot) => spot.id === fromId);
  const onMap = ends.length > 0 ? ends.every((spot) => measured(spot)) : spots.every((spot) => measured(spot));
  const surveyed = onMap ? spots.filter((spot) => measured(spot)) : spots;
  const place = (spot: Spot, index: number): Point => (onMap ? (measured(spot) ?? inRows(index)) : inRows(index));
  const metres = walk(pointOf(surveyed, fromId, place), pointOf(surveyed, toId, place));
  return { metres, measured: onMap && ends.length === 2, from: known ? 'building' : 'centre' };
};

/** The building itself, then the nearest others. */
export const nearestTo = (spots: readonly Spot[], id: string, count: number): string[] => [
  id,
  ...spots
    .filter((spot) => spot.id !== id)
    .map((spot) => ({ id: spot.id, metres: reachOf(spots, spot.id, id).metres }))
    .sort((a, b) => a.metres - b.metres || (a.id < b.id ? -1 : 1))
    .slice(0, count)
    .map((spot) => spot.id),
];
