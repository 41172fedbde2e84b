import { newKey } from 'shared-types/client';
import * as api from 'shared-types/face';
import sharp from 'sharp';
import { findGroupDevices, replaceGroupDevices } from '../../src/features/access/access.store.js';
import { saveDevice } from '../../src/features/device/device.store.js';
import { sealLogin } from '../../src/features/device/login.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';
import { makeHost } from './access.js';
import { makeDevice } from './devices.js';
import { type TestServer, upload } from './testServer.js';

/** A picture that is large enough for a face; of nobody. */
export const facePhoto = (shade = '#C9A27E', edge = 640): Promise<Buffer> =>
  sharp({ create: { width: edge, height: edge + 160, channels: 3, background: shade } })
    .jpeg()
    .toBuffer();

let terminals = 0;

/** Where a terminal pushes to, and who plays it. */
type Standing = Pick<TestServer, 'origin' | 'simulators'> & { deps: Deps };

/** A face terminal of the simulator, in a group of doors or in none, with what we sign in with. */
export const makeTerminal = async (
  server: Standing,
  communityId: string,
  groupId: string | null,
  name = '北门人脸机',
) => {
  const { deps, simulators } = server;
  deps.settings.publicUrl = server.origin;
  const device = await makeDevice(deps, communityId, { kind: 'door', name, protocol: 'isapi' });
  const login = { username: 'admin', password: `terminal-${++terminals}` };
  const setLogin = (address: string, password = login.password) =>
    inTransaction(deps.db, (tx) =>
      saveDevice(tx, device, { address, loginEncrypted: sealLogin(deps, { ...login, password }) }),
    );
  simulators.control.hikvision.setUp([{ communityId, id: device.id, code: device.code, name, ...login }]);
  await setLogin(`${simulators.origin}/hikvision/${device.id}`);
  if (groupId)
    await inTransaction(deps.db, async (tx) => {
      const others = (await findGroupDevices(tx, communityId)).filter((row) => row.groupId === groupId);
      await replaceGroupDevices(tx, communityId, groupId, [...others.map((row) => row.deviceId), device.id]);
    });
  const terminal = simulators.control.hikvision.find(device.id);
  if (!terminal) throw new Error('the simulator has no such terminal');
  return { device, terminal, setLogin };
};

/** Somebody whose gate has a face terminal beside its reader of codes. */
export const makeFaceHome = async (server: TestServer, label = '3栋2单元1102') => {
  const home = await makeHost(server, label);
  const { communityId, host, gate } = home;
  const made = await makeTerminal(server, communityId, gate.groupId);
  const params = { id: host.houseId };
  const agree = (version = 1, idempotencyKey = newKey()) =>
    host.call(api.giveFaceConsent, { params, body: { version }, idempotencyKey });
  const read = () => host.call(api.readFace, { params });
  const withdraw = (idempotencyKey = newKey()) =>
    host.call(api.withdrawFaceConsent, { params, body: {}, idempotencyKey });
  const photo = async (bytes?: Buffer, key = newKey()) =>
    upload(server, host.token, bytes ?? (await facePhoto()), { path: `/houses/${host.houseId}/face/photo`, key });
  return { ...home, ...made, agree, read, withdraw, photo };
};
