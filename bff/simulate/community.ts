import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StaffRole } from 'shared-types/permissions';
import { atWall, toDay } from 'shared-types/time';
import { seedDemo } from '../seed/seedDemo.js';
import { type RunningSimulators, startSimulators } from '../simulators/server.js';
import { createLiveIsapi } from '../src/adapters/access-control/isapi.live.js';
import { createLiveWechatPay } from '../src/adapters/pay/wechatPay.live.js';
import { createInProcessTokenCache } from '../src/adapters/wechat/tokenCache.js';
import { createLiveWechat } from '../src/adapters/wechat/wechat.live.js';
import { callbacks } from '../src/app.js';
import { entities } from '../src/entities.js';
import { CommunityEntity } from '../src/features/community/community.entity.js';
import { syncWorker } from '../src/features/dispatch/dispatch.door.js';
import {
  BindingEntity,
  OwnerAccountEntity,
  ShiftEntity,
  StaffAccountEntity,
  StaffPostEntity,
} from '../src/features/identity/identity.entity.js';
import { toStaffActor } from '../src/features/identity/staffActor.js';
import { createServer } from '../src/http/server.js';
import { newId } from '../src/kernel/ids.js';
import type { OwnerActor, StaffActor } from '../src/platform/call.js';
import type { Clock } from '../src/platform/clock/clock.js';
import { openDatabase } from '../src/platform/database/database.js';
import { migrateUp } from '../src/platform/database/migrate.js';
import { inTransaction } from '../src/platform/database/transaction.js';
import type { Deps } from '../src/platform/deps.js';
import { openKeyValue } from '../src/platform/keyvalue/openKeyValue.js';
import { createLogger } from '../src/platform/log/logger.js';
import { createMetrics } from '../src/platform/metrics/metrics.js';
import { makeKeys } from '../src/platform/secrets/keys.js';
import { openStorage } from '../src/platform/storage/openStorage.js';

export interface VirtualClock extends Clock {
  set(at: Date): void;
}

/** Begins on a Monday of spring; both clocks are this one. */
export const virtualClock = (): VirtualClock => {
  let at = new Date('2026-03-02T06:00:00+08:00');
  const now = (): Date => new Date(at);
  return {
    now,
    realNow: now,
    speed: () => 1,
    set: (to) => {
      at = to > at ? to : at;
    },
  };
};

export interface LivingCommunity {
  deps: Deps & { clock: VirtualClock };
  communityId: string;
  owners: OwnerActor[];
  staff: StaffActor[];
  simulators: RunningSimulators;
  /** Where the channel's notifications arrive. */
  origin: string;
  openidOf(accountId: string): Promise<string>;
  withRole(role: StaffRole): StaffActor[];
  close(): Promise<void>;
}

/** The addresses at which channels call. */
const listen = async (deps: Deps): Promise<{ web: Server; origin: string }> => {
  const app = createServer({
    deps,
    routes: [],
    gates: {},
    authenticate: async () => null,
    metrics: createMetrics({ liveSockets: () => 0 }),
    trustedProxies: [],
    callbacks,
    pages: async (_ctx, next) => next(),
  });
  const web = createHttpServer(app.callback());
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  return { web, origin: `http://127.0.0.1:${(web.address() as AddressInfo).port}` };
};

