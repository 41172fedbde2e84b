import { newKey } from 'shared-types/client';
import * as api from 'shared-types/inquiry';
import * as staffApi from 'shared-types/staffInquiry';
import { makeCommunity, makeOwner, makeStaff, type TestHouse } from '../../../test/factories/community.js';
import { type TestServer, testServer } from '../../../test/factories/testServer.js';

let server: TestServer;
const start = '2026-11-23T10:54:00+08:00';
beforeAll(async () => {
  server = await testServer();
});
beforeEach(() => {
  server.deps.clock.set(start);
  model().calm();
});
afterAll(() => server.close());

const model = () => server.simulators.control.phrasing;
const text = '先到前台登记，按登记先后轮候，地下车位每月 300 元。';

const estate = async () => {
  const community = await makeCommunity(server.deps);
  const [house] = community.houses as [TestHouse];
  const owner = await makeOwner(server.deps, community.id, [house], { name: '林娜' });
  const call = server.client(owner.token);
  const shifts = [
    { startsAt: new Date(Date.parse(start) - 3_600_000), endsAt: new Date(Date.parse(start) + 8 * 3_600_000) },
  ];
  const chen = await makeStaff(server.deps, community.id, 'customer-service', { name: '陈静', shifts });
  const desk = server.client(chen.token, community.id);
  await desk(staffApi.createArticle, {
    body: {
      ...{ title: '租固定车位', questions: ['怎么租车位', '租停车位'], answer: text, source: '停车管理规定 第三条' },
      ...{ validFrom: null, validUntil: null },
    },
    idempotencyKey: newKey(),
  });
  const ask = async (question: string, key = newKey()) =>
    call(api.ask, { body: { houseId: house.id, text: question }, idempotencyKey: key });
  return { house, owner, call, desk, ask };
};
const lastOf = ({ messages }: api.InquiryView) => messages.at(-1);
const source = { kind: 'article', name: '停车管理规定 第三条', title: '租固定车位', text };

it('what it says of the source is shown and marked, with the source as ever', async () => {
  const { ask } = await estate();
  model().perform({ way: 'passage' });
  expect(lastOf(await ask('怎么租车位'))).toMatchObject({
    ...{ kind: 'answered', text: `您好，是这样的：${text}`, phrased: true },
    sources: [source],
  });
});

it.each([
  ['says what is not there', () => model().perform({ way: 'more' })],
  ['changes a number', () => model().perform({ way: 'words', words: text.replace('300', '200') })],
  ['says nothing', () => model().perform({ way: 'nothing' })],
  ['is down', () => model().outages.add({ api: 'phrase', kind: 'error' })],
  ['answers nonsense', () => model().outages.add({ api: 'phrase', kind: 'garbage' })],
])('where it %s, the source itself is shown', async (_, happens) => {
  const { ask } = await estate();
  model().perform({ way: 'passage' });
  happens();
  expect(lastOf(await ask('怎么租车位'))).toMatchObject({ kind: 'answered', text, phrased: false, sources: [source] });
});

it('without one nothing is asked and the source itself is shown', async () => {
  const { ask } = await estate();
  const { phrasing } = server.deps;
  server.deps.phrasing = null;
  try {
    expect(lastOf(await ask('怎么租车位'))).toMatchObject({ kind: 'answered', text, phrased: false });
    expect(model().asked()).toEqual([]);
  } finally {
    server.deps.phrasing = phrasing;
  }
});

it('nobody’s name, number or room goes out with the question', async () => {
  const { ask, house } = await estate();
  model().perform({ way: 'passage' });
  await ask(`我是林娜，住${house.label}，电话 13900001234，怎么租车位`);
  const [sent] = model().asked();
  expect(sent?.question).toContain('怎么租车位');
  for (const personal of ['林娜', house.label, '13900001234']) expect(JSON.stringify(sent)).not.toContain(personal);
});

it('a household’s own affairs go to nobody', async () => {
  const { ask } = await estate();
  model().perform({ way: 'passage' });
  expect(lastOf(await ask('我家现在欠多少钱'))).toMatchObject({ phrased: false, sources: [{ kind: 'bill' }] });
  expect(lastOf(await ask('附近哪家火锅好吃'))).toMatchObject({ kind: 'unsure', phrased: false });
  expect(model().asked()).toEqual([]);
});

it('while a person of the staff is in the conversation it is not asked', async () => {
  const { ask, call, desk } = await estate();
  const { id } = await ask('附近哪家火锅好吃');
  await call(api.askForPerson, { params: { id }, body: {}, idempotencyKey: newKey() });
  await desk(staffApi.takeInquiry, { params: { id }, body: {}, idempotencyKey: newKey() });
  model().perform({ way: 'passage' });
  expect(lastOf(await ask('怎么租车位'))).toMatchObject({ kind: 'asked' });
  expect(model().asked()).toEqual([]);
});

it('asked twice with one key it is one answer', async () => {
  const { ask } = await estate();
  model().perform({ way: 'passage' });
  const key = newKey();
  const one = await ask('怎么租车位', key);
  model().perform({ way: 'nothing' });
  expect((await ask('怎么租车位', key)).messages).toEqual(one.messages);
});
