import type { Department } from 'shared-types/permissions';
import { dayTime, toDay } from 'shared-types/time';
import type { HouseEntity, PublicAreaEntity } from '../src/features/community/community.entity.js';
import { defaultPolicy } from '../src/features/policy/policy.door.js';
import { chainOf, freshClocks } from '../src/features/repair/commands/report.js';
import type { CallbackTryEntity } from '../src/features/repair/loop.entity.js';
import { worksAtDesk } from '../src/features/repair/loop.js';
import { type Loop, openPromises, settle } from '../src/features/repair/loop.rules.js';
import { problemType, procedureOf, undecidedType } from '../src/features/repair/procedures.js';
import { dueTimes, meet } from '../src/features/repair/promise.rules.js';
import type {
  EventKind,
  OrderStepEntity,
  RepairEntity,
  RepairEventEntity,
  WorkOrderEntity,
} from '../src/features/repair/repair.entity.js';
import { freshOrder, titleOf } from '../src/features/repair/repair.rules.js';
import { newId } from '../src/kernel/ids.js';
import { latestText, repairWords } from '../src/locales/repair.js';
import { isStorageKey } from '../src/platform/storage/storage.port.js';
import { createRandom, type Random } from './random.js';
import { praises, type Story, stories } from './stories.js';

export interface DemoOwner {
  /** Null: has no account yet, and called the front desk. */
  accountId: string | null;
  name: string;
  phoneEncrypted: string;
  house: HouseEntity;
}

export interface DemoWorker {
  id: string;
  name: string;
  skills: string[];
  /** On the roster now. */
  onShift: boolean;
}

export interface World {
  communityId: string;
  owners: DemoOwner[];
  workers: DemoWorker[];
  dispatcher: { id: string; name: string };
  supervisor: { id: string; name: string };
  areas: PublicAreaEntity[];
  /** Owners whom the simulator plays: they have not signed in yet, but two things are under way for them. */
  residents: DemoOwner[];
  random: Random;
}

export interface Photo {
  subjectId: string;
  subjectKind: string;
  picture: string;
  uploaderKind: 'owner' | 'staff';
  uploaderId: string;
  at: Date;
}

export interface History {
  /** Requests with their orders and promises, as they stand now. */
  loops: Loop[];
  callbacks: CallbackTryEntity[];
  steps: OrderStepEntity[];
  events: RepairEventEntity[];
  photos: Photo[];
}

const minute = 60_000;

/** How far a request of the history has come. */
export type Progress = 'submitted' | 'assigned' | 'accepted' | 'arrived' | 'done' | 'closed';

const order: Progress[] = ['submitted', 'assigned', 'accepted', 'arrived', 'done', 'closed'];

const statusOf: Record<Progress, RepairEntity['status']> = {
  submitted: 'submitted',
  assigned: 'assigned',
  accepted: 'assigned',
  arrived: 'working',
  done: 'done',
  closed: 'closed',
};

interface Teller {
  tell(
    event: {
      kind: EventKind;
      at: Date;
      actor: { kind: 'owner' | 'staff' | 'system'; id: string | null; name: string };
    } & Partial<RepairEventEntity>,
  ): string;
}

const teller = (history: History, repair: RepairEntity): Teller => ({
  tell: ({ actor, ...event }) => {
    const id = newId(event.at);
    history.events.push({
      communityId: repair.communityId,
      id,
      repairId: repair.id,
      orderId: null,
      recordedAt: event.at,
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      body: null,
      detail: null,
      toOwner: true,
      held: false,
      ...event,
    });
    repair.latest =
      latestText({ kind: event.kind, actorKind: actor.kind, actorName: actor.name, detail: event.detail ?? null }) ||
      repair.latest;
    repair.updatedAt = event.at;
    return id;
  },
});

const daysAgoOf = (at: Date, now: Date): number => (now.getTime() - at.getTime()) / 86_400_000;

const chooseWorker = (world: World, story: Story, recent: boolean, owner: DemoOwner): DemoWorker => {
  // The leak of the owner whom the demo shows is in the hand of the worker whom it shows.
  const shown = world.workers.find(({ name }) => name === '周建国');
  if (recent && owner.name === '林娜' && shown) return shown;
  const skill = problemType(story.type)?.skill ?? '';
  const able = world.workers.filter((worker) => worker.skills.includes(skill));
  // What is under way is mostly with people who are there.
  const there = recent ? able.filter((worker) => worker.onShift) : able;
  const pool = [there, able, world.workers].find((list) => list.length > 0) ?? [];
  return world.random.pick(pool);
};

