// WeChat's open-source component engine on the real DOM.
import * as ge from 'glass-easel';
import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import { browserAddress } from './files.mjs';
import { folderOf, joinPath, requireModule } from './modules.mjs';
import { report, sim } from './sim.mjs';

const pkg = window.__PKG__;

ge.addGlobalErrorListener((error) => {
  report(error);
  return false;
});
ge.addGlobalWarningListener((message) => {
  sim.warnings.push(String(message).slice(0, 300));
  return false;
});

const environment = new MiniProgramEnv();
export const codeSpace = environment.createCodeSpace('', true);
const context = new ge.CurrentWindowBackendContext();
export const backend = environment.associateBackend(context);
context.onEvent((target, type, detail, options) => {
  const event = new ge.Event(type, detail, options);
  ge.Event.dispatchEvent(target, event);
  return event.getEventBubbleStatus();
});

const groups = new Function(`return ${pkg.tmpl}`)();
for (const id of Object.keys(groups)) {
  codeSpace.addCompiledTemplate(id, { groupList: groups, content: groups[id], fallbackListenerOnNativeNode: true });
}
for (const [id, config] of Object.entries(pkg.json)) {
  codeSpace.addComponentStaticConfig(id, { ...config, usingComponents: { ...config.usingComponents } });
}

const sizes = {
  scaleToFill: '100% 100%',
  aspectFit: 'contain',
  aspectFill: 'cover',
  widthFix: '100% 100%',
  heightFix: '100% 100%',
};

const showImage = (element) => {
  const { src, mode = 'scaleToFill' } = element.wxProps;
  if (!src) {
    element.style.backgroundImage = '';
    return;
  }
  const picture = new Image();
  picture.onload = () => {
    element.style.background = `url("${picture.src}") center / ${sizes[mode] ?? 'auto'} no-repeat`;
    if (mode === 'widthFix')
      Object.assign(element.style, { height: 'auto', aspectRatio: `${picture.width} / ${picture.height}` });
    if (mode === 'heightFix')
      Object.assign(element.style, { width: 'auto', aspectRatio: `${picture.width} / ${picture.height}` });
    fire(element, 'load', { width: picture.width, height: picture.height });
  };
  picture.onerror = () => fire(element, 'error', { errMsg: `GET ${src} failed` });
  picture.src = browserAddress(src);
};

const inputTypes = { number: 'numeric', digit: 'decimal', idcard: 'text', tel: 'tel' };

const special = {
  IMAGE: (element, name) => (name === 'src' || name === 'mode') && showImage(element),
  INPUT: (element, name, value) => {
    if (name === 'type') Object.assign(element, { type: 'text', inputMode: inputTypes[value] ?? 'text' });
    else if (name === 'password' && value) element.type = 'password';
    else typed(element, name, value);
  },
  TEXTAREA: (element, name, value) => typed(element, name, value),
  'SCROLL-VIEW': (element, name, value) => {
    if (name === 'scroll-top') element.scrollTop = Number(value);
    if (name === 'scroll-left') element.scrollLeft = Number(value);
    if (name === 'scroll-into-view' && value) element.querySelector(`#${CSS.escape(value)}`)?.scrollIntoView();
  },
};

const typed = (element, name, value) => {
  if (name === 'value' && element.value !== String(value)) element.value = String(value ?? '');
  if (name === 'maxlength') {
    if (Number(value) < 0) element.removeAttribute('maxlength');
    else element.maxLength = Number(value);
  }
  if (name === 'focus' && value) setTimeout(() => element.focus());
};

// WXML's undefined means the widget's default; on the DOM that is "no attribute".
ge.NativeNode.prototype.updateAttribute = function updateAttribute(name, value) {
  const element = this.getBackendElement?.() ?? this.$$;
  element.wxProps = { ...element.wxProps, [name]: value };
  if (value === undefined || value === null || value === false) this.removeAttribute(name);
  else this.setAttribute(name, value === true ? '' : value);
  if (name === 'disabled' && 'disabled' in element) element.disabled = Boolean(value);
  special[element.tagName]?.(element, name, value);
};

/** A widget's own event: it does not bubble. */
export const fire = (element, type, detail) => {
  let node = element;
  while (node && !node.__wxElement) node = node.parentNode;
  if (node) ge.Event.triggerEvent(node.__wxElement, type, detail, { bubbles: false });
};

const target = (node) => ({ id: node.id || '', dataset: { ...node.dataset }, offsetLeft: 0, offsetTop: 0 });

const asWechatEvent = (handler) =>
  function handle(event) {
    return handler.call(this, {
      type: event.type || event.getEventName(),
      timeStamp: event.timeStamp,
      detail: event.detail,
      target: target(event.target),
      currentTarget: target(event.currentTarget),
      touches: [],
      changedTouches: [],
      mark: {},
    });
  };

const wrapHandlers = (holder) => {
  const wrapped = {};
  for (const [name, value] of Object.entries(holder)) {
    const isHandler =
      typeof value === 'function' && !/^(on[A-Z]|setData|created|attached|ready|moved|detached)/.test(name);
    wrapped[name] = isHandler ? asWechatEventIfEvent(value) : value;
  }
  return wrapped;
};

/** Methods are called by handlers and by hand: only an event of the engine is translated. */
const asWechatEventIfEvent = (method) => {
  const handler = asWechatEvent(method);
  return function call(...args) {
    return args[0] instanceof ge.Event ? handler.call(this, args[0]) : method.apply(this, args);
  };
};

/** Counts what crosses to the view, and drops what WeChat drops. */
export const watchSetData = (instance) => {
  const original = instance.setData;
  instance.setData = function setData(data, done) {
    const kept = {};
    for (const [key, value] of Object.entries(data)) if (value !== undefined) kept[key.replace(/\.\[/g, '[')] = value;
    sim.setData.push(new TextEncoder().encode(JSON.stringify(kept)).length);
    original.call(this, kept);
    if (done) setTimeout(() => done.call(this));
  };
};

const loaded = new Set();

/** Registers a page or component and everything that it uses. */
export const loadComponent = (id, given) => {
  if (loaded.has(id)) return;
  loaded.add(id);
  for (const path of Object.values(pkg.json[id]?.usingComponents ?? {}))
    loadComponent(joinPath(folderOf(id), path), given);
  codeSpace.componentEnv(id, ({ Page, Component }) => {
    given.registrar.page = (definition) => Page(wrapHandlers(definition));
    given.registrar.component = (definition) => {
      const attached = definition.attached ?? definition.lifetimes?.attached;
      const first = function first() {
        watchSetData(this);
        this.props ??= {};
        attached?.call(this);
      };
      const { attached: _attached, behaviors, ...rest } = definition;
      Component({
        ...rest,
        // Taro hands an object over where it has no behaviors.
        behaviors: Array.isArray(behaviors) ? behaviors : [],
        methods: wrapHandlers(definition.methods ?? {}),
        lifetimes: { ...definition.lifetimes, attached: first },
      });
    };
    requireModule(id, given.globals);
  });
};
