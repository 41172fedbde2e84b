import { newKey } from 'shared-types/client';
import * as api from 'shared-types/houseInquiry';
import { askForPerson, ask as askOnPhone } from 'shared-types/inquiry';
import * as desk from 'shared-types/staffInquiry';
import { listRepairs, readRepair, reportRepairForOwner } from 'shared-types/staffRepair';
import { toDay } from 'shared-types/time';
import { makeCommunity, makeOwner, makeStaff, type TestHouse } from '../../../test/factories/community.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { createOpeningBill } from '../billing/billing.door.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';
import { InquiryEntity } from './inquiry.entity.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
}, 60_000);
const start = '2026-11-23T10:54:00+08:00';
beforeEach(() => server.deps.clock.set(start));
afterAll(() => server.close());

const shift = [
  { startsAt: new Date(Date.parse(start) - 3_600_000), endsAt: new Date(Date.parse(start) + 8 * 3_600_000) },
];

/** A station with a helper beside the kiosk, a colleague at the desk or none, and two houses. */
const station = async ({ colleague = true }: { colleague?: boolean } = {}) => {
  const { deps } = server;
  const community = await makeCommunity(deps);
  const [house, next] = community.houses as [TestHouse, TestHouse];
  const staff = async (name: string, shifts = shift) => {
    const made = await makeStaff(deps, community.id, 'customer-service', { name, shifts, idleMs: 30 * 86_400_000 });
    return { ...made, call: server.client(made.token, community.id) };
  };
  const helper = await staff('李晓梅');
  const chen = await staff('陈静', colleague ? shift : []);
  await chen.call(desk.createArticle, {
    body: {
      ...{ title: '租固定车位', questions: ['怎么租车位'], answer: '到前台登记排号。', source: '停车管理规定 第三条' },
      ...{ validFrom: null, validUntil: null },
    },
    idempotencyKey: newKey(),
  });
  const ask = (
    text: string,
    { inquiryId, at = house, key = newKey() }: { inquiryId?: string; at?: TestHouse; key?: string } = {},
  ) =>
    helper.call(api.askForHouse, {
      params: { id: at.id },
      body: { ...(inquiryId ? { inquiryId } : {}), text },
      idempotencyKey: key,
    });
  const person = (id: string) =>
    helper.call(api.askPersonForHouse, { params: { id }, body: {}, idempotencyKey: newKey() });
  const listed = (at = house) => helper.call(api.listHouseInquiries, { params: { id: at.id } });
  return { community, house, next, helper, chen, ask, person, listed };
};

describe('a house asks at the kiosk', () => {
  it('is answered at once with the source; a new visit begins anew, and who helped stands in the record', async () => {
    const { ask, helper, house, community, listed } = await station();
    const first = await ask('怎么租车位');
    expect(first).toMatchObject({
      houseId: house.id,
      status: 'bot',
      actions: expect.arrayContaining(['ask', 'person']),
    });
    expect(first.messages).toMatchObject([
      { kind: 'asked', text: '怎么租车位' },
      { kind: 'answered', text: '到前台登记排号。', sources: [{ name: '停车管理规定 第三条' }] },
    ]);
    const more = await ask('附近哪家火锅好吃', { inquiryId: first.id });
    expect(more.id).toBe(first.id);
    expect(more.messages.map(({ kind }) => kind)).toEqual(['asked', 'answered', 'asked', 'unsure']);
    const anew = await ask('怎么租车位');
    expect(anew.id).not.toBe(first.id);
    expect(anew.messages).toHaveLength(2);
    const rows = await server.deps.db.reader.findBy(InquiryEntity, { communityId: community.id });
    expect(rows.map(({ accountId, helperId, helperName }) => ({ accountId, helperId, helperName }))).toEqual([
      { accountId: null, helperId: helper.id, helperName: '李晓梅' },
      { accountId: null, helperId: helper.id, helperName: '李晓梅' },
    ]);
    const { items, suggestions } = await listed();
    expect(items.map(({ id, question, answer }) => ({ id, question, answer }))).toEqual([
      { id: anew.id, question: '怎么租车位', answer: '到前台登记排号。' },
      { id: first.id, question: '怎么租车位', answer: '到前台登记排号。' },
    ]);
    expect(suggestions).toContain('怎么租车位');
  });

  it('knows the bill and the requests of that house and of no other', async () => {
    const { ask, helper, house, next, community } = await station();
    const { clock, db } = server.deps;
    await inTransaction(db, (tx) =>
      createOpeningBill(tx, clock, {
        ...{ communityId: community.id, houseId: house.id, feeKind: 'property', period: '2026-11', amountFen: 49_994 },
        ...{ dueOn: toDay(new Date(clock.now().getTime() + 7 * 86_400_000)), note: null, by: null },
      }),
    );
    await helper.call(reportRepairForOwner, {
      body: { houseId: house.id, problemTypeId: 'plumbing', text: '厨房水管漏水', fileIds: [], channel: 'kiosk' },
      idempotencyKey: newKey(),
    });
    const last = (view: Awaited<ReturnType<typeof ask>>) => view.messages.at(-1);
    expect(last(await ask('我家现在欠多少钱'))?.text).toContain('499.94');
    expect(last(await ask('我家现在欠多少钱', { at: next }))?.text).toContain('没有要缴的账单');
    expect(last(await ask('我报的修有人来吗'))).toMatchObject({ kind: 'answered', sources: [{ kind: 'request' }] });
    expect(JSON.stringify((await ask('我报的修有人来吗', { at: next })).messages)).not.toContain('厨房水管漏水');
  });

  it('the same key asks once', async () => {
    const { ask, community } = await station();
    const key = newKey();
    const [one, again] = await Promise.all([ask('怎么租车位', { key }), ask('怎么租车位', { key })]);
    expect(again.messages).toEqual(one.messages);
    expect(await server.deps.db.reader.countBy(InquiryEntity, { communityId: community.id })).toBe(1);
  });

  it('reads and continues nothing that an owner asks on a telephone, nor another house’s', async () => {
    const { ask, person, listed, house, next, community } = await station();
    const owner = await makeOwner(server.deps, community.id, [house], { name: '林娜' });
    const phone = server.client(owner.token);
    const theirs = await phone(askOnPhone, {
      body: { houseId: house.id, text: '怎么租车位' },
      idempotencyKey: newKey(),
    });
    expect((await listed()).items).toEqual([]);
    expect(await codeOf(ask('在吗', { inquiryId: theirs.id }))).toBe('inquiry.illegal_transition');
    expect(await codeOf(person(theirs.id))).toBe('inquiry.illegal_transition');
    const ours = await ask('怎么租车位');
    expect(await codeOf(ask('在吗', { inquiryId: ours.id, at: next }))).toBe('inquiry.not_found');
    expect(await codeOf(phone(askForPerson, { params: { id: ours.id }, body: {}, idempotencyKey: newKey() }))).toBe(
      'inquiry.not_found',
    );
    const stranger = await station();
    expect(await codeOf(stranger.ask('在吗', { at: house }))).toBe('house.not_found');
    expect(await codeOf(stranger.ask('在吗', { inquiryId: ours.id }))).toBe('inquiry.not_found');
    expect(await codeOf(stranger.helper.call(api.readHouseInquiry, { params: { id: ours.id } }))).toBe(
      'inquiry.not_found',
    );
  });

  it('who answers no questions asks none for others', async () => {
    const { house, community } = await station();
    const guard = await makeStaff(server.deps, community.id, 'guard');
    const call = server.client(guard.token, community.id);
    expect(await codeOf(call(api.listHouseInquiries, { params: { id: house.id } }))).toBe('auth.forbidden');
  });
});

