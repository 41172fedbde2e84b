import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './files.mjs';

const node = process.execPath;
const at = (...segments) => path.join(root, ...segments);
const compile = (workspace) => [node, at('scripts/compile.mjs'), workspace];
/** Wherever npm put it. */
const vite = path.join(
  path.dirname(createRequire(at('admin-h5/package.json')).resolve('vite/package.json')),
  'bin/vite.js',
);
const taro = (type) => [node, at('node_modules/@tarojs/cli/bin/taro'), 'build', '--type', type];
const miniprogram = [
  'miniprogram/src',
  'miniprogram/config',
  'miniprogram/types',
  'miniprogram/babel.config.cjs',
  'shared-types/src',
];
const always = ['package-lock.json', 'tsconfig.json', 'scripts/lib/build-parts.mjs'];

/** Taro writes its styles below src: they are made, not given. */
const generated = /^miniprogram\/src\/styles\/generated\//;

/** What each part is made of, what makes it, and the file that shows it is there. */
export const parts = {
  'shared-types': {
    name: 'shared-types',
    inputs: [...always, 'shared-types/src', 'scripts/compile.mjs'],
    proof: 'shared-types/dist/contract.js',
    command: compile('shared-types'),
    cwd: root,
  },
  bff: {
    name: 'bff',
    inputs: [
      ...always,
      'bff/src',
      'bff/simulators',
      'bff/migrations',
      'bff/seed',
      'bff/bench',
      'bff/simulate',
      'scripts/compile.mjs',
    ],
    proof: 'bff/dist/src/main.js',
    command: compile('bff'),
    cwd: root,
  },
  admin: {
    name: 'admin',
    inputs: [...always, 'admin-h5', 'shared-types/src'],
    proof: 'admin-h5/dist/staff/index.html',
    command: [node, vite, 'build', '--logLevel', 'warn'],
    cwd: at('admin-h5'),
  },
  h5: {
    name: 'h5',
    inputs: [...always, ...miniprogram],
    ignored: generated,
    proof: 'miniprogram/dist/h5/index.html',
    command: taro('h5'),
    cwd: at('miniprogram'),
    env: { TARO_ENV: 'h5', NODE_ENV: 'production' },
  },
  weapp: {
    name: 'weapp',
    inputs: [...always, ...miniprogram],
    ignored: generated,
    variables: ['API_BASE', 'WECHAT_SI'],
    proof: 'miniprogram/dist/weapp/app.json',
    command: taro('weapp'),
    cwd: at('miniprogram'),
    env: { TARO_ENV: 'weapp', NODE_ENV: 'production' },
  },
};
