// The package's code sees what WeChat gives it: no window, no document, no eval.
const pkg = window.__PKG__;
const modules = {};
const shared = {};

const hidden = [
  'window',
  'document',
  'navigator',
  'location',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'self',
  'globalThis',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'history',
  'frames',
  'top',
  'parent',
  'Element',
  'HTMLElement',
  'Node',
  'Event',
  'CustomEvent',
  'MutationObserver',
  'ResizeObserver',
  'IntersectionObserver',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'getComputedStyle',
  'URL',
  'URLSearchParams',
  'FormData',
  'Blob',
  'File',
  'FileReader',
  'Image',
  'Audio',
  'Worker',
  'AbortController',
  'Headers',
  'Request',
  'Response',
  'TextEncoder',
  'TextDecoder',
  'btoa',
  'atob',
  'structuredClone',
  'queueMicrotask',
  'MessageChannel',
  'performance',
  'crypto',
  'alert',
  'confirm',
  'prompt',
  'open',
  'caches',
  'WebAssembly',
  'matchMedia',
  'innerWidth',
  'innerHeight',
  'process',
];

/** WeChat's `Function` makes nothing: libraries that compile code at run time must notice or do without. */
const NoFunction = function NoFunction() {
  return () => undefined;
};
NoFunction.prototype = Function.prototype;

export const joinPath = (folder, path) => {
  const out = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') out.pop();
    else if (part && part !== '.') out.push(part);
  }
  return out.join('/');
};

export const folderOf = (id) => id.split('/').slice(0, -1).join('/');

/** Runs one script of the package, once. `given` holds wx, App, Page, Component … */
export const requireModule = (name, given) => {
  const file = name.endsWith('.js') ? name : `${name}.js`;
  if (modules[file]) return modules[file].exports;
  if (!(file in pkg.js)) throw new Error(`module "${file}" is not defined`);
  const module = { exports: {} };
  modules[file] = module;
  const names = Object.keys(given);
  // The inner function may be strict; the outer is not, so that it can take a parameter named eval.
  const body = `return (function(){${pkg.js[file]}\n}).call(undefined)\n//# sourceURL=weapp://${file}`;
  const run = new Function('require', 'module', 'exports', 'global', 'Function', 'eval', ...names, ...hidden, body);
  const load = (path) => requireModule(joinPath(folderOf(file), path), given);
  run(load, module, module.exports, shared, NoFunction, () => undefined, ...names.map((one) => given[one]));
  return module.exports;
};
