import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { type Tokens, tokensCss } from './build/tokensCss';

const here = import.meta.dirname;
const tokensId = 'virtual:tokens.css';

/** CSS variables come from the same tokens.json as the mini-program's. */
const tokens = (): Plugin => ({
  name: 'anju-tokens',
  resolveId: (id) => (id === tokensId ? `\0${tokensId}` : null),
  load(id) {
    if (id !== `\0${tokensId}`) return null;
    const file = resolve(here, '../shared-types/src/tokens.json');
    this.addWatchFile(file);
    return tokensCss(JSON.parse(readFileSync(file, 'utf8')) as Tokens);
  },
});

/** The service worker knows the names of all built files, so that every page of the staff's app opens without network. */
const serviceWorker = (): Plugin => ({
  name: 'anju-service-worker',
  apply: 'build',
  generateBundle(_options, bundle) {
    const names = Object.keys(bundle).filter((name) => name.startsWith('staff/assets/') && !name.endsWith('.map'));
    const source = readFileSync(resolve(here, 'build/sw.js'), 'utf8')
      .replace('__FILES__', JSON.stringify(names.map((name) => `/${name}`)))
      .replace('__VERSION__', JSON.stringify(hash(names.join())));
    this.emitFile({ type: 'asset', fileName: 'staff/sw.js', source });
  },
});

const hash = (text: string): string => {
  let value = 5381;
  for (const char of text) value = ((value * 33) ^ (char.codePointAt(0) ?? 0)) >>> 0;
  return value.toString(36);
};

export default defineConfig({
  root: here,
  base: '/',
  plugins: [react(), tokens(), serviceWorker()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Both entries share what lies under /staff/assets/: a server maps /staff/* and /kiosk/* and nothing else.
    assetsDir: 'staff/assets',
    target: 'es2020',
    // An inlined asset would be a data: address, which the content security policy need not allow.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: { staff: resolve(here, 'staff/index.html'), kiosk: resolve(here, 'kiosk/index.html') } },
  },
  server: { proxy: { '/api': { target: 'http://localhost:8080', ws: true }, '/files': 'http://localhost:8080' } },
});
