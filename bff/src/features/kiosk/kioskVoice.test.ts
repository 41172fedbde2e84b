import { newKey } from 'shared-types/client';
import * as api from 'shared-types/kiosk';
import { listRepairs, readRepair } from 'shared-types/staffRepair';
import { makeCommunity, makeStaff, type TestCommunity } from '../../../test/factories/community.js';
import { codeOf, type TestServer, testServer, upload } from '../../../test/factories/testServer.js';
import { HousePersonEntity } from '../community/community.entity.js';
import { StoredFileEntity } from '../file/file.entity.js';

const wav = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0', 'latin1'), Buffer.alloc(40)]);
const minute = 60_000;

let server: TestServer;
let home: TestCommunity;
let manager: { token: string };
let desk: { token: string };
beforeAll(async () => {
  server = await testServer();
}, 60_000);
afterAll(() => server.close());
beforeEach(async () => {
  home = await makeCommunity(server.deps);
  manager = await makeStaff(server.deps, home.id, 'manager');
  desk = await makeStaff(server.deps, home.id, 'customer-service');
  provider().calm();
});

const provider = () => server.simulators.control.perception;
const as = (who: { token: string }) => server.client(who.token, home.id);
let last = 100;

/** A machine at which a card has been read. */
const opened = async (place = 0) => {
  const kiosk = await as(manager)(api.registerKiosk, {
    body: { name: '一号机', place: '服务驿站' },
    idempotencyKey: newKey(),
  });
  const { code } = await as(manager)(api.issueKioskCode, { params: { id: kiosk.id }, body: {} });
  const { token } = await server.client(null)(api.enrolKiosk, { body: { code } });
  const houseId = home.houses[place]?.id ?? '';
  const [person] = await server.deps.db.reader.findBy(HousePersonEntity, { communityId: home.id, houseId });
  const number = String(7_000_000_000 + ++last);
  await as(desk)(api.issueCard, { params: { id: person?.id ?? '' }, body: { number }, idempotencyKey: newKey() });
  const call = server.client(token);
  const visit = await call(api.openKioskVisit, { body: { card: number } });
  const say = (bytes = wav, key = newKey()) =>
    upload(server, token, bytes, {
      name: 'said.wav',
      path: `/kiosk/visits/${visit.id}/recordings?durationMs=4000`,
      key,
    });
  const report = (body: object) =>
    call(api.reportAtKiosk, { params: { id: visit.id }, body: body as never, idempotencyKey: newKey() });
  return { call, visit, say, report, number };
};
const seen = async () => {
  const { items } = await as(desk)(listRepairs, { query: {} });
  return as(desk)(readRepair, { params: { id: items[0]?.id ?? '' } });
};

describe('what is said at the kiosk by card alone', () => {
  test('becomes words, and the recording goes with the report to whoever works on it', async () => {
    const { say, report } = await opened();
    provider().perform({ words: '厨房水管接头漏水' });
    const { body } = await say();
    expect(body).toMatchObject({ reading: { state: 'read', text: '厨房水管接头漏水' } });
    await report({ problemTypeId: 'plumbing', text: '厨房水管接头漏水', recordingId: body.fileId, spoken: true });
    expect(await seen()).toMatchObject({
      spoken: true,
      text: '厨房水管接头漏水',
      files: [{ kind: 'audio', durationMs: 4000, transcript: '厨房水管接头漏水' }],
    });
  });

  test('stands for itself where nobody hears it, without a word written', async () => {
    const { say, report } = await opened();
    provider().outages.add({ api: 'transcribe', kind: 'error' });
    const { body } = await say();
    expect(body).toMatchObject({ reading: { state: 'unavailable', text: null } });
    await report({ recordingId: body.fileId });
    expect(await seen()).toMatchObject({ spoken: false, text: null, files: [{ kind: 'audio' }] });
    expect(await codeOf(report({}))).toBe('request.invalid');
  });

  test('sent twice is one recording, and a picture is none', async () => {
    const { say } = await opened();
    const key = newKey();
    const [one, again] = [await say(wav, key), await say(wav, key)];
    expect(again.body.fileId).toBe(one.body.fileId);
    expect(await server.deps.db.reader.countBy(StoredFileEntity, { id: String(one.body.fileId) })).toBe(1);
    const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
    expect((await say(jpeg)).body.code).toBe('file.type_refused');
  });

  test('is not another card’s to report, and not for a session that is over', async () => {
    const mine = await opened(0);
    const theirs = await opened(1);
    const { fileId } = (await mine.say()).body;
    expect(await codeOf(theirs.report({ text: '漏水', recordingId: fileId }))).toBe('file.not_yours');
    server.deps.clock.advance(10 * minute);
    expect((await mine.say()).body.code).toBe('kiosk.visit_over');
  });

  test('is said again now and then, not all day', async () => {
    const { say } = await opened();
    const codes: unknown[] = [];
    for (let i = 0; i < 21; i++) codes.push((await say()).body.code ?? 'kept');
    expect(codes.slice(0, 20).every((code) => code === 'kept')).toBe(true);
    expect(codes[20]).toBe('rate.limited');
  });
});
