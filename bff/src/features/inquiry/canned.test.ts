import * as api from 'shared-types/cannedAnswer';
import { newKey } from 'shared-types/client';
import { makeCommunity, makeStaff } from '../../../test/factories/community.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));
afterAll(() => server.close());

const desk = async () => {
  const { id: communityId } = await makeCommunity(server.deps);
  const chen = await makeStaff(server.deps, communityId, 'customer-service', { name: '陈静' });
  const call = server.client(chen.token, communityId);
  const create = (title: string, text = '您好，请讲。', idempotencyKey = newKey()) =>
    call(api.createCanned, { body: { title, text }, idempotencyKey });
  const change = (id: string, body: { title: string; text: string; version: number }) =>
    call(api.changeCanned, { params: { id }, body, idempotencyKey: newKey() });
  const remove = (id: string) => call(api.removeCanned, { params: { id }, body: {}, idempotencyKey: newKey() });
  const titles = async () => (await call(api.listCanned)).items.map(({ title }) => title);
  return { communityId, call, create, change, remove, titles };
};

it('is written, changed and taken away, each of it audited', async () => {
  const { communityId, create, change, remove, titles } = await desk();
  const one = await create('问候', '您好🙂');
  expect(one).toMatchObject({ title: '问候', text: '您好🙂', byName: '陈静', version: 1 });
  await create('再见');
  expect(await titles()).toEqual(['再见', '问候']);
  expect(await change(one.id, { title: '开头', text: '您好', version: 1 })).toMatchObject({
    title: '开头',
    version: 2,
  });
  await remove(one.id);
  expect(await titles()).toEqual(['再见']);
  expect(await codeOf(remove(one.id))).toBe('canned_answer.not_found');
  const audited = await server.deps.db.reader.find(AuditEntity, { where: { communityId }, order: { id: 'ASC' } });
  expect(audited.filter(({ subjectKind }) => subjectKind === 'canned_answer')).toMatchObject([
    { action: 'canned.created', subject: '问候' },
    { action: 'canned.created', subject: '再见' },
    { action: 'canned.changed', subject: '开头' },
    { action: 'canned.removed', subject: '开头' },
  ]);
});

it('of two who change it the second sees that the first did', async () => {
  const { create, change } = await desk();
  const { id } = await create('问候');
  const codes = await Promise.all(
    ['您好', '您好呀'].map((text) => codeOf(change(id, { title: '问候', text, version: 1 }))),
  );
  expect(codes.filter((code) => code === 'canned_answer.changed')).toHaveLength(1);
});

it('has each title once, however many write it at once; another community has its own', async () => {
  const { create, change, titles } = await desk();
  const codes = await Promise.all([1, 2, 3].map(() => codeOf(create('问候'))));
  expect(codes.filter((code) => code === 'request.invalid')).toHaveLength(2);
  const { id } = await create('再见');
  expect(await codeOf(change(id, { title: '问候', text: '您好', version: 1 }))).toBe('request.invalid');
  expect(await titles()).toEqual(['再见', '问候']);
  const other = await desk();
  await other.create('问候');
  expect(await codeOf(other.remove(id))).toBe('canned_answer.not_found');
});

it('the same key writes once', async () => {
  const { create, titles } = await desk();
  const key = newKey();
  const [one, again] = await Promise.all([create('问候', '您好', key), create('问候', '您好', key)]);
  expect(again).toEqual(one);
  expect(await titles()).toEqual(['问候']);
});

it('a community keeps a hundred at most', async () => {
  const { create, titles } = await desk();
  for (let n = 0; n < 100; n++) await create(`第 ${n} 条`);
  expect(await codeOf(create('又一条'))).toBe('request.invalid');
  expect(await titles()).toHaveLength(100);
});
