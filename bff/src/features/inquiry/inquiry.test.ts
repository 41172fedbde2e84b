import { readFileSync } from 'node:fs';
import { newKey } from 'shared-types/client';
import * as api from 'shared-types/inquiry';
import { readOwnRepair, reportRepair } from 'shared-types/repair';
import * as staffApi from 'shared-types/staffInquiry';
import { toDay } from 'shared-types/time';
import { makeCommunity, makeOwner, makeStaff, type TestHouse } from '../../../test/factories/community.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { createOpeningBill } from '../billing/billing.door.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';
import { RepairEntity } from '../repair/repair.entity.js';
import { InquiryEntity } from './inquiry.entity.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
const start = '2026-11-23T10:54:00+08:00';
beforeEach(() => server.deps.clock.set(start));
afterAll(() => server.close());

const articles = JSON.parse(readFileSync(new URL('../../data/articles.json', import.meta.url), 'utf8')) as {
  key: string;
  title: string;
  questions: string[];
  answer: string;
  source: string;
}[];

const longMs = 30 * 86_400_000;
const shift = [
  { startsAt: new Date(Date.parse(start) - 3_600_000), endsAt: new Date(Date.parse(start) + 8 * 3_600_000) },
];

/** A community that knows its articles, an owner, and a desk of two that is there or not. */
const estate = async ({ online = true }: { online?: boolean } = {}) => {
  const { deps } = server;
  const community = await makeCommunity(deps);
  const house = community.houses[0] as TestHouse;
  const live = async (where: TestHouse, name: string) => {
    const made = await makeOwner(deps, community.id, [where], { name });
    return { ...made, call: server.client(made.token) };
  };
  const owner = await live(house, '林娜');
  const neighbour = await live(community.houses[1] as TestHouse, '吴敏');
  const desk = async (name: string) => {
    const shifts = online ? shift : [];
    const made = await makeStaff(deps, community.id, 'customer-service', { name, shifts, idleMs: longMs });
    return { ...made, call: server.client(made.token, community.id) };
  };
  const [chen, fang] = [await desk('陈静'), await desk('方婷')];
  const write = (body: Partial<staffApi.ArticleBody> = {}) =>
    chen.call(staffApi.createArticle, {
      body: {
        ...{
          title: '租固定车位',
          questions: ['怎么租车位'],
          answer: '到前台登记排号。',
          source: '停车管理规定 第三条',
        },
        ...{ validFrom: null, validUntil: null },
        ...body,
      },
      idempotencyKey: newKey(),
    });
  const learn = async (...keys: string[]) => {
    for (const { key, ...article } of articles) if (keys.length === 0 || keys.includes(key)) await write(article);
  };
  const ask = (text: string, who = owner, key = newKey()) =>
    who.call(api.ask, {
      body: { houseId: who === owner ? house.id : (community.houses[1]?.id ?? ''), text },
      idempotencyKey: key,
    });
  const person = (id: string) => owner.call(api.askForPerson, { params: { id }, body: {}, idempotencyKey: newKey() });
  type Act = typeof staffApi.takeInquiry;
  const act = (contract: typeof staffApi.takeInquiry | typeof staffApi.writeInquiry, id: string, who = chen) =>
    who.call(contract as Act, { params: { id }, body: {}, idempotencyKey: newKey() });
  const say = (id: string, text: string, who = chen) =>
    who.call(staffApi.sayInInquiry, { params: { id }, body: { text }, idempotencyKey: newKey() });
  return { community, house, owner, neighbour, chen, fang, write, learn, ask, person, act, say };
};

const lastOf = ({ messages }: api.InquiryView) => messages.at(-1);

