import { createHearingRecorder, type RecognitionManager } from './wechatSi';

/** The plugin as WeChat describes it: it answers later, through handlers that are set on it. */
const plugin = () => {
  const calls: string[] = [];
  const manager: RecognitionManager = {
    onStart: () => undefined,
    onStop: () => undefined,
    onError: () => undefined,
    start: ({ duration, lang }) => calls.push(`start ${duration} ${lang}`),
    stop: () => calls.push('stop'),
  };
  return { manager, calls };
};
const result = { result: ' 水管爆了。 ', tempFilePath: 'wxfile://tmp/a.mp3', duration: 2100.4, fileSize: 9000 };
const recorded = {
  path: 'wxfile://tmp/a.mp3',
  name: 'a.mp3',
  bytes: 9000,
  durationMs: 2100,
  words: '水管爆了。',
};

describe('the speech plugin', () => {
  it('records and gives the words with the recording', async () => {
    const { manager, calls } = plugin();
    const recorder = createHearingRecorder(manager);
    const started = recorder.start(60_000);
    manager.onStart();
    await started;
    const stopped = recorder.stop();
    manager.onStop(result);
    expect(await stopped).toEqual(recorded);
    expect(calls).toEqual(['start 60000 zh_CN', 'stop']);
  });

  it('that stopped by itself at its longest has not lost what was said', async () => {
    const { manager, calls } = plugin();
    const recorder = createHearingRecorder(manager);
    const started = recorder.start(60_000);
    manager.onStart();
    await started;
    manager.onStop(result);
    expect(await recorder.stop()).toEqual(recorded);
    expect(calls).not.toContain('stop');
  });

  it('that heard nothing gives the recording alone', async () => {
    const { manager } = plugin();
    const recorder = createHearingRecorder(manager);
    const stopped = recorder.stop();
    manager.onStop({ ...result, result: '' });
    expect((await stopped).words).toBeNull();
  });

  it('that does not work here says so at once, or at the end', async () => {
    const { manager } = plugin();
    const recorder = createHearingRecorder(manager);
    const started = recorder.start(60_000);
    manager.onError({ retcode: -30_003, msg: 'network' });
    await expect(started).rejects.toThrow('-30003');
    const stopped = recorder.stop();
    manager.onError({ retcode: -30_011, msg: 'too early' });
    await expect(stopped).rejects.toThrow('-30011');
  });
});
