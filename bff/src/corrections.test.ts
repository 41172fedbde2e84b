import { newKey } from 'shared-types/client';
import { reportRepair } from 'shared-types/repair';
import { classifyRepair } from 'shared-types/staffRepair';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity } from '../test/factories/community.js';
import { type TestServer, testServer } from '../test/factories/testServer.js';
import { listCorrections } from './corrections.js';
import { RepairEntity } from './features/repair/repair.entity.js';
import { inTransaction } from './platform/database/transaction.js';

let server: TestServer;
let community: TestCommunity;
let owner: { id: string; token: string };
let desk: { id: string; token: string };
beforeAll(async () => {
  server = await testServer();
  community = await makeCommunity(server.deps);
  owner = await makeOwner(server.deps, community.id, community.houses.slice(0, 1), {
    name: '林娜',
    openid: server.simulators.control.wechat.resident('linna')?.openid ?? '',
  });
  desk = await makeStaff(server.deps, community.id, 'customer-service', { department: 'customer-service' });
});
afterAll(() => server.close());

const report = async (text: string): Promise<string> => {
  const body = { houseId: community.houses[0]?.id ?? '', text, fileIds: [] };
  return (await server.client(owner.token)(reportRepair, { body, idempotencyKey: newKey() })).id;
};
const decide = (id: string, problemTypeId: string) =>
  server.client(desk.token)(classifyRepair, {
    params: { id },
    body: { problemTypeId, emergency: null },
    idempotencyKey: newKey(),
  });

it('what staff decided otherwise becomes sentences without anybody in them, the last decision of each', async () => {
  const label = community.houses[0]?.label ?? '';
  const corrected = await report(`这里是林娜家，住${label}，电话13800138000，厨房水龙头一直滴水关不紧`);
  await decide(corrected, 'appliance');
  await decide(corrected, 'leakage');
  const agreed = await report('卫生间的马桶堵了，下不去水');
  await decide(agreed, 'drainage');
  const held = await report('水管一直漏水漏水');
  await decide(held, 'windows');
  await inTransaction(server.deps.db, (tx) => tx.update(RepairEntity, { id: held }, { moderation: 'review' }));

  const corrections = await listCorrections(server.deps.db.reader);
  expect(corrections).toEqual([
    { text: expect.stringContaining('厨房水龙头一直滴水关不紧'), typeId: 'leakage', emergency: null },
  ]);
  for (const one of ['林娜', label, '13800138000']) expect(JSON.stringify(corrections)).not.toContain(one);
});
