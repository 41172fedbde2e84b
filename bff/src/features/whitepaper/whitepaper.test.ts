import {
  listPaperRequests,
  listStaffWhitePapers,
  listWhitePapers,
  printWhitePaper,
  readWhitePaper,
} from 'shared-types/whitePaper';
import { In } from 'typeorm';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity } from '../../../test/factories/community.js';
import { finishedOrder, type OrderWish } from '../../../test/factories/orders.js';
import { codeOf, type TestServer, testServer } from '../../../test/factories/testServer.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { InboxMessageEntity } from '../notification/notification.entity.js';
import { PromiseEntity } from '../repair/loop.entity.js';
import { RepairEntity, WorkOrderEntity } from '../repair/repair.entity.js';
import { generateDue } from './generate.js';
import { WhitePaperEntity } from './paper.entity.js';
import { whitePaperSweep } from './paper.jobs.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const at = (day: string, hour = 9): Date => new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`);

/** Longer than from one month to the next. */
const idleMs = 60 * 86_400_000;

interface Town {
  community: TestCommunity;
  manager: { id: string; token: string };
  guard: { id: string; token: string };
  owner: { id: string; token: string };
}

/** A community with nothing reported yet, in which it is the 20th of October. */
const makeTown = async (): Promise<Town> => {
  const { deps } = server;
  deps.clock.set(at('2026-10-20'));
  const community = await makeCommunity(deps);
  const [house] = community.houses;
  return {
    community,
    manager: await makeStaff(deps, community.id, 'manager', { idleMs }),
    guard: await makeStaff(deps, community.id, 'guard', { idleMs }),
    owner: await makeOwner(deps, community.id, house ? [house] : []),
  };
};

const report = async (
  { community, manager }: Town,
  when: Date,
  more: Partial<OrderWish> & { house?: number; promise?: PromiseEntity['state'] } = {},
): Promise<string> => {
  const { deps } = server;
  const { repair, order } = finishedOrder(community.id, when, { worker: { id: manager.id, name: '周建国' }, ...more });
  const house = community.houses[more.house ?? 0];
  const placed = { ...repair, houseId: house?.id ?? null, placeLabel: house?.label ?? '' };
  await inTransaction(deps.db, async (tx) => {
    await tx.insert(RepairEntity, placed);
    await tx.insert(WorkOrderEntity, order);
    await tx.insert(PromiseEntity, {
      ...{ communityId: community.id, id: repair.id, repairId: repair.id, kind: 'finish', round: 1 },
      ...{ department: 'engineering', startedAt: when, dueAt: when, state: more.promise ?? 'kept' },
      ...{ metAt: when, warnedAt: null, missedAt: null },
    });
  });
  return repair.id;
};

const papersOf = ({ community }: Town): Promise<WhitePaperEntity[]> =>
  server.deps.db.reader.find(WhitePaperEntity, { where: { communityId: community.id }, order: { period: 'ASC' } });
const look = async (when: Date): Promise<void> => {
  server.deps.clock.set(when);
  await whitePaperSweep(server.deps);
  await server.drain();
};

