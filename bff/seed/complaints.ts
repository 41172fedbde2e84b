import { rolePermissions, type StaffRole } from 'shared-types/permissions';
import { toDay } from 'shared-types/time';
import { In } from 'typeorm';
import type { PublicAreaEntity } from '../src/features/community/community.entity.js';
import { openComplaint } from '../src/features/complaint/commands/fileComplaint.js';
import { decideOutcome, draftOutcome } from '../src/features/complaint/commands/outcomeActs.js';
import { acceptAnswer, rateComplaint } from '../src/features/complaint/commands/ownerActs.js';
import { answerComplaint, mergeComplaint, takeComplaint } from '../src/features/complaint/commands/staffActs.js';
import type { ComplaintReportEntity } from '../src/features/complaint/complaint.entity.js';
import { changeLoop } from '../src/features/repair/loop.js';
import { isAnswer } from '../src/features/repair/loop.rules.js';
import type { WorkOrderEntity } from '../src/features/repair/repair.entity.js';
import type { Actor, Call, OwnerActor, StaffActor } from '../src/platform/call.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import type { Deps } from '../src/platform/deps.js';
import { OutboxEntity } from '../src/platform/queue/queue.entity.js';
import { type ComplaintStory, complaintStories } from './complaintStories.js';
import type { DemoOwner, DemoWorker } from './history.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

interface Named {
  id: string;
  name: string;
}

interface Town {
  communityId: string;
  owners: readonly DemoOwner[];
  workers: readonly DemoWorker[];
  areas: readonly PublicAreaEntity[];
  desk: Named;
  manager: Named;
}

/** The same product at another hour: what is told of the past is done by its own commands. */
const depsAt = (deps: Deps, at: Date): Deps => ({
  ...deps,
  clock: { now: () => at, realNow: () => deps.clock.realNow(), speed: () => 1 },
});

const callBy = <A extends Actor>(actor: A): Call<A> => ({
  ...{ actor, requestId: 'seed', ip: '', sessionId: null, idempotency: null },
});

const staffOf = ({ communityId }: Town, { id, name }: Named, role: StaffRole): StaffActor => ({
  ...{ kind: 'staff', id, name, communityId, roles: [role], department: 'customer-service' },
  ...{ permissions: new Set(rolePermissions[role]), mustChangePassword: false },
});

const ownerOf = ({ communityId }: Town, { accountId, name, house }: DemoOwner): OwnerActor => ({
  ...{ kind: 'owner', id: accountId ?? '', name },
  houses: [{ houseId: house.id, communityId, role: 'owner' }],
});

/** A request's number is its day's next; the history of repairs has numbered those days by itself. */
const countNumbers = async (deps: Deps, communityId: string, at: Date): Promise<void> => {
  const day = toDay(at).replaceAll('-', '');
  await inTransaction(deps.db, async (tx) => {
    const known: unknown[] = await tx.query('SELECT day FROM repair_number WHERE community_id = ? AND day = ?', [
      communityId,
      day,
    ]);
    if (known.length > 0) return;
    const [last]: { number: string | null }[] = await tx.query(
      'SELECT MAX(number) AS number FROM repair WHERE community_id = ? AND number LIKE ?',
      [communityId, `${day}-%`],
    );
    const used = Number(last?.number?.slice(9) ?? 0);
    await tx.query('INSERT INTO repair_number (community_id, day, last_number) VALUES (?, ?, ?)', [
      communityId,
      day,
      used,
    ]);
  });
};

/** What the departments did: given, accepted and finished, one step after another. */
const work = async (deps: Deps, town: Town, id: string, from: Date, result: string): Promise<void> => {
  const key = { communityId: town.communityId, id };
  const workerOf = ({ skill }: WorkOrderEntity): DemoWorker | undefined =>
    town.workers.find((one) => one.skills.includes(skill)) ?? town.workers[0];
  const steps = [
    { after: 10, change: (order: WorkOrderEntity, at: Date) => give(order, workerOf(order), at) },
    { after: 16, change: (order: WorkOrderEntity, at: Date) => ({ ...order, status: 'accepted', acceptedAt: at }) },
    {
      after: 95,
      change: (order: WorkOrderEntity, at: Date) => ({ ...order, status: 'finished', finishedAt: at, result }),
    },
  ] as const;
  for (const { after, change } of steps) {
    const at = new Date(from.getTime() + after * minuteMs);
    await inTransaction(deps.db, (tx) =>
      changeLoop(depsAt(deps, at), tx, key, null, (loop) => ({
        loop: {
          ...loop,
          orders: loop.orders.map((order) => (isAnswer(order) ? order : (change(order, at) as WorkOrderEntity))),
        },
        events: [],
        quiet: true,
      })),
    );
  }
};

