import * as api from 'shared-types/repair';
import { loopFaults } from '../../simulate/invariants.js';
import { EscalationEntity, PromiseEntity } from '../../src/features/repair/loop.entity.js';
import { RepairEventEntity } from '../../src/features/repair/repair.entity.js';
import { makeCommunity, makeOwner, makeStaff } from '../factories/community.js';
import { type TestServer, testServer } from '../factories/testServer.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const hour = 3_600_000;
const day = 24 * hour;

/** A request that nobody takes, in a community with a supervisor and a manager. */
const forgotten = async (emergency: boolean) => {
  const { deps } = server;
  const community = await makeCommunity(deps);
  const owner = await makeOwner(deps, community.id, community.houses.slice(0, 1));
  for (const role of ['supervisor', 'manager', 'customer-service'] as const) await makeStaff(deps, community.id, role);
  const { id } = await server.client(owner.token)(api.reportRepair, {
    body: {
      houseId: community.houses[0]?.id,
      problemTypeId: 'masonry',
      text: '走廊瓷砖有一道裂缝',
      ...(emergency ? { emergency: '外墙脱落有砸人危险' } : {}),
    },
  });
  return { communityId: community.id, repairId: id };
};

const counts = async (repairId: string) => {
  const { reader } = server.deps.db;
  const events = await reader.findBy(RepairEventEntity, { repairId });
  return {
    late: events
      .filter(({ kind }) => kind === 'late')
      .map(({ detail }) => detail)
      .sort(),
    nobody: events.filter(({ kind }) => kind === 'nobody').length,
    escalations: await reader.countBy(EscalationEntity, { repairId }),
    open: (await reader.findBy(PromiseEntity, { repairId })).filter(({ missedAt, metAt }) => !missedAt && !metAt)
      .length,
  };
};

describe.each([
  ['in the middle of a month', '2026-11-23T10:54:00+08:00'],
  ['over the end of a month', '2026-11-30T23:50:00+08:00'],
  ['over the end of a year', '2026-12-31T23:50:00+08:00'],
  ['over the leap day', '2028-02-28T23:50:00+08:00'],
])('the clock jumps %s', (_when, begin) => {
  test.each([
    ['an hour ahead', [hour]],
    ['a day ahead', [day]],
    ['an hour ahead and back', [hour, -hour, hour]],
    ['a day ahead and back', [day, -day, day]],
    ['an hour back first', [-hour, 2 * hour]],
    ['a day back first', [-day, day, hour]],
  ])('%s: no promise is missed twice or forgotten', async (_jump, jumps) => {
    const { clock } = server.deps;
    clock.set(begin);
    const [urgent, calm] = [await forgotten(true), await forgotten(false)];
    await server.drain();
    for (const jump of jumps) {
      clock.advance(jump);
      await server.drain();
      for (const { communityId } of [urgent, calm]) expect(await loopFaults(server.deps, communityId)).toEqual([]);
    }
    // Two days after the report everything has fallen due, whatever the way there.
    clock.set(new Date(Date.parse(begin) + 2 * day));
    await server.drain();
    expect(await counts(urgent.repairId)).toMatchObject({
      late: ['arrive', 'finish', 'respond'],
      nobody: 1,
      escalations: 1,
      open: 0,
    });
    expect(await counts(calm.repairId)).toMatchObject({
      late: ['finish', 'respond'],
      nobody: 1,
      escalations: 1,
      open: 0,
    });
    for (const { communityId } of [urgent, calm]) expect(await loopFaults(server.deps, communityId)).toEqual([]);
  });
});
