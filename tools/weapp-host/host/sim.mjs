// What tests read and steer: `window.__sim`.
/** WeChat hands a query over as it stands in the address, without decoding. */
export const rawQuery = (text) =>
  Object.fromEntries(
    text
      .split('&')
      .filter(Boolean)
      .map((pair) => [pair.split('=')[0], pair.split('=').slice(1).join('=')]),
  );

const address = new URLSearchParams(location.search);

export const sim = {
  /** The page stack, lowest first. */
  pages: [],
  errors: [],
  warnings: [],
  /** Names of `wx` that the package asked for and the host does not have. */
  missing: [],
  calls: [],
  /** Bytes of each setData. */
  setData: [],
  /** Answers of the next scans: texts, or `{ result, path }`; `null` is giving up. */
  scans: [],
  /** Pictures in the album: `{ base64, type, name }`. */
  media: [],
  /** The next recording: `{ base64, type, durationMs }`. */
  recording: null,
  /**
   * Answers of the next dialogs, instead of a tap: `'confirm'`, `'cancel'`, the index in an action sheet, or what the
   * payer does: `'pay'`, `'cancel'`, `'insufficient'`.
   */
  answers: [],
  refused: { phone: false, record: false, bluetooth: false },
  /** The phone's radio; `nearest` is the name of the door one stands at; so many of the next writes are lost. */
  bluetooth: { on: true, location: true, nearest: null, lose: 0, writes: [] },
  phoneCalls: [],
  /** Documents that were shown: `{ type, bytes }`. */
  documents: [],
  clipboard: '',
  online: true,
  fontSizeSetting: 16,
  resident: window.__RESIDENT__ ?? address.get('resident') ?? '',
  launch: {
    path: address.get('page') ?? '',
    query: rawQuery(address.get('q') ?? ''),
    scene: Number(address.get('scene') ?? 1001),
  },
  inTap: false,
};
window.__sim = sim;

export const report = (error) => {
  sim.errors.push(String(error?.stack ?? error?.message ?? error).slice(0, 600));
};
window.addEventListener('error', (event) => report(event.error ?? event.message));
window.addEventListener('unhandledrejection', (event) => report(event.reason));

// Some doors of WeChat open only inside a tap: the handlers of the tap itself, before the next turn of the loop.
const tap = () => {
  sim.inTap = true;
  setTimeout(() => {
    sim.inTap = false;
  }, 0);
};
for (const type of ['click', 'touchend', 'mouseup']) window.addEventListener(type, tap, true);

/** Answers a `wx` call as WeChat does: callbacks in a later turn, or a promise when there are none. */
export const answer = (name, options, result = {}) => {
  const value = { ...result, errMsg: `${name}:ok` };
  return settle(options, 'success', value);
};

export const refuse = (name, options, reason, more = {}) =>
  settle(options, 'fail', { ...more, errMsg: `${name}:fail ${reason}`.trim() });

const settle = (options = {}, outcome, value) => {
  const { success, fail, complete } = options ?? {};
  if (success || fail || complete) {
    setTimeout(() => {
      options[outcome]?.(value);
      complete?.(value);
    });
    return undefined;
  }
  return outcome === 'success' ? Promise.resolve(value) : Promise.reject(value);
};

/** Listeners of one kind: `on`, `off`, and `tell`. */
export const channel = () => {
  const listeners = new Set();
  return {
    on: (listener) => void listeners.add(listener),
    off: (listener) => void (listener ? listeners.delete(listener) : listeners.clear()),
    tell: (value) => {
      for (const listener of [...listeners]) listener(value);
    },
  };
};
