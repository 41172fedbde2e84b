/** What is counted about a worker's past work. */
export interface TrackRecord {
  starsCount: number;
  starsSum: number;
  finished: number;
  reworks: number;
  checksCount: number;
  checksPassed: number;
}

/** A newcomer is taken for somebody with five ratings of 4.5 stars, so that one bad evening does not sink them. */
const priorCount = 5;
const priorStars = 4.5;
const mostStars = 5;
/** Rework and failed spot checks take this much at most, and weigh little while there is little work behind them. */
const reworkBp = 4000;
const reworkCalm = 20;
const failedBp = 3000;
const failedCalm = 10;

const fullBp = 10_000;

/** 0..10000 from ratings (Bayesian), less the share of rework and of failed spot checks. */
export const qualityOf = (record: TrackRecord): number => {
  const stars = (priorCount * priorStars + record.starsSum) / (priorCount + record.starsCount) / mostStars;
  const failed = Math.max(0, record.checksCount - record.checksPassed);
  const rework = Math.min(1, record.reworks / (record.finished + reworkCalm));
  const bad = failed / (record.checksCount + failedCalm);
  const bp = Math.round(stars * fullBp - rework * reworkBp - bad * failedBp);
  return Math.min(fullBp, Math.max(0, bp));
};

export const newcomerBp = qualityOf({
  starsCount: 0,
  starsSum: 0,
  finished: 0,
  reworks: 0,
  checksCount: 0,
  checksPassed: 0,
});

/** Whether there is anything yet that speaks for or against them. */
export const isKnown = (record: TrackRecord): boolean => record.starsCount + record.checksCount + record.reworks > 0;
