import type { CandidateView, DispatchView, ExcludedView } from 'shared-types/dispatch';

/** An order that looks for a worker. */
export interface OpenOrder {
  communityId: string;
  repairId: string;
  orderId: string;
  skill: string;
  /** The building where it is; null: somewhere outside. */
  buildingId: string | null;
  houseId: string | null;
  urgency: 'general' | 'emergency';
  createdAt: Date;
  /** Workers who had it and passed it by: not weighed again. */
  passedBy: readonly string[];
}

export interface Weighed {
  /** The fittest first; everybody here breaks no hard rule. */
  candidates: CandidateView[];
  /** Who was looked at and left out, each with the first rule that they break; at most twelve. */
  excluded: ExcludedView[];
}

export interface Choice extends Weighed {
  orderId: string;
  worker: { id: string; name: string } | null;
  /** Would fit but for their limit, the fittest first: whose lesser work an emergency may pre-empt. */
  full: { id: string; name: string }[];
  /** 会修水管，离得最近，手上只有 1 单 */
  words: string;
}

export interface NewDecision extends Weighed {
  communityId: string;
  repairId: string;
  orderId: string;
  mode: DispatchView['mode'];
  worker: { id: string; name: string } | null;
  by: { id: string; name: string } | null;
  reason: string | null;
  words: string;
  at: Date;
}
