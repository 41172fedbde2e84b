import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { needBuilt, openStage, type Stage } from './stage.js';

const mostBytes = 250 * 1024;

let stage: Stage;
beforeAll(async () => {
  needBuilt('admin-h5/dist/staff/index.html', 'admin-h5/dist/kiosk/index.html');
  stage = await openStage();
}, 240_000);
afterAll(() => stage?.close());

/** Every script that the browser fetched until the network was quiet, as gzip would send it. */
const scriptsOf = async (page: Page, path: string): Promise<{ files: number; bytes: number }> => {
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (answer) => {
    if (answer.request().resourceType() === 'script' && answer.status() === 200) bodies.push(answer.body());
  });
  await page.goto(stage.origin + path, { waitUntil: 'networkidle' });
  const all = await Promise.all(bodies);
  return { files: all.length, bytes: all.reduce((sum, body) => sum + gzipSync(body).length, 0) };
};

describe('first load', () => {
  for (const path of ['/staff/', '/kiosk/'])
    it(`${path} needs at most 250 KB of JavaScript before the first tap`, async () => {
      const page = await stage.device({ width: 1280, height: 800 }, { serviceWorkers: 'block' });
      const { files, bytes } = await scriptsOf(page, path);
      await page.context().close();
      expect(files).toBeGreaterThan(0);
      expect(bytes).toBeLessThanOrEqual(mostBytes);
    }, 60_000);
});
