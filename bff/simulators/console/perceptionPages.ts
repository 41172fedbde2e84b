import Router from '@koa/router';
import type { PerceptionWorld } from '../perception/world.js';
import { html } from './html.js';
import { perceptionNames, perceptionTexts as texts } from './locales/perception.js';
import { sendPage } from './pages.js';
import { pageHtml } from './parts.js';
import { callCard, outageCard } from './providerParts.js';

const base = '/simulators/perception';

const page = (world: PerceptionWorld): string => {
  const { words, shows } = world.script;
  const script = html`<section class="card" aria-labelledby="script-h"><h2 id="script-h">${texts.script}</h2>
<form data-post="${base}/script">
<label>${texts.words}<small>${texts.wordsHint}</small><input name="words" maxlength="1000" autocomplete="off" value="${words}"></label>
<label>${texts.shows}<small>${texts.showsHint}</small><input name="shows" maxlength="400" autocomplete="off" value="${shows}"></label>
<button type="submit" class="pri">${texts.save}</button></form></section>`;
  const cards = [script, outageCard(base, world.outages, perceptionNames), callCard(world.outages, perceptionNames)];
  return pageHtml('perception', texts.intro, html`${cards}`);
};

/** `/simulators/perception` */
export const perceptionPages = (world: PerceptionWorld): Router => {
  const router = new Router({ sensitive: true, strict: true });
  router.get(base, (ctx) => sendPage(ctx, page(world)));
  return router;
};
