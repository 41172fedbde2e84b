import { newKey } from 'shared-types/client';
import {
  checkOffMeasure,
  listOwnFollowUps,
  listPublicFollowUps,
  listStaffFollowUps,
  noteFollowUp,
  publishPlan,
  rateAgain,
  readStaffFollowUp,
} from 'shared-types/followUp';
import { rateRepair } from 'shared-types/repair';
import sharp from 'sharp';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity } from '../../../test/factories/community.js';
import { finishedOrder } from '../../../test/factories/orders.js';
import { codeOf, type TestServer, testServer, upload } from '../../../test/factories/testServer.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { publish } from '../../platform/queue/queue.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';
import { RepairEntity, WorkOrderEntity } from '../repair/repair.entity.js';
import { FollowUpEntity } from './followup.entity.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const idleMs = 20 * 86_400_000;
const ratedAt = '2026-10-05T09:00:00+08:00';
const later = (hours: number): void => server.deps.clock.set(new Date(Date.parse(ratedAt) + hours * 3_600_000));

interface Town {
  community: TestCommunity;
  desk: { id: string; token: string };
  supervisor: { id: string; token: string };
  manager: { id: string; token: string };
  owner: { id: string; token: string };
  neighbour: { id: string; token: string };
  repairId: string;
}

const makeTown = async (roles = { supervisor: true }): Promise<Town> => {
  const { deps } = server;
  deps.clock.set(ratedAt);
  const community = await makeCommunity(deps);
  const staff = (role: 'customer-service' | 'supervisor' | 'manager') =>
    makeStaff(deps, community.id, role, { idleMs });
  const [first, second] = community.houses;
  const owner = await makeOwner(deps, community.id, first ? [first] : [], { name: '林娜' });
  const neighbour = await makeOwner(deps, community.id, second ? [second] : []);
  const desk = await staff('customer-service');
  const { repair, order } = finishedOrder(community.id, deps.clock.now(), { worker: { id: desk.id, name: '周建国' } });
  await inTransaction(deps.db, async (tx) => {
    await tx.insert(RepairEntity, {
      ...{ ...repair, reporterId: owner.id, houseId: first?.id ?? null, placeLabel: first?.label ?? '' },
    });
    await tx.insert(WorkOrderEntity, order);
  });
  const manager = await staff('manager');
  const supervisor = roles.supervisor ? await staff('supervisor') : manager;
  return { community, desk, supervisor, manager, owner, neighbour, repairId: repair.id };
};

const rate = (town: Town, stars: number, text = '修了三次还在漏') =>
  server.client(town.owner.token)(rateRepair, {
    params: { id: town.repairId },
    body: { stars, text, fileIds: [] },
    idempotencyKey: newKey(),
  });
const followUpOf = ({ repairId }: Town): Promise<FollowUpEntity | null> =>
  server.deps.db.reader.findOneBy(FollowUpEntity, { repairId });
const badly = async (): Promise<Town & { id: string }> => {
  const town = await makeTown();
  await rate(town, 1);
  await server.drain();
  return { ...town, id: (await followUpOf(town))?.id ?? '' };
};
const said = async (accountId: string): Promise<string[]> =>
  (await server.deps.db.reader.find(InboxMessageEntity, { where: { accountId }, order: { at: 'ASC' } })).map(
    ({ title, body }) => `${title} ${body}`,
  );
const as = (who: { token: string }) => server.client(who.token);
const note = (
  town: { id: string },
  who: { token: string },
  more: Partial<{ outcome: 'reached' | 'no-answer'; pass: boolean }> = {},
) =>
  as(who)(noteFollowUp, {
    params: { id: town.id },
    body: { outcome: 'reached', note: '打了电话', ownerWords: '还在漏', pass: true, ...more },
    idempotencyKey: newKey(),
  });
const plan = (town: { id: string }, who: { token: string }, more: object = {}, key = newKey()) =>
  as(who)(publishPlan, {
    params: { id: town.id },
    body: {
      cause: '角阀批次不好，只换了垫圈',
      measures: [
        { text: '整批角阀换掉', responsible: '工程部', dueOn: '2026-10-08' },
        { text: '修完试压拍照', responsible: '工程主管', dueOn: '2026-10-06' },
      ],
      ...more,
    },
    idempotencyKey: key,
  });
const evidence = async (who: { token: string }): Promise<string> => {
  const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer();
  return String((await upload(server, who.token, picture)).body.id);
};

