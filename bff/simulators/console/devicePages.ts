import Router from '@koa/router';
import type { SimulatedDevice } from '../devices/device.js';
import type { Estate } from '../devices/estate.js';
import { faultsOf, hasFault, valuesAt } from '../devices/model.js';
import { type Html, html } from './html.js';
import { faultNames, kindNames, deviceTexts as texts } from './locales/devices.js';
import { sendPage } from './pages.js';
import { pageHtml, poster } from './parts.js';
import { tableCard } from './providerParts.js';

const base = '/simulators/devices';
const mostShown = 60;
const paces = [0, 5, 45, 300];
const kinds = ['lift', 'water-meter', 'power-meter', 'smoke', 'door', 'gate', 'light', 'people-flow'] as const;

const row = ({ identity, memory, isConnected }: SimulatedDevice, estate: Estate, nowMs: number): Html => {
  const { code, kind, name } = identity;
  const values = valuesAt({ seed: estate.seed(), code, kind, faults: memory.faults }, nowMs);
  const faults = faultsOf[kind] ?? [];
  return html`<tr><td>${code} <small>${name}</small></td>
<td>${texts.valuesText(values)}</td>
<td>${isConnected() ? texts.online : texts.offline}
${poster(`net-${code}`, isConnected() ? texts.cut : texts.restore, `${base}/network`, { code, on: !isConnected() }, 'ghost')}</td>
<td>${faults.map((fault) => {
    const on = hasFault(memory, fault, nowMs);
    const label = on ? texts.end(faultNames[fault]) : texts.begin(faultNames[fault]);
    return poster(`${fault}-${code}`, label, `${base}/fault`, { code, fault, on: !on }, on ? '' : 'ghost');
  })}</td></tr>`;
};

const page = (estate: Estate, kind: string, nowMs: number): string => {
  const all = estate.devices();
  const connected = all.filter((device) => device.isConnected()).length;
  const shown = all.filter(({ identity }) => identity.kind === kind).slice(0, mostShown);
  const heads = [texts.device, texts.values, texts.state, texts.act];
  const pace = estate.pace();
  const nav = html`<section class="card" aria-labelledby="pace-h"><h2 id="pace-h">${texts.pace}</h2><span class="seg" id="pace" data-live>
${paces.map((seconds) => poster(`pace-${seconds}`, texts.paceName(seconds), `${base}/pace`, { everySeconds: seconds }, '', pace === seconds))}</span></section>
<section class="card wide" aria-labelledby="kinds-h"><h2 id="kinds-h">${texts.kinds}</h2><nav class="pages">${kinds.map(
    (one) =>
      html`<a href="${base}?kind=${one}">${kindNames[one]} ${all.filter(({ identity }) => identity.kind === one).length}</a>`,
  )}</nav></section>`;
  const rows = shown.map((device) => row(device, estate, nowMs));
  const hint = texts.fleetHint(connected, all.length, pace);
  return pageHtml(
    'devices',
    texts.intro,
    html`${nav}${tableCard('fleet', texts.fleet, hint, texts.fleetEmpty, heads, rows)}`,
  );
};

/** The console's page of the simulated estate. */
export const devicePages = (estate: Estate, now: () => Date): Router => {
  const router = new Router({ sensitive: true, strict: true });
  router.get(base, (ctx) => {
    const asked = kinds.find((kind) => kind === ctx.query.kind) ?? 'lift';
    sendPage(ctx, page(estate, asked, now().getTime()));
  });
  return router;
};
