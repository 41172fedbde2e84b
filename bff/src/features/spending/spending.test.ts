import { newKey } from 'shared-types/client';
import type { StaffRole } from 'shared-types/permissions';
import * as api from 'shared-types/spending';
import sharp from 'sharp';
import { makeFinishedOrder } from '../../../test/factories/orders.js';
import { makeCommunity, makeOwner, makeStaff } from '../../../test/factories/people.js';
import { codeOf, serve, type TestServer } from '../../../test/factories/serve.js';
import { testDeps } from '../../../test/factories/testDeps.js';
import { newId } from '../../kernel/ids.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { BuildingEntity, UnitEntity } from '../community/community.entity.js';
import { takeFiles } from '../file/file.door.js';
import { fileRoutes } from '../file/file.routes.js';
import { balanceOf, readEntry, sumByAccount } from '../ledger/ledger.door.js';
import { LedgerEntryEntity } from '../ledger/ledger.entity.js';
import { defaultMoneyPolicy } from '../policy/policy.door.js';
import { enterSpending, recordSpending, spendingOfPostings } from './spending.door.js';
import { spendingGates } from './spending.gates.js';
import { spendingRoutes } from './spending.routes.js';

let server: TestServer;
let photo: Buffer;
beforeAll(async () => {
  server = await serve(await testDeps(), {
    routes: [...spendingRoutes, ...fileRoutes],
    gates: spendingGates,
    handlers: [],
  });
  photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#ffffff' } })
    .png()
    .toBuffer();
});
afterAll(() => server.close());

const reader = () => server.deps.db.reader;
const limit = defaultMoneyPolicy.spending.approveAboveFen;
const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n');

