import { Html, html } from './html.js';
import { texts } from './locales/zh.js';

/** Answered by the community itself, on the same address. */
const clockPath = '/simulators/clock';
const icon = (path: string): Html =>
  new Html(`<svg class="ic" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`);
export const chat = icon('M4.500 5.500h15v10.500h-8l-4 3.500v-3.500h-3z');
const logo = new Html(
  '<svg width="40" height="40" viewBox="0 0 40 40" aria-hidden="true"><rect width="40" height="40" rx="10" fill="var(--brand)"/><path d="M8 19 20 9.500 32 19" fill="none" stroke="var(--on-brand)" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/><path d="M13 30h14M20 17.500c-.8 4-2.500 8-6 12.200M14.500 22.500c5 1.500 9 4 11.500 7.500M26 21.500c-1.500 4-5 7-11.500 8.300" fill="none" stroke="var(--on-brand)" stroke-width="2.200" stroke-linecap="round"/></svg>',
);

/** A button that posts a fixed body; the page's script sends it. */
export const poster = (
  id: string,
  label: Html | string,
  path: string,
  body: object,
  look = '',
  pressed?: boolean,
): Html =>
  html`<button type="button" id="${id}" class="${look}" data-post="${path}" data-json="${JSON.stringify(body)}"${
    pressed === undefined ? '' : new Html(` aria-pressed="${pressed}"`)
  }>${label}</button>`;

export const options = <K extends string>(keys: readonly K[], names: Record<K, string>): Html[] =>
  keys.map((key) => html`<option value="${key}">${names[key]}</option>`);

/** The community's own clock; the page's script shows it where the community answers for it. */
const clock = (): Html => html`
<section class="card wide clock" id="clock" hidden data-at="${clockPath}" aria-labelledby="clock-h">
<h2 id="clock-h">${texts.clock}<small>${texts.clockHint}</small></h2>
<p class="now"><time id="clock-now"></time></p>
<div class="turns"><span class="seg" role="group" aria-label="${texts.speed}">${texts.speeds.map((speed) =>
  poster(`speed-${speed}`, texts.speedName(speed), clockPath, { speed }, '', speed === 1),
)}</span>
<span class="moves" role="group" aria-label="${texts.advance}">${texts.advances.map(({ name, minutes }) =>
  poster(`advance-${minutes}`, name, clockPath, { advanceMinutes: minutes }, 'ghost'),
)}</span></div></section>`;

/** The pages of the console, by their path below /simulators/. */
const pages = {
  wechat: '',
  'wechat-pay': 'wechat-pay',
  alipay: 'alipay',
  invoice: 'invoice',
  papay: 'papay',
  perception: 'perception',
  phrasing: 'phrasing',
  camera: 'camera',
  devices: 'devices',
  doors: 'doors',
  hikvision: 'hikvision',
} as const;
export type ConsolePage = keyof typeof pages;

const navigation = (here: ConsolePage): Html => html`
<nav class="pages" aria-label="${texts.title}">${(Object.keys(pages) as ConsolePage[]).map(
  (page) =>
    html`<a href="/simulators/${pages[page]}"${page === here && new Html(' aria-current="page"')}>${texts.pages[page]}</a>`,
)}</nav>`;

/** The frame of every page: what it plays, the clock, and what the last action said. */
export const pageHtml = (page: ConsolePage, intro: string, content: Html): string =>
  html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${texts.title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/simulators/console.css"><script src="/simulators/console.js" defer></script></head>
<body><header class="top">${logo}<h1>${texts.title}</h1><span class="chip">${texts.chip}</span>${navigation(page)}
${poster('reset', texts.reset, '/simulators/reset', {}, 'ghost right')}</header>
<p class="intro">${intro}</p><p id="said" role="status" data-reset="${texts.resetDone}" data-moved="${texts.clockMoved}"></p>
<main>${clock()}${content}</main></body></html>`.text;
