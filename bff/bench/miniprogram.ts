import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../src/platform/projectRoot.js';
import type { Measured } from './frame.js';

interface HomeFigures {
  requests: number;
  bytes: number;
  setDataCalls: number;
  setDataMaxBytes: number;
}

type Sizes = { packageSizes(dist: string): { name: string; bytes: number }[] };

const homeFile = join(projectRoot, '.cache/bench/weapp-home.json');

const readHome = (): HomeFigures => {
  try {
    return JSON.parse(readFileSync(homeFile, 'utf8')) as HomeFigures;
  } catch {
    throw new Error('run the weapp journey first (npm test -- --only=journeys): it measures the home');
  }
};

const row = (what: string, value: number, unit: string, gate: number, goal: number): Measured => ({
  metric: 'h',
  what,
  sizes: '微信小程序构建',
  baseline: '–',
  product: `${Math.round(value)}${unit}`,
  value,
  unit,
  gate,
  goal,
});

/** Row h: bytes of the built packages, and what the home costs as the weapp journey measured it in the weapp host. */
export const run = async (): Promise<Measured[]> => {
  const sizes = (await import(pathToFileURL(join(projectRoot, 'tools/weapp-host/sizes.mjs')).href)) as Sizes;
  const packages = sizes.packageSizes(join(projectRoot, 'miniprogram/dist/weapp'));
  const main = packages.find(({ name }) => name === 'main')?.bytes ?? 0;
  const home = readHome();
  return [
    row('主包', main / 1000, ' KB', 1200, 800),
    row('首页请求数', home.requests, ' 次', 1, 1),
    row('首页请求大小', home.bytes / 1024, ' KB', 16, 16),
    row('首页 setData 次数', home.setDataCalls, ' 次', 3, 3),
    row('首页最大一次 setData', home.setDataMaxBytes / 1024, ' KB', 32, 32),
  ];
};
