import type { Page } from 'playwright-core';
import { testPassword } from '../factories/community.js';
import { see, tap } from './people.js';
import type { Stage } from './stage.js';

/** The screen of a kiosk, as it stands. */
export const standing = { width: 1080, height: 1920 };

/** A member of staff signs in at a machine that nobody enrolled. */
export const help = async (page: Page, stage: Stage, username: string): Promise<void> => {
  await page.goto(`${stage.origin}/kiosk/`);
  await see(page, '请工作人员登录');
  await page.getByLabel('账号').fill(username);
  await page.getByLabel('密码').fill(testPassword);
  await tap(page, '登录');
  await see(page, '您好，要办什么事？');
};
