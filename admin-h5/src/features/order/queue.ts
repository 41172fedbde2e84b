import { createStore as createIdb, del, get, keys, set } from 'idb-keyval';
import { newKey } from 'shared-types/client';
import { toInstant } from 'shared-types/time';
import {
  acceptOrder,
  finishOrder,
  listOwnOrders,
  type OrderView,
  readOrder,
  recordStep,
  signInToOrder,
} from 'shared-types/workorder';
import { call, queryClient, uploadPhoto } from '../../lib/api';
import { serverNow } from '../../lib/clock';
import { refresh } from '../../lib/query';
import { session } from '../../lib/session';
import { createStore } from '../../lib/store';
import { drain, type StepSender, type StepStore } from './drain';
import { keepView } from './kept';
import { pendingSteps } from './pending';
import type { QueuedPhoto, QueuedStep } from './steps';

const db = createIdb('anju-worker', 'queue');
const stepKey = (step: QueuedStep) => `step:${String(step.seq).padStart(12, '0')}`;
const photoKey = (id: string) => `photo:${id}`;

/** What waits in this phone, oldest first. */
export const queue = createStore<readonly QueuedStep[]>([]);

const store: StepStore = {
  list: async () => {
    const names = (await keys<string>(db)).filter((name) => name.startsWith('step:')).sort();
    const steps = await Promise.all(names.map((name) => get<QueuedStep>(name, db)));
    return steps.filter((step) => step !== undefined);
  },
  put: (step) => set(stepKey(step), step, db),
  remove: async (step) => {
    await del(stepKey(step), db);
    await Promise.all(step.photos.map((photo) => del(photoKey(photo.id), db)));
  },
  photo: (id) => get<Blob>(photoKey(id), db),
};

const sender: StepSender = {
  upload: (blob, name, key) => uploadPhoto(blob, name, key),
  send: (step, fileIds) => {
    const params = { id: step.orderId };
    const { doneAt, key: idempotencyKey } = step;
    switch (step.kind) {
      case 'accept':
        return call(acceptOrder, { params, body: { doneAt }, idempotencyKey });
      case 'sign-in':
        return call(signInToOrder, { params, body: { placeCode: step.text ?? '', doneAt }, idempotencyKey });
      case 'finish':
        return call(finishOrder, { params, body: { result: step.text ?? '', doneAt }, idempotencyKey });
      case 'step':
        return call(recordStep, {
          params: { ...params, stepId: step.stepId ?? '' },
          body: { fileIds, doneAt, ...(step.text ? { note: step.text } : {}) },
          idempotencyKey,
        });
    }
  },
};

const reload = async (): Promise<void> => {
  const staffId = session.get().self?.id;
  const mine = (await store.list()).filter((step) => step.staffId === staffId);
  queue.set(mine);
  pendingSteps.set(mine.length);
};

const showSent = (view: OrderView): void => {
  queryClient.setQueryData([readOrder.name, { params: { id: view.id } }], view);
  void keepView(readOrder.name, view.id, view);
};

let running = false;
let again = false;

/** Sends what waits; one run at a time, in one tab at a time. */
export const sendQueued = async (): Promise<void> => {
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    do {
      again = false;
      const { self, token } = session.get();
      if (!self || !token) return;
      const run = () => drain(self.id, store, sender, { onSent: showSent, onChanged: reload });
      const before = queue.get().length;
      await (navigator.locks ? navigator.locks.request('anju-worker-queue', run) : run());
      await reload();
      if (queue.get().length !== before) await refresh(listOwnOrders);
    } while (again);
  } finally {
    running = false;
  }
};

export interface NewStep {
  orderId: string;
  kind: QueuedStep['kind'];
  title: string;
  stepId?: string;
  text?: string;
  photos?: QueuedPhoto[];
}

/** Keeps a step first, then tries to send it: a lost network never loses work. */
export const enqueue = async (step: NewStep): Promise<void> => {
  const staffId = session.get().self?.id;
  if (!staffId) return;
  const last = (await store.list()).at(-1)?.seq ?? 0;
  await store.put({
    seq: Math.max(last + 1, Date.now()),
    staffId,
    orderId: step.orderId,
    kind: step.kind,
    stepId: step.stepId ?? null,
    title: step.title,
    key: newKey(),
    text: step.text ?? null,
    photos: step.photos ?? [],
    doneAt: toInstant(serverNow()),
    refused: null,
  });
  await reload();
  void sendQueued();
};

/** A refused step is a new command when it is sent again: the old key stands for the refusal. */
export const retryStep = async (step: QueuedStep): Promise<void> => {
  await store.put({ ...step, key: newKey(), refused: null });
  await reload();
  void sendQueued();
};

export const dropStep = async (step: QueuedStep): Promise<void> => {
  await store.remove(step);
  await reload();
  await refresh(readOrder, listOwnOrders);
  void sendQueued();
};

export const keepPhoto = async (blob: Blob, name: string): Promise<QueuedPhoto> => {
  const photo: QueuedPhoto = { id: newKey(), name, uploadKey: newKey(), fileId: null };
  await set(photoKey(photo.id), blob, db);
  return photo;
};

export const readPhoto = (id: string): Promise<Blob | undefined> => store.photo(id);
export const forgetPhoto = (id: string): Promise<void> => del(photoKey(id), db);

const draftKey = (orderId: string, stepId: string) => `draft:${orderId}:${stepId}`;

/** Pictures taken for a step that is not finished yet; they survive a reload. */
export const readDraft = async (orderId: string, stepId: string): Promise<QueuedPhoto[]> =>
  (await get<QueuedPhoto[]>(draftKey(orderId, stepId), db)) ?? [];
export const writeDraft = (orderId: string, stepId: string, photos: QueuedPhoto[]): Promise<void> =>
  photos.length > 0 ? set(draftKey(orderId, stepId), photos, db) : del(draftKey(orderId, stepId), db);

const retryMs = 15_000;
let started = false;

/** From the moment a worker is signed in: sends at once, when the network comes back, and now and then. */
export const startQueue = (): void => {
  void reload().then(sendQueued);
  if (started) return;
  started = true;
  addEventListener('online', () => void sendQueued());
  setInterval(() => {
    if (queue.get().some((step) => step.refused === null)) void sendQueued();
  }, retryMs);
};
