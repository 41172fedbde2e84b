import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { testPassword } from '../factories/community.js';
import { see, tap } from './people.js';
import { pathOf, type Stage, shot } from './stage.js';

/** What people do at the machine in the service station, and what old eyes and hands need of every screen of it. */

export const standing = { width: 1080, height: 1920 };

/** A member of staff signs in to help. */
export const help = async (page: Page, stage: Stage, username: string): Promise<void> => {
  await page.goto(`${stage.origin}/kiosk/`);
  await see(page, '请工作人员登录');
  await page.getByLabel('账号').fill(username);
  await page.getByLabel('密码').fill(testPassword);
  await tap(page, '登录');
  await see(page, '您好，要办什么事？');
};

/** The house by its number, as staff write it. */
export const pickHouse = async (page: Page, number: string, label: string): Promise<void> => {
  await see(page, '哪一家？');
  await page.getByLabel(/写房号/).fill(number);
  await page.getByRole('button', { name: label }).click();
};

/** As a reader does: all digits at once, then Enter. */
export const swipe = async (page: Page, number: string): Promise<void> => {
  await page.keyboard.type(number);
  await page.keyboard.press('Enter');
};

const axe = readFileSync(pathOf('node_modules/axe-core/axe.min.js'), 'utf8');
const leastPx = 24;

interface Violation {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary: string }[];
}

/** Letters that are smaller than old eyes read; what only a screen reader gets is none. */
const smallLetters = `(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.textContent.trim();
    const box = node.parentElement;
    if (!words || !box.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const px = parseFloat(getComputedStyle(box).fontSize);
    if (px < ${leastPx}) found.push(px + ' px: ' + words.slice(0, 40));
  }
  return found;
})()`;

/**
 * What would keep somebody out of this screen: anything serious by the rules of axe, letters below 24 px, and words that
 * stand out from their ground by less than 7:1.
 */
export const barriersAt = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'], rules: { 'color-contrast-enhanced': { enabled: true } } })`,
  )) as { violations: Violation[] };
  // axe asks 4.5:1 of large letters even in its enhanced rule; the kiosk promises 7:1 of all.
  const pale = (await page.evaluate(paleLetters)) as string[];
  return [
    ...violations
      .filter(({ id, impact }) => id === 'color-contrast-enhanced' || impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes
          .slice(0, 3)
          .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary.slice(0, 240)}`),
      ),
    ...((await page.evaluate(smallLetters)) as string[]),
    ...pale,
  ];
};

/** The ground of letters is the nearest colour behind them; a picture or a gradient behind them is judged by its palest stop. */
const paleLetters = `(() => {
  const least = 7;
  const parse = (text) => {
    const m = text.match(/rgba?\\(([^)]+)\\)/);
    if (!m) return null;
    const [r, g, b, a = 1] = m[1].split(/[ ,/]+/).filter(Boolean).map(Number);
    return { r, g, b, a };
  };
  const light = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ratio = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  };
  const over = (top, under) => ({
    r: top.r * top.a + under.r * (1 - top.a),
    g: top.g * top.a + under.g * (1 - top.a),
    b: top.b * top.a + under.b * (1 - top.a),
    a: 1,
  });
  const groundOf = (box) => {
    const layers = [];
    for (let at = box; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour && colour.a > 0) layers.push(colour);
      if (colour && colour.a === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), { r: 255, g: 255, b: 255, a: 1 });
  };
  const sky = document.querySelector('.ksky');
  const skyStops = sky ? [...getComputedStyle(sky).backgroundImage.matchAll(/rgba?\\([^)]+\\)/g)].map((m) => parse(m[0])) : [];
  const skyBox = sky?.getBoundingClientRect();
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.textContent.trim();
    const box = node.parentElement;
    if (!words || !box.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const colour = parse(getComputedStyle(box).color);
    if (!colour) continue;
    const grounds = [groundOf(box)];
    // Head and question stand on the sky, which is no ancestor of theirs.
    if (skyBox && box.closest('.khead, .kq') && !box.closest('.kveil') && box.getBoundingClientRect().top < skyBox.bottom)
      grounds.push(...skyStops);
    const worst = Math.min(...grounds.map((ground) => ratio(over(colour, ground), ground)));
    if (worst < least) found.push(worst.toFixed(2) + ':1 ' + words.slice(0, 40));
  }
  return found;
})()`;

/** A picture of a screen for people to look at, and nothing on it that keeps somebody out. */
export const look = async (page: Page, name: string): Promise<void> => {
  await shot(page, name);
  expect((await barriersAt(page)).map((one) => `${name}: ${one}`)).toEqual([]);
};
