import Taro from '@tarojs/taro';
import { forgetBlob, keepBlob, keptBlob } from './keptFiles.h5';
import { askForPayment } from './paymentSheet.h5';
import { showPictures } from './pictures.h5';
import type { LocalFile, Platform, PlatformAnswer, RemoteFile, Resident, SubscribeResult } from './platform';
import { askForCode } from './scanSheet.h5';
import { askToSign } from './signingSheet.h5';

const residentKey = 'anju.resident';
const simulator = '/simulators/wechat';
const mimes = ['audio/mp4', 'audio/webm;codecs=opus', 'audio/ogg;codecs=opus'];
const largeRootPx = 19;
/** A browser needs a moment to take a download over. */
const blobLifeMs = 60_000;

/** `?resident=` in the address or in the hash's query, for journeys; else whoever was chosen before. */
const resident = (): string | null => {
  const { search, hash } = window.location;
  const given = `${search}&${hash.split('?')[1] ?? ''}`.match(/[?&]resident=([^&]+)/)?.[1];
  if (given) Taro.setStorageSync(residentKey, decodeURIComponent(given));
  return (Taro.getStorageSync(residentKey) as string) || null;
};

const ask = async <T>(path: string, init?: RequestInit): Promise<T> => {
  const answer = await fetch(`${simulator}${path}`, init);
  if (!answer.ok) throw new Error(`simulator ${answer.status}`);
  return (await answer.json()) as T;
};

const code = async (kind: 'code' | 'phone-code'): Promise<string | null> => {
  const who = resident();
  if (!who) return null;
  return (await ask<{ code: string }>(`/${kind}?resident=${encodeURIComponent(who)}`)).code;
};

const headersOf = (raw: string): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const line of raw.split(/\r?\n/)) {
    const at = line.indexOf(':');
    if (at > 0) headers[line.slice(0, at).trim().toLowerCase()] = line.slice(at + 1).trim();
  }
  return headers;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const send: Platform['request'] = async ({ method, url, headers, body }): Promise<PlatformAnswer> => {
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const lower: Record<string, string> = {};
  answer.headers.forEach((value, key) => {
    lower[key.toLowerCase()] = value;
  });
  return { status: answer.status, headers: lower, body: parsed(await answer.text()) };
};

/** Content by its address: the page's policy forbids fetching blob: addresses, so they are remembered. */
const blobs = new Map<string, Blob>();

const localOf = (blob: Blob, name: string): LocalFile => {
  const path = URL.createObjectURL(blob);
  blobs.set(path, blob);
  return { path, name, bytes: blob.size };
};

const blobOf = (file: LocalFile): Blob => {
  const blob = blobs.get(file.path);
  if (!blob) throw new Error('a file of another session');
  return blob;
};

const pick = (count: number, camera: boolean): Promise<LocalFile[]> =>
  new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/*,.heic,.heif';
    input.multiple = count > 1;
    input.style.display = 'none';
    if (camera) input.setAttribute('capture', 'environment');
    document.body.appendChild(input);
    const finish = (): void => {
      const files = Array.from(input.files ?? []);
      input.remove();
      resolve(files.map((file) => localOf(file, file.name)));
    };
    input.addEventListener('change', finish);
    input.addEventListener('cancel', finish);
    input.click();
  });

let recording: { recorder: MediaRecorder; chunks: Blob[]; startedMs: number } | null = null;

const startRecording = async (): Promise<void> => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = mimes.find((mime) => MediaRecorder.isTypeSupported(mime));
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
  const chunks: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => chunks.push(data));
  recorder.start();
  recording = { recorder, chunks, startedMs: performance.now() };
};

const stopRecording: Platform['stopRecording'] = () =>
  new Promise((resolve, reject) => {
    const now = recording;
    recording = null;
    if (!now) {
      reject(new Error('not recording'));
      return;
    }
    now.recorder.addEventListener('stop', () => {
      for (const track of now.recorder.stream.getTracks()) track.stop();
      const mime = now.recorder.mimeType || 'audio/webm';
      const ending = mime.includes('mp4') ? 'm4a' : mime.includes('ogg') ? 'ogg' : 'webm';
      const durationMs = Math.round(performance.now() - now.startedMs);
      resolve({ ...localOf(new Blob(now.chunks, { type: mime }), `recording.${ending}`), durationMs, words: null });
    });
    now.recorder.stop();
  });

const upload: Platform['upload'] = ({ url, file, headers, onProgress }) => {
  const call = new XMLHttpRequest();
  const done = new Promise<PlatformAnswer>((resolve, reject) => {
    call.open('POST', url);
    for (const [name, value] of Object.entries(headers)) call.setRequestHeader(name, value);
    call.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? (loaded / total) * 100 : 0));
    call.addEventListener('load', () =>
      resolve({
        status: call.status,
        headers: headersOf(call.getAllResponseHeaders()),
        body: parsed(call.responseText),
      }),
    );
    call.addEventListener('error', () => reject(new Error('no answer')));
    call.addEventListener('abort', () => reject(new Error('aborted')));
    const form = new FormData();
    form.append('file', blobOf(file), file.name);
    call.send(form);
  });
  return { done, abort: () => call.abort() };
};

const openSocket: Platform['openSocket'] = (url, on) => {
  const address = new URL(url, window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address);
  let closed = false;
  socket.addEventListener('open', () => on.open());
  socket.addEventListener('message', ({ data }) => on.message(String(data)));
  socket.addEventListener('close', () => {
    if (!closed) on.closed();
  });
  return {
    send: (text) => socket.send(text),
    close: () => {
      closed = true;
      socket.close();
    },
  };
};

const download = async ({ url, headers, name }: RemoteFile): Promise<void> => {
  const answer = await fetch(url, { headers });
  if (!answer.ok) throw new Error(`file ${answer.status}`);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), blobLifeMs);
};

const dark = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)');

export const wx: Platform = {
  simulated: true,
  apiBase: __API_BASE__,
  loginCode: () => code('code'),
  phoneCode: () => code('phone-code'),
  residents: async () => (await ask<{ items: Resident[] }>('/residents')).items,
  chooseResident: (id) => (id ? Taro.setStorageSync(residentKey, id) : Taro.removeStorageSync(residentKey)),
  request: send,
  upload,
  openSocket,
  scanCode: askForCode,
  choosePictures: (count, from) => pick(count, from === 'camera'),
  showPictures,
  canRecord: typeof MediaRecorder !== 'undefined' && Boolean(navigator.mediaDevices),
  startRecording,
  stopRecording,
  keep: (file) => keepBlob(blobOf(file), file.name),
  reopen: async (kept) => {
    const found = await keptBlob(kept);
    return found ? localOf(found.blob, found.name) : null;
  },
  forget: forgetBlob,
  requestSubscribe: async (templateIds) => {
    const who = resident();
    if (!who) return {};
    const { results } = await ask<{ results: Record<string, SubscribeResult> }>('/subscribe', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ resident: who, templateIds }),
    });
    return results;
  },
  openSigning: (jump) => askToSign(jump, resident()),
  requestPayment: (order) => askForPayment(order, resident()),
  openDocument: download,
  fetchFile: async (file) => {
    await download(file);
    return null;
  },
  sendFile: async () => undefined,
  bluetooth: null,
  wantsLargeType: () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) >= largeRootPx,
  isDark: () => dark().matches,
  onThemeChange: (changed) => dark().addEventListener('change', ({ matches }) => changed(matches)),
  onOnline: (online) => {
    window.addEventListener('online', online);
    return () => window.removeEventListener('online', online);
  },
  safeHead: () => ({ top: 0, right: 0 }),
};
