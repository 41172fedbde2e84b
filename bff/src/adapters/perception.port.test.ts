import { type RunningSimulators, startSimulators } from '../../simulators/server.js';
import { testPayKeys } from '../../test/factories/payKeys.js';
import { ModelError, type ModelOptions } from './modelCall.js';
import { createLiveSpeech } from './speech/speech.live.js';
import { createLiveVision } from './vision/vision.live.js';

let nowMs: number;
let simulators: RunningSimulators;
beforeAll(async () => {
  nowMs = Date.parse('2026-11-23T10:54:00+08:00');
  simulators = await startSimulators({ now: () => new Date(nowMs), payKeys: await testPayKeys(), notifies: false });
});
afterAll(() => simulators.close());
beforeEach(() => world().calm());

const world = () => simulators.control.perception;
const options = (key: string, more: Partial<ModelOptions> = {}): ModelOptions => ({
  origin: simulators.origin,
  key,
  realNow: () => new Date(nowMs),
  ...more,
});
const speech = (more: Partial<ModelOptions> = {}) => createLiveSpeech(options(world().setup.speechKey, more));
const vision = (more: Partial<ModelOptions> = {}) => createLiveVision(options(world().setup.visionKey, more));
const recording = { bytes: Buffer.alloc(300_000, 7), mime: 'audio/mpeg', durationMs: 4200 };
const picture = { bytes: Buffer.alloc(900, 9), mime: 'image/jpeg' };
const labels = ['plumbing', 'lift', 'access', 'windows'];

const failure = async (work: Promise<unknown>): Promise<ModelError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ModelError);
  return error as ModelError;
};

describe('speech', () => {
  it('becomes words', async () => {
    world().perform({ words: '  厨房水管接头漏水  ' });
    await expect(speech().transcribe(recording)).resolves.toEqual({ text: '厨房水管接头漏水' });
  });

  it('is null where there are no words in it', async () => {
    await expect(speech().transcribe(recording)).resolves.toBeNull();
  });

  it('is cut to what a report holds, between characters', async () => {
    world().perform({ words: `${'😀'.repeat(1000)}漏` });
    const heard = await speech().transcribe(recording);
    expect(heard?.text).toBe('😀'.repeat(1000));
  });

  it('is refused where it is no recording, and that is final', async () => {
    const error = await failure(speech().transcribe({ ...recording, mime: 'text/plain' }));
    expect(error).toMatchObject({ kind: 'refused', code: 'NOT_AUDIO', call: 'speech' });
  });
});

describe('a picture', () => {
  it('is told by the labels that were asked for, the likeliest first, each once', async () => {
    world().perform({ shows: 'cat:0.99,lift:0.2,windows:0.05,lift:0.72,access:0.1,plumbing:0.3' });
    await expect(vision().classify(picture, labels)).resolves.toEqual([
      { label: 'lift', confidenceBp: 7200 },
      { label: 'plumbing', confidenceBp: 3000 },
      { label: 'access', confidenceBp: 1000 },
    ]);
  });

  it('may show nothing of them', async () => {
    await expect(vision().classify(picture, labels)).resolves.toEqual([]);
  });
});

describe('a provider', () => {
  it.each([
    ['error', 'HTTP_500'],
    ['busy', 'BUSY'],
    ['garbage', 'OTHER_SHAPE'],
    ['cut', 'NO_ANSWER'],
  ] as const)('that is %s is not now, and is asked again', async (kind, code) => {
    world().perform({ words: '漏水' });
    world().outages.add({ api: 'transcribe', kind });
    expect(await failure(speech().transcribe(recording))).toMatchObject({ kind: 'busy', code });
    await expect(speech().transcribe(recording)).resolves.toEqual({ text: '漏水' });
  });

  it('that is slow is not waited for', async () => {
    world().outages.add({ api: 'classify', kind: 'slow', ms: 5000 });
    const error = await failure(vision({ timeoutMs: 80 }).classify(picture, labels));
    expect(error).toMatchObject({ kind: 'busy', code: 'NO_ANSWER' });
  });

  it('that does not know our key is a fault of the set-up', async () => {
    const error = await failure(createLiveSpeech(options('not-the-right-key')).transcribe(recording));
    expect(error).toMatchObject({ kind: 'config', code: 'BAD_KEY' });
  });

  it('that fails again and again is left alone for a minute', async () => {
    const port = vision({ failures: 2, restMs: 60_000 });
    world().outages.add({ api: 'classify', kind: 'error', times: 2 });
    for (let n = 0; n < 2; n++)
      expect(await failure(port.classify(picture, labels))).toMatchObject({ code: 'HTTP_500' });
    expect(await failure(port.classify(picture, labels))).toMatchObject({ kind: 'busy', code: 'RESTING' });
    expect(world().outages.calls()).toHaveLength(2);
    nowMs += 60_000;
    await expect(port.classify(picture, labels)).resolves.toEqual([]);
  });

  it('that refuses files is well', async () => {
    const port = speech({ failures: 1 });
    await failure(port.transcribe({ ...recording, mime: 'text/plain' }));
    await expect(port.transcribe(recording)).resolves.toBeNull();
  });

  it('says nothing of keys or files in its errors', async () => {
    const error = await failure(createLiveSpeech(options('not-the-right-key')).transcribe(recording));
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('not-the-right-key');
  });
});
