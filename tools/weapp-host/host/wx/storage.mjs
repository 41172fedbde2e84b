import { browserAddress, fileBlob, remove, save } from '../files.mjs';
import { answer, refuse } from '../sim.mjs';

const prefix = 'wx:';
const limitBytes = 1024 * 1024;

const read = (key) => {
  const text = localStorage.getItem(prefix + key);
  return text === null ? '' : JSON.parse(text);
};
const write = (key, value) => {
  const text = JSON.stringify(value ?? null);
  if (text.length > limitBytes) throw new Error('setStorage:fail entry size limit reached');
  localStorage.setItem(prefix + key, text);
};
const keys = () =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
const info = () => ({ keys: keys(), currentSize: 1, limitSize: 10240 });

const fileSystem = {
  saveFile: async (options) => {
    const blob = fileBlob(options.tempFilePath);
    if (!blob) return refuse('saveFile', options, 'tempFilePath file not exist');
    return answer('saveFile', options, { savedFilePath: await save(options.tempFilePath, blob) });
  },
  getFileInfo: (options) => {
    const blob = fileBlob(options.filePath);
    return blob
      ? answer('getFileInfo', options, { size: blob.size })
      : refuse('getFileInfo', options, 'no such file or directory');
  },
  access: (options) =>
    fileBlob(options.path) ? answer('access', options) : refuse('access', options, 'no such file or directory'),
  removeSavedFile: (options) =>
    remove(options.filePath)
      ? answer('removeSavedFile', options)
      : refuse('removeSavedFile', options, 'no such file or directory'),
  unlink: (options) =>
    remove(options.filePath) ? answer('unlink', options) : refuse('unlink', options, 'no such file or directory'),
  readFile: async (options) => {
    const blob = fileBlob(options.filePath);
    if (!blob) return refuse('readFile', options, 'no such file or directory');
    if (!options.encoding) return answer('readFile', options, { data: await blob.arrayBuffer() });
    if (options.encoding !== 'base64') return answer('readFile', options, { data: await blob.text() });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return answer('readFile', options, { data: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) });
  },
};

export const storage = {
  env: { USER_DATA_PATH: 'wxfile://usr' },
  getStorageSync: read,
  setStorageSync: write,
  removeStorageSync: (key) => localStorage.removeItem(prefix + key),
  clearStorageSync: () => {
    for (const key of keys()) localStorage.removeItem(prefix + key);
  },
  getStorageInfoSync: info,
  getStorage: (options) =>
    localStorage.getItem(prefix + options.key) === null
      ? refuse('getStorage', options, 'data not found')
      : answer('getStorage', options, { data: read(options.key) }),
  setStorage: (options) => {
    write(options.key, options.data);
    return answer('setStorage', options);
  },
  removeStorage: (options) => {
    localStorage.removeItem(prefix + options.key);
    return answer('removeStorage', options);
  },
  clearStorage: (options) => {
    storage.clearStorageSync();
    return answer('clearStorage', options);
  },
  getStorageInfo: (options) => answer('getStorageInfo', options, info()),
  getFileSystemManager: () => fileSystem,
  getImageInfo: (options) => {
    const picture = new Image();
    picture.onload = () =>
      answer('getImageInfo', options, { width: picture.width, height: picture.height, path: options.src });
    picture.onerror = () => refuse('getImageInfo', options, 'image not found');
    picture.src = browserAddress(options.src);
  },
};
