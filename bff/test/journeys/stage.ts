import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { createClient } from 'shared-types/client';
import sharp from 'sharp';
import { providerVariables } from '../../simulators/credentialFiles.js';
import { type RunningSimulators, startSimulators } from '../../simulators/server.js';
import { readEnv } from '../../src/env.js';
import { projectRoot } from '../../src/platform/projectRoot.js';
import { type RunningCommunity, startCommunity } from '../../src/start.js';
import { migratedDatabase } from '../factories/databases.js';
import { testPayKeys } from '../factories/payKeys.js';
import { transportTo } from '../factories/transport.js';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const flags = [
  '--lang=zh-CN',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

export const phone = { width: 360, height: 760 };
export const desk = { width: 1440, height: 900 };

export interface Stage {
  origin: string;
  community: RunningCommunity;
  simulators: RunningSimulators;
  browser: Browser;
  /** A typed client that acts with this token. */
  client(token: string | null, community?: string | null): ReturnType<typeof createClient>;
  /** A device of its own: nothing is shared with another but the server. */
  device(size: { width: number; height: number }, more?: BrowserContextOptions): Promise<Page>;
  /** Everything that pages of this stage complained about since the last call. */
  faults(): string[];
  close(): Promise<void>;
}

const noise = /net::ERR_INTERNET_DISCONNECTED|Failed to load resource|WebSocket connection to/;

const watch = (page: Page, faults: string[]): void => {
  page.on('pageerror', (error) => faults.push(`page error: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !noise.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  page.on('response', (answer) => {
    if (answer.status() >= 500) faults.push(`${answer.status()} ${answer.request().method()} ${answer.url()}`);
    else if (answer.status() >= 400 && !/\/(api|simulators|files)\//.test(answer.url()))
      faults.push(`${answer.status()} ${answer.url()}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (!/ERR_ABORTED|ERR_INTERNET_DISCONNECTED/.test(why)) faults.push(`${why} ${request.url()}`);
  });
};

export interface StageOptions {
  demo?: boolean;
  invoices?: boolean;
  /** Recordings are heard and pictures seen. */
  perception?: boolean;
  /** A language model phrases what answers a question. */
  phrasing?: boolean;
}

/** As an operator sets them who has signed up with these providers. */
const variablesOf = (
  simulators: RunningSimulators,
  folder: string,
  { invoices = false, perception = false, phrasing = false }: StageOptions,
): Record<string, string> => {
  const wanted = [
    ...(invoices ? ['INVOICE_'] : []),
    ...(perception ? ['SPEECH_', 'VISION_'] : []),
    ...(phrasing ? ['PHRASING_'] : []),
  ];
  return Object.fromEntries(
    Object.entries(providerVariables(simulators, folder)).filter(([name]) =>
      wanted.some((prefix) => name.startsWith(prefix)),
    ),
  );
};

/** The whole community in this process, behind real sockets, with WeChat played by the simulator. */
export const openStage = async (options: StageOptions = {}): Promise<Stage> => {
  const folder = await mkdtemp(join(tmpdir(), 'anju-journey-'));
  const database = await migratedDatabase(folder);
  const simulators = await startSimulators({ dataDir: join(folder, 'simulators'), payKeys: await testPayKeys() });
  const { app, templates } = simulators.control.wechat;
  const { planId, apiV2Key } = simulators.control.papay.setup;
  const env = readEnv({
    ANJU_ENV: options.demo ? 'demo' : 'test',
    PORT: '0',
    DATA_DIR: folder,
    DATABASE_URL: database.url,
    REDIS_URL: process.env.TEST_REDIS_URL,
    SIMULATOR_ORIGIN: simulators.origin,
    WXAPI_ORIGIN: simulators.origin,
    WX_APPID: app.appId,
    WX_SECRET: app.secret,
    WX_TEMPLATES: templates.map(({ purpose, id }) => `${purpose}=${id}`).join(','),
    ...simulators.payVariables,
    WXPAPAY_ORIGIN: simulators.origin,
    WXPAPAY_PLAN_ID: planId,
    WXPAPAY_APIV2_KEY: apiV2Key,
    ...variablesOf(simulators, folder, options),
    LOG_LEVEL: 'error',
  });
  const community = await startCommunity(env, ['web', 'worker', 'mqtt']);
  const origin = community.origin ?? '';
  const browser = await chromium.launch({ executablePath, args: flags });
  const faults: string[] = [];
  const transport = transportTo(origin);
  return {
    origin,
    community,
    simulators,
    browser,
    client: (token, of = null) => createClient({ transport, token: () => token, community: () => of }),
    device: async (size, more = {}) => {
      const context = await browser.newContext({
        viewport: size,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
        ...more,
      });
      // What esbuild wraps named functions in, for those that a test hands to the page.
      await context.addInitScript('globalThis.__name ??= (named) => named');
      // A machine that is busy with other tests answers late.
      context.setDefaultTimeout(45_000);
      const page = await context.newPage();
      watch(page, faults);
      return page;
    },
    faults: () => faults.splice(0),
    close: async () => {
      await browser.close();
      await community.stop();
      await simulators.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Fronts are served from their builds; without them a journey would only find an empty folder. */
export const needBuilt = (...files: string[]): void => {
  for (const file of files)
    if (!existsSync(join(projectRoot, file))) throw new Error(`${file} is not there: npm run build`);
};

export const pathOf = (...parts: string[]): string => join(projectRoot, ...parts);

const pictures = pathOf('.cache/journeys');

/** The page as it is seen now, for people to look at: .cache/journeys/NN-name-WIDTH.png */
export const shot = async (page: Page, name: string, options: { whole?: boolean } = {}): Promise<void> => {
  mkdirSync(pictures, { recursive: true });
  const width = page.viewportSize()?.width ?? 0;
  await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: options.whole ?? false });
};

export const keepFigures = async (name: string, figures: Record<string, number>): Promise<void> => {
  const folder = pathOf('.cache/bench');
  mkdirSync(folder, { recursive: true });
  const { writeFile } = await import('node:fs/promises');
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(figures)}\n`);
};

export interface PictureFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A photograph as a phone takes it, of one colour. */
export const photo = async (name: string, colour = '#7a8b86', size = 900): Promise<PictureFile> => ({
  name,
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: size, height: Math.round(size * 0.75), channels: 3, background: colour } })
    .jpeg()
    .toBuffer(),
});

export const heic = (): PictureFile => ({
  name: 'IMG_0001.HEIC',
  mimeType: 'image/heic',
  buffer: readFileSync(pathOf('bff/src/platform/upload/fixtures/house.heic')),
});
