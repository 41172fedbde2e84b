import type { Contract, SubjectKind } from 'shared-types/contract';
import { type StaffRole, staffRoles } from 'shared-types/permissions';
import { HousePersonEntity } from '../../src/features/community/community.entity.js';
import { BindingEntity, ShiftEntity, StaffPostEntity } from '../../src/features/identity/identity.entity.js';
import { SpotCheckEntity } from '../../src/features/quality/quality.entity.js';
import { freshClocks } from '../../src/features/repair/commands/report.js';
import { EscalationEntity, PromiseEntity } from '../../src/features/repair/loop.entity.js';
import { RepairEntity, WorkOrderEntity } from '../../src/features/repair/repair.entity.js';
import { freshOrder } from '../../src/features/repair/repair.rules.js';
import { newId } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { OutboxEntity } from '../../src/platform/queue/queue.entity.js';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity, type TestHouse } from '../factories/community.js';
import { type TestServer, upload } from '../factories/testServer.js';

/** Who calls; the last two live and work in the other community. */
export const roles = [
  'anonymous',
  'owner',
  'family',
  'tenant',
  'neighbour',
  ...staffRoles,
  'foreign owner',
  'foreign staff',
] as const;
export type Role = (typeof roles)[number];

/**
 * What is called for, as the caller sees it: their own, their household's but another person's, another household's of
 * the same community, another community's, or nothing at all.
 */
export const subjects = ['own', 'household', 'same community', 'other community', 'absent'] as const;
export type Subject = (typeof subjects)[number];

export const isStaffRole = (role: Role): role is StaffRole | 'foreign staff' =>
  role === 'foreign staff' || (staffRoles as readonly string[]).includes(role);

/** One community with everything that an id can point at. */
export interface Side {
  community: TestCommunity;
  tokens: Partial<Record<Role, string>>;
  ids: Partial<Record<Role, string>>;
  target: { id: string };
  find(kind: SubjectKind | 'placeCode' | 'shift' | 'row', role: Role, subject: Subject): string;
  importId: string | null;
  rowId: string | null;
}

export interface World {
  home: Side;
  other: Side;
}

type Found = Partial<Record<string, string>>;
const need = (value: string | undefined | null, what: string): string => {
  if (!value) throw new Error(`the world has no ${what}`);
  return value;
};

const makeRepair = async (server: TestServer, communityId: string, house: TestHouse, reporterId: string | null) => {
  const { deps } = server;
  const at = deps.clock.now();
  const id = newId(at);
  await inTransaction(deps.db, (tx) =>
    tx.insert(RepairEntity, {
      communityId,
      id,
      number: `2026${Math.floor(Math.random() * 1e9)}`.slice(0, 13),
      channel: 'miniprogram',
      reporterId,
      staffReporterId: null,
      houseId: house.id,
      areaId: null,
      placeLabel: house.label,
      placeCode: house.placeCode,
      spot: '厨房',
      problemTypeId: 'plumbing',
      title: '厨房漏水',
      urgency: 'general',
      emergency: null,
      body: '水管漏水',
      preferredFrom: null,
      preferredTo: null,
      contactName: '林娜',
      contactPhoneEncrypted: null,
      status: 'submitted',
      moderation: 'passed',
      moderationReason: null,
      respondDueAt: at,
      arriveDueAt: null,
      finishDueAt: at,
      createdAt: at,
      updatedAt: at,
      doneAt: null,
      closedAt: null,
      latest: '已报修',
      stars: null,
      ratingText: null,
      ratedAt: null,
      ...freshClocks,
      // Its clocks begin with it, and stand far enough from their end.
      nextKind: 'respond',
      nextStartedAt: at,
      nextDueAt: new Date(at.getTime() + 7_200_000),
      chained: true,
      typeSource: 'owner',
      confidenceBp: null,
      undecided: false,
      emergencyHint: null,
      stewardId: null,
      stewardName: null,
      policyVersion: 0,
    }),
  );
  return id;
};

const makeOrder = async (server: TestServer, communityId: string, house: TestHouse, worker: { id: string } | null) => {
  const { deps } = server;
  const at = deps.clock.now();
  const repairId = await makeRepair(server, communityId, house, null);
  const id = newId(at);
  await inTransaction(deps.db, async (tx) => {
    await tx.update(RepairEntity, { communityId, id: repairId }, { status: worker ? 'assigned' : 'submitted' });
    await tx.insert(WorkOrderEntity, {
      ...freshOrder({
        communityId,
        id,
        repairId,
        department: 'engineering',
        task: '给水管道',
        main: true,
        skill: 'plumber',
        procedureId: 'plumbing',
        round: 1,
        createdAt: at,
      }),
      ...(worker ? { status: 'assigned', workerId: worker.id, workerName: '周建国', assignedAt: at } : {}),
    });
  });
  return id;
};

