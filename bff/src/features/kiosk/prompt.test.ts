import { newKey } from 'shared-types/client';
import { enrolKiosk, issueKioskCode, registerKiosk } from 'shared-types/kiosk';
import * as api from 'shared-types/kioskPrompt';
import { makeCommunity, makeStaff, type TestCommunity } from '../../../test/factories/community.js';
import { codeOf, type TestServer, testServer, upload } from '../../../test/factories/testServer.js';
import { StoredFileEntity } from '../file/file.entity.js';
import { fileJobs } from '../file/file.jobs.js';

const wav = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0', 'latin1'), Buffer.alloc(40)]);

let server: TestServer;
let home: TestCommunity;
let manager: { token: string };
beforeAll(async () => {
  server = await testServer();
}, 60_000);
afterAll(() => server.close());
beforeEach(async () => {
  home = await makeCommunity(server.deps);
  manager = await makeStaff(server.deps, home.id, 'manager', { name: '陈静' });
});

const call = () => server.client(manager.token, home.id);
const recording = async (who = manager): Promise<string> =>
  String((await upload(server, who.token, wav, { name: 'prompt.wav' })).body.id);
const keep = (key: api.PromptKey, fileId: string, idempotencyKey = newKey()) =>
  call()(api.keepKioskPrompt, { params: { key }, body: { fileId }, idempotencyKey });
const remove = (key: api.PromptKey) => call()(api.removeKioskPrompt, { params: { key }, idempotencyKey: newKey() });
const prefer = (preferRecorded: boolean) =>
  call()(api.preferKioskPrompts, { body: { preferRecorded }, idempotencyKey: newKey() });
const machine = async () => {
  const { id } = await call()(registerKiosk, { body: { name: '一号机', place: '大厅' }, idempotencyKey: newKey() });
  const { code } = await call()(issueKioskCode, { params: { id }, body: {} });
  return server.client((await server.client(null)(enrolKiosk, { body: { code } })).token);
};

describe('what a kiosk says in the voice of the people there', () => {
  test('is recorded by a manager and fetched by the machine, until it is deleted', async () => {
    const kiosk = await machine();
    expect(await kiosk(api.readKioskPrompts)).toEqual({ preferRecorded: false, items: [] });
    const fileId = await recording();
    expect(await keep('which', fileId)).toMatchObject({
      preferRecorded: false,
      items: [{ key: 'which', byName: '陈静', recording: { id: fileId, kind: 'audio' } }],
    });
    const { items } = await kiosk(api.readKioskPrompts);
    expect(items).toMatchObject([{ key: 'which', fileId }]);
    const heard = await fetch(`${server.origin}${items[0]?.url}`);
    expect(Buffer.from(await heard.arrayBuffer()).equals(wav)).toBe(true);
    await remove('which');
    await remove('which');
    expect((await kiosk(api.readKioskPrompts)).items).toEqual([]);
    expect(await codeOf(kiosk(api.listKioskPrompts))).toBe('auth.forbidden');
  });

  test('recorded again is the new one alone; the old voice goes with the next sweep', async () => {
    const [first, second] = [await recording(), await recording()];
    await keep('say', first);
    expect(await keep('say', second)).toMatchObject({ items: [{ key: 'say', recording: { id: second } }] });
    server.deps.clock.advance(49 * 3_600_000);
    await fileJobs(server.deps);
    const left = await server.deps.db.reader.find(StoredFileEntity, { where: [{ id: first }, { id: second }] });
    expect(left.map(({ id }) => id)).toEqual([second]);
  });

  test('of two who record one at once one stays, whole', async () => {
    const [first, second] = [await recording(), await recording()];
    await Promise.all([keep('done', first), keep('done', second)]);
    const { items } = await call()(api.listKioskPrompts);
    expect(items).toHaveLength(1);
    expect([first, second]).toContain(items[0]?.recording.id);
  });

  test('is put before the browser’s voice where the property wants that, each for itself', async () => {
    const kiosk = await machine();
    expect(await prefer(true)).toMatchObject({ preferRecorded: true });
    expect(await kiosk(api.readKioskPrompts)).toMatchObject({ preferRecorded: true });
    await prefer(false);
    expect(await kiosk(api.readKioskPrompts)).toMatchObject({ preferRecorded: false });
    await prefer(true);
    home = await makeCommunity(server.deps, { name: '幸福里' });
    manager = await makeStaff(server.deps, home.id, 'manager');
    expect(await call()(api.listKioskPrompts)).toEqual({ preferRecorded: false, items: [] });
  });

  test('is nobody else’s upload, and a recording', async () => {
    const desk = await makeStaff(server.deps, home.id, 'customer-service');
    expect(await codeOf(keep('which', await recording(desk)))).toBe('file.not_yours');
    const fileId = await recording();
    await keep('which', fileId);
    expect(await codeOf(keep('what', fileId))).toBe('file.not_yours');
    const deskCall = server.client(desk.token, home.id);
    expect(await codeOf(deskCall(api.listKioskPrompts))).toBe('auth.forbidden');
  });

  test('sent again with one key is kept once', async () => {
    const fileId = await recording();
    const key = newKey();
    expect(await keep('which', fileId, key)).toMatchObject({ items: [{ recording: { id: fileId } }] });
    expect(await keep('which', fileId, key)).toMatchObject({ items: [{ recording: { id: fileId } }] });
  });
});
