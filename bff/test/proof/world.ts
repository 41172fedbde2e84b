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
import { makeAccessThings } from './accessThings.js';
import { makeAccountThings } from './accountThings.js';
import { makeAlarmThings } from './alarmThings.js';
import { makeAnnouncementThings } from './announcementThings.js';
import { makeAutodebitThings } from './autodebitThings.js';
import { makeBillingThings } from './billingThings.js';
import { makeBooksThings } from './booksThings.js';
import { makeComplaintThings } from './complaintThings.js';
import { makeDeviceThings } from './deviceThings.js';
import { makeFollowUpThings } from './followUpThings.js';
import { makeHomeVisitThings } from './homeVisitThings.js';
import { makeInquiryThings } from './inquiryThings.js';
import { makeInvoiceThings } from './invoiceThings.js';
import { makeKioskThings } from './kioskThings.js';
import { makePaymentThings } from './paymentThings.js';
import { makeReconcileThings } from './reconcileThings.js';
import { makeWhitePaper } from './whitePaperThings.js';

/** Who calls; the last two live and work in the other community. */
export const roles = [
  'anonymous',
  'owner',
  'family',
  'tenant',
  'neighbour',
  ...staffRoles,
  'kiosk',
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
  find(kind: SubjectKind | 'placeCode' | 'deviceCode' | 'shift' | 'row', role: Role, subject: Subject): string;
  /** A due bill, and a consent, by house. */
  bills: Record<string, string>;
  consents: Record<string, { id: string; code: string }>;
  /** A group of doors and the door in it. */
  gate: { group: string; door: string; shareToken: string };
  /** Somebody's session at the machine. */
  visitId: string;
  /** A paper of the device. */
  documentId: string;
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
      kind: 'repair',
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

const residents = ['owner', 'family', 'tenant', 'foreign owner', 'neighbour'] as const;

/** Ids by kind and by the person whose they are. */
const makeThings = async (server: TestServer, community: TestCommunity, ids: Found) => {
  const { deps } = server;
  const { id: communityId } = community;
  const at = deps.clock.now();
  const things: Record<string, Found> = { binding: {}, repair: {}, order: {} };
  for (const binding of await deps.db.reader.findBy(BindingEntity, { communityId }))
    (things.binding as Found)[binding.accountId] = binding.id;
  const [home, next] = community.houses as [TestHouse, TestHouse];
  for (const role of residents) {
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
  const books = await makeBooksThings(deps, communityId, target.id);
  const whitePaper = await makeWhitePaper(deps, communityId, target);
  const account = await makeAccountThings(deps, communityId, home.id);
  const debits = await makeAutodebitThings(deps, communityId, next.id);
  const alarms = await makeAlarmThings(deps, communityId);
  const announcements = await makeAnnouncementThings(
    deps,
    communityId,
    community.houses.map(({ id }) => id),
  );
  const billing = await makeBillingThings(
    deps,
    communityId,
    community.houses.map(({ id }) => id),
  );
  const payers = residents.flatMap((role) => {
    const id = ids[role];
    return id ? [{ id, houseId: (role === 'neighbour' ? next : home).id }] : [];
  });
  const bills = community.houses.map(({ id: houseId }, index) => ({ houseId, id: need(billing.bills[index], 'bill') }));
  const paying = await makePaymentThings(deps, communityId, payers, bills);
  const paid = need(paying.payments[payers[0]?.id ?? ''], 'payment');
  const invoices = await makeInvoiceThings(deps, communityId, paying.payments);
  const doors = await makeAccessThings(deps, communityId, payers);
  const complaints = await makeComplaintThings(
    deps,
    communityId,
    payers.map(({ id }) => id),
  );
  const followUps = await makeFollowUpThings(
    deps,
    communityId,
    payers.map(({ id }) => id),
  );
  const asking = await makeInquiryThings(deps, communityId, payers);
  const visits = await makeHomeVisitThings(deps, communityId, payers);
  const devices = await makeDeviceThings(
    deps,
    communityId,
    community.area.id,
    community.houses.map(({ id }) => id),
  );
  const kiosk = await makeKioskThings(deps, communityId, persons[0]);
  const money = await makeReconcileThings(deps, communityId, { houseId: home.id, paymentId: paid });
  return {
    things: {
      ...things,
      payment: paying.payments,
      ...invoices,
      pass: doors.passes,
      complaint: complaints,
      follow_up: followUps,
      inquiry: asking.inquiries,
      home_visit: visits,
    } as typeof things,
    bills: Object.fromEntries(bills.map(({ houseId, id }) => [houseId, id])),
    consents: paying.consents,
    paid,
    gate: doors.gate,
    money,
    account,
    debits,
    alarms,
    announcements,
    article: asking.article,
    canned: asking.canned,
    kiosk,
    billing,
    strangersOrder,
    target,
    letter,
    shift,
    escalation,
    spotCheck,
    persons,
    books,
    whitePaper,
    devices,
  };
};

/** Kinds of which each resident has one of their own. */
const personal: ReadonlySet<string> = new Set([
  'binding',
  'repair',
  'payment',
  'invoice',
  'title',
  'pass',
  'complaint',
  'follow_up',
  'inquiry',
  'home_visit',
]);

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
      entry: made.books.entry,
      spending: made.books.spending,
      report: made.books.report,
      white_paper: made.whitePaper,
      ...made.money,
      deposit: made.account.deposit,
      coupon: made.account.coupon,
      arrears_import: made.account.arrears_import,
      ...made.debits,
      ...made.alarms,
      device: made.devices.device,
      device_import: made.devices.deviceImport,
      fee: made.billing.fee,
      run: made.billing.run,
      binding: made.things.binding?.[holder],
      repair: made.things.repair?.[holder],
      payment: made.paid,
      invoice: made.things.invoice?.[holder],
      title: made.things.title?.[holder],
      pass: made.things.pass?.[holder],
      complaint: made.things.complaint?.[holder],
      follow_up: made.things.follow_up?.[holder],
      inquiry: made.things.inquiry?.[holder],
      home_visit: made.things.home_visit?.[holder],
      article: made.article,
      canned_answer: made.canned,
      gate_group: made.gate.group,
      kiosk: made.kiosk.id,
      card: made.kiosk.card,
    } as Found,
    next: {
      person: personOf(community.houses[1]),
      binding: made.things.binding?.[ids.neighbour ?? ''],
      repair: made.things.repair?.[ids.neighbour ?? ''],
      payment: made.things.payment?.[ids.neighbour ?? ''],
      invoice: made.things.invoice?.[ids.neighbour ?? ''],
      title: made.things.title?.[ids.neighbour ?? ''],
      pass: made.things.pass?.[ids.neighbour ?? ''],
      complaint: made.things.complaint?.[ids.neighbour ?? ''],
      follow_up: made.things.follow_up?.[ids.neighbour ?? ''],
      inquiry: made.things.inquiry?.[ids.neighbour ?? ''],
      home_visit: made.things.home_visit?.[ids.neighbour ?? ''],
    } as Found,
  };
};