describe('what the community knows', () => {
  it('answers at once and names its source; what it does not know it says, with what might be meant', async () => {
    const { learn, ask } = await estate();
    await learn();
    const sure = await ask('我想租一个车位，怎么弄');
    expect(lastOf(sure)).toMatchObject({
      kind: 'answered',
      text: expect.stringContaining('300 元'),
      sources: [{ kind: 'article', name: '停车管理规定 第三条', title: '租固定车位' }],
    });
    expect(sure.actions).toContain('person');
    const unsure = await ask('附近哪家火锅好吃');
    expect(lastOf(unsure)).toMatchObject({ kind: 'unsure', text: expect.stringContaining('不确定') });
    expect(unsure.id).toBe(sure.id);
    expect(unsure.messages.map(({ kind }) => kind)).toEqual(['asked', 'answered', 'asked', 'unsure']);
  });

  it('knows the asker’s own bill and requests, the rules, and nobody else’s affairs', async () => {
    const { learn, ask, house, owner, neighbour, community } = await estate();
    await learn();
    const { clock, db } = server.deps;
    await inTransaction(db, (tx) =>
      createOpeningBill(tx, clock, {
        ...{ communityId: community.id, houseId: house.id, feeKind: 'property', period: '2026-11', amountFen: 49_994 },
        ...{ dueOn: toDay(new Date(clock.now().getTime() + 7 * 86_400_000)), note: null, by: null },
      }),
    );
    const bill = lastOf(await ask('我家现在欠多少钱'));
    expect(bill).toMatchObject({
      kind: 'answered',
      sources: [{ kind: 'bill', link: expect.stringContaining(house.id) }],
    });
    expect(bill?.text).toContain('499.94');
    const theirs = lastOf(await ask('我家现在欠多少钱', neighbour));
    expect(theirs?.text).toContain('没有要缴的账单');
    await owner.call(reportRepair, {
      body: { houseId: house.id, problemTypeId: 'plumbing', text: '厨房水管漏水', fileIds: [] },
      idempotencyKey: newKey(),
    });
    expect(lastOf(await ask('我报的修有人来吗'))).toMatchObject({ kind: 'answered', sources: [{ kind: 'request' }] });
    expect(lastOf(await ask('报修以后多久修好'))).toMatchObject({
      kind: 'answered',
      text: expect.stringContaining('2 小时内回应'),
      sources: [{ kind: 'rule', name: '服务规则' }],
    });
  });

  it('an article answers from its first day to its last, until it is changed or taken away; what was said stays', async () => {
    const { write, ask, chen } = await estate();
    const article = await write({ validFrom: '2026-11-24', validUntil: '2026-11-30' });
    expect(article).toMatchObject({ state: 'coming', stateName: '还没到时间' });
    expect(lastOf(await ask('怎么租车位'))?.kind).toBe('unsure');
    server.deps.clock.set('2026-11-24T09:00:00+08:00');
    expect(lastOf(await ask('怎么租车位'))).toMatchObject({ kind: 'answered', text: '到前台登记排号。' });
    const { id, version, state: _state, stateName: _name, changedAt: _at, byName: _by, ...body } = article;
    const change = (answer: string, by: number) =>
      chen.call(staffApi.changeArticle, {
        params: { id },
        body: { ...body, answer, version: by },
        idempotencyKey: newKey(),
      });
    await change('网上登记。', version);
    expect(await codeOf(change('别的', version))).toBe('article.changed');
    const talk = await ask('怎么租车位');
    expect(talk.messages.filter(({ kind }) => kind === 'answered').map(({ text }) => text)).toEqual([
      '到前台登记排号。',
      '网上登记。',
    ]);
    await chen.call(staffApi.retireArticle, { params: { id }, body: {}, idempotencyKey: newKey() });
    expect(lastOf(await ask('怎么租车位'))?.kind).toBe('unsure');
    expect(await codeOf(write({ validFrom: '2026-12-02', validUntil: '2026-12-01' }))).toBe('request.invalid');
  });

  it('the same key asks once; other people’s conversations and houses are not there', async () => {
    const { ask, learn, neighbour, house } = await estate();
    await learn('parking-rent');
    const key = newKey();
    const [one, again] = await Promise.all([ask('怎么租车位', undefined, key), ask('怎么租车位', undefined, key)]);
    expect(again.messages).toEqual(one.messages);
    const params = { id: one.id };
    for (const contract of [api.askForPerson, api.askInWriting, api.closeInquiry] as const)
      expect(await codeOf(neighbour.call(contract, { params, body: {}, idempotencyKey: newKey() }))).toBe(
        'inquiry.not_found',
      );
    expect(
      await codeOf(neighbour.call(api.ask, { body: { houseId: house.id, text: '在吗' }, idempotencyKey: newKey() })),
    ).toBe('house.not_found');
  });

  it('two first questions at once are one conversation', async () => {
    const { ask, owner } = await estate();
    const [one, other] = await Promise.all([ask('第一个问题'), ask('第二个问题')]);
    expect(one.id).toBe(other.id);
    expect(await server.deps.db.reader.countBy(InquiryEntity, { accountId: owner.id })).toBe(1);
  });
});