describe('the white paper', () => {
  it('is written by itself on the 1st at the hour of the policy, once, and told to those who answer for the service', async () => {
    const town = await makeTown();
    const supervisor = await makeStaff(server.deps, town.community.id, 'supervisor');
    await report(town, at('2026-10-02'));
    await report(town, at('2026-10-31', 23));
    await report(town, at('2026-11-01', 0));
    await look(at('2026-11-01', 6));
    expect(await papersOf(town)).toEqual([]);
    server.deps.clock.set(at('2026-11-01', 7));
    await server.drain();
    expect((await papersOf(town)).map(({ period, requests }) => [period, requests])).toEqual([['2026-10', 2]]);
    server.deps.clock.set(at('2026-11-02', 7));
    await server.drain();
    expect(await papersOf(town)).toHaveLength(1);
    const told = await server.deps.db.reader.findBy(InboxMessageEntity, {
      accountId: In([town.manager.id, supervisor.id, town.guard.id]),
    });
    expect(told.map(({ title, body }) => `${title} ${body}`)).toEqual(
      Array.from({ length: 2 }, () => expect.stringContaining('2026年10月的白皮书写好了，共 2 件报修')),
    );
  });

  it('of several months that nobody wrote are written in order, and of the time before the first report none', async () => {
    const town = await makeTown();
    await report(town, at('2026-08-15'));
    await look(at('2026-11-03'));
    expect((await papersOf(town)).map(({ period, requests }) => [period, requests])).toEqual([
      ['2026-08', 1],
      ['2026-09', 0],
      ['2026-10', 0],
    ]);
  });

  it('is one, whoever computes it at the same time, and stays as it was', async () => {
    const town = await makeTown();
    await report(town, at('2026-10-02'));
    server.deps.clock.set(at('2026-11-05'));
    await Promise.all([1, 2, 3].map(() => generateDue(server.deps, town.community.id)));
    const before = await papersOf(town);
    expect(before).toHaveLength(1);
    await report(town, at('2026-10-09'));
    await generateDue(server.deps, town.community.id);
    expect(await papersOf(town)).toEqual(before);
  });

  it('says the same numbers to the office and to owners, the door only to the office', async () => {
    const town = await makeTown();
    await report(town, at('2026-10-02'), { stars: 2, promise: 'missed', house: 1 });
    await report(town, at('2026-10-03'), { stars: 5, house: 1 });
    await report(town, at('2026-10-04'), { urgency: 'emergency', house: 1 });
    await look(at('2026-11-01'));
    const [office, guard, owner] = [town.manager, town.guard, town.owner].map(({ token }) => server.client(token));
    if (!office || !guard || !owner) throw new Error('three of them');
    const { items } = await office(listStaffWhitePapers, { query: {} });
    const [summary] = items;
    const houseId = town.community.houses[0]?.id ?? '';
    expect(await owner(listWhitePapers, { params: { houseId }, query: {} })).toEqual({ items, nextCursor: null });
    const id = summary?.id ?? '';
    const paper = await office(readWhitePaper, { params: { id } });
    expect(paper).toMatchObject({
      ...{ communityName: '阳光花园', period: '2026-10', requests: 3, keptBp: 6667, starsTenths: 35 },
      repeats: [{ what: 'house', name: '1栋1单元102', typeName: '给水管道', count: 3 }],
    });
    const read = await owner(readWhitePaper, { params: { id } });
    expect(read).toEqual({ ...paper, repeats: [{ ...paper.repeats[0], name: '1栋' }] });
    expect(await guard(readWhitePaper, { params: { id } })).toEqual(read);
    const behind = (who: typeof office, figure: string) =>
      who(listPaperRequests, { params: { id }, query: { figure, limit: 2 } });
    expect((await behind(office, 'late:general-finish')).items.map(({ place }) => place)).toEqual(['1栋1单元102']);
    expect((await behind(owner, 'late:general-finish')).items.map(({ place }) => place)).toEqual(['1栋']);
    const first = await behind(owner, 'all');
    const rest = await owner(listPaperRequests, {
      params: { id },
      query: { figure: 'all', limit: 2, cursor: first.nextCursor ?? '' },
    });
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([2, 1, null]);
    for (const figure of ['none', 'constructor', '__proto__']) expect((await behind(owner, figure)).items).toEqual([]);
    expect(await codeOf(guard(listStaffWhitePapers, { query: {} }))).toBe('auth.forbidden');
  });

  it('is printed with its numbers', async () => {
    const town = await makeTown();
    await report(town, at('2026-10-02'), { stars: 1 });
    await look(at('2026-11-01'));
    const [paper] = await papersOf(town);
    const answer = await fetch(`${server.origin}/api/v1/white-papers/${paper?.id}/pdf`, {
      headers: { Authorization: `Bearer ${town.owner.token}` },
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, answer.headers.get('content-type'), bytes.subarray(0, 5).toString()]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    expect(printWhitePaper.produces).toBe('application/pdf');
  });

  it('cancelled requests are nobody’s service', async () => {
    const town = await makeTown();
    await report(town, at('2026-10-02'));
    const id = await report(town, at('2026-10-03'));
    await server.deps.db.source.query(`UPDATE repair SET status = 'cancelled' WHERE id = ?`, [id]);
    await look(at('2026-11-01'));
    expect((await papersOf(town)).map(({ requests }) => requests)).toEqual([1]);
  });
});