const newRepair = (world: World, story: Story, owner: DemoOwner, at: Date, number: string): RepairEntity => {
  const { area: word } = story;
  const area = word ? world.random.pick(world.areas.filter((one) => one.name.includes(word))) : null;
  const urgency = story.emergency ? 'emergency' : 'general';
  return {
    communityId: world.communityId,
    id: newId(at),
    kind: 'repair',
    number,
    channel: owner.accountId ? 'miniprogram' : 'staff',
    reporterId: owner.accountId,
    staffReporterId: owner.accountId ? null : world.dispatcher.id,
    houseId: area ? null : owner.house.id,
    areaId: area?.id ?? null,
    placeLabel: area?.name ?? owner.house.label,
    placeCode: area?.placeCode ?? owner.house.placeCode,
    spot: story.spot,
    problemTypeId: story.type,
    title: titleOf(problemType(story.type)?.name ?? '', story.spot, story.text),
    urgency,
    emergency: story.emergency ?? null,
    body: story.text,
    spoken: false,
    seenType: null,
    seenBp: null,
    preferredFrom: null,
    preferredTo: null,
    contactName: owner.name,
    contactPhoneEncrypted: owner.phoneEncrypted,
    status: 'submitted',
    moderation: 'passed',
    moderationReason: null,
    ...dueTimes(defaultPolicy, urgency, at),
    createdAt: at,
    updatedAt: at,
    doneAt: null,
    closedAt: null,
    latest: '',
    stars: null,
    ratingText: null,
    ratedAt: null,
    ...freshClocks,
    chained: true,
    typeSource: 'owner',
    confidenceBp: null,
    undecided: false,
    emergencyHint: null,
    stewardId: world.dispatcher.id,
    stewardName: world.dispatcher.name,
    policyVersion: 0,
  };
};

/** One request, told from its report to how far it has come. */
export const tellStory = (
  world: World,
  history: History,
  input: { story: Story; owner: DemoOwner; at: Date; number: string; progress: Progress; now: Date },
): void => {
  const { story, owner, at, progress } = input;
  const { random } = world;
  const reached = (step: Progress): boolean => order.indexOf(progress) >= order.indexOf(step);
  const repair = newRepair(world, story, owner, at, input.number);
  repair.status = statusOf[progress];
  const { tell } = teller(history, repair);
  const me = owner.accountId
    ? { kind: 'owner' as const, id: owner.accountId, name: owner.name }
    : { kind: 'staff' as const, ...world.dispatcher };
  const worker = chooseWorker(world, story, daysAgoOf(at, input.now) < 1, owner);
  const man = { kind: 'staff' as const, id: worker.id, name: worker.name };
  const clock = { at: at.getTime() };
  const after = (from: number, to: number): Date => {
    clock.at += (from + random.below(to - from)) * minute;
    return new Date(clock.at);
  };
  const workOrder = freshOrder({
    communityId: world.communityId,
    id: newId(at),
    repairId: repair.id,
    department: problemType(story.type)?.department ?? 'customer-service',
    task: problemType(story.type)?.name ?? '',
    main: true,
    skill: problemType(story.type)?.skill ?? '',
    procedureId: story.type,
    round: 1,
    createdAt: at,
  });
  const photo = (
    subjectId: string,
    subjectKind: string,
    picture: string,
    by: { kind: 'owner' | 'staff'; id: string },
    when: Date,
  ): void => {
    history.photos.push({ subjectId, subjectKind, picture, uploaderKind: by.kind, uploaderId: by.id, at: when });
  };
  const reportId = tell({ kind: 'report', at, actor: me, body: story.text });
  if (random.chance(0.8)) photo(reportId, 'event', story.picture, me, at);
  if (reached('assigned')) {
    const when = after(1, 12);
    const acceptDueAt = new Date(when.getTime() + defaultPolicy.dispatch.generalAcceptMinutes * minute);
    Object.assign(workOrder, {
      status: 'assigned',
      workerId: worker.id,
      workerName: worker.name,
      assignedAt: when,
      acceptDueAt,
      waitingSince: null,
      tries: 1,
    });
    tell({
      kind: 'assign',
      at: when,
      actor: { kind: 'system', id: null, name: '系统' },
      detail: worker.name,
      orderId: workOrder.id,
    });
  }
  if (reached('accepted')) {
    // Now and then an answer came too late.
    const when = reached('done') && random.chance(0.05) ? after(125, 190) : after(1, 9);
    Object.assign(workOrder, { status: 'accepted', acceptedAt: when, acceptDueAt: null });
    tell({ kind: 'accept', at: when, actor: man, orderId: workOrder.id });
  }
  if (reached('arrived'))
    arrive(world, history, { repair, workOrder, worker: man, tell, photo, after, story, finished: reached('done') });
  if (reached('done')) {
    const when = after(5, 25);
    Object.assign(workOrder, { status: 'finished', finishedAt: when, result: story.result });
    repair.doneAt = when;
    tell({ kind: 'finish', at: when, actor: man, body: story.result, orderId: workOrder.id });
  }
  if (reached('closed')) {
    const when = after(20, 600);
    repair.closedAt = when;
    const praise = random.chance(0.7) ? random.pick(praises) : null;
    if (praise) {
      Object.assign(repair, { stars: praise.stars, ratingText: praise.text, ratedAt: when });
      tell({ kind: 'rate', at: when, actor: me, body: praise.text, detail: String(praise.stars) });
    } else tell({ kind: 'confirm', at: when, actor: me });
  }
  const helpers = helpOf(world, repair, workOrder, progress);
  for (const helper of helpers)
    tell({
      kind: 'add-order',
      at,
      actor: { kind: 'system', id: null, name: '系统' },
      orderId: helper.order.id,
      detail: repairWords.joined(helper.order, helper.rule),
    });
  history.loops.push(
    settled(world, history, { repair, orders: [workOrder, ...helpers.map(({ order: one }) => one)] }, input.now),
  );
};