const upload = async (
  token: string,
  bytes: Buffer,
  name: string,
): Promise<{ status: number; body: { id: string; code: string; kind: string } }> => {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), name);
  const answer = await fetch(`${server.origin}/api/v1/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': newKey() },
    body: form,
  });
  return { status: answer.status, body: (await answer.json()) as { id: string; code: string; kind: string } };
};

/** A community with people of finance. */
const office = async () => {
  const communityId = await makeCommunity(server);
  const hire = async (name: string, roles: StaffRole[] = ['finance']) => {
    const { id, token, actor } = await makeStaff(server, communityId, roles, { name });
    const voucher = async (bytes = photo): Promise<string> => (await upload(token, bytes, 'voucher')).body.id;
    return { id, token, actor, call: server.client(token), voucher };
  };
  const balances = async (): Promise<Record<string, number>> =>
    Object.fromEntries(
      (await sumByAccount(reader(), communityId, {})).map(({ account, debitFen, creditFen }) => [
        account,
        debitFen - creditFen,
      ]),
    );
  return { communityId, hire, balances, clerk: await hire('钱会计'), second: await hire('高经理', ['manager']) };
};

const lift = {
  kind: 'expense' as const,
  category: 'lift' as const,
  amountFen: 150_000,
  day: '2026-11-20',
  account: 'bank' as const,
  supplier: '通力电梯有限公司',
  memo: '更换二单元电梯钢丝绳',
};

type Office = Awaited<ReturnType<typeof office>>;
type Body = Record<string, unknown>;
const enter = async (who: Office['clerk'], more: Body = {}) =>
  who.call(api.enterSpending, { body: { ...lift, fileIds: [await who.voucher()], ...more } as never });

describe('entering', () => {
  it('books at once up to the policy’s amount, on the day of the voucher, with what it is about', async () => {
    const { communityId, clerk, balances } = await office();
    const buildingId = newId(server.deps.clock.now());
    const unitId = newId(server.deps.clock.now());
    await inTransaction(server.deps.db, async (tx) => {
      await tx.insert(BuildingEntity, { communityId, id: buildingId, code: 'b3', name: '3栋', position: 1 });
      await tx.insert(UnitEntity, { communityId, id: unitId, buildingId, code: 'u2', name: '2单元', position: 1 });
    });
    const worker = { id: newId(server.deps.clock.now()), name: '周建国' };
    const { orderId, number } = await makeFinishedOrder(server.deps, communityId, { worker });
    const [file, document] = [await clerk.voucher(), await clerk.voucher(pdf)];
    const view = await enter(clerk, {
      amountFen: limit,
      fileIds: [document, file],
      orderId,
      unitId,
      deviceLabel: '2 号电梯',
    });
    expect(view).toMatchObject({
      number: expect.stringMatching(/^支-261123-[0-9A-Z]{4}$/),
      state: 'booked',
      stateWords: '已入账',
      kindWords: '支出',
      categoryWords: '电梯维保',
      fundedBy: 'property',
      fundedByWords: '物业公司',
      placeLabel: '3栋2单元',
      buildingId,
      order: { id: orderId, number },
      enteredBy: '钱会计',
      decidedBy: null,
      vouchers: 2,
      actions: ['reverse'],
    });
    expect(view.files.map(({ id, kind, mime, thumbUrl }) => [id, kind, mime, thumbUrl === null])).toEqual([
      [document, 'document', 'application/pdf', true],
      [file, 'image', 'image/jpeg', false],
    ]);
    expect(await balances()).toEqual({ '6602.lift': limit, '1002': -limit });
    expect(await readEntry(reader(), communityId, view.entryId ?? '')).toMatchObject({
      cause: { kind: 'spending', id: view.id },
      at: new Date('2026-11-20T04:00:00.000Z'),
      memo: '电梯维保：更换二单元电梯钢丝绳',
      by: clerk.id,
      open: { memo: '更换二单元电梯钢丝绳', about: '2 号电梯' },
      postings: [
        { account: '6602.lift', subject: { kind: 'device', label: '2 号电梯' }, note: null, purpose: null },
        { account: '1002', subject: null, note: null },
      ],
    });
    const audited = await reader().findBy(AuditEntity, { communityId });
    expect(audited.map(({ action, subject, actorName }) => [action, subject, actorName])).toEqual([
      ['spending.booked', `${view.number} 电梯维保 ¥2,000.00`, '钱会计'],
    ]);
  });

  it.each([
    [
      'an expense in cash',
      { account: 'cash', category: 'office' },
      { '6602.office': 150_000, '1001': -150_000 },
      null,
      '6602.office',
    ],
    [
      'an expense out of public revenue',
      { fundedBy: 'public-revenue' },
      { '6602.lift': 150_000, '1002': -150_000 },
      '公共收益列支',
      '6602.lift',
    ],
    [
      'public revenue',
      { kind: 'public-revenue', category: 'advert' },
      { '1002': 150_000, '6051.advert': -150_000 },
      null,
      '6051.advert',
    ],
    [
      'money into the fund',
      { kind: 'fund-in', category: 'interest', account: 'fund' },
      { '1501': 150_000, '3101': -150_000 },
      '利息',
      '3101',
    ],
    [
      'use of the fund',
      { kind: 'fund-out', category: 'lift', account: 'fund' },
      { '3101': 150_000, '1501': -150_000 },
      '电梯维保',
      '3101',
    ],
  ])('books %s', async (_what, more, expected, note, account) => {
    const { communityId, clerk, balances } = await office();
    const view = await enter(clerk, more);
    expect(await balances()).toEqual(expected);
    const entry = await readEntry(reader(), communityId, view.entryId ?? '');
    expect(entry?.postings.find((posting) => posting.account === account)?.note).toBe(note);
  });

  it('needs a voucher of the caller’s own, which is a picture or a PDF', async () => {
    const { communityId, clerk, second } = await office();
    expect(await codeOf(enter(clerk, { fileIds: [] }))).toBe('spending.voucher_missing');
    for (const id of [await second.voucher(), newId(server.deps.clock.now())])
      expect(await codeOf(enter(clerk, { fileIds: [id] }))).toBe('file.not_yours');
    const used = await clerk.voucher();
    await enter(clerk, { fileIds: [used] });
    expect(await codeOf(enter(clerk, { fileIds: [used] }))).toBe('file.not_yours');
    expect(await reader().countBy(LedgerEntryEntity, { communityId })).toBe(1);
  });

  it('says which fields do not fit together', async () => {
    const { communityId, clerk } = await office();
    const fieldsOf = async (more: Body) => {
      const error = await enter(clerk, more).catch((one: unknown) => one);
      return Object.keys((error as { problem?: { fields?: object } }).problem?.fields ?? {});
    };
    expect(await fieldsOf({ category: 'advert' })).toEqual(['category']);
    expect(await fieldsOf({ account: 'fund' })).toEqual(['account']);
    expect(await fieldsOf({ kind: 'fund-out', account: 'bank' })).toEqual(['account']);
    expect(await fieldsOf({ kind: 'public-revenue', category: 'other', fundedBy: 'property' })).toEqual(['fundedBy']);
    expect(await fieldsOf({ day: '2026-11-24' })).toEqual(['day']);
    expect(await fieldsOf({ day: '2024-11-20' })).toEqual(['day']);
    const absent = newId(server.deps.clock.now());
    expect(await codeOf(enter(clerk, { orderId: absent }))).toBe('order.not_found');
    expect(await codeOf(enter(clerk, { unitId: absent }))).toBe('place.not_found');
    expect(await codeOf(enter(clerk, { buildingId: absent }))).toBe('place.not_found');
    expect(await reader().countBy(LedgerEntryEntity, { communityId })).toBe(0);
  });

  it('is done once for one key', async () => {
    const { communityId, clerk } = await office();
    const sent = { body: { ...lift, fileIds: [await clerk.voucher()] }, idempotencyKey: newKey() };
    const [first, again] = [await clerk.call(api.enterSpending, sent), await clerk.call(api.enterSpending, sent)];
    expect(again.id).toBe(first.id);
    expect(await balanceOf(reader(), communityId, { account: '1002' })).toBe(-lift.amountFen);
  });
});

describe('a second person', () => {
  const large = { amountFen: limit + 1 };

  it('is asked above the policy’s amount: until then nothing is in the ledger', async () => {
    const { communityId, clerk, second, balances } = await office();
    const waiting = await enter(clerk, large);
    expect(waiting).toMatchObject({
      state: 'waiting',
      entryId: null,
      actions: [],
      hint: '自己填的，要由另一位同事审核',
    });
    expect(await balances()).toEqual({});
    expect((await second.call(api.readSpending, { params: { id: waiting.id } })).actions).toEqual([
      'approve',
      'reject',
    ]);
    expect(await second.call(api.listSpendings, { query: { state: 'waiting' } })).toMatchObject({
      items: [{ id: waiting.id }],
      waiting: 1,
      approveAboveFen: limit,
    });
    const booked = await second.call(api.approveSpending, { params: { id: waiting.id } });
    expect(booked).toMatchObject({ state: 'booked', decidedBy: '高经理', enteredBy: '钱会计', hint: null });
    expect(await balances()).toEqual({ '6602.lift': limit + 1, '1002': -limit - 1 });
    const actions = (await reader().findBy(AuditEntity, { communityId })).map(({ action }) => action);
    expect(actions.sort()).toEqual(['spending.approved', 'spending.entered']);
  });

  it('is never the one who entered it', async () => {
    const { clerk, balances } = await office();
    const { id } = await enter(clerk, large);
    expect(await codeOf(clerk.call(api.approveSpending, { params: { id } }))).toBe('spending.self_approval');
    expect(await codeOf(clerk.call(api.rejectSpending, { params: { id }, body: { reason: '不对' } }))).toBe(
      'spending.self_approval',
    );
    expect(await balances()).toEqual({});
  });

  it('decides once: of many at the same time one counts, and one entry is posted', async () => {
    const { communityId, hire, clerk, second } = await office();
    const third = await hire('李会计');
    const { id } = await enter(clerk, large);
    const tries = await Promise.all([
      ...[second, third, second, third].map((who) => codeOf(who.call(api.approveSpending, { params: { id } }))),
      codeOf(third.call(api.rejectSpending, { params: { id }, body: { reason: '重复' } })),
    ]);
    expect(tries.filter((answer) => answer === 'spending.illegal_transition')).toHaveLength(4);
    const { state } = await second.call(api.readSpending, { params: { id } });
    expect(await reader().countBy(LedgerEntryEntity, { communityId })).toBe(state === 'booked' ? 1 : 0);
  });

  it('may say no, with a reason; it can then be entered anew', async () => {
    const { clerk, second, balances } = await office();
    const { id } = await enter(clerk, large);
    const rejected = await second.call(api.rejectSpending, { params: { id }, body: { reason: '金额和发票不符' } });
    expect(rejected).toMatchObject({ state: 'rejected', reason: '金额和发票不符', decidedBy: '高经理', actions: [] });
    const anew = await enter(clerk, { amountFen: 100, correctsId: id });
    expect(anew).toMatchObject({ state: 'booked', correctsId: id });
    expect(await balances()).toEqual({ '6602.lift': 100, '1002': -100 });
  });
});

describe('taking back', () => {
  it('posts the other way round today, and the right one is entered anew, once', async () => {
    const { communityId, clerk, second, balances } = await office();
    const wrong = await enter(clerk);
    const back = await second.call(api.reverseSpending, { params: { id: wrong.id }, body: { reason: '记错了类别' } });
    expect(back).toMatchObject({ state: 'reversed', reason: '记错了类别', reversedBy: '高经理', actions: [] });
    expect(await readEntry(reader(), communityId, back.reversalEntryId ?? '')).toMatchObject({
      at: server.deps.clock.now(),
      reverses: wrong.entryId,
      memo: `冲销 ${wrong.number}`,
    });
    expect(await balances()).toEqual({ '6602.lift': 0, '1002': 0 });
    const right = await enter(clerk, { category: 'repair', correctsId: wrong.id });
    expect((await clerk.call(api.readSpending, { params: { id: wrong.id } })).correctedById).toBe(right.id);
    expect(await codeOf(enter(clerk, { correctsId: wrong.id }))).toBe('request.invalid');
    expect(await codeOf(enter(clerk, { correctsId: right.id }))).toBe('request.invalid');
    expect(await balances()).toEqual({ '6602.lift': 0, '6602.repair': 150_000, '1002': -150_000 });
  });

  it('is done once, however many try', async () => {
    const { communityId, clerk, second } = await office();
    const { id } = await enter(clerk);
    const answers = await Promise.all(
      [clerk, second, second].map((who) =>
        codeOf(who.call(api.reverseSpending, { params: { id }, body: { reason: '错' } })),
      ),
    );
    expect(answers.filter((answer) => answer === 'spending.illegal_transition')).toHaveLength(2);
    expect(await reader().countBy(LedgerEntryEntity, { communityId })).toBe(2);
  });

  it('asks for a second person where booking did, and for something booked', async () => {
    const { clerk, second } = await office();
    const { id } = await enter(clerk, { amountFen: limit + 1 });
    const reverse = (who: typeof clerk) =>
      codeOf(who.call(api.reverseSpending, { params: { id }, body: { reason: '错' } }));
    expect(await reverse(second)).toBe('spending.illegal_transition');
    await second.call(api.approveSpending, { params: { id } });
    expect(await clerk.call(api.readSpending, { params: { id } })).toMatchObject({
      actions: [],
      hint: '金额超过审核标准，要由另一位同事冲销',
    });
    expect(await reverse(clerk)).toBe('spending.self_approval');
    expect(await reverse(second)).toMatchObject({ answered: { state: 'reversed' } });
  });
});

describe('lists', () => {
  it('find by kind, state, days, supplier and words, page by page; what waits is in the order of its days', async () => {
    const { clerk } = await office();
    await enter(clerk, { day: '2026-11-18', memo: '一' });
    await enter(clerk, { day: '2026-11-20', memo: '二', deviceLabel: '道闸' });
    await enter(clerk, {
      day: '2026-11-19',
      memo: '三',
      kind: 'public-revenue',
      category: 'advert',
      supplier: '分众传媒公司',
    });
    await enter(clerk, { day: '2026-11-22', memo: '四', amountFen: limit + 1 });
    await enter(clerk, { day: '2026-11-21', memo: '五', amountFen: limit + 1 });
    const memos = async (query: Record<string, string | number>) => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await clerk.call(api.listSpendings, {
          query: { limit: 2, ...query, ...(cursor ? { cursor } : {}) } as never,
        });
        found.push(...page.items.map(({ memo }) => memo));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      return found.join('');
    };
    expect(await memos({})).toBe('四五二三一');
    expect(await memos({ state: 'waiting' })).toBe('五四');
    expect(await memos({ kind: 'public-revenue' })).toBe('三');
    expect(await memos({ category: 'lift', state: 'booked' })).toBe('二一');
    expect(await memos({ from: '2026-11-19', to: '2026-11-21' })).toBe('五二三');
    expect(await memos({ supplier: '分众传媒公司' })).toBe('三');
    expect(await memos({ q: '道闸' })).toBe('二');
    expect(await memos({ q: '支-2611' })).toBe('四五二一');
    expect((await clerk.call(api.listSuppliers)).items).toEqual(['通力电梯有限公司', '分众传媒公司']);
    expect((await clerk.call(api.listSuppliers, { query: { q: '分众' } })).items).toEqual(['分众传媒公司']);
  });

  it('offer the orders to tie a spending to, by number, title and place, of this community alone', async () => {
    const [here, there] = [await office(), await office()];
    const worker = { id: newId(server.deps.clock.now()), name: '周建国' };
    const { orderId, number } = await makeFinishedOrder(server.deps, here.communityId, { worker });
    const [order] = (await here.clerk.call(api.listSpendingOrders, { query: { q: number } })).items;
    expect(order).toMatchObject({ id: orderId, number });
    for (const q of [order?.title ?? '', order?.placeLabel ?? ''])
      expect((await here.clerk.call(api.listSpendingOrders, { query: { q } })).items.map(({ id }) => id)).toEqual([
        orderId,
      ]);
    expect((await here.clerk.call(api.listSpendingOrders, { query: { q: '%' } })).items).toEqual([]);
    expect((await there.clerk.call(api.listSpendingOrders, { query: { q: number } })).items).toEqual([]);
  });

  it('show another community’s to nobody', async () => {
    const [here, there] = [await office(), await office()];
    const { id } = await enter(here.clerk, { amountFen: limit + 1 });
    for (const unknown of [id, newId(server.deps.clock.now())]) {
      expect(await codeOf(there.second.call(api.readSpending, { params: { id: unknown } }))).toBe('spending.not_found');
      expect(await codeOf(there.second.call(api.approveSpending, { params: { id: unknown } }))).toBe(
        'spending.not_found',
      );
      expect(await codeOf(enter(there.clerk, { correctsId: unknown }))).toBe('spending.not_found');
    }
    expect((await there.clerk.call(api.listSpendings)).items).toEqual([]);
  });
});

describe('what owners read of it', () => {
  it('names firms and places, and no person, number or door', async () => {
    const { communityId, clerk, second } = await office();
    const worker = { id: newId(server.deps.clock.now()), name: '周建国' };
    const { orderId, number } = await makeFinishedOrder(server.deps, communityId, { worker });
    const firm = await enter(clerk, { orderId, memo: '电话 138 0013 8000 联系的维修' });
    const person = await enter(clerk, { supplier: '张三丰', vouchersPublic: false });
    await second.call(api.reverseSpending, {
      params: { id: person.id },
      body: { reason: '身份证 310101199001011234' },
    });
    const { reversalEntryId } = await clerk.call(api.readSpending, { params: { id: person.id } });
    const ids = [firm.entryId, person.entryId, reversalEntryId, newId(server.deps.clock.now())].map((one) => one ?? '');
    const briefs = await spendingOfPostings(server.deps, reader(), communityId, ids);
    expect([...briefs.keys()].sort()).toEqual(ids.slice(0, 3).sort());
    expect(briefs.get(ids[0] ?? '')).toMatchObject({
      id: firm.id,
      supplier: '通力电梯有限公司',
      memo: '电话 **** 联系的维修',
      order: { number, placeLabel: '3栋2单元' },
      vouchers: 1,
      files: [{ kind: 'image' }],
      vouchersWords: null,
    });
    expect(briefs.get(ids[1] ?? '')).toMatchObject({
      supplier: '个人（张**）',
      files: [],
      vouchersWords: '凭证含个人信息，可到服务中心查看',
      state: 'reversed',
      reason: '身份证 ****',
    });
    expect(briefs.get(ids[2] ?? '')).toEqual(briefs.get(ids[1] ?? ''));
    expect(await spendingOfPostings(server.deps, reader(), await makeCommunity(server), ids)).toEqual(new Map());
  });
});

it('lets the demo write its history without anybody at the desk', async () => {
  const { communityId, clerk, balances } = await office();
  const { memo, ...rest } = lift;
  const spending = await inTransaction(server.deps.db, (tx) =>
    recordSpending(tx, server.deps.clock, {
      ...rest,
      memo,
      communityId,
      by: { id: clerk.id, name: '钱会计' },
      vouchers: 0,
      isBooked: true,
    }),
  );
  expect(spending).toMatchObject({ state: 'booked', vouchers: 0 });
  expect(await balances()).toEqual({ '6602.lift': 150_000, '1002': -150_000 });
  const call = { actor: await clerk.actor(), requestId: 'seed', ip: '', sessionId: null, idempotency: null };
  const { id } = await enterSpending(server.deps, call, { ...rest, memo, fileIds: [await clerk.voucher(pdf)] });
  expect((await clerk.call(api.readSpending, { params: { id } })).files).toHaveLength(1);
});

describe('PDFs', () => {
  it('are not taken from owners, nor for anything but what has vouchers', async () => {
    const { communityId, clerk } = await office();
    const owner = await makeOwner(server, '19900001234');
    expect((await upload(owner.token, pdf, 'x.pdf')).body.code).toBe('file.type_refused');
    const id = await clerk.voucher(pdf);
    const actor = await clerk.actor();
    const subject = { communityId, subjectKind: 'event', subjectId: newId(server.deps.clock.now()) };
    const take = (kinds?: ('image' | 'document')[]) =>
      codeOf(inTransaction(server.deps.db, (tx) => takeFiles(tx, actor, [id], subject, kinds)));
    expect(await take()).toMatchObject({ code: 'file.not_yours' });
    expect(await take(['image', 'document'])).toEqual({ answered: undefined });
  });

  it('are taken from staff when they are whole and run nothing, and handed out as a download', async () => {
    const { clerk } = await office();
    const { status, body } = await upload(clerk.token, pdf, 'invoice.jpg');
    expect([status, body.kind]).toEqual([200, 'document']);
    const { url } = body as unknown as { url: string };
    const answer = await fetch(`${server.origin}${url}`);
    expect([answer.headers.get('content-type'), answer.headers.get('x-content-type-options')]).toEqual([
      'application/pdf',
      'nosniff',
    ]);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(Buffer.from(await answer.arrayBuffer()).equals(pdf)).toBe(true);
  });

  it.each([
    ['cut off', pdf.subarray(0, 40), 'file.broken'],
    ['something after a page of rubbish', Buffer.concat([pdf, Buffer.alloc(5000, 32)]), 'file.broken'],
    [
      'with a script',
      Buffer.from(pdf.toString().replace('/Type', '/OpenAction << /S /JavaScript /JS (x) >> /Type')),
      'file.type_refused',
    ],
    ['that starts a program', Buffer.from(pdf.toString().replace('/Type', '/S /Launch /Type')), 'file.type_refused'],
  ])('are refused: %s', async (_what, bytes, code) => {
    const { clerk } = await office();
    expect((await upload(clerk.token, bytes, 'x.pdf')).body.code).toBe(code);
  });
});
