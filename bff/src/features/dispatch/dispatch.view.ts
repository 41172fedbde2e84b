import type { CandidateView, ExcludedView, HardRule } from 'shared-types/dispatch';
import { scoreParts } from 'shared-types/dispatch';
import type { ServicePolicy } from 'shared-types/policy';
import { choiceWords, nobodyWords, ruleWords, scoreWords, unknownName, unknownWords } from '../../locales/dispatch.js';
import { type CertificateNeeds, type Contender, mayOverride, tenthsOf, type WorkerFacts } from './dispatch.rules.js';
import type { Spot } from './distance.rules.js';

/** What is told about somebody beyond what decides. */
export interface WorkerDetail extends WorkerFacts {
  starsCount: number;
  starsSum: number;
  reworks: number;
  lastEndedAt: Date | null;
  nextStartsAt: Date | null;
}

export interface Weighing extends Contender {
  worker: WorkerDetail;
}

const nameOf = (spots: readonly Spot[], id: string | null): string | null =>
  spots.find((spot) => spot.id === id)?.name ?? null;

export const presentCandidate = (
  weighing: Weighing,
  weights: ServicePolicy['dispatch']['weights'],
  seen: { spots: readonly Spot[]; buildingId: string | null; extra: number },
): CandidateView => {
  const { worker, known, reach } = weighing;
  const tenths = tenthsOf(weighing, weights, seen.extra);
  const words = {
    skill: scoreWords.skill(worker.starsCount > 0 ? worker.starsSum / worker.starsCount : null, worker.reworks),
    place: scoreWords.place(known, nameOf(seen.spots, seen.buildingId)),
    load: scoreWords.load(worker.inHand + seen.extra),
    distance: scoreWords.distance(reach),
  };
  return {
    id: worker.id,
    name: worker.name,
    total: scoreParts.reduce((sum, part) => sum + tenths[part], 0) / 10,
    scores: scoreParts.map((part) => ({ part, points: tenths[part] / 10, words: words[part] })),
    load: worker.inHand + seen.extra,
    limit: worker.limit,
  };
};

export const presentExcluded = (
  worker: WorkerDetail,
  faults: readonly HardRule[],
  seen: { skill: string; needs: CertificateNeeds; spots: readonly Spot[]; now: Date },
): ExcludedView => {
  const certificate = seen.needs[seen.skill] ?? null;
  const papers = worker.certificates.filter((paper) => paper.kind === certificate).map((paper) => paper.validUntil);
  const facts = {
    skill: seen.skill,
    inHand: worker.inHand,
    certificate,
    expiredOn: papers.sort().at(-1) ?? null,
    areaNames: worker.areaIds.flatMap((id) => nameOf(seen.spots, id) ?? []),
    lastEndedAt: worker.lastEndedAt,
    nextStartsAt: worker.nextStartsAt,
    now: seen.now,
  };
  // What cannot be set aside is always said, also when something else stands first.
  const [first = 'inactive', ...others] = faults;
  const said = [first, ...others.filter((rule) => !mayOverride([rule]))];
  const words = said.map((rule) => ruleWords[rule](facts)).join('，');
  return { id: worker.id, name: worker.name, rule: first, words, mayOverride: mayOverride(faults) };
};

/** Nobody here has this id. */
export const presentStranger = (id: string): ExcludedView => ({
  id,
  name: unknownName,
  rule: 'inactive',
  words: unknownWords,
  mayOverride: false,
});

const nearMetres = 150;

/** Why this one, in one sentence; `extra`: orders that each was given in the same breath. */
export const presentChoice = (
  chosen: Weighing,
  all: readonly Weighing[],
  skill: string,
  extraOf: (workerId: string) => number,
): string => {
  const others = all.filter(({ worker }) => worker.id !== chosen.worker.id);
  const inHand = ({ worker }: Weighing): number => worker.inHand + extraOf(worker.id);
  const sure = chosen.reach.from !== 'centre';
  return choiceWords({
    skill,
    inHand: inHand(chosen),
    leastLoaded: others.length > 0 && others.every((other) => inHand(other) >= inHand(chosen)),
    nearest: sure && others.length > 0 && others.every((other) => other.reach.metres >= chosen.reach.metres),
    near: sure && chosen.reach.metres <= nearMetres,
    house: chosen.known.house,
    only: others.length === 0,
  });
};

export const presentNobody = (skill: string, excluded: readonly ExcludedView[]): string =>
  nobodyWords(
    skill,
    excluded.map(({ rule }) => rule),
  );
