import { defaultPolicy } from '../policy/policy.door.js';
import * as rules from './complaint.rules.js';
import { makeLoop, makeOrder } from './loop.fixture.js';
import { breachesOf, type Loop, settle } from './loop.rules.js';

const at = new Date('2026-11-23T10:00:00+08:00');
const mei = { id: 'S1', name: '李晓梅' };
const jing = { id: 'S2', name: '陈静' };

const answerOrder = (more = {}) =>
  makeOrder({
    ...{ procedureId: 'answer', department: 'customer-service', main: true, status: 'assigned' },
    ...{ workerId: mei.id, workerName: mei.name, assignedAt: at, ...more },
  });
const complaint = (orders = [answerOrder()]): Loop => {
  const loop = makeLoop('general', defaultPolicy, orders);
  return { ...loop, repair: { ...loop.repair, kind: 'complaint', stewardId: mei.id, stewardName: mei.name } };
};
const settled = (loop: Loop): Loop =>
  settle(loop, { policy: defaultPolicy, now: at, at, department: 'customer-service', worksAtDesk: () => true });
const value = <T>(result: { ok: boolean; value?: T }): T => {
  if (!result.ok || result.value === undefined) throw new Error('refused');
  return result.value;
};

it('is taken by whoever it was given to, which answers the owner and begins the departments', () => {
  const helper = makeOrder({ id: 'O2', main: false, procedureId: 'handle', department: 'cleaning' });
  const taken = settled(value(rules.take(complaint(), mei, [helper], at)));
  expect(taken.repair).toMatchObject({ stewardId: mei.id, status: 'working', chained: true });
  expect(taken.promises.find(({ kind }) => kind === 'respond')?.state).toBe('kept');
  expect(taken.orders).toHaveLength(2);
  expect(rules.take(taken, mei, [], at).ok).toBe(false);
});

it('changes hands: the steward is another, the order stays with whoever took it first', () => {
  const taken = value(rules.take(complaint(), mei, [], at));
  const moved = value(rules.take(taken, jing, [], at));
  expect(moved.repair.stewardName).toBe('陈静');
  expect(rules.answerOf(moved)?.workerId).toBe(mei.id);
});

it('that nobody had is given first and taken then', () => {
  const loose = complaint([answerOrder({ status: 'waiting', workerId: null, workerName: null, assignedAt: null })]);
  expect(rules.answerOf(value(rules.take(loose, mei, [], at)))?.status).toBe('waiting');
  const given = rules.give(loose, mei, at);
  expect(rules.answerOf(given)).toMatchObject({ status: 'assigned', workerId: mei.id });
  expect(rules.answerOf(value(rules.take(given, mei, [], at)))?.status).toBe('accepted');
});

it('is answered when it was taken, and done when the departments have finished too', () => {
  expect(rules.answer(complaint(), '已处理', at).ok).toBe(false);
  const taken = value(rules.take(complaint(), mei, [], at));
  const answered = settled(value(rules.answer(taken, '已处理', at)));
  expect(answered.repair.status).toBe('done');
  expect(rules.answer(answered, '再答', at).ok).toBe(false);
  const helper = makeOrder({ id: 'O2', main: false, procedureId: 'handle', department: 'cleaning' });
  const both = value(rules.take(complaint(), mei, [helper], at));
  expect(settled(value(rules.answer(both, '已处理', at))).repair.status).toBe('working');
});

it('begins anew when it is objected to, with an answer to write and new clocks', () => {
  const done = settled(value(rules.answer(value(rules.take(complaint(), mei, [], at)), '已处理', at)));
  const order = (repair: Loop['repair']) => answerOrder({ id: 'O9', round: repair.round });
  const again = settled(value(rules.object(done, { policy: defaultPolicy, now: at, order })));
  expect(again.repair).toMatchObject({ status: 'assigned', round: 2, answeredAt: null });
  expect(rules.answerOf(again)?.id).toBe('O9');
  expect(breachesOf(done, again)).toEqual([]);
  expect(breachesOf({ ...done, repair: { ...done.repair, status: 'closed', closedAt: at } }, again)).toEqual([]);
  expect(again.orders).toHaveLength(2);
  expect(rules.object(again, { policy: defaultPolicy, now: at, order }).ok).toBe(false);
});

it('bears the lowest stars of its households', () => {
  const once = rules.rated(complaint(), 4, at);
  expect(rules.rated(once, 2, at).repair.stars).toBe(2);
  expect(rules.rated(once, 5, at).repair.stars).toBe(4);
});

it('is joined to another while it is under way, and its orders end with it', () => {
  const gone = value(rules.absorb(complaint([answerOrder(), makeOrder({ id: 'O2', main: false })]), '并过去', at));
  expect(gone.repair).toMatchObject({ status: 'cancelled', latest: '并过去' });
  expect(gone.orders.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
  expect(rules.absorb(gone, '并过去', at).ok).toBe(false);
});
