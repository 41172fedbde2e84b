import * as api from 'shared-types/complaint';
import { listInbox, listStaffInbox } from 'shared-types/notification';
import type { StaffRole } from 'shared-types/permissions';
import { readOwnerHome } from 'shared-types/repair';
import * as desk from 'shared-types/staffComplaint';
import * as requests from 'shared-types/staffRepair';
import { listEscalations } from 'shared-types/supervision';
import * as orders from 'shared-types/workorder';
import sharp from 'sharp';
import { contentWords } from '../../../simulators/wechat/data.js';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity } from '../../../test/factories/community.js';
import { codeOf, type TestServer, testServer, upload } from '../../../test/factories/testServer.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { publish } from '../../platform/queue/queue.js';
import { syncWorker } from '../dispatch/dispatch.door.js';
import { RepairEntity, RepairEventEntity } from '../repair/repair.entity.js';
import { ComplaintReportEntity } from './complaint.entity.js';

const minute = 60_000;
const allDay = [{ startsAt: new Date('2026-11-23T00:00:00+08:00'), endsAt: new Date('2026-12-23T00:00:00+08:00') }];

let server: TestServer;
let community: TestCommunity;
let owners: { id: string; token: string }[];
let mei: { id: string; token: string };
let manager: { id: string; token: string };
let supervisor: { id: string; token: string };
let cleaner: { id: string; token: string };

const as = ({ token }: { token: string }) => server.client(token);
const nth = (index: number) => owners[index] as { id: string; token: string };
const hire = (role: StaffRole, name: string, more: object = {}) =>
  makeStaff(server.deps, community.id, role, {
    ...{ name, department: 'customer-service', shifts: allDay, idleMs: 40 * 1440 * minute },
    ...more,
  });

beforeEach(async () => {
  server = await testServer();
  const { deps, simulators } = server;
  community = await makeCommunity(deps);
  const openid = simulators.control.wechat.resident('linna')?.openid ?? '';
  owners = [];
  for (const [index, house] of community.houses.entries())
    owners.push(await makeOwner(deps, community.id, [house], index === 0 ? { openid } : {}));
  mei = await hire('customer-service', '李晓梅');
  manager = await hire('manager', '王建平', { department: 'management' });
  supervisor = await hire('supervisor', '陈志远', { department: 'cleaning' });
  cleaner = await hire('cleaner', '刘桂芳', { department: 'cleaning', skills: ['cleaner'] });
  await syncWorker(deps, community.id, cleaner.id);
});
afterEach(() => server.close());

const dirty = '大堂好几天没拖，地上全是脚印';
const complain = (index: number, more: Partial<Parameters<typeof bodyOf>[1]> = {}) =>
  as(nth(index))(api.fileComplaint, { body: bodyOf(index, more) });
const bodyOf = (
  index: number,
  more: { text?: string; areaId?: string; anonymous?: boolean; categoryId?: string; fileIds?: string[]; spot?: string },
) => ({
  houseId: community.houses[index]?.id ?? '',
  categoryId: 'cleaning',
  areaId: community.area.id,
  text: dirty,
  ...more,
});
/** The complaint of a household's report, as staff know it. */
const caseOf = async (reportId: string): Promise<string> =>
  (await server.deps.db.reader.findOneByOrFail(ComplaintReportEntity, { id: reportId })).complaintId;
const inbox = async (index: number): Promise<string[]> =>
  (await as(nth(index))(listInbox, { query: {} })).items.map(({ title }) => title);
const wait = async (minutes: number): Promise<void> => {
  server.deps.clock.advance(minutes * minute);
  await server.drain();
};
const finishWork = async (): Promise<void> => {
  await server.drain();
  const { items } = await as(cleaner)(orders.listOwnOrders, { query: { scope: 'open' } });
  for (const { id } of items) {
    const params = { id };
    await as(cleaner)(orders.acceptOrder, { params, body: {} });
    const order = await as(cleaner)(orders.readOrder, { params });
    if (order.actions.includes('sign-in'))
      await as(cleaner)(orders.signInToOrder, { params, body: { placeCode: community.area.placeCode } });
    for (const step of order.steps.filter((one) => one.kind !== 'sign-in' && one.required)) {
      const fileIds = step.kind === 'photo' ? [await photo(cleaner)] : [];
      await as(cleaner)(orders.recordStep, { params: { id, stepId: step.id }, body: { fileIds } });
    }
    await as(cleaner)(orders.finishOrder, { params, body: { result: '大堂拖了两遍' } });
  }
  await server.drain();
};
const photo = async (who: { token: string }): Promise<string> => {
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#6B5648' } })
    .jpeg()
    .toBuffer();
  return String((await upload(server, who.token, bytes)).body.id);
};
const take = (id: string) => as(mei)(desk.takeComplaint, { params: { id } });
const answer = (id: string, text = '已加派人手，大堂每天拖两次') =>
  as(mei)(desk.answerComplaint, { params: { id }, body: { text } });
