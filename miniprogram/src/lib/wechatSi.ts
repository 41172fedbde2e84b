import type { Recorded } from './platform';

/** WeChat's own speech plugin (同声传译), where a build has it: it records and hears at once. */
export interface RecognitionManager {
  onStart: () => void;
  onStop: (result: { result: string; tempFilePath: string; duration: number; fileSize: number }) => void;
  onError: (error: { retcode: number; msg: string }) => void;
  start(options: { duration: number; lang: 'zh_CN' }): void;
  stop(): void;
}

export interface HearingRecorder {
  /** Resolves once it records; rejects when the plugin does not work here. */
  start(longestMs: number): Promise<void>;
  stop(): Promise<Recorded>;
}

interface Waiting<T> {
  resolve: (value: T) => void;
  reject: (error: Error) => void;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const createHearingRecorder = (manager: RecognitionManager): HearingRecorder => {
  let starting: Waiting<void> | null = null;
  let stopping: Waiting<Recorded> | null = null;
  /** It stopped by itself, at its longest, before anybody asked. */
  let ended: Recorded | Error | null = null;

  const end = (outcome: Recorded | Error): void => {
    const waiting = stopping;
    stopping = null;
    if (!waiting) ended = outcome;
    else if (outcome instanceof Error) waiting.reject(outcome);
    else waiting.resolve(outcome);
  };
  manager.onStart = () => {
    starting?.resolve();
    starting = null;
  };
  manager.onStop = ({ result, tempFilePath, duration, fileSize }) =>
    end({
      path: tempFilePath,
      name: nameOf(tempFilePath),
      bytes: fileSize,
      durationMs: Math.round(duration),
      words: result.trim() || null,
    });
  manager.onError = ({ retcode }) => {
    const error = new Error(`WechatSI ${retcode}`);
    if (!starting) return end(error);
    starting.reject(error);
    starting = null;
  };

  return {
    start: (duration) =>
      new Promise((resolve, reject) => {
        ended = null;
        starting = { resolve, reject };
        manager.start({ duration, lang: 'zh_CN' });
      }),
    stop: () =>
      new Promise((resolve, reject) => {
        stopping = { resolve, reject };
        if (ended) end(ended);
        else manager.stop();
      }),
  };
};
