import Taro from '@tarojs/taro';
import { bluetooth } from './bluetooth.weapp';
import type { Platform, PlatformAnswer, Recorded, RemoteFile, SubscribeResult } from './platform';
import { subscribeResults } from './platform';
import { createHearingRecorder, type HearingRecorder, type RecognitionManager } from './wechatSi';

const longestRecordingMs = 60_000;
/** From this scale of WeChat's own type setting on, the large layout serves better. */
const largeTypeScale = 1.15;

const lowerKeys = (headers: Record<string, unknown> = {}): Record<string, string> => {
  const lower: Record<string, string> = {};
  for (const key of Object.keys(headers)) lower[key.toLowerCase()] = String(headers[key]);
  return lower;
};

const parsed = (text: unknown): unknown => {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

let recorded: { resolve: (file: Recorded) => void; reject: (error: Error) => void } | null = null;
let recorder: Taro.RecorderManager | null = null;

const theRecorder = (): Taro.RecorderManager => {
  if (recorder) return recorder;
  recorder = Taro.getRecorderManager();
  recorder.onStop((result) => {
    const { tempFilePath, duration, fileSize } = result;
    recorded?.resolve({
      path: tempFilePath,
      name: nameOf(tempFilePath),
      bytes: fileSize ?? 0,
      durationMs: Math.round(duration),
      words: null,
    });
    recorded = null;
  });
  recorder.onError((error) => {
    recorded?.reject(new Error(error.errMsg));
    recorded = null;
  });
  return recorder;
};

/** Null: this build has no speech plugin, or it failed once; then the plain recorder serves. */
let hearing: HearingRecorder | null = __WECHAT_SI__
  ? createHearingRecorder(
      (
        requirePlugin('WechatSI') as { getRecordRecognitionManager: () => RecognitionManager }
      ).getRecordRecognitionManager(),
    )
  : null;
let isHearing = false;

const startHearing = async (): Promise<boolean> => {
  if (!hearing) return false;
  try {
    await hearing.start(longestRecordingMs);
    return true;
  } catch {
    hearing = null;
    return false;
  }
};

const fontScale = (): number => {
  const info = Taro.getAppBaseInfo() as { fontSizeScaleFactor?: number; fontSizeSetting?: number };
  return info.fontSizeScaleFactor ?? (info.fontSizeSetting ?? 16) / 16;
};

const subscribe = async (templateIds: string[]): Promise<Record<string, SubscribeResult>> => {
  const results: Record<string, SubscribeResult> = {};
  // Taro's type asks for Alipay's entityIds too.
  const option = { tmplIds: templateIds } as Parameters<typeof Taro.requestSubscribeMessage>[0];
  const answer = (await Taro.requestSubscribeMessage(option)) as unknown as Record<string, string>;
  for (const id of templateIds) {
    const result = answer[id];
    if (result !== undefined && subscribeResults.includes(result)) results[id] = result as SubscribeResult;
  }
  return results;
};

const download = async ({ url, headers }: RemoteFile): Promise<string> => {
  const { tempFilePath, statusCode } = await Taro.downloadFile({ url, header: headers });
  if (statusCode !== 200) throw new Error(`file ${statusCode}`);
  return tempFilePath;
};

export const wx: Platform = {
  simulated: false,
  apiBase: __API_BASE__,
  loginCode: async () => (await Taro.login()).code,
  phoneCode: async () => null,
  residents: async () => [],
  chooseResident: () => undefined,

  request: async ({ method, url, headers, body }): Promise<PlatformAnswer> => {
    const answer = await Taro.request({
      url,
      method: method as 'GET',
      header: headers,
      ...(body === undefined ? {} : { data: JSON.parse(body) as object }),
    });
    return { status: answer.statusCode, headers: lowerKeys(answer.header), body: answer.data };
  },

  upload: ({ url, file, headers, onProgress }) => {
    let abort: () => void = () => undefined;
    const done = new Promise<PlatformAnswer>((resolve, reject) => {
      const task = Taro.uploadFile({
        url,
        filePath: file.path,
        name: 'file',
        header: headers,
        success: (answer) =>
          resolve({
            status: answer.statusCode,
            headers: lowerKeys((answer as { header?: Record<string, unknown> }).header),
            body: parsed(answer.data),
          }),
        fail: (error) => reject(new Error(error.errMsg)),
      });
      task.progress?.(({ progress }) => onProgress(progress));
      abort = () => task.abort?.();
    });
    return { done, abort: () => abort() };
  },

  openSocket: (url, on) => {
    let closed = false;
    const end = (): void => {
      if (!closed) on.closed();
      closed = true;
    };
    const address = url.replace(/^http/, 'ws');
    const opening = Taro.connectSocket({ url: address }).then(
      (task) => {
        task.onOpen(() => on.open());
        task.onMessage(({ data }) => on.message(String(data)));
        task.onClose(end);
        task.onError(end);
        return task;
      },
      () => {
        end();
        return null;
      },
    );
    return {
      send: (text) => void opening.then((task) => task?.send({ data: text })),
      close: () => {
        closed = true;
        void opening.then((task) => task?.close({}));
      },
    };
  },

  scanCode: async () => {
    try {
      const answer = await Taro.scanCode({});
      // A mini-program code answers with the page it opens; its scene is what we want.
      const path = (answer as { path?: string }).path;
      const scene = path?.match(/[?&]scene=([^&]+)/)?.[1];
      return scene ? decodeURIComponent(scene) : answer.result;
    } catch {
      return null;
    }
  },

  choosePictures: async (count, from) => {
    try {
      const { tempFiles } = await Taro.chooseMedia({
        count,
        mediaType: ['image'],
        sourceType: [from],
        sizeType: ['compressed'],
      });
      return tempFiles.map(({ tempFilePath, size }) => ({
        path: tempFilePath,
        name: nameOf(tempFilePath),
        bytes: size,
      }));
    } catch {
      return [];
    }
  },

  showPictures: (urls, current) => void Taro.previewImage({ urls, current }),

  canRecord: true,
  startRecording: async () => {
    await Taro.authorize({ scope: 'scope.record' });
    isHearing = await startHearing();
    if (isHearing) return;
    theRecorder().start({
      duration: longestRecordingMs,
      format: 'mp3',
      sampleRate: 16_000,
      encodeBitRate: 48_000,
      numberOfChannels: 1,
    });
  },
  stopRecording: () => {
    if (isHearing && hearing) return hearing.stop();
    return new Promise((resolve, reject) => {
      recorded = { resolve, reject };
      theRecorder().stop();
    });
  },

  keep: (file) =>
    new Promise((resolve) => {
      Taro.getFileSystemManager().saveFile({
        tempFilePath: file.path,
        success: (saved) => resolve((saved as { savedFilePath?: string }).savedFilePath ?? null),
        fail: () => resolve(null),
      });
    }),
  reopen: (kept) =>
    new Promise((resolve) => {
      Taro.getFileSystemManager().getFileInfo({
        filePath: kept,
        success: ({ size }) => resolve({ path: kept, name: nameOf(kept), bytes: size ?? 0 }),
        fail: () => resolve(null),
      });
    }),
  forget: (kept) =>
    new Promise((resolve) => {
      Taro.getFileSystemManager().removeSavedFile({ filePath: kept, complete: () => resolve() });
    }),

  requestSubscribe: subscribe,

  openSigning: async ({ appId, path, extraData }) => {
    // Declined by the person, or not there: the server knows what came of it.
    await Taro.navigateToMiniProgram({ appId, path, extraData }).catch(() => undefined);
  },

  requestPayment: async (order) => {
    try {
      await Taro.requestPayment(order);
      return 'done';
    } catch (error) {
      const { errMsg = '' } = error as { errMsg?: string };
      return errMsg.includes('cancel') ? 'cancelled' : 'unknown';
    }
  },
  openDocument: async (file) => {
    await Taro.openDocument({ filePath: await download(file), fileType: 'pdf', showMenu: true });
  },
  fetchFile: download,
  sendFile: async (filePath, fileName) => {
    await Taro.shareFileMessage({ filePath, fileName });
  },

  bluetooth,

  wantsLargeType: () => fontScale() >= largeTypeScale,
  isDark: () => Taro.getAppBaseInfo().theme === 'dark',
  onThemeChange: (changed) => Taro.onThemeChange?.(({ theme }) => changed(theme === 'dark')),
  onOnline: (online) => {
    const listen = ({ isConnected }: { isConnected: boolean }): void => {
      if (isConnected) online();
    };
    Taro.onNetworkStatusChange(listen);
    return () => Taro.offNetworkStatusChange?.(listen);
  },
  safeHead: () => {
    const { statusBarHeight = 20, windowWidth } = Taro.getWindowInfo();
    const capsule = Taro.getMenuButtonBoundingClientRect();
    return { top: statusBarHeight, right: Math.max(windowWidth - (capsule?.left ?? windowWidth), 0) };
  },
};