describe('a person', () => {
  it('is called with the talk, takes it, answers, hands it over, and the knowledge is silent meanwhile', async () => {
    const { ask, person, act, say, chen, fang, owner, house, learn } = await estate();
    await learn();
    const { id } = await ask('我的情况比较特殊');
    expect(await person(id)).toMatchObject({ status: 'waiting', statusWords: '正在找客服，马上就到' });
    expect((await person(id)).messages.filter(({ kind }) => kind === 'told')).toHaveLength(1);
    await server.drain();
    const told = await server.deps.db.reader.findBy(InboxMessageEntity, { accountId: chen.id });
    expect(told).toMatchObject([{ title: '有人找客服', link: `/inquiries/${id}` }]);
    expect(await chen.call(staffApi.listInquiries, { query: {} })).toMatchObject({
      waiting: 1,
      items: [{ id, houseLabel: house.label, ownerName: '林娜', status: 'waiting' }],
    });
    const tries = await Promise.all([
      codeOf(act(staffApi.takeInquiry, id)),
      codeOf(act(staffApi.takeInquiry, id, fang)),
    ]);
    expect(tries.filter((code) => code === 'inquiry.illegal_transition')).toHaveLength(1);
    const [holder, other] = typeof tries[0] === 'string' ? [fang, chen] : [chen, fang];
    expect(await codeOf(say(id, '我来说', other))).toBe('inquiry.illegal_transition');
    await say(id, '您好，请讲', holder);
    const asked = await ask('怎么租车位');
    expect(lastOf(asked)).toMatchObject({ kind: 'asked' });
    const view = await holder.call(staffApi.readInquiry, { params: { id } });
    expect(view.canned[0]).toMatchObject({ title: '租固定车位' });
    expect(view.staffActions).toEqual(['say', 'handOver', 'write', 'close']);
    await holder.call(staffApi.handOverInquiry, {
      params: { id },
      body: { staffId: other.id },
      idempotencyKey: newKey(),
    });
    expect(await codeOf(say(id, '再说一句', holder))).toBe('inquiry.illegal_transition');
    await say(id, '地下车库有空位', other);
    const { inquiry } = await owner.call(api.readCurrentInquiry, { params: { id: house.id } });
    expect(inquiry && lastOf(inquiry)).toMatchObject({ kind: 'said', text: '地下车库有空位' });
    await act(staffApi.endInquiry, id, other);
    const seen = async () => (await owner.call(api.readCurrentInquiry, { params: { id: house.id } })).inquiry?.status;
    expect(await seen()).toBe('closed');
    await server.drain();
    server.deps.clock.advance(3_600_000);
    expect(await seen()).toBeUndefined();
    const inbox = await server.deps.db.reader.findBy(InboxMessageEntity, { accountId: owner.id });
    expect(inbox.map(({ link }) => link)).toEqual([`/features/inquiry/pages/ask/index?house=${house.id}`]);
  });

  it('hands over to nobody who may not answer', async () => {
    const { ask, person, act, chen, community } = await estate();
    const { id } = await ask('在吗');
    await person(id);
    await act(staffApi.takeInquiry, id);
    const guard = await makeStaff(server.deps, community.id, 'guard', { name: '马超' });
    const to = (staffId: string) =>
      codeOf(chen.call(staffApi.handOverInquiry, { params: { id }, body: { staffId }, idempotencyKey: newKey() }));
    expect(await to(guard.id)).toBe('staff.not_found');
    const stranger = await estate();
    expect(await to(stranger.chen.id)).toBe('staff.not_found');
    expect(await codeOf(act(staffApi.takeInquiry, id, stranger.chen))).toBe('inquiry.not_found');
  });
});

