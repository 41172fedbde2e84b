import { ApiError, NetworkError } from 'shared-types/client';
import type { OrderView } from 'shared-types/workorder';
import type { QueuedStep } from './steps';

/** Where queued steps and their pictures are kept. */
export interface StepStore {
  list: () => Promise<QueuedStep[]>;
  put: (step: QueuedStep) => Promise<void>;
  remove: (step: QueuedStep) => Promise<void>;
  photo: (id: string) => Promise<Blob | undefined>;
}

/** How steps reach the server. */
export interface StepSender {
  upload: (blob: Blob, name: string, key: string) => Promise<{ id: string }>;
  send: (step: QueuedStep, fileIds: string[]) => Promise<OrderView>;
}

export interface DrainEvents {
  /** Before the step is forgotten: the server's view with the step in it. */
  onSent: (view: OrderView) => void;
  onChanged: () => Promise<void>;
}

/** A refusal that no repeating will change; everything else is tried again later. */
const isFinal = (error: ApiError): boolean =>
  error.problem.status < 500 &&
  error.problem.status !== 429 &&
  error.problem.status !== 401 &&
  error.problem.status !== 423;

const uploadPhotos = async (step: QueuedStep, store: StepStore, sender: StepSender): Promise<string[]> => {
  const fileIds: string[] = [];
  for (const photo of step.photos) {
    if (photo.fileId === null) {
      const blob = await store.photo(photo.id);
      // A browser short of room may have thrown the picture away; the step goes without it.
      if (!blob) continue;
      photo.fileId = (await sender.upload(blob, photo.name, photo.uploadKey)).id;
      await store.put(step);
    }
    fileIds.push(photo.fileId);
  }
  return fileIds;
};

/**
 * Sends what waits, oldest first. A refused step holds back the later steps of its own order only. Ends at the first
 * lost connection: the same step is sent again later with the same key, so it counts once.
 */
export const drain = async (
  staffId: string,
  store: StepStore,
  sender: StepSender,
  events: DrainEvents,
): Promise<'empty' | 'interrupted'> => {
  const queue = (await store.list()).filter((step) => step.staffId === staffId).sort((a, b) => a.seq - b.seq);
  const held = new Set(queue.filter((step) => step.refused !== null).map((step) => step.orderId));
  for (const step of queue) {
    if (held.has(step.orderId)) continue;
    try {
      const fileIds = await uploadPhotos(step, store, sender);
      events.onSent(await sender.send(step, fileIds));
      await store.remove(step);
    } catch (error) {
      if (error instanceof NetworkError) return 'interrupted';
      if (!(error instanceof ApiError)) throw error;
      if (!isFinal(error)) return 'interrupted';
      await store.put({ ...step, refused: error.problem.detail || error.problem.title });
      held.add(step.orderId);
    }
    await events.onChanged();
  }
  return 'empty';
};
