// The page stack, tab pages, navigation bar and tab bar.
import { backend, codeSpace, loadComponent, watchSetData } from './engine.mjs';
import { folderOf, joinPath } from './modules.mjs';
import { answer, rawQuery, refuse, report, sim } from './sim.mjs';

const pkg = window.__PKG__;
const app = pkg.json.app;
const deepest = 10;
const tabs = (app.tabBar?.list ?? []).map(({ pagePath }) => pagePath);
const keptTabs = new Map();
const holder = document.getElementById('pages');
let given;

export const setGlobals = (globals) => {
  given = globals;
};

const top = () => sim.pages.at(-1);
const run = (page, hook, argument) => {
  try {
    return page.inst[hook]?.(argument);
  } catch (error) {
    report(error);
    return undefined;
  }
};

const setting = (id, name) => pkg.json[id]?.[name] ?? app.window?.[name];

const drawNavigation = (page) => {
  if (setting(page.id, 'navigationStyle') === 'custom') return;
  const bar = document.createElement('div');
  bar.className = 'wx-nav';
  bar.innerHTML = '<span></span>';
  bar.firstChild.textContent = setting(page.id, 'navigationBarTitleText') ?? '';
  if (sim.pages.length > 0 && !tabs.includes(page.id)) {
    const back = document.createElement('button');
    back.textContent = '‹';
    back.onclick = () => closePages(1);
    bar.append(back);
  }
  page.el.prepend(bar);
};

const drawTabBar = () => {
  const bar = document.getElementById('tab-bar');
  const shown = top() && tabs.includes(top().id) && !app.tabBar.custom;
  bar.classList.toggle('shown', Boolean(shown));
  if (!shown) return;
  bar.replaceChildren(
    ...app.tabBar.list.map(({ pagePath, text }) => {
      const item = document.createElement('div');
      item.textContent = text;
      item.style.color = pagePath === top().id ? (app.tabBar.selectedColor ?? '#07c160') : (app.tabBar.color ?? '#666');
      item.onclick = () => navigation.switchTab({ url: `/${pagePath}` });
      return item;
    }),
  );
};

const mountCustomTabBar = (page) => {
  if (!app.tabBar?.custom || !tabs.includes(page.id) || !pkg.js['custom-tab-bar/index.js']) return;
  const id = 'custom-tab-bar/index';
  loadComponent(id, given);
  const root = backend.createRoot('custom-tab-bar', codeSpace, id);
  const place = document.createElement('div');
  page.el.append(place);
  root.attach(page.el, place);
  page.inst.getTabBar = () => root.get();
};

const hide = (page) => {
  page.scrollTop = window.scrollY;
  run(page, 'onHide');
  page.el.style.display = 'none';
  page.style.media = 'not all';
};

const show = (page) => {
  page.el.style.display = '';
  page.style.media = 'all';
  document.title = page.title;
  run(page, 'onShow');
  drawTabBar();
  window.scrollTo(0, page.scrollTop ?? 0);
};

const create = (id, query) => {
  loadComponent(id, given);
  const root = backend.createRoot('page', codeSpace, id);
  const inst = root.get();
  watchSetData(inst);
  Object.assign(inst, { route: id, __route__: id, options: query });
  const el = document.createElement('div');
  el.className = 'wx-page';
  el.dataset.route = id;
  const place = document.createElement('div');
  const style = document.createElement('style');
  style.textContent = pkg.css[id] ?? '';
  el.append(place, style);
  holder.append(el);
  root.attach(el, place);
  const page = { id, root, inst, el, style, query, title: setting(id, 'navigationBarTitleText') ?? id };
  if (tabs.includes(id) && !app.tabBar.custom) el.classList.add('with-bar');
  drawNavigation(page);
  mountCustomTabBar(page);
  return page;
};

const open = (id, query) => {
  const page = create(id, query);
  sim.pages.push(page);
  run(page, 'onLoad', query);
  show(page);
  run(page, 'onReady');
};

const destroy = (page) => {
  run(page, 'onUnload');
  page.root.release();
  page.el.remove();
};

/** Takes pages off the stack without showing what lies below. Tab pages live on unless everything is relaunched. */
const drop = (count, { andTabs = false } = {}) => {
  for (const page of sim.pages.splice(sim.pages.length - count)) {
    if (tabs.includes(page.id) && !andTabs) {
      hide(page);
      keptTabs.set(page.id, page);
    } else destroy(page);
  }
};

