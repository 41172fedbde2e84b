import type { RepairStatus } from 'shared-types/repair';
import { breaches } from '../../kernel/machine.js';
import { ok, type Refusal, type Result, refuse } from '../../kernel/result.js';
import type { RepairEntity, WorkOrderEntity } from './repair.entity.js';
import { orderMachine, repairMachine } from './repair.machine.js';

/** What a decision changes; the command writes both and tells the history. */
export interface Decision {
  repair: RepairEntity;
  order: WorkOrderEntity;
}

export interface Worker {
  id: string;
  name: string;
}

const illegal: Result<never> = refuse('repair.illegal_transition');
const illegalOrder: Result<never> = refuse('order.illegal_transition');

const checked = (before: Decision, after: Decision, refusal: Refusal['code']): Result<Decision> => {
  const found = [
    ...breaches(orderMachine, before.order, after.order),
    ...breaches(repairMachine, before.repair, after.repair),
  ];
  return found.length === 0 ? ok(after) : refuse(refusal);
};

/** Gives the order to a worker, or moves it to another; only a finished or cancelled one stays. */
export const assign = (now: Decision, worker: Worker, note: string | null, at: Date): Result<Decision> => {
  if (!['waiting', 'assigned', 'accepted', 'arrived'].includes(now.order.status)) return illegal;
  return checked(
    now,
    {
      order: {
        ...now.order,
        status: 'assigned',
        workerId: worker.id,
        workerName: worker.name,
        dispatchNote: note,
        assignedAt: at,
        acceptedAt: null,
        arrivedAt: null,
      },
      repair: { ...now.repair, status: 'assigned', updatedAt: at },
    },
    'repair.illegal_transition',
  );
};

/** Desk work has no place to sign in to, so the work begins when it is accepted. */
export const accept = (now: Decision, needsSignIn: boolean, at: Date): Result<Decision> => {
  if (now.order.status !== 'assigned') return illegalOrder;
  return checked(
    now,
    {
      order: { ...now.order, status: 'accepted', acceptedAt: at },
      repair: { ...now.repair, status: needsSignIn ? now.repair.status : 'working', updatedAt: at },
    },
    'order.illegal_transition',
  );
};

/** The order waits for somebody else. */
export const refuseOrder = (now: Decision, at: Date): Result<Decision> => {
  if (now.order.status !== 'assigned') return illegalOrder;
  return checked(
    now,
    {
      order: {
        ...now.order,
        status: 'waiting',
        workerId: null,
        workerName: null,
        assignedAt: null,
        dispatchNote: null,
      },
      repair: { ...now.repair, status: 'submitted', updatedAt: at },
    },
    'order.illegal_transition',
  );
};

/** Arrival counts only with the code of the order's own place (E4). */
export const signIn = (now: Decision, scannedCode: string, at: Date): Result<Decision> => {
  if (now.order.status !== 'accepted') return illegalOrder;
  if (scannedCode !== now.repair.placeCode) return refuse('order.wrong_place');
  return checked(
    now,
    {
      order: { ...now.order, status: 'arrived', arrivedAt: at },
      repair: { ...now.repair, status: 'working', updatedAt: at },
    },
    'order.illegal_transition',
  );
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
export const finish = (now: Decision, steps: readonly StepState[], result: string, at: Date): Result<Decision> => {
  const needsSignIn = steps.some((step) => step.kind === 'sign-in' && step.required);
  if (now.order.status !== (needsSignIn ? 'arrived' : 'accepted')) return illegalOrder;
  if (steps.some((step) => step.kind === 'photo' && step.required && step.photos < step.minPhotos))
    return refuse('order.photos_missing');
  if (steps.some((step) => step.required && step.kind !== 'sign-in' && step.kind !== 'photo' && !step.done))
    return refuse('order.steps_missing');
  return checked(
    now,
    {
      order: { ...now.order, status: 'finished', finishedAt: at, result },
      repair: { ...now.repair, status: 'done', doneAt: at, updatedAt: at },
    },
    'order.illegal_transition',
  );
};

/** The owner may call it off until somebody has arrived; staff until it is done. */
export const mayCancel = (repair: RepairEntity, orders: readonly WorkOrderEntity[], by: 'owner' | 'staff'): boolean => {
  const open: RepairStatus[] = by === 'owner' ? ['submitted', 'assigned'] : ['submitted', 'assigned', 'working'];
  return open.includes(repair.status) && (by === 'staff' || orders.every((order) => order.status !== 'arrived'));
};

/** Calls the request and all its open orders off. */
export const cancel = (
  repair: RepairEntity,
  orders: readonly WorkOrderEntity[],
  by: 'owner' | 'staff',
  at: Date,
): Result<{ repair: RepairEntity; orders: WorkOrderEntity[] }> => {
  if (!mayCancel(repair, orders, by)) return illegal;
  return ok({
    repair: { ...repair, status: 'cancelled', closedAt: at, updatedAt: at },
    orders: orders
      .filter((order) => order.status !== 'finished' && order.status !== 'cancelled')
      .map((order) => ({ ...order, status: 'cancelled' })),
  });
};

/** The owner's nod. */
export const confirm = (repair: RepairEntity, at: Date): Result<RepairEntity> =>
  repair.status === 'done' ? ok({ ...repair, status: 'closed', closedAt: at, updatedAt: at }) : illegal;

/** One rating a request; rating a finished one is a nod too (C9). */
export const rate = (repair: RepairEntity, stars: number, text: string | null, at: Date): Result<RepairEntity> => {
  if (repair.status !== 'done' && repair.status !== 'closed') return illegal;
  if (repair.stars !== null) return refuse('repair.rating_exists');
  return ok({
    ...repair,
    status: 'closed',
    closedAt: repair.closedAt ?? at,
    stars,
    ratingText: text,
    ratedAt: at,
    updatedAt: at,
  });
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

/** 给水管道 · 厨房, or the first words of the owner. */
export const titleOf = (typeName: string, spot: string | null, body: string | null): string => {
  const words =
    (body ?? '')
      .replace(/\s+/gu, ' ')
      .trim()
      .split(/[。！？!?，,；;\n]/u)[0] ?? '';
  const short = [...words].slice(0, 16).join('');
  if ([...short].length >= 4) return short;
  return spot ? `${spot}${typeName}` : typeName;
};
