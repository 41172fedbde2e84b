import { ok, type Result, refuse } from '../../kernel/result.js';
import type { WorkOrderEntity } from './repair.entity.js';

export interface Worker {
  id: string;
  name: string;
}

const illegal: Result<never> = refuse('order.illegal_transition');

/** Gives the order to a worker, or moves it to another; only a finished or cancelled one stays. */
export const assign = (
  order: WorkOrderEntity,
  worker: Worker,
  input: { note: string | null; at: Date; acceptDueAt: Date; decisionId: string | null },
): Result<WorkOrderEntity> => {
  if (!['waiting', 'assigned', 'accepted', 'arrived'].includes(order.status))
    return refuse('repair.illegal_transition');
  return ok({
    ...order,
    status: 'assigned',
    workerId: worker.id,
    workerName: worker.name,
    dispatchNote: input.note,
    assignedAt: input.at,
    acceptedAt: null,
    arrivedAt: null,
    acceptDueAt: input.acceptDueAt,
    decisionId: input.decisionId,
    tries: order.tries + 1,
    waitingSince: null,
    nobodyAt: null,
  });
};

/** Desk work has no place to sign in to, so the work begins when it is accepted. */
export const accept = (order: WorkOrderEntity, at: Date): Result<WorkOrderEntity> =>
  order.status === 'assigned' ? ok({ ...order, status: 'accepted', acceptedAt: at, acceptDueAt: null }) : illegal;

/**
 * Nobody holds it any more: refused, not answered, taken by an emergency, the end of a shift, a pause. `passes`: this
 * worker is not asked again.
 */
export const takeBack = (order: WorkOrderEntity, passes: boolean, at: Date): Result<WorkOrderEntity> => {
  if (!order.workerId || !['assigned', 'accepted', 'arrived'].includes(order.status)) return illegal;
  const passedBy = order.passedBy ?? [];
  return ok({
    ...order,
    status: 'waiting',
    workerId: null,
    workerName: null,
    assignedAt: null,
    acceptedAt: null,
    arrivedAt: null,
    acceptDueAt: null,
    dispatchNote: null,
    decisionId: null,
    waitingSince: at,
    nobodyAt: null,
    passedBy: passes && !passedBy.includes(order.workerId) ? [...passedBy, order.workerId] : passedBy,
  });
};

/** Arrival counts only with the code of the order's own place (E4). */
export const signIn = (
  order: WorkOrderEntity,
  placeCode: string,
  scanned: string,
  at: Date,
): Result<WorkOrderEntity> => {
  if (order.status !== 'accepted') return illegal;
  if (scanned !== placeCode) return refuse('order.wrong_place');
  return ok({ ...order, status: 'arrived', arrivedAt: at });
};

/** What a printed code says: bare, or as the scene or the last part of an address. */
export const scannedCode = (text: string): string => {
  const scene = /[?&](?:scene|code)=([^&#]+)/.exec(text)?.[1];
  const last = scene ? decodeURIComponent(scene) : (text.trim().split(/[/?#]/).filter(Boolean).pop() ?? '');
  return last.trim();
};

export interface StepState {
  id: string;
  kind: 'sign-in' | 'photo' | 'check' | 'parts';
  required: boolean;
  minPhotos: number;
  done: boolean;
  photos: number;
}

/** Finished only when the standard procedure's required steps and photos are there (E4). */
export const finish = (
  order: WorkOrderEntity,
  steps: readonly StepState[],
  result: string,
  at: Date,
): Result<WorkOrderEntity> => {
  const needsSignIn = steps.some((step) => step.kind === 'sign-in' && step.required);
  if (order.status !== (needsSignIn ? 'arrived' : 'accepted')) return illegal;
  if (steps.some((step) => step.kind === 'photo' && step.required && step.photos < step.minPhotos))
    return refuse('order.photos_missing');
  if (steps.some((step) => step.required && step.kind !== 'sign-in' && step.kind !== 'photo' && !step.done))
    return refuse('order.steps_missing');
  return ok({ ...order, status: 'finished', finishedAt: at, result });
};

/**
 * When a thing was done by a phone that was offline: its own word, unless that lies in the future or before the last
 * thing that is known of the order.
 */
export const trustedTime = (claimed: string | undefined, notBefore: Date, now: Date): Date => {
  if (!claimed) return now;
  const at = new Date(claimed);
  return at > now || at < notBefore ? now : at;
};