const workers = ['supervisor', 'engineer', 'cleaner', 'guard'] as const;

const makePeople = async (
  server: TestServer,
  community: TestCommunity,
  tokens: Found,
  ids: Found,
  foreign: boolean,
) => {
  const { deps } = server;
  const [home, next] = community.houses as [TestHouse, TestHouse];
  const owners: [Role, TestHouse, 'owner' | 'family' | 'tenant'][] = foreign
    ? [['foreign owner', home, 'owner']]
    : [
        ['owner', home, 'owner'],
        ['family', home, 'family'],
        ['tenant', home, 'tenant'],
      ];
  for (const [role, house, as] of [...owners, ['neighbour', next, 'owner'] as (typeof owners)[number]]) {
    const made = await makeOwner(deps, community.id, [house], { role: as });
    tokens[role] = made.token;
    ids[role] = made.id;
  }
  for (const role of foreign ? (['foreign staff'] as const) : staffRoles) {
    const made = await makeStaff(deps, community.id, role === 'foreign staff' ? 'manager' : role);
    tokens[role] = made.token;
    ids[role] = made.id;
  }
  if (foreign)
    await inTransaction(deps.db, (tx) =>
      tx.update(StaffPostEntity, { staffId: ids['foreign staff'] }, { roles: [...staffRoles] }),
    );
};

/** Ids by kind and by the person whose they are. */
const makeThings = async (server: TestServer, community: TestCommunity, ids: Found) => {
  const { deps } = server;
  const { id: communityId } = community;
  const at = deps.clock.now();
  const things: Record<string, Found> = { binding: {}, repair: {}, order: {} };
  for (const binding of await deps.db.reader.findBy(BindingEntity, { communityId }))
    (things.binding as Found)[binding.accountId] = binding.id;
  const [home, next] = community.houses as [TestHouse, TestHouse];
  for (const role of ['owner', 'family', 'tenant', 'foreign owner', 'neighbour'] as const) {
    const reporter = ids[role];
    if (!reporter) continue;
    (things.repair as Found)[reporter] = await makeRepair(
      server,
      communityId,
      role === 'neighbour' ? next : home,
      reporter,
    );
  }
  for (const role of [...workers, 'foreign staff'] as const) {
    const worker = ids[role];
    if (worker) (things.order as Found)[worker] = await makeOrder(server, communityId, home, { id: worker });
  }
  const stranger = await makeStaff(deps, communityId, 'engineer');
  const strangersOrder = await makeOrder(server, communityId, next, { id: stranger.id });
  const target = await makeStaff(deps, communityId, 'cleaner');
  const letter = newId(at);
  const shift = newId(at);
  const [escalation, spotCheck] = [newId(at), newId(at)];
  const climbing = await makeRepair(server, communityId, community.houses[0] as TestHouse, null);
  await inTransaction(deps.db, async (tx) => {
    await tx.insert(ShiftEntity, {
      communityId,
      id: shift,
      staffId: target.id,
      startsAt: at,
      endsAt: new Date(at.getTime() + 3_600_000),
    });
    await tx.insert(EscalationEntity, {
      communityId,
      id: escalation,
      repairId: climbing,
      department: 'engineering',
      level: 'supervisor',
      cause: 'respond',
      openedAt: at,
      levelAt: at,
      nextStepAt: new Date(at.getTime() + 3_600_000),
      calls: 1,
      followerId: null,
      followerName: null,
      followedAt: null,
      closedAt: null,
      openKey: climbing,
    });
    await tx.insert(PromiseEntity, {
      communityId,
      id: newId(at),
      repairId: climbing,
      kind: 'respond',
      round: 1,
      department: 'engineering',
      startedAt: at,
      dueAt: new Date(at.getTime() + 7_200_000),
      state: 'open',
      metAt: null,
      warnedAt: null,
      missedAt: null,
    });
    await tx.insert(SpotCheckEntity, {
      communityId,
      id: spotCheck,
      orderId: newId(at),
      repairId: climbing,
      department: 'engineering',
      workerId: target.id,
      workerName: '周建国',
      finishedAt: at,
      draw: 0,
      shareBp: 1000,
      dueAt: at,
      verdict: null,
      note: null,
      judgedBy: null,
      judgedByName: null,
      judgedAt: null,
    });
    await tx.insert(OutboxEntity, {
      id: letter,
      communityId,
      topic: 'repair.assigned',
      payload: '{}',
      state: 'dead',
      dueAt: at,
      attempts: 8,
      holdUntil: null,
      lease: null,
      lastError: 'down',
      createdAt: at,
      endedAt: at,
    });
  });
  const persons = await deps.db.reader.findBy(HousePersonEntity, { communityId });
  return { things, strangersOrder, target, letter, shift, escalation, spotCheck, persons };
};

