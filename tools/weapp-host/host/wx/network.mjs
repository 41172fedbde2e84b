import { addTemporary, fileBlob } from '../files.mjs';
import { answer, channel, refuse, sim } from '../sim.mjs';

const { apiBase } = window.__PKG__;
const defaultTimeoutMs = 60_000;
const changes = channel();

sim.setOnline = (online) => {
  sim.online = online;
  for (const end of online ? [] : [...open]) end();
  changes.tell({ isConnected: online, networkType: online ? 'wifi' : 'none' });
};

/** Address on the host's own origin, or the reason why WeChat would refuse it. */
const local = (url) => {
  if (!/^(https?|wss?):\/\//.test(url)) return { reason: `invalid url "${url}"` };
  const base = apiBase.replace(/^http/, url.startsWith('ws') ? 'ws' : 'http');
  if (base && url.startsWith(base)) return { path: url.slice(base.length) };
  return { reason: `url not in domain list: ${url}` };
};

const withQuery = (path, data) => {
  const pairs = Object.entries(data ?? {}).filter(([, value]) => value !== undefined);
  if (pairs.length === 0) return path;
  const text = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  return `${path}${path.includes('?') ? '&' : '?'}${text}`;
};

const headersOf = (text) =>
  Object.fromEntries(
    text
      .trim()
      .split(/\r?\n/)
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );

/** One exchange by XMLHttpRequest: it knows progress, time-outs and abort as WeChat's tasks do. */
const exchange = (name, options, { method, path, body, headers, responseType, onDone }) => {
  const call = new XMLHttpRequest();
  const progress = channel();
  const gotHeaders = channel();
  let ended = false;
  const fail = (reason) => {
    if (ended) return;
    ended = true;
    void refuse(name, { fail() {}, ...options }, reason, { errno: 600001 });
  };
  const progressed = (event) =>
    progress.tell({
      progress: event.total ? Math.round((event.loaded / event.total) * 100) : 0,
      totalBytesSent: event.loaded,
      totalBytesExpectedToSend: event.total,
    });
  if (!sim.online) setTimeout(() => fail('network is down'), 5);
  else {
    call.open(method, path);
    call.responseType = responseType;
    call.timeout = options.timeout ?? defaultTimeoutMs;
    for (const [key, value] of Object.entries(headers))
      if (!/^(referer|user-agent|host)$/i.test(key)) call.setRequestHeader(key, String(value));
    call.upload.onprogress = progressed;
    call.onprogress = name === 'downloadFile' ? progressed : null;
    call.ontimeout = () => fail('timeout');
    call.onerror = () => fail(sim.online ? 'connection refused' : 'network is down');
    call.onload = () => {
      if (ended) return;
      if (!sim.online) return fail('network is down');
      ended = true;
      const header = headersOf(call.getAllResponseHeaders());
      gotHeaders.tell({ header });
      onDone({ statusCode: call.status, header, cookies: [] }, call.response);
    };
    call.send(body);
  }
  return {
    abort: () => {
      if (ended) return;
      call.abort();
      fail('abort');
    },
    onProgressUpdate: progress.on,
    offProgressUpdate: progress.off,
    onHeadersReceived: gotHeaders.on,
    offHeadersReceived: gotHeaders.off,
  };
};

const idleTask = {
  abort() {},
  onProgressUpdate() {},
  offProgressUpdate() {},
  onHeadersReceived() {},
  offHeadersReceived() {},
};

const refused = (name, options, reason) => {
  void refuse(name, { fail() {}, ...options }, reason);
  return idleTask;
};

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const request = (options) => {
  const { path, reason } = local(options.url);
  if (reason) return refused('request', options, reason);
  const method = (options.method ?? 'GET').toUpperCase();
  const bodyless = method === 'GET' || method === 'HEAD';
  const headers = { 'content-type': 'application/json', ...lower(options.header) };
  const isForm = headers['content-type'].includes('x-www-form-urlencoded');
  const { data } = options;
  const encode = () => (isForm ? withQuery('', data).slice(1) : JSON.stringify(data));
  const body =
    bodyless || data === undefined || typeof data === 'string' || data instanceof ArrayBuffer ? data : encode();
  return exchange('request', options, {
    method,
    path: bodyless && typeof data === 'object' ? withQuery(path, data) : path,
    body: bodyless ? null : body,
    headers,
    responseType: options.responseType === 'arraybuffer' ? 'arraybuffer' : 'text',
    onDone: (result, content) =>
      answer('request', options, {
        ...result,
        data: options.responseType === 'arraybuffer' ? content : parsed(content),
      }),
  });
};

const lower = (headers = {}) =>
  Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]));