describe('what nobody knows', () => {
  const act = (who: { call: ReturnType<TestServer['client']> }, contract: typeof desk.takeInquiry, id: string) =>
    who.call(contract, { params: { id }, body: {}, idempotencyKey: newKey() });

  it('goes to a colleague with the talk, never to the helper; the answer is found under the house later', async () => {
    const { ask, person, listed, helper, chen, house } = await station();
    const { id } = await ask('楼道的灯谁来换');
    expect(await person(id)).toMatchObject({ status: 'waiting', statusWords: '正在找客服，马上就到' });
    expect((await person(id)).messages.filter(({ kind }) => kind === 'told')).toHaveLength(1);
    await server.drain();
    const told = await server.deps.db.reader.findBy(InboxMessageEntity, { accountId: chen.id });
    expect(told).toMatchObject([{ title: '有人找客服', link: `/inquiries/${id}` }]);
    expect(await server.deps.db.reader.countBy(InboxMessageEntity, { accountId: helper.id })).toBe(0);
    expect(await chen.call(desk.listInquiries, { query: {} })).toMatchObject({
      items: [{ id, houseLabel: house.label, ownerName: '业主', helperName: '李晓梅' }],
    });
    await act(chen, desk.takeInquiry, id);
    await chen.call(desk.sayInInquiry, { params: { id }, body: { text: '今天下午就换' }, idempotencyKey: newKey() });
    expect((await ask('好的', { inquiryId: id })).messages.at(-1)).toMatchObject({ kind: 'asked', text: '好的' });
    await act(chen, desk.endInquiry, id);
    // Nobody has an account here that could be told.
    await server.drain();
    server.deps.clock.advance(86_400_000);
    expect((await listed()).items).toMatchObject([{ id, status: 'closed', answer: '今天下午就换' }]);
    expect(await codeOf(ask('还有', { inquiryId: id }))).toBe('inquiry.illegal_transition');
  });

  it('goes to paper where only the helper is at work, as a request of the house from the kiosk', async () => {
    const { ask, person, helper, house } = await station({ colleague: false });
    const { id } = await ask('合同第九条的违约金能不能减免');
    const view = await person(id);
    expect(view).toMatchObject({ status: 'written', actions: [] });
    expect(view.messages.at(-1)?.text).toMatch(/^现在没有客服在线。问题已经记下/);
    const { items } = await helper.call(listRepairs, { query: { houseId: house.id } });
    expect(items).toMatchObject([{ channel: 'kiosk', placeLabel: expect.stringContaining(house.label) }]);
    const whole = await helper.call(readRepair, { params: { id: items[0]?.id ?? '' } });
    expect(JSON.stringify(whole.timeline)).toContain('业主（李晓梅帮问） 报修');
  });

  it('goes to paper where nobody came in time', async () => {
    const { ask, person } = await station();
    const { id } = await ask('楼道的灯谁来换');
    await person(id);
    server.deps.clock.advance(10 * 60_000);
    await server.drain();
    expect((await server.deps.db.reader.findOneByOrFail(InquiryEntity, { id })).status).toBe('written');
  });
});