/** What staff of the community see alike, whoever they are. */
const sharedThings = (made: Awaited<ReturnType<typeof makeThings>>, community: TestCommunity, ids: Found) => {
  const personOf = (house: TestHouse | undefined) => made.persons.find((person) => person.houseId === house?.id)?.id;
  const holder = ids.owner ?? ids['foreign owner'] ?? '';
  return {
    near: {
      person: personOf(community.houses[0]),
      place: community.buildingId,
      staff: made.target.id,
      dead_letter: made.letter,
      shift: made.shift,
      escalation: made.escalation,
      spot_check: made.spotCheck,
      binding: made.things.binding?.[holder],
      repair: made.things.repair?.[holder],
    } as Found,
    next: {
      person: personOf(community.houses[1]),
      binding: made.things.binding?.[ids.neighbour ?? ''],
      repair: made.things.repair?.[ids.neighbour ?? ''],
    } as Found,
  };
};

const makeSide = async (server: TestServer, name: string, foreign: boolean, withImport: boolean): Promise<Side> => {
  const community = await makeCommunity(server.deps, { name });
  const tokens: Found = {};
  const ids: Found = {};
  await makePeople(server, community, tokens, ids, foreign);
  const made = await makeThings(server, community, ids);
  const shared = sharedThings(made, community, ids);
  const side: Side = {
    community,
    tokens,
    ids,
    target: made.target,
    importId: null,
    rowId: null,
    find: (kind, role, subject) => {
      const isNext = subject === 'same community';
      const house = community.houses[isNext === (role !== 'neighbour') ? 1 : 0];
      if (kind === 'house') return need(house?.id, 'house');
      if (kind === 'placeCode') return need(house?.placeCode, 'code');
      if (kind === 'import') return need(side.importId, 'import');
      if (kind === 'row') return need(side.rowId, 'row');
      if (kind === 'order')
        return subject === 'own'
          ? need(made.things.order?.[ids[role] ?? ''] ?? made.strangersOrder, 'order')
          : made.strangersOrder;
      const person = isStaffRole(role) || role === 'anonymous' ? null : ownerOf(role, subject);
      if (person && (kind === 'binding' || kind === 'repair'))
        return need(made.things[kind]?.[ids[person] ?? ''], `${kind} of ${person}`);
      return need((isNext ? shared.next[kind] : undefined) ?? shared.near[kind], kind);
    },
  };
  if (withImport) await startImport(server, side);
  return side;
};

/** Whose thing a resident asks for. */
const ownerOf = (role: Role, subject: Subject): Role | null => {
  if (subject === 'own') return role;
  if (subject === 'household')
    return role === 'family' ? 'owner' : role === 'neighbour' || role === 'foreign owner' ? role : 'family';
  if (subject === 'same community') return role === 'neighbour' ? 'owner' : 'neighbour';
  return null;
};

const startImport = async (server: TestServer, side: Side): Promise<void> => {
  const sheet = Buffer.from('楼栋,单元,房号,业主姓名,手机\n9栋,1单元,901,王强,19900009901\n9栋,1单元,902,李红,123\n');
  const token = side.tokens.manager ?? side.tokens['foreign staff'] ?? '';
  const { body, status } = await upload(server, token, sheet, { name: '台账.csv', path: '/staff/imports' });
  if (status !== 200) throw new Error(JSON.stringify(body));
  side.importId = String(body.id);
  const answer = await fetch(`${server.origin}/api/v1/staff/imports/${side.importId}/rows`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const rows = (await answer.json()) as { items?: { id: string }[] };
  side.rowId = rows.items?.[0]?.id ?? null;
};

export const makeWorld = async (server: TestServer, contract: Contract): Promise<World> => {
  const withImport = contract.path.startsWith('/staff/imports/');
  return {
    home: await makeSide(server, '阳光花园', false, withImport),
    other: await makeSide(server, '幸福里', true, withImport),
  };
};

/** The side where the caller lives or works. */
export const homeOf = (world: World, role: Role): Side => (role.startsWith('foreign') ? world.other : world.home);
