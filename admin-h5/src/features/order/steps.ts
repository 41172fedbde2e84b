import type { OrderView } from 'shared-types/workorder';

export interface QueuedPhoto {
  /** Under this name the blob is kept. */
  id: string;
  name: string;
  /** Made once, so that an upload whose answer was lost is not made twice. */
  uploadKey: string;
  fileId: string | null;
}

export interface QueuedStep {
  seq: number;
  staffId: string;
  orderId: string;
  kind: 'accept' | 'sign-in' | 'step' | 'finish';
  /** Of a step: its id in the procedure. */
  stepId: string | null;
  /** What the worker calls it. */
  title: string;
  /** The command's Idempotency-Key, made once. */
  key: string;
  /** The code, the note or the result. */
  text: string | null;
  photos: QueuedPhoto[];
  /** When it was really done, by the server's clock. */
  doneAt: string;
  /** Why the server said no; null while it waits. */
  refused: string | null;
}

export type StepOnScreen = OrderView['steps'][number] & { waiting: QueuedStep | null };

export interface OrderOnScreen extends Omit<OrderView, 'steps'> {
  steps: StepOnScreen[];
  waiting: QueuedStep[];
}

const signedIn = (view: OrderOnScreen, queued: QueuedStep): OrderOnScreen => ({
  ...view,
  status: 'arrived',
  arrivedAt: queued.doneAt,
  actions: ['step', 'finish'],
  steps: view.steps.map((step) =>
    step.kind === 'sign-in' ? { ...step, done: true, doneAt: queued.doneAt, waiting: queued } : step,
  ),
});

const applyOne = (view: OrderOnScreen, queued: QueuedStep): OrderOnScreen => {
  // What was refused did not happen.
  if (queued.refused !== null) return view;
  switch (queued.kind) {
    case 'accept':
      return {
        ...view,
        status: 'accepted',
        acceptedAt: queued.doneAt,
        acceptBy: null,
        // Without a code to scan the work begins with the acceptance.
        actions: view.steps.some((step) => step.kind === 'sign-in') ? ['sign-in', 'step'] : ['step', 'finish'],
      };
    case 'sign-in':
      return signedIn(view, queued);
    case 'finish':
      return { ...view, status: 'finished', finishedAt: queued.doneAt, result: queued.text, actions: [] };
    case 'step':
      return {
        ...view,
        steps: view.steps.map((step) =>
          step.id === queued.stepId
            ? { ...step, done: true, doneAt: queued.doneAt, note: queued.text ?? step.note, waiting: queued }
            : step,
        ),
      };
  }
};

/** The order as the worker left it: what the server said last, and on top what still waits in the phone. */
export const withQueued = (view: OrderView, queue: readonly QueuedStep[]): OrderOnScreen => {
  const waiting = queue.filter((queued) => queued.orderId === view.id);
  const start: OrderOnScreen = { ...view, steps: view.steps.map((step) => ({ ...step, waiting: null })), waiting };
  return waiting.reduce(applyOne, start);
};

/** Required steps that are not done; finishing waits for them. */
export const missingSteps = (order: OrderOnScreen): string[] =>
  order.steps.filter((step) => step.required && !step.done).map((step) => step.title);
