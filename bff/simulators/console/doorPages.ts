import Router from '@koa/router';
import { airStates } from '../devices/air.js';
import type { Doors, PlayedDoor } from '../devices/doors.js';
import { type Html, html } from './html.js';
import { doorTexts as texts } from './locales/doors.js';
import { sendPage } from './pages.js';
import { options, pageHtml, poster } from './parts.js';
import { tableCard } from './providerParts.js';

const base = '/simulators/doors';

const row = (door: PlayedDoor): Html => html`<tr><td>${door.name} <small>${door.code}</small></td>
<td>${door.isCut ? texts.cutOff : texts.online}
${poster(`net-${door.code}`, door.isCut ? texts.restore : texts.cut, `${base}/network`, { code: door.code, on: door.isCut }, 'ghost')}</td>
<td>${door.holdsList ? texts.has : texts.none}</td><td>${door.waiting}</td><td>${door.last}</td></tr>`;

const page = (doors: Doors): string => {
  const all = doors.all();
  const names = Object.fromEntries(all.map(({ code, name }) => [code, name]));
  const stand = html`<section class="card" aria-labelledby="stand-h"><h2 id="stand-h">${texts.stand}</h2>
<form data-post="${base}/present"><label>${texts.door}<select name="code">${options(Object.keys(names), names)}</select></label>
<label>${texts.shown}<input name="shown" maxlength="400" autocomplete="off" required></label>
<label>${texts.direction}<select name="direction">${options(['in', 'out'] as const, texts.directions)}</select></label>
<button type="submit" class="sec">${texts.show}</button></form></section>`;
  const air = html`<section class="card" aria-labelledby="air-h"><h2 id="air-h">${texts.air}</h2>
<form data-post="${base}/air"><label>${texts.door}<select name="code">${options(Object.keys(names), names)}</select></label>
<label>${texts.airState}<select name="state">${options(airStates, texts.airStates)}</select></label>
<button type="submit" class="sec">${texts.set}</button></form></section>`;
  const table = tableCard('doors', texts.doors, texts.hint, texts.empty, [...texts.heads], all.map(row));
  return pageHtml('doors', texts.intro, html`${stand}${air}${table}`);
};

/** The console's page of doors: somebody stands before one. */
export const doorPages = (doors: Doors): Router => {
  const router = new Router({ sensitive: true, strict: true });
  router.get(base, (ctx) => sendPage(ctx, page(doors)));
  return router;
};
