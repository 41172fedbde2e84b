import Router from '@koa/router';
import type { CameraWorld } from '../devices/camera.js';
import { cameraKinds } from '../devices/cameraScenes.js';
import { noticeWays } from '../notices.js';
import { type Html, html } from './html.js';
import { cameraKindNames, cameraTexts as texts } from './locales/camera.js';
import { noticeNames } from './locales/providers.js';
import { sendPage } from './pages.js';
import { options, pageHtml } from './parts.js';
import { noticeCard } from './providerParts.js';

const base = '/simulators/camera';

const seeCard = (world: CameraWorld): Html => html`
<section class="card" aria-labelledby="see-h"><h2 id="see-h">${texts.see}<small>${texts.seeHint}</small></h2>
${
  world.cameras().length === 0
    ? html`<p class="empty">${texts.empty}</p>`
    : html`<form data-post="${base}/see">
<label>${texts.camera}<select name="deviceId">${world
        .cameras()
        .map(({ deviceId, name }) => html`<option value="${deviceId}">${name}</option>`)}</select></label>
<label>${texts.kind}<select name="kind">${options(cameraKinds, cameraKindNames)}</select></label>
<label>${texts.way}<select name="way">${options(noticeWays, noticeNames)}</select></label>
<label>${texts.words}<input name="words" maxlength="60" autocomplete="off"></label>
<button type="submit" class="pri">${texts.push}</button></form>`
}</section>`;

/** `/simulators/camera` */
export const cameraPages = (world: CameraWorld): Router => {
  const router = new Router({ sensitive: true, strict: true });
  router.get(base, (ctx) =>
    sendPage(ctx, pageHtml('camera', texts.intro, html`${[seeCard(world), noticeCard(base, world.pushes.list())]}`)),
  );
  return router;
};