/** What other departments did beside it, by the chain rules (C8). */
const helpOf = (
  world: World,
  repair: RepairEntity,
  main: WorkOrderEntity,
  progress: Progress,
): { order: WorkOrderEntity; rule: string }[] =>
  chainOf(repair, main, defaultPolicy, repair.createdAt).map(({ order: helper, rule }) => {
    const skilled = world.workers.filter((worker) => worker.skills.includes(helper.skill));
    const there = skilled.filter((worker) => worker.onShift);
    const able = there.length > 0 ? there : skilled;
    const worker = able.length > 0 ? world.random.pick(able) : null;
    if (!worker || progress === 'submitted') return { order: helper, rule };
    const times = { assignedAt: main.assignedAt, acceptedAt: main.acceptedAt };
    const held = { ...helper, ...times, workerId: worker.id, workerName: worker.name, waitingSince: null, tries: 1 };
    const status = main.acceptedAt ? ('accepted' as const) : ('assigned' as const);
    if (!main.finishedAt) return { order: { ...held, status, acceptDueAt: main.acceptDueAt }, rule };
    const result = '照单做好了。';
    return {
      order: { ...held, status: 'finished', arrivedAt: main.arrivedAt, finishedAt: main.finishedAt, result },
      rule,
    };
  });

/** The promises as they were kept or missed, the call-backs as they were made, and the deadline that comes next. */
const settled = (world: World, history: History, told: Pick<Loop, 'repair' | 'orders'>, now: Date): Loop => {
  const { repair, orders } = told;
  const department = (orders[0]?.department ?? 'customer-service') as Department;
  const promises = openPromises(repair, { policy: defaultPolicy, department, from: repair.createdAt });
  const input = { policy: defaultPolicy, now, at: now, department, worksAtDesk };
  const loop = settle({ repair, orders, promises, escalation: null }, input);
  if (repair.status !== 'closed' || repair.urgency !== 'emergency' || !repair.doneAt) return loop;
  const at = new Date(repair.doneAt.getTime() + (8 + world.random.below(58)) * minute);
  history.callbacks.push({
    communityId: repair.communityId,
    id: newId(at),
    repairId: repair.id,
    round: 1,
    at,
    byId: world.dispatcher.id,
    byName: world.dispatcher.name,
    outcome: 'satisfied',
    note: null,
  });
  return { ...loop, promises: loop.promises.map((one) => (one.kind === 'callback' ? meet(one, at) : one)) };
};