/** Taken, worked on, answered: it waits for its households. */
const settle = async (id: string): Promise<void> => {
  await take(id);
  await finishWork();
  await answer(id);
  await server.drain();
};

describe('one complaint', () => {
  test('goes from the owner to a written answer, with the clocks of every request, and is rated', async () => {
    const mine = await complain(0, { spot: '电梯口', fileIds: [await photo(nth(0))] });
    expect(mine).toMatchObject({
      ...{ number: '20261123-0001', stage: 0, title: '大堂好几天没拖', placeLabel: '南门岗亭 · 电梯口', text: dirty },
      ...{ anonymous: false, others: 0, steward: '李晓梅', answers: [], actions: ['add', 'urge'] },
    });
    expect(mine.promise).toMatchObject({ kind: 'respond', dueAt: '2026-11-23T12:54:00.000+08:00' });
    expect(mine.files).toHaveLength(1);
    const id = await caseOf(mine.id);

    const seen = await as(mei)(desk.readComplaint, { params: { id } });
    expect(seen.actions).toEqual(['take', 'merge']);
    expect(seen.reports).toMatchObject([{ who: { house: '1栋1单元101' }, said: [{ text: dirty }] }]);
    const board = await as(supervisor)(requests.listRepairs, { query: { kind: 'complaint' } });
    expect(board.items).toMatchObject([{ id, kind: 'complaint', contactName: null, steward: '李晓梅' }]);

    const taken = await take(id);
    expect(taken.actions).toEqual(['answer', 'merge']);
    expect(await as(nth(0))(api.readOwnComplaint, { params: { id: mine.id } })).toMatchObject({
      stage: 1,
      parts: [{ department: '环境部', task: '保洁垃圾：核实并处理' }],
      promise: { kind: 'finish', dueAt: '2026-11-24T10:54:00.000+08:00' },
    });
    await finishWork();
    expect((await as(nth(0))(api.readOwnComplaint, { params: { id: mine.id } })).stage).toBe(2);
    await answer(id);
    await server.drain();
    const answered = await as(nth(0))(api.readOwnComplaint, { params: { id: mine.id } });
    expect(answered).toMatchObject({
      stage: 3,
      answers: [{ text: '已加派人手，大堂每天拖两次', by: '李晓梅' }],
      actions: ['add', 'accept', 'object', 'rate'],
    });
    expect(answered.closesAt).not.toBeNull();
    const told = await inbox(0);
    expect(told).toEqual(expect.arrayContaining(['投诉受理了', '投诉有书面答复了']));
    expect(told).not.toContain('投诉办好了');

    const rated = await as(nth(0))(api.rateComplaint, { params: { id: mine.id }, body: { stars: 2, text: '慢' } });
    expect(rated).toMatchObject({ stage: 4, rating: { stars: 2, text: '慢' }, actions: [] });
    expect(await codeOf(as(nth(0))(api.rateComplaint, { params: { id: mine.id }, body: { stars: 5 } }))).toBe(
      'complaint.rating_exists',
    );
    const request = await server.deps.db.reader.findOneByOrFail(RepairEntity, { id });
    expect(request).toMatchObject({ status: 'closed', stars: 2 });
  });

  test('that nobody takes climbs as every request does, and the owner hears of it', async () => {
    const mine = await complain(0);
    await wait(121);
    const { items } = await as(manager)(listEscalations);
    expect(items).toMatchObject([{ repairId: await caseOf(mine.id) }]);
    const seen = await as(nth(0))(api.readOwnComplaint, { params: { id: mine.id } });
    expect(seen.escalatedTo).not.toBeNull();
    expect(await inbox(0)).toContain('投诉已经报上去督办');
  });

  test('is urged within limits, and its answer stays with whoever has it', async () => {
    const mine = await complain(0);
    const id = await caseOf(mine.id);
    const urged = await as(nth(0))(api.urgeComplaint, { params: { id: mine.id } });
    expect(urged.urges.left).toBe(2);
    expect(await codeOf(as(nth(0))(api.urgeComplaint, { params: { id: mine.id } }))).toBe('repair.urged_enough');
    await wait(20);
    expect((await as(mei)(requests.readRepair, { params: { id } })).orders).toMatchObject([
      { status: 'assigned', worker: { name: '李晓梅' } },
    ]);
  });

  test('is reopened by an objection, once, with new clocks and a second answer', async () => {
    const mine = await complain(0);
    const id = await caseOf(mine.id);
    await settle(id);
    const params = { id: mine.id };
    const again = await as(nth(0))(api.objectToComplaintAnswer, { params, body: { text: '今天还是脏的' } });
    expect(again).toMatchObject({ stage: 0, promise: { kind: 'respond' } });
    expect(again.timeline.map(({ title }) => title)).toContain('您不认可答复，请物业重新办');
    await take(id);
    await answer(id, '换了保洁员');
    await server.drain();
    const second = await as(nth(0))(api.readOwnComplaint, { params });
    expect(second.answers.map(({ text }) => text)).toEqual(['换了保洁员', '已加派人手，大堂每天拖两次']);
    expect(second.actions).toEqual(['add', 'accept', 'rate']);
    expect(await codeOf(as(nth(0))(api.objectToComplaintAnswer, { params, body: { text: '还是脏' } }))).toBe(
      'complaint.illegal_transition',
    );
    expect((await as(nth(0))(api.acceptComplaintAnswer, { params })).stage).toBe(4);
  });

  test('closes by itself when nobody says anything', async () => {
    const mine = await complain(0);
    await settle(await caseOf(mine.id));
    await wait(7 * 1440 + 1);
    expect((await as(nth(0))(api.readOwnComplaint, { params: { id: mine.id } })).stage).toBe(4);
    expect(await inbox(0)).toContain('投诉先办结了');
  });

  test('is taken in by telephone, and then only what is known of the caller is kept', async () => {
    const seen = await as(mei)(desk.takeInComplaint, {
      body: { ...{ areaId: community.area.id, categoryId: 'noise', text: '门口喇叭吵' }, contactPhone: '13900001234' },
    });
    expect(seen).toMatchObject({ reports: [{ channel: 'staff', who: { house: '', phoneMasked: '139****1234' } }] });
    const params = { id: seen.id };
    const body = { reportId: seen.reports[0]?.id ?? '', reason: '回电' };
    expect(await as(mei)(desk.unmaskComplaintContact, { params, body })).toEqual({ name: null, phone: '13900001234' });
    expect(await codeOf(as(supervisor)(desk.unmaskComplaintContact, { params, body }))).toBe('auth.forbidden');
  });

  test('needs a place that is there, a category, and something said', async () => {
    expect(await codeOf(complain(0, { text: '' }))).toBe('request.invalid');
    expect(await codeOf(complain(0, { categoryId: 'plumbing' }))).toBe('request.invalid');
    expect(await codeOf(complain(0, { areaId: '01JDZZZZZZZZZZZZZZZZZZZZZZ' }))).toBe('repair.place_refused');
    const body = { ...bodyOf(0, {}), houseId: community.houses[1]?.id ?? '' };
    expect(await codeOf(as(nth(0))(api.fileComplaint, { body }))).toBe('repair.place_refused');
  });

  test('sounds like an emergency: the desk is asked with sound, and nobody runs', async () => {
    await complain(0, { categoryId: 'lift', text: '电梯困人了，孩子被关在里面出不来' });
    await server.drain();
    const { items } = await as(mei)(requests.listRepairs, { query: { needs: 'decision' } });
    expect(items).toMatchObject([{ kind: 'complaint', urgency: 'general', toDecide: true }]);
  });

  test('stands on the home of whoever said it, and on nobody else’s', async () => {
    const mine = await complain(0);
    expect((await as(nth(0))(readOwnerHome)).complaints).toMatchObject([{ id: mine.id, stage: 0 }]);
    const other = await as(nth(1))(readOwnerHome);
    expect([other.complaints, other.repairs]).toEqual([[], []]);
    expect(await codeOf(as(nth(1))(api.readOwnComplaint, { params: { id: mine.id } }))).toBe('complaint.not_found');
  });
});

