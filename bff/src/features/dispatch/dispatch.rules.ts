import type { HardRule, ScorePart } from 'shared-types/dispatch';
import { scoreParts } from 'shared-types/dispatch';
import type { ServicePolicy } from 'shared-types/policy';
import type { certificateKinds } from 'shared-types/staff';
import { toDay } from 'shared-types/time';
import type { Reach } from './distance.rules.js';

type CertificateKind = (typeof certificateKinds)[number];

/** Skill -> the paper that its work needs. */
export type CertificateNeeds = Readonly<Record<string, CertificateKind>>;

/** A worker as dispatch weighs them, by the rows of truth. */
export interface WorkerFacts {
  id: string;
  name: string;
  /** Not disabled, and takes orders. */
  active: boolean;
  onShift: boolean;
  skills: readonly string[];
  certificates: readonly { kind: CertificateKind; validUntil: string }[];
  /** Buildings served; empty: everywhere. */
  areaIds: readonly string[];
  inHand: number;
  limit: number;
  /** Where they are; null: unknown. */
  buildingId: string | null;
  qualityBp: number;
  finished: number;
}

/** What of an order decides about a worker. */
export interface OrderFacts {
  skill: string;
  buildingId: string | null;
  passedBy: readonly string[];
}

/** Whether they have the paper that the work of a skill needs, if it needs any; a paper holds to the end of its last day. */
export const hasPaper = (
  worker: Pick<WorkerFacts, 'certificates'>,
  skill: string,
  needs: CertificateNeeds,
  now: Date,
): boolean => {
  const needed = Object.hasOwn(needs, skill) ? needs[skill] : undefined;
  if (needed === undefined) return true;
  return worker.certificates.some((paper) => paper.kind === needed && paper.validUntil >= toDay(now));
};

const serves = (worker: WorkerFacts, buildingId: string | null): boolean =>
  buildingId === null || worker.areaIds.length === 0 || worker.areaIds.includes(buildingId);

/** A dispatcher may set these aside with a reason; papers and limits never. */
const overridable: ReadonlySet<HardRule> = new Set(['skill', 'shift', 'area', 'refused']);

/** Every hard rule that a worker breaks for an order now (C3). `limit` comes last: alone, it can be made room for. */
export const faultsOf = (
  worker: WorkerFacts,
  order: OrderFacts,
  needs: CertificateNeeds,
  now: Date,
): readonly HardRule[] => {
  const broken: Record<HardRule, boolean> = {
    inactive: !worker.active,
    skill: !worker.skills.includes(order.skill),
    certificate: !hasPaper(worker, order.skill, needs, now),
    refused: order.passedBy.includes(worker.id),
    area: !serves(worker, order.buildingId),
    shift: !worker.onShift,
    limit: worker.inHand >= worker.limit,
  };
  return (['inactive', 'skill', 'certificate', 'refused', 'area', 'shift', 'limit'] as const).filter(
    (rule) => broken[rule],
  );
};

export const mayOverride = (faults: readonly HardRule[]): boolean => faults.every((rule) => overridable.has(rule));

/** What somebody knows of the place of an order. */
export interface Knowledge {
  /** Orders finished at this house, and in this building, before. */
  house: number;
  building: number;
  /** The building is one of those that they serve by name. */
  named: boolean;
}

export interface Contender {
  worker: WorkerFacts;
  known: Knowledge;
  reach: Reach;
}

/** Half of the points of distance are left at this many metres. */
const halfwayMetres = 200;

const placeScore = ({ house, building, named }: Knowledge): number => {
  const visits = house > 0 ? Math.min(60, 30 + 10 * house) : building > 0 ? Math.min(40, 10 + 5 * building) : 0;
  return visits + (named ? 40 : 0);
};

/** Each part out of 100; `extra`: orders that they are given in the same breath. */
export const partsOf = ({ worker, known, reach }: Contender, extra = 0): Record<ScorePart, number> => ({
  skill: worker.qualityBp / 100,
  place: placeScore(known),
  load: Math.max(0, 100 * (1 - (worker.inHand + extra) / Math.max(1, worker.limit))),
  distance: 100 / (1 + reach.metres / halfwayMetres),
});

type Weights = ServicePolicy['dispatch']['weights'];

/** Tenths of points after weighing: whole numbers, so that parts add up to the total on every screen. */
export const tenthsOf = (contender: Contender, weights: Weights, extra = 0): Record<ScorePart, number> => {
  const whole = scoreParts.reduce((sum, part) => sum + weights[part], 0);
  const share = (part: ScorePart): number => (whole === 0 ? 1 / scoreParts.length : weights[part] / whole);
  const parts = partsOf(contender, extra);
  // Rounded down, so that a total is never above 100; the dust of a float must not cost a tenth.
  const tenths = (part: ScorePart): number => Math.floor(parts[part] * share(part) * 10 + 1e-9);
  return { skill: tenths('skill'), place: tenths('place'), load: tenths('load'), distance: tenths('distance') };
};

export const totalTenths = (contender: Contender, weights: Weights, extra = 0): number =>
  Object.values(tenthsOf(contender, weights, extra)).reduce((sum, tenths) => sum + tenths, 0);

/** Of equals, who has the least in hand, then who has done the least, then by id. */
export const byRest = (a: WorkerFacts, b: WorkerFacts): number =>
  a.inHand - b.inHand || a.finished - b.finished || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
