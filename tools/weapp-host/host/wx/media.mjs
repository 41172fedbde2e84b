import { addBase64, addTemporary, browserAddress, fileBlob } from '../files.mjs';
import { overlay } from '../overlay.mjs';
import { answer, channel, refuse, sim } from '../sim.mjs';

const take = (count) => sim.media.splice(0, count).map((item) => ({ ...item, path: addBase64(item) }));

const chooseMedia = (options = {}) => {
  const chosen = take(options.count ?? 9);
  if (chosen.length === 0) return refuse('chooseMedia', options, 'cancel');
  const tempFiles = chosen.map(({ path }) => ({ tempFilePath: path, size: fileBlob(path).size, fileType: 'image' }));
  return answer('chooseMedia', options, { type: 'image', tempFiles });
};

const chooseImage = (options = {}) => {
  const paths = take(options.count ?? 9).map(({ path }) => path);
  if (paths.length === 0) return refuse('chooseImage', options, 'cancel');
  return answer('chooseImage', options, {
    tempFilePaths: paths,
    tempFiles: paths.map((path) => ({ path, size: fileBlob(path).size })),
  });
};

const scanCode = (options) => {
  const next = sim.scans.shift();
  if (next === undefined || next === null) return refuse('scanCode', options, 'cancel');
  const found = typeof next === 'string' ? { result: next, scanType: 'QR_CODE' } : { scanType: 'WX_CODE', ...next };
  return answer('scanCode', options, { charSet: 'UTF-8', rawData: '', ...found });
};

/** Silent MPEG frames: what a phone's recorder would hand over, as far as any sniffer can tell. */
const silence = (milliseconds) => {
  const frameBytes = 144;
  const frames = Math.max(3, Math.ceil(milliseconds / 36));
  const bytes = new Uint8Array(frames * frameBytes);
  for (let frame = 0; frame < frames; frame += 1) bytes.set([0xff, 0xf3, 0x48, 0xc0], frame * frameBytes);
  return new Blob([bytes], { type: 'audio/mpeg' });
};

const makeRecorder = () => {
  const on = { start: channel(), stop: channel(), error: channel(), pause: channel(), resume: channel() };
  let startedAt = 0;
  let limit = null;
  const stop = () => {
    if (!startedAt) return;
    clearTimeout(limit);
    const duration = sim.recording?.durationMs ?? Math.max(Date.now() - startedAt, 1);
    startedAt = 0;
    const tempFilePath = sim.recording?.base64 ? addBase64(sim.recording) : addTemporary(silence(duration));
    setTimeout(() => on.stop.tell({ tempFilePath, duration, fileSize: fileBlob(tempFilePath).size }));
  };
  return {
    start: (options = {}) => {
      if (sim.refused.record) return setTimeout(() => on.error.tell({ errMsg: 'operateRecorder:fail auth deny' }));
      startedAt = Date.now();
      limit = setTimeout(stop, options.duration ?? 60_000);
      setTimeout(() => on.start.tell({}));
    },
    stop,
    pause() {},
    resume() {},
    onStart: on.start.on,
    onStop: on.stop.on,
    onError: on.error.on,
    onPause: on.pause.on,
    onResume: on.resume.on,
    onFrameRecorded() {},
    onInterruptionBegin() {},
    onInterruptionEnd() {},
  };
};
let recorder = null;

const audioEvents = {
  Play: 'play',
  Pause: 'pause',
  Ended: 'ended',
  TimeUpdate: 'timeupdate',
  Canplay: 'canplay',
  Waiting: 'waiting',
};

const createInnerAudioContext = () => {
  const element = new Audio();
  const stopped = channel();
  const failed = channel();
  element.addEventListener('error', () => failed.tell({ errCode: 10001, errMsg: 'audio error' }));
  let source = '';
  const audio = {
    play: () => void element.play().catch((error) => failed.tell({ errCode: 10001, errMsg: String(error.message) })),
    pause: () => element.pause(),
    stop: () => {
      element.pause();
      element.currentTime = 0;
      stopped.tell();
    },
    seek: (seconds) => {
      element.currentTime = seconds;
    },
    destroy: () => {
      element.pause();
      element.removeAttribute('src');
    },
    onStop: stopped.on,
    offStop: stopped.off,
    onError: failed.on,
    offError: failed.off,
    onSeeked() {},
    onSeeking() {},
  };
  for (const [name, type] of Object.entries(audioEvents)) {
    const told = channel();
    element.addEventListener(type, () => told.tell());
    audio[`on${name}`] = told.on;
    audio[`off${name}`] = told.off;
  }
  Object.defineProperties(audio, {
    src: {
      get: () => source,
      set: (value) => {
        source = value;
        element.src = browserAddress(value);
      },
    },
    currentTime: { get: () => element.currentTime },
    duration: { get: () => element.duration || 0 },
    paused: { get: () => element.paused },
    loop: { get: () => element.loop, set: (value) => Object.assign(element, { loop: value }) },
  });
  return audio;
};

export const media = {
  chooseMedia,
  chooseImage,
  scanCode,
  getRecorderManager: () => {
    recorder ??= makeRecorder();
    return recorder;
  },
  createInnerAudioContext,
  setInnerAudioOption: (options) => answer('setInnerAudioOption', options),
  previewImage: (options) => {
    const close = overlay(`<div class="wx-preview"></div>`);
    const picture = document.querySelector('.wx-preview');
    picture.style.backgroundImage = `url("${browserAddress(options.current ?? options.urls[0])}")`;
    picture.onclick = close;
    return answer('previewImage', options);
  },
  openDocument: (options) => {
    const blob = fileBlob(options.filePath);
    if (!blob) return refuse('openDocument', options, `file not found: ${options.filePath}`);
    sim.documents.push({ type: options.fileType ?? '', bytes: blob.size });
    return answer('openDocument', options);
  },
  compressImage: (options) => answer('compressImage', options, { tempFilePath: options.src }),
  saveImageToPhotosAlbum: (options) => answer('saveImageToPhotosAlbum', options),
};
