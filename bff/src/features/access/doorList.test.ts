import { removeGateGroup } from 'shared-types/staffAccess';
import { codeOfPass, inHours, makeGate, makeHost } from '../../../test/factories/access.js';
import { moveOut } from '../../../test/factories/ownDoors.js';
import { makeStaff } from '../../../test/factories/people.js';
import { type TestServer, testServer } from '../../../test/factories/testServer.js';
import type { DoorList } from '../../kernel/doorList.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { replaceGroupDevices, savePass } from './access.store.js';
import { readDoorList } from './doorList.queries.js';
import { findListRevision } from './doorList.store.js';

/** The list of guests that a door asks for each half minute: made when something has changed, and not before. */

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));
afterAll(() => server.close());

const set = async () => {
  const made = await makeHost(server);
  const read = () => readDoorList(server.deps, made.gate.device);
  const passesOf = ({ list }: Awaited<ReturnType<typeof read>>) =>
    (JSON.parse(list.text) as DoorList).passes.map(({ id, used }) => ({ id, used }));
  return { ...made, read, passesOf };
};

it('is the same one, signature and all, while nothing has changed', async () => {
  const { read, invite } = await set();
  await invite();
  const first = await read();
  server.deps.clock.advance(30_000);
  const second = await read();
  expect(second.list).toBe(first.list);
  expect(second.fingerprint).toBe(first.fingerprint);
});

it('is made anew by a pass that is made, used, revoked, and by whoever invited moving out', async () => {
  const { read, passesOf, invite, revoke, gate, host } = await set();
  const prints = new Set<string>();
  const next = async () => {
    const made = await read();
    expect(prints).not.toContain(made.fingerprint);
    prints.add(made.fingerprint);
    return passesOf(made);
  };
  expect(await next()).toEqual([]);
  const pass = await invite();
  expect(await next()).toEqual([{ id: pass.id, used: 0 }]);
  await gate.controller.present(codeOfPass(pass));
  expect(await next()).toEqual([{ id: pass.id, used: 1 }]);
  const second = await invite();
  await revoke(pass.id);
  expect(await next()).toEqual([{ id: second.id, used: 0 }]);
  await moveOut(host);
  expect(await next()).toEqual([]);
});

it('is made anew where one entry is taken back as another is counted: no sum hides it', async () => {
  const { read, passesOf, invite, gate } = await set();
  const [one, other] = [await invite(), await invite()];
  await gate.controller.present(codeOfPass(one));
  await read();
  await inTransaction(server.deps.db, async (tx) => {
    const { communityId } = gate.device;
    await savePass(tx, { communityId, id: one.id }, { used: 0 });
    await savePass(tx, { communityId, id: other.id }, { used: 1 });
  });
  expect(passesOf(await read())).toEqual([
    { id: one.id, used: 0 },
    { id: other.id, used: 1 },
  ]);
});

it('is made anew when a pass is over by itself, and when it is time to renew it', async () => {
  const { read, passesOf, invite } = await set();
  const short = await invite({ until: inHours(server, 1) });
  const long = await invite({ until: inHours(server, 100) });
  expect(passesOf(await read())).toHaveLength(2);
  server.deps.clock.advance(3_599_000);
  expect(passesOf(await read()).map(({ id }) => id)).toEqual([short.id, long.id]);
  server.deps.clock.advance(1000);
  const later = await read();
  expect(passesOf(later).map(({ id }) => id)).toEqual([long.id]);
  server.deps.clock.advance(13 * 3_600_000);
  const renewed = await read();
  expect(renewed.fingerprint).not.toBe(later.fingerprint);
  expect((JSON.parse(renewed.list.text) as DoorList).validUntil).toBeGreaterThan(
    server.deps.clock.realNow().getTime() + 23 * 3_600_000,
  );
});

it('is made anew for a door that is put into a group or taken out of it, and for a group that is no more', async () => {
  const { read, passesOf, invite, gate, communityId } = await set();
  await invite();
  await read();
  const beside = await makeGate(server, communityId, '东门');
  const groupsOf = async () => (JSON.parse((await read()).list.text) as DoorList).groups;
  expect(await groupsOf()).toEqual([1]);
  await inTransaction(server.deps.db, (tx) =>
    replaceGroupDevices(tx, communityId, beside.groupId, [beside.device.id, gate.device.id]),
  );
  expect(await groupsOf()).toEqual([1, 2]);
  const { token } = await makeStaff(server, communityId, ['manager'], { department: 'management' });
  await server.client(token)(removeGateGroup, { params: { id: gate.groupId } });
  expect([await groupsOf(), passesOf(await read())]).toEqual([[2], []]);
});

it('is each door’s and each community’s own', async () => {
  const [here, there] = [await set(), await set()];
  await Promise.all([here.read(), there.read()]);
  const revision = await findListRevision(server.deps.db.reader, there.communityId);
  await here.invite();
  expect(await findListRevision(server.deps.db.reader, there.communityId)).toBe(revision);
  const [mine, theirs] = [await here.read(), await there.read()];
  expect([here.passesOf(mine).length, there.passesOf(theirs).length]).toEqual([1, 0]);
  expect(theirs.list.text).toContain(there.gate.device.id);
});

it('counts every change where many come at once', async () => {
  const { communityId, invite } = await set();
  const before = await findListRevision(server.deps.db.reader, communityId);
  await Promise.all(Array.from({ length: 6 }, () => invite()));
  expect(await findListRevision(server.deps.db.reader, communityId)).toBe(before + 6);
});
