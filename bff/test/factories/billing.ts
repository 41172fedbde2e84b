import type { BodyInputOf } from 'shared-types/contract';
import { createFee as createFeeApi, type FeeRule } from 'shared-types/fee';
import type { StaffRole } from 'shared-types/permissions';
import { billingGates } from '../../src/features/billing/billing.gates.js';
import { billingHandlers } from '../../src/features/billing/billing.jobs.js';
import type { BillingNeighbours } from '../../src/features/billing/billing.model.js';
import { billingRoutes } from '../../src/features/billing/billing.routes.js';
import { HouseEntity, ParkingSpaceEntity } from '../../src/features/community/community.entity.js';
import { identityGates } from '../../src/features/identity/identity.gates.js';
import { balanceOf } from '../../src/features/ledger/ledger.door.js';
import { newId, randomCode } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { insertRows } from '../../src/platform/database/write.js';
import { makeCommunity, makeHouse, makeStaff } from './people.js';
import { serve, type TestServer } from './serve.js';
import { type TestClock, testDeps } from './testDeps.js';

/** What billing asks of its neighbours, written down as it was asked. */
export interface Neighbours extends BillingNeighbours {
  credited: { houseId: string; amountFen: number; billId: string }[];
  returned: string[];
  paidBy: string[];
}

const neighboursOf = (): Neighbours => {
  const credited: Neighbours['credited'] = [];
  const returned: string[] = [];
  const paidBy: string[] = [];
  return {
    credited,
    returned,
    paidBy,
    creditPrepayment: async (_tx, _clock, { houseId, amountFen, billId }) => {
      credited.push({ houseId, amountFen, billId });
    },
    returnCoupons: async (_tx, _clock, { billId }) => void returned.push(billId),
    prepaidOf: async () => 0,
    usableCoupons: async () => [],
    openPaymentOf: async () => null,
    billsPaidBy: async () => paidBy,
  };
};

export interface BillingServer extends TestServer {
  neighbours: Neighbours;
}

export const billingServer = async (options: { clock?: TestClock } = {}): Promise<BillingServer> => {
  const neighbours = neighboursOf();
  const server = await serve(await testDeps(options), {
    routes: billingRoutes(neighbours),
    gates: { ...identityGates, ...billingGates(neighbours) },
    handlers: billingHandlers,
  });
  return { ...server, neighbours };
};

type FeeWish = Partial<BodyInputOf<typeof createFeeApi>>;

const property: FeeRule = { kind: 'area', price: 28_000, everyMonths: 1, firstMonth: 1 };

/** A property fee of 2.80 yuan a m² unless it is asked for differently. */
export const feeBody = (wish: FeeWish = {}): BodyInputOf<typeof createFeeApi> => ({
  name: '物业费',
  kind: 'property',
  icon: 'home',
  rule: property,
  scope: { buildingIds: [], houseKinds: [], usages: [] },
  discounts: [],
  late: null,
  validFrom: '2026-01',
  validTo: null,
  ...wish,
});

/** A community with finance at its desk. */
export const office = async (server: TestServer) => {
  const communityId = await makeCommunity(server);
  const hire = async (role: StaffRole) => {
    const { id, token, actor } = await makeStaff(server, communityId, [role], {
      name: '钱会计',
      department: 'finance',
    });
    return { id, token, actor, call: server.client(token) };
  };
  const finance = await hire('finance');
  const addHouse = async (label: string, more: Partial<HouseEntity> = {}): Promise<string> => {
    const id = await makeHouse(server, communityId, label);
    const change = { areaHundredths: 8950, occupancy: 'self' as const, ...more };
    await inTransaction(server.deps.db, (tx) => tx.update(HouseEntity, { communityId, id }, change));
    server.deps.clock.advance(1);
    return id;
  };
  /** Many alike, of 89.5 m² each, quickly. */
  const addHouses = async (count: number): Promise<void> => {
    const model = await server.deps.db.reader.findOneByOrFail(HouseEntity, { id: await addHouse('9栋0') });
    const houses = Array.from({ length: count - 1 }, (_, n) => {
      const id = newId(server.deps.clock.now());
      return { ...model, id, label: `9栋${n + 1}`, naturalKey: `9||${n + 1}`, placeCode: randomCode(20) };
    });
    await inTransaction(server.deps.db, async (tx) => {
      for (let from = 0; from < houses.length; from += 500)
        await insertRows(tx, HouseEntity, houses.slice(from, from + 500));
    });
  };
  const addSpace = (houseId: string, number: string, tenure: ParkingSpaceEntity['tenure']) =>
    inTransaction(server.deps.db, (tx) =>
      tx.insert(ParkingSpaceEntity, {
        communityId,
        id: newId(server.deps.clock.now()),
        number,
        zone: null,
        tenure,
        houseId,
        plate: null,
        updatedAt: server.deps.clock.now(),
      }),
    );
  const addFee = (wish: FeeWish = {}) => finance.call(createFeeApi, { body: feeBody(wish) });
  const balance = (account: string) => balanceOf(server.deps.db.reader, communityId, { account });
  return { communityId, hire, finance, addHouse, addHouses, addSpace, addFee, balance };
};