describe('an anonymous complaint', () => {
  const given = '我是业主101，住1栋1单元101，电话 13900001234，楼道堆满杂物';

  test('names nobody to the field, the supervisor or the board, in words, place, history or voice', async () => {
    const body = { ...bodyOf(0, { anonymous: true, text: given }), areaId: undefined };
    const { areaId: _, ...own } = body;
    const mine = await as(nth(0))(api.fileComplaint, { body: own });
    expect(mine).toMatchObject({ anonymous: true, text: given, placeLabel: '1栋' });
    const id = await caseOf(mine.id);
    await take(id);
    await server.drain();
    await as(nth(0))(api.addToComplaint, { params: { id: mine.id }, body: { text: '业主101 补充：今天又堆了' } });

    const [order] = (await as(cleaner)(orders.listOwnOrders, { query: { scope: 'open' } })).items;
    const page = await as(cleaner)(orders.readOrder, { params: { id: order?.id ?? '' } });
    const forField = [
      page,
      await as(supervisor)(requests.readRepair, { params: { id } }),
      await as(supervisor)(desk.readComplaint, { params: { id } }),
      await as(supervisor)(requests.listRepairs, { query: {} }),
      await as(supervisor)(requests.readBoardDay, { query: {} }),
      await server.deps.db.reader.findBy(RepairEntity, { id }),
      await server.deps.db.reader.findBy(RepairEventEntity, { repairId: id }),
    ];
    for (const shown of forField.slice(0, 4)) expect(JSON.stringify(shown)).toContain('楼道堆满杂物');
    for (const shown of forField) {
      const text = JSON.stringify(shown);
      for (const secret of ['业主101', '单元101', '13900001234', community.houses[0]?.id, nth(0).id])
        expect(text).not.toContain(secret);
    }
    expect(page.contact).toEqual({ name: null, phone: null });
    const known = await as(manager)(desk.readComplaint, { params: { id } });
    expect(known.reports).toMatchObject([{ who: { house: '1栋1单元101' }, said: [{ text: given }, {}] }]);
    const unknown = await as(supervisor)(desk.readComplaint, { params: { id } });
    expect(unknown.reports[0]?.who).toBeNull();
  });
});

