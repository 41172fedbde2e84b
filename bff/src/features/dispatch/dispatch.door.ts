import type { CandidateView, DispatchView, ExcludedView } from 'shared-types/dispatch';
import type { ServicePolicy } from 'shared-types/policy';
import type { Reader, Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';

/** What other features may ask of dispatch. */

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

/** Chooses for several orders at once, so that together they wait least; reads only. In the order of the input. */
export const choose = (
  _reader: Reader,
  _orders: readonly OpenOrder[],
  _policy: ServicePolicy['dispatch'],
  _now: Date,
): Promise<Choice[]> => Promise.reject(new Error('not built yet'));

/** Everybody who could be asked for one order, for a dispatcher. */
export const weigh = (
  _reader: Reader,
  _order: OpenOrder,
  _policy: ServicePolicy['dispatch'],
  _now: Date,
): Promise<Weighed> => Promise.reject(new Error('not built yet'));

/** The hard rule that this worker breaks for this order now, by the rows of truth; null: none. */
export const faultOf = (
  _reader: Reader,
  _order: OpenOrder,
  _workerId: string,
  _now: Date,
): Promise<ExcludedView | null> => Promise.reject(new Error('not built yet'));

/** Takes one place of the worker's limit, or false when they are full or inactive. Never exceeds it, whoever else claims. */
export const claimWorker = (_tx: Tx, _communityId: string, _workerId: string): Promise<boolean> =>
  Promise.reject(new Error('not built yet'));

/** Gives a place back: the order is finished, cancelled, refused or taken away. */
export const releaseWorker = (_tx: Tx, _communityId: string, _workerId: string): Promise<void> =>
  Promise.reject(new Error('not built yet'));

/** The worker proved to be in this building. */
export const placeWorker = (
  _tx: Tx,
  _communityId: string,
  _workerId: string,
  _buildingId: string | null,
): Promise<void> => Promise.reject(new Error('not built yet'));

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

/** Keeps a choice with everybody who was weighed; returns its id. */
export const recordDecision = (_tx: Tx, _decision: NewDecision): Promise<string> =>
  Promise.reject(new Error('not built yet'));

/** The choices of a request, newest first. */
export const readDecisions = (_reader: Reader, _communityId: string, _repairId: string): Promise<DispatchView[]> =>
  Promise.reject(new Error('not built yet'));

/** 会修水管，离得最近，手上只有 1 单; null when a decision is not kept. */
export const readDecisionWords = (_reader: Reader, _communityId: string, _id: string): Promise<string | null> =>
  Promise.reject(new Error('not built yet'));

/** On shift now, of them with nothing in hand, and on today's roster. */
export const countWorkers = (
  _reader: Reader,
  _communityId: string,
  _department: string | null,
  _now: Date,
): Promise<{ onShift: number; idle: number; rostered: number }> => Promise.reject(new Error('not built yet'));

/** Quality out of 100 by worker, where there is any yet. */
export const readQuality = (_reader: Reader, _communityId: string): Promise<Map<string, number>> =>
  Promise.reject(new Error('not built yet'));

/** Rebuilds what dispatch knows of one worker from their post, shifts and open orders: seeds and repairs. */
export const syncWorker = (_deps: Deps, _communityId: string, _staffId: string): Promise<void> =>
  Promise.reject(new Error('not built yet'));