const uploadFile = (options) => {
  const { path, reason } = local(options.url);
  if (reason) return refused('uploadFile', options, reason);
  const blob = fileBlob(options.filePath);
  if (!blob) return refused('uploadFile', options, `file not found: ${options.filePath}`);
  const form = new FormData();
  for (const [key, value] of Object.entries(options.formData ?? {})) form.append(key, value);
  form.append(options.name, blob, options.fileName ?? options.filePath.split('/').at(-1));
  const { 'content-type': _type, ...headers } = lower(options.header);
  return exchange('uploadFile', options, {
    method: 'POST',
    path,
    body: form,
    headers,
    responseType: 'text',
    onDone: (result, data) => answer('uploadFile', options, { ...result, data }),
  });
};

const downloadFile = (options) => {
  const { path, reason } = local(options.url);
  if (reason) return refused('downloadFile', options, reason);
  return exchange('downloadFile', options, {
    method: 'GET',
    path,
    body: null,
    headers: lower(options.header),
    responseType: 'blob',
    onDone: (result, blob) => {
      const tempFilePath = addTemporary(blob);
      void answer('downloadFile', options, { ...result, tempFilePath, filePath: options.filePath ?? tempFilePath });
    },
  });
};

/** Sockets that break when the network goes. */
const open = new Set();

const connectSocket = (options) => {
  const { path, reason } = local(options.url);
  const on = { open: channel(), message: channel(), close: channel(), error: channel() };
  let socket = null;
  const task = {
    readyState: 0,
    onOpen: on.open.on,
    onMessage: on.message.on,
    onClose: on.close.on,
    onError: on.error.on,
    send: (sending) => {
      if (socket?.readyState !== WebSocket.OPEN)
        return refuse('sendSocketMessage', { fail() {}, ...sending }, 'not connected');
      socket.send(sending.data);
      return answer('sendSocketMessage', sending);
    },
    close: (closing = {}) => {
      socket?.close(closing.code ?? 1000, closing.reason);
      return answer('closeSocket', closing);
    },
  };
  const broken = reason ?? (sim.online ? null : 'network is down');
  if (broken) {
    setTimeout(() => {
      on.error.tell({ errMsg: `connectSocket:fail ${broken}` });
      on.close.tell({ code: 1006, reason: broken });
    });
    void refuse('connectSocket', { fail() {}, ...options }, broken);
    return task;
  }
  socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}${path}`, options.protocols ?? []);
  socket.binaryType = 'arraybuffer';
  const end = () => socket.close();
  open.add(end);
  socket.onopen = () => {
    task.readyState = 1;
    on.open.tell({ header: {} });
  };
  socket.onmessage = ({ data }) => on.message.tell({ data });
  socket.onerror = () => on.error.tell({ errMsg: 'websocket error' });
  socket.onclose = ({ code, reason: why }) => {
    task.readyState = 3;
    open.delete(end);
    on.close.tell({ code, reason: why });
  };
  void answer('connectSocket', { success() {}, ...options });
  return task;
};

export const network = {
  request,
  uploadFile,
  downloadFile,
  connectSocket,
  getNetworkType: (options) => answer('getNetworkType', options, { networkType: sim.online ? 'wifi' : 'none' }),
  onNetworkStatusChange: changes.on,
  offNetworkStatusChange: changes.off,
};
