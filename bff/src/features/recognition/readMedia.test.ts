import { newKey } from 'shared-types/client';
import { readMedia } from 'shared-types/recognition';
import { reportRepair } from 'shared-types/repair';
import { classifyRepair, readRepair } from 'shared-types/staffRepair';
import sharp from 'sharp';
import { makeCommunity, makeOwner, makeStaff, type TestCommunity } from '../../../test/factories/community.js';
import { codeOf, type TestServer, testServer, upload } from '../../../test/factories/testServer.js';
import { RecognitionSampleEntity } from './recognition.entity.js';

const wav = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0', 'latin1'), Buffer.alloc(40)]);

let server: TestServer;
let community: TestCommunity;
let owner: { id: string; token: string };
let desk: { id: string; token: string };
let jpeg: Buffer;
beforeAll(async () => {
  server = await testServer();
  jpeg = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#8899aa' } })
    .jpeg()
    .toBuffer();
});
afterAll(() => server.close());
beforeEach(async () => {
  community = await makeCommunity(server.deps);
  owner = await makeOwner(server.deps, community.id, community.houses.slice(0, 1));
  desk = await makeStaff(server.deps, community.id, 'customer-service', { department: 'customer-service' });
  provider().calm();
});

const provider = () => server.simulators.control.perception;
const uploaded = async (bytes: Buffer, name: string, who = owner): Promise<string> =>
  String((await upload(server, who.token, bytes, { name })).body.id);
const read = (fileId: string, who = owner) => server.client(who.token)(readMedia, { body: { fileId } });
const report = (body: object) =>
  server.client(owner.token)(reportRepair, {
    body: { houseId: community.houses[0]?.id, fileIds: [], ...body } as never,
    idempotencyKey: newKey(),
  });
const asDesk = (id: string) => server.client(desk.token)(readRepair, { params: { id } });
const samples = () => server.deps.db.reader.find(RecognitionSampleEntity, { where: { communityId: community.id } });

describe('a recording', () => {
  it('becomes words, once: the answer stays with the file and goes with it to whoever works on it', async () => {
    provider().perform({ words: '厨房水管接头漏水' });
    const id = await uploaded(wav, 'a.wav');
    expect(await read(id)).toEqual({ state: 'read', text: '厨房水管接头漏水', seen: [] });
    provider().perform({ words: '别的' });
    expect(await read(id)).toMatchObject({ text: '厨房水管接头漏水' });
    expect(provider().outages.calls()).toHaveLength(1);
    const { id: repairId } = await report({ text: '厨房水管接头漏水，快点', spoken: true, fileIds: [id] });
    const seen = await asDesk(repairId);
    expect(seen.spoken).toBe(true);
    expect(seen.files).toEqual([expect.objectContaining({ kind: 'audio', transcript: '厨房水管接头漏水' })]);
    expect(seen.problemType.id).toBe('plumbing');
  });

  it('without words in it says so, and that is kept', async () => {
    const id = await uploaded(wav, 'a.wav');
    expect(await read(id)).toEqual({ state: 'nothing', text: null, seen: [] });
    expect(await read(id)).toMatchObject({ state: 'nothing' });
    expect(provider().outages.calls()).toHaveLength(1);
  });

  it('stands for itself when the provider is away, and is asked about again', async () => {
    provider().perform({ words: '漏水' });
    provider().outages.add({ api: 'transcribe', kind: 'error' });
    const id = await uploaded(wav, 'a.wav');
    expect(await read(id)).toEqual({ state: 'unavailable', text: null, seen: [] });
    expect(await read(id)).toMatchObject({ state: 'read', text: '漏水' });
  });

  it('alone, unread, goes to a person with the recording', async () => {
    const id = await uploaded(wav, 'a.wav');
    const made = await report({ fileIds: [id], spoken: true });
    const seen = await asDesk(made.id);
    expect(seen).toMatchObject({ spoken: false, text: null, typed: { undecided: true, seen: null } });
    expect(seen.files[0]?.transcript).toBeUndefined();
  });

  it('of somebody else is as good as absent', async () => {
    const other = await makeOwner(server.deps, community.id, community.houses.slice(1, 2));
    const id = await uploaded(wav, 'a.wav', other);
    for (const fileId of [id, '01J00000000000000000000000']) expect(await codeOf(read(fileId))).toBe('file.not_yours');
    expect(await codeOf(read(id, desk))).toBe('file.not_yours');
  });
});

describe('a picture', () => {
  it('suggests a type with how sure it is; the owner decides, and the choice is kept', async () => {
    provider().perform({ shows: 'lift:0.72,access:0.1' });
    const id = await uploaded(jpeg, 'a.jpg');
    expect(await read(id)).toEqual({
      state: 'read',
      text: null,
      seen: [
        { id: 'lift', name: '电梯', confidencePercent: 72 },
        { id: 'access', name: '门禁对讲', confidencePercent: 10 },
      ],
    });
    await report({ problemTypeId: 'access', fileIds: [id] });
    expect(await samples()).toEqual([
      expect.objectContaining({
        source: 'picture',
        suggestedType: 'lift',
        confidenceBp: 7200,
        chosenType: 'access',
        byKind: 'owner',
      }),
    ]);
  });

  it('never decides by itself: the desk sees the suggestion, and its correction is kept', async () => {
    provider().perform({ shows: 'lift:0.99' });
    const id = await uploaded(jpeg, 'a.jpg');
    await read(id);
    const made = await report({ fileIds: [id] });
    const seen = await asDesk(made.id);
    expect(seen.typed).toMatchObject({ undecided: true, seen: { id: 'lift', name: '电梯', confidencePercent: 99 } });
    await server.client(desk.token)(classifyRepair, {
      params: { id: made.id },
      body: { problemTypeId: 'windows', emergency: null },
      idempotencyKey: newKey(),
    });
    expect(await samples()).toEqual([
      expect.objectContaining({ source: 'picture', suggestedType: 'lift', chosenType: 'windows', byKind: 'staff' }),
    ]);
  });

  it('of a report with words leaves the words their say', async () => {
    provider().perform({ shows: 'lift:0.99' });
    const id = await uploaded(jpeg, 'a.jpg');
    await read(id);
    await report({ problemTypeId: 'plumbing', text: '水龙头一直滴水', fileIds: [id] });
    expect(await samples()).toEqual([expect.objectContaining({ source: 'text', suggestedType: 'plumbing' })]);
  });

  it('is left to people where nobody is set up to look at it', async () => {
    const { vision } = server.deps;
    server.deps.vision = null;
    const id = await uploaded(jpeg, 'a.jpg');
    expect(await read(id)).toEqual({ state: 'unavailable', text: null, seen: [] });
    server.deps.vision = vision;
  });
});
