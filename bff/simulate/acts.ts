import type { Random } from '../seed/random.js';
import { stories } from '../seed/stories.js';
import { StoredFileEntity } from '../src/features/file/file.entity.js';
import { assignRepair } from '../src/features/repair/commands/assign.js';
import * as clocks from '../src/features/repair/commands/clockActs.js';
import { followEscalation } from '../src/features/repair/commands/followEscalation.js';
import * as step from '../src/features/repair/commands/orderSteps.js';
import * as owner from '../src/features/repair/commands/ownerActs.js';
import { reportAsOwner } from '../src/features/repair/commands/reportAsOwner.js';
import { problemTypes, procedureOf } from '../src/features/repair/procedures.js';
import type { RepairEntity, WorkOrderEntity } from '../src/features/repair/repair.entity.js';
import { AppError } from '../src/kernel/appError.js';
import { newId, sha256 } from '../src/kernel/ids.js';
import type { Actor, Call, OwnerActor, StaffActor } from '../src/platform/call.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import type { LivingCommunity } from './community.js';
import { type MoneyActs, moneyActsOf } from './moneyActs.js';

/** What people do, each with a key of its own; now and then the same twice, one after the other or at once. */
export interface Acts extends MoneyActs {
  report(who: OwnerActor): Promise<void>;
  accept(order: WorkOrderEntity): Promise<void>;
  refuse(order: WorkOrderEntity): Promise<void>;
  signIn(order: WorkOrderEntity, repair: RepairEntity): Promise<void>;
  finish(order: WorkOrderEntity): Promise<void>;
  pause(order: WorkOrderEntity): Promise<void>;
  classify(repair: RepairEntity): Promise<void>;
  callBack(repair: RepairEntity): Promise<void>;
  sendByHand(repair: RepairEntity, order: WorkOrderEntity): Promise<void>;
  follow(repair: RepairEntity): Promise<void>;
  byOwner(repair: RepairEntity, act: 'confirm' | 'rate' | 'reopen' | 'urge' | 'cancel'): Promise<void>;
  /** Refused because the state had moved on: the system said no, as it should. */
  refusals: number;
  repeats: number;
}