const makeSide = async (server: TestServer, name: string, foreign: boolean, withImport: boolean): Promise<Side> => {
  const community = await makeCommunity(server.deps, { name });
  const tokens: Found = {};
  const ids: Found = {};
  await makePeople(server, community, tokens, ids, foreign);
  const made = await makeThings(server, community, ids);
  tokens.kiosk = made.kiosk.token;
  const shared = sharedThings(made, community, ids);
  const side: Side = {
    community,
    tokens,
    ids,
    target: made.target,
    bills: made.bills,
    consents: made.consents,
    gate: made.gate,
    visitId: made.kiosk.visit,
    documentId: made.devices.document,
    importId: null,
    rowId: null,
    find: (kind, role, subject) => {
      const isNext = subject === 'same community';
      const place = isNext === (role !== 'neighbour') ? 1 : 0;
      const house = community.houses[place];
      if (kind === 'bill') return need(made.billing.bills[place], 'bill');
      if (kind === 'announcement') return need(made.announcements[place], 'announcement');
      if (kind === 'house') return need(house?.id, 'house');
      if (kind === 'placeCode') return need(house?.placeCode, 'code');
      if (kind === 'deviceCode') return need(made.devices.deviceCodes[place], 'label');
      if (kind === 'import') return need(side.importId, 'import');
      if (kind === 'row') return need(side.rowId, 'row');
      if (kind === 'order')
        return subject === 'own'
          ? need(made.things.order?.[ids[role] ?? ''] ?? made.strangersOrder, 'order')
          : made.strangersOrder;
      const person = isStaffRole(role) || role === 'anonymous' || role === 'kiosk' ? null : ownerOf(role, subject);
      if (person && personal.has(kind)) return need(made.things[kind]?.[ids[person] ?? ''], `${kind} of ${person}`);
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
