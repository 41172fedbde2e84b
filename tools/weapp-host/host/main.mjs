// Browser side: runs a built mini-program on WeChat's open-source component engine, with `wx` answered by the host.
import './widgets.mjs';
import { requireModule } from './modules.mjs';
import { launchFirstPage, navigation, setGlobals } from './pages.mjs';
import { report, sim } from './sim.mjs';
import { bluetooth } from './wx/bluetooth.mjs';
import { dialogs } from './wx/dialogs.mjs';
import { identity } from './wx/identity.mjs';
import { media } from './wx/media.mjs';
import { network } from './wx/network.mjs';
import { payment } from './wx/payment.mjs';
import { storage } from './wx/storage.mjs';
import { system } from './wx/system.mjs';

const pkg = window.__PKG__;
const api = {
  ...system,
  ...storage,
  ...network,
  ...identity,
  ...media,
  ...payment,
  ...bluetooth,
  ...dialogs,
  ...navigation,
  ...window.__WX_MOCKS__,
};
const asked = new Set();

/** Names that the package asks for and sets itself are its own, not ours to have. */
const wx = new Proxy(api, {
  get(target, name) {
    const value = target[name];
    if (value === undefined && typeof name === 'string' && !(name in target) && !asked.has(name)) {
      asked.add(name);
      sim.missing.push(name);
    }
    if (typeof value !== 'function' || !Object.hasOwn(api, name)) return value;
    return (...args) => {
      sim.calls.push([name, args[0]]);
      return value.apply(target, args);
    };
  },
  set(target, name, value) {
    const index = sim.missing.indexOf(name);
    if (index >= 0) sim.missing.splice(index, 1);
    target[name] = value;
    return true;
  },
});

const registrar = { page: null, component: null };
const globals = {
  wx,
  App: (definition) => {
    sim.app = definition;
  },
  Page: (definition) => registrar.page(definition),
  Component: (definition) => registrar.component(definition),
  Behavior: (definition) => definition,
  getApp: () => sim.app,
  getCurrentPages: () => sim.pages.map(({ inst }) => inst),
};
setGlobals({ registrar, globals });

const style = document.createElement('style');
style.textContent = pkg.css.app ?? '';
document.head.append(style);

const start = async () => {
  requireModule('app.js', globals);
  sim.launch.path ||= pkg.pages[0];
  const options = { ...sim.launch, query: { ...sim.launch.query }, referrerInfo: {} };
  sim.app?.onLaunch?.(options);
  sim.app?.onShow?.(options);
  launchFirstPage();
  sim.started = true;
};
start().catch(report);
