import { answer, channel, sim } from '../sim.mjs';

const dark = matchMedia('(prefers-color-scheme: dark)');
const themes = channel();
const theme = () => (dark.matches ? 'dark' : 'light');
dark.addEventListener('change', () => themes.tell({ theme: theme() }));

const screenInfo = () => ({
  pixelRatio: devicePixelRatio,
  screenWidth: innerWidth,
  screenHeight: innerHeight,
  windowWidth: innerWidth,
  windowHeight: innerHeight,
  statusBarHeight: 20,
  screenTop: 0,
  safeArea: { top: 20, bottom: innerHeight, left: 0, right: innerWidth, width: innerWidth, height: innerHeight - 20 },
});
const device = () => ({
  brand: 'devtools',
  model: 'iPhone 15',
  system: 'iOS 17.0',
  platform: 'devtools',
  benchmarkLevel: 1,
});
const base = () => ({
  SDKVersion: '3.8.0',
  version: '8.0.50',
  language: 'zh_CN',
  enableDebug: false,
  theme: theme(),
  fontSizeSetting: sim.fontSizeSetting,
  fontSizeScaleFactor: sim.fontSizeSetting / 16,
  host: { env: 'WeChat' },
});
const everything = () => ({ ...screenInfo(), ...device(), ...base() });
const launchOptions = () => ({ ...sim.launch, query: { ...sim.launch.query }, referrerInfo: {} });

const measure = (element) => {
  const { id, scrollTop, scrollLeft, scrollWidth, scrollHeight } = element;
  const { width, height, left, top, right, bottom } = element.getBoundingClientRect();
  const dataset = { ...element.dataset };
  return { id, dataset, width, height, left, top, right, bottom, scrollTop, scrollLeft, scrollWidth, scrollHeight };
};

const createSelectorQuery = () => {
  const wanted = [];
  const look = ({ selector, all, viewport }) => {
    if (viewport) return measure(document.documentElement);
    const page = sim.pages.at(-1).el;
    if (all) return [...page.querySelectorAll(selector)].map(measure);
    const found = page.querySelector(selector);
    return found ? measure(found) : null;
  };
  const nodes = (place) => {
    const add = (callback) => {
      wanted.push({ ...place, callback });
      return query;
    };
    return {
      boundingClientRect: add,
      scrollOffset: add,
      fields: (_fields, callback) => add(callback),
      node: add,
      context: add,
    };
  };
  const query = {
    in: () => query,
    select: (selector) => nodes({ selector }),
    selectAll: (selector) => nodes({ selector, all: true }),
    selectViewport: () => nodes({ viewport: true }),
    exec: (done) => {
      setTimeout(() => {
        const results = wanted.map((place) => look(place));
        wanted.forEach(({ callback }, index) => {
          callback?.(results[index]);
        });
        done?.(results);
      });
      return query;
    },
  };
  return query;
};

const createIntersectionObserver = () => {
  let watching = null;
  const observer = {
    relativeTo: () => observer,
    relativeToViewport: () => observer,
    observe: (selector, tell) => {
      watching = new IntersectionObserver(([entry]) => tell({ intersectionRatio: entry.intersectionRatio }));
      const element = sim.pages.at(-1).el.querySelector(selector);
      if (element) watching.observe(element);
    },
    disconnect: () => watching?.disconnect(),
  };
  return observer;
};

const shows = channel();
const hides = channel();
/** The user leaves for another app, and comes back. */
sim.leave = () => {
  sim.app?.onHide?.();
  sim.pages.at(-1)?.inst.onHide?.();
  hides.tell();
};
sim.comeBack = () => {
  sim.app?.onShow?.(launchOptions());
  sim.pages.at(-1)?.inst.onShow?.();
  shows.tell(launchOptions());
};

const plain = (...names) => Object.fromEntries(names.map((name) => [name, (options) => answer(name, options)]));
const deaf = (...names) => Object.fromEntries(names.map((name) => [name, () => undefined]));

export const system = {
  // We use no cloud hosting; Taro asks for its presence.
  cloud: undefined,
  canIUse: () => true,
  nextTick: (done) => setTimeout(done),
  getSystemInfoSync: everything,
  getSystemInfo: (options) => answer('getSystemInfo', options, everything()),
  getSystemInfoAsync: (options) => answer('getSystemInfoAsync', options, everything()),
  getWindowInfo: screenInfo,
  getDeviceInfo: device,
  getAppBaseInfo: base,
  getSystemSetting: () => ({
    bluetoothEnabled: true,
    locationEnabled: true,
    wifiEnabled: true,
    deviceOrientation: 'portrait',
  }),
  getAppAuthorizeSetting: () => ({ microphoneAuthorized: 'authorized', cameraAuthorized: 'authorized' }),
  getLaunchOptionsSync: launchOptions,
  getEnterOptionsSync: launchOptions,
  getMenuButtonBoundingClientRect: () => ({
    top: 24,
    bottom: 56,
    left: innerWidth - 94,
    right: innerWidth - 7,
    width: 87,
    height: 32,
  }),
  onThemeChange: themes.on,
  offThemeChange: themes.off,
  onAppShow: shows.on,
  offAppShow: shows.off,
  onAppHide: hides.on,
  offAppHide: hides.off,
  createSelectorQuery,
  createIntersectionObserver,
  getUpdateManager: () => ({ onCheckForUpdate() {}, onUpdateReady() {}, onUpdateFailed() {}, applyUpdate() {} }),
  getLogManager: () => ({ log() {}, info() {}, warn() {}, debug() {} }),
  getRealtimeLogManager: () => ({ info() {}, warn() {}, error() {}, setFilterMsg() {}, addFilterMsg() {} }),
  ...plain(
    'vibrateShort',
    'vibrateLong',
    'hideKeyboard',
    'setKeepScreenOn',
    'setNavigationBarColor',
    'setBackgroundColor',
  ),
  ...plain('setBackgroundTextStyle', 'showShareMenu', 'hideShareMenu', 'hideHomeButton', 'showTabBar', 'hideTabBar'),
  ...plain(
    'setTabBarItem',
    'setTabBarStyle',
    'setTabBarBadge',
    'removeTabBarBadge',
    'showTabBarRedDot',
    'hideTabBarRedDot',
  ),
  ...plain(
    'showNavigationBarLoading',
    'hideNavigationBarLoading',
    'loadFontFace',
    'exitMiniProgram',
    'preloadSubpackage',
  ),
  ...deaf('onError', 'offError', 'onUnhandledRejection', 'offUnhandledRejection', 'onPageNotFound', 'offPageNotFound'),
  ...deaf('onWindowResize', 'offWindowResize', 'onKeyboardHeightChange', 'offKeyboardHeightChange', 'onMemoryWarning'),
  ...deaf('onUserCaptureScreen', 'offUserCaptureScreen', 'reportEvent', 'onLazyLoadError'),
};