describe('what is said', () => {
  const recording = async (who: { token: string }): Promise<string> => {
    const bytes = Buffer.concat([
      Buffer.from('RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0', 'latin1'),
      Buffer.alloc(40),
    ]);
    return String((await upload(server, who.token, bytes, { name: 'said.wav' })).body.id);
  };
  const heardInField = async (): Promise<string[]> => {
    await server.drain();
    const { items } = await as(cleaner)(orders.listOwnOrders, { query: { scope: 'open' } });
    const page = await as(cleaner)(orders.readOrder, { params: { id: items[0]?.id ?? '' } });
    return [...page.files, ...page.additions.flatMap(({ files }) => files)].map(({ id }) => id);
  };

  test('by voice reaches the field, but not where it would give away who speaks', async () => {
    const fileIds = [await recording(nth(0)), await photo(nth(0))];
    const open = await complain(0, { text: '', fileIds });
    await take(await caseOf(open.id));
    expect(await heardInField()).toEqual(fileIds);
    await finishWork();

    const [voice, picture] = [await recording(nth(0)), await photo(nth(0))];
    const hidden = await complain(0, { fileIds: [voice, picture], anonymous: true });
    expect(hidden.files.map(({ id }) => id).sort()).toEqual([voice, picture].sort());
    const id = await caseOf(hidden.id);
    await take(id);
    const later = await recording(nth(0));
    await as(nth(0))(api.addToComplaint, { params: { id: hidden.id }, body: { fileIds: [later] } });
    expect(await heardInField()).toEqual([picture]);
    const heardBy = async (who: { token: string }) =>
      (await as(who)(desk.readComplaint, { params: { id } })).reports.flatMap(({ said }) =>
        said.flatMap(({ files }) => files.map((file) => file.id)),
      );
    expect((await heardBy(mei)).sort()).toEqual([voice, picture, later].sort());
    expect(await heardBy(supervisor)).toEqual([picture]);
  });

  test('doubtfully is never refused, and is held back from the field until somebody has read it', async () => {
    const doubtful = contentWords.find(({ suggest }) => suggest === 'risky')?.word ?? '';
    const mine = await complain(0, { text: `物业${doubtful}，大堂没人拖` });
    expect(mine).toMatchObject({ title: '保洁垃圾', text: `物业${doubtful}，大堂没人拖` });
    const id = await caseOf(mine.id);
    await take(id);
    await server.drain();
    const [order] = (await as(cleaner)(orders.listOwnOrders, { query: { scope: 'open' } })).items;
    const read = () => as(cleaner)(orders.readOrder, { params: { id: order?.id ?? '' } });
    expect((await read()).text).toBeNull();
    const { actions } = await as(mei)(requests.readRepair, { params: { id } });
    expect(actions).toContain('pass');
    await as(mei)(requests.moderateRepair, { params: { id }, body: { decision: 'pass' } });
    expect((await read()).text).toContain('大堂没人拖');
  });

  test('later reaches whoever answers for it, and nobody else’s page', async () => {
    const mine = await complain(0);
    await as(nth(0))(api.addToComplaint, { params: { id: mine.id }, body: { text: '今天还是没拖' } });
    await server.drain();
    const { items } = await as(mei)(listStaffInbox, { query: {} });
    expect(items.map(({ body }) => body).join()).toContain('投诉人补充了新情况');
    const seen = await as(mei)(desk.readComplaint, { params: { id: await caseOf(mine.id) } });
    expect(seen.reports[0]?.said.map(({ kind, text }) => [kind, text])).toEqual([
      ['report', dirty],
      ['add', '今天还是没拖'],
    ]);
  });
});