describe('a bad rating', () => {
  it('is followed up from two stars down, once, however often it is told', async () => {
    const good = await makeTown();
    expect((await rate(good, 3)).rating).toMatchObject({ stars: 3, followedUp: false });
    const bad = await makeTown();
    expect((await rate(bad, 2)).rating).toMatchObject({ stars: 2, followedUp: true });
    await server.drain();
    expect([await followUpOf(good), (await followUpOf(bad))?.stage]).toEqual([null, 'customer-service']);
    await inTransaction(server.deps.db, (tx) =>
      publish(tx, server.deps.clock, {
        ...{ communityId: bad.community.id, topic: 'followup.rated', payload: { repairId: bad.repairId } },
      }),
    );
    await server.drain();
    expect(await server.deps.db.reader.countBy(FollowUpEntity, { repairId: bad.repairId })).toBe(1);
    expect(await said(bad.desk.id)).toEqual([expect.stringContaining('差评要跟进')]);
  });

  it('goes from customer service to the supervisor to the manager, each in turn', async () => {
    const town = await badly();
    later(1);
    expect(await codeOf(note(town, town.supervisor))).toBe('follow_up.not_your_level');
    expect(await codeOf(note(town, town.manager))).toBe('follow_up.not_your_level');
    expect(await codeOf(note(town, town.desk, { outcome: 'no-answer' }))).toBe('follow_up.illegal_transition');
    const second = await note(town, town.desk);
    expect([second.stage, second.notes.map(({ ownerWords }) => ownerWords)]).toEqual(['supervisor', ['还在漏']]);
    await server.drain();
    expect((await said(town.supervisor.id)).join()).toContain('业主打了 1 星，周建国跟过了');
    expect((await note(town, town.supervisor)).stage).toBe('manager');
    const third = await note(town, town.manager);
    expect([third.stage, third.actions]).toEqual(['rectifying', ['plan']]);
    expect(await codeOf(note(town, town.manager))).toBe('follow_up.illegal_transition');
  });

  it('of two who hand over at once one is told that it has moved', async () => {
    const town = await badly();
    const other = await makeStaff(server.deps, town.community.id, 'customer-service', { idleMs });
    const codes = await Promise.all([town.desk, other].map((who) => codeOf(note(town, who))));
    expect(codes.filter((code) => code === 'follow_up.not_your_level')).toHaveLength(1);
    const view = await as(town.manager)(readStaffFollowUp, { params: { id: town.id } });
    expect(view.notes).toHaveLength(1);
  });

  it('where nobody is a supervisor the manager does that level too', async () => {
    const town = await makeTown({ supervisor: false });
    await rate(town, 1);
    await server.drain();
    const id = (await followUpOf(town))?.id ?? '';
    await note({ id }, town.desk);
    expect((await note({ id }, town.manager)).stage).toBe('manager');
  });

  it('is called for, with the level above, while nobody does anything', async () => {
    const town = await badly();
    later(2);
    await server.drain();
    expect((await said(town.supervisor.id)).filter((words) => words.includes('差评跟进超时'))).toHaveLength(1);
    later(3);
    await server.drain();
    expect((await said(town.desk.id)).filter((words) => words.includes('“客服联系业主”过了时限'))).toHaveLength(2);
    expect(await said(town.manager.id)).toEqual([]);
    later(24);
    await server.drain();
    expect((await said(town.manager.id)).join()).toContain('整改方案过了公布的时限');
    expect((await followUpOf(town))?.lateCalls).toBe(3);
  });
});

