import path from 'node:path';
import { defineConfig, type UserConfigExport } from '@tarojs/cli';
import { ariaComponents } from './ariaComponents';
import { writeStyles } from './styles';

const root = path.resolve(__dirname, '../..');
/** Source that must be compiled although it lies outside `src`: the contracts, and what the runtime must know of aria. */
const alsoCompile = [path.join(root, 'shared-types'), __dirname];

interface SplitChain {
  optimization: { splitChunks: (options: object) => unknown };
}

/** What several pages use is fetched once, not with each page. */
const shareAmongPages = (chain: SplitChain): void => {
  chain.optimization.splitChunks({
    chunks: 'all',
    cacheGroups: { shared: { name: 'shared', chunks: 'async', minChunks: 2, minSize: 0, reuseExistingChunk: true } },
  });
};

interface ResolveChain {
  resolve: { set: (key: string, value: unknown) => unknown; alias: { set: (name: string, target: string) => unknown } };
}

/** npm may nest the framework plugin in this workspace; the hoisted @tarojs/taro-h5 would not find it there. */
const frameworkPlugin = path.dirname(require.resolve('@tarojs/plugin-framework-react/package.json'));

/** shared-types imports its neighbours as `./x.js`; the file is `./x.ts`. */
const resolveSources = (chain: ResolveChain): void => {
  chain.resolve.set('extensionAlias', { '.js': ['.ts', '.js'] });
  chain.resolve.alias.set('@tarojs/plugin-framework-react', frameworkPlugin);
  chain.resolve.alias.set('zod/mini', path.join(__dirname, '../src/lib/inertSchema.cjs'));
};

export default defineConfig<'webpack5'>(async () => {
  writeStyles();
  const isH5 = process.env.TARO_ENV === 'h5';
  const config: UserConfigExport<'webpack5'> = {
    projectName: 'anju',
    date: '2026-11-23',
    // Sizes are CSS pixels everywhere: large type is our own class, not a wider screen.
    designWidth: 375,
    deviceRatio: { 375: 1, 750: 1 },
    sourceRoot: 'src',
    outputRoot: isH5 ? 'dist/h5' : 'dist/weapp',
    plugins: [[path.join(__dirname, 'aria.ts'), { components: ariaComponents }]],
    defineConstants: {
      __API_BASE__: JSON.stringify(isH5 ? '' : process.env.API_BASE || 'https://anju.example.com'),
      __WECHAT_SI__: JSON.stringify(!isH5 && process.env.WECHAT_SI === '1'),
    },
    copy: { patterns: isH5 ? [] : [{ from: 'src/theme.json', to: 'dist/weapp/theme.json' }], options: {} },
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: process.env.TARO_CACHE === '1' },
    mini: {
      compile: { include: alsoCompile },
      postcss: { pxtransform: { enable: false, config: {} } },
      webpackChain: resolveSources,
    },
    h5: {
      publicPath: '/owner/',
      router: { mode: 'hash' },
      staticDirectory: 'static',
      compile: { include: alsoCompile },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      postcss: { pxtransform: { enable: false, config: {} }, autoprefixer: { enable: true, config: {} } },
      webpackChain: (chain) => {
        resolveSources(chain);
        shareAmongPages(chain);
      },
    },
  };
  return config;
});
