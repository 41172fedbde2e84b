import { type RunningSimulators, startSimulators } from '../../../simulators/server.js';
import { testPayKeys } from '../../../test/factories/payKeys.js';
import { ModelError, type ModelOptions } from '../modelCall.js';
import { createLivePhrasing } from './phrasing.live.js';

let nowMs: number;
let simulators: RunningSimulators;
beforeAll(async () => {
  nowMs = Date.parse('2026-11-23T10:54:00+08:00');
  simulators = await startSimulators({ now: () => new Date(nowMs), payKeys: await testPayKeys(), notifies: false });
});
afterAll(() => simulators.close());
beforeEach(() => world().calm());

const world = () => simulators.control.phrasing;
const port = (more: Partial<ModelOptions> = {}) =>
  createLivePhrasing({
    origin: simulators.origin,
    key: world().setup.key,
    realNow: () => new Date(nowMs),
    ...more,
  });
const what = { question: '怎么租车位', passage: { title: '租固定车位', text: '到前台登记排号。' } };

const failure = async (work: Promise<unknown>): Promise<ModelError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ModelError);
  return error as ModelError;
};

describe('a language model', () => {
  it('is sent the question and the passage, and what it says comes back', async () => {
    world().perform({ way: 'words', words: '  请到前台登记排号  ' });
    await expect(port().phrase(what)).resolves.toBe('请到前台登记排号');
    expect(world().asked()).toEqual([{ language: 'zh-CN', ...what }]);
  });

  it.each([
    ['declines', { way: 'nothing' }],
    ['says blanks', { way: 'words', words: ' \n ' }],
  ] as const)('that %s says nothing', async (_, script) => {
    world().perform(script);
    await expect(port().phrase(what)).resolves.toBeNull();
  });

  it.each([
    ['error', 'HTTP_500'],
    ['busy', 'BUSY'],
    ['garbage', 'OTHER_SHAPE'],
    ['cut', 'NO_ANSWER'],
  ] as const)('that is %s is not now', async (kind, code) => {
    world().perform({ way: 'passage' });
    world().outages.add({ api: 'phrase', kind });
    expect(await failure(port().phrase(what))).toMatchObject({ kind: 'busy', code, call: 'phrasing' });
    await expect(port().phrase(what)).resolves.toContain('到前台登记排号。');
  });

  it('that is slow is not waited for', async () => {
    world().outages.add({ api: 'phrase', kind: 'slow', ms: 5000 });
    expect(await failure(port({ timeoutMs: 80 }).phrase(what))).toMatchObject({ code: 'NO_ANSWER' });
  });

  it('that fails again and again is left alone for a minute', async () => {
    const one = port({ failures: 2, restMs: 60_000 });
    world().outages.add({ api: 'phrase', kind: 'error', times: 2 });
    for (let n = 0; n < 2; n++) expect(await failure(one.phrase(what))).toMatchObject({ code: 'HTTP_500' });
    expect(await failure(one.phrase(what))).toMatchObject({ code: 'RESTING' });
    expect(world().outages.calls()).toHaveLength(2);
    nowMs += 60_000;
    await expect(one.phrase(what)).resolves.toBeNull();
  });

  it('that does not know our key is a fault of the set-up, and the error names no key', async () => {
    const error = await failure(port({ key: 'not-the-right-key' }).phrase(what));
    expect(error).toMatchObject({ kind: 'config', code: 'BAD_KEY' });
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('not-the-right-key');
  });
});
