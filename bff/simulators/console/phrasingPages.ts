import Router from '@koa/router';
import { type PhrasingWorld, phrasingWays } from '../phrasing/world.js';
import { html } from './html.js';
import { phrasingNames, phrasingTexts as texts } from './locales/phrasing.js';
import { sendPage } from './pages.js';
import { pageHtml } from './parts.js';
import { callCard, outageCard } from './providerParts.js';

const base = '/simulators/phrasing';

const page = (world: PhrasingWorld): string => {
  const { way, words } = world.script;
  const options = phrasingWays.map(
    (one) => html`<option value="${one}"${one === way && html` selected`}>${texts.ways[one]}</option>`,
  );
  const script = html`<section class="card" aria-labelledby="script-h"><h2 id="script-h">${texts.script}</h2>
<form data-post="${base}/script">
<label>${texts.way}<select name="way">${options}</select></label>
<label>${texts.words}<input name="words" maxlength="1000" autocomplete="off" value="${words}"></label>
<button type="submit" class="pri">${texts.save}</button></form></section>`;
  const asked = html`<section class="card" aria-labelledby="asked-h"><h2 id="asked-h">${texts.last}</h2>
<p>${world.asked().at(-1)?.question ?? texts.none}</p></section>`;
  const cards = [script, asked, outageCard(base, world.outages, phrasingNames), callCard(world.outages, phrasingNames)];
  return pageHtml('phrasing', texts.intro, html`${cards}`);
};

/** `/simulators/phrasing` */
export const phrasingPages = (world: PhrasingWorld): Router => {
  const router = new Router({ sensitive: true, strict: true });
  router.get(base, (ctx) => sendPage(ctx, page(world)));
  return router;
};
