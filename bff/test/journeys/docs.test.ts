import { type Browser, chromium } from 'playwright-core';
import { routes } from '../../src/app.js';
import { type TestServer, testServer } from '../factories/testServer.js';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  server = await testServer();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}, 240_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

test('the API’s page shows every operation, and the browser has nothing to complain of', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 3000 } });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('response', (answer) => {
    if (answer.status() >= 400) complaints.push(`${answer.status()} ${answer.url()}`);
  });
  await page.goto(`${server.origin}/api/docs`);
  await page.waitForSelector('.opblock');
  // The page draws what is in sight, and takes away what was.
  const seen = new Set<string>();
  for (let turn = 0; turn < 40 && seen.size < routes.length; turn++) {
    for (const id of await page.locator('.opblock').evaluateAll((all) => all.map(({ id }) => id))) seen.add(id);
    await page.mouse.wheel(0, 1_500);
    await page.waitForTimeout(400);
  }
  expect(seen.size).toBe(routes.length);
  expect(complaints).toEqual([]);
}, 240_000);