const give = (order: WorkOrderEntity, worker: DemoWorker | undefined, at: Date) => ({
  ...order,
  ...{ status: 'assigned', workerId: worker?.id ?? null, workerName: worker?.name ?? null },
  ...{ assignedAt: at, waitingSince: null, tries: 1 },
});

const file = async (deps: Deps, town: Town, story: ComplaintStory, at: Date): Promise<ComplaintReportEntity[]> => {
  const area = town.areas.find(({ name }) => name.includes(story.area));
  const reports: ComplaintReportEntity[] = [];
  for (const [index, text] of story.said.entries()) {
    const owner = town.owners[(story.from + index * 7) % town.owners.length];
    if (!owner?.accountId || !area) continue;
    const saidAt = new Date(at.getTime() + index * 12 * minuteMs);
    // Each on its own: midnight may lie between two households.
    await countNumbers(deps, town.communityId, saidAt);
    const when = depsAt(deps, saidAt);
    const { house } = owner;
    const who = { reporterId: owner.accountId, staffReporterId: null, house, contactName: owner.name };
    const { name: placeLabel, placeCode } = area;
    reports.push(
      await inTransaction(deps.db, (tx) =>
        openComplaint(when, tx, ownerOf(town, owner), {
          communityId: town.communityId,
          body: { categoryId: story.categoryId, text, fileIds: [], anonymous: story.anonymous ?? false },
          place: { areaId: area.id, placeLabel, placeCode },
          who: { ...who, contactPhone: null },
          ...{ channel: 'miniprogram', moderation: 'passed' },
        }),
      ),
    );
  }
  return reports;
};

/** One that is over: joined, worked on, answered, rated by each household, and published where many said it. */
const tellWhole = async (deps: Deps, town: Town, story: ComplaintStory, at: Date): Promise<void> => {
  const reports = await file(deps, town, story, at);
  const [first, ...others] = reports;
  if (!first) return;
  const id = first.complaintId;
  const desk = callBy(staffOf(town, town.desk, 'customer-service'));
  const hours = (count: number): Deps => depsAt(deps, new Date(at.getTime() + count * hourMs));
  for (const { complaintId } of others) await mergeComplaint(hours(0.9), desk, { id: complaintId, intoId: id });
  await takeComplaint(hours(1), desk, { id });
  await work(deps, town, id, new Date(at.getTime() + hourMs), story.result);
  await answerComplaint(hours(6), desk, { id, text: story.answer });
  for (const [index, report] of reports.entries()) {
    const owner = town.owners.find(({ accountId }) => accountId === report.reporterId);
    if (!owner) continue;
    const call = callBy(ownerOf(town, owner));
    const stars = story.stars[index];
    if (stars) await rateComplaint(hours(20 + index), call, { id: report.id, stars });
    else await acceptAnswer(hours(20 + index), call, { id: report.id });
  }
  const { outcome } = story;
  if (!outcome) return;
  await draftOutcome(hours(26), desk, { id, ...outcome });
  const manager = callBy(staffOf(town, town.manager, 'manager'));
  await decideOutcome(hours(30), manager, { id, decision: 'publish', text: outcome.text });
};

/** Complaints of four months that are over, and what is under way today: three households of one event, and one alone. */
export const makeComplaints = async (deps: Deps, town: Town): Promise<void> => {
  const now = deps.clock.now();
  for (const story of complaintStories.filter(({ daysAgo }) => daysAgo > 0))
    await tellWhole(deps, town, story, new Date(now.getTime() - story.daysAgo * dayMs));
  // What the past had to say was said then.
  const topics = ['repair.of_complaint', 'order.dispatch', 'order.worker_ready', 'staff.alert'];
  await inTransaction(deps.db, (tx) => tx.delete(OutboxEntity, { communityId: town.communityId, topic: In(topics) }));
  for (const story of complaintStories.filter(({ daysAgo }) => daysAgo === 0))
    await file(deps, town, story, new Date(now.getTime() - 50 * minuteMs));
};
