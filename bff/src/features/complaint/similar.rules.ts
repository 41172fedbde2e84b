/** What is compared of two complaints. */
export interface Likened {
  id: string;
  categoryId: string;
  areaId: string | null;
  placeLabel: string;
  at: Date;
  words: string;
}

export type LikeReason = 'place' | 'near' | 'category' | 'time' | 'words';

export interface Likeness {
  id: string;
  /** 0..100 */
  score: number;
  reasons: LikeReason[];
}

const dayMs = 86_400_000;
/** Parts of a score, which add up to 100: where and what weigh most, for the words of neighbours differ. */
const weights = { place: 35, near: 20, category: 25, time: 15, words: 25 } as const;
/** Below it nothing is said: a further complaint of the same kind somewhere else is no duplicate. */
export const leastLikeness = 50;

const pairsOf = (text: string): Set<string> => {
  const signs = [...text.replace(/[\p{P}\p{Z}\p{C}\s]+/gu, '')];
  return new Set(signs.slice(1).map((sign, index) => `${signs[index]}${sign}`));
};

/** Share of the shorter text's pairs of characters that the other has too, 0..1. */
const overlap = (a: string, b: string): number => {
  const [one, other] = [pairsOf(a), pairsOf(b)];
  const least = Math.min(one.size, other.size);
  if (least === 0) return 0;
  return [...one].filter((pair) => other.has(pair)).length / least;
};

/** 3栋 of 3栋2单元1102; null: it names no building. */
const buildingOf = (label: string): string | null => /^[^\d]*\d+\s*(?:栋|幢|号楼|座)/u.exec(label)?.[0] ?? null;

const scoreOf = (mine: Likened, other: Likened, withinDays: number): Likeness | null => {
  const apart = Math.abs(mine.at.getTime() - other.at.getTime()) / dayMs;
  if (apart > withinDays) return null;
  const samePlace = mine.areaId !== null ? mine.areaId === other.areaId : mine.placeLabel === other.placeLabel;
  const building = buildingOf(mine.placeLabel);
  const near = !samePlace && building !== null && building === buildingOf(other.placeLabel);
  const said = overlap(mine.words, other.words);
  const parts: [LikeReason, number][] = [
    ['place', samePlace ? weights.place : 0],
    ['near', near ? weights.near : 0],
    ['category', mine.categoryId === other.categoryId ? weights.category : 0],
    ['time', weights.time * (1 - apart / withinDays)],
    ['words', weights.words * Math.min(1, said * 2)],
  ];
  const score = Math.round(parts.reduce((sum, [, points]) => sum + points, 0));
  // A reason is named when it weighs: half of what it could give.
  const reasons = parts.filter(([reason, points]) => points >= weights[reason] / 2).map(([reason]) => reason);
  return { id: other.id, score: Math.min(100, score), reasons };
};

/** Which of the others may be the same event, the likeliest first; five at most. */
export const likenesses = (mine: Likened, others: readonly Likened[], withinDays: number): Likeness[] =>
  others
    .filter(({ id }) => id !== mine.id)
    .flatMap((other) => scoreOf(mine, other, withinDays) ?? [])
    .filter(({ score }) => score >= leastLikeness)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, 5);
