import { existsSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { serveWeapp, type WeappServer } from './server.mjs';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
/** `npm test` says so where there is no browser. */
const describeInBrowser = existsSync(executablePath) ? describe : describe.skip;
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const answerTo = (request: http.IncomingMessage, body: string): unknown => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
  if (pathname === '/api/echo') return { query: Object.fromEntries(searchParams), own: request.headers['x-own'] };
  if (pathname === '/api/upload')
    return { hasFile: body.includes('name="file"; filename='), hasField: body.includes('photo') };
  if (pathname === '/simulators/wechat/phone-code') return { code: `phone-${searchParams.get('resident')}` };
  if (pathname === '/simulators/wechat/subscribe') return { results: { t1: 'accept' } };
  return null;
};

describeInBrowser('weapp host', () => {
  let api: http.Server;
  let host: WeappServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    api = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(answerTo(request, Buffer.concat(chunks).toString('latin1'))));
      });
    });
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    const apiOrigin = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
    const dist = path.join(import.meta.dirname, 'fixture');
    host = await serveWeapp({ dist, apiOrigin, apiBase: 'https://api.example.com' });
    browser = await chromium.launch({ executablePath, args: flags });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await host?.close();
    api?.closeAllConnections();
    api?.close();
  });

  beforeEach(async () => {
    page = await (await browser.newContext({ viewport: { width: 375, height: 724 } })).newPage();
    await page.goto(host.address({ query: 'from=start', resident: 'wang' }));
    await page.locator('.count').waitFor();
  });

  afterEach(async () => {
    const seen = await page.evaluate('({ errors: __sim.errors, missing: __sim.missing })');
    await page.context().close();
    expect(seen).toEqual({ errors: [], missing: [] });
  });

  const shown = (selector: string, text: string | RegExp) =>
    page.locator(selector).filter({ hasText: text }).waitFor({ timeout: 5000 });
  const tap = (selector: string) => page.locator(selector).click();

  it('hands the query over and hides the browser from the package', async () => {
    await shown('.out', 'start');
    expect(await page.locator('.globals').textContent()).toBe(
      'undefined,undefined,undefined,undefined,undefined,undefined',
    );
  });

  it('counts taps, keeps storage over a restart, echoes input', async () => {
    await tap('.count');
    await tap('.count');
    await shown('.count', '点了 2 次');
    await page.locator('.name').fill('王芳');
    await shown('.echo', '王芳');
    await page.reload();
    await shown('.count', '点了 2 次');
    expect(await page.evaluate('__sim.setData.length')).toBeGreaterThan(0);
  });

  it('sends GET data as query with headers, and fails offline as WeChat does', async () => {
    await tap('.ask');
    await shown('.out', 'request:ok');
    expect(await page.locator('.out').textContent()).toContain('"b":"二"');
    expect(await page.locator('.out').textContent()).toContain('"own":"yes"');
    await page.evaluate('__sim.setOnline(false)');
    await tap('.ask');
    await shown('.out', 'request:fail');
    await page.evaluate('__sim.setOnline(true)');
    await tap('.ask');
    await shown('.out', 'request:ok');
  });

  it('uploads a chosen picture with its fields; an empty album is giving up', async () => {
    await tap('.send');
    await shown('.out', 'chooseMedia:fail cancel');
    await page.evaluate(`__sim.media.push({ type: 'image/png', base64: '${picture}' })`);
    await tap('.send');
    await shown('.out', 'uploadFile:ok');
    expect(JSON.parse((await page.locator('.out').textContent()) ?? '')).toMatchObject({
      data: '{"hasFile":true,"hasField":true}',
      statusCode: 200,
    });
  });

  it('asks for messages inside a tap only', async () => {
    await tap('.subscribe');
    await shown('.out', '"t1":"accept"');
    await tap('.late');
    await shown('.out', 'can only be invoked by user TAP gesture');
  });

  it('gives the phone code of the chosen resident', async () => {
    await tap('.phone');
    await shown('.out', 'phone-wang');
  });

  it('shows a dialog that waits for its tap', async () => {
    await tap('.modal');
    await page.locator('.wx-modal').getByText('取消').click();
    await shown('.out', '不要');
    await page.evaluate(`__sim.answers.push('confirm')`);
    await tap('.modal');
    await shown('.out', '要');
  });

  it('keeps a stack of pages, and tab pages alive', async () => {
    await tap('.wrong');
    await shown('.out', 'can not navigateTo a tabbar page');
    await tap('.go');
    await shown('.second', '7 七');
    await tap('.back');
    await shown('.count', '点了');
    for (const visits of [1, 2]) {
      await page.locator('#tab-bar').getByText('另一页').click();
      await shown('.tab', `看了 ${visits} 次`);
      await page.locator('#tab-bar').getByText('首页').click();
    }
    expect(await page.evaluate('__sim.pages.map(({ id }) => id)')).toEqual(['pages/index/index']);
  });
});