const closePages = (delta) => {
  drop(Math.min(delta, sim.pages.length - 1));
  show(top());
};

const resolve = (url = '') => {
  const [path, text = ''] = url.split('?');
  const id = path.startsWith('/') ? path.slice(1) : joinPath(top() ? folderOf(top().id) : '', path);
  const query = rawQuery(text);
  return { id, query };
};

const goes = (name, options, check, act) => {
  const { id, query } = resolve(options.url);
  if (!pkg.pages.includes(id)) return refuse(name, options, `page "${id}" is not found`);
  const obstacle = check(id);
  if (obstacle) return refuse(name, options, obstacle);
  act(id, query);
  return answer(name, options);
};

const noTab = (name) => (id) => (tabs.includes(id) ? `can not ${name} a tabbar page` : null);

export const navigation = {
  navigateTo: (options) =>
    goes(
      'navigateTo',
      options,
      (id) => noTab('navigateTo')(id) ?? (sim.pages.length >= deepest ? 'webview count limit exceed' : null),
      (id, query) => {
        if (top()) hide(top());
        open(id, query);
      },
    ),
  redirectTo: (options) =>
    goes('redirectTo', options, noTab('redirectTo'), (id, query) => {
      drop(1);
      open(id, query);
    }),
  reLaunch: (options) =>
    goes(
      'reLaunch',
      options,
      () => null,
      (id, query) => {
        drop(sim.pages.length, { andTabs: true });
        for (const page of keptTabs.values()) destroy(page);
        keptTabs.clear();
        open(id, query);
      },
    ),
  switchTab: (options) =>
    goes(
      'switchTab',
      options,
      (id) => (tabs.includes(id) ? null : 'can not switch to no-tabBar page'),
      (id) => {
        if (sim.pages.length === 1 && top().id === id) return;
        if (sim.pages[0]?.id === id) {
          closePages(sim.pages.length - 1);
          return;
        }
        drop(sim.pages.length);
        const kept = keptTabs.get(id);
        keptTabs.delete(id);
        if (!kept) return open(id, {});
        sim.pages.push(kept);
        show(kept);
      },
    ),
  navigateBack: (options = {}) => {
    if (sim.pages.length < 2) return refuse('navigateBack', options, 'cannot navigate back at first page.');
    closePages(options.delta ?? 1);
    return answer('navigateBack', options);
  },
  setNavigationBarTitle: (options) => {
    const page = top();
    page.title = options.title;
    document.title = options.title;
    const text = page.el.querySelector('.wx-nav span');
    if (text) text.textContent = options.title;
    return answer('setNavigationBarTitle', options);
  },
  stopPullDownRefresh: (options) => {
    sim.refreshing = false;
    return answer('stopPullDownRefresh', options);
  },
  startPullDownRefresh: (options) => {
    sim.pullDown();
    return answer('startPullDownRefresh', options);
  },
  pageScrollTo: (options) => {
    window.scrollTo(0, options.scrollTop ?? document.querySelector(options.selector)?.offsetTop ?? 0);
    return answer('pageScrollTo', options);
  },
};

/** The user pulls the page down; only pages that allow it hear of it. */
sim.pullDown = () => {
  if (!setting(top().id, 'enablePullDownRefresh')) return false;
  sim.refreshing = true;
  run(top(), 'onPullDownRefresh');
  return true;
};
sim.back = () => navigation.navigateBack({ fail() {} });

window.addEventListener('scroll', () => {
  const page = top();
  if (!page) return;
  run(page, 'onPageScroll', { scrollTop: window.scrollY });
  const rest = document.documentElement.scrollHeight - window.innerHeight - window.scrollY;
  const near = rest <= (setting(page.id, 'onReachBottomDistance') ?? 50);
  if (near && !page.atBottom) run(page, 'onReachBottom');
  page.atBottom = near;
});

export const launchFirstPage = () => {
  const path = sim.launch.path || pkg.pages[0];
  sim.launch.path = path;
  if (!pkg.pages.includes(path)) throw new Error(`page "${path}" is not found`);
  open(path, { ...sim.launch.query });
};
