import { type CandidateView, type ScorePart, scoreParts } from 'shared-types/dispatch';
import { t } from '../../locales/zh-CN/dispatch';

/** Each part of a score has its colour everywhere. */
export const partClass: Record<ScorePart, string> = { skill: 's1', place: 's2', load: 's3', distance: 's4' };

const rounded = (points: number): number => Math.round(points * 10) / 10;

/** The parts of a bar in their fixed order; widths are points of a whole of 100, so bars of several people compare. */
export const barOf = (candidate: Pick<CandidateView, 'scores'>) =>
  scoreParts.flatMap((part) => {
    const score = candidate.scores.find((one) => one.part === part);
    return score ? [{ ...score, points: rounded(score.points), width: Math.min(100, Math.max(0, score.points)) }] : [];
  });

export const barWords = (candidate: CandidateView): string =>
  t.total(
    barOf(candidate)
      .map((score) => `${t.parts[score.part]} ${score.points}`)
      .join('，'),
  );
