import { ApiError, NetworkError } from 'shared-types/client';
import type { ErrorCode } from 'shared-types/errors';
import type { OrderView } from 'shared-types/workorder';
import { drain, type StepStore } from './drain';
import type { QueuedStep } from './steps';

const step = (seq: number, part: Partial<QueuedStep> = {}): QueuedStep => ({
  seq,
  staffId: 'zhou',
  orderId: 'leak',
  kind: 'step',
  stepId: `s${seq}`,
  title: `第 ${seq} 步`,
  key: `key-${seq}`,
  text: null,
  photos: [],
  doneAt: '2026-11-23T11:04:00.000+08:00',
  refused: null,
  ...part,
});

const photo = { id: 'p1', name: 'before.jpg', uploadKey: 'upload-1', fileId: null };

const storeOf = (...steps: QueuedStep[]): StepStore & { steps: Map<number, QueuedStep> } => {
  const kept = new Map(steps.map((one) => [one.seq, one]));
  return {
    steps: kept,
    list: () => Promise.resolve([...kept.values()].map((one) => structuredClone(one))),
    put: (one) => Promise.resolve(void kept.set(one.seq, structuredClone(one))),
    remove: (one) => Promise.resolve(void kept.delete(one.seq)),
    photo: () => Promise.resolve(new Blob(['picture'])),
  };
};

const refusal = (status: number, code: ErrorCode, detail: string) =>
  new ApiError({ type: '', title: '', status, code, detail, requestId: 'r' });

/** A server that answers, or fails as told, and remembers what reached it. */
const server = (answers: Record<number, Error[]> = {}, uploads: Error[] = []) => {
  const seen: string[] = [];
  return {
    seen,
    sender: {
      upload: (_blob: Blob, _name: string, key: string) => {
        seen.push(`upload ${key}`);
        const error = uploads.shift();
        return error ? Promise.reject(error) : Promise.resolve({ id: 'file-1' });
      },
      send: (one: QueuedStep, fileIds: string[]) => {
        seen.push(`${one.kind} ${one.key} ${fileIds.join()}`.trim());
        const error = answers[one.seq]?.shift();
        return error ? Promise.reject(error) : Promise.resolve({ id: one.orderId } as OrderView);
      },
    },
  };
};

const quiet = { onSent: () => undefined, onChanged: () => Promise.resolve() };

test('what waits is sent in the order in which it was done, and then forgotten', async () => {
  const store = storeOf(step(2), step(1, { kind: 'accept' }), step(3, { kind: 'finish' }));
  const { seen, sender } = server();
  await expect(drain('zhou', store, sender, quiet)).resolves.toBe('empty');
  expect(seen).toEqual(['accept key-1', 'step key-2', 'finish key-3']);
  expect(store.steps.size).toBe(0);
});

test('a lost answer leaves the step, and sending again uses the same keys', async () => {
  const store = storeOf(step(1, { photos: [photo] }), step(2));
  const { seen, sender } = server({ 1: [new NetworkError('lost')] });
  await expect(drain('zhou', store, sender, quiet)).resolves.toBe('interrupted');
  expect(store.steps.size).toBe(2);
  await expect(drain('zhou', store, sender, quiet)).resolves.toBe('empty');
  expect(seen).toEqual(['upload upload-1', 'step key-1 file-1', 'step key-1 file-1', 'step key-2']);
});

test('a refused step says why and holds back the rest of its order only', async () => {
  const store = storeOf(step(1, { kind: 'sign-in' }), step(2), step(3, { orderId: 'lamp' }));
  const { seen, sender } = server({ 1: [refusal(422, 'order.wrong_place', '这个码不是这户的')] });
  await drain('zhou', store, sender, quiet);
  expect(seen).toEqual(['sign-in key-1', 'step key-3']);
  expect(store.steps.get(1)?.refused).toBe('这个码不是这户的');
  expect([...store.steps.keys()]).toEqual([1, 2]);
});

test.each([
  [503, 'server.busy'],
  [429, 'rate.limited'],
  [401, 'auth.required'],
] as const)('an answer %i is no refusal of the step: it is tried again later', async (status, code) => {
  const store = storeOf(step(1));
  const { sender } = server({ 1: [refusal(status, code, '等一等')] });
  await expect(drain('zhou', store, sender, quiet)).resolves.toBe('interrupted');
  expect(store.steps.get(1)?.refused).toBeNull();
});

test('a picture that cannot be uploaded refuses its step', async () => {
  const store = storeOf(step(1, { photos: [photo] }));
  const { sender } = server({}, [refusal(422, 'file.broken', '照片打不开')]);
  await drain('zhou', store, sender, quiet);
  expect(store.steps.get(1)?.refused).toBe('照片打不开');
});

test('steps of somebody else who used this phone stay where they are', async () => {
  const store = storeOf(step(1, { staffId: 'sun' }));
  const { seen, sender } = server();
  await drain('zhou', store, sender, quiet);
  expect(seen).toEqual([]);
  expect(store.steps.size).toBe(1);
});