describe('the plan of rectification', () => {
  it('is published without anybody’s data, read by everybody of the community, and told to whoever rated', async () => {
    const town = await badly();
    const other = await makeTown();
    later(5);
    for (const [cause, found] of [
      ['林娜家的水管', '林娜'],
      ['1栋1单元101的角阀', '1栋1单元101'],
      ['打 13900001234 问过', '13900001234'],
    ] as const)
      await expect(plan(town, town.manager, { cause })).rejects.toMatchObject({
        problem: { code: 'follow_up.personal_data', fields: { cause: expect.stringContaining(found) } },
      });
    expect(await codeOf(plan(town, town.supervisor))).toBe('auth.forbidden');
    const key = newKey();
    const published = await plan(town, town.manager, {}, key);
    expect(published.plan).toMatchObject({ inTime: true, finishedAt: null });
    expect(await plan(town, town.manager, {}, key)).toEqual(published);
    expect(await codeOf(plan(town, town.manager))).toBe('follow_up.illegal_transition');
    await server.drain();
    expect((await said(town.owner.id)).join()).toContain('整改方案公布了');
    const read = (who: { token: string }, house: number, community = town.community) =>
      as(who)(listPublicFollowUps, { params: { houseId: community.houses[house]?.id ?? '' }, query: {} });
    const { items } = await read(town.neighbour, 1);
    expect(items).toMatchObject([{ typeName: '给水管道', place: '1栋', stars: 1, starsAfter: null }]);
    expect(JSON.stringify(items)).not.toMatch(/林娜|101|修了三次/);
    expect((await read(other.neighbour, 1, other.community)).items).toEqual([]);
  });

  it.each([
    ['yesterday', '2026-10-04'],
    ['in a year', '2027-10-05'],
  ])('promises nothing for %s', async (_title, dueOn) => {
    const town = await badly();
    const measures = [{ text: '换角阀', responsible: '工程部', dueOn }];
    expect(await codeOf(plan(town, town.manager, { measures }))).toBe('request.invalid');
  });

  it('late is published all the same, and says so', async () => {
    const town = await badly();
    later(25);
    expect((await plan(town, town.manager)).plan?.inTime).toBe(false);
  });

  it('is checked off with a picture each, ends, and may be rated once more', async () => {
    const town = await badly();
    later(1);
    for (const who of [town.desk, town.supervisor, town.manager]) await note(town, who);
    const { plan: published } = await plan(town, town.manager);
    const [first, second] = published?.measures ?? [];
    const off = async (measureId: string | undefined, fileIds: string[], text = '换好了，试压不渗') =>
      as(town.supervisor)(checkOffMeasure, {
        params: { id: town.id, measureId: measureId ?? '' },
        body: { note: text, fileIds },
        idempotencyKey: newKey(),
      });
    expect(await codeOf(off(first?.id, [await evidence(town.desk)]))).toBe('file.not_yours');
    const picture = await evidence(town.supervisor);
    expect(await codeOf(off(first?.id, [picture], '101 的林娜看过了'))).toBe('follow_up.personal_data');
    const half = await off(first?.id, [picture]);
    expect([half.stage, half.plan?.measures.map(({ done }) => done?.files.length ?? 0)]).toEqual([
      'rectifying',
      [1, 0],
    ]);
    expect(await codeOf(off(first?.id, [await evidence(town.supervisor)]))).toBe('follow_up.illegal_transition');
    const all = await off(second?.id, [await evidence(town.supervisor)]);
    expect([all.stage, all.dueAt]).toEqual(['finished', null]);
    await server.drain();
    expect((await said(town.owner.id)).join()).toContain('整改都办好了');
    const own = async (who: { token: string }) => (await as(who)(listOwnFollowUps, { query: {} })).items;
    expect((await own(town.owner)).map(({ stage, actions }) => [stage, actions])).toEqual([
      ['finished', ['rate-again']],
    ]);
    expect(await own(town.neighbour)).toEqual([]);
    const again = (who: { token: string }) =>
      as(who)(rateAgain, { params: { id: town.id }, body: { stars: 4, text: '这次好了' }, idempotencyKey: newKey() });
    expect(await codeOf(again(town.neighbour))).toBe('follow_up.not_found');
    expect(await again(town.owner)).toMatchObject({ stars: 1, starsAfter: 4, actions: [] });
    expect(await codeOf(again(town.owner))).toBe('follow_up.illegal_transition');
    const view = await as(town.manager)(readStaffFollowUp, { params: { id: town.id } });
    expect([view.starsAfter, view.wordsAfter]).toEqual([4, '这次好了']);
    later(24 * 10);
    await server.drain();
    expect((await followUpOf(town))?.lateCalls).toBe(0);
  });

  it('that is late in its days is called for', async () => {
    const town = await badly();
    later(1);
    for (const who of [town.desk, town.supervisor, town.manager]) await note(town, who);
    await plan(town, town.manager);
    server.deps.clock.set('2026-10-07T00:00:00+08:00');
    await server.drain();
    expect((await said(town.supervisor.id)).join()).toContain('“整改”过了时限');
  });
});

it('the office lists what is open by what is due, what has ended apart, a page at a time', async () => {
  const town = await badly();
  const list = (query: { scope?: 'open' | 'ended'; limit?: number; cursor?: string }) =>
    as(town.manager)(listStaffFollowUps, { query });
  expect((await list({})).items.map(({ id, stage }) => [id, stage])).toEqual([[town.id, 'customer-service']]);
  expect((await list({ scope: 'ended' })).items).toEqual([]);
  expect((await list({ limit: 1 })).nextCursor).toBeNull();
});
