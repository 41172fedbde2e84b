import { makeDevice, type TestDevice } from '../../../test/factories/devices.js';
import { makeTerminal } from '../../../test/factories/faces.js';
import { makeCommunity } from '../../../test/factories/people.js';
import { type TestServer, testServer } from '../../../test/factories/testServer.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { saveDevice } from '../device/device.store.js';
import { PassageEntity } from './access.entity.js';

/** What every door keeps to, whatever its maker: the same cases over each vendor's own words. */

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
beforeEach(() => server.deps.clock.set('2026-11-23T10:54:00+08:00'));
afterAll(() => server.close());

interface Vendor {
  way: string;
  device: TestDevice;
  /** What happened while it was cut off: the n-th thing, at this time. `as`: signs in as another device, or wrongly. */
  push(n: number, at: Date, as?: TestDevice | 'forged'): Promise<number>;
  garbage(): Promise<number>;
}

const post = async (path: string, body: string, headers: Record<string, string>): Promise<number> => {
  const answer = await fetch(`${server.origin}${path}`, { method: 'POST', headers, body });
  await answer.arrayBuffer();
  return answer.status;
};

/** HTTP Basic with the device's secret. */
const basicOf = (own: TestDevice, as: TestDevice | 'forged' | undefined): Record<string, string> => {
  const { id, secret, communityId } = as === undefined || as === 'forged' ? own : as;
  const words = `${communityId}/${id}:${as === 'forged' ? 'wrong' : secret}`;
  return { authorization: `Basic ${Buffer.from(words).toString('base64')}` };
};

const anju = async (communityId: string): Promise<Vendor> => {
  const device = await makeDevice(server.deps, communityId, { kind: 'door', name: '前门' });
  const send = (body: string, as?: TestDevice | 'forged') => post('/callbacks/devices/anju', body, basicOf(device, as));
  return {
    ...{ way: 'qr', device },
    push: (n, at, as) => {
      const facts = { direction: 'in', way: 'qr', passId: null, admitted: true, reason: null };
      const passages = [{ id: `event-${String(n).padStart(6, '0')}`, at: at.toISOString(), ...facts }];
      return send(JSON.stringify({ kind: 'passages', passages }), as);
    },
    garbage: () => send('{"half":'),
  };
};

const plate = async (communityId: string): Promise<Vendor> => {
  const device = await makeDevice(server.deps, communityId, { kind: 'plate-camera', name: '北门车牌相机' });
  const send = (body: string, as?: TestDevice | 'forged') =>
    post('/callbacks/devices/plate', body, basicOf(device, as));
  return {
    ...{ way: 'plate', device },
    push: (n, at, as) => {
      const timeStamp = { Timeval: { sec: at.getTime() / 1000 } };
      const PlateResult = { plateid: n, license: '粤B12345', confidence: 97, timeStamp };
      const seen = { serialno: 'CP-01', channel: 0, isoffline: 1, opened: true, result: { PlateResult } };
      return send(JSON.stringify({ AlarmInfoPlate: seen }), as);
    },
    garbage: () => send('{"half":'),
  };
};

/** By face, or by a card: one maker, two ways. */
const hikvisionBy =
  (way: 'face' | 'card') =>
  async (communityId: string): Promise<Vendor> => {
    const { pushAddress } = await import('../face/pushKey.js');
    const { readDeviceLogin } = await import('../device/device.door.js');
    const { device } = await makeTerminal(server, communityId, newId(server.deps.clock.now()));
    const addressOf = async (one: TestDevice): Promise<URL> => {
      const login = await readDeviceLogin(server.deps, communityId, one.id);
      // A device of another maker has no login: it knows no such address.
      if (!login)
        return new URL(`/callbacks/devices/hikvision?device=${communityId}.${one.id}&key=${one.secret}`, server.origin);
      return pushAddress(server.deps, { communityId, deviceId: one.id }, login);
    };
    const own = await addressOf(device);
    const send = async (body: string, as?: TestDevice | 'forged') => {
      const url = as && as !== 'forged' ? await addressOf(as) : new URL(own);
      if (as === 'forged') url.searchParams.set('key', 'f'.repeat(64));
      return post(`${url.pathname}${url.search}`, body, { 'content-type': 'application/json' });
    };
    return {
      ...{ way, device },
      push: (n, at, as) => {
        const known =
          way === 'face' ? { subEventType: 75, employeeNoString: 'P1' } : { subEventType: 1, cardNo: '7001' };
        const door = { majorEventType: 5, serialNo: n, ...known, currentEvent: false };
        const dateTime = `${at.toISOString().slice(0, 19)}Z`;
        return send(JSON.stringify({ eventType: 'AccessControllerEvent', dateTime, AccessControllerEvent: door }), as);
      },
      garbage: () => send('{"half":'),
    };
  };

describe.each([
  ['our own controller', anju],
  ['a plate camera', plate],
  ['a Hikvision terminal by face', hikvisionBy('face')],
  ['a Hikvision terminal by card', hikvisionBy('card')],
] as const)('%s', (_title, make) => {
  const set = async () => {
    const communityId = await makeCommunity(server);
    const vendor = await make(communityId);
    const kept = () => server.deps.db.reader.find(PassageEntity, { where: { communityId }, order: { at: 'ASC' } });
    return { communityId, ...vendor, kept };
  };
  const minutesAgo = (minutes: number): Date => new Date(server.deps.clock.now().getTime() - minutes * 60_000);

  it('tells a passage, and it is one however often and at however many servers it is told', async () => {
    const { push, kept, way, device } = await set();
    const at = minutesAgo(30);
    expect(await Promise.all([1, 1, 1, 1].map((n) => push(n, at)))).toEqual([200, 200, 200, 200]);
    server.deps.clock.advance(3_600_000);
    expect(await push(1, at)).toBe(200);
    expect(await kept()).toMatchObject([
      { way, at, deviceId: device.id, admitted: true, offline: true, direction: 'in' },
    ]);
  });

  it('tells what it kept back out of order, each at its own time', async () => {
    const { push, kept } = await set();
    for (const n of [3, 1, 2]) await push(n, minutesAgo(10 * n));
    expect((await kept()).map(({ at }) => at)).toEqual([minutesAgo(30), minutesAgo(20), minutesAgo(10)]);
  });

  it('is not believed with a clock that runs far ahead', async () => {
    const { push, kept } = await set();
    await push(1, new Date('2031-01-01T00:00:00Z'));
    expect((await kept()).map(({ at }) => at)).toEqual([server.deps.clock.now()]);
  });

  it('is refused with a wrong secret, and with what nobody understands; nothing is kept', async () => {
    const { push, garbage, kept } = await set();
    expect(await push(1, minutesAgo(1), 'forged')).toBe(401);
    expect(await garbage()).toBe(400);
    expect(await kept()).toEqual([]);
  });

  it('is refused with the secret of a device of another kind, and when it was scrapped', async () => {
    const { push, kept, communityId, device } = await set();
    const meter = await makeDevice(server.deps, communityId, { kind: 'water-meter', name: '水表' });
    expect(await push(1, minutesAgo(1), meter)).toBe(401);
    await inTransaction(server.deps.db, (tx) => saveDevice(tx, device, { lifecycle: 'scrapped' }));
    expect(await push(2, minutesAgo(1))).toBe(401);
    expect(await kept()).toEqual([]);
  });
});
