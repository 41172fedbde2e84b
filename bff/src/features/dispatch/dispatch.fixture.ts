import { makeStaff } from '../../../test/factories/community.js';
import { makeCommunity } from '../../../test/factories/people.js';
import { type PlacedHouse, placeHouse } from '../../../test/factories/places.js';
import type { TestDeps } from '../../../test/factories/testDeps.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Certificate } from '../identity/identity.entity.js';
import { type OpenOrder, placeWorker, setInHand, syncWorker } from './dispatch.door.js';
import type { DispatchWorkerEntity } from './dispatch.entity.js';
import { findSkillRows, findWorker } from './dispatch.store.js';

/** A Monday morning, in the middle of the day shift. */
export const monday = '2026-11-23T10:54:00+08:00';

export const hours = (from: string, to: string) => ({
  startsAt: new Date(`2026-11-23T${from}:00+08:00`),
  endsAt: new Date(`2026-11-23T${to}:00+08:00`),
});

interface Wish {
  skills?: string[];
  areaIds?: string[];
  orderLimit?: number;
  certificates?: Certificate[];
  shifts?: { startsAt: Date; endsAt: Date }[];
  inHand?: number;
  buildingId?: string;
  /** False: dispatch has not heard of them. */
  synced?: boolean;
}

export interface World {
  communityId: string;
  /** 3栋2单元1102, and a house of the next building. */
  home: PlacedHouse;
  other: PlacedHouse;
  /** Somebody of engineering; a plumber on the day shift unless told otherwise. */
  worker(name: string, wish?: Wish): Promise<string>;
  /** A general plumbing order at home, unless told otherwise. */
  order(more?: Partial<OpenOrder>): OpenOrder;
  rowOf(workerId: string): Promise<DispatchWorkerEntity | null>;
  /** skill@area of a worker -> how it is found. */
  indexOf(workerId: string): Promise<Record<string, { ready: boolean; inHand: number; buildingId: string | null }>>;
}

/** A community with two buildings and nobody in it yet. */
export const makeWorld = async (t: TestDeps): Promise<World> => {
  const communityId = await makeCommunity(t);
  const home = await placeHouse(t, communityId, { building: '3', unit: '2', number: '1102' });
  const other = await placeHouse(t, communityId, { building: '9', unit: '1', number: '201' });
  const { reader } = t.deps.db;
  return {
    communityId,
    home,
    other,
    worker: async (name, wish = {}) => {
      const { inHand, buildingId, synced = true, ...post } = wish;
      const { id } = await makeStaff(t.deps, communityId, 'engineer', {
        name,
        skills: ['plumber'],
        shifts: [hours('08:00', '17:00')],
        ...post,
      });
      if (!synced) return id;
      await syncWorker(t.deps, communityId, id);
      await inTransaction(t.deps.db, async (tx) => {
        if (inHand !== undefined) await setInHand(tx, communityId, new Map([[id, inHand]]));
        if (buildingId !== undefined) await placeWorker(tx, communityId, id, buildingId);
      });
      return id;
    },
    order: (more = {}) => ({
      communityId,
      repairId: newId(t.deps.clock.now()),
      orderId: newId(t.deps.clock.now()),
      skill: 'plumber',
      buildingId: home.buildingId,
      houseId: home.id,
      urgency: 'general',
      createdAt: t.deps.clock.now(),
      passedBy: [],
      ...more,
    }),
    rowOf: (workerId) => findWorker(reader, communityId, workerId),
    indexOf: async (workerId) =>
      Object.fromEntries(
        (await findSkillRows(reader, communityId, workerId)).map(({ skill, areaId, ready, inHand, buildingId }) => [
          `${skill}@${areaId}`,
          { ready, inHand, buildingId },
        ]),
      ),
  };
};