interface Arrival {
  repair: RepairEntity;
  workOrder: WorkOrderEntity;
  worker: { kind: 'staff'; id: string; name: string };
  tell: Teller['tell'];
  photo: (subjectId: string, subjectKind: string, picture: string, by: Arrival['worker'], when: Date) => void;
  after: (from: number, to: number) => Date;
  story: Story;
  finished: boolean;
}

/** Signed in, and the steps of the standard procedure as far as they were done. */
const arrive = (world: World, history: History, a: Arrival): void => {
  const when = a.after(4, 22);
  Object.assign(a.workOrder, { status: 'arrived', arrivedAt: when });
  a.tell({ kind: 'arrive', at: when, actor: a.worker, detail: a.repair.placeLabel, orderId: a.workOrder.id });
  const steps = procedureOf(a.repair.problemTypeId).steps.filter((step) => step.kind !== 'sign-in');
  const done = a.finished ? steps : steps.slice(0, 1);
  for (const step of done) {
    const at = a.after(2, 9);
    history.steps.push({
      communityId: world.communityId,
      orderId: a.workOrder.id,
      stepId: step.id,
      doneAt: at,
      recordedAt: at,
      note: null,
    });
    a.tell({ kind: 'step', at, actor: a.worker, detail: step.title, orderId: a.workOrder.id });
    if (step.kind === 'photo')
      a.photo(
        `${a.workOrder.id}/${step.id}`,
        'step',
        step.id === 'after-photo' ? 'fixed' : a.story.picture,
        a.worker,
        at,
      );
  }
};

/** Numbers run by day, as they do when people report. */
export const numberer = (): ((at: Date) => string) => {
  const last = new Map<string, number>();
  return (at) => {
    const day = toDay(at).replaceAll('-', '');
    const number = (last.get(day) ?? 0) + 1;
    last.set(day, number);
    return `${day}-${String(number).padStart(4, '0')}`;
  };
};

/** Fourteen months of requests, most of them of the last four, and a dozen that are open now. */
export const makeHistory = (world: World, now: Date, count: number): History => {
  const history: History = { loops: [], callbacks: [], steps: [], events: [], photos: [] };
  const { random } = world;
  const times = Array.from({ length: count }, () => {
    const daysAgo = 2 + random.below(recentDays - 2);
    const start = new Date(now.getTime() - daysAgo * 86_400_000);
    return new Date(
      start.getTime() - (start.getTime() % 86_400_000) + (random.below(14) * 60 + random.below(60)) * minute,
    );
  }).sort((a, b) => a.getTime() - b.getTime());
  const number = numberer();
  for (const at of times)
    tellStory(world, history, {
      story: random.pick(stories),
      owner: random.pick(world.owners),
      at,
      number: number(at),
      progress: daysAgoOf(at, now) > 6 || random.chance(0.6) ? 'closed' : 'done',
      now,
    });
  const open: { minutesAgo: number; progress: Progress; urgent?: boolean }[] = [
    { minutesAgo: 1500, progress: 'arrived' },
    { minutesAgo: 420, progress: 'done' },
    { minutesAgo: 360, progress: 'arrived' },
    { minutesAgo: 250, progress: 'accepted' },
    { minutesAgo: 190, progress: 'accepted' },
    { minutesAgo: 135, progress: 'assigned' },
    { minutesAgo: 90, progress: 'assigned' },
    { minutesAgo: 55, progress: 'submitted' },
    { minutesAgo: 82, progress: 'done', urgent: true },
    { minutesAgo: 31, progress: 'accepted', urgent: true },
    { minutesAgo: 18, progress: 'submitted' },
    { minutesAgo: 6, progress: 'submitted' },
  ];
  const calm = stories.filter((story) => !story.emergency);
  const urgent = stories.filter((story, index) => story.emergency && index !== 0);
  // What is open now is told once each.
  const told = new Set<string>();
  const fresh = (list: readonly Story[]): Story => {
    const rest = list.filter((story) => !told.has(story.text));
    const story = random.pick(rest.length > 0 ? rest : list);
    told.add(story.text);
    return story;
  };
  for (const one of open) {
    const at = new Date(now.getTime() - one.minutesAgo * minute);
    const story = one.urgent ? fresh(urgent) : fresh(calm);
    tellStory(world, history, {
      story,
      owner: random.pick(world.owners),
      at,
      number: number(at),
      progress: one.progress,
      now,
    });
  }
  const urgentNow = [0, 4, 6];
  for (const [place, resident] of world.residents.entries())
    for (const [minutesAgo, progress, index] of [
      [2900, 'done', 19 + place],
      [14, 'accepted', resident.name === '林娜' ? 0 : (urgentNow[place + 1] ?? 4)],
    ] as const) {
      const at = new Date(now.getTime() - minutesAgo * minute);
      const story = stories[index] ?? random.pick(stories);
      tellStory(world, history, { story, owner: resident, at, number: number(at), progress, now });
    }
  tellOlder(world, history, now, number);
  tellUndecided(world, history, now, number(now));
  const waiting = history.loops.find((loop) => loop.repair.status === 'submitted' && !loop.repair.undecided);
  if (waiting) pauseStory(world, history, waiting, now);
  return history;
};

