// Temporary and saved files: paths as WeChat writes them, bytes behind object URLs.
const files = new Map();
const savedPrefix = 'wxfile://store_';
let count = 0;

const fromBase64 = (base64, type) => new Blob([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], { type });

const extension = (type) =>
  ({ 'image/jpeg': 'jpg', 'image/png': 'png', 'audio/mpeg': 'mp3', 'video/mp4': 'mp4' })[type] ?? 'bin';

const put = (path, blob) => {
  files.set(path, { blob, url: URL.createObjectURL(blob) });
  return path;
};

export const addTemporary = (blob) =>
  put(`http://tmp/${Date.now().toString(36)}${++count}.${extension(blob.type)}`, blob);

export const addBase64 = ({ base64, type = 'image/jpeg' }) => addTemporary(fromBase64(base64, type));

export const fileBlob = (path) => files.get(path)?.blob ?? null;

/** Saved files outlive a restart of the mini-program. */
export const save = async (path, blob) => {
  const kept = `${savedPrefix}${path.slice(path.lastIndexOf('/') + 1)}`;
  put(kept, blob);
  const text = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(blob);
  });
  localStorage.setItem(`file:${kept}`, text);
  return kept;
};

export const remove = (path) => {
  localStorage.removeItem(`file:${path}`);
  return files.delete(path);
};

for (const key of Object.keys(localStorage)) {
  if (!key.startsWith('file:')) continue;
  const [head, base64] = localStorage.getItem(key).split(',');
  put(key.slice('file:'.length), fromBase64(base64, head.slice('data:'.length, head.indexOf(';'))));
}

/** Where the browser finds what the package names: temporary files, the API's files, pictures of the package. */
export const browserAddress = (source) => {
  const text = String(source ?? '');
  const { apiBase, assets } = window.__PKG__;
  if (files.has(text)) return files.get(text).url;
  if (apiBase && text.startsWith(apiBase)) return text.slice(apiBase.length) || '/';
  return assets[text.replace(/^\//, '')] ?? text;
};