describe('one event seen by three households', () => {
  const three = async () => {
    const mine = await complain(0);
    const second = await complain(1, { text: '大堂地上很脏，好几天没人拖' });
    const third = await complain(2, { text: '一楼大堂没人打扫' });
    const ids = await Promise.all([mine, second, third].map(({ id }) => caseOf(id)));
    return { reports: [mine.id, second.id, third.id], ids };
  };

  test('is suggested as one, joined into one order, and all three are informed and read their own words alone', async () => {
    const { reports, ids } = await three();
    const [first = '', second = '', third = ''] = ids;
    const seen = await as(mei)(desk.readComplaint, { params: { id: second } });
    expect(seen.similar.map(({ id }) => id).sort()).toEqual([first, third].sort());
    expect(seen.similar[0]?.reasons).toEqual(expect.arrayContaining(['同一个地方', '同一类']));

    for (const id of [second, third]) await as(mei)(desk.mergeComplaint, { params: { id }, body: { intoId: first } });
    const whole = await as(mei)(desk.readComplaint, { params: { id: first } });
    expect(whole).toMatchObject({ households: 3, reports: [{}, { joined: true }, { joined: true }] });
    expect((await as(mei)(desk.readComplaint, { params: { id: second } })).mergedInto).toMatchObject({ id: first });
    // Found by the number that a household was given, too.
    const found = await as(mei)(desk.listComplaints, { query: { q: '20261123-0002' } });
    expect(found.items).toMatchObject([{ id: first, households: 3 }]);

    await settle(first);
    expect((await as(cleaner)(orders.listOwnOrders, { query: { scope: 'ended' } })).items).toHaveLength(1);
    for (const [index, id] of reports.entries()) {
      expect(await inbox(index)).toContain('投诉有书面答复了');
      const own = await as(nth(index))(api.readOwnComplaint, { params: { id } });
      expect(own).toMatchObject({ stage: 3, others: 2, number: `20261123-000${index + 1}` });
      const text = JSON.stringify(own);
      expect(text).toContain(['大堂好几天没拖，地上', '大堂地上很脏', '一楼大堂没人打扫'][index]);
      for (const [other, words] of ['全是脚印', '没人拖', '没人打扫'].entries())
        if (other !== index) expect(text).not.toContain(words);
    }
    // It closes when all have accepted.
    for (const index of [0, 1]) {
      const accepted = await as(nth(index))(api.acceptComplaintAnswer, { params: { id: reports[index] ?? '' } });
      expect(accepted.stage).toBe(3);
    }
    const last = await as(nth(2))(api.rateComplaint, { params: { id: reports[2] ?? '' }, body: { stars: 4 } });
    expect(last.stage).toBe(4);
  });

  test('is taken apart again while it is open, with the promises of its own day', async () => {
    const { reports, ids } = await three();
    const [first = '', second = ''] = ids;
    await as(mei)(desk.mergeComplaint, { params: { id: second }, body: { intoId: first } });
    await wait(60);
    const apart = await as(mei)(desk.splitComplaint, { params: { id: first }, body: { reportId: reports[1] ?? '' } });
    expect(apart).toMatchObject({ households: 1, promise: { dueAt: '2026-11-23T12:54:00.000+08:00' } });
    expect(apart.id).not.toBe(second);
    const own = await as(nth(1))(api.readOwnComplaint, { params: { id: reports[1] ?? '' } });
    expect(own).toMatchObject({ number: '20261123-0002', others: 0, text: '大堂地上很脏，好几天没人拖' });
    expect((await as(mei)(desk.readComplaint, { params: { id: first } })).households).toBe(1);
    const firstReport = { params: { id: first }, body: { reportId: reports[0] ?? '' } };
    expect(await codeOf(as(mei)(desk.splitComplaint, firstReport))).toBe('complaint.illegal_transition');
  });

  test('is joined neither to itself, nor crosswise, nor to what is over', async () => {
    const { ids } = await three();
    const [first = '', second = '', third = ''] = ids;
    const merge = (id: string, intoId: string) => as(mei)(desk.mergeComplaint, { params: { id }, body: { intoId } });
    expect(await codeOf(merge(first, first))).toBe('request.invalid');
    const both = await Promise.allSettled([merge(first, second), merge(second, first)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const left = both[0].status === 'fulfilled' ? second : first;
    await settle(left);
    expect(await codeOf(merge(third, left))).toBe('complaint.illegal_transition');
    expect(await codeOf(merge(third, '01JDZZZZZZZZZZZZZZZZZZZZZZ'))).toBe('complaint.not_found');
  });

  test('is answered without naming one household to the others', async () => {
    const { ids } = await three();
    const [first = '', second = ''] = ids;
    await as(mei)(desk.mergeComplaint, { params: { id: second }, body: { intoId: first } });
    await take(first);
    expect(await codeOf(answer(first, '业主102 说得对，已经拖了'))).toBe('complaint.personal_data');
    expect(await codeOf(answer(first, '1栋1单元102 说得对'))).toBe('complaint.personal_data');
    await answer(first, '大家说得对，已经拖了');
  });

  test('is published by a second person, without anybody’s data, and read by all', async () => {
    const { ids } = await three();
    const [first = '', second = '', third = ''] = ids;
    await as(mei)(desk.mergeComplaint, { params: { id: second }, body: { intoId: first } });
    expect(await codeOf(draft(first))).toBe('complaint.illegal_transition');
    await settle(first);
    expect((await as(mei)(desk.readComplaint, { params: { id: first } })).outcome).toBe('due');
    // Of whoever complained, and of anybody else who lives here.
    for (const text of ['业主101 反映后已整改', '业主103 也来看过', '电话 13900001234', '1栋1单元101 反映'])
      expect(await codeOf(draft(first, text))).toBe('complaint.personal_data');
    const drafted = await draft(first);
    expect(drafted.actions).not.toContain('publish-outcome');
    expect((await as(nth(2))(api.listOutcomes, { query: {} })).items).toEqual([]);

    const publish = (who: { token: string }, text = good) =>
      as(who)(desk.decideOutcome, { params: { id: first }, body: { decision: 'publish', text } });
    expect(await codeOf(publish(mei))).toBe('auth.forbidden');
    expect(await codeOf(publish(manager, '别的字'))).toBe('complaint.outdated');
    await publish(manager);
    await server.drain();
    expect((await as(nth(2))(api.listOutcomes, { query: {} })).items).toMatchObject([
      { title: '大堂保洁', text: good, households: 2, category: '保洁垃圾' },
    ]);
    expect(await inbox(0)).toContain('处理结果公示了');
    expect(await codeOf(draft(first, '改几个字'))).toBe('complaint.illegal_transition');
    await as(manager)(desk.withdrawOutcome, { params: { id: first }, body: { reason: '数字有误' } });
    expect((await as(nth(2))(api.listOutcomes, { query: {} })).items).toEqual([]);
    // One household is below the policy's line.
    await settle(third);
    expect(await codeOf(draft(third))).toBe('complaint.illegal_transition');
  });

  const good = '11月23日收到反映，大堂保洁由每天一次改为两次，由主管每天检查。';
  const draft = (id: string, text = good) =>
    as(mei)(desk.draftOutcome, { params: { id }, body: { title: '大堂保洁', text } });
});

describe('the request of a complaint', () => {
  test('waits for whoever comes, where nobody is at the desk', async () => {
    const { deps } = server;
    const empty = await makeCommunity(deps, { name: '空城' });
    const alone = await makeOwner(deps, empty.id, empty.houses.slice(0, 1));
    const body = { ...bodyOf(0, {}), houseId: empty.houses[0]?.id ?? '', areaId: empty.area.id };
    const mine = await as(alone)(api.fileComplaint, { body });
    expect(mine).toMatchObject({ steward: null, stage: 0 });
    const late = await makeStaff(deps, empty.id, 'customer-service', { name: '方婷', department: 'customer-service' });
    const taken = await as(late)(desk.takeComplaint, { params: { id: await caseOf(mine.id) } });
    expect(taken).toMatchObject({ steward: '方婷', status: 'working' });
  });

  test('is taken by one of two who try at once, and may be taken over', async () => {
    const other = await hire('customer-service', '方婷');
    const id = await caseOf((await complain(0)).id);
    const both = await Promise.allSettled([take(id), take(id)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const over = await as(other)(desk.takeComplaint, { params: { id } });
    expect(over).toMatchObject({ steward: '方婷' });
    // Its departments were opened once.
    expect((await as(mei)(requests.readRepair, { params: { id } })).orders).toHaveLength(2);
    await answer(id);
    expect(await codeOf(answer(id, '再答一次'))).toBe('complaint.illegal_transition');
  });

  test('is not taken, cancelled, reopened or given away as a repair', async () => {
    const id = await caseOf((await complain(0)).id);
    const params = { id };
    const { actions } = await as(manager)(requests.readRepair, { params });
    for (const action of ['take', 'cancel', 'reopen', 'assign', 'dispatch'] as const)
      expect(actions).not.toContain(action);
    const refused = [
      as(manager)(requests.takeRepair, { params }),
      as(manager)(requests.cancelRepair, { params, body: { reason: '不办了' } }),
      as(manager)(requests.reopenRepairByStaff, { params, body: { reason: '再办' } }),
      as(manager)(requests.assignRepair, { params, body: { workerId: cleaner.id } }),
      as(manager)(requests.classifyRepair, { params, body: { problemTypeId: 'lift', emergency: '困人' } }),
    ];
    for (const one of refused) expect(await codeOf(one)).toBe('repair.illegal_transition');
    const typed = await as(manager)(requests.classifyRepair, {
      params,
      body: { problemTypeId: 'lift', emergency: null },
    });
    expect(typed).toMatchObject({
      problemType: { id: 'lift' },
      orders: [{ department: '客服部', status: 'assigned' }],
    });
  });

  test('keeps its answer with the steward when shifts end, and opens a helper by hand', async () => {
    const id = await caseOf((await complain(0, { categoryId: 'service' })).id);
    expect((await take(id)).status).toBe('working');
    await as(mei)(requests.addRepairOrder, {
      params: { id },
      body: { department: 'cleaning', skill: 'cleaner', task: '看一下大堂' },
    });
    const { deps } = server;
    const payload = { staffId: mei.id, why: 'disabled' };
    await inTransaction(deps.db, (tx) =>
      publish(tx, deps.clock, { communityId: community.id, topic: 'order.worker_off', payload }),
    );
    await finishWork();
    const { orders: parts } = await as(mei)(requests.readRepair, { params: { id } });
    expect(parts.find(({ main }) => main)).toMatchObject({ status: 'accepted', worker: { name: '李晓梅' } });
    await answer(id);
    expect((await as(mei)(desk.readComplaint, { params: { id } })).status).toBe('done');
  });
});