export const actsOf = (life: LivingCommunity, random: Random): Acts => {
  const { deps } = life;
  const clock = deps.clock;

  const callOf = <A extends Actor>(actor: A, route: string): Call<A> => {
    const key = `${route}-${Math.floor(random.next() * 1e15)}`;
    return {
      actor,
      requestId: 'simulate',
      ip: '127.0.0.1',
      sessionId: null,
      idempotency: { actor: `${actor.kind}:${actor.id}`, route, key, inputHash: sha256(key) },
    };
  };

  /** Once, or twice with the same key: a client that did not hear the answer says it again. */
  const say = async <A extends Actor>(
    actor: A,
    route: string,
    act: (call: Call<A>) => Promise<unknown>,
  ): Promise<void> => {
    const call = callOf(actor, route);
    const again = random.chance(0.06);
    const tries = again ? [act(call), act(call)] : [act(call)];
    if (again) acts.repeats += 1;
    for (const result of await Promise.allSettled(tries)) {
      if (result.status === 'fulfilled') continue;
      if (!(result.reason instanceof AppError)) throw result.reason;
      acts.refusals += 1;
    }
  };
  const personOf = (id: string | null): StaffActor | undefined => life.staff.find((one) => one.id === id);
  const deskPerson = (): StaffActor => random.pick(life.withRole('customer-service'));
  const ownerOf = (repair: RepairEntity): OwnerActor | undefined =>
    life.owners.find((one) => one.id === repair.reporterId);

  /** A photograph that was uploaded: the procedure asks for it, what is on it does not matter here. */
  const photo = async (uploaderId: string): Promise<string> => {
    const id = newId(clock.now());
    await inTransaction(deps.db, (tx) =>
      tx.insert(StoredFileEntity, {
        id,
        uploaderKind: 'staff',
        uploaderId,
        kind: 'image',
        storageKey: `media/simulate/${id}.jpg`,
        thumbKey: null,
        mime: 'image/jpeg',
        bytes: 1000,
        width: 800,
        height: 600,
        durationMs: null,
        createdAt: clock.now(),
        communityId: null,
        subjectKind: null,
        subjectId: null,
        position: 0,
      }),
    );
    return id;
  };
  const asWorker = async (
    order: WorkOrderEntity,
    route: string,
    act: (call: Call<StaffActor>) => Promise<unknown>,
  ): Promise<void> => {
    const worker = personOf(order.workerId);
    if (worker) await say(worker, route, act);
  };

  const acts: Acts = {
    ...moneyActsOf(life, random, say),
    refusals: 0,
    repeats: 0,
    report: async (who) => {
      const story = random.pick(stories);
      const type = problemTypes.find(({ id }) => id === story.type);
      const named = random.chance(0.5);
      const emergency =
        named && story.emergency && type?.emergency.includes(story.emergency) ? story.emergency : undefined;
      await say(who, 'reportRepair', (call) =>
        reportAsOwner(deps, call, {
          houseId: who.houses[0]?.houseId,
          ...(named ? { problemTypeId: story.type } : {}),
          ...(emergency ? { emergency } : {}),
          text: random.chance(0.1) ? '那个东西又不行了' : story.text,
          fileIds: [],
        }),
      );
    },
    accept: (order) => asWorker(order, 'acceptOrder', (call) => step.acceptOrder(deps, call, { id: order.id })),
    refuse: (order) =>
      asWorker(order, 'refuseOrder', (call) => step.refuse(deps, call, { id: order.id, reason: '走不开' })),
    signIn: (order, repair) =>
      asWorker(order, 'signInToOrder', (call) =>
        step.signInToOrder(deps, call, { id: order.id, placeCode: repair.placeCode }),
      ),
    finish: async (order) => {
      for (const one of procedureOf(order.procedureId).steps.filter(
        ({ kind, required }) => required && kind !== 'sign-in',
      )) {
        const fileIds = one.kind === 'photo' ? [await photo(order.workerId ?? '')] : [];
        await asWorker(order, 'recordStep', (call) =>
          step.recordStep(deps, call, { id: order.id, stepId: one.id, fileIds, note: '做了' }),
        );
      }
      await asWorker(order, 'finishOrder', (call) => step.finishOrder(deps, call, { id: order.id, result: '修好了' }));
    },
    pause: (order) => {
      const until = new Date(clock.now().getTime() + (1 + random.below(60)) * 3_600_000).toISOString();
      return asWorker(order, 'pauseOrder', (call) =>
        clocks.pauseOrder(deps, call, { id: order.id, until, reason: '业主约了别的时间' }),
      );
    },
    classify: (repair) => {
      const type = random.pick(problemTypes);
      const emergency = random.chance(0.2) ? (type.emergency[0] ?? null) : null;
      return say(deskPerson(), 'classifyRepair', (call) =>
        clocks.classifyRepair(deps, call, { id: repair.id, problemTypeId: type.id, emergency, reason: '问过业主' }),
      );
    },
    callBack: (repair) => {
      const outcome = random.chance(0.2) ? 'no-answer' : random.chance(0.06) ? 'unsatisfied' : 'satisfied';
      return say(deskPerson(), 'recordCallback', (call) =>
        clocks.recordCallback(deps, call, { id: repair.id, outcome, note: '电话里说的' }),
      );
    },
    sendByHand: (repair, order) => {
      const worker = random.pick(life.staff.filter(({ permissions }) => permissions.has('order.work')));
      return say(deskPerson(), 'assignRepair', (call) =>
        assignRepair(deps, call, { id: repair.id, orderId: order.id, workerId: worker.id, reason: '他离得近' }),
      );
    },
    follow: async (repair) => {
      const people = life.staff.filter(({ permissions }) => permissions.has('escalation.follow'));
      const { escalationId } = repair;
      if (escalationId)
        await say(random.pick(people), 'followEscalation', (call) =>
          followEscalation(deps, call, { id: escalationId }),
        );
    },
    byOwner: async (repair, act) => {
      const who = ownerOf(repair);
      if (!who) return;
      const { id } = repair;
      const doing: Record<typeof act, (call: Call<OwnerActor>) => Promise<unknown>> = {
        confirm: (call) => owner.confirmRepair(deps, call, { id }),
        rate: (call) => owner.rateRepair(deps, call, { id, stars: 1 + random.below(5), text: '还行', fileIds: [] }),
        reopen: (call) => owner.reopenByOwner(deps, call, { id, text: '还是老样子' }),
        urge: (call) => owner.urgeRepair(deps, call, { id }),
        cancel: (call) => owner.cancelByOwner(deps, call, { id }),
      };
      await say(who, act, doing[act]);
    },
  };
  return acts;
};
