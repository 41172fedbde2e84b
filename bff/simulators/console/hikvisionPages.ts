import Router from '@koa/router';
import type { Terminal } from '../hikvision/terminal.js';
import type { HikvisionWorld } from '../hikvision/world.js';
import { type Html, html } from './html.js';
import { hikvisionTexts as texts, hikvisionWords as words } from './locales/hikvision.js';
import { sendPage } from './pages.js';
import { pageHtml, poster } from './parts.js';
import { tableCard } from './providerParts.js';

const base = '/simulators/hikvision';

const personRow = ({ setup }: Terminal, employeeNo: string, name: string, hasFace: boolean): Html =>
  html`<div>${name} <small>${employeeNo.slice(-6)}</small> ${hasFace ? texts.withFace : texts.withoutFace}
${poster(`show-${setup.code}-${employeeNo}`, texts.show, `${base}/show`, { code: setup.code, employeeNo }, 'sec')}</div>`;

/** With the ends of its number: who plays the demo holds the card. */
const cardRow = ({ setup }: Terminal, cardNo: string, name: string): Html =>
  html`<div>${texts.card(cardNo.slice(-4))} <small>${name}</small>
${poster(`swipe-${setup.code}-${cardNo}`, texts.swipe, `${base}/swipe`, { code: setup.code, cardNo }, 'sec')}</div>`;

const row = (terminal: Terminal): Html => {
  const { setup, memory } = terminal;
  const { offline } = terminal.faults();
  const people = Object.entries(memory.people);
  const last = terminal.last();
  return html`<tr><td>${setup.name} <small>${setup.code}</small></td>
<td>${offline ? texts.cutOff : texts.online}
${poster(`net-${setup.code}`, offline ? texts.restore : texts.cut, `${base}/faults`, { code: setup.code, offline: !offline }, 'ghost')}</td>
<td>${people.length === 0 ? texts.nobody : people.map(([no, { name, faceBytes }]) => personRow(terminal, no, name, faceBytes !== null))}
<div>${texts.stranger} ${poster(`stranger-${setup.code}`, texts.show, `${base}/show`, { code: setup.code }, 'ghost')}</div></td>
<td>${Object.entries(memory.cards).map(([no, owner]) => cardRow(terminal, no, memory.people[owner]?.name ?? ''))}
<div>${texts.strangeCard} ${poster(`strange-card-${setup.code}`, texts.swipe, `${base}/swipe`, { code: setup.code, cardNo: '9999999999' }, 'ghost')}</div></td>
<td>${terminal.openings()}</td><td>${terminal.waiting()}</td><td>${last ? words.shown(last) : texts.never}</td></tr>`;
};

/** The console's page of face terminals: somebody stands before one. */
export const hikvisionPages = (world: HikvisionWorld): Router => {
  const router = new Router({ sensitive: true, strict: true });
  router.get(base, (ctx) => {
    const table = tableCard(
      'terminals',
      texts.terminals,
      texts.hint,
      texts.empty,
      [...texts.heads],
      world.all().map(row),
    );
    return sendPage(ctx, pageHtml('hikvision', texts.intro, html`${table}`));
  });
  return router;
};
