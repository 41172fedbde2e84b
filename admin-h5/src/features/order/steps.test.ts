import type { OrderView } from 'shared-types/workorder';
import { missingSteps, type QueuedStep, withQueued } from './steps';

const plain = { hint: null, minPhotos: 0, required: true, done: false, doneAt: null, note: null, files: [] };
const view: OrderView = {
  id: 'leak',
  repairId: 'r',
  number: '20261123-0017',
  title: '厨房水管漏水',
  problemTypeName: '给水管道',
  urgency: 'general',
  status: 'assigned',
  placeLabel: '3栋2单元1102',
  preferredTime: null,
  promise: null,
  task: '厨房水管漏水',
  acceptBy: '2026-11-23T11:00:00.000+08:00',
  pause: null,
  urged: 0,
  assignedAt: null,
  spoken: false,
  text: null,
  emergency: null,
  files: [],
  contact: { name: null, phone: null },
  dispatchNote: null,
  dispatchWords: null,
  others: [],
  acceptedAt: null,
  arrivedAt: null,
  finishedAt: null,
  steps: [
    { ...plain, id: 'sign-in', kind: 'sign-in', title: '扫码签到' },
    { ...plain, id: 'before', kind: 'photo', title: '修前照片', minPhotos: 1 },
    { ...plain, id: 'try', kind: 'check', title: '试水', required: false },
  ],
  usualParts: [],
  result: null,
  additions: [],
  actions: ['accept', 'refuse'],
};

const at = '2026-11-23T11:04:00.000+08:00';
const queued = (kind: QueuedStep['kind'], part: Partial<QueuedStep> = {}): QueuedStep => ({
  seq: 1,
  staffId: 'zhou',
  orderId: 'leak',
  kind,
  stepId: null,
  title: '',
  key: 'k',
  text: null,
  photos: [],
  doneAt: at,
  refused: null,
  ...part,
});

test('what waits in the phone is shown as done, and what may come next', () => {
  const shown = withQueued(view, [queued('accept'), queued('sign-in'), queued('step', { stepId: 'before' })]);
  expect(shown).toMatchObject({
    status: 'arrived',
    acceptBy: null,
    acceptedAt: at,
    arrivedAt: at,
    actions: ['step', 'finish'],
  });
  expect(shown.steps.map((one) => one.done)).toEqual([true, true, false]);
  expect(missingSteps(shown)).toEqual([]);
});

test('only required steps are missing', () => {
  expect(missingSteps(withQueued(view, [queued('accept')]))).toEqual(['扫码签到', '修前照片']);
});

test('a refused step did not happen', () => {
  const shown = withQueued(view, [queued('accept'), queued('sign-in', { refused: '码不对' })]);
  expect(shown.status).toBe('accepted');
  expect(shown.steps[0]?.done).toBe(false);
});

test('steps of another order change nothing here', () => {
  expect(withQueued(view, [queued('finish', { orderId: 'lamp' })]).status).toBe('assigned');
});