/** The demo community in a database of its own, with everything played by the simulators. */
export const openCommunity = async (houses: number): Promise<LivingCommunity> => {
  const folder = await mkdtemp(join(tmpdir(), 'anju-simulate-'));
  const url = `sqlite:${folder}/life.sqlite`;
  const clock = virtualClock();
  await migrateUp(url);
  const simulators = await startSimulators({ now: clock.realNow, communityNow: clock.now, notifies: false });
  const deps: LivingCommunity['deps'] = {
    db: await openDatabase({ url, entities, durability: 'off' }),
    clock,
    log: createLogger({ level: 'silent', pretty: false }),
    keyValue: await openKeyValue(null, ''),
    storage: await openStorage(`file:${folder}/files`),
    keys: makeKeys(),
    // Nobody looks at screens here.
    live: {
      attach: () => undefined,
      send: () => undefined,
      recheck: () => undefined,
      size: () => 0,
      closeAll: async () => undefined,
    },
    wechatPay: createLiveWechatPay({
      origin: simulators.origin,
      appId: simulators.control.wechatPay.appId,
      ...simulators.control.wechatPay.credentials(),
      certificateMode: false,
      realNow: clock.realNow,
    }),
    alipay: null,
    invoice: null,
    speech: null,
    vision: null,
    phrasing: null,
    autoDebit: null,
    isapi: createLiveIsapi({ realNow: clock.realNow }),
    mqtt: null,
    wechat: createLiveWechat({
      origin: simulators.origin,
      ...simulators.control.wechat.app,
      realNow: clock.realNow,
      tokenCache: createInProcessTokenCache(),
    }),
    settings: {
      environment: 'test',
      publicUrl: 'http://localhost',
      emqx: null,
      subscribeTemplates: Object.fromEntries(
        simulators.control.wechat.templates.map(({ purpose, id }) => [purpose, id]),
      ) as Deps['settings']['subscribeTemplates'],
    },
  };
  await seedDemo(deps);
  const { web, origin } = await listen(deps);
  deps.settings.publicUrl = origin;
  const { reader } = deps.db;
  const communityId = (await reader.findOneByOrFail(CommunityEntity, {})).id;
  const accounts = await reader.findBy(OwnerAccountEntity, {});
  const bindings = await reader.findBy(BindingEntity, { communityId, status: 'active' });
  // WeChat knows them, so that their words are checked and their messages arrive.
  for (const [index, { accountId }] of bindings.slice(0, houses).entries()) {
    const account = accounts.find(({ id }) => id === accountId);
    const phone = `1980000${String(1000 + index)}`;
    const resident = simulators.control.wechat.putResident({ name: account?.name ?? '业主', phone });
    await inTransaction(deps.db, (tx) => tx.update(OwnerAccountEntity, { id: accountId }, { openid: resident.openid }));
  }
  const owners = bindings.slice(0, houses).flatMap((binding): OwnerActor[] => {
    const account = accounts.find(({ id }) => id === binding.accountId);
    const house = { houseId: binding.houseId, communityId, role: binding.role };
    return account ? [{ kind: 'owner', id: account.id, name: account.name ?? '业主', houses: [house] }] : [];
  });
  const posts = await reader.findBy(StaffPostEntity, { communityId });
  const people = await reader.findBy(StaffAccountEntity, {});
  const staff = posts.flatMap((post): StaffActor[] => {
    const account = people.find(({ id }) => id === post.staffId);
    return account ? [toStaffActor(deps, account, post)] : [];
  });
  return {
    deps,
    communityId,
    owners,
    staff,
    simulators,
    origin,
    openidOf: async (id) => (await reader.findOneByOrFail(OwnerAccountEntity, { id })).openid ?? '',
    withRole: (role) => staff.filter(({ roles }) => roles.includes(role)),
    close: async () => {
      web.close();
      web.closeAllConnections();
      await deps.keyValue.close();
      await deps.db.close();
      await simulators.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** A week of the roster: two halves of the day, everybody on one of them, now and then somebody is away. */
export const rosterWeek = async (
  life: LivingCommunity,
  monday: Date,
  away: (staffId: string) => boolean,
): Promise<void> => {
  const { deps, communityId } = life;
  const first = atWall(toDay(monday), 8);
  await inTransaction(deps.db, async (tx) => {
    for (const [index, person] of life.staff.entries())
      for (let day = 0; day < 7; day++) {
        if (away(person.id)) continue;
        const from = first.getTime() + day * dayMs + (index % 2) * 12 * hourMs;
        const startsAt = new Date(from);
        await tx.insert(ShiftEntity, {
          communityId,
          id: newId(startsAt),
          staffId: person.id,
          startsAt,
          endsAt: new Date(from + 12 * hourMs),
        });
      }
  });
  for (const person of life.staff) await syncWorker(deps, communityId, person.id);
};