describe('in writing', () => {
  const requestOf = async (inquiryId: string) => {
    const { reader } = server.deps.db;
    const inquiry = await reader.findOneByOrFail(InquiryEntity, { id: inquiryId });
    return reader.findOneByOrFail(RepairEntity, { id: inquiry.repairId ?? '' });
  };

  it('where nobody is at the desk: a request on the clocks, which the owner can follow, with what was asked', async () => {
    const { ask, person, owner } = await estate({ online: false });
    const { id } = await ask('合同第九条的违约金能不能减免');
    const view = await person(id);
    expect(view).toMatchObject({ status: 'written', actions: [] });
    expect(lastOf(view)?.text).toMatch(/^现在没有客服在线。问题已经记下，单号 \d{8}-\d{4}，24 小时内书面答复/);
    const request = await requestOf(id);
    expect(request).toMatchObject({ reporterId: owner.id, problemTypeId: 'other', urgency: 'general' });
    expect(request.body).toContain('合同第九条的违约金能不能减免');
    expect(request.finishDueAt).toEqual(new Date(Date.parse(start) + 86_400_000));
    expect(await owner.call(readOwnRepair, { params: { id: request.id } })).toMatchObject({ id: request.id });
    expect(lastOf(view)?.link).toBe(`/features/repair/pages/detail/index?id=${request.id}`);
    expect((await ask('另外一个问题')).id).not.toBe(id);
  });

  it('where nobody came in time, once, however often the timer runs; not where somebody has taken it', async () => {
    const { ask, person, act } = await estate();
    const { id } = await ask('第一个');
    await person(id);
    server.deps.clock.advance(9 * 60_000);
    await server.drain();
    expect((await server.deps.db.reader.findOneByOrFail(InquiryEntity, { id })).status).toBe('waiting');
    server.deps.clock.advance(60_000);
    await server.drain();
    await server.drain();
    expect((await server.deps.db.reader.findOneByOrFail(InquiryEntity, { id })).status).toBe('written');
    const { id: next } = await ask('第二个');
    await person(next);
    await act(staffApi.takeInquiry, next);
    server.deps.clock.advance(20 * 60_000);
    await server.drain();
    expect((await server.deps.db.reader.findOneByOrFail(InquiryEntity, { id: next })).status).toBe('staff');
  });

  it('where the desk finds it too much for a chat, and only from whoever holds it', async () => {
    const { ask, person, act, say, fang, owner } = await estate();
    const { id } = await ask('要查五年的账');
    await person(id);
    await act(staffApi.takeInquiry, id);
    await say(id, '这要查档案');
    await ask('好的，谢谢');
    expect(await codeOf(act(staffApi.writeInquiry, id, fang))).toBe('inquiry.illegal_transition');
    expect(await act(staffApi.writeInquiry, id)).toMatchObject({ status: 'written', staffActions: [] });
    const { body, title } = await requestOf(id);
    expect(body).toContain('客服 陈静：这要查档案');
    expect(`${title}${body}`).toContain('咨询：要查五年的账');
    expect(await server.deps.db.reader.countBy(RepairEntity, { reporterId: owner.id })).toBe(1);
  });
});
