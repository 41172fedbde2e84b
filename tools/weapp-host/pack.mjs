// Compiles a built mini-program (WXML by WeChat's open-source template compiler) into one static page.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { TmplGroup } from 'glass-easel-template-compiler';

const walk = (dir) =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(path.join(dir, entry.name)) : [path.join(dir, entry.name)],
  );

/** WXSS to CSS: imports inlined, rpx as a share of the width, `page` as the element that holds one page. */
const readStyle = (root, file, seen = new Set()) => {
  if (seen.has(file)) return '';
  seen.add(file);
  return readFileSync(file, 'utf8')
    .replace(/@import\s+["']([^"']+)["'];?/g, (_match, target) =>
      readStyle(root, target.startsWith('/') ? path.join(root, target) : path.join(path.dirname(file), target), seen),
    )
    .replace(/(-?[\d.]+)rpx/g, (_match, size) => `calc(${size} * 100vw / 750)`)
    .replace(/(^|[},;\s])page(?=[\s{,:.>[])/g, '$1.wx-page');
};

const types = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};

/** Everything that the host needs to know of the package. Throws on WXML that does not compile. */
export const readPackage = (root) => {
  const files = { js: {}, json: {}, css: {}, assets: {} };
  const templates = new TmplGroup();
  const broken = [];
  for (const file of walk(root)) {
    const name = path.relative(root, file).replaceAll('\\', '/');
    const id = name.replace(/\.\w+$/, '');
    const extension = path.extname(file);
    const source = () => readFileSync(file, 'utf8');
    if (extension === '.wxml') {
      const warnings = templates.addTmpl(id, source());
      if (warnings?.length) broken.push(`${name}: ${JSON.stringify(warnings)}`);
    } else if (extension === '.wxs') templates.addScript(id, source());
    else if (extension === '.js') files.js[name] = source();
    else if (extension === '.json') files.json[id] = JSON.parse(source());
    else if (extension === '.wxss') files.css[id] = readStyle(root, file);
    else if (types[extension])
      files.assets[name] = `data:${types[extension]};base64,${readFileSync(file).toString('base64')}`;
  }
  if (broken.length > 0) throw new Error(`WXML does not compile:\n${broken.join('\n')}`);
  const { app } = files.json;
  const subPackages = app.subPackages ?? app.subpackages ?? [];
  const pages = [
    ...app.pages,
    ...subPackages.flatMap(({ root: folder, pages: own }) => own.map((page) => `${folder.replace(/\/$/, '')}/${page}`)),
  ];
  return { ...files, pages, tmpl: templates.getTmplGenObjectGroups() };
};

const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/host.css"><div id="pages"></div><div id="tab-bar"></div><div id="overlay"></div>
<script src="/pkg.js"></script><script src="/host.js"></script></html>`;

/** Packs `dist` into `out`: index.html, host.js, host.css, pkg.js. `apiBase` is the origin baked into the package. */
export const pack = (dist, out, { apiBase = '' } = {}) => {
  const here = import.meta.dirname;
  const content = { ...readPackage(dist), apiBase };
  mkdirSync(out, { recursive: true });
  buildSync({
    entryPoints: [path.join(here, 'host/main.mjs')],
    bundle: true,
    format: 'iife',
    outfile: path.join(out, 'host.js'),
  });
  writeFileSync(path.join(out, 'host.css'), readFileSync(path.join(here, 'host/host.css')));
  writeFileSync(path.join(out, 'pkg.js'), `window.__PKG__=${JSON.stringify(content).replaceAll('</', '<\\/')}`);
  writeFileSync(path.join(out, 'index.html'), page);
  return { pages: content.pages.length, scripts: Object.keys(content.js).length };
};

if (import.meta.url === pathToFileURL(path.resolve(process.argv[1] ?? '')).href) {
  const [dist, out, apiBase] = process.argv.slice(2);
  console.log(JSON.stringify(pack(dist, out, { apiBase })));
}