const recentDays = 125;
const olderDays = 430;
/** What a season brings more of, by the month of the year, 0 = January. */
const seasonal: readonly (readonly string[])[] = [
  ['hvac', 'plumbing'],
  ['hvac'],
  ['greening'],
  ['pest'],
  ['leakage', 'pest'],
  ['hvac', 'leakage'],
  ['hvac', 'leakage'],
  ['hvac', 'drainage'],
  ['greening'],
  ['cleaning'],
  ['hvac'],
  ['hvac', 'plumbing'],
];

/** The ten months before those four, so that a month has its like a year ago; told by a chance of their own. */
const tellOlder = (world: World, history: History, now: Date, number: (at: Date) => string): void => {
  const random = createRandom(20251001);
  const older = { ...world, random };
  const times = Array.from({ length: 420 }, () => {
    const daysAgo = recentDays + 1 + random.below(olderDays - recentDays);
    const start = new Date(now.getTime() - daysAgo * 86_400_000);
    return new Date(start.getTime() - (start.getTime() % 86_400_000) + random.below(14 * 60) * minute);
  }).sort((a, b) => a.getTime() - b.getTime());
  for (const at of times) {
    const types = seasonal[at.getUTCMonth()] ?? [];
    const typical = stories.filter(({ type }) => types.includes(type));
    const story = random.pick(typical.length > 0 && random.chance(0.25) ? typical : stories);
    const owner = random.pick(world.owners);
    tellStory(older, history, { story, owner, at, number: number(at), progress: 'closed', now });
  }
};

/** A request whose words say too little: a person decides what it is (C2). */
export const tellUndecided = (world: World, history: History, now: Date, number: string): void => {
  const at = new Date(now.getTime() - 9 * minute);
  const story: Story = {
    type: undecidedType,
    spot: null,
    text: '家里那个东西又不行了，麻烦来看看',
    result: '',
    picture: 'wall',
  };
  const owner = world.random.pick(world.owners);
  tellStory(world, history, { story, owner, at, number, progress: 'submitted', now });
  const loop = history.loops.at(-1);
  if (loop)
    Object.assign(loop.repair, { undecided: true, typeSource: 'recogniser', confidenceBp: 2300, chained: false });
};

/** The owner asked for another day: the clocks stand. */
export const pauseStory = (world: World, history: History, loop: Loop, now: Date): void => {
  const pausedAt = new Date(now.getTime() - 40 * minute);
  const until = new Date(now.getTime() + 2 * 86_400_000);
  const { tell } = teller(history, loop.repair);
  tell({
    kind: 'pause',
    at: pausedAt,
    actor: { kind: 'staff', ...world.dispatcher },
    body: '业主出差，约了后天上午',
    detail: dayTime(until, now),
  });
  Object.assign(loop.repair, {
    pausedAt,
    pausedUntil: until,
    pauseReason: '业主出差，约了后天上午',
    pausedBy: world.dispatcher.name,
    pauses: 1,
  });
};

export const pictureKey = (name: string): string => {
  const key = `media/demo/${name}.jpg`;
  if (!isStorageKey(key)) throw new Error(key);
  return key;
};
