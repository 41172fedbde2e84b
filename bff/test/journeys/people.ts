import type { Locator, Page } from 'playwright-core';
import { type PictureFile, type Stage, shot } from './stage.js';

/** Chapters of one story: once one is lost, the rest cannot be told. What was on the pages then is kept as pictures. */
export const chaptersOf =
  (pages: () => Record<string, Page>) =>
  (title: string, tell: () => Promise<void>, timeoutMs = 60_000): void => {
    it(
      title,
      async () => {
        if (lost) throw new Error('an earlier chapter failed');
        lost = true;
        try {
          await tell();
        } catch (error) {
          for (const [name, page] of Object.entries(pages())) await shot(page, `failed-${name}`);
          throw error;
        }
        lost = false;
      },
      // A machine that is busy with other tests takes several times as long.
      4 * timeoutMs,
    );
  };
let lost = false;

/** The first visible element with these words. */
export const seen = (page: Page, words: string | RegExp): Locator =>
  page.getByText(words).filter({ visible: true }).first();

/** Waits until these words stand on the page. */
export const see = async (page: Page, ...all: (string | RegExp)[]): Promise<void> => {
  for (const words of all) await seen(page, words).waitFor();
};

export const unseen = async (page: Page, words: string | RegExp): Promise<void> => {
  await page.getByText(words).filter({ visible: true }).first().waitFor({ state: 'hidden' });
};

/** Waits until the server says so, for what no page shows. */
export const until = async (isSo: () => Promise<boolean>, ms = 45_000): Promise<void> => {
  const most = Date.now() + ms;
  while (!(await isSo())) {
    if (Date.now() > most) throw new Error('it did not happen in time');
    await new Promise((done) => setTimeout(done, 100));
  }
};

export const tap = async (page: Page, name: string | RegExp): Promise<void> => {
  const exact = typeof name === 'string';
  await page.getByRole('button', { name, exact }).filter({ visible: true }).last().click();
};

/** Writes into the field of the owner's page that shows this placeholder. */
export const write = async (page: Page, placeholder: string, text: string): Promise<void> => {
  await page
    .locator(`input[placeholder^="${placeholder}"], textarea[placeholder^="${placeholder}"]`)
    .filter({ visible: true })
    .fill(text);
};

/** Signs in on the staff's front end. */
export const signIn = async (page: Page, stage: Stage, username: string, password: string): Promise<void> => {
  await page.goto(`${stage.origin}/staff/`);
  await page.getByLabel('账号').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
};

/** A first password is good for one thing only. */
export const changeFirst = async (page: Page, old: string, fresh: string): Promise<void> => {
  await see(page, '先换一个自己的密码');
  await page.getByLabel('现在的密码').fill(old);
  await page.getByLabel('新密码', { exact: true }).fill(fresh);
  await page.getByLabel('再输一遍新密码').fill(fresh);
  await page.getByRole('button', { name: '换好了，开始用' }).click();
};

/** Opens the owner's H5 as one of the simulator's residents. */
export const enterAs = async (page: Page, stage: Stage, name: string): Promise<void> => {
  await page.goto(`${stage.origin}/owner/`);
  await page
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .filter({ visible: true })
    .click();
  await page.getByRole('tab', { name: '首页' }).filter({ visible: true }).waitFor();
};

/** Answers a step of the worker's order at hand by its button. */
export const step = async (page: Page, title: string, button: string, files?: PictureFile[]): Promise<void> => {
  const item = page.getByRole('listitem', { name: title });
  if (files) await item.getByLabel('拍照').setInputFiles(files);
  await item.getByRole('button', { name: button, exact: true }).click();
};

/** Picks files where the page opens the phone's own chooser. */
export const choose = async (page: Page, button: string, files: PictureFile[]): Promise<void> => {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: button, exact: true }).filter({ visible: true }).click(),
  ]);
  await chooser.setFiles(files);
};

/** Writes something into the field for a signature. */
export const sign = async (page: Page): Promise<void> => {
  const pad = page.getByRole('img', { name: /业主签名/ });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('nowhere to sign');
  await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.5);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.3, { steps: 10 });
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.7, { steps: 10 });
  await page.mouse.up();
};
